#pragma once

#include "model/telemetry/alarmsearch.h"
#include "model/telemetry/differencesource.h"
#include "model/telemetry/mailbox.h"
#include "model/telemetry/source.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace gigahall::model {

/// A curve of one asset for the properties panel; NaN = missing.
struct History
{
    Metric metric = Metric::RackPower;
    AssetId asset;
    bool difference = false; ///< of A minus B
    double fromS = 0, toS = 0;
    std::vector<float> values; ///< evenly spaced, both ends included
};

/// How a worker begins.
struct TelemetryClock
{
    double timeS = 0;
    double speed = 1; ///< seconds of the source a second, > 0
    bool paused = false;
};

/// Owns a TelemetrySource and the thread that asks it: frames follow a clock that can be set, paused and sped up, the
/// newest lies in a mailbox. All functions may be called from any thread and return at once; none waits for the source.
/// While the clock runs, frames lie on multiples of the source's interval (times the speed above 1), so that the same
/// time always gives the same picture; a paused clock gives the frame of exactly its time. The clock stays within the
/// source's time span, of which it is seen every kSpanEvery whether it has grown: recordings do while they are written.
class TelemetryWorker
{
public:
    static constexpr std::chrono::milliseconds kSpanEvery{1000};

    /// `notify` is called on the worker's thread whenever something new can be taken; it must not call back into
    /// setSource(). The clock starts as given, or as close to that time as the source has data.
    TelemetryWorker(std::unique_ptr<TelemetrySource> source, std::function<void()> notify, TelemetryClock start = {});
    ~TelemetryWorker();
    TelemetryWorker(const TelemetryWorker&) = delete;
    TelemetryWorker& operator=(const TelemetryWorker&) = delete;

    void setTime(double timeS);
    void setSpeed(double speed);
    void setPaused(bool paused);
    /// The source knows more about now than it did: a frame, without waiting for the clock.
    void nudge();
    void setPlanes(const MetricSet& gpuPlanes);
    /// Replaces the source; the old one is destroyed on the worker's thread.
    void setSource(std::unique_ptr<TelemetrySource> source);
    /// From now on frames come with those of B and what they differ by; none: no longer. What was B is destroyed on the
    /// worker's thread. Stays when the source is replaced.
    void compareWith(std::optional<Comparison> other);
    /// As TelemetrySource::setInService(), of B as well, before the next frame; a frame follows. The newest wins.
    void setInService(std::shared_ptr<const InService> service);
    /// Newest request wins; the answer comes with takeHistory(). A difference without a B is missing throughout.
    void requestHistory(
        Metric metric, AssetId asset, double fromS, double toS, std::uint32_t samples, bool difference = false);
    /// Newest request wins; answers come with takeSeries(), as far as they are read every quarter of a second and then
    /// whole. Frames go first: between two of them series take some milliseconds at a time, or one column where that
    /// takes longer. A new source starts an unfinished one anew.
    void requestSeries(SeriesRequest request);
    /// Nothing is wanted any more.
    void cancelSeries();
    /// Looks ahead for an alarm, in the same slices as series; the newest search wins, another source ends it without a
    /// word. How far it is comes every quarter of a second, and once it is done the search itself. Returns the serial
    /// by which takeAlarmSearch() names it.
    std::uint64_t searchAlarm(std::unique_ptr<AlarmSearch> search);
    void cancelAlarmSearch();

    double timeS() const;
    double speed() const;
    bool isPaused() const;
    TelemetrySource::TimeSpan timeSpan() const;
    double intervalS() const;

    /// The newest frame that was not taken yet; with B and the difference where there is a B.
    std::optional<ComparedFrames> takeFrames() { return m_frames.take(); }
    /// The same without B.
    std::optional<FramePtr> takeFrame();
    std::optional<History> takeHistory() { return m_histories.take(); }
    std::optional<SeriesSet> takeSeries() { return m_sets.take(); }
    std::optional<AlarmSearchState> takeAlarmSearch() { return m_searches.take(); }

private:
    using Steady = std::chrono::steady_clock;
    struct Wanted
    {
        double timeS = 0;
        MetricSet planes;
        std::optional<History> history;
        std::optional<std::shared_ptr<const InService>> service;
        bool frame = false;
    };
    /// A series on its way; the worker's thread alone has it.
    struct Reading
    {
        SeriesSet set;
        Steady::time_point posted;
    };
    /// What is asked for values; the worker's thread alone has it.
    struct Sources
    {
        std::unique_ptr<TelemetrySource> a;
        std::optional<Comparison> b;
        std::optional<DifferenceSource> difference; ///< of both; after them, as it refers to them
        std::optional<std::shared_ptr<const InService>> service; ///< what was told last, for the next B

        bool exchange(std::unique_ptr<TelemetrySource>& nextA, std::optional<std::optional<Comparison>>& nextB);
        void setInService(std::shared_ptr<const InService> next);
    };
    /// A search, likewise.
    struct Looking
    {
        std::uint64_t serial = 0;
        std::unique_ptr<AlarmSearch> search; ///< null = none
        Steady::time_point posted;
    };

    double clockS(Steady::time_point now) const;
    double frameTimeS(double clock) const;
    void restart();
    void change(const std::function<void()>& edit);
    void run(std::stop_token stop);
    bool waitForWork(std::unique_lock<std::mutex>& lock, std::stop_token stop, bool busy);
    void takeRequest(std::optional<Reading>& reading, bool newSource);
    bool readSlice(Sources& sources, std::optional<Reading>& reading);
    void readHistory(Sources& sources, History& history, const std::stop_token& stop);
    bool lookAtSpan(TelemetrySource& source);
    void takeSearch(Looking& looking, bool newSource);
    bool lookSlice(TelemetrySource& source, Looking& looking);

    const std::function<void()> m_notify;
    Mailbox<ComparedFrames> m_frames;
    Mailbox<History> m_histories;
    Mailbox<SeriesSet> m_sets;
    Mailbox<AlarmSearchState> m_searches;

    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable_any m_changed;
    std::unique_ptr<TelemetrySource> m_nextSource;
    std::optional<std::optional<Comparison>> m_nextOther; ///< an empty one: no B any more
    TelemetrySource::TimeSpan m_span;
    double m_intervalS;
    double m_baseS = 0, m_speed = 1;
    bool m_paused = false;
    Steady::time_point m_baseAt, m_spanAt;
    MetricSet m_planes;
    std::optional<std::shared_ptr<const InService>> m_service; ///< to be told to the source
    std::optional<History> m_history;
    std::optional<SeriesRequest> m_series; ///< without columns: nothing any more
    std::optional<Looking> m_looking; ///< without a search: not any more
    std::uint64_t m_searchSerial = 0;
    bool m_dirty = true;
    double m_lastFrameS = 0;

    std::jthread m_thread; // last: starts when all else is there, stops before it goes
};

} // namespace gigahall::model
