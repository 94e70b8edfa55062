#include "tests/perf/measure.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: the C library declares it in no header of its own

namespace gigahall::bench {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

double peakOf(const std::filesystem::path& statusFile)
{
    std::ifstream file(statusFile);
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("VmHWM:"))
            return std::strtod(line.c_str() + 6, nullptr) / 1024.0;
    }
    return kNothing;
}

struct Child
{
    pid_t pid = -1;
    int output = -1; ///< reading end of its standard output
};

enum class Messages
{
    Shown,
    Dropped
};

Child start(std::vector<std::string> command, const std::vector<std::string>& extraEnvironment, Messages messages)
{
    std::vector<std::string> environment = environmentWith(extraEnvironment);
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        throw std::runtime_error("no pipe to a child process");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    if (messages == Messages::Dropped)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    Child child{.pid = -1, .output = ends[0]};
    const int error = posix_spawn(
        &child.pid, command.front().c_str(), &actions, nullptr, pointers(command).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        throw std::runtime_error("cannot start " + command.front());
    }
    return child;
}

void finish(const Child& child)
{
    close(child.output);
    int status = 0;
    waitpid(child.pid, &status, 0);
}

} // namespace

std::vector<char*> pointers(std::vector<std::string>& strings)
{
    std::vector<char*> result;
    for (std::string& string : strings)
        result.push_back(string.data());
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> environmentWith(const std::vector<std::string>& extra)
{
    // The last of two equal names would lose: what is asked for replaces what is there.
    std::vector<std::string> environment = extra;
    for (char** entry = environ; *entry; ++entry) {
        const std::string inherited = *entry;
        const std::string name = inherited.substr(0, inherited.find('=') + 1);
        if (std::none_of(extra.begin(), extra.end(), [&](const std::string& one) { return one.starts_with(name); }))
            environment.push_back(inherited);
    }
    return environment;
}

double Samples::median() const
{
    if (values.empty())
        return kNothing;
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t half = sorted.size() / 2;
    return sorted.size() % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

double Samples::min() const
{
    return values.empty() ? kNothing : *std::min_element(values.begin(), values.end());
}

double Samples::max() const
{
    return values.empty() ? kNothing : *std::max_element(values.begin(), values.end());
}

double peakMemoryMb()
{
    return peakOf("/proc/self/status");
}

double loadAverage()
{
    std::array<double, 1> average{};
    return getloadavg(average.data(), 1) == 1 ? average[0] : kNothing;
}

std::filesystem::path ownPath()
{
    return std::filesystem::read_symlink("/proc/self/exe");
}

double msToFirstLine(const std::vector<std::string>& command)
{
    const Stopwatch watch;
    const Child child = start(command, {}, Messages::Shown);
    double elapsed = kNothing;
    for (char byte = 0; read(child.output, &byte, 1) == 1;) {
        if (byte == '\n') {
            elapsed = watch.ms();
            break;
        }
    }
    finish(child);
    return elapsed;
}

double peakMemoryOfMb(
    const std::vector<std::string>& command, const std::vector<std::string>& environment, double seconds)
{
    const Child child = start(command, environment, Messages::Dropped);
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    int status = 0;
    if (waitpid(child.pid, &status, WNOHANG) != 0) {
        close(child.output);
        return kNothing;
    }
    const double peak = peakOf("/proc/" + std::to_string(child.pid) + "/status");
    kill(child.pid, SIGTERM);
    finish(child);
    return peak;
}

} // namespace gigahall::bench
