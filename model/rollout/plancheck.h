#pragma once

#include "model/rollout/buildup.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gigahall::model {

/// What is wrong with an activity, and what was expected.
struct PlanProblem
{
    std::uint32_t activity = 0;
    std::string what;
    bool isMistake = false; ///< nothing can be made of such a plan; otherwise it can be shown, and is bad
};

/// All that is wrong with a plan, by activity; the most severe first of each.
/// Mistakes: a finish before its start, activities that wait for each other in a circle, links to nothing.
/// Bad: work that starts before what it waits for allows; racks energised before what feeds or cools them is there;
/// more load energised than the lines and main transformers that are there carry.
std::vector<PlanProblem> checkPlan(const Campus& campus, const Plan& plan);

} // namespace gigahall::model
