#include "model/simulation/simulator.h"

#include "model/simulation/faults.h"
#include "model/simulation/hash.h"

#include <fmt/format.h>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace gigahall::model {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kGpuMetrics = 3; // utilization, power, temperature come first
constexpr std::size_t kRackMetrics = kMetricCount - kGpuMetrics;

// Assumptions: a die at full power stands this far above the coolant; racks differ by this much in efficiency; one rack
// in a hundred of a job is a spare.
constexpr double kDieRiseK = 29;
constexpr double kRackEfficiency = 0.03;
constexpr double kSpareRacks = 0.012;
// A powered-down rack: its controllers stay on.
constexpr double kStandby = 0.006;

constexpr LoadState kSpareLoad{
    .kind = LoadKind::Idle, .busy = 0.01, .intensity = 0.6, .loadGpuLag = 0.006, .loadLoopLag = 0.006, .spread = 0.008};

void forget(firstcut::GpuPlanes planes, std::size_t first, std::size_t count)
{
    for (const auto& plane : {planes.utilization, planes.power, planes.temperature}) {
        const auto part = plane.subspan(first, count);
        std::fill(part.begin(), part.end(), kMissing16);
    }
}

/// Power of a rack's GPUs together, and how many of them are known.
std::pair<double, double> totalW(std::span<const std::uint16_t> power)
{
    const GpuStats stats = gpuStats(power);
    const MetricInfo& info = metricInfo(Metric::GpuPower);
    const double stepW = (double{info.planeHi} - double{info.planeLo}) / double{kPlaneSteps};
    return {stepW * stats.sumQ + double{info.planeLo} * stats.known, static_cast<double>(stats.known)};
}

} // namespace

/// Everything about one rack at one time: rack metrics in engineering units, statistics of its GPUs in plane steps.
struct Simulator::RackReading
{
    DataState state = DataState::Simulated;
    std::array<float, kRackMetrics> rack{kNan, kNan, kNan, kNan};
    bool gpusKnown = true;
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
};

Simulator::Simulator(const Campus& campus, std::uint64_t seed)
    : m_campus(campus)
    , m_seed(seed)
    , m_workload(campus, seed)
{
    for (const AssetType& type : campus.types)
        m_designs.push_back(firstcut::rackDesign(type));
}

TelemetrySource::TimeSpan Simulator::timeSpan() const
{
    return {0, std::numeric_limits<double>::infinity()};
}

double Simulator::supplyAt(std::uint32_t rack, double timeS) const
{
    const firstcut::RackDesign& design = m_designs[m_campus.runs[m_campus.rackRun[rack]].type];
    // Halls share a loop that wanders with the weather and its controller; a rack adds what its place on the manifold
    // costs.
    const std::uint32_t row = m_campus.rowOfRack(rack);
    const std::uint64_t loop = hashOf(m_seed, 0x100b, row == Run::kNone ? row : m_campus.rows[row].hall);
    const double loopK = 1.6 * valueNoise(hashOf(loop, 1), 0.5) + 0.5 * valueNoise(loop, timeS / 420);
    const double placeK = 0.35 * unit(hashOf(m_seed, 0x91ace, rack));
    return design.supplyC + loopK + placeK;
}

firstcut::GpuDrive Simulator::driveOf(std::uint32_t rack, double timeS, const LoadState& load, double supplyC) const
{
    const firstcut::RackDesign& design = m_designs[m_campus.runs[m_campus.rackRun[rack]].type];
    const std::uint64_t hash = hashOf(m_seed, 0x12ac, rack);
    const double busy = std::clamp(load.busy + load.rackSpread * valueNoise(hashOf(hash, 1), timeS / 33), 0.004, 0.995);
    const double efficiency = 1 + kRackEfficiency * (2 * unit(hashOf(hash, 2)) - 1);
    const double now = load.busy * load.intensity;
    firstcut::GpuDrive drive;
    drive.key = static_cast<std::uint32_t>(hash);
    drive.busy = static_cast<float>(busy);
    // Never beyond 0..1: clipping would shift the rack's mean.
    drive.amplitude = static_cast<float>(std::min({load.spread, busy, 1 - busy}));
    drive.driftA = static_cast<float>(valueNoise(hashOf(hash, 3), timeS / 21));
    drive.driftB = static_cast<float>(valueNoise(hashOf(hash, 4), timeS / 53));
    drive.idleW = static_cast<float>(design.idleW);
    drive.spanW = static_cast<float>((design.maxW - design.idleW) * load.intensity * efficiency);
    drive.lagRatio = static_cast<float>(now > 0.02 ? std::clamp(load.loadGpuLag / now, 0.0, 4.0) : 1.0);
    drive.coldC = static_cast<float>(supplyC + 2.5);
    drive.kelvinPerW = design.maxW > 0 ? static_cast<float>(kDieRiseK / design.maxW) : 0.0f;
    return drive;
}

LoadState Simulator::loadOf(std::uint32_t rack, double timeS) const
{
    return m_workload.state(m_workload.allocationOfRack(rack), timeS);
}

Simulator::RackReading Simulator::readRack(
    std::uint32_t rack, double timeS, const LoadState* load, firstcut::GpuPlanes out) const
{
    RackReading reading;
    const AssetType& type = m_campus.rackType(rack);
    const RackFault fault = rackFault(m_seed, rack, type.trays, timeS);
    if (fault.missing) {
        forget(out, 0, out.power.size());
        return {.state = DataState::Missing, .gpusKnown = false};
    }
    reading.state = fault.stale ? DataState::Stale : DataState::Simulated;
    LoadState own = load && !fault.stale ? *load : loadOf(rack, fault.heldS);
    if (own.kind != LoadKind::Maintenance && unit(hashOf(m_seed, 0x59a2e, rack)) < kSpareRacks)
        own = kSpareLoad;
    const firstcut::RackDesign& design = m_designs[m_campus.runs[m_campus.rackRun[rack]].type];
    const double supplyC = supplyAt(rack, fault.heldS);
    double inputKw = kStandby * design.ratedKw, heatKw = inputKw;
    if (own.kind == LoadKind::Maintenance) {
        forget(out, 0, out.power.size());
        reading.gpusKnown = false;
    } else {
        firstcut::driveGpus(driveOf(rack, fault.heldS, own, supplyC), out);
        if (fault.deadTray >= 0)
            forget(out, static_cast<std::size_t>(fault.deadTray) * type.gpusPerTray, type.gpusPerTray);
        // Power adds up what the GPUs report: the sums of the picture close.
        const auto [gpuW, known] = totalW(out.power);
        inputKw = firstcut::rackInputKw(design, gpuW);
        // The coolant carries what the rack drew some time ago; what differs is stored in metal and water meanwhile.
        const double laterLoad = own.loadLoopLag - own.busy * own.intensity;
        const double lagW = gpuW + known * laterLoad * (design.maxW - design.idleW);
        heatKw = firstcut::rackInputKw(design, std::max(lagW, 0.0));
    }
    reading.rack[0] = static_cast<float>(inputKw);
    if (design.designFlowLpm > 0) {
        const double flowLpm = firstcut::liquidFlowLpm(design, heatKw / design.ratedKw);
        reading.rack[1] = static_cast<float>(supplyC);
        reading.rack[2] = static_cast<float>(firstcut::liquidReturnC(supplyC, design.liquidShare * heatKw, flowLpm));
        reading.rack[3] = static_cast<float>(flowLpm);
    }
    return reading;
}

FramePtr Simulator::frame(double timeS, const MetricSet& gpuPlanes)
{
    auto frame = std::make_shared<TelemetryFrame>();
    frame->timeS = timeS;
    frame->serial = ++m_serial;
    frame->source = fmt::format("simulated (seed {})", m_seed);
    const std::uint32_t racks = m_campus.rackCount();
    for (std::size_t m = 0; m < kMetricCount; ++m) {
        frame->rack[m].assign(racks, kMissing16);
        if (m < kGpuMetrics && gpuPlanes.test(m))
            frame->gpu[m].resize(m_campus.gpuCount());
        if (m < kGpuMetrics)
            frame->rackGpus[m].resize(racks);
    }
    frame->rackState.resize(racks);
    std::vector<LoadState> loads(m_workload.allocationCount());
    for (std::uint32_t a = 0; a < loads.size(); ++a)
        loads[a] = m_workload.state(a, timeS);

    const auto readRange = [&](const oneapi::tbb::blocked_range<std::uint32_t>& range) {
        Scratch scratch;
        for (std::uint32_t r = range.begin(); r < range.end(); ++r) {
            const std::uint32_t first = m_campus.rackFirstGpu[r], count = m_campus.rackGpus(r);
            std::array<std::span<std::uint16_t>, kGpuMetrics> out;
            for (std::size_t m = 0; m < kGpuMetrics; ++m)
                out[m]
                    = frame->gpu[m].empty() ? scratch.take(m, count) : std::span(frame->gpu[m]).subspan(first, count);
            const RackReading reading
                = readRack(r, timeS, &loads[m_workload.allocationOfRack(r)], {out[0], out[1], out[2]});
            frame->rackState[r] = reading.state;
            for (std::size_t m = 0; m < kRackMetrics; ++m)
                frame->rack[kGpuMetrics + m][r] = quantise(allMetrics()[kGpuMetrics + m], reading.rack[m]);
            for (std::size_t m = 0; m < kGpuMetrics && reading.gpusKnown; ++m)
                frame->rackGpus[m][r] = gpuStats(out[m]);
        }
    };
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::uint32_t>(0, racks, 128), readRange);
    rollUp(m_campus, *frame);
    return frame;
}

float Simulator::valueAt(double timeS, Metric metric, AssetId id)
{
    const auto m = static_cast<std::size_t>(metric);
    const MetricInfo& info = metricInfo(metric);
    const std::uint32_t index = id.index();
    std::uint32_t rack = index, first = 0, count = 0;
    if (id.kind() == AssetKind::Gpu && index < m_campus.gpuCount()) {
        rack = m_campus.rackOfGpu(index);
        first = index - m_campus.rackFirstGpu[rack];
        count = 1;
    } else if (id.kind() == AssetKind::Tray && !m_campus.rackFirstTray.empty()
        && index < m_campus.rackFirstTray.back()) {
        rack = m_campus.rackOfTray(index);
        count = m_campus.rackType(rack).gpusPerTray;
        first = (index - m_campus.rackFirstTray[rack]) * count;
    } else if (id.kind() != AssetKind::Rack || index >= m_campus.rackCount()) {
        return kNan;
    }
    if (count != 0 && info.level != MetricLevel::Gpu)
        return kNan;
    Scratch scratch;
    const std::uint32_t gpus = m_campus.rackGpus(rack);
    const firstcut::GpuPlanes out{scratch.take(0, gpus), scratch.take(1, gpus), scratch.take(2, gpus)};
    const RackReading reading = readRack(rack, timeS, nullptr, out);
    if (info.level == MetricLevel::Rack)
        return dequantise(info, quantise(info, reading.rack[m - kGpuMetrics]));
    const std::array planes{out.utilization, out.power, out.temperature};
    const GpuStats stats = gpuStats(count == 0 ? planes[m] : planes[m].subspan(first, count));
    return dequantise(info, rackValue(info, stats));
}

} // namespace gigahall::model
