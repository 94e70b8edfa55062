#include "tests/perf/storyrows.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>

#include <unistd.h>

namespace gigahall::bench {
namespace {

constexpr double kFramesPerS = 30, kStoryS = 90, kBarS = 360;

std::string quoted(const std::string& text)
{
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? "'\\''" : std::string(1, c);
    return out + '\'';
}

/// Milliseconds a picture as the program says them; NaN where it does not.
double msAPicture(const std::string& command)
{
    const std::unique_ptr<FILE, int (*)(FILE*)> out(popen(command.c_str(), "r"), pclose);
    std::array<char, 512> line{};
    double ms = std::numeric_limits<double>::quiet_NaN();
    while (out && std::fgets(line.data(), int(line.size()), out.get()))
        if (double value = 0; std::sscanf(line.data(), "%lf ms a picture", &value) == 1) // NOLINT(cert-err34-c)
            ms = value;
    return ms;
}

} // namespace

void measureStory(const std::string& program, const std::string& gpu, bool quick, Report& report)
{
    const std::string video
        = (std::filesystem::temp_directory_path() / fmt::format("gigahall-bench-{}.mp4", getpid())).string();
    // An empty field, halls being built from close by, and nearly all of it.
    Samples samples;
    for (const int fromS : {4, 36, 76}) {
        const double ms = msAPicture(fmt::format("{} animate field-to-ten-gigawatts --from {} --to {} --output {} {} "
                                                 "--costs",
            quoted(program), fromS, fromS + (quick ? 1 : 3), quoted(video),
            gpu.empty() ? std::string() : "--gpu " + quoted(gpu)));
        std::filesystem::remove(video);
        if (!(ms > 0)) {
            report.notes.emplace_back("no video of a story could be made (is ffmpeg installed?): not measured");
            return;
        }
        samples.add(ms * kFramesPerS * kStoryS);
    }
    Row out
        = row("story", "the 90 s story as 1080p30 mp4, extrapolated from three stretches", kBarS, samples, "s", 1000);
    // The stretches are no repetitions: the whole is their mean.
    out.measured = (samples.values[0] + samples.values[1] + samples.values[2]) / 3 / 1000;
    report.rows.push_back(out);
}

} // namespace gigahall::bench
