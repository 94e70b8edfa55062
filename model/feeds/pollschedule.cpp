#include "model/feeds/pollschedule.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {
namespace {

constexpr double kLeastIntervalS = 5, kMostIntervalS = 60, kSeriesPerS = 20000;
constexpr double kFirstBackOffS = 1, kMostBackOffS = 60, kMostRetryAfterS = 600;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

PollSchedule::PollSchedule(double intervalS, std::uint32_t seed)
    : m_wishedS(intervalS)
    , m_random(seed)
{
}

PollSchedule::Entry* PollSchedule::find(Task task)
{
    const auto found
        = std::find_if(m_entries.begin(), m_entries.end(), [task](const Entry& entry) { return entry.task == task; });
    return found == m_entries.end() ? nullptr : &*found;
}

void PollSchedule::setTasks(const std::vector<Task>& tasks)
{
    std::vector<Entry> entries;
    for (const Task& task : tasks) {
        const Entry* known = find(task);
        entries.push_back(known ? *known : Entry{.task = task});
    }
    m_entries = std::move(entries);
    m_underWay = std::size_t(
        std::count_if(m_entries.begin(), m_entries.end(), [](const Entry& entry) { return entry.underWay; }));
}

std::optional<PollSchedule::Task> PollSchedule::next(double nowS)
{
    if (m_underWay >= mostAtOnce() || nowS < m_serverRestS)
        return std::nullopt;
    Entry* first = nullptr;
    for (Entry& entry : m_entries)
        if (!entry.underWay && entry.dueS <= nowS && (!first || entry.dueS < first->dueS))
            first = &entry;
    if (!first)
        return std::nullopt;
    first->underWay = true;
    first->startedS = nowS;
    ++m_underWay;
    return first->task;
}

double PollSchedule::waitS(double nowS) const
{
    if (m_underWay >= mostAtOnce())
        return kInfinity;
    double due = kInfinity;
    for (const Entry& entry : m_entries)
        if (!entry.underWay)
            due = std::min(due, entry.dueS);
    return std::max(0.0, std::max(due, m_serverRestS) - nowS);
}

void PollSchedule::end(Entry& entry)
{
    m_underWay -= entry.underWay ? 1 : 0;
    entry.underWay = false;
}

void PollSchedule::succeeded(Task task, double nowS, std::uint64_t series)
{
    m_serverFailures = 0;
    m_serverRestS = -kInfinity;
    Entry* entry = find(task);
    if (!entry)
        return; // nobody wants it any more
    end(*entry);
    entry->failures = 0;
    entry->tookS = nowS - entry->startedS;
    entry->series = series;
    entry->dueS = std::max(entry->startedS + intervalS(), nowS);
}

void PollSchedule::failed(Task task, double nowS, Trouble trouble, double retryAfterS)
{
    Entry* entry = find(task);
    if (trouble == Trouble::Server) {
        // Of several requests that fail together the first one counts.
        if (nowS >= m_serverRestS)
            m_serverRestS = nowS + backOffS(m_serverFailures++, retryAfterS);
    } else {
        m_serverFailures = 0;
        m_serverRestS = -kInfinity;
    }
    if (!entry)
        return;
    end(*entry);
    entry->tookS = nowS - entry->startedS;
    entry->dueS = trouble == Trouble::Server ? nowS : nowS + std::max(backOffS(entry->failures++, retryAfterS), 1.0);
}

double PollSchedule::backOffS(std::uint32_t failures, double retryAfterS)
{
    const double full = std::min(kMostBackOffS, kFirstBackOffS * std::exp2(std::min(failures, 10u)));
    const double jittered = full * std::uniform_real_distribution(0.5, 1.0)(m_random);
    return std::max(jittered, std::min(retryAfterS, kMostRetryAfterS));
}

double PollSchedule::intervalS() const
{
    double tookS = 0, series = 0;
    for (const Entry& entry : m_entries) {
        tookS += entry.tookS;
        series += double(entry.series);
    }
    const double wished = m_wishedS > 0 ? m_wishedS : std::min(kLeastIntervalS + series / kSeriesPerS, kMostIntervalS);
    const auto atOnce = double(std::clamp<std::size_t>(m_entries.size(), 1, kMostAtOnce));
    return std::max(wished, 2 * tookS / atOnce);
}

} // namespace gigahall::model
