#include "model/feeds/livefeeds.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gigahall::model {
namespace {

constexpr std::chrono::milliseconds kShortestNews{100};
// The last minute as it came, then every tenth second for half an hour: some 240 frames of half a megabyte.
constexpr double kDenseS = 60, kSparseS = 10, kMemoryS = 1800;

std::vector<LiveBoard::FeedTerms> termsOf(const std::vector<std::unique_ptr<Feed>>& feeds)
{
    std::vector<LiveBoard::FeedTerms> terms;
    for (const auto& feed : feeds)
        terms.push_back({feed->staleAfterS()});
    return terms;
}

} // namespace

class LiveFeeds::Sink : public ReadingSink
{
public:
    Sink(LiveFeeds& all, std::size_t feed)
        : m_all(all)
        , m_feed(feed)
    {
    }
    void take(std::span<const Reading> readings) override { m_all.heard(m_feed, readings); }

private:
    LiveFeeds& m_all;
    std::size_t m_feed;
};

LiveFeeds::LiveFeeds(std::shared_ptr<const Campus> campus, std::vector<std::unique_ptr<Feed>> feeds, Clock clock)
    : m_campus(campus)
    , m_clock(std::move(clock))
    , m_startS(m_clock())
    , m_board(std::move(campus), termsOf(feeds), m_startS)
    , m_feeds(std::move(feeds))
{
    double shortestS = kSparseS;
    for (const auto& feed : m_feeds) {
        shortestS = std::min(shortestS, feed->intervalS());
        m_name += (m_name.empty() ? "live " : ", ") + feed->name();
        m_sinks.push_back(std::make_unique<Sink>(*this, m_sinks.size()));
    }
    m_intervalS = std::max(shortestS, 1.0);
    for (std::size_t i = 0; i < m_feeds.size(); ++i)
        m_feeds[i]->start(*m_sinks[i]);
    m_thread = std::jthread([this](std::stop_token stop) { keep(std::move(stop)); });
}

LiveFeeds::~LiveFeeds()
{
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
    m_feeds.clear();
}

double LiveFeeds::systemNowS()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

bool LiveFeeds::hasHistory() const
{
    return std::any_of(m_feeds.begin(), m_feeds.end(), [](const auto& feed) { return feed->hasHistory(); });
}

void LiveFeeds::setNotify(std::function<void()> notify)
{
    const std::lock_guard lock(m_mutex);
    m_notify = std::move(notify);
}

void LiveFeeds::setListener(std::function<void(const FramePtr&)> listener)
{
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

void LiveFeeds::setFocus(const FeedFocus& focus)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_focus == focus)
            return;
        m_focus = focus;
    }
    for (const auto& feed : m_feeds)
        feed->focus(focus);
}

FeedFocus LiveFeeds::focus() const
{
    const std::lock_guard lock(m_mutex);
    return m_focus;
}

std::vector<LiveFeeds::Health> LiveFeeds::health() const
{
    std::vector<Health> out;
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        out.push_back({m_feeds[i]->name(), m_feeds[i]->health()});
        FeedHealth& health = out.back().health;
        if (std::isnan(health.clockAheadS))
            health.clockAheadS = m_board.clockAheadS(i);
    }
    return out;
}

void LiveFeeds::heard(std::size_t feed, std::span<const Reading> readings)
{
    m_board.take(feed, readings, m_clock());
    std::function<void()> notify;
    {
        const std::lock_guard lock(m_mutex);
        if (m_news)
            return;
        // What comes after a pause is told from here: waking another thread for it takes as long as all else.
        if (const auto now = Steady::now(); now >= m_nextNews) {
            m_nextNews = now + kShortestNews;
            notify = m_notify;
        } else {
            m_news = true;
        }
    }
    if (notify)
        notify();
    else
        m_wake.notify_all();
}

std::shared_ptr<TelemetryFrame> LiveFeeds::emptyFrame(double timeS) const
{
    auto frame = std::make_shared<TelemetryFrame>();
    frame->timeS = timeS;
    frame->source = m_name;
    const std::lock_guard lock(m_mutex);
    frame->serial = ++m_serial;
    return frame;
}

FramePtr LiveFeeds::now(const MetricSet& gpuPlanes) const
{
    const double timeS = m_clock();
    auto frame = emptyFrame(timeS);
    m_board.fill(*frame, gpuPlanes, timeS, DataState::Live);
    return frame;
}

FramePtr LiveFeeds::remembered(double timeS) const
{
    const std::lock_guard lock(m_mutex);
    const auto after = std::upper_bound(
        m_memory.begin(), m_memory.end(), timeS, [](double t, const FramePtr& frame) { return t < frame->timeS; });
    return after == m_memory.begin() ? nullptr : *std::prev(after);
}

FramePtr LiveFeeds::past(double timeS, const MetricSet& gpuPlanes, std::stop_token stop) const
{
    if (!hasHistory())
        return nullptr;
    class Collector : public ReadingSink
    {
    public:
        Collector(LiveBoard& board, double timeS)
            : m_board(board)
            , m_timeS(timeS)
        {
        }
        std::size_t feed = 0;
        void take(std::span<const Reading> readings) override { m_board.take(feed, readings, m_timeS); }

    private:
        LiveBoard& m_board;
        double m_timeS;
    };
    LiveBoard board(m_campus, termsOf(m_feeds), timeS);
    FeedFocus wanted = focus();
    wanted.gpuMetrics = gpuPlanes;
    Collector collector(board, timeS);
    for (; collector.feed < m_feeds.size() && !stop.stop_requested(); ++collector.feed)
        if (m_feeds[collector.feed]->hasHistory())
            m_feeds[collector.feed]->readAt(timeS, wanted, collector, stop);
    auto frame = emptyFrame(timeS);
    board.fill(*frame, gpuPlanes, timeS, DataState::Recorded);
    return frame;
}

std::vector<float> LiveFeeds::series(
    Metric metric, AssetId asset, double fromS, double toS, std::uint32_t samples, std::stop_token stop) const
{
    std::vector<float> out(samples, std::numeric_limits<float>::quiet_NaN());
    const auto timeAt = [&](std::uint32_t i) {
        return samples > 1 ? fromS + (toS - fromS) * double(i) / double(samples - 1) : fromS;
    };
    for (std::uint32_t i = 0; i < samples; ++i)
        if (const FramePtr frame = remembered(timeAt(i)); frame && timeAt(i) <= m_clock())
            out[i] = frame->value(*m_campus, metric, asset);
    for (const auto& feed : m_feeds) {
        const bool complete = std::none_of(out.begin(), out.end(), [](float v) { return std::isnan(v); });
        if (complete || stop.stop_requested() || !feed->hasHistory())
            continue;
        const std::vector<float> more = feed->series(metric, asset, fromS, toS, samples, stop);
        for (std::size_t i = 0; i < out.size() && i < more.size(); ++i)
            if (std::isnan(out[i]))
                out[i] = more[i];
    }
    return out;
}

double LiveFeeds::memoryFromS() const
{
    const std::lock_guard lock(m_mutex);
    return m_memory.empty() ? nowS() : m_memory.front()->timeS;
}

void LiveFeeds::remember(const FramePtr& frame)
{
    // GPU planes are not kept: 9 MB each.
    auto light = std::make_shared<TelemetryFrame>(*frame);
    for (Plane& plane : light->gpu)
        plane = {};
    const auto wasLive = [](std::vector<DataState>& states, StateCounts& counts) {
        std::replace(states.begin(), states.end(), DataState::Live, DataState::Recorded);
        counts[std::size_t(DataState::Recorded)] += std::exchange(counts[std::size_t(DataState::Live)], 0u);
    };
    wasLive(light->rackState, light->stateCounts);
    for (std::size_t m = 0; m < kMetricCount; ++m) {
        wasLive(light->metricState[m], light->metricStateCounts[m]);
        light->gpuState[m] = {};
    }
    const std::lock_guard lock(m_mutex);
    m_memory.push_back(std::move(light));
    const double nowS = m_memory.back()->timeS;
    while (nowS - m_memory.front()->timeS > kMemoryS)
        m_memory.pop_front();
    // What leaves the dense minute stays only where its neighbour is ten seconds away.
    const auto old = std::upper_bound(
        m_memory.begin(), m_memory.end(), nowS - kDenseS, [](double t, const FramePtr& f) { return t < f->timeS; });
    if (old - m_memory.begin() >= 2 && (*std::prev(old))->timeS - (*std::prev(old, 2))->timeS < kSparseS)
        m_memory.erase(std::prev(old));
}

/// Frames by the clock for memory and listener, and the news that came too soon after others.
void LiveFeeds::keep(std::stop_token stop)
{
    const auto seconds
        = [](double s) { return std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>(s)); };
    Steady::time_point nextFrame = Steady::now() + seconds(m_intervalS);
    while (!stop.stop_requested()) {
        std::function<void()> notify;
        std::function<void(const FramePtr&)> listener;
        MetricSet planes;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_until(lock, stop, nextFrame, [this] { return m_news; });
            if (m_news && Steady::now() < m_nextNews) // soon enough
                m_wake.wait_until(lock, stop, std::min(m_nextNews, nextFrame), [] { return false; });
            if (stop.stop_requested())
                return;
            if (m_news && Steady::now() >= m_nextNews) {
                m_news = false;
                m_nextNews = Steady::now() + kShortestNews;
                notify = m_notify;
            }
            listener = m_listener;
            planes = m_focus.gpuMetrics;
        }
        if (notify)
            notify();
        if (Steady::now() < nextFrame)
            continue;
        nextFrame = std::max(nextFrame + seconds(m_intervalS), Steady::now());
        const FramePtr frame = now(listener ? planes : MetricSet());
        remember(frame);
        if (listener)
            listener(frame);
    }
}

LiveSource::LiveSource(std::shared_ptr<LiveFeeds> feeds)
    : m_feeds(std::move(feeds))
{
}

FramePtr LiveSource::frame(double timeS, const MetricSet& gpuPlanes)
{
    const double nowS = m_feeds->nowS();
    if (timeS > nowS - 1.5 * m_feeds->intervalS())
        return m_feeds->now(gpuPlanes);
    if (auto frame = m_feeds->remembered(timeS); frame && gpuPlanes.none())
        return frame;
    for (const auto& [planes, frame] : m_fetched)
        if (frame->timeS == timeS && planes == gpuPlanes)
            return frame;
    if (auto frame = m_feeds->past(timeS, gpuPlanes, {})) {
        m_fetched.emplace_back(gpuPlanes, frame);
        constexpr std::size_t kKept = 8;
        if (m_fetched.size() > kKept)
            m_fetched.pop_front();
        return frame;
    }
    if (auto frame = m_feeds->remembered(timeS))
        return frame;
    return m_feeds->now(gpuPlanes);
}

float LiveSource::valueAt(double timeS, Metric metric, AssetId id)
{
    return m_feeds->series(metric, id, timeS, timeS, 1, {}).front();
}

TelemetrySource::TimeSpan LiveSource::timeSpan() const
{
    const double firstS = m_feeds->hasHistory() ? m_feeds->startS() - kLookBackS : m_feeds->startS();
    return {firstS, std::numeric_limits<double>::infinity()};
}

} // namespace gigahall::model
