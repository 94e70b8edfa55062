// Cameras that compose themselves: what they show is in the picture, large enough, and seen from the right side.
#include "app/scenery/labels.h"
#include "app/scenery/placement.h"
#include "app/scenery/viewpresets.h"
#include "assets/import/campusfile.h"

#include <QTest>

#include <cmath>

using namespace gigahall;
using model::AssetId;
using model::AssetKind;

namespace {

struct Extent
{
    glm::dvec2 min{1e300}, max{-1e300};
    bool inFront = true;
};

Extent extentOf(const model::Campus& campus, AssetId id, const render::View& view)
{
    Extent e;
    for (const auto& corner : app::cornersOf(campus, campus.box(id))) {
        const auto p = view.toPixel(corner);
        e.inFront = e.inFront && p.z > 0;
        e.min = glm::min(e.min, glm::dvec2(p));
        e.max = glm::max(e.max, glm::dvec2(p));
    }
    return e;
}

} // namespace

class TestViewPresets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fitsThePicture_data();
    void fitsThePicture();
    void rackFillsSeventyPercent();
    void aisleIsAtEyeHeight();
    void sidesLookAlongAxes();
    void framingKeepsDirection();
    void projectionKeepsSize();
    void keywords_data();
    void keywords();
    void flightEndsWhereItShould_data();
    void flightEndsWhereItShould();
    void flightStaysAboveGround();
    void labelsDoNotOverlap();
    void labelsFollowSize();

private:
    model::Campus m_campus;
};

void TestViewPresets::initTestCase()
{
    auto loaded = assets::loadCampus(assets::resolveCampusPath("default"));
    QVERIFY2(loaded.campus, loaded.problems.empty() ? "" : loaded.problems.front().text().c_str());
    m_campus = std::move(*loaded.campus);
}

void TestViewPresets::fitsThePicture_data()
{
    QTest::addColumn<QString>("keyword");
    QTest::addColumn<unsigned>("width");
    QTest::addColumn<unsigned>("height");
    for (const char* keyword : {"overview", "top", "front", "right", "phase:1", "phase:10", "building:P04-B8",
             "row:P02-B1-H3-R12", "rack:P10-B8-H4-R12-K08"})
        for (const auto& [w, h] : {std::pair{1920u, 1080u}, {640u, 360u}, {600u, 1000u}, {3000u, 500u}})
            QTest::newRow(qPrintable(QStringLiteral("%1 at %2x%3").arg(QLatin1String(keyword)).arg(w).arg(h)))
                << QString::fromLatin1(keyword) << w << h;
}

void TestViewPresets::fitsThePicture()
{
    QFETCH(QString, keyword);
    QFETCH(unsigned, width);
    QFETCH(unsigned, height);
    const auto preset = app::presetView(m_campus, keyword.toStdString(), {width, height});
    QVERIFY2(preset.view, preset.error.c_str());
    const auto e = extentOf(m_campus, preset.asset, *preset.view);
    QVERIFY(e.inFront);
    QVERIFY2(e.min.x >= 0 && e.min.y >= 0 && e.max.x <= width && e.max.y <= height,
        qPrintable(QStringLiteral("%1 %2 to %3 %4").arg(e.min.x).arg(e.min.y).arg(e.max.x).arg(e.max.y)));
    // And it makes use of it: one direction is filled to two thirds at least.
    const auto share = (e.max - e.min) / glm::dvec2(width, height);
    QVERIFY2(std::max(share.x, share.y) > 0.66, qPrintable(QStringLiteral("%1 x %2").arg(share.x).arg(share.y)));
    QVERIFY(preset.view->eyeM.z > 0);
}

void TestViewPresets::rackFillsSeventyPercent()
{
    for (const std::uint32_t rack : {0u, 7u, 12345u, m_campus.rackCount() - 1}) {
        const AssetId id(AssetKind::Rack, rack);
        const auto view = app::viewOf(m_campus, id, {1600, 900});
        const auto e = extentOf(m_campus, id, view);
        const double share = (e.max.y - e.min.y) / 900;
        QVERIFY2(share > 0.6 && share <= 0.71, qPrintable(QString::number(share)));
        // From its front: the face with the GPUs is nearer than the back, and nothing of the rack is cut away.
        const auto& run = m_campus.runs[m_campus.rackRun[rack]];
        const auto box = m_campus.box(id);
        const float front = run.facesBack ? box.sizeM.y : 0;
        const auto face = app::toCampus(m_campus, box.group, box.minM, box.yawRad, {box.sizeM.x / 2, front, 1});
        const auto back
            = app::toCampus(m_campus, box.group, box.minM, box.yawRad, {box.sizeM.x / 2, box.sizeM.y - front, 1});
        QVERIFY(view.toPixel(face).z < view.toPixel(back).z);
        QVERIFY(view.nearM < view.toPixel(face).z);
    }
}

void TestViewPresets::aisleIsAtEyeHeight()
{
    for (const std::uint32_t row : {0u, 5u, 6u, std::uint32_t(m_campus.rows.size()) - 1}) {
        const auto view = app::aisleView(m_campus, row, {1600, 900});
        const auto box = m_campus.box({AssetKind::Row, row});
        const double floor = app::cornersOf(m_campus, box)[0].z;
        QVERIFY(std::abs(view.eyeM.z - floor - 1.7) < 0.01);
        QVERIFY(std::abs(view.forward().z) < 0.15);
        // Not inside anything of the row, and the row runs away from the camera.
        const auto far = view.toPixel(app::centreOf(m_campus, box));
        QVERIFY(far.z > 1);
    }
}

void TestViewPresets::sidesLookAlongAxes()
{
    const AssetId campus(AssetKind::Campus, 0);
    render::View like = app::overview(m_campus, {800, 600});
    like.orthographic = true;
    const auto along = [&](app::Side side) { return app::sideView(m_campus, campus, side, like).forward(); };
    const auto near = [](glm::dvec3 a, glm::dvec3 b) { return glm::length(a - b) < 1e-3; };
    QVERIFY(near(along(app::Side::Front), {0, 1, 0}));
    QVERIFY(near(along(app::Side::Back), {0, -1, 0}));
    QVERIFY(near(along(app::Side::Right), {-1, 0, 0}));
    QVERIFY(near(along(app::Side::Left), {1, 0, 0}));
    QVERIFY(near(along(app::Side::Top), {0, 0, -1}));
    // Seen from the top north is up.
    const auto top = app::sideView(m_campus, campus, app::Side::Top, like);
    QVERIFY(near(top.right(), {1, 0, 0}));
    QVERIFY(near(top.trueUp(), {0, 1, 0}));
}

void TestViewPresets::framingKeepsDirection()
{
    const auto like = app::overview(m_campus, {1280, 720});
    for (const AssetId id : {AssetId(AssetKind::Campus, 0), AssetId(AssetKind::Phase, 4), AssetId(AssetKind::Hall, 17),
             AssetId(AssetKind::Rack, 99), AssetId(AssetKind::Gpu, 1234567), AssetId(AssetKind::Plant, 3)}) {
        const auto view = app::frameAsset(m_campus, id, like);
        QVERIFY(glm::length(view.forward() - like.forward()) < 1e-9);
        const auto middle = view.toPixel(app::centreOf(m_campus, m_campus.box(id)));
        // The middle of a deep box lies a little off that of the picture: its near half looks larger.
        QVERIFY2(std::abs(middle.x - 640) < 192 && std::abs(middle.y - 360) < 108,
            qPrintable(QStringLiteral("%1 %2").arg(middle.x).arg(middle.y)));
    }
    // Nothing selected: the campus.
    QVERIFY(extentOf(m_campus, {AssetKind::Campus, 0}, app::frameAsset(m_campus, AssetId(), like)).inFront);
}

void TestViewPresets::projectionKeepsSize()
{
    auto view = app::viewOf(m_campus, {AssetKind::Hall, 3}, {1280, 720});
    const auto flat = app::withProjection(view, true);
    QVERIFY(flat.orthographic);
    const double distance = glm::length(view.targetM - view.eyeM);
    QVERIFY(std::abs(flat.pixelsPerMetre(0) - view.pixelsPerMetre(distance)) < 1e-6);
    const auto back = app::withProjection(flat, false);
    QVERIFY(glm::length(back.eyeM - view.eyeM) < 1e-6);
}

void TestViewPresets::keywords_data()
{
    QTest::addColumn<QString>("keyword");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("malformed");
    const int none = int(AssetKind::None);
    QTest::newRow("overview") << "overview" << int(AssetKind::Campus) << false;
    QTest::newRow("phase by number") << "phase:3" << int(AssetKind::Phase) << false;
    QTest::newRow("phase by key") << "phase:P03" << int(AssetKind::Phase) << false;
    QTest::newRow("aisle of a hall") << "aisle:P01-B1-H2" << int(AssetKind::Row) << false;
    QTest::newRow("aisle of a row") << "aisle:P01-B1-H2-R03" << int(AssetKind::Row) << false;
    QTest::newRow("gpu") << "gpu:P01-B1-H2-R03-K04-T03-G5" << int(AssetKind::Gpu) << false;
    QTest::newRow("phase zero") << "phase:0" << none << false;
    QTest::newRow("no such hall") << "hall:P01-B1-H9" << none << false;
    QTest::newRow("kinds differ") << "hall:P01-B1" << none << false;
    QTest::newRow("unknown word") << "moon" << none << true;
    QTest::newRow("nothing after the colon") << "hall:" << none << true;
    QTest::newRow("empty") << "" << none << true;
}

void TestViewPresets::keywords()
{
    QFETCH(QString, keyword);
    QFETCH(int, kind);
    QFETCH(bool, malformed);
    const auto preset = app::presetView(m_campus, keyword.toStdString(), {640, 360});
    QCOMPARE(preset.view.has_value(), kind != int(AssetKind::None));
    QCOMPARE(preset.malformed, malformed);
    QCOMPARE(app::isPresetKeyword(keyword.toStdString()), !malformed);
    if (preset.view)
        QCOMPARE(int(preset.asset.kind()), kind);
    else
        QVERIFY(QString::fromStdString(preset.error).contains("expected"));
}

void TestViewPresets::flightEndsWhereItShould_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("to itself") << "overview"
                               << "overview";
    QTest::newRow("down to a rack") << "overview"
                                    << "rack:P07-B3-H2-R05-K02";
    QTest::newRow("rack to rack, far") << "rack:P01-B1-H1-R01-K01"
                                       << "rack:P10-B8-H4-R12-K08";
    QTest::newRow("rack to its neighbour") << "rack:P01-B1-H1-R01-K01"
                                           << "rack:P01-B1-H1-R01-K02";
    QTest::newRow("from the top") << "top"
                                  << "hall:P05-B5-H3";
}

void TestViewPresets::flightEndsWhereItShould()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    const auto a = *app::presetView(m_campus, from.toStdString(), {1280, 720}).view;
    const auto b = *app::presetView(m_campus, to.toStdString(), {1280, 720}).view;
    QCOMPARE(app::interpolate(a, b, 0).eyeM, a.eyeM);
    QCOMPARE(app::interpolate(a, b, 1).eyeM, b.eyeM);
    // No jump at either end, none in between: small steps of time are small steps on the screen.
    const double size = std::max(glm::length(a.targetM - a.eyeM), glm::length(b.targetM - b.eyeM));
    const double reach = std::max(size, glm::length(b.targetM - a.targetM));
    auto before = a;
    for (int i = 1; i <= 400; ++i) {
        const auto view = app::interpolate(a, b, i / 400.0);
        QVERIFY(std::isfinite(view.eyeM.x) && std::isfinite(view.eyeM.y) && std::isfinite(view.eyeM.z));
        QVERIFY2(glm::length(view.eyeM - before.eyeM) < 0.08 * reach + 1e-6, qPrintable(QString::number(i)));
        QVERIFY2(glm::dot(view.forward(), before.forward()) > 0.99, qPrintable(QString::number(i)));
        before = view;
    }
    const double seconds = app::flightSeconds(a, b);
    QVERIFY(seconds >= 0.6 && seconds <= 1.2);
}

void TestViewPresets::flightStaysAboveGround()
{
    const auto a = app::aisleView(m_campus, 0, {1280, 720});
    const auto b = app::aisleView(m_campus, std::uint32_t(m_campus.rows.size()) - 1, {1280, 720});
    double highest = 0;
    for (int i = 0; i <= 200; ++i) {
        const auto view = app::interpolate(a, b, i / 200.0);
        QVERIFY(view.eyeM.z > 0.5);
        highest = std::max(highest, view.eyeM.z);
    }
    QVERIFY2(highest > 500, qPrintable(QString::number(highest)));
}

void TestViewPresets::labelsDoNotOverlap()
{
    app::Declutter declutter({400, 300}, 4);
    QVERIFY(declutter.tryPlace({10, 10}, {50, 20}));
    QVERIFY(!declutter.tryPlace({40, 20}, {50, 20}));
    QVERIFY(!declutter.tryPlace({62, 10}, {50, 20})); // within the gap
    QVERIFY(declutter.tryPlace({65, 10}, {50, 20}));
    QVERIFY(!declutter.tryPlace({-1, 100}, {50, 20}));
    QVERIFY(!declutter.tryPlace({360, 100}, {50, 20}));
    declutter.block({0, 200}, {400, 100});
    QVERIFY(!declutter.tryPlace({100, 190}, {10, 9}));
}

void TestViewPresets::labelsFollowSize()
{
    const auto kinds = [&](const render::View& view) {
        std::array<int, 16> count{};
        for (const auto& spot : app::labelSpots(m_campus, view, 1))
            ++count[std::size_t(spot.id.kind())];
        return count;
    };
    const auto at = [](const auto& counts, AssetKind kind) { return counts[std::size_t(kind)]; };
    const auto far = kinds(app::overview(m_campus, {1920, 1080}));
    QCOMPARE(at(far, AssetKind::Phase), int(m_campus.phases.size()));
    QCOMPARE(at(far, AssetKind::Rack), 0);
    const auto hall = kinds(app::viewOf(m_campus, {AssetKind::Hall, 40}, {1920, 1080}));
    QVERIFY(at(hall, AssetKind::Row) >= 6);
    const auto rack = kinds(app::viewOf(m_campus, {AssetKind::Rack, 5}, {1920, 1080}));
    QVERIFY(at(rack, AssetKind::Rack) >= 3);
    // At eye level no name of a place floats on the walls.
    const auto aisle = kinds(app::aisleView(m_campus, 3, {1920, 1080}));
    QCOMPARE(at(aisle, AssetKind::Phase) + at(aisle, AssetKind::Building) + at(aisle, AssetKind::Hall), 0);
    QVERIFY(at(aisle, AssetKind::Rack) >= 2);
}

QTEST_GUILESS_MAIN(TestViewPresets)
#include "tst_viewpresets.moc"
