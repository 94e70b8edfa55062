#pragma once

#include "app/cli/simulate.h"

namespace gigahall::app {

/// A campus through time, a row a step and group. 0, or 1 where an event or a file does not fit the campus, or the
/// layout's curves end: then no file is written.
int runSteps(const model::Campus& campus, const SimulateOptions& options, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
