#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"
#include "model/telemetry/reading.h"
#include "model/telemetry/source.h"

#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace gigahall::model {

/// The newest reading of every asset and metric, whichever feed it is from, and the frame they make. Feeds have an
/// order: a later one counts where those before it have nothing, or nothing fresh. A reading that is older than the one
/// it would replace is dropped. All functions are safe from any thread.
class LiveBoard
{
public:
    /// What the board has to know of a feed, in order.
    struct FeedTerms
    {
        double staleAfterS = 100;
    };

    /// Times of readings count from 1970, like `nowS` everywhere below.
    LiveBoard(std::shared_ptr<const Campus> campus, std::vector<FeedTerms> feeds, double nowS);

    void take(std::size_t feed, std::span<const Reading> readings, double nowS);
    /// Fills planes, plant, states and roll-ups of a frame. `state` is that of fresh values: live, or recorded for a
    /// moment that has passed.
    void fill(TelemetryFrame& frame, const MetricSet& gpuPlanes, double nowS, DataState state) const;

    /// Clock of a feed minus ours, from the readings that came with the least delay; NaN before the first.
    double clockAheadS(std::size_t feed) const;
    std::uint64_t dropped() const; ///< readings older than what was there
    const Campus& campus() const { return *m_campus; }

private:
    static constexpr std::uint8_t kNobody = 0xff;
    struct Slot
    {
        float value = 0;
        float timeS = 0; ///< since the board was made, by the feed's clock
        std::uint8_t feed = kNobody;
        bool good = true;
    };
    using Slots = std::vector<Slot>; // empty until the first reading of its metric
    struct FeedClock
    {
        double behindS = 0, nextBehindS = 0; ///< least delay seen, in this and in the next period
        double periodEndS = 0;
        bool known = false;
    };

    void put(
        Slots& slots, std::size_t size, std::uint32_t index, std::size_t feed, const Reading& reading, double nowS);
    void putGpus(std::size_t feed, const Reading& reading, double nowS);
    void hearClock(std::size_t feed, double delayS, double nowS);
    double ageS(const Slot& slot, double nowS) const;
    DataState stateOf(const Slot& slot, double nowS, DataState fresh) const;
    void fillRacks(TelemetryFrame& frame, double nowS, DataState state) const;
    void fillGpus(TelemetryFrame& frame, Metric metric, double nowS, DataState state) const;

    std::shared_ptr<const Campus> m_campus;
    std::vector<FeedTerms> m_feeds;
    double m_startS;

    mutable std::mutex m_mutex; // guards everything below
    std::vector<FeedClock> m_clocks;
    std::array<Slots, kMetricCount> m_racks, m_plant, m_gpus;
    std::uint64_t m_dropped = 0;
};

} // namespace gigahall::model
