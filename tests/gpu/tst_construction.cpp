// A campus while it is built: what stands on a day is drawn and can be picked, nothing else is, and when all of it
// stands the picture is that of a campus that was never built at all.
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts>
#include "assets/import/campusfile.h"
#include "model/rollout/rollout.h"
#include "model/telemetry/datastate.h"
#include "render/renderer.h"
#include "tests/support/rolloutsketch.h"
#include "tests/support/vulkantest.h"

#include <map>
#include <set>
#endif

#include <QTest>

using namespace gigahall;
using namespace gigahall::render;

namespace {

View fromAbove(const model::Campus::Bounds& b, glm::uvec2 sizePx = {640, 400})
{
    const glm::dvec3 centre = (b.minM + b.maxM) * 0.5;
    const double reach = glm::length(b.maxM - b.minM);
    View view;
    view.eyeM = centre + glm::dvec3(-0.25, -0.55, 0.75) * reach;
    view.targetM = centre;
    view.sizePx = sizePx;
    return view;
}

std::map<std::uint32_t, int> pixelsById(Renderer& renderer, const View& view, const FrameSettings& settings)
{
    std::map<std::uint32_t, int> out;
    for (const std::uint32_t id : renderer.idImage(view, settings))
        ++out[id];
    return out;
}

} // namespace

class TestConstruction : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto loaded = assets::loadCampus(assets::resolveCampusPath("default"));
        QVERIFY(loaded.campus);
        m_campus = std::move(*loaded.campus);
        using Each = model::ActivityTemplate::Each;
        std::vector templates = tests::shortRollout();
        templates.push_back(tests::activityTemplate("power", model::ActivityKind::Power, Each::Phase, -60, 20));
        m_rollout = model::makeRollout(m_campus, model::expand(m_campus, templates, ""));
        m_renderer = std::make_unique<Renderer>(tests::testDevice(), m_campus, std::vector<model::MeshData>());
    }
    void cleanup() { QVERIFY(tests::validationIsClean(*m_renderer)); }

    /// The first frames have no rollout: pictures without one must not change by its being set.
    void whenAllStandsNothingIsDifferent()
    {
        const View view = fromAbove(m_campus.bounds({model::AssetKind::Phase, 0}));
        FrameSettings settings;
        Image before, after;
        m_renderer->render(view, settings, before);
        m_renderer->setBuildup(m_rollout->buildup);
        m_renderer->render(view, settings, after);
        QVERIFY(before.rgba == after.rgba);
        settings.day = dayOf("2026-12-05"); // half built
        m_renderer->render(view, settings, after);
        QVERIFY(before.rgba != after.rgba);
        settings.day.reset();
        m_renderer->render(view, settings, after);
        QVERIFY(before.rgba == after.rgba);
    }

    void nothingBeforeTheFirstDay()
    {
        FrameSettings settings;
        settings.day = dayOf("2026-01-01");
        // Trees at the edge are of no phase and no plan.
        for (const auto& [id, count] :
            pixelsById(*m_renderer, fromAbove(m_campus.bounds({model::AssetKind::Phase, 4})), settings)) {
            const auto kind = model::AssetId(id).kind();
            QVERIFY2(kind == model::AssetKind::None || kind == model::AssetKind::Shell,
                qPrintable(QString("%1 pixels of kind %2").arg(count).arg(int(kind))));
        }
    }

    /// Halls light up when they are energised, and not before.
    void hallsLightUp()
    {
        const model::Building& building = m_campus.buildings[0];
        const View view = fromAbove(m_campus.bounds({model::AssetKind::Phase, 0})); // roofs are closed
        FrameSettings settings;
        const std::vector<std::uint16_t> rack(m_campus.rackCount(), 30000), hall(m_campus.halls.size(), 30000);
        const std::vector<std::uint8_t> states(m_campus.rackCount(), std::uint8_t(model::DataState::Live));
        m_renderer->setPlanes({.gpu = {}, .rack = rack, .hall = hall, .rackState = states, .serial = 1}, true);
        for (std::uint32_t h = building.halls.first; h < building.halls.end(); ++h) {
            const double lit = double(m_rollout->buildup.hallFrom[h]);
            const auto racksSeen = [&](double day) {
                settings.day = day;
                int pixels = 0;
                for (const auto& [id, count] : pixelsById(*m_renderer, view, settings))
                    if (const auto asset = model::AssetId(id); asset.kind() == model::AssetKind::Hall
                        || asset.kind() == model::AssetKind::Rack || asset.kind() == model::AssetKind::Gpu)
                        pixels += inHall(asset, h) ? count : 0;
                return pixels;
            };
            QCOMPARE(racksSeen(lit - 4), 0);
            QVERIFY(racksSeen(lit) > 200); // all of it, when the figures count it
            QVERIFY(racksSeen(lit + 30) > 200);
        }
    }

    /// On any day what can be picked has been begun.
    void onlyWhatIsBegunIsThere()
    {
        FrameSettings settings;
        settings.roofs = false; // down to the racks
        const View view = fromAbove(m_campus.bounds({model::AssetKind::Building, 1}), {800, 500});
        std::set<int> kinds;
        for (int week = 0; week < 14; ++week) {
            settings.day = dayOf("2026-10-25") + 7 * week;
            for (const auto& [id, count] : pixelsById(*m_renderer, view, settings)) {
                const model::AssetId asset(id);
                kinds.insert(int(asset.kind()));
                const auto run = runOf(asset);
                if (!run)
                    continue;
                const model::BuildSpan& span = m_rollout->buildup.runs[*run];
                QVERIFY2(double(span.from) < *settings.day,
                    qPrintable(QString("%1 on day %2, begun on %3")
                                   .arg(QString::fromStdString(m_campus.name(asset)))
                                   .arg(*settings.day)
                                   .arg(double(span.from))));
            }
        }
        QVERIFY(kinds.contains(int(model::AssetKind::Rack)) || kinds.contains(int(model::AssetKind::Gpu)));
        QVERIFY(kinds.contains(int(model::AssetKind::Plant)));
    }

    /// Highlighted: there from the first day on, in the colour of work until it is done.
    void whatIsHighlightedHasTheColourOfWork()
    {
        using Each = model::ActivityTemplate::Each;
        std::vector templates = tests::shortRollout();
        templates.push_back(tests::activityTemplate("power", model::ActivityKind::Power, Each::Phase, -60, 20));
        for (auto& one : templates)
            one.style = model::BuildStyle::Highlight;
        const auto rollout = model::makeRollout(m_campus, model::expand(m_campus, templates, ""));
        Renderer renderer(tests::testDevice(), m_campus, std::vector<model::MeshData>());
        renderer.setBuildup(rollout->buildup);
        FrameSettings settings;
        settings.roofs = false;
        const model::AssetId building(model::AssetKind::Building, 0);
        View view = fromAbove(m_campus.bounds(building), {800, 500});
        view.eyeM = view.targetM + (view.eyeM - view.targetM) * 0.45;
        // Pixels of plant and racks, and how many of them are of the colour of work.
        const auto blue = [&](model::AssetKind kind, double day) {
            settings.day = day;
            Image image;
            renderer.render(view, settings, image);
            const auto ids = renderer.idImage(view, settings);
            std::pair<int, int> out;
            for (std::size_t i = 0; i < ids.size(); ++i) {
                model::AssetId id(ids[i]);
                const auto rack = rackOf(id);
                if ((rack.isValid() ? rack : id).kind() != kind)
                    continue;
                ++out.first;
                out.second += image.rgba[4 * i + 2] > image.rgba[4 * i] + 60;
            }
            return out;
        };
        for (const auto kind : {model::AssetKind::Plant, model::AssetKind::Rack}) {
            const auto& spans = rollout->buildup.runs;
            model::BuildSpan span;
            for (std::size_t r = 0; r < spans.size(); ++r)
                if (m_campus.runs[r].kind == kind && isIn({kind, m_campus.runs[r].firstItem}, building))
                    span = spans[r];
            const auto [seen, atWork] = blue(kind, (double(span.from) + double(span.to)) / 2);
            QVERIFY2(seen > 500 && atWork > seen / 4, qPrintable(QString("%1 of %2").arg(atWork).arg(seen)));
            QCOMPARE(blue(kind, double(span.to) + 400).second, 0);
        }
        QVERIFY(tests::validationIsClean(renderer));
    }

    /// Racks of a run come one after the other.
    void racksComeOneByOne()
    {
        FrameSettings settings;
        settings.roofs = false;
        const std::uint32_t runIndex = m_campus.rackRun[m_campus.halls[0].racks.first];
        const model::Run& run = m_campus.runs[runIndex];
        QVERIFY(run.count > 2);
        const model::BuildSpan& span = m_rollout->buildup.runs[runIndex];
        View view = fromAbove(m_campus.bounds({model::AssetKind::Row, run.row}), {900, 300});
        view.eyeM = view.targetM + glm::dvec3(0, -1, 40); // above the roof that is left out
        const auto last = model::AssetId(model::AssetKind::Rack, run.firstItem + run.count - 1);
        const auto first = model::AssetId(model::AssetKind::Rack, run.firstItem);
        const auto isSeen = [&](model::AssetId rack, double day) {
            settings.day = day;
            for (const auto& [id, count] : pixelsById(*m_renderer, view, settings))
                if (const model::AssetId asset(id); count > 0 && rackOf(asset) == rack)
                    return true;
            return false;
        };
        const double middle = (double(span.from) + double(span.to)) / 2;
        QVERIFY(!isSeen(first, double(span.from)));
        QVERIFY(isSeen(first, middle));
        QVERIFY(!isSeen(last, middle));
        QVERIFY(isSeen(last, double(span.to)));
    }

private:
    static double dayOf(const char* text) { return model::dayNumber(*model::parseDay(text)); }

    model::AssetId rackOf(model::AssetId id) const
    {
        while (id.isValid() && id.kind() != model::AssetKind::Rack)
            id = m_campus.parent(id);
        return id;
    }
    bool inHall(model::AssetId id, std::uint32_t hall) const { return isIn(id, {model::AssetKind::Hall, hall}); }
    bool isIn(model::AssetId id, model::AssetId space) const
    {
        while (id.isValid() && id != space)
            id = m_campus.parent(id);
        return id.isValid();
    }
    std::optional<std::uint32_t> runOf(model::AssetId id) const
    {
        switch (id.kind()) {
        case model::AssetKind::Plant:
            return m_campus.plantRun[id.index()];
        case model::AssetKind::SupportRack:
            return m_campus.supportRun[id.index()];
        default: {
            const model::AssetId rack = rackOf(id);
            return rack.isValid() ? std::optional(m_campus.rackRun[rack.index()]) : std::nullopt;
        }
        }
    }

    model::Campus m_campus;
    std::shared_ptr<const model::Rollout> m_rollout;
    std::unique_ptr<Renderer> m_renderer;
};

QTEST_GUILESS_MAIN(TestConstruction)
#include "tst_construction.moc"
