#include "app/cli/record.h"

#include "app/cli/progress.h"
#include "app/export/statecounts.h"
#include "app/live/livesetup.h"
#include "assets/import/campusfile.h"
#include "assets/import/profilefile.h"
#include "model/feeds/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <ostream>
#include <thread>

#include <unistd.h>

namespace gigahall::app {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double now1970S()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string sizeText(double bytes)
{
    return bytes < 1e9 ? fmt::format("{:.1f} MB", bytes / 1e6) : fmt::format("{:.2f} GB", bytes / 1e9);
}

/// A line that is written over, where standard error is a terminal.
class StatusLine
{
public:
    ~StatusLine()
    {
        if (m_shown)
            std::fputs("\r\033[K", stderr);
    }
    void show(const model::Recorder::Counts& counts)
    {
        if (!m_terminal || secondsSince(m_last) < 0.3)
            return;
        m_last = Clock::now();
        m_shown = true;
        const double wallS = std::max(secondsSince(m_start), 1e-3);
        const auto line = fmt::format("\r\033[K{} moments up to {:.1f} s, {}, {}/s", counts.frames, counts.lastS,
            sizeText(double(counts.bytes)), sizeText(double(counts.bytes) / wallS));
        std::fputs(line.c_str(), stderr);
        std::fflush(stderr);
    }

private:
    const bool m_terminal = isatty(STDERR_FILENO) == 1;
    bool m_shown = false;
    Clock::time_point m_start = Clock::now(), m_last = m_start;
};

/// Which times of the source are recorded, and when.
struct Schedule
{
    double startS, endS; ///< the end is not recorded, except that of a replay
    double intervalS;
    bool closed; ///< the end is
    bool byClock;
};

Schedule scheduleOf(const RecordOptions& options, const model::TelemetrySource& source)
{
    const auto span = source.timeSpan();
    const bool live = !options.from.empty(), replay = !options.session.replay.empty();
    Schedule schedule{};
    schedule.intervalS = options.intervalS.value_or(source.intervalS());
    schedule.startS = live ? now1970S() : std::max(options.startS.value_or(span.firstS), span.firstS);
    schedule.endS = live ? std::numeric_limits<double>::infinity() : span.lastS;
    schedule.closed = replay;
    if (options.durationS && schedule.startS + *options.durationS <= schedule.endS) {
        schedule.endS = schedule.startS + *options.durationS;
        schedule.closed = false;
    }
    schedule.byClock = !options.fast;
    return schedule;
}

class Recording
{
public:
    Recording(const RecordOptions& options, std::shared_ptr<const model::Campus> campus,
        std::unique_ptr<model::TelemetrySource> source)
        : m_schedule(scheduleOf(options, *source))
        , m_source(std::move(source))
        , m_campus(std::move(campus))
        , m_recorder(*m_campus, options.output, recorderOptions(options))
        , m_planes(options.gpu ? gpuMetrics(options) : model::MetricSet())
    {
    }

    /// What is wrong; empty = it came to its end or was interrupted.
    std::string run()
    {
        const Interruption interruption;
        StatusLine line;
        std::string wrong = m_recorder.open();
        const auto begun = Clock::now();
        for (std::uint64_t i = 0; wrong.empty() && !interruption.requested(); ++i) {
            const double offsetS = double(i) * m_schedule.intervalS;
            const double timeS = m_schedule.startS + offsetS;
            // Rounding makes no moment more.
            const double slackS = 1e-6 * m_schedule.intervalS;
            if (m_schedule.closed ? timeS > m_schedule.endS + slackS : timeS > m_schedule.endS - slackS)
                break;
            if (m_schedule.byClock && !waitUntil(begun, offsetS, interruption, wrong))
                break;
            // Who can't keep up leaves moments out rather than falling behind.
            if (m_schedule.byClock && secondsSince(begun) > offsetS + m_schedule.intervalS) {
                ++m_missed;
                continue;
            }
            const model::FramePtr frame = m_source->frame(timeS, m_planes);
            m_states = frame->stateCounts;
            wrong = m_recorder.add(*frame);
            line.show(m_recorder.counts());
        }
        const std::string closing = m_recorder.close();
        return wrong.empty() ? closing : wrong;
    }

    const model::Recorder::Counts& counts() const { return m_recorder.counts(); }
    std::uint64_t missed() const { return m_missed; }
    /// Racks of the last moment.
    const model::StateCounts& states() const { return m_states; }
    double startS() const { return m_schedule.startS; }

private:
    static model::MetricSet gpuMetrics(const RecordOptions& options)
    {
        model::MetricSet set;
        for (const model::MetricInfo& info : model::allMetrics())
            if (info.level == model::MetricLevel::Gpu
                && (options.metrics.empty()
                    || std::count(options.metrics.begin(), options.metrics.end(), info.metric) > 0))
                set.set(static_cast<std::size_t>(info.metric));
        return set;
    }

    static model::RecordingOptions recorderOptions(const RecordOptions& options)
    {
        model::RecordingOptions out;
        out.metrics = options.metrics;
        out.gpuMetrics = options.gpu ? gpuMetrics(options) : model::MetricSet();
        out.sinceEpoch = !options.from.empty();
        out.program = fmt::format("gigahall {}", GIGAHALL_VERSION);
        return out;
    }

    /// False when interrupted, or what was recorded can't be written any more.
    bool waitUntil(Clock::time_point begun, double offsetS, const Interruption& interruption, std::string& wrong)
    {
        for (;;) {
            if (m_recorder.isFlushDue())
                wrong = m_recorder.flush();
            if (interruption.requested() || !wrong.empty())
                return false;
            const double leftS = offsetS - secondsSince(begun);
            if (leftS <= 0)
                return true;
            std::this_thread::sleep_for(std::chrono::duration<double>(std::min(leftS, 0.1)));
        }
    }

    Schedule m_schedule;
    std::unique_ptr<model::TelemetrySource> m_source;
    std::shared_ptr<const model::Campus> m_campus;
    model::Recorder m_recorder;
    model::MetricSet m_planes;
    std::uint64_t m_missed = 0;
    model::StateCounts m_states{};
};

/// Nothing has come yet when a recording begins: what there will be, the profile says.
void chooseLiveMetrics(RecordOptions& options)
{
    const assets::ProfileResult profile = assets::loadProfile(options.profile);
    for (const model::MetricInfo& info : model::allMetrics())
        if (profile.profile && options.metrics.empty()
            && std::any_of(profile.profile->entries.begin(), profile.profile->entries.end(),
                [&info](const model::ProfileEntry& entry) { return entry.metric == info.metric; }))
            options.metrics.push_back(info.metric);
}

/// GPUs one by one come from halls that are looked at: all of them, where that was asked for.
model::FeedFocus everything(const model::Campus& campus)
{
    model::FeedFocus focus;
    for (std::uint32_t hall = 0; hall < campus.halls.size(); ++hall)
        focus.halls.push_back(hall);
    focus.gpuMetrics.set();
    return focus;
}

/// `feeds` are those of a server, else it stays empty.
std::unique_ptr<model::TelemetrySource> sourceOf(const RecordOptions& options,
    const std::shared_ptr<const model::Campus>& campus, std::shared_ptr<model::LiveFeeds>& feeds, std::ostream& err)
{
    std::vector<assets::Problem> problems, warnings;
    std::unique_ptr<model::TelemetrySource> source;
    if (!options.from.empty()) {
        feeds = connectFeeds({connectionOf(options.from, options.profile, options.session.mapping)}, campus, problems);
        if (feeds && options.gpu)
            feeds->setFocus(everything(*campus));
        if (feeds)
            source = std::make_unique<model::LiveSource>(feeds);
    } else {
        SessionOptions session = options.session;
        std::vector<std::string> wrong;
        auto scenario = findScenario(session.whatIf, *campus, wrong);
        for (const std::string& what : wrong)
            problems.push_back({session.campus, 0, {}, what});
        if (scenario) {
            session.scenario = std::move(*scenario);
            source = Session::makeSource(campus, session, problems, &warnings);
        }
    }
    for (const assets::Problem& warning : warnings)
        err << "Warning: " << warning.text() << '\n';
    for (const assets::Problem& problem : problems)
        err << problem.text() << '\n';
    return problems.empty() ? std::move(source) : nullptr;
}

void warn(const Recording& recording, const RecordOptions& options, std::ostream& err)
{
    const auto& counts = recording.counts();
    std::vector<std::string_view> late;
    for (const model::Metric metric : counts.unrecorded)
        if (options.metrics.empty() || std::count(options.metrics.begin(), options.metrics.end(), metric) > 0)
            late.push_back(model::metricInfo(metric).name);
    if (!late.empty())
        err << fmt::format("Warning: {} came only after the first moment and is not recorded; name it with --metrics\n",
            fmt::join(late, ", "));
    if (recording.missed() > 0)
        err << fmt::format(
            "Warning: {} moments are left out: the source was slower than the clock\n", recording.missed());
    if (counts.leftOut > 0)
        err << fmt::format("Warning: {} frames are left out: they were not after the one before\n", counts.leftOut);
    if (counts.namelessJobs > 0)
        err << fmt::format("Warning: {} jobs of racks are left out: more names than a recording has numbers for\n",
            counts.namelessJobs);
}

void warnOfFeeds(const model::LiveFeeds& feeds, std::ostream& err)
{
    for (const auto& [name, health] : feeds.health()) {
        if (!health.message.empty())
            err << fmt::format("Warning: {}: {}\n", name, health.message);
        if (health.values == 0)
            err << fmt::format("Warning: {}: not one value came\n", name);
        if (health.unknownKeyCount > 0)
            err << fmt::format("Warning: {}: {} keys belong to no asset, e.g. {}\n", name, health.unknownKeyCount,
                health.unknownKeys.empty() ? "" : health.unknownKeys.front());
        for (const std::string& warning : health.warnings)
            err << fmt::format("Warning: {}: {}\n", name, warning);
    }
}

} // namespace

int runRecord(const RecordOptions& asked, std::ostream& out, std::ostream& err)
{
    RecordOptions options = asked;
    if (!options.from.empty())
        chooseLiveMetrics(options);
    assets::CampusResult loaded
        = assets::loadCampus(assets::resolveCampusPath(options.session.campus), options.session.hardware);
    for (const assets::Problem& problem : loaded.problems)
        err << problem.text() << '\n';
    if (!loaded.campus)
        return 1;
    const auto campus = std::make_shared<const model::Campus>(std::move(*loaded.campus));
    std::shared_ptr<model::LiveFeeds> feeds;
    auto source = sourceOf(options, campus, feeds, err);
    if (!source)
        return 1;
    Recording recording(options, campus, std::move(source));
    const std::string wrong = recording.run();
    warn(recording, options, err);
    if (feeds)
        warnOfFeeds(*feeds, err);
    const auto& counts = recording.counts();
    if (!wrong.empty()) {
        err << fmt::format("gigahall record: {}\n", wrong);
        return 1;
    }
    if (counts.frames == 0) {
        err << fmt::format("gigahall record: nothing was recorded from {} s on, so there is no {}\n",
            recording.startS(), options.output);
        return 1;
    }
    out << fmt::format("{}: {} moments from {} s to {} s, {}\n", options.output, counts.frames, counts.firstS,
        counts.lastS, sizeText(double(counts.bytes)));
    out << fmt::format("Racks at the end: {}\n", stateCountsWords(recording.states()));
    return 0;
}

} // namespace gigahall::app
