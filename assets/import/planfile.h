#pragma once

#include "assets/import/campusfile.h"
#include "model/rollout/plan.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// Either a whole plan or every problem found. Warnings: what is bad about the plan, or was left out, and where.
struct PlanResult
{
    std::optional<model::Plan> plan;
    std::vector<Problem> problems, warnings;
};

/// The plan of a campus; safe from any thread. From a file:
/// - *.xml: Microsoft Project XML; see planxml.h;
/// - *.json: a rollout for all spaces, "format": "gigahall/rollout", as the section `rollout` of layouts;
/// - others: CSV; see plancsv.h.
/// An empty path: the layout's own section, else the standard rollout around the days on which its phases are ready;
/// without such days a plan without activities. Plan::file is `path`; Activity::row is the line, in that file or in the
/// one that the rollout stands in.
PlanResult loadPlan(const std::string& path, const model::Campus& campus);

/// The rollout that ships, for layouts that have none.
std::string standardRolloutFile();

} // namespace gigahall::assets
