#pragma once

#include "app/rollout/planchoice.h"
#include "app/scenery/viewwords.h"
#include "model/campus/campus.h"
#include "model/rollout/date.h"
#include "render/renderer.h"

#include <optional>
#include <string>
#include <vector>

/// Stories: a camera on its way, dates, captions and figures, told the same way in the window and in a video.
namespace gigahall::app {

/// Words at an asset, with a line that leads there.
struct StoryCallout
{
    std::string asset; ///< its name
    model::LocalizedText text, detail; ///< detail may be empty
};

/// The three large figures at the top right.
enum class StoryTotals : std::uint8_t
{
    Off,
    Rollout, ///< energised of all, GPUs online, PUE
    Load, ///< power drawn, PUE, temperature outside
    Loss ///< load that is not served, racks without power, jobs that stopped
};

/// What holds from a moment on. What is absent stays as the keys around have it: cameras, dates and times move from one
/// key that has some to the next, the rest stays as it was until a key says something else; callouts go with the key.
struct StoryKey
{
    double atS = 0;
    double holdS = 0; ///< camera, date and time rest that long
    bool stops = false; ///< they come to rest here; false: they pass through
    std::optional<render::View> camera; ///< without sizePx and crop
    std::optional<model::Day> date; ///< of the rollout
    std::optional<double> timeS; ///< of the simulation's clock
    OverlayChoice overlay;
    std::optional<model::LocalizedText> caption, note; ///< one sentence, and where it is from; empty text = none
    std::vector<StoryCallout> callouts;
    std::optional<StoryTotals> totals;
    std::optional<bool> gantt, legend;

    double endS() const { return atS + holdS; }
};

/// `*.story.json`. A plain value.
struct Story
{
    model::LocalizedText title;
    std::string campus = "default"; ///< shipped name or path
    PlanChoice plan;
    std::optional<render::Theme> theme;
    OverlayChoice overlay; ///< until a key has another
    double timeS = 12 * 3600; ///< where no key has one
    std::optional<WrittenScenario> scenario; ///< what happens to the simulated campus
    std::vector<std::string> sources; ///< of what is said
    std::vector<StoryKey> keys; ///< by time, the first at 0; never empty in a story that was read

    double lengthS() const { return keys.empty() ? 0 : keys.back().endS(); }
    bool hasDates() const;
    bool hasTimes() const;
};

} // namespace gigahall::app
