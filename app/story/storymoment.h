#pragma once

#include "app/story/camerapath.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::app {

/// Something on the picture that comes and goes.
struct Faded
{
    std::size_t key = 0; ///< of the story, that it belongs to
    float alpha = 0; ///< 0..1
};

/// Everything one picture of a story depends on. Captions and callouts are named by their key.
struct StoryMoment
{
    double atS = 0;
    render::View view; ///< without sizePx
    std::optional<double> day; ///< day number of the rollout; empty = all of it stands
    double timeS = 0;
    Overlay overlay, before; ///< the quantity that is shown, and the one it takes over from
    float overlayShare = 1; ///< of the first
    std::vector<Faded> captions, callouts; ///< at most two of each key are seen at once
    float gantt = 0, legend = 0; ///< how much of them is seen
    StoryTotals totals = StoryTotals::Off;
    float totalsAlpha = 0;
};

/// A story on its campus: what it shows at any time. Immutable; any thread.
class StoryTimeline
{
public:
    /// `story` has come from a file or has a camera in its first key. Keeps the story.
    StoryTimeline(Story story, const model::Campus& campus);

    const Story& story() const { return m_story; }
    double lengthS() const { return m_story.lengthS(); }
    /// Times outside are those of the nearest end.
    StoryMoment at(double seconds) const;
    /// The key that has begun last.
    std::size_t keyAt(double seconds) const;
    /// From when to when callouts of a key are seen.
    struct Span
    {
        double fromS, toS;
    };
    Span calloutSpan(std::size_t key) const;
    /// Day number of the rollout; nothing in a story without dates.
    std::optional<double> dayAt(double seconds) const;
    /// When the rollout first reaches a day; nothing when it does not.
    std::optional<double> whenDay(double day) const;

    /// What does not fit the campus: assets that it has not, cameras in walls.
    const std::vector<StoryProblem>& problems() const { return m_problems; }

private:
    void addQuantity(StoryMoment& moment) const;
    void addWords(StoryMoment& moment) const;

    Story m_story;
    CameraPath m_camera;
    Track m_day, m_time;
    std::vector<StoryProblem> m_problems;
};

} // namespace gigahall::app
