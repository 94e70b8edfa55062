#pragma once

#include "model/campus/campus.h"
#include "model/rollout/plan.h"

#include <cstdint>
#include <span>
#include <vector>

/// What people move in a plan: shifts one after another, so that taking one back leaves no trace of it.
namespace gigahall::app {

inline constexpr std::uint32_t kNoActivity = 0xffffffffu;

/// One activity, or all that works in a space.
struct PlanTarget
{
    model::AssetId space; ///< of an activity: where it works
    std::uint32_t activity = kNoActivity; ///< index into the plan

    bool isSpace() const { return activity == kNoActivity; }
    bool operator==(const PlanTarget&) const = default;
};

struct PlanShift
{
    PlanTarget target;
    int days = 0; ///< positive = later

    bool operator==(const PlanShift&) const = default;
};

/// Indices into the plan.
std::vector<std::uint32_t> activitiesOf(const model::Campus& campus, const model::Plan& plan, const PlanTarget& target);

/// Puts a shift behind the others. What follows a shift of the same target is added to it, and a sum of no days is
/// none.
void addShift(std::vector<PlanShift>& shifts, const PlanShift& shift);
/// How many days each target was moved in all, in the order of their first shift; those of no days are left out.
std::vector<PlanShift> sumsOf(std::span<const PlanShift> shifts);
model::Plan withShifts(const model::Campus& campus, model::Plan plan, std::span<const PlanShift> shifts);

/// Days from `from` to the same day some months later; the last day of shorter months.
int daysOfMonths(model::Day from, int months);

} // namespace gigahall::app
