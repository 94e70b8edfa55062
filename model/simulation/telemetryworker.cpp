#include "model/simulation/telemetryworker.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

/// How long series and searches may keep a frame waiting, and how often they show how far they have come.
constexpr std::chrono::milliseconds kSlice{8}, kProgress{250};

} // namespace

TelemetryWorker::TelemetryWorker(
    std::unique_ptr<TelemetrySource> source, std::function<void()> notify, TelemetryClock start)
    : m_notify(std::move(notify))
    , m_nextSource(std::move(source))
    , m_span(m_nextSource->timeSpan())
    , m_intervalS(m_nextSource->intervalS())
    , m_baseS(std::clamp(start.timeS, m_span.firstS, m_span.lastS))
    , m_speed(start.speed)
    , m_paused(start.paused)
    , m_baseAt(Steady::now())
    , m_spanAt(m_baseAt)
    , m_thread([this](std::stop_token stop) { run(std::move(stop)); })
{
}

TelemetryWorker::~TelemetryWorker() = default;

double TelemetryWorker::clockS(Steady::time_point now) const
{
    const double elapsedS = m_paused ? 0 : std::chrono::duration<double>(now - m_baseAt).count();
    return std::clamp(m_baseS + m_speed * elapsedS, m_span.firstS, m_span.lastS);
}

/// Which frame shows the clock's time.
double TelemetryWorker::frameTimeS(double clock) const
{
    if (m_paused)
        return clock;
    const double stepS = m_intervalS * std::max(m_speed, 1.0);
    return std::max(std::floor(clock / stepS) * stepS, m_span.firstS);
}

void TelemetryWorker::restart()
{
    const Steady::time_point now = Steady::now();
    m_baseS = clockS(now);
    m_baseAt = now;
}

void TelemetryWorker::change(const std::function<void()>& edit)
{
    {
        const std::lock_guard lock(m_mutex);
        restart();
        edit();
        m_dirty = true;
    }
    m_changed.notify_one();
}

void TelemetryWorker::setTime(double timeS)
{
    change([&] { m_baseS = std::clamp(timeS, m_span.firstS, m_span.lastS); });
}

void TelemetryWorker::setSpeed(double speed)
{
    assert(speed > 0);
    change([&] { m_speed = speed; });
}

void TelemetryWorker::setPaused(bool paused)
{
    change([&] { m_paused = paused; });
}

void TelemetryWorker::nudge()
{
    change([] {});
}

void TelemetryWorker::setPlanes(const MetricSet& gpuPlanes)
{
    change([&] { m_planes = gpuPlanes; });
}

void TelemetryWorker::setInService(std::shared_ptr<const InService> service)
{
    change([&] { m_service = std::move(service); });
}

void TelemetryWorker::setSource(std::unique_ptr<TelemetrySource> source)
{
    change([&] {
        m_span = source->timeSpan();
        m_intervalS = source->intervalS();
        m_baseS = std::clamp(m_baseS, m_span.firstS, m_span.lastS);
        m_nextSource.swap(source);
        m_looking.reset(); // it was meant for the other source
    });
}

void TelemetryWorker::compareWith(std::optional<Comparison> other)
{
    std::optional<std::optional<Comparison>> next(std::in_place, std::move(other));
    change([&] { m_nextOther.swap(next); });
    // What waited there was never used and is destroyed here, behind the lock.
}

std::optional<FramePtr> TelemetryWorker::takeFrame()
{
    auto frames = takeFrames();
    return frames ? std::optional(std::move(frames->frame)) : std::nullopt;
}

void TelemetryWorker::requestHistory(
    Metric metric, AssetId asset, double fromS, double toS, std::uint32_t samples, bool difference)
{
    {
        const std::lock_guard lock(m_mutex);
        m_history = History{metric, asset, difference, fromS, toS, std::vector<float>(samples)};
    }
    m_changed.notify_one();
}

void TelemetryWorker::requestSeries(SeriesRequest request)
{
    {
        const std::lock_guard lock(m_mutex);
        m_series = std::move(request);
    }
    m_changed.notify_one();
}

void TelemetryWorker::cancelSeries()
{
    requestSeries({});
}

std::uint64_t TelemetryWorker::searchAlarm(std::unique_ptr<AlarmSearch> search)
{
    std::uint64_t serial = 0;
    {
        const std::lock_guard lock(m_mutex);
        serial = ++m_searchSerial;
        m_looking = Looking{serial, std::move(search), Steady::now()};
    }
    m_changed.notify_one();
    return serial;
}

void TelemetryWorker::cancelAlarmSearch()
{
    searchAlarm(nullptr);
}

double TelemetryWorker::timeS() const
{
    const std::lock_guard lock(m_mutex);
    return clockS(Steady::now());
}

double TelemetryWorker::speed() const
{
    const std::lock_guard lock(m_mutex);
    return m_speed;
}

bool TelemetryWorker::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

TelemetrySource::TimeSpan TelemetryWorker::timeSpan() const
{
    const std::lock_guard lock(m_mutex);
    return m_span;
}

double TelemetryWorker::intervalS() const
{
    const std::lock_guard lock(m_mutex);
    return m_intervalS;
}

/// Until something changed, a history or series is wanted, the next frame is due or it is time to look at the span; not
/// at all when busy; false = stop.
bool TelemetryWorker::waitForWork(std::unique_lock<std::mutex>& lock, std::stop_token stop, bool busy)
{
    const auto asked = [this] { return m_dirty || m_history || m_series || m_looking || m_nextSource || m_nextOther; };
    for (;;) {
        if (stop.stop_requested())
            return false;
        const double clock = clockS(Steady::now());
        if (busy || asked() || (!m_paused && frameTimeS(clock) > m_lastFrameS))
            return true;
        if (m_paused || clock >= m_span.lastS) {
            if (!std::isfinite(m_span.lastS))
                m_changed.wait(lock, stop, asked);
            else if (!m_changed.wait_until(lock, stop, m_spanAt + kSpanEvery, asked))
                return !stop.stop_requested();
            continue;
        }
        // A millisecond more than needed, so that rounding never wakes too early; a cap, so that extreme speeds can't
        // overflow.
        const double stepS = m_intervalS * std::max(m_speed, 1.0);
        const double waitS = std::min((m_lastFrameS + stepS - clock) / m_speed, 3600.0) + 0.001;
        m_changed.wait_for(lock, stop, std::chrono::duration<double>(waitS), asked);
    }
}

void TelemetryWorker::takeRequest(std::optional<Reading>& reading, bool newSource)
{
    if (auto request = std::exchange(m_series, std::nullopt)) {
        reading.reset();
        if (request->columns > 0)
            reading = Reading{{std::move(*request), 0, {}, {}}, Steady::now()};
    } else if (newSource && reading) {
        reading = Reading{{std::move(reading->set.request), 0, {}, {}}, Steady::now()};
    }
}

/// True when one of them is new; what they were lies in the arguments then, to be destroyed later.
bool TelemetryWorker::Sources::exchange(
    std::unique_ptr<TelemetrySource>& nextA, std::optional<std::optional<Comparison>>& nextB)
{
    if (!nextA && !nextB)
        return false;
    difference.reset();
    if (nextA)
        a.swap(nextA);
    if (nextB)
        b.swap(*nextB);
    if (b && b->source && service)
        b->source->setInService(*service);
    if (b)
        difference.emplace(*a, *b);
    return true;
}

void TelemetryWorker::Sources::setInService(std::shared_ptr<const InService> next)
{
    if (b && b->source)
        b->source->setInService(next);
    a->setInService(next);
    service = std::move(next);
}

/// Some columns; true when there is something to take.
bool TelemetryWorker::readSlice(Sources& sources, std::optional<Reading>& reading)
{
    const Steady::time_point until = Steady::now() + kSlice;
    SeriesSet& set = reading->set;
    // A difference without a B is not wanted any more; its answer would be of something else.
    if (set.request.difference && !sources.difference) {
        reading.reset();
        return false;
    }
    TelemetrySource& source = set.request.difference ? *sources.difference : *sources.a;
    while (!set.isWhole() && Steady::now() < until)
        readColumn(source, set);
    if (set.isWhole()) {
        m_sets.post(std::move(set));
        reading.reset();
        return true;
    }
    if (set.done == 0 || Steady::now() < reading->posted + kProgress)
        return false;
    m_sets.post(set);
    reading->posted = Steady::now();
    return true;
}

void TelemetryWorker::readHistory(Sources& sources, History& history, const std::stop_token& stop)
{
    const auto count = history.values.size();
    const double stepS = count > 1 ? (history.toS - history.fromS) / static_cast<double>(count - 1) : 0;
    const bool known = !history.difference || sources.difference;
    TelemetrySource& source = history.difference && known ? *sources.difference : *sources.a;
    for (std::size_t i = 0; i < count && !stop.stop_requested(); ++i)
        history.values[i] = known
            ? source.valueAt(history.fromS + stepS * static_cast<double>(i), history.metric, history.asset)
            : std::numeric_limits<float>::quiet_NaN();
    m_histories.post(std::move(history));
}

/// True when the span is another one. Clocks that waited at its end go on from there.
bool TelemetryWorker::lookAtSpan(TelemetrySource& source)
{
    const auto now = Steady::now();
    {
        const std::lock_guard lock(m_mutex);
        if (!std::isfinite(m_span.lastS) || now < m_spanAt + kSpanEvery)
            return false;
    }
    const TelemetrySource::TimeSpan span = source.timeSpan();
    const std::lock_guard lock(m_mutex);
    m_spanAt = now;
    if (m_nextSource || (span.firstS == m_span.firstS && span.lastS == m_span.lastS))
        return false;
    restart();
    m_span = span;
    return true;
}

void TelemetryWorker::takeSearch(Looking& looking, bool newSource)
{
    if (newSource)
        looking = {};
    if (auto asked = std::exchange(m_looking, std::nullopt))
        looking = std::move(*asked);
}

/// Some frames; true when there is something to take.
bool TelemetryWorker::lookSlice(TelemetrySource& source, Looking& looking)
{
    const Steady::time_point until = Steady::now() + kSlice;
    AlarmSearch& search = *looking.search;
    do
        search.step(source);
    while (!search.isDone() && Steady::now() < until);
    if (!search.isDone() && Steady::now() < looking.posted + kProgress)
        return false;
    looking.posted = Steady::now();
    AlarmSearchState state{looking.serial, search.reachedS(), nullptr};
    if (search.isDone())
        state.done = std::move(looking.search);
    m_searches.post(std::move(state));
    return true;
}

void TelemetryWorker::run(std::stop_token stop)
{
    Sources sources;
    std::optional<Reading> reading;
    Looking looking;
    for (;;) {
        Wanted wanted;
        std::unique_ptr<TelemetrySource> nextA;
        std::optional<std::optional<Comparison>> nextB;
        {
            std::unique_lock lock(m_mutex);
            if (!waitForWork(lock, stop, reading || looking.search))
                return;
            nextA = std::move(m_nextSource);
            nextB = std::exchange(m_nextOther, std::nullopt);
            const bool newSource = nextA || nextB;
            m_dirty = m_dirty || newSource;
            takeRequest(reading, newSource || m_service);
            takeSearch(looking, nextA || m_service);
            wanted.timeS = frameTimeS(clockS(Steady::now()));
            wanted.frame = m_dirty || (!m_paused && wanted.timeS > m_lastFrameS);
            wanted.planes = m_planes;
            wanted.service = std::exchange(m_service, std::nullopt);
            wanted.history = std::exchange(m_history, std::nullopt);
            m_dirty = false;
            if (wanted.frame)
                m_lastFrameS = wanted.timeS;
        }
        if (sources.exchange(nextA, nextB)) {
            nextA.reset();
            nextB.reset();
        }
        if (wanted.service)
            sources.setInService(std::move(*wanted.service));
        bool news = lookAtSpan(*sources.a);
        if (wanted.frame) {
            m_frames.post(sources.difference ? sources.difference->frames(wanted.timeS, wanted.planes)
                                             : ComparedFrames{sources.a->frame(wanted.timeS, wanted.planes), {}, {}});
            news = true;
        }
        if (wanted.history) {
            readHistory(sources, *wanted.history, stop);
            news = true;
        }
        if (reading && !stop.stop_requested() && readSlice(sources, reading))
            news = true;
        if (looking.search && !stop.stop_requested() && lookSlice(*sources.a, looking))
            news = true;
        if (news && m_notify)
            m_notify();
    }
}

} // namespace gigahall::model
