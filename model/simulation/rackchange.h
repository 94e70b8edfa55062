#pragma once

#include "model/simulation/measuredloads.h"
#include "model/telemetry/metric.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// What a what-if changes about one rack, beside the same campus without it. As it is made: nothing.
struct RackChange
{
    double share = 1; ///< of the power it would take; 0 = dark
    double heldBackKw = 0; ///< of that: by a cap
    double supplyK = 0, returnK = 0; ///< NaN: there is no such coolant any more
    double flowShare = 1;
    double gpuIdleW = 0, gpuShare = 1; ///< of what a GPU takes above that
    double gpuK = 0; ///< of its GPUs
    double darkC = 25; ///< of GPUs that are off: as warm as what is around them

    bool isDark() const { return share <= 0; }
    bool isNone() const { return share == 1 && supplyK == 0 && returnK == 0 && flowShare == 1 && gpuK == 0; }
    /// What a measured value of the rack or of one of its GPUs becomes. NaN stays NaN, and what the change does not
    /// concern stays exactly what it is.
    float of(Metric metric, float measured) const;
};

/// One world beside another: what every rack gets and how its coolant is. `caps` are those of the first.
struct ForkedWorlds
{
    const Twin& twin; ///< of the first
    const TwinResult& with;
    const TwinResult& without;
    std::span<const float> caps; ///< by rack; empty = none
};
/// By rack.
std::vector<RackChange> rackChanges(
    const ForkedWorlds& worlds, const MeasuredLoads& loads, const MeasuredLoads::Racks& racks);

} // namespace gigahall::model
