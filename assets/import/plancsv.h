#pragma once

#include "assets/import/planfile.h"

#include <cstdint>
#include <string>

namespace gigahall::assets {

inline constexpr std::uintmax_t kMostPlanBytes = 64u << 20;
inline constexpr std::size_t kMostActivities = 100'000;

/// A plan as a table in UTF-8, one activity a line; comma, semicolon or tab. Columns by name, in any order:
///
///     key, kind, scope, start, finish                  needed; scope = name of the campus, a phase, building or hall
///     label, label_de, source, style, brings           brings = names of assets, apart by semicolons
///     baseline_start, baseline_finish, actual_start, actual_finish
///     predecessors                                     "P03/clear; P03-B1/shell SS+22"; see planlinks.h
///
/// Days are YYYY-MM-DD or DD.MM.YYYY. Lines that begin with # are comments; "# plan: ", "# plan_de: ", "# assumption: "
/// and "# status: DAY" are of the whole plan. Does not check the plan: loadPlan() does.
PlanResult readPlanCsv(const std::string& path, const model::Campus& campus);

/// What readPlanCsv() makes the same plan of, but for file and lines. What is said of the whole plan becomes one line
/// each.
std::string planCsvText(const model::Campus& campus, const model::Plan& plan);

} // namespace gigahall::assets
