#include "app/cli/progress.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <utility>

#include <unistd.h>

namespace gigahall::app {
namespace {

volatile std::sig_atomic_t g_requested = 0; // all that a signal handler may touch

void note(int)
{
    g_requested = 1;
}

} // namespace

Progress::Progress(std::string what)
    : m_what(std::move(what))
    , m_terminal(isatty(STDERR_FILENO) == 1)
    , m_start(Clock::now())
    , m_last(m_start)
{
}

Progress::~Progress()
{
    if (m_shown)
        std::fputs("\r\033[K", stderr);
}

void Progress::show(double share)
{
    if (!m_terminal || share <= 0)
        return;
    const auto now = Clock::now();
    if (now - m_last < std::chrono::milliseconds(300))
        return;
    m_last = now;
    m_shown = true;
    const double leftS = std::ceil(std::chrono::duration<double>(now - m_start).count() * (1 - share) / share);
    const double hours = std::floor(leftS / 3600), minutes = std::floor(std::fmod(leftS, 3600) / 60);
    const std::string line = fmt::format("\r\033[K{} {:.0f} %, {:.0f}:{:02.0f}:{:02.0f} left", m_what, 100 * share,
        hours, minutes, std::fmod(leftS, 60));
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
}

Interruption::Interruption()
{
    g_requested = 0;
    struct sigaction action = {};
    action.sa_handler = note;
    sigaction(SIGINT, &action, &m_int);
    sigaction(SIGTERM, &action, &m_term);
}

Interruption::~Interruption()
{
    sigaction(SIGINT, &m_int, nullptr);
    sigaction(SIGTERM, &m_term, nullptr);
}

bool Interruption::requested() const
{
    return g_requested != 0;
}

} // namespace gigahall::app
