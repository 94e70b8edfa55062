#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace gigahall::model {

/// When to ask what: how often, how many at a time, and how long to leave a server alone that has trouble. Knows no
/// clock and no network: times are seconds of any clock that only goes forward. Not thread safe.
class PollSchedule
{
public:
    static constexpr std::size_t kMostAtOnce = 4;
    static constexpr std::uint32_t kWhole = 0xffffffffu; ///< instead of a hall: the whole campus

    /// One query: an entry of a profile, for one hall or for all.
    struct Task
    {
        std::uint32_t entry = 0, hall = kWhole;

        auto operator<=>(const Task&) const = default;
    };
    enum class Trouble : std::uint8_t
    {
        Server, ///< it is gone, overloaded or does not let us in: everything waits
        Query ///< it does not like this query: others go on
    };

    /// `intervalS` 0 = by the number of series.
    explicit PollSchedule(double intervalS, std::uint32_t seed = std::random_device()());

    /// What there is to ask from now on; what was there before keeps its times, what is new is due at once, and what is
    /// gone is not under way any more.
    void setTasks(const std::vector<Task>& tasks);
    /// The next task to start; nothing while it is too early or enough are under way.
    std::optional<Task> next(double nowS);
    /// Until next() may have something; infinity when only an answer can change that.
    double waitS(double nowS) const;

    void succeeded(Task task, double nowS, std::uint64_t series);
    /// `retryAfterS` is what the server asked for, 0 = nothing.
    void failed(Task task, double nowS, Trouble trouble, double retryAfterS = 0);

    /// Between two queries of one kind, such that no more than half the time goes by with asking.
    double intervalS() const;
    bool serverHasTrouble() const { return m_serverFailures > 0; }
    double serverRestsUntilS() const { return m_serverRestS; }

private:
    static constexpr double kNever = -std::numeric_limits<double>::infinity();
    struct Entry
    {
        Task task;
        double dueS = kNever, startedS = kNever;
        std::uint64_t series = 0;
        std::uint32_t failures = 0;
        bool underWay = false;
    };

    Entry* find(Task task);
    void end(Entry& entry, double nowS);
    bool mayStart(const Entry& entry, double nowS) const;
    double backOffS(std::uint32_t failures, double retryAfterS);
    std::size_t mostAtOnce() const { return m_serverFailures > 0 ? 1 : kMostAtOnce; }

    double m_wishedS;
    std::mt19937 m_random;
    std::vector<Entry> m_entries;
    std::size_t m_underWay = 0;
    std::uint32_t m_serverFailures = 0;
    double m_serverRestS = kNever;

    // A round begins when something is due and ends when all that was due has been asked; then as long a rest follows.
    bool m_inRound = false;
    double m_roundStartS = kNever, m_lastEndS = kNever, m_restS = kNever;
    double m_busyS = 0; // of rounds
};

} // namespace gigahall::model
