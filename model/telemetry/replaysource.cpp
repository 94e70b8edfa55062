#include "model/telemetry/replaysource.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

double medianStep(const std::vector<double>& timesS)
{
    if (timesS.size() < 2)
        return 1;
    std::vector<double> steps(timesS.size() - 1);
    for (std::size_t i = 0; i < steps.size(); ++i)
        steps[i] = timesS[i + 1] - timesS[i];
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

} // namespace

bool addsUp(Metric metric)
{
    return metric == Metric::GpuPower || metric == Metric::RackPower || metric == Metric::RackLiquidFlow;
}

ReplaySource::ReplaySource(const Campus& campus, RecordedTrace trace)
    : m_campus(campus)
    , m_trace(std::move(trace))
    , m_intervalS(m_trace.intervalS > 0 ? m_trace.intervalS : medianStep(m_trace.timesS))
    , m_staleAfterS(m_trace.staleAfterS > 0 ? m_trace.staleAfterS : kStaleIntervals * m_intervalS)
{
    assert(m_trace.values.empty() || m_trace.values.size() == m_trace.timesS.size() * m_trace.channels.size());
    for (std::uint32_t c = 0; c < m_trace.channels.size(); ++c)
        for (const RecordedTrace::Target& target : m_trace.channels[c].targets)
            addTarget(c, m_trace.channels[c].metric, target);
    for (auto* links : {&m_rackLinks, &m_gpuLinks})
        for (std::vector<Link>& of : *links)
            std::stable_sort(of.begin(), of.end(), [](const Link& a, const Link& b) { return a.index < b.index; });
    findGaps();
}

void ReplaySource::addTarget(std::uint32_t channel, Metric metric, const RecordedTrace::Target& target)
{
    const auto m = static_cast<std::size_t>(metric);
    const std::uint32_t index = target.asset.index();
    // A GPU metric on a rack: the plane holds one GPU's part of what adds up.
    const bool perGpu = metricInfo(metric).level == MetricLevel::Gpu && addsUp(metric);
    const auto part = [&](std::uint32_t gpus) {
        return perGpu && gpus > 0 ? target.share / static_cast<float>(gpus) : target.share;
    };
    if (target.asset.kind() == AssetKind::Rack) {
        m_rackLinks[m].push_back({index, channel, part(m_campus.rackGpus(index))});
    } else if (target.asset.kind() == AssetKind::Gpu) {
        m_gpuLinks[m].push_back({index, channel, target.share});
    } else if (target.asset.kind() == AssetKind::Tray) {
        const std::uint32_t rack = m_campus.rackOfTray(index);
        const std::uint32_t gpus = m_campus.rackType(rack).gpusPerTray;
        const std::uint32_t first = m_campus.rackFirstGpu[rack] + (index - m_campus.rackFirstTray[rack]) * gpus;
        for (std::uint32_t g = 0; g < gpus; ++g)
            m_gpuLinks[m].push_back({first + g, channel, part(gpus)});
    }
}

void ReplaySource::findGaps()
{
    const std::size_t channels = m_trace.channels.size();
    m_gaps.resize(channels);
    if (m_trace.values.empty())
        return;
    for (std::uint32_t row = 0; row < m_trace.timesS.size(); ++row) {
        for (std::size_t c = 0; c < channels; ++c) {
            if (!std::isnan(m_trace.values[row * channels + c]))
                continue;
            if (!m_gaps[c].empty() && m_gaps[c].back().second + 1 == row)
                m_gaps[c].back().second = row;
            else
                m_gaps[c].emplace_back(row, row);
        }
    }
}

TelemetrySource::TimeSpan ReplaySource::timeSpan() const
{
    if (m_trace.timesS.empty())
        return {0, 0};
    return {m_trace.timesS.front(), m_trace.timesS.back()};
}

std::vector<ReplaySource::Aged> ReplaySource::samplesAt(double timeS) const
{
    const std::size_t channels = m_trace.channels.size();
    std::vector<Aged> samples(channels, Aged{kNan, 0});
    const std::vector<double>& times = m_trace.timesS;
    if (times.empty() || timeS < times.front() || timeS > times.back())
        return samples;
    if (m_trace.values.empty()) {
        readLog(timeS, samples);
        return samples;
    }
    const auto row
        = static_cast<std::uint32_t>(std::upper_bound(times.begin(), times.end(), timeS) - times.begin() - 1);
    for (std::size_t c = 0; c < channels; ++c) {
        std::uint32_t known = row;
        const auto after = std::upper_bound(
            m_gaps[c].begin(), m_gaps[c].end(), row, [](std::uint32_t r, const Gap& gap) { return r < gap.first; });
        if (after != m_gaps[c].begin() && std::prev(after)->second >= row) {
            if (std::prev(after)->first == 0)
                continue;
            known = std::prev(after)->first - 1;
        }
        samples[c] = {m_trace.values[known * channels + c], timeS - times[known]};
    }
    return samples;
}

void ReplaySource::readLog(double timeS, std::vector<Aged>& samples) const
{
    for (std::size_t c = 0; c < samples.size(); ++c) {
        const std::vector<RecordedTrace::Point>& points = m_trace.channels[c].points;
        const auto after = std::upper_bound(points.begin(), points.end(), timeS,
            [](double t, const RecordedTrace::Point& point) { return t < point.timeS; });
        if (after != points.begin())
            samples[c] = {std::prev(after)->value, timeS - std::prev(after)->timeS, std::prev(after)->good};
    }
}

/// Calls sink(index, value, age, good) for each asset that has a value; links are sorted by asset.
template <typename Sink>
void ReplaySource::join(Metric metric, std::span<const Link> links, const std::vector<Aged>& samples, Sink sink) const
{
    for (std::size_t i = 0; i < links.size();) {
        const std::uint32_t index = links[i].index;
        double sum = 0, ageS = 0;
        std::uint32_t known = 0, all = 0;
        bool good = true;
        for (; i < links.size() && links[i].index == index; ++i, ++all) {
            const Aged& sample = samples[links[i].channel];
            if (std::isnan(sample.value))
                continue;
            sum += double{sample.value} * double{links[i].share};
            ageS = std::max(ageS, sample.ageS);
            good = good && sample.good;
            ++known;
        }
        // A sum with an unknown part is unknown; leaving the part out would count it as zero.
        if (known == 0 || (addsUp(metric) && known < all))
            continue;
        sink(index, static_cast<float>(addsUp(metric) ? sum : sum / known), ageS, good);
    }
}

DataState ReplaySource::stateOf(double ageS, bool good) const
{
    return !good ? DataState::Bad : ageS > m_staleAfterS ? DataState::Stale : DataState::Recorded;
}

FramePtr ReplaySource::frame(double timeS, const MetricSet& gpuPlanes)
{
    auto frame = std::make_shared<TelemetryFrame>();
    frame->timeS = timeS;
    frame->serial = ++m_serial;
    frame->source = "recorded " + m_trace.name;
    const std::uint32_t racks = m_campus.rackCount();
    frame->rackState.assign(racks, DataState::Missing);
    const std::vector<Aged> samples = samplesAt(timeS);
    // One stale part makes the whole stale: that of a metric, and that of the rack.
    const auto mark = [&](std::uint32_t rack, std::size_t metric, DataState state) {
        for (DataState* whole : {&frame->rackState[rack], &frame->metricState[metric][rack]})
            *whole = *whole == DataState::Missing ? state : worse(*whole, state);
    };
    for (const MetricInfo& info : allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        if (m_rackLinks[m].empty() && m_gpuLinks[m].empty())
            continue;
        Plane& plane = frame->rack[m];
        plane.assign(racks, kMissing16);
        frame->metricState[m].assign(racks, DataState::Missing);
        join(info.metric, m_rackLinks[m], samples, [&](std::uint32_t rack, float value, double ageS, bool good) {
            plane[rack] = quantise(info, value);
            mark(rack, m, stateOf(ageS, good));
        });
        if (m_gpuLinks[m].empty())
            continue;
        Plane gpus(m_campus.gpuCount(), kMissing16);
        std::vector<GpuStats>& stats = frame->rackGpus[m];
        stats.resize(racks);
        GpuStates states(gpuPlanes.test(m) ? m_campus.gpuCount() : 0);
        join(info.metric, m_gpuLinks[m], samples, [&](std::uint32_t gpu, float value, double ageS, bool good) {
            gpus[gpu] = quantise(info, value);
            mark(m_campus.rackOfGpu(gpu), m, stateOf(ageS, good));
            if (!states.empty())
                states.set(gpu, stateOf(ageS, good));
        });
        for (std::uint32_t r = 0; r < racks; ++r)
            stats[r] = gpuStats(std::span(gpus).subspan(m_campus.rackFirstGpu[r], m_campus.rackGpus(r)));
        if (!gpuPlanes.test(m))
            continue;
        frame->gpu[m] = std::move(gpus);
        if (std::ranges::find(frame->metricState[m], DataState::Stale) != frame->metricState[m].end())
            frame->gpuState[m] = std::move(states); // beside a stale GPU others may be fresh
    }
    for (auto& states : frame->metricState)
        if (states == frame->rackState)
            states.clear();
    rollUp(m_campus, *frame);
    return frame;
}

float ReplaySource::valueAt(double timeS, Metric metric, AssetId id)
{
    const bool single = id.kind() == AssetKind::Rack || id.kind() == AssetKind::Tray || id.kind() == AssetKind::Gpu;
    if (single)
        return joined(metric, id, samplesAt(timeS)).value;
    MetricSet planes;
    planes.set(static_cast<std::size_t>(metric));
    return frame(timeS, planes)->value(m_campus, metric, id);
}

bool ReplaySource::valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples)
{
    const std::vector<Aged> aged = samplesAt(timeS);
    for (std::size_t i = 0; i < assets.size(); ++i)
        samples[i] = joined(metric, assets[i], aged);
    return true;
}

/// What a frame would show of one asset.
Sample ReplaySource::joined(Metric metric, AssetId id, const std::vector<Aged>& samples) const
{
    const auto m = static_cast<std::size_t>(metric);
    const MetricInfo& info = metricInfo(metric);
    Range gpus{id.index(), 1};
    if (id.kind() == AssetKind::Rack && id.index() < m_campus.rackCount()) {
        gpus = {m_campus.rackFirstGpu[id.index()], m_campus.rackGpus(id.index())};
    } else if (id.kind() == AssetKind::Tray && !m_campus.rackFirstTray.empty()
        && id.index() < m_campus.rackFirstTray.back()) {
        const std::uint32_t rack = m_campus.rackOfTray(id.index());
        const std::uint32_t perTray = m_campus.rackType(rack).gpusPerTray;
        gpus = {m_campus.rackFirstGpu[rack] + (id.index() - m_campus.rackFirstTray[rack]) * perTray, perTray};
    } else if (id.kind() != AssetKind::Gpu || id.index() >= m_campus.gpuCount()) {
        return {};
    }
    DataState state = DataState::Missing;
    const auto read = [&](const std::vector<Link>& links, Range range, std::span<std::uint16_t> out) {
        const auto before = [](const Link& link, std::uint32_t index) { return link.index < index; };
        const auto first = std::lower_bound(links.begin(), links.end(), range.first, before);
        const auto last = std::lower_bound(first, links.end(), range.end(), before);
        join(metric, {first, last}, samples, [&](std::uint32_t index, float value, double ageS, bool good) {
            out[index - range.first] = quantise(info, value);
            state = state == DataState::Missing ? stateOf(ageS, good) : worse(state, stateOf(ageS, good));
        });
    };
    Plane plane(gpus.count, kMissing16);
    read(m_gpuLinks[m], gpus, plane);
    std::uint16_t q = rackValue(info, gpuStats(plane));
    if (q == kMissing16 && id.kind() == AssetKind::Rack)
        read(m_rackLinks[m], {id.index(), 1}, {&q, 1});
    if (q == kMissing16)
        return {};
    return {dequantise(info, q), state};
}

} // namespace gigahall::model
