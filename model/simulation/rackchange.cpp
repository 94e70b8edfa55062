#include "model/simulation/rackchange.h"

#include "model/campus/campus.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr double kRoomC = 25;

/// Kelvin from one temperature to another; none where neither is there.
double between(float from, float to)
{
    return std::isnan(from) && std::isnan(to) ? 0.0 : double(to) - double(from);
}

/// What a rack gets of what it got before. Measured racks run whatever the layout says of their feeders: one that the
/// physics finds overloaded without the what-if is left alone until its supply is gone altogether.
double servedShare(const ForkedWorlds& worlds, std::uint32_t node)
{
    const double before = double(worlds.without.power.served[node]), now = double(worlds.with.power.served[node]);
    if (before > 0)
        return std::min(now / before, 1.0);
    const bool gone = worlds.with.power.supply[node] == Supply::None;
    return gone && worlds.without.power.supply[node] != Supply::None ? 0 : 1;
}

/// GPUs of a rack that takes `share` of its power.
void slowGpus(RackChange& change, const RackPower& servers, double kw)
{
    if (servers.gpus() == 0 || kw <= 0)
        return;
    const double beforeW = servers.gpuMeanW(kw), nowW = servers.gpuMeanW(change.share * kw);
    const double aboveW = beforeW - servers.gpuIdleW();
    change.gpuIdleW = aboveW > 0 ? servers.gpuIdleW() : 0;
    change.gpuShare = aboveW > 0 ? std::max(0.0, nowW - servers.gpuIdleW()) / aboveW : nowW / std::max(beforeW, 1e-9);
    change.gpuK -= servers.dieKPerW() * (beforeW - nowW);
}

} // namespace

float RackChange::of(Metric metric, float measured) const
{
    if (std::isnan(measured))
        return measured;
    switch (metric) {
    case Metric::GpuUtilization:
        return isDark() ? 0.0f : measured; // a cap lowers clocks, not the share of time that GPUs are busy
    case Metric::GpuPower: {
        if (isDark())
            return 0;
        const double aboveW = double(measured) - gpuIdleW;
        return share < 1 && aboveW > 0 ? float(gpuIdleW + gpuShare * aboveW) : measured;
    }
    case Metric::GpuTemperature:
        return isDark() ? float(darkC) : float(double(measured) + gpuK);
    case Metric::RackPower:
    case Metric::Loading:
    case Metric::PowerRamp:
        return float(double(measured) * share);
    case Metric::RackLiquidSupplyTemperature:
        return std::isnan(supplyK) ? kNan : float(double(measured) + supplyK);
    case Metric::RackLiquidReturnTemperature:
        return std::isnan(returnK) ? kNan : float(double(measured) + returnK);
    case Metric::RackLiquidFlow:
        return float(double(measured) * flowShare);
    default:
        return measured;
    }
}

std::vector<RackChange> rackChanges(
    const ForkedWorlds& worlds, const MeasuredLoads& loads, const MeasuredLoads::Racks& racks)
{
    const CoolingResult& with = worlds.with.cooling;
    const CoolingResult& without = worlds.without.cooling;
    std::vector<RackChange> changes(racks.kw.size());
    const auto changeRange = [&](const oneapi::tbb::blocked_range<std::uint32_t>& range) {
        for (std::uint32_t r = range.begin(); r < range.end(); ++r) {
            RackChange& change = changes[r];
            change.share = servedShare(worlds, worlds.twin.power().rackNode(r));
            const double capKw = worlds.caps.empty() || worlds.caps[r] >= 1
                ? racks.kw[r]
                : double(worlds.caps[r]) * loads.power(r).ratedKw();
            if (racks.kw[r] > capKw && !change.isDark()) {
                change.share *= capKw / racks.kw[r];
                change.heldBackKw = racks.kw[r] - capKw;
            }
            change.supplyK = between(without.rackSupplyC[r], with.rackSupplyC[r]);
            change.returnK = between(without.rackReturnC[r], with.rackReturnC[r]);
            if (without.rackFlowLpm[r] > 0)
                change.flowShare = double(with.rackFlowLpm[r]) / double(without.rackFlowLpm[r]);
            change.gpuK = std::isnan(change.supplyK) ? 0 : change.supplyK;
            change.darkC = std::isnan(with.rackReturnC[r]) ? kRoomC : double(with.rackReturnC[r]);
            if (change.share < 1 && !change.isDark())
                slowGpus(change, loads.power(r), racks.kw[r]);
        }
    };
    oneapi::tbb::parallel_for(
        oneapi::tbb::blocked_range<std::uint32_t>(0, std::uint32_t(changes.size()), 512), changeRange);
    return changes;
}

} // namespace gigahall::model
