#pragma once

#include "model/simulation/simulator.h"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

/// What the parts of Simulator hand each other about one rack.
namespace gigahall::model {

inline constexpr std::size_t kGpuMetrics = 3; ///< utilization, power, temperature come first

/// With planes of missing values for what was asked for.
std::shared_ptr<TelemetryFrame> emptyFrame(const Campus& campus, double timeS, const MetricSet& gpuPlanes);

/// A rack before physics: what it wants, and whether anybody hears of it.
struct Simulator::RackNow
{
    DataState state = DataState::Simulated;
    bool gpusKnown = true;
    std::int32_t deadTray = -1; ///< off
    double shownS = 0; ///< time of what is shown: the asked one unless stale
    LoadState shown; ///< at that time
    double supplyC = 0; ///< that its GPUs were driven with: the set-point
    double capW = std::numeric_limits<double>::infinity(); ///< of a GPU on average
    double inputKw = 0, heatKw = 0; ///< now
    double shownKw = 0, shownHeatKw = 0; ///< the same at shownS
    double kwPerS = 0;
    double heldBackKw = 0; ///< by a cap
};

/// In engineering units, NaN = missing. GPU metrics are in planes.
struct Simulator::Reading
{
    static constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    std::array<float, kMetricCount> rack{};
    bool driven = false; ///< GPU planes were written again

    Reading() { rack.fill(kNan); }
};

/// Where the GPU values of a rack go that nobody asked for.
struct Simulator::Scratch
{
    std::array<std::vector<std::uint16_t>, kGpuMetrics> values;

    std::span<std::uint16_t> take(std::size_t metric, std::uint32_t count)
    {
        auto& v = values[metric];
        if (v.size() < count)
            v.resize(count);
        return {v.data(), count};
    }
    /// The stretch of a frame where it has the plane.
    GpuPlanes planes(TelemetryFrame& frame, std::uint32_t first, std::uint32_t count)
    {
        const auto plane = [&](std::size_t m) {
            return frame.gpu[m].empty() ? take(m, count) : std::span(frame.gpu[m]).subspan(first, count);
        };
        return {plane(0), plane(1), plane(2)};
    }
    GpuPlanes planes(std::uint32_t count) { return {take(0, count), take(1, count), take(2, count)}; }
};

} // namespace gigahall::model
