#pragma once

#include "model/feeds/feed.h"
#include "model/feeds/liveboard.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace gigahall::model {

/// Several feeds at once, what they say now, and the frames of the last while. Feeds come in the order in which they
/// count. A thread of its own makes a frame every interval for the memory and for a listener (a recorder). All
/// functions are safe from any thread.
class LiveFeeds
{
public:
    using Clock = std::function<double()>; ///< seconds since 1970

    /// Starts the feeds. Names of feeds are unique.
    LiveFeeds(std::shared_ptr<const Campus> campus, std::vector<std::unique_ptr<Feed>> feeds, Clock clock = systemNowS);
    ~LiveFeeds();
    LiveFeeds(const LiveFeeds&) = delete;
    LiveFeeds& operator=(const LiveFeeds&) = delete;

    static double systemNowS();
    double nowS() const { return m_clock(); }
    double intervalS() const { return m_intervalS; }
    double startS() const { return m_startS; }
    bool hasHistory() const; ///< of any feed

    /// Called on a thread of a feed or of these feeds soon after values came, at most ten times a second; must return
    /// at once.
    void setNotify(std::function<void()> notify);
    /// Gets a frame every interval, with the GPU planes of the focus, on the thread of these feeds.
    void setListener(std::function<void(const FramePtr&)> listener);
    void setFocus(const FeedFocus& focus);
    FeedFocus focus() const;

    struct Health
    {
        std::string name;
        FeedHealth health;
    };
    std::vector<Health> health() const;

    /// What is known now.
    FramePtr now(const MetricSet& gpuPlanes) const;
    /// From memory, the newest frame not after `timeS`; null where memory does not reach.
    FramePtr remembered(double timeS) const;
    /// How far back it reaches; now where there is nothing yet.
    double memoryFromS() const;
    /// From feeds with a history; blocks. Null where no feed has one or nothing was there.
    FramePtr past(double timeS, const MetricSet& gpuPlanes, std::stop_token stop) const;
    /// A value of the past from memory or, where that does not reach, a history. NaN = not known.
    std::vector<float> series(
        Metric metric, AssetId asset, double fromS, double toS, std::uint32_t samples, std::stop_token stop) const;

private:
    using Steady = std::chrono::steady_clock;
    class Sink;

    std::shared_ptr<TelemetryFrame> emptyFrame(double timeS) const;
    void heard(std::size_t feed, std::span<const Reading> readings);
    void keep(std::stop_token stop);
    void remember(const FramePtr& frame);

    std::shared_ptr<const Campus> m_campus;
    Clock m_clock;
    double m_intervalS = 1, m_startS = 0;
    std::string m_name; // of all feeds, for people
    LiveBoard m_board;
    std::vector<std::unique_ptr<Sink>> m_sinks;

    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_wake;
    std::function<void()> m_notify;
    std::function<void(const FramePtr&)> m_listener;
    FeedFocus m_focus;
    std::deque<FramePtr> m_memory; // by time
    mutable std::uint64_t m_serial = 0;
    bool m_news = false; ///< not told yet
    Steady::time_point m_nextNews{};

    std::vector<std::unique_ptr<Feed>> m_feeds; // end before what they talk to
    std::jthread m_thread;
};

/// Plays LiveFeeds: the present as it comes, the past from memory or from feeds that have one.
class LiveSource : public TelemetrySource
{
public:
    explicit LiveSource(std::shared_ptr<LiveFeeds> feeds);

    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override;
    float valueAt(double timeS, Metric metric, AssetId id) override;
    TimeSpan timeSpan() const override;
    double intervalS() const override { return m_feeds->intervalS(); }
    const std::shared_ptr<LiveFeeds>& feeds() const { return m_feeds; }

private:
    static constexpr double kLookBackS = 24 * 3600; ///< how far a history can be scrubbed

    std::shared_ptr<LiveFeeds> m_feeds;
    std::deque<std::pair<MetricSet, FramePtr>> m_fetched; // the last few of a history
};

} // namespace gigahall::model
