#pragma once

#include <cstdint>
#include <span>

namespace gigahall::model {

/// What the GPUs of one rack have in common at a moment.
struct GpuDrive
{
    std::uint32_t key = 0; ///< identity of the rack's GPUs for their individual differences
    float busy = 0; ///< mean, 0..1
    float amplitude = 0; ///< of the individual differences in busy
    float driftA = 0, driftB = 0; ///< -1..1, wander slowly: directions of the common drift
    float idleW = 0, spanW = 0; ///< power = idle + busy * span
    float lagRatio = 1; ///< load the temperature has over load now
    float coldC = 45; ///< a die without load
    float kelvinPerW = 0.03f;
};

/// Values of consecutive GPUs of one rack, quantised; spans of the same size.
struct GpuPlanes
{
    std::span<std::uint16_t> utilization, power, temperature;
};

/// Every GPU its own place in the load, drift, silicon and thermal paste, out of two hashes. Pure. The loop is free of
/// branches so that it vectorises.
void driveGpus(const GpuDrive& drive, GpuPlanes out);

} // namespace gigahall::model
