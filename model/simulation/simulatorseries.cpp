// Single assets at single times, without the frames around them.
#include "model/simulation/plantreadings.h"
#include "model/simulation/racknow.h"
#include "model/simulation/simulator.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::model {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kGrain = 64; ///< assets a thread takes at a time: a rack with its GPUs, or some racks

} // namespace

/// An asset as a stretch of its rack's GPUs; count 0 = the rack itself.
struct Simulator::Part
{
    static constexpr std::uint32_t kNoRack = 0xffffffffu;
    std::uint32_t rack = kNoRack, first = 0, count = 0;
};

/// What all racks have in common at one time.
struct Simulator::Moment
{
    double timeS;
    Metric metric;
    double shiftK;
    const std::vector<float>& caps;
    const TwinResult* result; ///< null: no loop leaves its set-point
    const Twin& twin;
    const Placement* placement; ///< of a category
};

Trajectory& Simulator::pastTrajectory()
{
    if (!m_pastTrajectory)
        m_pastTrajectory = std::make_unique<Trajectory>(m_campus, m_loads, m_scenario, 0, m_service.get());
    return *m_pastTrajectory;
}

Simulator::Part Simulator::partOf(AssetId id) const
{
    const std::uint32_t index = id.index();
    if (id.kind() == AssetKind::Rack && index < m_campus.rackCount())
        return {index};
    if (id.kind() == AssetKind::Gpu && index < m_campus.gpuCount()) {
        const std::uint32_t rack = m_campus.rackOfGpu(index);
        return {rack, index - m_campus.rackFirstGpu[rack], 1};
    }
    if (id.kind() == AssetKind::Tray && !m_campus.rackFirstTray.empty() && index < m_campus.rackFirstTray.back()) {
        const std::uint32_t rack = m_campus.rackOfTray(index);
        const std::uint32_t count = m_campus.rackType(rack).gpusPerTray;
        return {rack, (index - m_campus.rackFirstTray[rack]) * count, count};
    }
    return {};
}

/// The twin was asked with the mean load; a rack draws what its own GPUs want, as far as it is served.
Simulator::Reading Simulator::readPart(
    const Moment& moment, std::uint32_t rack, const RackNow& now, GpuPlanes out) const
{
    if (moment.result == nullptr)
        return readCalm(rack, now);
    Reading reading = readRack(rack, moment.timeS, now, *moment.result, out);
    if (now.state == DataState::Simulated) {
        const double served = double(moment.result->power.served[moment.twin.power().rackNode(rack)]);
        reading.rack[static_cast<std::size_t>(Metric::RackPower)] = float(served * now.inputKw);
        reading.rack[static_cast<std::size_t>(Metric::Loading)]
            = float(served * now.inputKw / m_loads.power(rack).ratedKw());
    }
    return reading;
}

/// Racks, trays, GPUs; neighbours of one rack share its reading.
void Simulator::readParts(const Moment& moment, std::span<const AssetId> assets, std::span<Sample> samples) const
{
    const auto m = static_cast<std::size_t>(moment.metric);
    const MetricInfo& info = metricInfo(moment.metric);
    Scratch scratch;
    GpuPlanes out;
    RackNow now;
    Reading reading;
    std::uint32_t read = Part::kNoRack;
    for (std::size_t i = 0; i < assets.size(); ++i) {
        const Part part = partOf(assets[i]);
        samples[i] = {};
        if (part.rack == Part::kNoRack || (part.count > 0 && info.level != MetricLevel::Gpu))
            continue;
        const std::uint32_t allocation = m_loads.workload().allocationOfRack(part.rack);
        if (part.rack != read) {
            read = part.rack;
            out = scratch.planes(m_campus.rackGpus(read));
            const LoadState state = m_loads.workload().state(allocation, moment.timeS);
            const double cap = moment.caps.empty() ? 1.0 : double(moment.caps[read]);
            now = drawRack(read, moment.timeS, moment.shiftK, state, cap, out);
            now.kwPerS = rampKwPerS(read, state, m_loads.workload().load(allocation, moment.timeS - 1), now.capW);
            reading = readPart(moment, read, now, out);
        }
        samples[i].state = now.state;
        if (moment.placement != nullptr) {
            const std::uint32_t job = moment.placement->jobOf[allocation];
            if (job != Placement::kNoJob && !hasNoValue(now.state))
                samples[i].value = static_cast<float>(
                    moment.metric == Metric::Job ? job : moment.placement->tenancy->jobs[job].owner);
        } else if (info.level == MetricLevel::Rack) {
            samples[i].value = dequantise(info, quantise(info, reading.rack[m]));
        } else if (now.gpusKnown) {
            const std::array planes{out.utilization, out.power, out.temperature};
            const auto plane = part.count == 0 ? planes[m] : planes[m].subspan(part.first, part.count);
            samples[i].value = dequantise(info, rackValue(info, gpuStats(plane)));
        }
        if (std::isnan(samples[i].value) && samples[i].state != DataState::Planned)
            samples[i].state = DataState::Missing;
    }
}

void Simulator::readPlantAt(const Moment& moment, std::span<const double> rackKwPerS, std::span<const AssetId> assets,
    std::span<Sample> samples) const
{
    TelemetryFrame frame;
    readPlant(moment.twin, *moment.result, moment.twin.ramps(*moment.result, rackKwPerS), frame);
    const std::vector<float>& plant = frame.plant[static_cast<std::size_t>(moment.metric)];
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (assets[i].kind() != AssetKind::Plant)
            continue;
        const float value = assets[i].index() < plant.size() ? plant[assets[i].index()] : kNan;
        samples[i] = {value, std::isnan(value) ? DataState::Missing : DataState::Simulated};
    }
}

/// Plant takes what all racks draw, one by one as in a frame; racks make do with the mean.
TwinLoad Simulator::loadForSeries(double timeS, const Twin& twin, std::vector<double>* rackKwPerS)
{
    if (rackKwPerS == nullptr)
        return m_loads.meanLoad(twin, timeS, trajectory().capsAt(timeS));
    const auto frame = emptyFrame(m_campus, timeS, {});
    const std::vector<RackNow> racks = drawAll(timeS, *frame);
    for (const RackNow& rack : racks)
        rackKwPerS->push_back(rack.kwPerS);
    TwinLoad load = loadOf(racks);
    followRacks(twin, load);
    return load;
}

bool Simulator::valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples)
{
    const bool plant
        = std::any_of(assets.begin(), assets.end(), [](AssetId id) { return id.kind() == AssetKind::Plant; });
    const TwinResult* result = nullptr;
    const Twin* twin = &trajectory().twin();
    std::vector<double> rackKwPerS;
    if (plant || m_scenario.eventsUntil(timeS) > 0 || !isCalm()) {
        Trajectory& past = pastTrajectory();
        if (past.approach(timeS))
            return false;
        twin = &past.twin();
        result = &past.at(timeS, loadForSeries(timeS, *twin, plant ? &rackKwPerS : nullptr));
    }
    std::optional<Placement> placement;
    if (isCategory(metric))
        placement = m_loads.workload().placement(timeS);
    const Moment moment{
        timeS, metric, shiftK(timeS), trajectory().capsAt(timeS), result, *twin, placement ? &*placement : nullptr};
    const auto readRange = [&](const oneapi::tbb::blocked_range<std::size_t>& range) {
        readParts(moment, assets.subspan(range.begin(), range.size()), samples.subspan(range.begin(), range.size()));
    };
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(0, assets.size(), kGrain), readRange);
    if (plant)
        readPlantAt(moment, rackKwPerS, assets, samples);
    return true;
}

float Simulator::valueAt(double timeS, Metric metric, AssetId id)
{
    Sample sample;
    while (!valuesAt(timeS, metric, {&id, 1}, {&sample, 1})) { }
    return sample.value;
}

} // namespace gigahall::model
