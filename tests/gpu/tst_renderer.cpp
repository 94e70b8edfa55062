// The renderer by probes: single pixels and ids against what arithmetic says, on a campus of 24 racks.
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts>
#include "model/simulation/simulator.h"
#include "render/renderer.h"
#include "render/vk/device.h"
#include "tests/support/tinycampus.h"
#include "tests/support/vulkantest.h"

#include <algorithm>
#include <cmath>
#include <map>
#endif

#include <QTest>

using namespace gigahall;
using namespace gigahall::render;

namespace {

/// A colour map in which every index can be told from its colour: red = index, green = 255 - index.
std::vector<glm::vec4> indexMap()
{
    std::vector<glm::vec4> map;
    for (int i = 0; i < 256; ++i)
        map.emplace_back(float(i) / 255.0f, float(255 - i) / 255.0f, 0.5f, 1.0f);
    return map;
}

struct Pixel
{
    int r, g, b;
    bool operator==(const Pixel&) const = default;
};

Pixel pixel(const Image& image, glm::uvec2 at)
{
    const auto* p = image.rgba.data() + (std::size_t(at.y) * image.sizePx.x + at.x) * 4;
    return {p[0], p[1], p[2]};
}

} // namespace

class TestRenderer : public QObject
{
    Q_OBJECT

    model::Campus m_campus = tests::makeTinyCampus();
    std::unique_ptr<Renderer> m_renderer;
    std::vector<glm::vec4> m_map = indexMap();
    std::vector<std::uint16_t> m_gpu, m_rack, m_hall;
    std::vector<std::uint8_t> m_state;

    FrameSettings settings() const
    {
        FrameSettings s;
        s.colormap = m_map;
        s.roofs = false;
        s.flatData = true;
        s.rangeLo = 0;
        s.rangeHi = 65534;
        return s;
    }

    /// Straight at the front of the first row of the first hall: 4 racks of 0.6 m, pitch 0.7 m, from x = 1 m, 2 m high.
    static View front(double heightM = 2.4)
    {
        View v;
        v.orthographic = true;
        v.orthoHeightM = heightM;
        v.sizePx = {640, 480};
        v.eyeM = {2.35, -20, 1};
        v.targetM = {2.35, 0, 1};
        return v;
    }

    /// Middle of a GPU cell on the front panel of a rack of the first row, in the campus frame.
    glm::dvec3 cellCentre(std::uint32_t rack, std::uint32_t slot) const
    {
        const auto& type = m_campus.rackType(rack);
        const std::uint32_t tray = slot / type.gpusPerTray, column = slot % type.gpusPerTray;
        const double x = (column + 0.5) / type.gpusPerTray, z = (tray + 0.5) / type.trays;
        return {1.0 + 0.7 * rack + 0.6 * (0.05 + 0.90 * x), 0.0, 2.0 * (0.06 + 0.89 * z)};
    }

    void upload(bool both = true) { m_renderer->setPlanes({m_gpu, m_rack, m_hall, m_state, 1}, both); }

private slots:
    void init()
    {
        m_gpu.assign(m_campus.gpuCount(), 0);
        m_rack.assign(m_campus.rackCount(), 0);
        m_hall.assign(m_campus.halls.size(), 0);
        m_state.assign(m_campus.rackCount(), std::uint8_t(model::DataState::Live));
        m_renderer = std::make_unique<Renderer>(tests::testDevice(), m_campus, std::span<const model::MeshData>());
    }

    void cleanup() { QVERIFY(tests::validationIsClean(*m_renderer)); }

    void everyGpuHasTheColourOfItsValue_data()
    {
        QTest::addColumn<quint32>("rack");
        QTest::addColumn<quint32>("slot");
        for (quint32 rack : {0u, 1u, 3u})
            for (quint32 slot : {0u, 5u, 11u, 23u})
                QTest::addRow("rack %u slot %u", rack, slot) << rack << slot;
    }

    void everyGpuHasTheColourOfItsValue()
    {
        QFETCH(quint32, rack);
        QFETCH(quint32, slot);
        const auto gpu = m_campus.rackFirstGpu[rack] + slot;
        const int index = 200;
        m_gpu[gpu] = std::uint16_t(std::lround(index / 255.0 * 65534));
        upload();
        Image image;
        m_renderer->render(front(), settings(), image);
        const auto at = front().toPixel(cellCentre(rack, slot));
        QCOMPARE(pixel(image, glm::uvec2(at)), (Pixel{index, 255 - index, 128}));
        // And its neighbour has not.
        const auto other = front().toPixel(cellCentre(rack, (slot + 1) % 24));
        QCOMPARE(pixel(image, glm::uvec2(other)), (Pixel{0, 255, 128}));
    }

    void missingIsNotZero()
    {
        m_gpu[0] = 0xffff;
        upload();
        Image image;
        m_renderer->render(front(), settings(), image);
        const auto at = glm::uvec2(front().toPixel(cellCentre(0, 0)));
        QVERIFY(!(pixel(image, at) == Pixel{0, 255, 128}));
        const auto p = pixel(image, at);
        QVERIFY2(std::abs(p.r - p.g) < 16 && std::abs(p.g - p.b) < 16, "missing must be grey");
    }

    void staleIsHatched()
    {
        m_state[0] = std::uint8_t(model::DataState::Stale);
        upload();
        Image image;
        m_renderer->render(front(), settings(), image);
        std::map<int, int> greens;
        const auto low = glm::uvec2(front().toPixel(cellCentre(0, 4)));
        for (std::uint32_t i = 0; i < 24; ++i)
            ++greens[pixel(image, low + glm::uvec2(i % 12, 0)).g];
        QVERIFY2(greens.size() >= 2, "hatching has at least two shades");
    }

    void valuesBlendInTime()
    {
        upload();
        std::ranges::fill(m_gpu, std::uint16_t(65534));
        upload(false);
        auto s = settings();
        Image image;
        const auto at = glm::uvec2(front().toPixel(cellCentre(0, 0)));
        for (const auto& [blend, red] : {std::pair(0.0f, 0), std::pair(0.5f, 128), std::pair(1.0f, 255)}) {
            s.blend = blend;
            m_renderer->render(front(), s, image);
            QVERIFY2(std::abs(pixel(image, at).r - red) <= 1, qPrintable(QString("blend %1").arg(double(blend))));
        }
    }

    void rangeMapsValues()
    {
        std::ranges::fill(m_gpu, std::uint16_t(30000));
        upload();
        auto s = settings();
        s.rangeLo = 20000;
        s.rangeHi = 40000;
        Image image;
        m_renderer->render(front(), s, image);
        const auto p = pixel(image, glm::uvec2(front().toPixel(cellCentre(0, 0))));
        QVERIFY(std::abs(p.r - 128) <= 1);
    }

    void idImageHasEveryGpuOfTheRow()
    {
        upload();
        const auto ids = m_renderer->idImage(front(), settings());
        std::map<std::uint32_t, int> count;
        for (const auto id : ids)
            ++count[id];
        const auto cells = m_campus.rackFirstGpu[4];
        for (std::uint32_t gpu = 0; gpu < cells; ++gpu) {
            const auto n = count[model::AssetId(model::AssetKind::Gpu, gpu).value];
            // A cell is 27 x 59 pixels here.
            QVERIFY2(n > 1200 && n < 2000, qPrintable(QString("GPU %1 has %2 pixels").arg(gpu).arg(n)));
        }
    }

    void boxesOfTheModelAreWhereGpusAreDrawn()
    {
        upload();
        for (std::uint32_t gpu : {0u, 9u, 23u, 24u, 71u, 95u}) {
            const auto box = m_campus.box({model::AssetKind::Gpu, gpu});
            const glm::dvec3 middle(box.minM.x + box.sizeM.x / 2, 0.0, box.minM.z + box.sizeM.z / 2);
            const auto at = front().toPixel(middle);
            QCOMPARE(m_renderer->pick(front(), settings(), glm::uvec2(at)).id.value,
                model::AssetId(model::AssetKind::Gpu, gpu).value);
        }
    }

    void pickFindsWhatIsLegible_data()
    {
        QTest::addColumn<double>("heightM");
        QTest::addColumn<int>("kind");
        QTest::addRow("close: a GPU") << 2.4 << int(model::AssetKind::Gpu);
        QTest::addRow("a GPU gets too small: its rack") << 90.0 << int(model::AssetKind::Rack);
    }

    void pickFindsWhatIsLegible()
    {
        QFETCH(double, heightM);
        QFETCH(int, kind);
        upload();
        const auto view = front(heightM);
        const auto target = cellCentre(1, 9);
        const auto picked = m_renderer->pick(view, settings(), glm::uvec2(view.toPixel(target)));
        QCOMPARE(int(picked.id.kind()), kind);
        if (kind == int(model::AssetKind::Gpu))
            QCOMPARE(picked.id.index(), m_campus.rackFirstGpu[1] + 9);
        else
            QCOMPARE(picked.id.index(), 1u);
        QVERIFY(picked.hit);
        QVERIFY2(glm::distance(picked.positionM, target) < heightM * 0.02, "where the ray met it");
    }

    void pickOfPerspectiveGivesThePlace()
    {
        upload();
        View view;
        view.sizePx = {320, 240};
        view.eyeM = {2.0, -6.0, 1.6};
        view.targetM = cellCentre(1, 9);
        const auto picked = m_renderer->pick(view, settings(), {160, 120});
        QVERIFY(picked.hit);
        QVERIFY2(glm::distance(picked.positionM, view.targetM) < 0.03,
            qPrintable(QString::number(glm::distance(picked.positionM, view.targetM))));
        view.targetM = view.eyeM + glm::dvec3(0, -1, 1);
        QVERIFY(!m_renderer->pick(view, settings(), {160, 120}).hit);
    }

    void croppedViewIsThatPartOfTheWhole()
    {
        for (std::size_t i = 0; i < m_gpu.size(); ++i)
            m_gpu[i] = std::uint16_t(i * 331 % 65535);
        upload();
        Image whole, part;
        View view = front();
        view.orthographic = false;
        view.eyeM = {-3, -6, 4};
        m_renderer->render(view, settings(), whole);
        const glm::uvec2 low(200, 140), size(160, 120);
        m_renderer->render(view.cropped(low, size), settings(), part);
        int worst = 0, different = 0;
        for (std::uint32_t y = 0; y < size.y; ++y) {
            for (std::uint32_t x = 0; x < size.x; ++x) {
                const auto a = pixel(whole, low + glm::uvec2(x, y)), b = pixel(part, {x, y});
                const int d = std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
                worst = std::max(worst, d);
                different += d > 1;
            }
        }
        // The rasteriser rounds differently at edges only.
        QVERIFY2(different < int(size.x * size.y) / 200,
            qPrintable(QString("%1 pixels differ, worst %2").arg(different).arg(worst)));
    }

    void tilesJoinToTheWholePicture()
    {
        upload();
        View view = front();
        Image whole, joined;
        m_renderer->render(view, settings(), whole);
        joined.sizePx = view.sizePx;
        m_renderer->renderTiled(
            view, settings(),
            [](void* context, const Image& strip, std::uint32_t) {
                auto& all = static_cast<Image*>(context)->rgba;
                all.insert(all.end(), strip.rgba.begin(), strip.rgba.end());
            },
            &joined, 128);
        QCOMPARE(joined.rgba.size(), whole.rgba.size());
        std::size_t different = 0;
        for (std::size_t i = 0; i < whole.rgba.size(); ++i)
            different += std::abs(int(whole.rgba[i]) - int(joined.rgba[i])) > 1;
        QVERIFY2(different < whole.rgba.size() / 500, qPrintable(QString::number(different)));
    }

    void countersAreExact()
    {
        upload();
        Image image;
        View view = front();
        auto stats = m_renderer->render(view, settings(), image);
        // Looking north along the first hall: its three rows, one behind the other. The second hall is 30 m east, out
        // of the picture.
        QCOMPARE(stats.racksVisible, 12u);
        QCOMPARE(stats.gpusVisible, 12u * 24u);
        stats = m_renderer->render(view, settings(), image);
        QVERIFY2(stats.bytesUploaded < 16'384, "a frame without new planes uploads its constants only");
        view.eyeM = {2.35, 200, 1};
        view.targetM = {2.35, 400, 1};
        view.orthographic = false;
        QCOMPARE(m_renderer->render(view, settings(), image).racksVisible, 0u);
    }

    void simulatedFrameReachesThePixel()
    {
        model::Simulator simulator(m_campus, 7);
        model::MetricSet wanted;
        wanted.set(std::size_t(model::Metric::GpuUtilization));
        const auto frame = simulator.frame(500, wanted);
        m_gpu = frame->gpu[std::size_t(model::Metric::GpuUtilization)];
        m_rack = frame->rack[std::size_t(model::Metric::GpuUtilization)];
        upload();
        Image image;
        m_renderer->render(front(), settings(), image);
        const auto& info = model::metricInfo(model::Metric::GpuUtilization);
        for (std::uint32_t slot = 0; slot < 24; ++slot) {
            const float value = frame->value(m_campus, model::Metric::GpuUtilization, {model::AssetKind::Gpu, slot});
            if (std::isnan(value))
                continue;
            const int red = int(std::lround((value - info.planeLo) / (info.planeHi - info.planeLo) * 255));
            const auto p = pixel(image, glm::uvec2(front().toPixel(cellCentre(0, slot))));
            QVERIFY2(
                std::abs(p.r - red) <= 1, qPrintable(QString("slot %1: %2 against %3").arg(slot).arg(p.r).arg(red)));
        }
    }

    void samePictureEveryTime()
    {
        upload();
        auto s = settings();
        s.quality = Quality::Fine;
        Image a, b;
        m_renderer->render(front(), s, a);
        m_renderer->render(front(), s, b);
        QVERIFY(a.rgba == b.rgba);
    }

    void aLostDeviceIsRebuiltFromTheModel()
    {
        upload();
        Image before, after;
        m_renderer->render(front(), settings(), before);
        m_renderer->injectDeviceLoss();
        QVERIFY_EXCEPTION_THROWN(m_renderer->render(front(), settings(), after), DeviceLost);
        m_renderer = std::make_unique<Renderer>(tests::testDevice(), m_campus, std::span<const model::MeshData>());
        upload();
        m_renderer->render(front(), settings(), after);
        QVERIFY(before.rgba == after.rgba);
    }

    void unknownDeviceSaysWhatThereIs()
    {
        auto options = tests::testDevice();
        options.gpuName = "no such thing";
        try {
            Renderer renderer(options, m_campus, std::span<const model::MeshData>());
            QFAIL("must throw");
        } catch (const VulkanError& error) {
            QVERIFY(QString(error.what()).contains("no such thing"));
            QVERIFY(QString(error.what()).contains("found:"));
        }
    }

    void selectionIsOutlined()
    {
        upload();
        Image plain, outlined;
        auto s = settings();
        m_renderer->render(front(), s, plain);
        s.selected = {model::AssetKind::Rack, 1};
        m_renderer->render(front(), s, outlined);
        int changed = 0;
        for (std::size_t i = 0; i < plain.rgba.size(); i += 4)
            changed += plain.rgba[i] != outlined.rgba[i] || plain.rgba[i + 1] != outlined.rgba[i + 1];
        // A rectangle of 120 x 400 pixels, some 4 pixels wide.
        QVERIFY2(changed > 1500 && changed < 12000, qPrintable(QString::number(changed)));
    }
};

QTEST_GUILESS_MAIN(TestRenderer)
#include "tst_renderer.moc"
