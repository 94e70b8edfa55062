#pragma once

#include "model/rollout/totals.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace gigahall::model {

/// What is in service on a day: 1 or 0 by rack, support rack and plant of a campus.
struct InService
{
    double day = 0; ///< day number
    std::vector<std::uint8_t> racks, supportRacks, plant;

    bool operator==(const InService&) const = default;
};
InService inService(const Buildup& buildup, double day);

/// A plan with all that follows from it on one campus. Immutable; a what-if is another one.
struct Rollout
{
    Plan plan;
    Buildup buildup;
    RolloutCurve curve;
};
/// Of a plan without mistakes. Costs some milliseconds on ten gigawatts.
std::shared_ptr<const Rollout> makeRollout(const Campus& campus, Plan plan);

} // namespace gigahall::model
