#pragma once

#include "model/simulation/campusrun.h"
#include "model/telemetry/metric.h"

#include <span>

namespace gigahall::model {

/// The metrics that mean loads say something honest about: no temperature of dies, nothing that only single GPUs have.
std::span<const Metric> runMetrics();

/// One of them for all racks at the end of the last step of a run, in the metric's unit; NaN where there is none. GPU
/// metrics are means over the GPUs of a rack, power.ramp is the mean over the step. From any thread.
void readRacks(const CampusRun& run, Metric metric, std::span<float> out);

} // namespace gigahall::model
