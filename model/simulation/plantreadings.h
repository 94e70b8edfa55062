#pragma once

#include "model/simulation/twin.h"
#include "model/telemetry/frame.h"

#include <span>

namespace gigahall::model {

/// What a result of the twin means for plant: power and its ramp, loading of the chain and of the loops, temperatures
/// and flows. Fills frame.plant. `nodeRampKwPerS` by node of the power network, see Twin::ramps().
void readPlant(const Twin& twin, const TwinResult& result, std::span<const double> nodeRampKwPerS, TelemetryFrame& out);

/// Loading of plant: of its rating in the power chain, or in the coolant loops; NaN where it has none.
float plantLoading(const Twin& twin, const TwinResult& result, std::uint32_t plant);

/// What is missing in a result; jobs are left at 0, times at infinity.
Impact impactOf(const Twin& twin, const TwinResult& result);

} // namespace gigahall::model
