#include "tests/perf/windowrows.h"

#include "tests/perf/mqttsite.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace gigahall::bench {
namespace {

using Json = nlohmann::json;

constexpr double kFramesBar = 2, kFrameTimeBar = 1.2, kBlockedBarMs = 50;

/// What the program says last; a problem where it says no JSON.
Json answerOf(const std::vector<std::string>& command)
{
    const std::filesystem::path output
        = std::filesystem::temp_directory_path() / fmt::format("gigahall-window-{}", getpid());
    Program(command, output.string()).wait();
    std::string last;
    {
        std::ifstream said(output);
        for (std::string line; std::getline(said, line);)
            last = line.empty() ? last : line;
    }
    std::filesystem::remove(output);
    const Json answer = Json::parse(last, nullptr, false);
    return answer.is_object() ? answer : Json{{"problem", last.empty() ? command.front() + " says nothing" : last}};
}

Samples samplesOf(const Json& rounds, const char* key)
{
    Samples samples;
    for (const Json& round : rounds)
        samples.add(round.at(key));
    return samples;
}

Samples listOf(const Json& latency, const char* key)
{
    return {latency.at(key).get<std::vector<double>>()};
}

} // namespace

void measureWindowLive(const std::string& campus, const std::string& gpu, glm::uvec2 sizePx, bool quick, Report& report)
{
    const std::string program = (ownPath().parent_path() / "gigahall-window-bench").string();
    std::vector<std::string> command
        = {program, "--campus", campus, "--resolution", fmt::format("{},{}", sizePx.x, sizePx.y)};
    if (!gpu.empty())
        command.insert(command.end(), {"--gpu", gpu});
    if (quick)
        command.insert(command.end(), {"--values", "5", "--rounds", "1"});
    const Json answer = std::filesystem::exists(program) ? answerOf(command) : Json{{"problem", "no " + program}};
    if (answer.contains("problem")) {
        report.notes.push_back(answer["problem"].get<std::string>() + ": live values in the window were not measured");
        return;
    }
    const Json &still = answer.at("still"), &inHand = answer.at("inHand"), &quiet = answer.at("quiet"),
               &flowing = answer.at("flowing"), &full = answer.at("full");
    report.rows.push_back(row("window.value.still", "a live value arrives to its pixel changes, camera at rest",
        kFramesBar, listOf(still, "frames"), "frames"));
    report.rows.push_back(
        row("window.value.moving", "the same while the camera moves", kFramesBar, listOf(inHand, "frames"), "frames"));
    const Samples quietMs = samplesOf(quiet, "frameMs"), flowingMs = samplesOf(flowing, "frameMs");
    Samples ratio;
    for (std::size_t i = 0; i < quietMs.values.size(); ++i)
        ratio.add(flowingMs.values[i] / quietMs.values[i]);
    const double flowPerS = samplesOf(flowing, "valuesPerS").median();
    report.rows.push_back(row("window.flow",
        fmt::format("window's frame at {:.0f} live values a second over quiet", flowPerS), kFrameTimeBar, ratio, "x"));
    report.rows.push_back(row("window.blocked",
        fmt::format("window stands still at {:.0f} values a second", samplesOf(full, "valuesPerS").median()),
        kBlockedBarMs, samplesOf(full, "blockedMs"), "ms"));
    report.notes.push_back(fmt::format(
        "live values in a window of {} x {}, broker and publisher on the same cores: a value takes {:.0f} ms to its "
        "pixel where a picture takes {:.0f} ms, {:.0f} ms where {:.0f}; from picture to picture {:.1f} ms quiet, "
        "{:.1f} ms at "
        "{:.0f} values a second, {:.1f} ms at full rate; longest standstill {:.0f}, {:.0f} and {:.0f} ms",
        sizePx.x, sizePx.y, listOf(still, "ms").median(), still.at("pictureMs").get<double>(),
        listOf(inHand, "ms").median(), inHand.at("pictureMs").get<double>(), quietMs.median(), flowingMs.median(),
        flowPerS, samplesOf(full, "frameMs").median(), samplesOf(quiet, "blockedMs").max(),
        samplesOf(flowing, "blockedMs").max(), samplesOf(full, "blockedMs").max()));
}

} // namespace gigahall::bench
