#include "app/export/figure.h"

#include "app/export/pngwriter.h"
#include "app/export/statecounts.h"
#include "app/scenery/minustext.h"
#include "app/scenery/viewfile.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

#include <algorithm>
#include <limits>

namespace gigahall::app {
namespace {

constexpr std::uint64_t kPlainPixels = 2560 * 1600; // up to here in one piece

const ShiftedRollout& rolloutOf(const Figure& figure, const Session& session)
{
    return figure.rollout.now ? figure.rollout : session.shiftedRollout();
}

// Keys as F3D has them; values are ASCII JSON so that any reader can parse them back.
PngWriter::Text metadata(
    const Figure& figure, const Session& session, const model::TelemetryFrame& frame, const render::Renderer& renderer)
{
    using Json = nlohmann::ordered_json;
    Overlay overlay = figure.overlay;
    overlay.difference = frame.isDifference;
    auto file = ViewFile::from(figure.view, overlay, figure.timeS, figure.theme);
    file.minus = figure.minus;
    const ShiftedRollout& rollout = rolloutOf(figure, session);
    if (const model::Plan& plan = rollout.planned->plan; !plan.activities.empty()) {
        file.day = figure.day.value_or(std::numeric_limits<double>::infinity());
        file.shifts = writtenShifts(rollout.shifts, *session.campus(), plan);
    }
    if (figure.selected.isValid())
        file.selection = session.campus()->name(figure.selected);
    if (!session.isReplay() || frame.forkedAtS || !(figure.scenario == model::Scenario()))
        file.scenario = writtenScenario(figure.scenario, *session.campus());
    const auto view = Json::parse(viewFileText(file));
    const auto& options = session.options();
    Json source{{"campus", session.campus()->key}, {"seed", options.seed}};
    for (const assets::HardwareChange& change : options.hardware)
        source["hardware"].push_back(change.asset + '=' + change.type);
    if (session.isReplay())
        source["replay"] = options.replay;
    if (frame.forkedAtS)
        source["forkedAtS"] = *frame.forkedAtS;
    if (!options.plan.file.empty())
        source["plan"] = options.plan.file;
    if (figure.minus.kind == Minus::Kind::Time)
        source["minusTimeS"] = figure.minus.s;
    const auto dump = [](const Json& json) { return json.dump(-1, ' ', true); };
    return {{"Software", std::string("Gigahall ") + GIGAHALL_VERSION}, {"Title", session.campus()->key},
        {"gigahall:camera", dump(view.at("camera"))}, {"gigahall:view", dump(view)}, {"gigahall:source", dump(source)},
        {"gigahall:states", stateCountsText(*session.campus(), frame, figure.overlay.metric)},
        {"gigahall:device", renderer.deviceName()}, {"gigahall:driver", renderer.driverInfo()}};
}

} // namespace

double figureScale(glm::uvec2 sizePx)
{
    const double large = std::min(sizePx.x / 1920.0, sizePx.y / 1080.0);
    if (large >= 1)
        return std::min(large, 12.0);
    // Thumbnails: smaller text, as small as can still be read.
    return std::clamp(std::min(sizePx.x / 1280.0, sizePx.y / 720.0), 0.7, 1.0);
}

FigureWriter::FigureWriter(const Session& session, model::TelemetrySource& source, const render::DeviceOptions& device)
    : m_session(session)
    , m_source(source)
    , m_renderer(device, *session.campus(), session.meshes())
{
}

void FigureWriter::loadFrame(const Figure& figure)
{
    model::MetricSet planes;
    const auto m = static_cast<std::size_t>(figure.overlay.metric);
    planes.set(m, model::metricInfo(figure.overlay.metric).level == model::MetricLevel::Gpu);
    const bool stays = m_frame && m_frame->timeS == figure.timeS && m_other == figure.other;
    const bool reads = !stays || (planes.any() && m_frame->gpu[m].empty());
    if (reads && figure.other) {
        auto frames = model::DifferenceSource(m_source, *figure.other).frames(figure.timeS, planes);
        m_frame = std::move(frames.difference);
        m_minuend = std::move(frames.frame);
    } else if (reads) {
        m_frame = m_source.frame(figure.timeS, planes);
    }
    m_other = figure.other;
    m_renderer.setPlanes(OverlayPlanes(m_frame, figure.overlay.metric, *m_session.campus()).planes(), true);
}

std::string FigureWriter::write(const Figure& figure, const std::string& path)
{
    loadFrame(figure);
    Overlay overlay = figure.overlay;
    overlay.difference = m_frame->isDifference;
    if (overlay.difference && figure.minus.isGiven()) {
        overlay.minuend = minuendText(*m_minuend, figure.minus, figure.locale).toStdString();
        overlay.subtrahend = minusText(figure.minus, m_session.isReplay(), figure.locale).toStdString();
    }
    const auto range = resolveRange(overlay, m_frame.get());
    const SceneryOptions options{.theme = figure.theme,
        .scale = figure.uiScale > 0 ? figure.uiScale : figureScale(figure.view.sizePx),
        .locale = figure.locale,
        .labels = figure.labels,
        .legend = figure.legend,
        .viewCube = figure.legend,
        .trueScale = figure.trueScale};
    const AlarmMarks alarms(*m_session.campus(), figure.alarms);
    render::FrameSettings settings;
    settings.sprites = m_scenery.update(options,
        {.campus = *m_session.campus(),
            .view = figure.view,
            .frame = m_frame.get(),
            .overlay = overlay,
            .range = range,
            .selected = figure.selected,
            .hovered = {},
            .pointerPx = {},
            .alarms = &alarms});
    settings.outlined = m_scenery.outlined();
    settings.markScale = float(options.scale);
    m_renderer.setSpriteAtlas(m_scenery.atlas().image());
    applyOverlay(overlay, range, settings);
    if (const auto& now = rolloutOf(figure, m_session).now; figure.day && m_built != now) {
        m_built = now;
        m_renderer.setBuildup(m_built->buildup);
    }
    settings.day = figure.day;
    settings.theme = figure.theme;
    settings.quality = figure.quality;
    settings.selected = figure.selected;
    settings.flatData = figure.flatData;
    settings.trueScale = figure.trueScale;
    settings.roofs = figure.roofs;

    PngWriter png(path, figure.view.sizePx, metadata(figure, m_session, *m_frame, m_renderer));
    if (std::uint64_t(figure.view.sizePx.x) * figure.view.sizePx.y <= kPlainPixels) {
        render::Image image;
        m_renderer.render(figure.view, settings, image);
        png.writeRows(image);
    } else {
        const auto sink = [](void* context, const render::Image& strip, std::uint32_t) {
            static_cast<PngWriter*>(context)->writeRows(strip);
        };
        m_renderer.renderTiled(figure.view, settings, sink, &png);
    }
    return png.finish();
}

} // namespace gigahall::app
