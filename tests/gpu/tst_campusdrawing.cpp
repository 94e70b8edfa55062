// The shipped 10 GW campus, drawn whole: how much work a picture is (exact, so that a slower renderer fails here and
// not on a busy machine), that picking finds what is drawn, and that the validation layers have nothing to say in any
// dress.
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts>
#include "assets/import/campusfile.h"
#include "assets/import/meshfile.h"
#include "render/renderer.h"
#include "tests/support/vulkantest.h"

#include <cmath>
#include <cstdlib>
#include <random>
#include <set>
#endif

#include <QTest>

using namespace gigahall;
using namespace gigahall::render;

namespace {

struct Loaded
{
    model::Campus campus;
    std::vector<model::MeshData> meshes;
    std::unique_ptr<Renderer> renderer;
};

std::unique_ptr<Loaded> load(const std::string& name)
{
    auto loaded = std::make_unique<Loaded>();
    auto result = assets::loadCampus(assets::resolveCampusPath(name));
    if (!result.campus)
        return nullptr;
    loaded->campus = std::move(*result.campus);
    loaded->meshes = assets::loadMeshes(loaded->campus).meshes;
    loaded->renderer = std::make_unique<Renderer>(tests::testDevice(), loaded->campus, loaded->meshes);
    return loaded;
}

View lookAt(glm::dvec3 eye, glm::dvec3 target, glm::uvec2 size = {640, 360})
{
    View view;
    view.eyeM = eye;
    view.targetM = target;
    view.sizePx = size;
    return view;
}

/// From the south-west above, so that the whole box is in the picture.
View overviewOf(const model::Campus& campus)
{
    const auto b = campus.bounds({model::AssetKind::Campus, 0});
    const auto centre = (b.minM + b.maxM) * 0.5;
    const double radius = glm::length(b.maxM - b.minM) * 0.5;
    return lookAt(centre + glm::dvec3(-0.9, -2.0, 1.7) * radius, centre);
}

/// Down into a hall from just above its roof's height: the building opens.
View intoHall(const model::Campus& campus, std::uint32_t hall)
{
    const auto b = campus.bounds({model::AssetKind::Hall, hall});
    const auto centre = (b.minM + b.maxM) * 0.5;
    return lookAt(centre + glm::dvec3(-22, -26, 30), centre);
}

} // namespace

class TestCampusDrawing : public QObject
{
    Q_OBJECT

    std::unique_ptr<Loaded> m_default;

private slots:
    void initTestCase()
    {
        m_default = load("default");
        QVERIFY(m_default);
    }

    void cleanup() { QVERIFY(tests::validationIsClean(*m_default->renderer)); }

    void workOfAPicture_data()
    {
        QTest::addColumn<int>("hall"); // -1 = overview
        QTest::addColumn<quint32>("mostDraws");
        QTest::addColumn<quint32>("leastRacks");
        QTest::addColumn<quint32>("mostRacks");
        QTest::addColumn<quint32>("mostMeshes");
        // Far away no rack is drawn on its own: the roofs show them.
        QTest::addRow("overview") << -1 << 64u << 0u << 0u << 64u;
        QTest::addRow("first hall") << 0 << 64u << 96u << 384u << 1200u;
        QTest::addRow("a hall in the middle") << 170 << 64u << 96u << 384u << 1200u;
    }

    void workOfAPicture()
    {
        QFETCH(int, hall);
        QFETCH(quint32, mostDraws);
        QFETCH(quint32, leastRacks);
        QFETCH(quint32, mostRacks);
        QFETCH(quint32, mostMeshes);
        const auto& campus = m_default->campus;
        const auto view = hall < 0 ? overviewOf(campus) : intoHall(campus, std::uint32_t(hall));
        Image image;
        m_default->renderer->render(view, {}, image);
        const auto stats = m_default->renderer->render(view, {}, image);
        QVERIFY2(stats.draws <= mostDraws, qPrintable(QString("%1 draws").arg(stats.draws)));
        QVERIFY2(stats.racksVisible >= leastRacks && stats.racksVisible <= mostRacks,
            qPrintable(QString("%1 racks").arg(stats.racksVisible)));
        QCOMPARE(stats.gpusVisible, stats.racksVisible * campus.types[campus.runs[campus.rackRun[0]].type].gpus());
        QVERIFY2(stats.meshInstances <= mostMeshes, qPrintable(QString("%1 meshes").arg(stats.meshInstances)));
        QVERIFY2(stats.bytesUploaded < 32'768, qPrintable(QString("%1 bytes").arg(stats.bytesUploaded)));
        if (hall < 0)
            QCOMPARE(std::size_t(stats.hallsVisible), campus.halls.size());
    }

    /// Walking about in a hall, at eye height and above, looking anywhere: what is left out was hidden.
    void occlusionChangesNoPicture()
    {
        const auto& campus = m_default->campus;
        std::mt19937 random(11);
        std::uniform_real_distribution<double> share(0.02, 0.98), turn(0, 6.283), height(0.4, 5.0);
        for (int i = 0; i < 120; ++i) {
            const auto& hall = campus.halls[std::size_t(random() % campus.halls.size())];
            const auto& group = campus.groups[hall.group];
            const glm::dvec3 eye = group.originM + glm::dvec3(hall.planMinM)
                + glm::dvec3(
                    share(random) * double(hall.planSizeM.x), share(random) * double(hall.planSizeM.y), height(random));
            const double angle = turn(random);
            auto view = lookAt(eye, eye + glm::dvec3(std::cos(angle), std::sin(angle), -0.1), {480, 270});
            view.nearM = i % 4 == 3 ? 2.5 : 0.05; // some cut into what is near
            Image with, without;
            m_default->renderer->render(view, {}, with);
            FrameSettings all;
            all.occlusion = false;
            m_default->renderer->render(view, all, without);
            int different = 0;
            for (std::size_t p = 0; p < with.rgba.size(); p += 4)
                for (std::size_t c = p; c < p + 3; ++c)
                    different += std::abs(int(with.rgba[c]) - int(without.rgba[c])) > 3;
            QVERIFY2(different == 0,
                qPrintable(QString("eye %1 of hall %2: %3 components differ")
                               .arg(i)
                               .arg(qulonglong(&hall - campus.halls.data()))
                               .arg(different)));
        }
    }

    void newPlanesCostTheirBytes()
    {
        const auto& campus = m_default->campus;
        const std::vector<std::uint16_t> gpu(campus.gpuCount(), 1), rack(campus.rackCount(), 1),
            hall(campus.halls.size(), 1);
        const std::vector<std::uint8_t> state(campus.rackCount(), 1);
        m_default->renderer->setPlanes({gpu, rack, hall, state, 1});
        Image image;
        const auto stats = m_default->renderer->render(overviewOf(campus), {}, image);
        const auto planes = gpu.size() * 2 + rack.size() * 2 + hall.size() * 2 + state.size();
        QVERIFY(stats.bytesUploaded >= planes);
        QVERIFY2(stats.bytesUploaded < planes + 32'768, qPrintable(QString::number(stats.bytesUploaded)));
    }

    void racksAreFoundWhereTheyStand()
    {
        const auto& campus = m_default->campus;
        const auto view = intoHall(campus, 0);
        int found = 0, tried = 0;
        for (std::uint32_t rack = campus.halls[0].racks.first; rack < campus.halls[0].racks.end(); rack += 5) {
            const auto b = campus.bounds({model::AssetKind::Rack, rack});
            // The middle of its top is not hidden by other racks.
            const auto at = view.toPixel({(b.minM.x + b.maxM.x) / 2, (b.minM.y + b.maxM.y) / 2, b.maxM.z});
            if (at.x < 1 || at.y < 1 || at.x >= view.sizePx.x - 1 || at.y >= view.sizePx.y - 1)
                continue;
            ++tried;
            auto id = m_default->renderer->pick(view, {}, glm::uvec2(at)).id;
            while (id.isValid() && id.kind() != model::AssetKind::Rack)
                id = campus.parent(id);
            found += id == model::AssetId(model::AssetKind::Rack, rack);
        }
        // Cable trays and busways hang over some.
        QVERIFY2(tried >= 10 && found * 10 >= tried * 7, qPrintable(QString("%1 of %2").arg(found).arg(tried)));
    }

    void farAwayAHallIsPicked()
    {
        const auto& campus = m_default->campus;
        const auto view = overviewOf(campus);
        const auto ids = m_default->renderer->idImage(view, {});
        std::set<std::uint32_t> halls;
        for (const auto bits : ids) {
            const model::AssetId id(bits);
            if (id.kind() == model::AssetKind::Hall)
                halls.insert(id.index());
            else if (id.kind() == model::AssetKind::Rack)
                halls.insert(campus.hallOfRack(id.index()));
        }
        QVERIFY2(halls.size() * 10 >= campus.halls.size() * 9,
            qPrintable(QString("%1 halls can be picked").arg(halls.size())));
    }

    void everyDressIsClean_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addColumn<int>("quality");
        QTest::addColumn<bool>("orthographic");
        for (int theme : {0, 1, 2})
            for (int quality : {0, 1})
                QTest::addRow("theme %d quality %d", theme, quality) << theme << quality << (theme == 2);
    }

    void everyDressIsClean()
    {
        QFETCH(int, theme);
        QFETCH(int, quality);
        QFETCH(bool, orthographic);
        FrameSettings settings;
        settings.theme = Theme(theme);
        settings.quality = Quality(quality);
        settings.blend = 0.5f;
        settings.selected = {model::AssetKind::Rack, 3};
        settings.hovered = {model::AssetKind::Gpu, 17};
        auto view = intoHall(m_default->campus, 0);
        view.sizePx = {320, 180};
        view.orthographic = orthographic;
        Image image;
        m_default->renderer->render(view, settings, image);
        std::set<std::uint32_t> colours;
        for (std::size_t i = 0; i < image.rgba.size(); i += 4)
            colours.insert(image.rgba[i] | image.rgba[i + 1] << 8 | image.rgba[i + 2] << 16);
        QVERIFY2(colours.size() > 200, "the hall has more than a few colours");
    }

    void tenTimesTheRacksAreNotTenTimesTheWork()
    {
        const auto large = load("hundred-gw");
        QVERIFY(large);
        QVERIFY(large->campus.rackCount() == 10 * m_default->campus.rackCount());
        Image image;
        const auto small = m_default->renderer->render(intoHall(m_default->campus, 0), {}, image);
        const auto big = large->renderer->render(intoHall(large->campus, 0), {}, image);
        QVERIFY(big.racksVisible <= small.racksVisible * 3 / 2);
        QVERIFY(big.meshInstances <= small.meshInstances * 2 + 50);
        QVERIFY(tests::validationIsClean(*large->renderer));
    }
};

QTEST_GUILESS_MAIN(TestCampusDrawing)
#include "tst_campusdrawing.moc"
