#pragma once

#include "model/simulation/twin.h"

#include <string>
#include <vector>

namespace gigahall::app {

/// Assets by name, for something that fails. On a name that is none, or one of something without power of its own:
/// empty, and `problem` says what was expected.
model::Outage findOutage(const model::Campus& campus, const std::vector<std::string>& names, std::string& problem);

} // namespace gigahall::app
