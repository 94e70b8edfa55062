#pragma once

#include "model/rollout/plan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// Activities so that each comes after those it waits for; empty when some wait for each other in a circle (and when
/// there are none).
std::vector<std::uint32_t> workOrder(const Plan& plan);
/// One circle of activities that wait for each other, each for the one before it; empty = there is none.
std::vector<std::uint32_t> findWaitingCircle(const Plan& plan);

/// The earliest first day of `activity` that its links allow if those it waits for are done as in `plan`; nothing
/// where it waits for nothing.
std::optional<Day> earliestStart(const Plan& plan, std::uint32_t activity);

/// By activity: how many days later it could be finished without moving the last day of its phase (for activities of
/// no phase: of the plan) or a milestone that something is energised on. 0 = critical. Without circles only.
std::vector<int> slackDays(const Campus& campus, const Plan& plan);

/// Moves activities by whole days, and what then would come too early after them. Nothing is pulled forward by itself,
/// what has begun stays where it is, and what is moved forward stops where what it waits for allows. Lengths stay.
/// Without circles only.
Plan shifted(const Plan& plan, std::span<const std::uint32_t> moved, int days);
/// All that works in a phase, a building or a hall, or at all (campus).
std::vector<std::uint32_t> activitiesIn(const Campus& campus, const Plan& plan, AssetId space);

} // namespace gigahall::model
