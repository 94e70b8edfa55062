#include "model/feeds/prometheusfeed.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

namespace gigahall::model {
namespace {

constexpr double kRateOverS = 10, kLongestWaitS = 1, kTellS = 0.5;
constexpr double kLeastStaleS = 15, kStaleIntervals = 3;
constexpr std::size_t kMostWarnings = 100, kMostUnknown = 100;

double steadyS()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
double wallS()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Of what lies between two numbers, the one that is closest to 0.
double closestToZero(double lo, double hi)
{
    return lo > 0 ? lo : hi < 0 ? hi : 0;
}

} // namespace

PrometheusFeed::PrometheusFeed(Connection connection, MetricProfile profile, std::shared_ptr<const KeyMap> keys)
    : m_connection(std::move(connection))
    , m_profile(std::move(profile))
    , m_keys(std::move(keys))
    , m_selector(m_keys, m_connection.name)
    , m_history(m_connection, m_profile, m_keys, m_selector)
    , m_client(m_connection)
    , m_sharded(m_profile.entries.size(), false)
    , m_schedule(m_connection.intervalS)
    , m_rackSeen(m_keys->campus().rackCount(), false)
    , m_plantSeen(m_keys->campus().plantCount(), false)
    , m_intervalS(m_schedule.intervalS())
{
    for (const ProfileEntry& entry : m_profile.entries)
        m_joins.push_back(std::make_unique<SeriesJoin>(m_keys, m_connection.name, entry));
}

PrometheusFeed::~PrometheusFeed()
{
    m_thread.request_stop();
    m_client.close();
}

void PrometheusFeed::start(ReadingSink& sink)
{
    m_sink = &sink;
    {
        const std::lock_guard lock(m_mutex);
        m_health.message = HttpClient::mistakeIn(m_connection);
        m_health.state = m_health.message.empty() ? FeedState::Connecting : FeedState::Failed;
        if (m_health.state == FeedState::Failed)
            return;
    }
    m_thread = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

void PrometheusFeed::focus(const FeedFocus& focus)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_focus == focus)
            return;
        m_focus = focus;
        m_focusChanged = true;
    }
    m_client.wake();
}

FeedHealth PrometheusFeed::health() const
{
    FeedHealth out;
    {
        const std::lock_guard lock(m_mutex);
        out = m_health;
    }
    if (const std::string past = m_history.problem(); out.message.empty() && !past.empty())
        out.message = "history: " + past;
    return out;
}

double PrometheusFeed::staleAfterS() const
{
    return std::max(kLeastStaleS, kStaleIntervals * m_intervalS);
}

void PrometheusFeed::readAt(double timeS, const FeedFocus& focus, ReadingSink& sink, std::stop_token stop)
{
    m_history.readAt(timeS, focus, sink, std::move(stop));
}

std::vector<float> PrometheusFeed::series(
    Metric metric, AssetId asset, double fromS, double toS, std::uint32_t samples, std::stop_token stop)
{
    return m_history.series(metric, asset, fromS, toS, samples, std::move(stop));
}

void PrometheusFeed::run(std::stop_token stop)
{
    double toldS = 0;
    while (!stop.stop_requested()) {
        chooseTasks();
        while (const auto task = m_schedule.next(steadyS()))
            ask(*task);
        const double waitS = std::min(m_schedule.waitS(steadyS()), kLongestWaitS);
        const std::vector<HttpAnswer> answers = m_client.wait(waitS);
        for (const HttpAnswer& answer : answers) {
            if (stop.stop_requested())
                return;
            hear(answer);
        }
        if (const double nowS = steadyS(); !answers.empty() || nowS > toldS + kTellS) {
            tell();
            toldS = nowS;
        }
    }
}

void PrometheusFeed::chooseTasks()
{
    FeedFocus focus;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_focusChanged)
            return;
        m_focusChanged = false;
        focus = m_focus;
    }
    std::vector<Task> tasks;
    const auto halls = std::uint32_t(m_keys->campus().halls.size());
    for (std::uint32_t e = 0; e < m_profile.entries.size(); ++e) {
        const ProfileEntry& entry = m_profile.entries[e];
        if (!entry.perGpu && !m_sharded[e])
            tasks.push_back({e, PollSchedule::kWhole});
        for (std::uint32_t hall = 0; !entry.perGpu && m_sharded[e] && hall < halls; ++hall)
            tasks.push_back({e, hall});
    }
    for (const std::uint32_t hall : focus.halls) // nearest first, all of its metrics
        for (std::uint32_t e = 0; e < m_profile.entries.size(); ++e)
            if (const ProfileEntry& entry = m_profile.entries[e];
                entry.perGpu && hall < halls && focus.gpuMetrics.test(std::size_t(entry.metric)) && canBeSharded(entry))
                tasks.push_back({e, hall});
    m_schedule.setTasks(tasks);
    const auto unwanted
        = [&tasks](const Task& task) { return std::find(tasks.begin(), tasks.end(), task) == tasks.end(); };
    std::erase_if(m_problems, [&](const auto& problem) { return unwanted(problem.first); });
    for (auto it = m_requests.begin(); it != m_requests.end();) {
        if (unwanted(it->second.task)) {
            m_client.cancel(it->first);
            it = m_requests.erase(it);
        } else {
            ++it;
        }
    }
}

void PrometheusFeed::ask(Task task)
{
    if (m_requests.empty())
        for (const auto& join : m_joins)
            join->forgetIfFull();
    const std::string keys = task.hall == PollSchedule::kWhole ? KeySelector::anyKey()
                                                               : m_selector.regex(AssetId(AssetKind::Hall, task.hall));
    Request request{task, std::make_unique<PromQuery>(*m_joins[task.entry]), wallS()};
    const std::uint64_t id = m_client.post(
        "/api/v1/query", {{"query", promQueryText(m_profile.entries[task.entry], keys)}}, request.query->reader());
    m_requests.emplace(id, std::move(request));
}

void PrometheusFeed::hear(const HttpAnswer& answer)
{
    const auto node = m_requests.extract(answer.id);
    if (node.empty())
        return;
    const Request& request = node.mapped();
    const PromOutcome outcome = request.query->finish(answer, m_client);
    if (outcome.kind == PromOutcome::Kind::Good)
        hearGood(request, answer);
    else
        hearBad(request, outcome);
    std::vector<std::string> warnings = outcome.warnings;
    if (outcome.kind == PromOutcome::Kind::Good && request.task.hall == PollSchedule::kWhole
        && request.query->seriesCount() == 0)
        warnings.push_back(fmt::format(
            "the server has no series for {}", metricInfo(m_profile.entries[request.task.entry].metric).name));
    const std::lock_guard lock(m_mutex);
    for (std::string& warning : warnings)
        if (std::vector<std::string>& known = m_health.warnings;
            std::find(known.begin(), known.end(), warning) == known.end() && known.size() < kMostWarnings)
            known.push_back(std::move(warning));
}

void PrometheusFeed::hearGood(const Request& request, const HttpAnswer& answer)
{
    m_readings.clear();
    SeriesJoin& join = *m_joins[request.task.entry];
    join.combine(request.query->values(), m_readings);
    m_schedule.succeeded(request.task, steadyS(), request.query->seriesCount());
    m_problems.erase(request.task);
    m_serverProblem.clear();
    m_sink->take(m_readings);
    m_recent.emplace_back(steadyS(), m_readings.size());
    const Campus& campus = m_keys->campus();
    for (const AssetId asset : join.takeNewAssets()) {
        if (asset.kind() == AssetKind::Plant)
            m_plantSeen[asset.index()] = true;
        else if (const Range racks = campus.racksOf(asset); racks.count > 0)
            m_rackSeen[racks.first] = true;
    }
    hearClock(request, answer);
    const std::lock_guard lock(m_mutex);
    m_health.state = FeedState::Up;
    m_health.values += m_readings.size();
    m_health.newestS = std::fmax(m_health.newestS, request.query->newestS());
}

/// The Date header is exact to a second; the time of the evaluation is finer, but databases may evaluate at another
/// time than now. Either lies between the beginning and the end of the request by the server's clock.
void PrometheusFeed::hearClock(const Request& request, const HttpAnswer& answer)
{
    const double startS = request.startedWallS, endS = wallS();
    const double dateS = answer.dateS, evaluatedS = request.query->newestS();
    double ahead = closestToZero(evaluatedS - endS, evaluatedS - startS);
    if (std::isfinite(dateS)) {
        const double lo = dateS - endS, hi = dateS + 1 - startS;
        if (std::isnan(evaluatedS) || ahead < lo || ahead > hi)
            ahead = closestToZero(lo, hi);
    } else if (std::isnan(evaluatedS)) {
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_health.clockAheadS = ahead;
}

void PrometheusFeed::hearBad(const Request& request, const PromOutcome& outcome)
{
    using Kind = PromOutcome::Kind;
    const bool server = outcome.kind == Kind::Server || outcome.kind == Kind::Settings;
    m_schedule.failed(request.task, steadyS(), server ? PollSchedule::Trouble::Server : PollSchedule::Trouble::Query,
        outcome.retryAfterS);
    std::string message = outcome.message;
    const bool whole = request.task.hall == PollSchedule::kWhole;
    const ProfileEntry& entry = m_profile.entries[request.task.entry];
    const bool shard = outcome.kind == Kind::TooMuch && whole && canBeSharded(entry);
    if (outcome.kind == Kind::TooMuch && whole && !shard)
        message += "; its query has no {hall}, so that it can't be asked hall by hall";
    if (server)
        m_serverProblem = message;
    else if (!shard)
        m_problems[request.task] = message;
    if (shard)
        m_sharded[request.task.entry] = true;
    const std::lock_guard lock(m_mutex);
    m_focusChanged = m_focusChanged || shard;
    ++m_health.errors;
    if (server || m_health.state == FeedState::Connecting)
        m_health.state = FeedState::Waiting;
}

void PrometheusFeed::tell()
{
    const double nowS = steadyS();
    while (!m_recent.empty() && m_recent.front().first < nowS - kRateOverS)
        m_recent.pop_front();
    std::uint64_t recent = 0;
    for (const auto& [at, count] : m_recent)
        recent += count;
    m_intervalS = m_schedule.intervalS();

    const std::lock_guard lock(m_mutex);
    m_health.valuesPerS = double(recent) / kRateOverS;
    m_health.message = m_serverProblem;
    if (m_serverProblem.empty() && !m_problems.empty())
        m_health.message = m_problems.size() == 1
            ? m_problems.begin()->second
            : fmt::format("{} (and {} more queries)", m_problems.begin()->second, m_problems.size() - 1);
    m_health.matchedRacks = std::uint32_t(std::count(m_rackSeen.begin(), m_rackSeen.end(), true));
    m_health.matchedPlant = std::uint32_t(std::count(m_plantSeen.begin(), m_plantSeen.end(), true));
    tellUnknown();
}

/// A host that nobody knows is one key, however many queries name it. Beyond the listed ones the query with most
/// counts.
void PrometheusFeed::tellUnknown()
{
    std::set<std::string_view> listed;
    std::uint64_t more = 0;
    m_health.unknownKeys.clear();
    for (const auto& join : m_joins) {
        more = std::max(more, join->unknownCount() - join->unknown().size());
        for (const std::string& key : join->unknown())
            if (listed.insert(key).second && m_health.unknownKeys.size() < kMostUnknown)
                m_health.unknownKeys.push_back(key);
    }
    m_health.unknownKeyCount = listed.size() + more;
}

} // namespace gigahall::model
