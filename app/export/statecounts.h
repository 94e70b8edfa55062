#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <string>

namespace gigahall::app {

/// What every exported picture says of the data in it: ASCII JSON of one line with the metric, where it comes from, and
/// how many racks (and GPUs, where it is theirs) are in each state.
std::string stateCountsText(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric);

} // namespace gigahall::app
