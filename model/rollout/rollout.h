#pragma once

#include "model/rollout/inservice.h"
#include "model/rollout/totals.h"

#include <memory>

namespace gigahall::model {

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
