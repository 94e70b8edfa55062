#include "app/story/storymoment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app {
namespace {

constexpr double kFadeS = 0.5; // words come within this time before their key, and are gone when the next ones come
constexpr double kOverlayFadeS = 0.6;
constexpr double kForever = std::numeric_limits<double>::infinity();

float smooth(double t)
{
    const double u = std::clamp(t, 0.0, 1.0);
    return float(u * u * (3 - 2 * u));
}

// What belongs to `from`..`to` at a time: fully there at both, faded in before the one and out before the other.
float shown(double seconds, double from, double to)
{
    const float in = from <= 0 ? 1.0f : smooth((seconds - from + kFadeS) / kFadeS);
    const float out = to == kForever ? 1.0f : smooth((to - kFadeS - seconds) / kFadeS);
    return std::min(in, out);
}

template <typename Has>
double nextWith(const Story& story, std::size_t key, Has has)
{
    for (std::size_t i = key + 1; i < story.keys.size(); ++i)
        if (has(story.keys[i]))
            return story.keys[i].atS;
    return kForever;
}

// A switch that keys turn on and off: how much of it is seen. What goes is gone before what comes.
template <typename Value>
float switched(const Story& story, double seconds, Value value)
{
    bool now = false;
    for (const StoryKey& key : story.keys) {
        const std::optional<bool> on = value(key);
        if (key.atS <= seconds || key.atS <= 0) {
            now = on.value_or(now);
        } else if (on) {
            const float x = smooth((seconds - key.atS + 2 * kFadeS) / (2 * kFadeS));
            if (*on != now)
                return std::max(0.0f, now ? 1 - 2 * x : 2 * x - 1);
            break;
        }
    }
    return now ? 1.0f : 0.0f;
}

Track trackOf(const Story& story, auto value)
{
    std::vector<Track::Knot> knots;
    for (const StoryKey& key : story.keys)
        if (const std::optional<double> at = value(key))
            knots.push_back({key.atS, key.endS(), *at, key.stops});
    return Track(std::move(knots));
}

} // namespace

StoryTimeline::StoryTimeline(Story story, const model::Campus& campus)
    : m_story(std::move(story))
    , m_camera(m_story, campus)
    , m_day(trackOf(m_story,
          [](const StoryKey& key) { return key.date ? std::optional(model::dayNumber(*key.date)) : std::nullopt; }))
    , m_time(trackOf(m_story, [](const StoryKey& key) { return key.timeS; }))
    , m_problems(m_camera.problems())
{
    for (std::size_t i = 0; i < m_story.keys.size(); ++i)
        for (const StoryCallout& callout : m_story.keys[i].callouts)
            if (!campus.find(callout.asset))
                m_problems.push_back({i,
                    fmt::format("campus \"{}\" has no \"{}\", expected the name of an asset for the callout",
                        campus.key, callout.asset),
                    m_story.keys[i].atS});
    std::ranges::stable_sort(m_problems, {}, &StoryProblem::key);
}

std::size_t StoryTimeline::keyAt(double seconds) const
{
    const auto next = std::ranges::upper_bound(m_story.keys, seconds + 1e-9, {}, &StoryKey::atS);
    return next == m_story.keys.begin() ? 0 : std::size_t(next - m_story.keys.begin()) - 1;
}

StoryTimeline::Span StoryTimeline::calloutSpan(std::size_t key) const
{
    const double to = key + 1 < m_story.keys.size() ? m_story.keys[key + 1].atS : lengthS();
    return {std::max(0.0, m_story.keys[key].atS - kFadeS), to};
}

StoryMoment StoryTimeline::at(double seconds) const
{
    StoryMoment moment;
    moment.atS = std::clamp(seconds, 0.0, lengthS());
    moment.view = m_camera.at(moment.atS);
    moment.day = dayAt(moment.atS);
    moment.timeS = m_time.isEmpty() ? m_story.timeS : m_time.at(moment.atS);
    addQuantity(moment);
    addWords(moment);
    return moment;
}

void StoryTimeline::addQuantity(StoryMoment& moment) const
{
    m_story.overlay.applyTo(moment.overlay);
    moment.before = moment.overlay;
    for (const StoryKey& key : m_story.keys) {
        if (key.atS - kOverlayFadeS > moment.atS)
            break;
        Overlay next = moment.overlay;
        key.overlay.applyTo(next);
        if (next == moment.overlay)
            continue;
        moment.before = moment.overlay;
        moment.overlay = next;
        moment.overlayShare = key.atS <= 0 ? 1 : smooth((moment.atS - key.atS + kOverlayFadeS) / kOverlayFadeS);
    }
}

void StoryTimeline::addWords(StoryMoment& moment) const
{
    const auto& keys = m_story.keys;
    const auto speaks = [](const StoryKey& key) { return key.caption.has_value(); };
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (speaks(keys[i]))
            if (const float alpha = shown(moment.atS, keys[i].atS, nextWith(m_story, i, speaks)); alpha > 0)
                moment.captions.push_back({i, alpha});
        const double end = i + 1 < keys.size() ? keys[i + 1].atS : kForever;
        if (!keys[i].callouts.empty())
            if (const float alpha = shown(moment.atS, keys[i].atS, end); alpha > 0)
                moment.callouts.push_back({i, alpha});
    }
    moment.gantt = switched(m_story, moment.atS, [](const StoryKey& key) { return key.gantt; });
    moment.legend = switched(m_story, moment.atS, [](const StoryKey& key) { return key.legend; });
    for (const StoryTotals kind : {StoryTotals::Rollout, StoryTotals::Load, StoryTotals::Loss}) {
        const float alpha = switched(m_story, moment.atS,
            [kind](const StoryKey& key) { return key.totals ? std::optional(*key.totals == kind) : std::nullopt; });
        if (alpha > moment.totalsAlpha) {
            moment.totals = kind;
            moment.totalsAlpha = alpha;
        }
    }
}

std::optional<double> StoryTimeline::dayAt(double seconds) const
{
    return m_day.isEmpty() ? std::nullopt : std::optional(m_day.at(seconds));
}

std::optional<double> StoryTimeline::whenDay(double day) const
{
    constexpr double kStepS = 0.05;
    if (m_day.isEmpty())
        return std::nullopt;
    for (double s = 0;; s += kStepS) {
        const double at = std::min(s, lengthS());
        if (m_day.at(at) >= day)
            return at;
        if (at >= lengthS())
            return std::nullopt;
    }
}

} // namespace gigahall::app
