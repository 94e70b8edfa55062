// Plant that has values: its colours as single boxes, as whole runs and as models, and that it is as neutral as ever
// without.
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts>
#include "model/telemetry/frame.h"
#include "render/renderer.h"
#include "tests/support/tinycampus.h"
#include "tests/support/vulkantest.h"

#include <cmath>
#endif

#include <QTest>

using namespace gigahall;
using namespace gigahall::render;

namespace {

constexpr std::uint16_t kUnknown = 0xffff;
constexpr std::uint32_t kPerRun = 3;
constexpr glm::vec3 kSizeM{1.0f, 1.0f, 2.0f};

struct Pixel
{
    int r, g, b;
    bool operator==(const Pixel&) const = default;
};

/// What indexMap() has at an index.
Pixel colourOf(int index)
{
    return {index, 255 - index, 128};
}

std::uint16_t stepOf(int index)
{
    return std::uint16_t(std::lround(index / 255.0 * 65534));
}

std::vector<glm::vec4> indexMap()
{
    std::vector<glm::vec4> map;
    for (int i = 0; i < 256; ++i)
        map.emplace_back(float(i) / 255.0f, float(255 - i) / 255.0f, 0.5f, 1.0f);
    return map;
}

void addPlantRun(model::Campus& c, std::uint32_t type, float x, float pitchM)
{
    model::Run run;
    run.kind = model::AssetKind::Plant;
    run.type = type;
    run.firstItem = c.plantCount();
    run.count = kPerRun;
    run.originM = {x, -10, 0};
    run.pitchM = pitchM;
    run.sizeM = kSizeM;
    for (std::uint32_t i = 0; i < kPerRun; ++i) {
        c.plantRun.push_back(std::uint32_t(c.runs.size()));
        c.names.plant.push_back("plant-" + std::to_string(c.plantRun.size()));
    }
    c.runs.push_back(run);
    c.ownPlant.count += kPerRun;
}

/// The tiny campus with three pumps with gaps, three side by side, and three that have a model.
model::Campus plantCampus()
{
    auto c = tests::makeTinyCampus();
    model::AssetType type;
    type.key = "box-pump";
    type.typeClass = model::TypeClass::Plant;
    type.sizeM = kSizeM;
    type.colour = glm::vec3(0.8f);
    c.types.push_back(type);
    type.key = "model-pump";
    type.mesh = "pump";
    c.types.push_back(type);
    addPlantRun(c, 1, 0, 1.5f);
    addPlantRun(c, 1, 10, 1.0f);
    addPlantRun(c, 2, 20, 1.5f);
    c.names.index(c);
    return c;
}

/// Front of two boards: light paint above, black below 0.8 m.
model::MeshData pumpMesh()
{
    model::MeshData mesh;
    mesh.path = "pump";
    mesh.minM = {0, 0, 0};
    mesh.maxM = kSizeM;
    for (const auto& [low, high, paint] : {std::tuple(0.8f, 2.0f, 0.8f), {0.0f, 0.8f, 0.01f}}) {
        const auto first = std::uint32_t(mesh.vertices.size());
        for (const auto& [x, z] : {std::pair(0.0f, low), {1.0f, low}, {1.0f, high}, {0.0f, high}}) {
            model::MeshData::Vertex v{};
            v.positionM = {x, 0, z};
            v.normal = {0, -1, 0};
            v.colour = glm::vec3(paint);
            mesh.vertices.push_back(v);
        }
        for (const auto i : {0u, 1u, 2u, 0u, 2u, 3u})
            mesh.indices.push_back(first + i);
    }
    model::MeshData::Part part{};
    part.indexCount = std::uint32_t(mesh.indices.size());
    mesh.parts.push_back(part);
    return mesh;
}

Pixel pixel(const Image& image, glm::dvec3 at)
{
    const auto* p = image.rgba.data() + (std::size_t(at.y) * image.sizePx.x + std::size_t(at.x)) * 4;
    return {p[0], p[1], p[2]};
}

} // namespace

class TestPlantValues : public QObject
{
    Q_OBJECT

    model::Campus m_campus = plantCampus();
    std::unique_ptr<Renderer> m_renderer;
    std::vector<glm::vec4> m_map = indexMap();
    std::vector<std::uint16_t> m_rack, m_hall, m_plant;
    std::vector<std::uint8_t> m_state;

    FrameSettings settings() const
    {
        FrameSettings s;
        s.colormap = m_map;
        s.flatData = true;
        return s;
    }

    void upload(bool both = true)
    {
        m_renderer->setPlanes(
            {.gpu = {}, .rack = m_rack, .hall = m_hall, .rackState = m_state, .serial = 1, .plant = m_plant}, both);
    }

    /// From the front; 120 m high an item is 4 pixels wide and drawn with its run.
    static View front(double heightM)
    {
        View v;
        v.orthographic = true;
        v.orthoHeightM = heightM;
        v.sizePx = {640, 480};
        v.eyeM = {12, -60, 1};
        v.targetM = {12, 0, 1};
        return v;
    }

    /// On the front of an item, in the campus frame.
    glm::dvec3 placeOf(std::uint32_t plant, double heightM = 1.4) const
    {
        const auto box = m_campus.box({model::AssetKind::Plant, plant});
        return {box.minM.x + box.sizeM.x / 2, box.minM.y, heightM};
    }

    Pixel drawn(const View& view, const FrameSettings& s, std::uint32_t plant, double heightM = 1.4)
    {
        Image image;
        m_renderer->render(view, s, image);
        return pixel(image, view.toPixel(placeOf(plant, heightM)));
    }

private slots:
    void init()
    {
        m_rack.assign(m_campus.rackCount(), 0);
        m_hall.assign(m_campus.halls.size(), 0);
        m_state.assign(m_campus.rackCount(), std::uint8_t(model::DataState::Live));
        m_plant.assign(m_campus.plantCount(), kUnknown);
        const std::vector meshes{pumpMesh()};
        m_renderer = std::make_unique<Renderer>(tests::testDevice(), m_campus, meshes);
    }

    void cleanup() { QVERIFY(tests::validationIsClean(*m_renderer)); }

    void everyItemHasTheColourOfItsValue_data()
    {
        QTest::addColumn<double>("heightM");
        QTest::addRow("single items and models") << 24.0;
        QTest::addRow("whole runs") << 120.0;
    }

    void everyItemHasTheColourOfItsValue()
    {
        QFETCH(double, heightM);
        for (std::uint32_t i = 0; i < m_plant.size(); ++i)
            m_plant[i] = stepOf(int(20 + 25 * i));
        upload();
        for (std::uint32_t i = 0; i < m_plant.size(); ++i) {
            const auto p = drawn(front(heightM), settings(), i), wanted = colourOf(int(20 + 25 * i));
            QVERIFY2(p == wanted, qPrintable(QString("item %1 is %2 %3 %4").arg(i).arg(p.r).arg(p.g).arg(p.b)));
        }
    }

    void unknownIsNeutral_data() { everyItemHasTheColourOfItsValue_data(); }

    void unknownIsNeutral()
    {
        QFETCH(double, heightM);
        const auto known = m_plant;
        m_plant.clear();
        upload();
        Image without, with;
        m_renderer->render(front(heightM), settings(), without);
        m_plant = known;
        upload();
        m_renderer->render(front(heightM), settings(), with);
        QVERIFY2(with.rgba == without.rgba, "no value is known: the picture without values");
        m_plant[4] = stepOf(200);
        upload();
        QVERIFY(drawn(front(heightM), settings(), 4) == colourOf(200));
        for (const std::uint32_t beside : {3u, 5u})
            QVERIFY(
                drawn(front(heightM), settings(), beside) == pixel(without, front(heightM).toPixel(placeOf(beside))));
        auto bare = settings();
        bare.data = false;
        QVERIFY2(!(drawn(front(heightM), bare, 4) == colourOf(200)), "without data there is no data colour");
    }

    void valuesBlendInTime_data() { everyItemHasTheColourOfItsValue_data(); }

    void valuesBlendInTime()
    {
        QFETCH(double, heightM);
        std::ranges::fill(m_plant, std::uint16_t(0));
        upload();
        std::ranges::fill(m_plant, std::uint16_t(65534));
        upload(false);
        auto s = settings();
        for (const auto& [blend, red] : {std::pair(0.0f, 0), std::pair(0.5f, 128), std::pair(1.0f, 255)}) {
            s.blend = blend;
            for (const std::uint32_t item : {1u, 4u, 7u})
                QVERIFY2(std::abs(drawn(front(heightM), s, item).r - red) <= 1,
                    qPrintable(QString("item %1, blend %2").arg(item).arg(double(blend))));
        }
        // A source that knew nothing of plant leaves nothing to blend from.
        m_plant.clear();
        upload();
        m_plant.assign(m_campus.plantCount(), stepOf(100));
        upload(false);
        s.blend = 0.3f;
        QVERIFY(drawn(front(heightM), s, 1) == colourOf(100));
    }

    void modelsKeepTheirShape()
    {
        std::ranges::fill(m_plant, stepOf(220));
        upload();
        QVERIFY2(m_campus.types[2].mesh == "pump", "items 6 to 8 have a model");
        QVERIFY(drawn(front(24), settings(), 7, 1.4) == colourOf(220));
        const auto dark = drawn(front(24), settings(), 7, 0.4);
        // Black paint: the same hue, much darker.
        QVERIFY2(dark.r > 80 && dark.r < 150, qPrintable(QString::number(dark.r)));
        QVERIFY(std::abs(dark.r * 128 - dark.b * 220) < 220 * 4);
        auto shaded = settings();
        shaded.flatData = false;
        QVERIFY2(drawn(front(24), shaded, 7, 1.4) == colourOf(220), "faces towards the camera keep their colour");
    }

    void pickingIsAsWithoutValues_data() { everyItemHasTheColourOfItsValue_data(); }

    void pickingIsAsWithoutValues()
    {
        QFETCH(double, heightM);
        m_plant.clear();
        upload();
        const auto before = m_renderer->idImage(front(heightM), settings());
        m_plant.assign(m_campus.plantCount(), stepOf(77));
        upload();
        QVERIFY(m_renderer->idImage(front(heightM), settings()) == before);
        for (std::uint32_t i = 0; i < m_plant.size(); ++i) {
            const auto at = glm::uvec2(front(heightM).toPixel(placeOf(i)));
            QCOMPARE(m_renderer->pick(front(heightM), settings(), at).id.value,
                model::AssetId(model::AssetKind::Plant, i).value);
        }
    }

    void theFarEndOfARunIsItsLastItem()
    {
        m_plant.assign(m_campus.plantCount(), stepOf(10));
        m_plant[2] = stepOf(240);
        upload();
        View view = front(120);
        // The other runs stand between: down over them onto the end of the first one.
        view.eyeM = {60, -9.5, 61};
        view.targetM = {0, -9.5, 1};
        const glm::dvec3 end(4.0, -9.5, 1.0);
        Image image;
        m_renderer->render(view, settings(), image);
        QVERIFY(pixel(image, view.toPixel(end)) == colourOf(240));
        QCOMPARE(m_renderer->pick(view, settings(), glm::uvec2(view.toPixel(end))).id.value,
            model::AssetId(model::AssetKind::Plant, 2).value);
    }
};

QTEST_GUILESS_MAIN(TestPlantValues)
#include "tst_plantvalues.moc"
