#pragma once

#include "model/campus/campusbuilder.h"

namespace gigahall::model {

/// Expands the rules of one graph over the assets of a built campus; `typeOfRun` is the type that rules take a run for.
/// Problems carry "/power/3" as where, with `name` = "power".
ServesGraph expandRules(const Campus& campus, const std::vector<std::uint32_t>& typeOfRun,
    const std::vector<RuleSpec>& rules, std::string_view name, std::vector<BuildProblem>& problems);

} // namespace gigahall::model
