// labels: sanitize
// What the renderer leaves out because it can't be seen: ground under ground, things behind rows of racks, sky that
// nothing of the view shows. The first is geometry and checked as such, the others must never change a picture.
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts>
#include "assets/import/campusfile.h"
#include "render/ground.h"
#include "render/occluders.h"

#include <array>
#include <cmath>
#include <random>
#endif

#include <QTest>

using namespace gigahall;
using namespace gigahall::render;

namespace {

model::ShellBox slab(glm::vec2 min, glm::vec2 size, float bottom, float height = 0.1f)
{
    model::ShellBox box;
    box.role = model::ShellRole::Solid;
    box.minM = {min.x, min.y, bottom};
    box.sizeM = {size.x, size.y, height};
    return box;
}

model::Campus campusOf(std::vector<model::ShellBox> shells, double yawRad = 0)
{
    model::Campus campus;
    model::Group group;
    group.originM = {120, -40, 0};
    group.yawRad = yawRad;
    campus.groups.push_back(group);
    campus.shells = std::move(shells);
    return campus;
}

double areaOf(const std::vector<GroundShell>& shells, GroundLayer layer)
{
    double area = 0;
    for (const auto& s : shells)
        area += s.layer == layer ? double(s.box.sizeM.x) * double(s.box.sizeM.y) : 0.0;
    return area;
}

bool contains(const model::ShellBox& box, glm::vec2 p)
{
    return p.x > box.minM.x && p.y > box.minM.y && p.x < box.minM.x + box.sizeM.x && p.y < box.minM.y + box.sizeM.y;
}

} // namespace

class TestHiddenThings : public QObject
{
    Q_OBJECT

private slots:
    void groundUnderGround_data()
    {
        QTest::addColumn<double>("yaw"); // of the group, quarters of a turn
        QTest::addRow("as is") << 0.0;
        QTest::addRow("a quarter turned") << 1.0;
        QTest::addRow("half round") << 2.0;
    }

    /// Pieces and cover together are exactly the layer: nothing doubled, nothing missing.
    void groundUnderGround()
    {
        QFETCH(double, yaw);
        const auto campus = campusOf({slab({0, 0}, {300, 200}, 0), slab({50, 40}, {100, 60}, 0.1f),
                                         slab({120, 80}, {80, 50}, 0.12f), slab({0, 150}, {300, 5}, 0.1f)},
            yaw * std::acos(0.0));
        const auto shells = carvedShells(campus);
        const double covered = 100 * 60 + 80 * 50 - 30 * 20;
        QVERIFY(std::abs(areaOf(shells, GroundLayer::Whole) - 300 * 200) < 1);
        QVERIFY(std::abs(areaOf(shells, GroundLayer::Piece) - (300 * 200 - covered)) < 1);
        std::mt19937 random(7);
        std::uniform_real_distribution<float> x(0, 300), y(0, 200);
        for (int i = 0; i < 2000; ++i) {
            const glm::vec2 p(x(random), y(random));
            const bool hidden = contains(campus.shells[1], p) || contains(campus.shells[2], p);
            const auto pieces = std::ranges::count_if(
                shells, [&](const auto& s) { return s.layer == GroundLayer::Piece && contains(s.box, p); });
            QCOMPARE(int(pieces), hidden ? 0 : 1);
        }
    }

    void whatStaysWhole_data()
    {
        QTest::addColumn<float>("bottom"); // of the cover
        QTest::addColumn<float>("height");
        QTest::addColumn<double>("yaw"); // of the group, radians
        QTest::addRow("a cover that floats") << 0.6f << 0.1f << 0.0;
        QTest::addRow("a cover that lies below") << -0.5f << 0.1f << 0.0;
        QTest::addRow("a building is no ground") << 0.1f << 6.0f << 0.0;
        QTest::addRow("turned by an odd angle") << 0.1f << 0.1f << 0.3;
    }

    void whatStaysWhole()
    {
        QFETCH(float, bottom);
        QFETCH(float, height);
        QFETCH(double, yaw);
        const auto campus = campusOf({slab({0, 0}, {300, 200}, 0), slab({50, 40}, {100, 60}, bottom, height)}, yaw);
        const auto shells = carvedShells(campus);
        QCOMPARE(shells.size(), std::size_t(2));
        QVERIFY(std::ranges::all_of(shells, [](const auto& s) { return s.layer == GroundLayer::Always; }));
    }

    void skyIsNeededWhereTheGroundEnds_data()
    {
        QTest::addColumn<double>("eyeX");
        QTest::addColumn<double>("eyeZ");
        QTest::addColumn<double>("targetZ");
        QTest::addColumn<bool>("filled");
        QTest::addRow("down into the middle") << 0.0 << 60.0 << 0.0 << true;
        QTest::addRow("down at the edge") << 480.0 << 60.0 << 0.0 << false;
        QTest::addRow("to the horizon") << 0.0 << 60.0 << 60.0 << false;
        QTest::addRow("from below") << 0.0 << -5.0 << 20.0 << false;
    }

    void skyIsNeededWhereTheGroundEnds()
    {
        QFETCH(double, eyeX);
        QFETCH(double, eyeZ);
        QFETCH(double, targetZ);
        QFETCH(bool, filled);
        GroundPlate plate{{-500, -500}, {500, 500}, 0};
        View view;
        view.sizePx = {320, 180};
        view.eyeM = {eyeX, -30, eyeZ};
        view.targetM = {eyeX + 1, 0, targetZ};
        QCOMPARE(fillsView(plate, view), filled);
        QVERIFY(!fillsView(GroundPlate{}, view));
    }

    /// A row of support, compute and support racks is one solid box; walls are thin ones.
    void rowsAreOccluders()
    {
        const auto result = assets::loadCampus(assets::resolveCampusPath("one-hall"));
        QVERIFY(result.campus);
        const auto& campus = *result.campus;
        const auto occluders = findOccluders(campus);
        const auto rows = std::ranges::count_if(occluders, [](const Occluder& o) { return !o.wall; });
        QCOMPARE(std::size_t(rows), campus.rows.size());
        const auto& row = *std::ranges::find(occluders, false, &Occluder::wall);
        QVERIFY2(row.halfM.x > 5 && row.halfM.x < 5.5, qPrintable(QString::number(double(row.halfM.x))));
    }

    void noneForEyesAbove()
    {
        const auto result = assets::loadCampus(assets::resolveCampusPath("one-hall"));
        QVERIFY(result.campus);
        const auto occluders = findOccluders(*result.campus);
        const auto& row = *std::ranges::find(occluders, false, &Occluder::wall);
        const std::vector<glm::vec4> open(result.campus->buildings.size(), glm::vec4(1, 1, 0, 0));
        std::array<gpu::GpuOccluder, gpu::kOccluders> chosen{};
        View view;
        view.eyeM = row.centreM + glm::dvec3(0, -double(row.halfM.y) - 1.5, 0);
        view.targetM = row.centreM;
        QVERIFY(chooseOccluders(occluders, open, view, chosen) > 0);
        view.orthographic = true;
        QCOMPARE(chooseOccluders(occluders, open, view, chosen), 0u);
        view.orthographic = false;
        view.eyeM.z += 20;
        QCOMPARE(chooseOccluders(occluders, open, view, chosen), 0u);
    }
};

QTEST_APPLESS_MAIN(TestHiddenThings)
#include "tst_hiddenthings.moc"
