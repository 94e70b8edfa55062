#include "model/simulation/forksource.h"

#include "model/campus/campus.h"
#include "model/simulation/forkedframe.h"
#include "model/simulation/plantreadings.h"

#include <oneapi/tbb/parallel_invoke.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace gigahall::model {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr double kFirstDateS = 3.15e8; ///< later than this (1980) is a date, earlier a clock that started at zero

/// Beginning of the year (UTC) that a date is in; 0 where a time is no date.
double newYearS(double timeS)
{
    using namespace std::chrono;
    if (!(timeS >= kFirstDateS && timeS < 1e11))
        return 0;
    const year_month_day date(floor<days>(sys_seconds(seconds(static_cast<std::int64_t>(timeS)))));
    return static_cast<double>(sys_seconds(sys_days(date.year() / January / 1)).time_since_epoch().count());
}

/// The same moments, at which nothing happens: its trajectory has the same grid, so that what no event reaches comes
/// out the same to the last bit.
Scenario uneventful(const Scenario& scenario)
{
    Scenario out;
    out.policy = scenario.policy;
    for (const ScenarioEvent& event : scenario.events)
        out.events.push_back({event.timeS, ScenarioEvent::Kind::Restore, {}});
    return out;
}

} // namespace

/// The campus with what was done to it, and without: side by side, and both ask for the same loads.
struct ForkSource::Worlds
{
    std::optional<Trajectory> with, without;

    Worlds(const Campus& campus, const MeanLoads& loads, const Scenario& scenario, double newYearS)
    {
        oneapi::tbb::parallel_invoke([&] { with.emplace(campus, loads, scenario, newYearS); },
            [&] { without.emplace(campus, loads, uneventful(scenario), newYearS); });
    }
    bool approach(double timeS)
    {
        bool more = false, moreWithout = false;
        oneapi::tbb::parallel_invoke(
            [&] { more = with->approach(timeS); }, [&] { moreWithout = without->approach(timeS); });
        return more || moreWithout;
    }
};

/// What holds at one time. Of the worlds that were asked last.
struct ForkSource::Moment
{
    std::shared_ptr<const MeasuredLoads::Racks> racks;
    const Twin* twin = nullptr;
    const TwinResult* with = nullptr;
    double lostKw = 0;
    std::vector<RackChange> changes; ///< by rack
};

ForkSource::ForkSource(const Campus& campus, std::unique_ptr<TelemetrySource> below, Scenario scenario, FramePtr held)
    : m_campus(campus)
    , m_below(std::move(below))
    , m_scenario(std::move(scenario))
    , m_forkS(m_scenario.forkS().value_or(m_below->timeSpan().firstS))
    , m_lastS(m_below->timeSpan().lastS)
    , m_isLive(!std::isfinite(m_lastS))
    , m_held(std::move(held))
    , m_loads(
          campus, [this](double timeS) { return measured(timeS, {}); }, m_isLive ? m_forkS : m_lastS)
{
    if (m_isLive)
        m_lastS = m_forkS;
}

ForkSource::~ForkSource() = default;

TelemetrySource::TimeSpan ForkSource::timeSpan() const
{
    return {m_below->timeSpan().firstS, kInfinity};
}

/// At a time from the fork on: as far as there is data, then the last of it.
FramePtr ForkSource::measured(double timeS, const MetricSet& gpuPlanes)
{
    if (!m_isLive)
        return m_below->frame(std::min(timeS, m_lastS), gpuPlanes);
    if (!m_held)
        m_held = m_below->frame(m_forkS, MetricSet().set());
    return m_held;
}

ForkSource::Worlds& ForkSource::worlds(std::unique_ptr<Worlds>& made)
{
    if (!made)
        made = std::make_unique<Worlds>(m_campus, m_loads, m_scenario, newYearS(m_forkS));
    return *made;
}

ForkSource::Moment ForkSource::momentAt(Worlds& worlds, double timeS)
{
    while (worlds.approach(timeS)) { }
    Moment moment;
    moment.racks = m_loads.racksAt(timeS);
    moment.twin = &worlds.with->twin();
    moment.changes.resize(m_campus.rackCount());
    const std::vector<float>& caps = worlds.with->capsAt(timeS);
    const TwinLoad with = m_loads.loadOf(*moment.twin, *moment.racks, caps);
    if (m_scenario.eventsUntil(timeS) == 0 && !m_scenario.weather) {
        moment.with = &worlds.with->at(timeS, with);
        return moment;
    }
    const TwinLoad without = m_loads.loadOf(worlds.without->twin(), *moment.racks, {});
    const TwinResult* calm = nullptr;
    oneapi::tbb::parallel_invoke(
        [&] { moment.with = &worlds.with->at(timeS, with); }, [&] { calm = &worlds.without->at(timeS, without); });
    moment.lostKw = std::max(0.0, moment.with->lostKw - calm->lostKw);
    moment.changes = rackChanges({*moment.twin, *moment.with, *calm, caps}, m_loads, *moment.racks);
    return moment;
}

void ForkSource::readPlantAt(const Moment& moment, const TelemetryFrame& below, TelemetryFrame& out) const
{
    const Plane& ramp = below.rack[static_cast<std::size_t>(Metric::PowerRamp)];
    std::vector<double> kwPerS(m_campus.rackCount(), 0);
    for (std::uint32_t r = 0; r < ramp.size(); ++r)
        if (ramp[r] != kMissing16)
            kwPerS[r] = moment.changes[r].share * double(dequantise(metricInfo(Metric::PowerRamp), ramp[r]));
    readPlant(*moment.twin, *moment.with, moment.twin->ramps(*moment.with, kwPerS), out);
}

Impact ForkSource::impactAt(const Worlds& worlds, const Moment& moment, const TelemetryFrame& below) const
{
    Impact impact = impactOf(*moment.twin, *moment.with);
    impact.rideThroughS = worlds.with->rideThroughS();
    impact.timeToLimitS = worlds.with->timeToLimitS();
    impact.lostKw = moment.lostKw;
    impact.assumedRacks = moment.racks->assumed;
    impact.darkRacks = impact.cappedRacks = 0;
    impact.darkGpus = 0;
    const Plane& jobs = below.rack[static_cast<std::size_t>(Metric::Job)];
    std::vector<std::uint16_t> stopped;
    for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r) {
        const RackChange& change = moment.changes[r];
        if (change.isDark()) {
            ++impact.darkRacks;
            impact.darkGpus += m_campus.rackGpus(r);
            if (r < jobs.size() && jobs[r] != kMissing16)
                stopped.push_back(jobs[r]);
        } else if (change.share < 1) {
            ++impact.cappedRacks;
            impact.heldBackKw += change.heldBackKw;
        }
    }
    std::sort(stopped.begin(), stopped.end());
    impact.stoppedJobs = static_cast<std::uint32_t>(std::unique(stopped.begin(), stopped.end()) - stopped.begin());
    return impact;
}

FramePtr ForkSource::frame(double timeS, const MetricSet& gpuPlanes)
{
    if (timeS < m_forkS)
        return m_below->frame(timeS, gpuPlanes);
    const FramePtr below = measured(timeS, gpuPlanes);
    Worlds& worlds = this->worlds(m_now);
    const Moment moment = momentAt(worlds, timeS);
    auto frame = std::make_shared<TelemetryFrame>(*below);
    frame->timeS = timeS;
    frame->serial = m_serial = std::max(m_serial, below->serial) + 1;
    frame->forkedAtS = m_forkS;
    putChanges(m_campus, moment.changes, *frame);
    if (isHeld(timeS))
        markHeld(*frame);
    readPlantAt(moment, *below, *frame);
    frame->balance = moment.with->balance;
    frame->balance->flows = moment.twin->flows(*moment.with);
    frame->impact = impactAt(worlds, moment, *below);
    rollUp(m_campus, *frame);
    return frame;
}

/// False: ask again.
bool ForkSource::measuredAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples)
{
    if (!m_isLive)
        return m_below->valuesAt(std::min(timeS, m_lastS), metric, assets, samples);
    const FramePtr known = measured(timeS, {});
    for (std::size_t i = 0; i < assets.size(); ++i) {
        const float value = known->value(m_campus, metric, assets[i]);
        samples[i] = {value, std::isnan(value) ? DataState::Missing : known->state(m_campus, metric, assets[i])};
    }
    return true;
}

bool ForkSource::valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples)
{
    if (timeS < m_forkS)
        return m_below->valuesAt(timeS, metric, assets, samples);
    Worlds& worlds = this->worlds(m_past);
    if (worlds.approach(timeS) || !measuredAt(timeS, metric, assets, samples))
        return false;
    const Moment moment = momentAt(worlds, timeS);
    TelemetryFrame plant;
    if (std::any_of(assets.begin(), assets.end(), [](AssetId id) { return id.kind() == AssetKind::Plant; }))
        readPlantAt(moment, *measured(timeS, {}), plant);
    const std::vector<float>& plantValues = plant.plant[static_cast<std::size_t>(metric)];
    for (std::size_t i = 0; i < assets.size(); ++i) {
        const AssetId id = assets[i];
        if (id.kind() == AssetKind::Plant) {
            const float value = id.index() < plantValues.size() ? plantValues[id.index()] : kNan;
            samples[i] = {value, std::isnan(value) ? DataState::Missing : DataState::Simulated};
            continue;
        }
        if (const Range rack = m_campus.racksOf(id); rack.count == 1) {
            const bool heard = id.kind() == AssetKind::Rack && moment.racks->heard[rack.first] != 0;
            changeSample(metric, moment.changes[rack.first], heard, samples[i]);
        }
        if (isHeld(timeS))
            samples[i].state = heldState(samples[i].state);
    }
    return true;
}

float ForkSource::valueAt(double timeS, Metric metric, AssetId id)
{
    if (timeS < m_forkS)
        return m_below->valueAt(timeS, metric, id);
    const AssetKind kind = id.kind();
    if (kind != AssetKind::Rack && kind != AssetKind::Gpu && kind != AssetKind::Tray && kind != AssetKind::Plant)
        return frame(timeS, {})->value(m_campus, metric, id);
    Sample sample;
    while (!valuesAt(timeS, metric, {&id, 1}, {&sample, 1})) { }
    return sample.value;
}

} // namespace gigahall::model
