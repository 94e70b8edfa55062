#include "app/viewport/cameracontroller.h"

#include <QTest>

using namespace gigahall;
using app::CameraController;

namespace {

CameraController makeCamera(glm::dvec3 eye, glm::dvec3 target, bool ortho = false)
{
    CameraController camera;
    camera.setSizePx({1200, 800});
    camera.setExtent({glm::dvec3(-3500, -1500, 0), glm::dvec3(3500, 1500, 20)});
    render::View view;
    view.eyeM = eye;
    view.targetM = target;
    view.orthographic = ortho;
    view.orthoHeightM = 800;
    camera.setView(view);
    return camera;
}

double pixelDistance(const CameraController& camera, glm::dvec3 point, glm::dvec2 pixel)
{
    const glm::dvec3 at = camera.view().toPixel(point);
    return glm::length(glm::dvec2(at) - pixel);
}

void finish(CameraController& camera)
{
    for (int i = 0; i < 200 && camera.animating(); ++i)
        camera.tick(0.05);
}

} // namespace

class TestCamera : public QObject
{
    Q_OBJECT

private slots:
    void panKeepsThePointUnderTheCursor_data();
    void panKeepsThePointUnderTheCursor();
    void orbitKeepsThePivotInPlace_data();
    void orbitKeepsThePivotInPlace();
    void zoomKeepsTheAnchorsPixel_data();
    void zoomKeepsTheAnchorsPixel();
    void zoomReachesFiveCentimetresAndNoFarther();
    void zoomOutEndsAtTheLimit();
    void eyeStaysAboveGround();
    void flightsEndWhereTheyShould();
    void flightsTakeBetweenSixAndTwelveTenths();
    void reducedMotionJumps();
    void frameShowsTheWholeBox_data();
    void frameShowsTheWholeBox();
    void axesLookWhereTheyShould_data();
    void axesLookWhereTheyShould();
    void orthographicKeepsTheFocusSize();
    void flyMovesOnlyWhileFlying();
    void nearPlaneStaysInFrontOfTheFocus();
    void sectionStaysWhileZoomingAndEndsWithOrbiting();
};

void TestCamera::panKeepsThePointUnderTheCursor_data()
{
    QTest::addColumn<bool>("ortho");
    QTest::addColumn<double>("height");
    QTest::newRow("campus") << false << 2000.0;
    QTest::newRow("hall") << false << 30.0;
    QTest::newRow("desk") << false << 0.6;
    QTest::newRow("orthographic") << true << 500.0;
}

void TestCamera::panKeepsThePointUnderTheCursor()
{
    QFETCH(bool, ortho);
    QFETCH(double, height);
    auto camera = makeCamera({0, -height, height}, {0, 0, 0}, ortho);
    const glm::dvec2 from(700, 500);
    const glm::dvec3 anchor = camera.groundPoint(from);
    QVERIFY(std::abs(anchor.z) < 1e-6);
    camera.beginPan(from, anchor);
    for (const glm::dvec2 to : {glm::dvec2(650, 480), glm::dvec2(400, 600), glm::dvec2(900, 420)}) {
        camera.dragTo(to);
        QVERIFY2(
            pixelDistance(camera, anchor, to) < 0.01, qPrintable(QString::number(pixelDistance(camera, anchor, to))));
    }
    camera.endDrag();
}

void TestCamera::orbitKeepsThePivotInPlace_data()
{
    QTest::addColumn<bool>("ortho");
    QTest::newRow("perspective") << false;
    QTest::newRow("orthographic") << true;
}

void TestCamera::orbitKeepsThePivotInPlace()
{
    QFETCH(bool, ortho);
    auto camera = makeCamera({100, -900, 600}, {0, 0, 0}, ortho);
    const glm::dvec2 pixel(300, 600);
    const glm::dvec3 pivot = camera.groundPoint(pixel);
    const glm::dvec2 place = glm::dvec2(camera.view().toPixel(pivot));
    camera.beginOrbit(pixel, pivot);
    camera.dragTo(pixel + glm::dvec2(180, -60));
    QVERIFY(pixelDistance(camera, pivot, place) < 0.01);
    camera.dragTo(pixel + glm::dvec2(-240, 90));
    QVERIFY(pixelDistance(camera, pivot, place) < 0.01);
    QVERIFY(std::abs(camera.view().right().z) < 1e-9);
}

void TestCamera::zoomKeepsTheAnchorsPixel_data()
{
    QTest::addColumn<bool>("ortho");
    QTest::addColumn<double>("steps");
    QTest::newRow("in") << false << 3.0;
    QTest::newRow("out") << false << -3.0;
    QTest::newRow("touchpad") << false << 0.125;
    QTest::newRow("orthographic in") << true << 4.0;
    QTest::newRow("orthographic out") << true << -2.0;
}

void TestCamera::zoomKeepsTheAnchorsPixel()
{
    QFETCH(bool, ortho);
    QFETCH(double, steps);
    auto camera = makeCamera({0, -800, 500}, {0, 0, 0}, ortho);
    const glm::dvec2 pixel(850, 520);
    const glm::dvec3 anchor = camera.groundPoint(pixel);
    const double scaleBefore = ortho ? camera.view().orthoHeightM : glm::length(anchor - camera.view().eyeM);
    camera.zoom(pixel, steps, anchor);
    QVERIFY(pixelDistance(camera, anchor, pixel) < 0.01);
    const double scaleAfter = ortho ? camera.view().orthoHeightM : glm::length(anchor - camera.view().eyeM);
    QCOMPARE(scaleAfter / scaleBefore, std::pow(CameraController::kZoomPerStep, steps));
}

void TestCamera::zoomReachesFiveCentimetresAndNoFarther()
{
    auto camera = makeCamera({0, -9000, 4000}, {0, 0, 1});
    const glm::dvec3 anchor(3, 4, 1.5);
    const glm::dvec2 pixel(camera.view().toPixel(anchor));
    double last = glm::length(anchor - camera.view().eyeM);
    for (int i = 0; i < 120; ++i) {
        camera.zoom(pixel, 1, anchor);
        const double distance = glm::length(anchor - camera.view().eyeM);
        QVERIFY(distance <= last + 1e-12);
        last = distance;
    }
    QVERIFY(std::abs(last - CameraController::kClosestM) < 1e-6);
    QVERIFY(glm::dot(anchor - camera.view().eyeM, camera.view().forward()) > 0);
}

void TestCamera::zoomOutEndsAtTheLimit()
{
    auto camera = makeCamera({0, -900, 400}, {0, 0, 0});
    for (int i = 0; i < 200; ++i)
        camera.zoom({600, 400}, -1, camera.groundPoint({600, 400}));
    const double away = glm::length(camera.view().eyeM);
    QVERIFY(away > 7000 && away < 30000);
}

void TestCamera::eyeStaysAboveGround()
{
    auto camera = makeCamera({0, -5, 1.7}, {0, 0, 1.5});
    camera.beginFly({600, 400});
    camera.dragTo({600, 900});
    CameraController::FlyKeys keys;
    keys.forward = 1;
    keys.up = -1;
    keys.fast = true;
    for (int i = 0; i < 100; ++i)
        camera.tick(0.1, keys);
    QVERIFY(camera.view().eyeM.z >= CameraController::kMinHeightM);
    camera.endDrag();

    camera = makeCamera({0, -50, 20}, {0, 0, 0});
    camera.beginOrbit({600, 400}, {0, 0, 0});
    for (int i = 1; i < 50; ++i)
        camera.dragTo({600, 400 - 40.0 * i});
    QVERIFY(camera.view().eyeM.z >= CameraController::kMinHeightM);
}

void TestCamera::flightsEndWhereTheyShould()
{
    auto camera = makeCamera({0, -900, 400}, {0, 0, 0});
    render::View there = camera.view();
    there.eyeM = {120, 40, 1.7};
    there.targetM = {123, 42, 1.2};
    camera.goTo(there);
    QVERIFY(camera.animating());
    finish(camera);
    QVERIFY(!camera.animating());
    QVERIFY(glm::length(camera.view().eyeM - there.eyeM) < 1e-6);
    QVERIFY(glm::length(camera.view().targetM - there.targetM) < 1e-6);
}

void TestCamera::flightsTakeBetweenSixAndTwelveTenths()
{
    for (const double distance : {1.0, 50.0, 6000.0}) {
        auto camera = makeCamera({0, -900, 400}, {0, 0, 0});
        render::View there = camera.view();
        there.eyeM += glm::dvec3(distance, 0, 0);
        there.targetM += glm::dvec3(distance, 0, 0);
        camera.goTo(there);
        int ms = 0;
        for (; camera.animating() && ms < 5000; ms += 10)
            camera.tick(0.01);
        QVERIFY2(ms >= 590 && ms <= 1210, qPrintable(QString::number(ms)));
    }
}

void TestCamera::reducedMotionJumps()
{
    auto camera = makeCamera({0, -900, 400}, {0, 0, 0});
    camera.setReducedMotion(true);
    camera.frame({glm::dvec3(10, 10, 0), glm::dvec3(20, 30, 5)});
    QVERIFY(!camera.animating());
    QVERIFY(pixelDistance(camera, {15, 20, 2.5}, {600, 400}) < 0.01);
}

void TestCamera::frameShowsTheWholeBox_data()
{
    QTest::addColumn<double>("size");
    QTest::addColumn<unsigned>("width");
    QTest::newRow("campus") << 6000.0 << 1200u;
    QTest::newRow("rack") << 2.0 << 1200u;
    QTest::newRow("chip") << 0.1 << 1200u;
    QTest::newRow("tall window") << 50.0 << 400u;
}

void TestCamera::frameShowsTheWholeBox()
{
    QFETCH(double, size);
    QFETCH(unsigned, width);
    auto camera = makeCamera({400, -900, 400}, {0, 0, 0});
    camera.setSizePx({width, 800});
    const model::Campus::Bounds box{glm::dvec3(100, 200, 1), glm::dvec3(100 + size, 200 + size / 2, 1 + size / 4)};
    camera.frame(box);
    finish(camera);
    for (int corner = 0; corner < 8; ++corner) {
        const glm::dvec3 point(corner & 1 ? box.maxM.x : box.minM.x, corner & 2 ? box.maxM.y : box.minM.y,
            corner & 4 ? box.maxM.z : box.minM.z);
        const glm::dvec3 at = camera.view().toPixel(point);
        QVERIFY(at.z > camera.view().nearM);
        QVERIFY(at.x >= 0 && at.x <= width && at.y >= 0 && at.y <= 800);
    }
}

void TestCamera::axesLookWhereTheyShould_data()
{
    QTest::addColumn<int>("axis");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    QTest::addColumn<double>("z");
    QTest::newRow("front looks north") << int(CameraController::Axis::Front) << 0.0 << 1.0 << 0.0;
    QTest::newRow("right looks west") << int(CameraController::Axis::Right) << -1.0 << 0.0 << 0.0;
    QTest::newRow("top looks down") << int(CameraController::Axis::Top) << 0.0 << 0.0 << -1.0;
}

void TestCamera::axesLookWhereTheyShould()
{
    QFETCH(int, axis);
    QFETCH(double, x);
    QFETCH(double, y);
    QFETCH(double, z);
    auto camera = makeCamera({400, -900, 400}, {0, 0, 0});
    camera.lookAlong(CameraController::Axis(axis));
    finish(camera);
    QVERIFY(glm::dot(camera.view().forward(), glm::dvec3(x, y, z)) > 0.99);
    if (axis == int(CameraController::Axis::Top))
        QVERIFY(camera.view().trueUp().y > 0.99);
}

void TestCamera::orthographicKeepsTheFocusSize()
{
    auto camera = makeCamera({0, -900, 400}, {0, 0, 0});
    const double before
        = glm::length(glm::dvec2(camera.view().toPixel({10, 0, 0})) - glm::dvec2(camera.view().toPixel({0, 0, 0})));
    camera.toggleOrthographic();
    QVERIFY(camera.view().orthographic);
    const double after
        = glm::length(glm::dvec2(camera.view().toPixel({10, 0, 0})) - glm::dvec2(camera.view().toPixel({0, 0, 0})));
    QVERIFY(std::abs(before - after) < 0.02 * before);
    camera.toggleOrthographic();
    QVERIFY(glm::length(camera.view().eyeM - glm::dvec3(0, -900, 400)) < 1e-6);
}

void TestCamera::flyMovesOnlyWhileFlying()
{
    auto camera = makeCamera({0, -900, 400}, {0, 0, 0});
    CameraController::FlyKeys keys;
    keys.forward = 1;
    QVERIFY(!camera.tick(0.1, keys));
    camera.beginFly({10, 10});
    const glm::dvec3 before = camera.view().eyeM;
    QVERIFY(camera.tick(0.1, keys));
    QVERIFY(glm::dot(camera.view().eyeM - before, camera.view().forward()) > 0);
    camera.endDrag();
    QVERIFY(!camera.tick(0.1, keys));
}

void TestCamera::nearPlaneStaysInFrontOfTheFocus()
{
    for (const double distance : {0.06, 1.0, 100.0, 10000.0}) {
        const auto camera = makeCamera({0, -distance, 1}, {0, 0, 1});
        QVERIFY(camera.view().nearM < distance);
        QVERIFY(camera.view().nearM >= 0.01);
    }
}

void TestCamera::sectionStaysWhileZoomingAndEndsWithOrbiting()
{
    CameraController camera = makeCamera({0, -900, 400}, {0, 0, 0});
    render::View rack = camera.view();
    rack.eyeM = {0, -5, 1.4};
    rack.targetM = {0, 0, 1.4};
    rack.nearM = 3;
    camera.goTo(rack);
    finish(camera);
    QCOMPARE(camera.view().nearM, 3.0);
    const double planeY = camera.view().eyeM.y + camera.view().nearM;
    camera.zoom({600, 400}, 1, {0, 0, 1.4});
    QVERIFY(camera.view().nearM < 3);
    QVERIFY(std::abs(camera.view().eyeM.y + camera.view().nearM - planeY) < 1e-6);
    camera.beginOrbit({600, 400}, {0, 0, 1.4});
    camera.dragTo({640, 400});
    QVERIFY(camera.view().nearM < 0.5);
}

QTEST_GUILESS_MAIN(TestCamera)
#include "tst_camera.moc"
