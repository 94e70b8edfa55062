#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

/// Clocks, statistics and what the system says of a process.
namespace gigahall::bench {

class Stopwatch
{
public:
    double ms() const { return std::chrono::duration<double, std::milli>(Clock::now() - m_start).count(); }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point m_start = Clock::now();
};

/// Repeated measurements of one thing, in milliseconds unless said otherwise.
struct Samples
{
    std::vector<double> values{};

    void add(double value) { values.push_back(value); }
    bool empty() const { return values.empty(); }
    double median() const; ///< NaN when empty
    double min() const;
    double max() const;
};

/// Runs `step` `warmUp` times unmeasured, then `count` times.
template <typename Step>
Samples measure(int warmUp, int count, Step step)
{
    for (int i = 0; i < warmUp; ++i)
        step();
    Samples samples;
    for (int i = 0; i < count; ++i) {
        const Stopwatch watch;
        step();
        samples.add(watch.ms());
    }
    return samples;
}

double peakMemoryMb(); ///< VmHWM of this process
double loadAverage(); ///< of the last minute
std::filesystem::path ownPath();

/// As the calls that start programs want them: null at the end.
std::vector<char*> pointers(std::vector<std::string>& strings);
/// Ours with extra variables ("NAME=value").
std::vector<std::string> environmentWith(const std::vector<std::string>& extra);

/// Starts a program and waits for the first line it prints. Milliseconds from before the start to that line; NaN when
/// it ended without one. Standard error of the program goes to ours.
double msToFirstLine(const std::vector<std::string>& command);
/// Starts a program with extra environment ("NAME=value"), lets it run for some seconds, asks it to end; its peak
/// memory in MB, NaN when it ended early.
double peakMemoryOfMb(
    const std::vector<std::string>& command, const std::vector<std::string>& environment, double seconds);

} // namespace gigahall::bench
