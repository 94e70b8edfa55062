#pragma once

#include "model/rollout/plan.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace gigahall::model {

/// When a thing comes into being, as day numbers: it begins at `from` and stands from `to` on. Always there: both are
/// -infinity; never: +infinity.
struct BuildSpan
{
    float from = -std::numeric_limits<float>::infinity();
    float to = -std::numeric_limits<float>::infinity();

    /// 0 = nothing of it, 1 = all of it.
    float progress(double day) const;
    bool operator==(const BuildSpan&) const = default;
};

/// What the activities of a plan make of a campus: when each thing of it is built, and from when on it is in service.
///
/// An activity brings what it names, else what its kind stands for in its scope and in no smaller scope that has an
/// activity of that kind:
/// - ClearSite: ground and pads; Foundations: roads, slabs and all that is flat; Shell: the other boxes of buildings,
///   walls first, then roofs and what is inside, then what stands on roofs;
/// - Power: plant of the power graph, and boxes of phases that belong to no building; Cooling: plant of the coolant
///   graph, also where it is in both;
/// - Racks: racks and support racks, run by run; Commissioning: trees, lamps and grass;
/// - Energised: nothing to see; racks are in service from that day on.
/// A run is drawn as its first asset; what is in service is told asset by asset.
/// Where there is no activity of a kind the next later kind brings it, then the one before. What no activity brings was
/// always there.
struct Buildup
{
    static constexpr std::uint32_t kNobody = 0xffffffffu;

    std::vector<BuildSpan> runs, shells; ///< by run and shell box of the campus
    std::vector<BuildStyle> runStyles, shellStyles;
    std::vector<BuildSpan> shellWork; ///< by shell box: all of the activity that brings it, of which it takes a part
    std::vector<float> shellEarth; ///< by shell box: ground is bare earth until that day number; -infinity: never
    std::vector<std::uint32_t> runActivity, shellActivity; ///< who brings it: index into the plan, or kNobody
    /// In service from that day number on. By rack, support rack, plant and hall (a hall: its first rack).
    std::vector<float> rackFrom, supportFrom, plantFrom, hallFrom;
    std::vector<std::uint32_t> rackEnergised; ///< by rack: the activity that says so, or kNobody
};

Buildup buildup(const Campus& campus, const Plan& plan);

} // namespace gigahall::model
