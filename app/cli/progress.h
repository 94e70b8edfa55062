#pragma once

#include <chrono>
#include <csignal>
#include <string>

namespace gigahall::app {

/// How far a long command is and how long it still takes, on the last line of the terminal; nothing where standard
/// error is none.
class Progress
{
public:
    explicit Progress(std::string what);
    ~Progress(); ///< takes the line away

    void show(double share); ///< 0..1; cheap: a few times a second it writes

private:
    using Clock = std::chrono::steady_clock;

    std::string m_what;
    bool m_terminal;
    bool m_shown = false;
    Clock::time_point m_start, m_last;
};

/// While it lives, Ctrl+C and a request to end are noted instead of ending the program, so that it can take away what
/// it has begun. One at a time.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    static constexpr int kExitCode = 130; ///< what a shell calls Ctrl+C
    bool requested() const;

private:
    struct sigaction m_int, m_term; // of before
};

} // namespace gigahall::app
