#pragma once

#include "model/campus/campus.h"
#include "model/rollout/date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// What is done on a site, in the order in which it is done there.
enum class ActivityKind : std::uint8_t
{
    ClearSite,
    Foundations,
    Shell, ///< steel, walls, roof
    Power, ///< plant of the power graph
    Cooling, ///< plant of the coolant graph
    Racks,
    Commissioning,
    Energised ///< a milestone: from that day on racks run
};
inline constexpr std::size_t kActivityKinds = 8;
/// "clearSite", ...: as files write it.
std::string_view activityKey(ActivityKind kind);
std::optional<ActivityKind> activityKind(std::string_view key);

/// How what an activity brings comes into the picture.
enum class BuildStyle : std::uint8_t
{
    Grow, ///< piece by piece, from the ground up
    Appear, ///< all at once on the day it is finished
    Highlight ///< it is there from the first day, in the colour of work until it is finished
};
std::string_view buildStyleKey(BuildStyle style); ///< "grow", "appear", "highlight"
std::optional<BuildStyle> buildStyle(std::string_view key);

/// From the first to the last day that is worked on, both included. A milestone is one day.
struct Work
{
    Day start, finish;

    int days() const { return static_cast<int>((finish - start).count()) + 1; }
    bool operator==(const Work&) const = default;
};

enum class LinkKind : std::uint8_t
{
    FinishToStart, ///< the later one starts after the earlier one is finished, at the earliest on the next day
    StartToStart,
    FinishToFinish,
    StartToFinish
};

/// An activity that another one waits for.
struct Link
{
    std::uint32_t activity = 0; ///< index into Plan::activities
    LinkKind kind = LinkKind::FinishToStart;
    int lagDays = 0; ///< negative: that much sooner

    bool operator==(const Link&) const = default;
};

struct Activity
{
    std::string key; ///< unique in its plan
    LocalizedText label;
    ActivityKind kind = ActivityKind::Foundations;
    AssetId scope; ///< campus, phase, building or hall it works at
    Work planned{};
    std::optional<Work> baseline; ///< what was once agreed
    std::optional<Day> actualStart, actualFinish;
    std::vector<Link> after;
    std::vector<AssetId> brings; ///< empty: what its kind brings in its scope, see Buildup
    BuildStyle style = BuildStyle::Grow;
    std::string source; ///< where its dates are from; empty = they are an assumption
    int row = 0; ///< of the file it was read from, 1 is the first; 0 = none

    bool isAssumption() const { return source.empty(); }
    bool isMilestone() const { return kind == ActivityKind::Energised || planned.start == planned.finish; }
    /// When it is worked on as far as one knows: actual days where there are some.
    Work work() const;
};

/// The rollout of one campus. A plain value; a what-if is another plan.
struct Plan
{
    LocalizedText label;
    std::string file; ///< it came from; empty = from the layout
    std::string assumption; ///< why days without a source are believed
    std::optional<Day> statusDay; ///< up to which actual days are known
    std::vector<Activity> activities;

    /// First and last day of any work; nothing without activities.
    std::optional<Work> extent() const;
};

/// The phase that an asset is in, by index; nothing for the campus and what stands outside of phases.
std::optional<std::uint32_t> phaseOf(const Campus& campus, AssetId id);

} // namespace gigahall::model
