#pragma once

#include "model/rollout/rollout.h"

#include <optional>
#include <string>

namespace gigahall::app {

/// Totals of a rollout at the end of each quarter, and on a day where one is given, as lines of cells with names in
/// the first line: exact numbers, in English, for other programs.
std::string totalsTable(const model::Campus& campus, const model::Rollout& rollout, const model::CostRate& rate,
    std::optional<double> day, char separator);

} // namespace gigahall::app
