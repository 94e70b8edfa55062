#pragma once

#include "model/rollout/rollout.h"

#include <optional>
#include <vector>

namespace gigahall::app {

/// The day from which on all racks of a phase are in service.
struct PhaseMilestone
{
    std::uint32_t phase = 0;
    double day = 0; ///< day number
};
/// By day; without phases that always were there or never will be.
std::vector<PhaseMilestone> phaseMilestones(const model::Campus& campus, const model::Buildup& buildup);
/// The next one after a day, or the one before.
std::optional<PhaseMilestone> milestoneBeside(const std::vector<PhaseMilestone>& milestones, double day, bool after);

} // namespace gigahall::app
