// What can't be trusted is told by its pattern, at every distance: counts of tones on racks, cells and roof diagrams.
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts>
#include "assets/import/campusfile.h"
#include "model/telemetry/frame.h"
#include "render/renderer.h"
#include "tests/support/tinycampus.h"
#include "tests/support/vulkantest.h"

#include <algorithm>
#include <cmath>
#include <set>
#endif

#include <QTest>

using namespace gigahall;
using namespace gigahall::render;
using model::DataState;

namespace {

constexpr std::array kStates{
    DataState::Live, DataState::Simulated, DataState::Recorded, DataState::Stale, DataState::Bad, DataState::Missing};
using Colour = std::array<int, 3>;

Colour colourAt(const Image& image, std::size_t pixel)
{
    const auto* p = image.rgba.data() + pixel * 4;
    return {p[0], p[1], p[2]};
}

double light(const Colour& c)
{
    return 0.30 * c[0] + 0.59 * c[1] + 0.11 * c[2];
}

/// What a state does to the pixels that have the colour of the value when it is live.
struct Marked
{
    std::size_t pixels = 0; ///< of data
    double exact = 0; ///< share that keeps its colour
    std::size_t tones = 0;
    double mean = 0; ///< lightness
};

} // namespace

class TestStatePatterns : public QObject
{
    Q_OBJECT

    struct Stage
    {
        model::Campus campus;
        std::unique_ptr<Renderer> renderer;
    };
    std::unique_ptr<Stage> m_tiny, m_hall;
    std::vector<glm::vec4> m_map;
    // One colour for all: whatever differs is a mark.
    static constexpr std::uint16_t kValue = 40'000;
    Colour m_colour{};

    static void build(std::unique_ptr<Stage>& stage, model::Campus campus)
    {
        stage = std::make_unique<Stage>();
        stage->campus = std::move(campus);
        stage->renderer
            = std::make_unique<Renderer>(tests::testDevice(), stage->campus, std::span<const model::MeshData>());
    }

    FrameSettings settings(bool roofs) const
    {
        FrameSettings s;
        s.colormap = m_map;
        s.roofs = roofs;
        s.flatData = true;
        return s;
    }

    static void upload(Stage& stage, std::span<const std::uint8_t> racks, std::uint8_t hall,
        std::span<const std::uint16_t> gpu = {}, std::span<const std::uint8_t> gpuState = {})
    {
        const std::vector<std::uint16_t> rack(stage.campus.rackCount(), kValue),
            hallMean(stage.campus.halls.size(), kValue);
        const std::vector<std::uint8_t> hallState(stage.campus.halls.size(), hall);
        stage.renderer->setPlanes({.gpu = gpu,
                                      .rack = rack,
                                      .hall = hallMean,
                                      .rackState = racks,
                                      .serial = 1,
                                      .plant = {},
                                      .hallState = hallState,
                                      .gpuState = gpuState},
            true);
    }

    void show(Stage& stage, const View& view, bool roofs, DataState state, Image& image)
    {
        upload(stage, std::vector<std::uint8_t>(stage.campus.rackCount(), std::uint8_t(state)), std::uint8_t(state));
        stage.renderer->render(view, settings(roofs), image);
    }

    Marked compare(const Image& live, const Image& image) const
    {
        Marked m;
        std::set<Colour> tones;
        std::size_t same = 0;
        for (std::size_t i = 0; i < live.rgba.size() / 4; ++i) {
            if (colourAt(live, i) != m_colour)
                continue;
            const Colour c = colourAt(image, i);
            ++m.pixels;
            same += c == m_colour;
            tones.insert(c);
            m.mean += light(c);
        }
        m.exact = double(same) / double(m.pixels);
        m.tones = tones.size();
        m.mean /= double(m.pixels);
        return m;
    }

    /// At the front of the first row of the tiny campus.
    static View front(double heightM, double shiftM = 0)
    {
        View v;
        v.orthographic = true;
        v.orthoHeightM = heightM;
        v.sizePx = {640, 480};
        v.eyeM = {2.35 + shiftM, -20, 1};
        v.targetM = {2.35 + shiftM, 0, 1};
        return v;
    }

    View above(double heightM, double shiftM = 0) const
    {
        const auto b = m_hall->campus.bounds({model::AssetKind::Campus, 0});
        View v;
        v.orthographic = true;
        v.orthoHeightM = heightM;
        v.sizePx = {640, 360};
        v.targetM = (b.minM + b.maxM) * 0.5 + glm::dvec3(shiftM, shiftM * 0.7, 0);
        v.eyeM = v.targetM + glm::dvec3(0, -150, 400);
        return v;
    }

private slots:
    void initTestCase()
    {
        for (int i = 0; i < 256; ++i)
            m_map.emplace_back(float(i) / 255.0f, float(255 - i) / 255.0f, 0.0f, 1.0f); // none of them grey
        const int index = int(std::lround(kValue / 65534.0 * 255));
        m_colour = {index, 255 - index, 0};
        build(m_tiny, tests::makeTinyCampus());
        auto loaded = assets::loadCampus(assets::resolveCampusPath("one-hall"));
        QVERIFY(loaded.campus);
        build(m_hall, std::move(*loaded.campus));
    }

    void cleanup()
    {
        QVERIFY(tests::validationIsClean(*m_tiny->renderer));
        QVERIFY(tests::validationIsClean(*m_hall->renderer));
    }

    void eachStateHasItsPattern_data()
    {
        QTest::addColumn<bool>("tiny");
        QTest::addColumn<double>("heightM");
        QTest::addRow("cells close by") << true << 2.4;
        QTest::addRow("racks of 60 pixels") << true << 16.0;
        QTest::addRow("racks of 24 pixels") << true << 40.0;
        QTest::addRow("runs, racks of 9 pixels") << true << 105.0;
        QTest::addRow("roof diagram with cells") << false << 90.0;
        QTest::addRow("roof diagram") << false << 200.0;
        QTest::addRow("roof diagram from afar") << false << 700.0;
    }

    void eachStateHasItsPattern()
    {
        QFETCH(bool, tiny);
        QFETCH(double, heightM);
        Stage& stage = tiny ? *m_tiny : *m_hall;
        const View view = tiny ? front(heightM) : above(heightM);
        std::array<Image, kStates.size()> images;
        std::array<Marked, kStates.size()> marked;
        for (std::size_t s = 0; s < kStates.size(); ++s) {
            show(stage, view, !tiny, kStates[s], images[s]);
            marked[s] = compare(images[0], images[s]);
            qInfo("%s: %zu pixels, %.1f %% exact, %zu tones, light %.1f",
                std::string(model::dataStateKey(kStates[s])).c_str(), marked[s].pixels, 100 * marked[s].exact,
                marked[s].tones, marked[s].mean);
        }
        const auto& [live, simulated, recorded, stale, bad, missing] = marked;
        QVERIFY2(live.pixels > 150 && live.exact == 1.0, "there is something to mark");
        // Discreet: the picture of a simulation stays that of its values.
        QVERIFY2(simulated.exact > 0.80 && simulated.exact < 0.999, "dots");
        QVERIFY2(recorded.exact > 0.60 && recorded.exact < 0.97, "lines");
        QVERIFY2(stale.exact > 0.35 && stale.exact < 0.80, "hatched");
        QVERIFY2(bad.exact > 0.20 && bad.exact < 0.75, "crossed");
        QVERIFY2(
            std::abs(stale.mean - live.mean) > 2 * std::abs(simulated.mean - live.mean), "louder than what is fine");
        QVERIFY2(missing.exact == 0 && missing.tones >= 2, "no colour, but a pattern");
        for (std::size_t a = 0; a < kStates.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                QVERIFY2(images[a].rgba != images[b].rgba, "told apart");
    }

    void missingIsNoColourOfTheMap_data()
    {
        QTest::addColumn<int>("theme");
        QTest::addRow("light") << int(Theme::Light);
        QTest::addRow("dark") << int(Theme::Dark);
        QTest::addRow("print") << int(Theme::Print);
    }

    void missingIsNoColourOfTheMap()
    {
        QFETCH(int, theme);
        Image live, image;
        auto s = settings(false);
        s.theme = Theme(theme);
        for (const double heightM : {2.4, 16.0, 105.0}) {
            upload(*m_tiny, std::vector<std::uint8_t>(m_tiny->campus.rackCount(), std::uint8_t(DataState::Live)), 1);
            m_tiny->renderer->render(front(heightM), s, live);
            upload(*m_tiny, std::vector<std::uint8_t>(m_tiny->campus.rackCount(), std::uint8_t(DataState::Missing)), 0);
            m_tiny->renderer->render(front(heightM), s, image);
            for (std::size_t i = 0; i < live.rgba.size() / 4; ++i) {
                const Colour c = colourAt(image, i);
                if (colourAt(live, i) == m_colour)
                    QVERIFY2(std::abs(c[0] + c[1] - 255) > 25 || c[2] > 25, "not of the map");
            }
        }
    }

    void nothingFlickersAsTheEyeMoves_data() { eachStateHasItsPattern_data(); }

    // The tone of a surface stays while the eye moves by fractions of a pixel and comes nearer bit by bit.
    void nothingFlickersAsTheEyeMoves()
    {
        QFETCH(bool, tiny);
        QFETCH(double, heightM);
        Stage& stage = tiny ? *m_tiny : *m_hall;
        const double pixelM = heightM / (tiny ? 480 : 360);
        for (const auto state : {DataState::Stale, DataState::Bad, DataState::Simulated, DataState::Missing}) {
            double low = 1e9, high = 0;
            for (int i = 0; i < 8; ++i) {
                Image live, image;
                const View view = tiny ? front(heightM, i * 0.37 * pixelM) : above(heightM, i * 0.37 * pixelM);
                show(stage, view, !tiny, DataState::Live, live);
                show(stage, view, !tiny, state, image);
                const double mean = compare(live, image).mean;
                low = std::min(low, mean);
                high = std::max(high, mean);
            }
            // The outline of what is missing is thick against a small rack, and is there or not.
            QVERIFY2(high - low < (state == DataState::Missing ? 10 : 4),
                qPrintable(QString("%1: %2 to %3").arg(int(state)).arg(low).arg(high)));
        }
    }

    void aHallOfTinyRacksHasItsOwnState()
    {
        Image live, stale;
        const View view = above(6000);
        show(*m_hall, view, true, DataState::Live, live);
        show(*m_hall, view, true, DataState::Stale, stale);
        const Marked m = compare(live, stale);
        QVERIFY2(m.pixels > 8 && m.exact < 0.9, qPrintable(QString("%1 of %2").arg(m.exact).arg(m.pixels)));
    }

    // From afar as well: a hall all of whose racks are live is drawn with less, one with a single stale rack is not.
    void oneStaleRackIsSeen()
    {
        for (const double heightM : {200.0, 500.0}) {
            Image live, image;
            std::vector<std::uint8_t> racks(m_hall->campus.rackCount(), std::uint8_t(DataState::Live));
            upload(*m_hall, racks, std::uint8_t(DataState::Live));
            m_hall->renderer->render(above(heightM), settings(true), live);
            racks[40] = std::uint8_t(DataState::Stale);
            upload(*m_hall, racks, std::uint8_t(DataState::Live));
            m_hall->renderer->render(above(heightM), settings(true), image);
            std::size_t changed = 0;
            for (std::size_t i = 0; i < live.rgba.size() / 4; ++i)
                changed += colourAt(live, i) != colourAt(image, i);
            QVERIFY2(changed >= 2 && changed < 600, qPrintable(QString("%1 from %2 m").arg(changed).arg(heightM)));
        }
    }

    void singleGpusHaveTheirOwn()
    {
        Stage& stage = *m_tiny;
        std::vector<std::uint16_t> gpu(stage.campus.gpuCount(), kValue);
        model::GpuStates own(stage.campus.gpuCount());
        own.set(5, DataState::Stale);
        gpu[9] = 0xffff;
        std::vector<std::uint8_t> racks(stage.campus.rackCount(), std::uint8_t(DataState::Live));
        upload(stage, racks, 1, std::vector<std::uint16_t>(stage.campus.gpuCount(), kValue));
        Image live, image;
        stage.renderer->render(front(2.4), settings(false), live);
        racks[0] |= kRackMixed;
        upload(stage, racks, 1, gpu, own.bytes());
        stage.renderer->render(front(2.4), settings(false), image);
        const auto ids = stage.renderer->idImage(front(2.4), settings(false));
        std::array<std::size_t, 3> changed{}, all{};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const model::AssetId id(ids[i]);
            if (id.kind() != model::AssetKind::Gpu || colourAt(live, i) != m_colour)
                continue;
            const std::size_t which = id.index() == 5 ? 0 : id.index() == 9 ? 1 : 2;
            ++all[which];
            changed[which] += colourAt(image, i) != m_colour;
        }
        QVERIFY2(changed[0] > all[0] / 5 && changed[0] < all[0] * 4 / 5, "the stale one is hatched");
        QVERIFY2(changed[1] == all[1] && all[1] > 100, "the missing one has no colour");
        QCOMPARE(changed[2], std::size_t(0));
    }

    void partsOfAPictureFitTogether()
    {
        Image whole, part;
        const View view = front(5);
        show(*m_tiny, view, false, DataState::Bad, whole);
        const glm::uvec2 low(203, 141), size(160, 120);
        m_tiny->renderer->render(view.cropped(low, size), settings(false), part);
        std::size_t different = 0;
        for (std::uint32_t y = 0; y < size.y; ++y)
            for (std::uint32_t x = 0; x < size.x; ++x) {
                const auto a = colourAt(whole, std::size_t(low.y + y) * whole.sizePx.x + low.x + x);
                const auto b = colourAt(part, std::size_t(y) * size.x + x);
                different += std::abs(a[0] - b[0]) > 2 || std::abs(a[1] - b[1]) > 2;
            }
        QVERIFY2(different < std::size_t(size.x) * size.y / 200, qPrintable(QString::number(different)));
    }

    void patternsGrowWithThePicture()
    {
        // A figure for print, twice as many pixels: as many stripes a rack.
        const auto inked = [&](glm::uvec2 sizePx, float scale) {
            View view = front(5);
            view.sizePx = sizePx;
            auto s = settings(false);
            s.markScale = scale;
            Image live, image;
            const std::size_t racks = m_tiny->campus.rackCount();
            upload(*m_tiny, std::vector<std::uint8_t>(racks, std::uint8_t(DataState::Live)), 1);
            m_tiny->renderer->render(view, s, live);
            upload(*m_tiny, std::vector<std::uint8_t>(racks, std::uint8_t(DataState::Stale)), 4);
            m_tiny->renderer->render(view, s, image);
            // Changes between ink and colour along the rows of the picture.
            std::size_t edges = 0;
            for (std::size_t i = 1; i < live.rgba.size() / 4; ++i)
                if (colourAt(live, i) == m_colour && colourAt(live, i - 1) == m_colour)
                    edges += (colourAt(image, i) == m_colour) != (colourAt(image, i - 1) == m_colour);
            return double(edges) / sizePx.y;
        };
        const double small = inked({640, 480}, 1), large = inked({1280, 960}, 2), finer = inked({1280, 960}, 1);
        QVERIFY2(small > 2 && std::abs(large / small - 1) < 0.35, qPrintable(QString("%1, %2").arg(small).arg(large)));
        QVERIFY2(finer > 1.5 * large, qPrintable(QString("%1, %2").arg(finer).arg(large)));
    }
};

QTEST_GUILESS_MAIN(TestStatePatterns)
#include "tst_statepatterns.moc"
