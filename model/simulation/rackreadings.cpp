#include "model/simulation/rackreadings.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <limits>

namespace gigahall::model {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

constexpr std::array kMetrics{Metric::RackPower, Metric::Loading, Metric::PowerRamp,
    Metric::RackLiquidSupplyTemperature, Metric::RackLiquidReturnTemperature, Metric::RackLiquidFlow,
    Metric::GpuUtilization, Metric::GpuPower};

/// `value` of every rack, on all cores: each writes its own.
template <typename Value>
void fill(std::span<float> out, Value value)
{
    const auto count = static_cast<std::uint32_t>(out.size());
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::uint32_t>(0, count, 512), [&](const auto& range) {
        for (std::uint32_t r = range.begin(); r < range.end(); ++r)
            out[r] = float(value(r));
    });
}

/// Racks in maintenance are powered down: nothing is known of their GPUs.
template <typename Value>
void fillGpus(const CampusRun& run, std::span<float> out, Value value)
{
    const std::vector<LoadState> states = run.loads().states(run.timeS());
    fill(out, [&](std::uint32_t r) {
        const LoadState& state = states[run.loads().workload().allocationOfRack(r)];
        return state.kind == LoadKind::Maintenance || run.campus().rackGpus(r) == 0 ? kNan : float(value(r, state));
    });
}

} // namespace

std::span<const Metric> runMetrics()
{
    return kMetrics;
}

void readRacks(const CampusRun& run, Metric metric, std::span<float> out)
{
    const TwinResult& result = run.result();
    const RackLoads& loads = run.loads();
    switch (metric) {
    case Metric::RackPower:
        return fill(out, [&](std::uint32_t r) { return result.rackKw[r]; });
    case Metric::Loading:
        return fill(out, [&](std::uint32_t r) { return result.rackKw[r] / loads.power(r).ratedKw(); });
    case Metric::PowerRamp:
        return fill(out, [&](std::uint32_t r) { return run.rackKwPerS(r); });
    case Metric::RackLiquidSupplyTemperature:
        return fill(out, [&](std::uint32_t r) { return result.cooling.rackSupplyC[r]; });
    case Metric::RackLiquidReturnTemperature:
        return fill(out, [&](std::uint32_t r) { return result.cooling.rackReturnC[r]; });
    case Metric::RackLiquidFlow:
        return fill(out, [&](std::uint32_t r) { return result.cooling.rackFlowLpm[r]; });
    case Metric::GpuUtilization:
        return fillGpus(run, out, [&](std::uint32_t r, const LoadState& state) {
            return result.rackKw[r] > 0 ? loads.ownState(r, state).busy : 0.0;
        });
    case Metric::GpuPower:
        return fillGpus(run, out, [&](std::uint32_t r, const LoadState& state) {
            return run.served(r) < 1 ? loads.gpuMeanW(r, result.rackKw[r])
                                     : loads.meanGpuW(r, state.busy * state.intensity, loads.capW(r, run.cap(r)));
        });
    default:
        std::fill(out.begin(), out.end(), kNan);
    }
}

} // namespace gigahall::model
