#pragma once

#include "app/cli/simulate.h"
#include "model/simulation/twin.h"

namespace gigahall::app {

/// One operating point, as a table or as JSON. 0, or 1 where it lies outside of what the layout's curves cover.
int runSteady(const model::Campus& campus, const model::Outage& outage, const SimulateOptions& options,
    std::ostream& out, std::ostream& err);

} // namespace gigahall::app
