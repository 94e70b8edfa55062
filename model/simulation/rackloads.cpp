#include "model/simulation/rackloads.h"

#include "model/simulation/hash.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

// Assumptions: racks differ by this much in efficiency; one rack in a hundred of a job is a spare.
constexpr double kRackEfficiency = 0.03;
constexpr double kSpareRacks = 0.012;
// A powered-down rack: its controllers stay on.
constexpr double kStandby = 0.006;

constexpr LoadState kSpareLoad{
    .kind = LoadKind::Idle, .busy = 0.01, .intensity = 0.6, .loadGpuLag = 0.006, .loadLoopLag = 0.006, .spread = 0.008};

double efficiency(std::uint64_t rackHash)
{
    return 1 + kRackEfficiency * (2 * unit(hashOf(rackHash, 2)) - 1);
}

} // namespace

RackLoads::RackLoads(const Campus& campus, std::uint64_t seed)
    : m_campus(campus)
    , m_seed(seed)
    , m_workload(campus, seed)
{
    for (const AssetType& type : campus.types)
        m_powers.emplace_back(type);
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
        m_efficiency.push_back(efficiency(hashOf(seed, 0x12ac, r)));
        m_spare.push_back(unit(hashOf(seed, 0x59a2e, r)) < kSpareRacks ? 1 : 0);
    }
}

std::vector<LoadState> RackLoads::states(double timeS) const
{
    std::vector<LoadState> states(m_workload.allocationCount());
    for (std::uint32_t a = 0; a < states.size(); ++a)
        states[a] = m_workload.state(a, timeS);
    return states;
}

std::vector<double> RackLoads::loads(double timeS) const
{
    std::vector<double> loads(m_workload.allocationCount());
    for (std::uint32_t a = 0; a < loads.size(); ++a)
        loads[a] = m_workload.load(a, timeS);
    return loads;
}

LoadState RackLoads::ownState(std::uint32_t rack, const LoadState& allocation) const
{
    return allocation.kind != LoadKind::Maintenance && isSpare(rack) ? kSpareLoad : allocation;
}

GpuDrive RackLoads::drive(std::uint32_t rack, double timeS, const LoadState& load, double capW) const
{
    const RackPower& rackPower = power(rack);
    const std::uint64_t hash = hashOf(m_seed, 0x12ac, rack);
    const double busy = std::clamp(load.busy + load.rackSpread * valueNoise(hashOf(hash, 1), timeS / 33), 0.004, 0.995);
    const double spanW = (rackPower.gpuMaxW() - rackPower.gpuIdleW()) * load.intensity * m_efficiency[rack];
    const double now = load.busy * load.intensity;
    GpuDrive drive;
    drive.key = static_cast<std::uint32_t>(hash);
    drive.busy = static_cast<float>(busy);
    // Never beyond 0..1: clipping would shift the rack's mean.
    drive.amplitude = static_cast<float>(std::min({load.spread, busy, 1 - busy}));
    drive.driftA = static_cast<float>(valueNoise(hashOf(hash, 3), timeS / 21));
    drive.driftB = static_cast<float>(valueNoise(hashOf(hash, 4), timeS / 53));
    drive.idleW = static_cast<float>(std::min(rackPower.gpuIdleW(), capW));
    // A cap lowers clocks, not the share of time that GPUs are busy.
    drive.spanW = static_cast<float>(std::clamp(spanW, 0.0, std::max(0.0, capW - rackPower.gpuIdleW()) / busy));
    drive.lagRatio = static_cast<float>(now > 0.02 ? std::clamp(load.loadGpuLag / now, 0.0, 4.0) : 1.0);
    drive.kelvinPerW = static_cast<float>(rackPower.dieKPerW());
    return drive;
}

double RackLoads::capW(std::uint32_t rack, double cap) const
{
    return cap >= 1 ? std::numeric_limits<double>::infinity() : gpuMeanW(rack, cap * power(rack).ratedKw());
}

double RackLoads::standbyKw(std::uint32_t rack) const
{
    return kStandby * power(rack).ratedKw();
}

double RackLoads::heatKw(std::uint32_t rack, const LoadState& load, double gpuW, double count, double capW) const
{
    const RackPower& rackPower = power(rack);
    const double laterLoad = load.loadLoopLag - load.busy * load.intensity;
    const double lagW = gpuW + count * laterLoad * (rackPower.gpuMaxW() - rackPower.gpuIdleW());
    return inputKw(rack, std::clamp(lagW, 0.0, count * std::min(capW, rackPower.gpuMaxW())));
}

double RackLoads::meanGpuW(std::uint32_t rack, double load, double capW) const
{
    const RackPower& rackPower = power(rack);
    const double spanW = (rackPower.gpuMaxW() - rackPower.gpuIdleW()) * m_efficiency[rack];
    return std::min(rackPower.gpuIdleW() + (isSpare(rack) ? kSpareLoad.loadGpuLag : load) * spanW, capW);
}

double RackLoads::meanInputKw(std::uint32_t rack, LoadKind kind, double load, double capW) const
{
    return kind == LoadKind::Maintenance ? standbyKw(rack)
                                         : inputKw(rack, power(rack).gpus() * meanGpuW(rack, load, capW));
}

TwinLoad RackLoads::meanLoad(const Twin& twin, double timeS, std::span<const float> caps) const
{
    TwinLoad load;
    load.rackKw.resize(m_campus.rackCount());
    load.idleKw.resize(m_campus.rackCount());
    const std::vector<double> loads = this->loads(timeS);
    std::vector<LoadKind> kinds(loads.size());
    for (std::uint32_t a = 0; a < kinds.size(); ++a)
        kinds[a] = m_workload.job(a, timeS).kind;
    oneapi::tbb::parallel_for(
        oneapi::tbb::blocked_range<std::uint32_t>(0, m_campus.rackCount(), 256), [&](const auto& range) {
            for (std::uint32_t r = range.begin(); r < range.end(); ++r) {
                const double most = caps.empty() ? std::numeric_limits<double>::infinity() : capW(r, double(caps[r]));
                const std::uint32_t a = m_workload.allocationOfRack(r);
                load.rackKw[r] = meanInputKw(r, kinds[a], loads[a], most);
                load.idleKw[r] = std::min(load.rackKw[r], power(r).idleKw());
            }
        });
    followRacks(twin, load);
    return load;
}

} // namespace gigahall::model
