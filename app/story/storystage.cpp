#include "app/story/storystage.h"

#include "model/simulation/scenario.h"

#include <chrono>
#include <cmath>
#include <cstring>

namespace gigahall::app {
namespace {

// What runs is told to the simulation in steps of this, a little ahead: a frame of it costs as much as a picture, and a
// hall has its values when it lights up.
constexpr double kServiceStepS = 0.5;

class Stopwatch
{
public:
    double lapMs()
    {
        const auto now = Clock::now();
        const double ms = std::chrono::duration<double, std::milli>(now - m_start).count();
        m_start = now;
        return ms;
    }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point m_start = Clock::now();
};

} // namespace

StoryStage::StoryStage(const StagedStory& story, const StageOptions& options)
    : m_story(story)
    , m_renderer(options.device, story.campus(), story.session->meshes())
{
    if (story.rollout)
        m_renderer.setBuildup(story.rollout->buildup);
    setOptions(options);
}

void StoryStage::setOptions(const StageOptions& options)
{
    m_options = options;
    m_painter = std::make_unique<StoryPainter>(
        *m_story.timeline, m_story.campus(), m_story.rollout.get(), options.theme, options.locale, options.sizePx);
    m_page = QImage(int(options.sizePx.x), int(options.sizePx.y), QImage::Format_RGBX8888);
    m_last.reset();
}

// The day whose racks and plant are simulated.
std::optional<double> StoryStage::serviceDay(const StoryMoment& moment) const
{
    if (!m_story.rollout)
        return std::nullopt;
    return m_story.timeline->dayAt(std::ceil(moment.atS / kServiceStepS) * kServiceStepS);
}

void StoryStage::tellService(double day)
{
    auto service = std::make_shared<const model::InService>(model::inService(m_story.rollout->buildup, day));
    if (m_service && service->racks == m_service->racks && service->supportRacks == m_service->supportRacks
        && service->plant == m_service->plant)
        return;
    m_service = std::move(service);
    m_story.session->source()->setInService(m_service);
    m_frame.reset();
}

void StoryStage::load(const StoryMoment& moment, const Overlay& overlay)
{
    const double timeS = moment.timeS;
    if (const auto day = serviceDay(moment))
        tellService(*day);
    const auto m = static_cast<std::size_t>(overlay.metric);
    model::MetricSet wanted;
    wanted.set(m, model::metricInfo(overlay.metric).level == model::MetricLevel::Gpu);
    const bool isAtHand = m_frame && m_frame->timeS == timeS && (m_gpuPlanes & wanted) == wanted;
    if (!isAtHand) {
        m_frame = m_story.session->source()->frame(timeS, wanted);
        m_gpuPlanes = wanted;
        m_loaded.reset();
    }
    if (m_loaded != overlay.metric) {
        m_renderer.setPlanes(OverlayPlanes(m_frame, overlay.metric, m_story.campus()).planes(), true);
        m_loaded = overlay.metric;
    }
}

void StoryStage::drawPicture(const StoryMoment& moment, const Overlay& overlay, render::Image& out)
{
    Stopwatch watch;
    load(moment, overlay);
    m_range = resolveRange(overlay, m_frame.get());
    m_costs.valuesMs += watch.lapMs();
    render::View view = moment.view;
    view.sizePx = m_options.sizePx;
    render::FrameSettings settings;
    applyOverlay(overlay, m_range, settings);
    settings.theme = m_options.theme;
    settings.quality = m_options.quality;
    settings.markScale = float(m_options.sizePx.y) / 1080;
    settings.day = moment.day;
    m_renderer.render(view, settings, out);
    m_costs.pictureMs += watch.lapMs();
}

// Between two quantities, which have planes, ranges and colours of their own.
void StoryStage::crossFade(const StoryMoment& moment)
{
    drawPicture(moment, moment.before, m_other);
    drawPicture(moment, moment.overlay, m_picture);
    const auto share = unsigned(moment.overlayShare * 256);
    for (std::size_t i = 0; i < m_picture.rgba.size(); ++i)
        m_picture.rgba[i] = std::uint8_t((m_picture.rgba[i] * share + m_other.rgba[i] * (256 - share)) >> 8);
}

bool StoryStage::isAsBefore(const StoryMoment& moment) const
{
    if (!m_last)
        return false;
    const StoryMoment& last = *m_last;
    const auto& a = moment.view;
    const auto& b = last.view;
    return a.eyeM == b.eyeM && a.targetM == b.targetM && a.fovYRad == b.fovYRad && a.nearM == b.nearM
        && moment.day == last.day && serviceDay(moment) == serviceDay(last) && moment.timeS == last.timeS
        && moment.overlay == last.overlay && moment.before == last.before && moment.overlayShare == last.overlayShare;
}

double StoryStage::outsideC(double timeS) const
{
    const model::Scenario& scenario = m_story.session->options().scenario;
    const auto conditions = model::conditionsAt(
        scenario, model::weatherOf(scenario, m_story.campus()), scenario.eventsUntil(timeS), timeS);
    return conditions.dryBulbC;
}

const QImage& StoryStage::draw(double seconds)
{
    m_costs = {};
    const StoryMoment moment = m_story.timeline->at(seconds);
    if (!isAsBefore(moment)) {
        if (moment.overlayShare < 1)
            crossFade(moment);
        else
            drawPicture(moment, moment.overlay, m_picture);
        m_last = moment;
    }
    Stopwatch watch;
    for (int y = 0; y < m_page.height(); ++y)
        std::memcpy(m_page.scanLine(y), m_picture.rgba.data() + std::size_t(y) * m_picture.sizePx.x * 4,
            std::size_t(m_picture.sizePx.x) * 4);
    m_painter->paint(m_page, moment, {.frame = m_frame.get(), .outsideC = outsideC(moment.timeS), .range = m_range});
    m_costs.wordsMs = watch.lapMs();
    return m_page;
}

} // namespace gigahall::app
