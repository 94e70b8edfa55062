#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace gigahall::app {

/// What every exported picture says of the data in it: ASCII JSON of one line with the metric, where it comes from, and
/// how many racks (and GPUs, where it is theirs) are in each state.
std::string stateCountsText(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric);

/// {"missing": 0, "live": 30720, ...}
nlohmann::ordered_json stateCountsJson(const model::StateCounts& counts);
/// "30720 live, 12 missing": those there are, for the command line.
std::string stateCountsWords(const model::StateCounts& counts);

} // namespace gigahall::app
