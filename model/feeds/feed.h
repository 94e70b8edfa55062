#pragma once

#include "model/telemetry/reading.h"
#include "model/telemetry/source.h"

#include <cstdint>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

namespace gigahall::model {

enum class FeedState : std::uint8_t
{
    Off, ///< never started
    Connecting, ///< nothing has come yet
    Up,
    Waiting, ///< for another try, after something went wrong
    Failed ///< for good: settings that can't work
};

/// How a feed is doing, for people. All numbers since it was started.
struct FeedHealth
{
    FeedState state = FeedState::Off;
    std::string message; ///< one sentence: what is wrong and what was expected; empty = nothing
    std::vector<std::string> warnings; ///< what the server warned of, newest last, each once
    std::uint64_t values = 0; ///< readings delivered
    std::uint64_t errors = 0; ///< answers or messages that could not be used
    double valuesPerS = 0; ///< over the last ten seconds
    double newestS = std::numeric_limits<double>::quiet_NaN(); ///< time stamp of the newest reading, since 1970
    double clockAheadS = newestS; ///< clock of the source minus ours; NaN = not known
    std::uint32_t matchedRacks = 0, matchedPlant = 0; ///< assets that have had a reading
    std::uint64_t unknownKeyCount = 0; ///< keys that belong to no asset
    std::vector<std::string> unknownKeys; ///< the first hundred of them
    std::vector<std::string> differences; ///< where the source describes another campus than the layout, first hundred
};

/// What is looked at: only there does a feed fetch GPUs one by one.
struct FeedFocus
{
    std::vector<std::uint32_t> halls; ///< indices, nearest first
    MetricSet gpuMetrics;

    bool operator==(const FeedFocus&) const = default;
};

/// A connection that delivers readings by itself once it is started, and gets up again by itself after anything that
/// can pass: broken connections, servers that are gone, nonsense in an answer. It has its own threads. The destructor
/// ends them within two seconds, whatever the server does.
class Feed
{
public:
    virtual ~Feed() = default;

    virtual const std::string& name() const = 0; ///< for people and for `source` in a mapping
    /// Once; returns at once. The sink must outlive the feed.
    virtual void start(ReadingSink& sink) = 0;
    /// Any thread; returns at once.
    virtual void focus(const FeedFocus&) { }
    virtual FeedHealth health() const = 0;

    virtual double intervalS() const = 0; ///< how often values are expected
    virtual double staleAfterS() const = 0; ///< an older reading is stale

    /// Feeds with a memory. All three block, at most until `stop` or a time-out of the feed's own; any one thread that
    /// is not the feed's.
    virtual bool hasHistory() const { return false; }
    /// Everything as it was at a time: what start() would have delivered then.
    virtual void readAt(double, const FeedFocus&, ReadingSink&, std::stop_token) { }
    /// `samples` values of one asset, evenly spaced from `fromS` to `toS`, both included; NaN where there is none.
    virtual std::vector<float> series(
        Metric, AssetId, double /*fromS*/, double /*toS*/, std::uint32_t samples, std::stop_token)
    {
        return std::vector<float>(samples, std::numeric_limits<float>::quiet_NaN());
    }
};

} // namespace gigahall::model
