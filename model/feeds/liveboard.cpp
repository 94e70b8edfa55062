#include "model/feeds/liveboard.h"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {
namespace {

constexpr double kClockPeriodS = 60;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::size_t indexOf(Metric metric)
{
    return static_cast<std::size_t>(metric);
}

} // namespace

LiveBoard::LiveBoard(std::shared_ptr<const Campus> campus, std::vector<FeedTerms> feeds, double nowS)
    : m_campus(std::move(campus))
    , m_feeds(std::move(feeds))
    , m_startS(nowS)
    , m_clocks(m_feeds.size())
{
}

/// Delays are never negative and sometimes close to none: the least of a minute or two is what the clocks differ by.
void LiveBoard::hearClock(std::size_t feed, double delayS, double nowS)
{
    FeedClock& clock = m_clocks[feed];
    if (!clock.known || nowS >= clock.periodEndS) {
        clock.behindS = clock.known ? clock.nextBehindS : delayS;
        clock.nextBehindS = delayS;
        clock.periodEndS = nowS + kClockPeriodS;
        clock.known = true;
    }
    clock.nextBehindS = std::min(clock.nextBehindS, delayS);
    clock.behindS = std::min(clock.behindS, delayS);
}

double LiveBoard::ageS(const Slot& slot, double nowS) const
{
    return nowS - m_startS - double{slot.timeS} - m_clocks[slot.feed].behindS;
}

DataState LiveBoard::stateOf(const Slot& slot, double nowS, DataState fresh) const
{
    if (slot.feed == kNobody || std::isnan(slot.value))
        return DataState::Missing;
    if (ageS(slot, nowS) > m_feeds[slot.feed].staleAfterS)
        return DataState::Stale;
    return slot.good ? fresh : DataState::Bad;
}

void LiveBoard::put(
    Slots& slots, std::size_t size, std::uint32_t index, std::size_t feed, const Reading& reading, double nowS)
{
    if (slots.empty())
        slots.resize(size);
    Slot& slot = slots[index];
    const auto timeS = static_cast<float>(reading.timeS - m_startS);
    if (slot.feed == feed ? timeS < slot.timeS
                          : slot.feed < feed && stateOf(slot, nowS, DataState::Live) == DataState::Live) {
        ++m_dropped;
        return;
    }
    slot = {reading.value, timeS, static_cast<std::uint8_t>(feed), reading.good};
}

/// A reading of a tray holds for each of its GPUs.
void LiveBoard::putGpus(std::size_t feed, const Reading& reading, double nowS)
{
    Slots& slots = m_gpus[indexOf(reading.metric)];
    const auto putOne = [&](AssetId gpu) { put(slots, m_campus->gpuCount(), gpu.index(), feed, reading, nowS); };
    if (reading.asset.kind() == AssetKind::Gpu)
        return putOne(reading.asset);
    for (std::uint32_t i = 0; i < m_campus->childCount(reading.asset); ++i)
        putOne(m_campus->child(reading.asset, i));
}

void LiveBoard::take(std::size_t feed, std::span<const Reading> readings, double nowS)
{
    const std::lock_guard lock(m_mutex);
    for (const Reading& reading : readings)
        hearClock(feed, nowS - reading.timeS, nowS);
    for (const Reading& reading : readings) {
        const std::size_t m = indexOf(reading.metric);
        switch (reading.asset.kind()) {
        case AssetKind::Rack:
            put(m_racks[m], m_campus->rackCount(), reading.asset.index(), feed, reading, nowS);
            break;
        case AssetKind::Plant:
            put(m_plant[m], m_campus->plantCount(), reading.asset.index(), feed, reading, nowS);
            break;
        case AssetKind::Gpu:
        case AssetKind::Tray:
            putGpus(feed, reading, nowS);
            break;
        default:
            break; // a key map never makes others
        }
    }
}

void LiveBoard::fillRacks(TelemetryFrame& frame, double nowS, DataState state) const
{
    const std::size_t count = m_campus->rackCount();
    frame.rackState.assign(count, DataState::Missing);
    for (const MetricInfo& info : allMetrics()) {
        const Slots& slots = m_racks[indexOf(info.metric)];
        std::vector<DataState>& states = frame.metricState[indexOf(info.metric)];
        states.assign(count, DataState::Missing);
        if (slots.empty())
            continue;
        Plane& plane = frame.rack[indexOf(info.metric)];
        plane.resize(count);
        // Some 0.1 ms: other threads would take longer to come than to help.
        for (std::size_t rack = 0; rack < count; ++rack) {
            const DataState now = states[rack] = stateOf(slots[rack], nowS, state);
            plane[rack] = now == DataState::Missing ? kMissing16 : quantise(info, slots[rack].value);
            // The rack as a whole is as good as the best that is known of it.
            DataState& all = frame.rackState[rack];
            const auto rank = [state](DataState s) {
                return s == state ? 3 : s == DataState::Bad ? 2 : s == DataState::Stale ? 1 : 0;
            };
            if (rank(now) > rank(all))
                all = now;
        }
    }
}

void LiveBoard::fillGpus(TelemetryFrame& frame, Metric metric, double nowS, DataState state) const
{
    const Slots& slots = m_gpus[indexOf(metric)];
    if (slots.empty())
        return;
    const MetricInfo& info = metricInfo(metric);
    Plane& plane = frame.gpu[indexOf(metric)];
    plane.resize(slots.size());
    std::vector<DataState>& racks = frame.metricState[indexOf(metric)];
    std::vector<std::uint8_t> differs(m_campus->rackCount(), 0);
    oneapi::tbb::parallel_for(std::uint32_t{0}, m_campus->rackCount(), [&](std::uint32_t rack) {
        DataState best = DataState::Missing;
        const std::uint32_t first = m_campus->rackFirstGpu[rack], end = first + m_campus->rackGpus(rack);
        for (std::uint32_t gpu = first; gpu < end; ++gpu) {
            const DataState now = stateOf(slots[gpu], nowS, state);
            plane[gpu] = now == DataState::Missing ? kMissing16 : quantise(info, slots[gpu].value);
            if (now == DataState::Missing)
                continue;
            differs[rack] = differs[rack] || (best != DataState::Missing && now != best);
            best = best == DataState::Missing || worse(best, now) == best ? now : best;
        }
        if (best == DataState::Missing)
            return;
        racks[rack] = best;
        if (frame.rackState[rack] == DataState::Missing)
            frame.rackState[rack] = best;
    });
    GpuStates single(slots.size());
    for (std::uint32_t rack = 0; rack < m_campus->rackCount(); ++rack)
        for (std::uint32_t i = 0; differs[rack] && i < m_campus->rackGpus(rack); ++i) {
            const std::uint32_t gpu = m_campus->rackFirstGpu[rack] + i;
            if (const DataState now = stateOf(slots[gpu], nowS, state); now != DataState::Missing)
                single.set(gpu, now);
        }
    if (std::find(differs.begin(), differs.end(), 1) != differs.end())
        frame.gpuState[indexOf(metric)] = std::move(single);
}

void LiveBoard::fill(TelemetryFrame& frame, const MetricSet& gpuPlanes, double nowS, DataState state) const
{
    {
        const std::lock_guard lock(m_mutex);
        fillRacks(frame, nowS, state);
        for (const MetricInfo& info : allMetrics()) {
            const std::size_t m = indexOf(info.metric);
            if (gpuPlanes.test(m))
                fillGpus(frame, info.metric, nowS, state);
            if (m_plant[m].empty())
                continue;
            frame.plant[m].resize(m_plant[m].size());
            std::transform(m_plant[m].begin(), m_plant[m].end(), frame.plant[m].begin(), [&](const Slot& slot) {
                const DataState now = stateOf(slot, nowS, state);
                return now == state ? slot.value : kNan;
            });
        }
    }
    rollUp(*m_campus, frame);
}

double LiveBoard::clockAheadS(std::size_t feed) const
{
    const std::lock_guard lock(m_mutex);
    return m_clocks[feed].known ? -m_clocks[feed].behindS : std::numeric_limits<double>::quiet_NaN();
}

std::uint64_t LiveBoard::dropped() const
{
    const std::lock_guard lock(m_mutex);
    return m_dropped;
}

} // namespace gigahall::model
