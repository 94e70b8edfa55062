#include "tests/perf/recordingrows.h"

#include "model/feeds/recording.h"
#include "model/feeds/recordingsource.h"
#include "model/simulation/simulator.h"

#include <fmt/format.h>

#include <ctime>
#include <filesystem>
#include <random>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace gigahall::bench {
namespace {

using model::Metric;

constexpr int kFrames = 20;
constexpr double kNoonS = 43200, kDayS = 86400;
// A minute between moments: a day of seconds has 85 GB. What a seek reads is the same, one row of each metric, found by
// arithmetic and one look into an index that has 60 times fewer entries here.
constexpr double kStepS = 60;
constexpr double kSpaceBytes = 4e9;

const std::vector<Metric> kMetrics{Metric::GpuUtilization, Metric::GpuPower, Metric::GpuTemperature, Metric::RackPower,
    Metric::RackLiquidSupplyTemperature, Metric::RackLiquidReturnTemperature, Metric::RackLiquidFlow, Metric::Loading};

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
}

void must(const std::string& problem)
{
    if (!problem.empty())
        throw std::runtime_error(problem);
}

/// A file that is gone with it.
struct Scratch
{
    std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("gigahall-bench-{}.h5", getpid());

    ~Scratch()
    {
        std::error_code none;
        std::filesystem::remove(path, none);
    }
};

std::vector<model::TelemetryFrame> someFrames(const model::Campus& campus)
{
    model::Simulator simulator(campus, 1);
    std::vector<model::TelemetryFrame> frames;
    for (int i = 0; i < kFrames; ++i) {
        frames.emplace_back(*simulator.frame(kNoonS + i, {}));
        for (auto& plant : frames.back().plant)
            plant.clear(); // racks only, as the bar says
    }
    return frames;
}

model::RecordingOptions eightMetrics()
{
    model::RecordingOptions options;
    options.metrics = kMetrics;
    options.program = "gigahall-bench";
    return options;
}

/// Every moment flushed, as at 1 Hz, only without waiting for the next.
void measureWriting(const model::Campus& campus, std::vector<model::TelemetryFrame>& frames, Report& report)
{
    const Scratch scratch;
    model::Recorder recorder(campus, scratch.path, eightMetrics());
    Samples share, megabytes;
    std::uint64_t bytes = 0;
    for (int i = 0; i <= kFrames; ++i) {
        model::TelemetryFrame& frame = frames[std::size_t(i % kFrames)];
        frame.timeS = kNoonS + i;
        const double before = cpuMs();
        must(recorder.add(frame));
        must(recorder.flush());
        // The first makes the file. A moment a second: milliseconds in 1000 of one core.
        if (i > 0) {
            share.add((cpuMs() - before) / 1000 * 100);
            megabytes.add(double(recorder.counts().bytes - bytes) / 1e6);
        }
        bytes = recorder.counts().bytes;
    }
    must(recorder.close());
    const std::string what = fmt::format("record {} racks x {} metrics at 1 Hz", campus.rackCount(), kMetrics.size());
    report.rows.push_back(row("record.cpu", what + ", of one core", 5, share, "%"));
    report.rows.push_back(row("record.size", what, 1.2, megabytes, "MB/s"));
}

void dropFromCache(const std::filesystem::path& path)
{
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    fsync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
}

void measureSeeking(const model::Campus& campus, std::vector<model::TelemetryFrame>& frames, Report& report)
{
    const Scratch scratch;
    if (double(std::filesystem::space(scratch.path.parent_path()).available) < kSpaceBytes) {
        report.notes.emplace_back("less than 4 GB free for a recorded day: seeking was not measured");
        return;
    }
    {
        model::Recorder recorder(campus, scratch.path, eightMetrics());
        for (int i = 0; i * kStepS < kDayS; ++i) {
            frames[std::size_t(i % kFrames)].timeS = i * kStepS;
            must(recorder.add(frames[std::size_t(i % kFrames)]));
        }
        must(recorder.close());
    }
    auto opened = model::RecordedFileSource::open(campus, scratch.path);
    must(opened.problem);
    std::mt19937 random(1);
    std::uniform_real_distribution<double> anywhere(0, kDayS - kStepS);
    const auto seek = [&] { opened.source->frame(anywhere(random), {}); };
    Samples cold;
    for (int i = 0; i < 15; ++i) {
        dropFromCache(scratch.path);
        const Stopwatch watch;
        seek();
        cold.add(watch.ms());
    }
    const Samples warm = measure(3, 60, seek);
    const std::string what = fmt::format("seek in 24 h of {} racks x {} metrics", campus.rackCount(), kMetrics.size());
    report.rows.push_back(row("seek", what, 100, warm, "ms"));
    report.rows.push_back(row("seek.cold", what + ", not in the file cache", 100, cold, "ms"));
    report.notes.push_back(fmt::format("the recorded day has a moment every {} s", kStepS));
}

} // namespace

void measureRecording(const model::Campus& campus, bool day, Report& report)
{
    std::vector<model::TelemetryFrame> frames = someFrames(campus);
    measureWriting(campus, frames, report);
    if (day)
        measureSeeking(campus, frames, report);
}

} // namespace gigahall::bench
