// Racks whose values are names, and racks without power.
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts>
#include "assets/import/campusfile.h"
#include "model/telemetry/frame.h"
#include "render/renderer.h"
#include "tests/support/vulkantest.h"

#include <set>
#endif

#include <QTest>

using namespace gigahall;
using namespace gigahall::render;

namespace {

using Colour = std::array<int, 3>;

std::set<Colour> coloursOf(const Image& image, const Image& without)
{
    std::set<Colour> colours;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        const Colour c{image.rgba[i], image.rgba[i + 1], image.rgba[i + 2]};
        if (c != Colour{without.rgba[i], without.rgba[i + 1], without.rgba[i + 2]})
            colours.insert(c);
    }
    return colours;
}

} // namespace

class TestRackValues : public QObject
{
    Q_OBJECT

    std::optional<model::Campus> m_campus;
    std::unique_ptr<Renderer> m_renderer;
    std::vector<glm::vec4> m_map;
    std::vector<std::uint16_t> m_rack, m_hall;
    std::vector<std::uint8_t> m_state;

    FrameSettings settings() const
    {
        FrameSettings s;
        s.colormap = m_map;
        s.rangeLo = 0;
        s.rangeHi = 255;
        s.flatData = true;
        s.categories = true;
        return s;
    }

    void upload()
    {
        m_renderer->setPlanes(
            {.gpu = {}, .rack = m_rack, .hall = m_hall, .rackState = m_state, .serial = 1, .plant = {}}, true);
    }

    View fromAbove(double heightM) const
    {
        const auto b = m_campus->bounds({model::AssetKind::Campus, 0});
        View v;
        v.orthographic = true;
        v.orthoHeightM = heightM;
        v.sizePx = {640, 360};
        v.targetM = (b.minM + b.maxM) * 0.5;
        v.eyeM = v.targetM + glm::dvec3(0, -100, 400);
        return v;
    }

    std::set<Colour> dataColours(double heightM, FrameSettings s)
    {
        Image with, without;
        m_renderer->render(fromAbove(heightM), s, with);
        s.data = false;
        m_renderer->render(fromAbove(heightM), s, without);
        return coloursOf(with, without);
    }

private slots:
    void initTestCase()
    {
        auto loaded = assets::loadCampus(assets::resolveCampusPath("one-hall"));
        QVERIFY(loaded.campus);
        m_campus = std::move(*loaded.campus);
        m_renderer = std::make_unique<Renderer>(tests::testDevice(), *m_campus, std::span<const model::MeshData>());
        m_map.assign(256, glm::vec4(0, 0, 0, 1));
        m_map[0] = {1, 0, 0, 1};
        m_map[1] = {0, 1, 1, 1};
        m_map[2] = {1, 1, 0, 1};
    }

    void init()
    {
        m_rack.resize(m_campus->rackCount());
        for (std::size_t i = 0; i < m_rack.size(); ++i)
            m_rack[i] = i % 2 ? 2 : 0;
        m_hall.assign(m_campus->halls.size(), 1);
        m_state.assign(m_rack.size(), std::uint8_t(model::DataState::Live));
    }

    void cleanup() { QVERIFY(tests::validationIsClean(*m_renderer)); }

    void namesNeverMix()
    {
        upload();
        // From above each other's roof to a rack of a pixel and below: racks' own colours or the hall's, nothing
        // between.
        const std::set<Colour> known{{255, 0, 0}, {0, 255, 255}, {255, 255, 0}};
        std::set<Colour> all;
        for (const double heightM : {900.0, 1500.0, 2200.0, 3000.0, 4000.0, 6000.0}) {
            const auto found = dataColours(heightM, settings());
            for (const auto& c : found)
                QVERIFY2(known.contains(c),
                    qPrintable(QString("%1 %2 %3 from %4 m").arg(c[0]).arg(c[1]).arg(c[2]).arg(heightM)));
            all.insert(found.begin(), found.end());
        }
        QVERIFY2(all == known, "near: racks; far: the hall");
        // Numbers do fade into their hall's mean: the test above sees a difference.
        auto numbers = settings();
        numbers.categories = false;
        bool mixed = false;
        for (const double heightM : {1500.0, 2200.0, 3000.0, 4000.0})
            for (const auto& c : dataColours(heightM, numbers))
                mixed = mixed || !known.contains(c);
        QVERIFY(mixed);
    }

    void racksWithoutPowerAreDark_data()
    {
        QTest::addColumn<double>("heightM");
        QTest::addRow("roof diagram from afar") << 600.0;
        QTest::addRow("roof diagram") << 150.0;
        QTest::addRow("open hall") << 40.0;
    }

    void racksWithoutPowerAreDark()
    {
        QFETCH(double, heightM);
        auto s = settings();
        s.roofs = heightM > 100;
        std::ranges::fill(m_rack, std::uint16_t(2));
        upload();
        const auto lit = dataColours(heightM, s);
        QVERIFY(lit.contains({255, 255, 0}));
        std::ranges::fill(m_state, kRackOff);
        upload();
        const auto dark = dataColours(heightM, s);
        QVERIFY(!dark.empty());
        for (const auto& c : dark)
            QVERIFY2(c[0] < 80 && c[1] < 80, qPrintable(QString("%1 %2 %3").arg(c[0]).arg(c[1]).arg(c[2])));
    }
};

QTEST_GUILESS_MAIN(TestRackValues)
#include "tst_rackvalues.moc"
