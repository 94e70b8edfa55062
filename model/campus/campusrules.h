#pragma once

#include "model/campus/campusbuilder.h"

namespace gigahall::model {

/// Expands the rules of one graph over the assets of a built campus. Problems carry "/power/3" as where, with `name` =
/// "power".
ServesGraph expandRules(const Campus& campus, const std::vector<RuleSpec>& rules, std::string_view name,
    std::vector<BuildProblem>& problems);

} // namespace gigahall::model
