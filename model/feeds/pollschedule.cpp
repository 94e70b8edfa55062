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

/// Whether it is its turn, apart from how many are under way.
bool PollSchedule::mayStart(const Entry& entry, double nowS) const
{
    if (entry.underWay || entry.dueS > nowS)
        return false;
    if (entry.startedS == kNever)
        return true; // whoever waits for something new does not wait for the rest
    return m_inRound ? entry.startedS < m_roundStartS : nowS >= m_restS;
}

std::optional<PollSchedule::Task> PollSchedule::next(double nowS)
{
    if (m_underWay >= mostAtOnce() || nowS < m_serverRestS)
        return std::nullopt;
    Entry* first = nullptr;
    for (Entry& entry : m_entries)
        if (mayStart(entry, nowS) && (!first || entry.dueS < first->dueS))
            first = &entry;
    if (!first) {
        if (m_inRound && m_underWay == 0) {
            m_inRound = false;
            const double busyS = m_lastEndS - m_roundStartS;
            m_restS = m_lastEndS + busyS;
            m_busyS = std::max(busyS, m_busyS / 2); // rounds of a few queries say little of the next whole one
            return next(nowS);
        }
        return std::nullopt;
    }
    if (!m_inRound) {
        m_inRound = true;
        m_roundStartS = nowS;
    }
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
    for (const Entry& entry : m_entries) {
        if (entry.underWay || (m_inRound && entry.startedS >= m_roundStartS))
            continue;
        const double restS = entry.startedS == kNever || m_inRound ? kNever : m_restS;
        due = std::min(due, std::max(entry.dueS, restS));
    }
    return std::max(0.0, std::max(due, m_serverRestS) - nowS);
}

void PollSchedule::end(Entry& entry, double nowS)
{
    m_underWay -= entry.underWay ? 1 : 0;
    entry.underWay = false;
    m_lastEndS = nowS;
}

void PollSchedule::succeeded(Task task, double nowS, std::uint64_t series)
{
    m_serverFailures = 0;
    m_serverRestS = kNever;
    Entry* entry = find(task);
    if (!entry)
        return; // nobody wants it any more
    end(*entry, nowS);
    entry->failures = 0;
    entry->series = series;
    entry->dueS = entry->startedS + intervalS();
}

void PollSchedule::failed(Task task, double nowS, Trouble trouble, double retryAfterS)
{
    Entry* entry = find(task);
    if (entry)
        end(*entry, nowS);
    if (trouble == Trouble::Server) {
        // Of several requests that fail together the first one counts.
        if (nowS >= m_serverRestS)
            m_serverRestS = nowS + backOffS(m_serverFailures++, retryAfterS);
        m_inRound = false;
        if (entry)
            entry->dueS = entry->startedS = kNever;
        return;
    }
    m_serverFailures = 0;
    m_serverRestS = kNever;
    if (entry)
        entry->dueS = nowS + std::max(backOffS(entry->failures++, retryAfterS), 1.0);
}

double PollSchedule::backOffS(std::uint32_t failures, double retryAfterS)
{
    const double full = std::min(kMostBackOffS, kFirstBackOffS * std::exp2(std::min(failures, 10u)));
    const double jittered = full * std::uniform_real_distribution(0.5, 1.0)(m_random);
    return std::max(jittered, std::min(retryAfterS, kMostRetryAfterS));
}

double PollSchedule::intervalS() const
{
    double series = 0;
    for (const Entry& entry : m_entries)
        series += double(entry.series);
    const double wished = m_wishedS > 0 ? m_wishedS : std::min(kLeastIntervalS + series / kSeriesPerS, kMostIntervalS);
    return std::max(wished, 2 * m_busyS);
}

} // namespace gigahall::model
