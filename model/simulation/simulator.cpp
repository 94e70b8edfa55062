#include "model/simulation/simulator.h"

#include "model/simulation/plantreadings.h"
#include "model/simulation/racknow.h"

#include <fmt/format.h>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace gigahall::model {

namespace {

constexpr double kUncapped = std::numeric_limits<double>::infinity();

double capOf(std::span<const float> caps, std::uint32_t rack)
{
    return caps.empty() ? 1.0 : double(caps[rack]);
}

} // namespace

std::shared_ptr<TelemetryFrame> emptyFrame(const Campus& campus, double timeS, const MetricSet& gpuPlanes)
{
    auto frame = std::make_shared<TelemetryFrame>();
    frame->timeS = timeS;
    for (std::size_t m = 0; m < kMetricCount; ++m) {
        frame->rack[m].assign(campus.rackCount(), kMissing16);
        if (m < kGpuMetrics && gpuPlanes.test(m))
            frame->gpu[m].resize(campus.gpuCount());
        if (m < kGpuMetrics)
            frame->rackGpus[m].resize(campus.rackCount());
    }
    frame->rackState.resize(campus.rackCount());
    return frame;
}

Simulator::Simulator(
    const Campus& campus, std::uint64_t seed, Scenario scenario, std::shared_ptr<const InService> service)
    : m_campus(campus)
    , m_seed(seed)
    , m_loads(campus, seed)
    , m_scenario(std::move(scenario))
    , m_service(std::move(service))
{
}

Simulator::~Simulator() = default;

TelemetrySource::TimeSpan Simulator::timeSpan() const
{
    return {0, std::numeric_limits<double>::infinity()};
}

void Simulator::setInService(std::shared_ptr<const InService> service)
{
    m_service = std::move(service);
    for (const auto& trajectory : {m_trajectory.get(), m_pastTrajectory.get()})
        if (trajectory)
            trajectory->setService(m_service.get());
    m_calm.reset();
}

Trajectory& Simulator::trajectory()
{
    if (!m_trajectory)
        m_trajectory = std::make_unique<Trajectory>(m_campus, m_loads, m_scenario, 0, m_service.get());
    return *m_trajectory;
}

/// As long as nothing happens no loop leaves its set-point and nobody goes dark, not even fully loaded in the worst of
/// the weather: then racks can be read without the rest of the campus.
bool Simulator::isCalm()
{
    if (!m_calm) {
        Twin& twin = trajectory().twin();
        TwinResult worst;
        twin.steady(twin.uniformLoad(1, 1), {.dryBulbC = trajectory().weather().maxC()}, worst);
        const auto held = [](const auto& loop) { return loop.held || loop.heatKw <= 0; };
        m_calm = worst.darkRacks == 0 && worst.problem.empty()
            && std::all_of(worst.cooling.tech.begin(), worst.cooling.tech.end(), held);
    }
    return *m_calm;
}

double Simulator::shiftK(double timeS)
{
    const std::size_t events = m_scenario.eventsUntil(timeS);
    return events == 0 ? 0 : conditionsAt(m_scenario, trajectory().weather(), events, timeS).supplyShiftK;
}

std::vector<Simulator::RackNow> Simulator::drawAll(double timeS, TelemetryFrame& frame)
{
    const std::vector<LoadState> states = m_loads.states(timeS);
    const std::vector<double> before = m_loads.loads(timeS - 1);
    const std::vector<float>& caps = trajectory().capsAt(timeS);
    const double shift = shiftK(timeS);
    std::vector<RackNow> racks(m_campus.rackCount());
    const auto drawRange = [&](const oneapi::tbb::blocked_range<std::uint32_t>& range) {
        Scratch scratch;
        for (std::uint32_t r = range.begin(); r < range.end(); ++r) {
            const GpuPlanes out = scratch.planes(frame, m_campus.rackFirstGpu[r], m_campus.rackGpus(r));
            const std::uint32_t allocation = m_loads.workload().allocationOfRack(r);
            const double cap = capOf(caps, r);
            racks[r] = drawRack(r, timeS, shift, states[allocation], cap, out);
            const LoadState& state = states[allocation];
            if (racks[r].state == DataState::Planned)
                continue;
            racks[r].kwPerS = rampKwPerS(r, state, before[allocation], racks[r].capW);
            if (cap < 1)
                racks[r].heldBackKw = meanKw(r, state, kUncapped) - meanKw(r, state, racks[r].capW);
            const std::array planes{out.utilization, out.power, out.temperature};
            for (std::size_t m = 0; m < kGpuMetrics && racks[r].gpusKnown; ++m)
                frame.rackGpus[m][r] = gpuStats(planes[m]);
        }
    };
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::uint32_t>(0, m_campus.rackCount(), 128), drawRange);
    return racks;
}

TwinLoad Simulator::loadOf(std::span<const RackNow> racks) const
{
    TwinLoad load;
    for (std::uint32_t r = 0; r < racks.size(); ++r) {
        load.rackKw.push_back(racks[r].inputKw);
        load.heatKw.push_back(racks[r].heatKw);
        load.idleKw.push_back(std::min(racks[r].inputKw, m_loads.power(r).idleKw()));
    }
    return load;
}

void Simulator::readAll(
    double timeS, std::span<const RackNow> racks, const TwinResult& result, TelemetryFrame& frame) const
{
    const auto readRange = [&](const oneapi::tbb::blocked_range<std::uint32_t>& range) {
        Scratch scratch;
        for (std::uint32_t r = range.begin(); r < range.end(); ++r) {
            const GpuPlanes out = scratch.planes(frame, m_campus.rackFirstGpu[r], m_campus.rackGpus(r));
            const Reading reading = readRack(r, timeS, racks[r], result, out);
            frame.rackState[r] = racks[r].state;
            for (std::size_t m = kGpuMetrics; m < kMetricCount; ++m)
                if (!isCategory(static_cast<Metric>(m)))
                    frame.rack[m][r] = quantise(allMetrics()[m], reading.rack[m]);
            const std::array planes{out.utilization, out.power, out.temperature};
            for (std::size_t m = 0; m < kGpuMetrics && reading.driven; ++m)
                frame.rackGpus[m][r] = gpuStats(planes[m]);
        }
    };
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::uint32_t>(0, m_campus.rackCount(), 128), readRange);
}

double Simulator::meanKw(std::uint32_t rack, const LoadState& allocation, double capW) const
{
    return m_loads.meanInputKw(rack, allocation.kind, allocation.busy * allocation.intensity, capW);
}

/// Over the last second, had the job before been of the same kind.
double Simulator::rampKwPerS(std::uint32_t rack, const LoadState& allocation, double loadBefore, double capW) const
{
    return meanKw(rack, allocation, capW) - m_loads.meanInputKw(rack, allocation.kind, loadBefore, capW);
}

/// Jobs and owners of racks; a job is stopped when one of its racks is dark.
void Simulator::nameJobs(
    double timeS, std::span<const RackNow> racks, const TwinResult& result, TelemetryFrame& frame) const
{
    const Placement placement = m_loads.workload().placement(timeS);
    std::vector<char> stopped(placement.tenancy->jobs.size(), 0);
    Plane& jobs = frame.rack[static_cast<std::size_t>(Metric::Job)];
    Plane& owners = frame.rack[static_cast<std::size_t>(Metric::Owner)];
    for (std::uint32_t r = 0; r < racks.size(); ++r) {
        const std::uint32_t job = placement.jobOf[m_loads.workload().allocationOfRack(r)];
        if (job == Placement::kNoJob)
            continue;
        if (racks[r].state == DataState::Planned)
            continue;
        if (result.rackKw[r] <= 0)
            stopped[job] = 1;
        if (racks[r].state == DataState::Missing)
            continue;
        jobs[r] = static_cast<std::uint16_t>(job);
        owners[r] = static_cast<std::uint16_t>(placement.tenancy->jobs[job].owner);
    }
    frame.tenancy = placement.tenancy;
    frame.impact->stoppedJobs = static_cast<std::uint32_t>(std::count(stopped.begin(), stopped.end(), 1));
}

FramePtr Simulator::frame(double timeS, const MetricSet& gpuPlanes)
{
    auto frame = emptyFrame(m_campus, timeS, gpuPlanes);
    frame->serial = ++m_serial;
    frame->source = fmt::format("simulated (seed {})", m_seed);
    const std::vector<RackNow> racks = drawAll(timeS, *frame);
    TwinLoad load = loadOf(racks);
    Trajectory& trajectory = this->trajectory();
    Twin& twin = trajectory.twin();
    followRacks(twin, load);
    const TwinResult& result = trajectory.at(timeS, load);
    readAll(timeS, racks, result, *frame);

    std::vector<double> rackKwPerS(racks.size());
    for (std::size_t r = 0; r < racks.size(); ++r)
        rackKwPerS[r] = racks[r].kwPerS;
    readPlant(twin, result, twin.ramps(result, rackKwPerS), *frame);
    frame->balance = result.balance;
    frame->balance->flows = twin.flows(result);
    frame->impact = impactOf(twin, result);
    frame->impact->rideThroughS = trajectory.rideThroughS();
    frame->impact->timeToLimitS = trajectory.timeToLimitS();
    for (const RackNow& rack : racks) {
        frame->impact->heldBackKw += rack.heldBackKw;
        frame->impact->cappedRacks += rack.heldBackKw > 0 ? 1 : 0;
    }
    nameJobs(timeS, racks, result, *frame);
    rollUp(m_campus, *frame);
    return frame;
}

} // namespace gigahall::model
