#pragma once

#include "render/renderer.h"
#include "tests/perf/measure.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gigahall::bench {

/// One line of the table: a promise and what was measured.
struct Row
{
    std::string key{}; ///< for JSON, e.g. "frame.hall"
    std::string what{};
    double bar = 0;
    double measured = 0;
    std::string unit; ///< "ms", "s", "MB", "x"
    double lowest = 0, highest = 0;
    std::size_t count = 0;

    /// False for a missing measurement as well.
    bool ok() const { return measured <= bar; }
};
/// A row about the median of samples, divided by `unitMs` (1000 for seconds).
Row row(std::string key, std::string what, double bar, const Samples& samples, std::string unit, double unitMs = 1);

/// Cost of frames of one view.
struct ViewResult
{
    std::string view{};
    Samples wallMs{}, gpuMs{}, cpuMs{}, pickMs{}, recolouredMs{};
    render::FrameStats stats{}; ///< of the last frame with still values
    std::uint64_t recolourBytes = 0;
    double changed = 0; ///< share of pixels that new values changed
};

struct Report
{
    std::string device{}, driver{}, campus{};
    glm::uvec2 sizePx{0};
    double loadBefore = 0;
    std::vector<Row> rows{};
    std::vector<ViewResult> views{};
    std::vector<std::string> notes{}; ///< what could not be measured, and why

    void print() const;
    bool ok() const;
    nlohmann::ordered_json json() const;
};

/// One line for each of the views A, B and C, in the form other programs are measured in (see --append in --help).
struct PeerCosts
{
    double makeMs = 0, buildMs = 0, startMs = 0;
};
void appendPeerLines(const std::string& path, const std::vector<ViewResult>& views, const PeerCosts& costs);

} // namespace gigahall::bench
