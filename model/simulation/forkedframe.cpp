#include "model/simulation/forkedframe.h"

#include "model/campus/campus.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

/// What a rack without power has of its own, whatever was measured of it.
bool isMade(Metric metric, const RackChange& change)
{
    const bool stops = metric == Metric::RackPower || metric == Metric::Loading || metric == Metric::PowerRamp
        || metric == Metric::GpuUtilization || metric == Metric::GpuPower || metric == Metric::GpuTemperature;
    return stops && change.isDark();
}

DataState changedState(DataState state, bool made)
{
    if (state == DataState::Live || state == DataState::Recorded || (made && state != DataState::Missing))
        return DataState::Simulated;
    return state; // what is stale or bad is no better for being changed
}

/// True where the value is another one.
bool change(const MetricInfo& info, const RackChange& change, std::uint16_t& q)
{
    const float before = dequantise(info, q), now = change.of(info.metric, before);
    if (q == kMissing16 || now == before)
        return false;
    const std::uint16_t was = std::exchange(q, quantise(info, now));
    return q != was;
}

/// Sums in plane steps, of GPUs of which the frame has nothing else.
void changeStats(const MetricInfo& info, const RackChange& change, GpuStats& stats)
{
    if (stats.known == 0)
        return;
    const double lo = double{info.planeLo}, step = (double{info.planeHi} - lo) / double{kPlaneSteps};
    const auto steps = [&](double q) {
        const double value = double(change.of(info.metric, float(lo + step * q)));
        return std::clamp((value - lo) / step, 0.0, double{kPlaneSteps});
    };
    stats.sumQ = static_cast<std::uint32_t>(std::lround(stats.known * steps(double(stats.sumQ) / stats.known)));
    stats.maxQ = static_cast<std::uint16_t>(std::lround(steps(stats.maxQ)));
}

/// One metric of one rack. True where something is changed, or made by the what-if.
bool changeRack(const MetricInfo& info, const RackChange& rack, Range gpus, std::uint32_t r, TelemetryFrame& frame)
{
    const auto m = static_cast<std::size_t>(info.metric);
    bool changed = isMade(info.metric, rack);
    if (r < frame.rack[m].size())
        changed = change(info, rack, frame.rack[m][r]) || changed;
    if (info.level != MetricLevel::Gpu)
        return changed;
    if (!frame.gpu[m].empty()) {
        for (std::uint32_t g = gpus.first; g < gpus.end(); ++g)
            changed = change(info, rack, frame.gpu[m][g]) || changed;
    } else if (r < frame.rackGpus[m].size()) {
        changeStats(info, rack, frame.rackGpus[m][r]);
    }
    return changed;
}

void markGpus(const Campus& campus, const RackChange& rack, Metric metric, std::uint32_t r, GpuStates& states)
{
    const std::uint32_t first = campus.rackFirstGpu[r];
    for (std::uint32_t g = first; g < first + campus.rackGpus(r); ++g)
        if (const auto own = states.own(g))
            states.set(g, changedState(*own, isMade(metric, rack)));
}

/// Racks that go dark draw nothing, also where nobody measures what they draw.
void makeDark(std::span<const RackChange> changes, std::span<const DataState> racks, TelemetryFrame& frame)
{
    const auto power = static_cast<std::size_t>(Metric::RackPower);
    const auto isMadeDark = [&](std::size_t r) { return changes[r].isDark() && racks[r] != DataState::Missing; };
    std::vector<DataState> states(
        frame.rackStates(Metric::RackPower).begin(), frame.rackStates(Metric::RackPower).end());
    if (frame.rack[power].empty())
        states.assign(racks.size(), DataState::Missing);
    bool any = false;
    for (std::size_t r = 0; r < racks.size(); ++r)
        if (isMadeDark(r) && states[r] == DataState::Missing) {
            states[r] = DataState::Simulated;
            any = true;
        }
    if (!any)
        return;
    frame.rack[power].resize(racks.size(), kMissing16);
    for (std::size_t r = 0; r < racks.size(); ++r)
        if (isMadeDark(r))
            frame.rack[power][r] = 0;
    frame.metricState[power] = std::move(states);
}

} // namespace

void putChanges(const Campus& campus, std::span<const RackChange> changes, TelemetryFrame& frame)
{
    if (std::all_of(changes.begin(), changes.end(), [](const RackChange& rack) { return rack.isNone(); }))
        return;
    const std::vector<DataState> before = frame.rackState;
    makeDark(changes, before, frame);
    std::vector<DataState> whole = before;
    for (std::size_t r = 0; r < whole.size(); ++r)
        whole[r] = changes[r].isDark() ? changedState(whole[r], true) : whole[r];
    for (const MetricInfo& info : allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        if (isCategory(info.metric) || (frame.rack[m].empty() && frame.gpu[m].empty()))
            continue;
        const auto own = frame.rackStates(info.metric);
        std::vector<DataState> states(own.begin(), own.end());
        const auto changeRange = [&](const oneapi::tbb::blocked_range<std::uint32_t>& range) {
            for (std::uint32_t r = range.begin(); r < range.end(); ++r)
                if (!changes[r].isNone()
                    && changeRack(info, changes[r], {campus.rackFirstGpu[r], campus.rackGpus(r)}, r, frame))
                    states[r] = changedState(states[r], isMade(info.metric, changes[r]));
        };
        oneapi::tbb::parallel_for(
            oneapi::tbb::blocked_range<std::uint32_t>(0, std::uint32_t(changes.size()), 128), changeRange);
        if (!frame.gpuState[m].empty())
            for (std::uint32_t r = 0; r < changes.size(); ++r)
                if (!changes[r].isNone())
                    markGpus(campus, changes[r], info.metric, r, frame.gpuState[m]);
        frame.metricState[m] = std::move(states);
    }
    frame.rackState = std::move(whole);
    for (std::vector<DataState>& states : frame.metricState)
        if (states == frame.rackState)
            states.clear();
}

void changeSample(Metric metric, const RackChange& change, bool heard, Sample& sample)
{
    if (change.isNone())
        return;
    if (metric == Metric::RackPower && heard && change.isDark()) {
        sample = {0, DataState::Simulated};
        return;
    }
    const MetricInfo& info = metricInfo(metric);
    const float now = change.of(metric, sample.value);
    if (now == sample.value && !isMade(metric, change))
        return;
    sample.state = changedState(sample.state, isMade(metric, change));
    sample.value = dequantise(info, quantise(info, now));
    if (std::isnan(sample.value))
        sample.state = DataState::Missing;
}

DataState heldState(DataState state)
{
    return state == DataState::Live || state == DataState::Recorded ? DataState::Simulated : state;
}

void markHeld(TelemetryFrame& frame)
{
    const auto hold = [](std::vector<DataState>& states) {
        for (DataState& state : states)
            state = heldState(state);
    };
    hold(frame.rackState);
    for (std::size_t m = 0; m < kMetricCount; ++m) {
        hold(frame.metricState[m]);
        if (frame.gpuState[m].empty())
            continue;
        for (std::size_t g = 0; g < frame.gpu[m].size(); ++g)
            if (const auto own = frame.gpuState[m].own(g))
                frame.gpuState[m].set(g, heldState(*own));
    }
}

} // namespace gigahall::model
