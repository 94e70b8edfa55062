#include "tests/perf/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace gigahall::bench {
namespace {

using Json = nlohmann::ordered_json;

// JSON has no NaN.
Json number(double value)
{
    return std::isfinite(value) ? Json(std::round(value * 1000) / 1000) : Json(nullptr);
}

std::vector<double> rounded(const Samples& samples)
{
    std::vector<double> result = samples.values;
    for (double& value : result)
        value = std::round(value * 100) / 100;
    return result;
}

std::string figure(double value, const std::string& unit)
{
    if (!std::isfinite(value))
        return "not measured";
    const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return fmt::format("{:.{}f} {}", value, decimals, unit);
}

std::string cell(const Samples& samples)
{
    return samples.empty() ? std::string("-") : fmt::format("{:.2f}", samples.median());
}

Json viewJson(const ViewResult& view)
{
    return {{"view", view.view}, {"frameMs", number(view.wallMs.median())}, {"gpuMs", number(view.gpuMs.median())},
        {"cpuMs", number(view.cpuMs.median())}, {"pickMs", number(view.pickMs.median())},
        {"recolouredFrameMs", number(view.recolouredMs.median())}, {"draws", view.stats.draws},
        {"racksVisible", view.stats.racksVisible}, {"gpusVisible", view.stats.gpusVisible},
        {"hallsVisible", view.stats.hallsVisible}, {"meshInstances", view.stats.meshInstances},
        {"bytesUploaded", view.stats.bytesUploaded}, {"bytesUploadedRecolour", view.recolourBytes},
        {"changed", number(view.changed)}, {"frames", view.wallMs.values.size()}};
}

} // namespace

Row row(std::string key, std::string what, double bar, const Samples& samples, std::string unit, double unitMs)
{
    return {std::move(key), std::move(what), bar, samples.median() / unitMs, std::move(unit), samples.min() / unitMs,
        samples.max() / unitMs, samples.values.size()};
}

void Report::print() const
{
    fmt::print("{} ({}), {} cores, load average {:.1f} before, {} x {} pixels, {}\n\n", device, driver,
        std::thread::hardware_concurrency(), loadBefore, sizePx.x, sizePx.y, campus);
    fmt::print("{:<58}{:>10}{:>14}  {:<6}{:>22}\n", "", "bar", "measured", "", "lowest to highest");
    for (const Row& r : rows) {
        const std::string spread
            = r.count > 1 ? fmt::format("{} to {}", figure(r.lowest, ""), figure(r.highest, "")) : std::string();
        fmt::print("{:<58}{:>10}{:>14}  {:<6}{:>22}\n", r.what, figure(r.bar, r.unit), figure(r.measured, r.unit),
            std::isfinite(r.measured) ? (r.ok() ? "ok" : "OVER") : "-", spread);
    }
    fmt::print("\n{:<18}{:>9}{:>9}{:>9}{:>9}{:>13}{:>7}{:>9}{:>11}{:>7}{:>8}{:>12}\n", "view (medians)", "frame ms",
        "GPU ms", "CPU ms", "pick ms", "recolour ms", "draws", "racks", "GPUs", "halls", "meshes", "bytes");
    for (const ViewResult& v : views) {
        fmt::print("{:<18}{:>9}{:>9}{:>9}{:>9}{:>13}{:>7}{:>9}{:>11}{:>7}{:>8}{:>12}\n", v.view, cell(v.wallMs),
            cell(v.gpuMs), cell(v.cpuMs), cell(v.pickMs), cell(v.recolouredMs), v.stats.draws, v.stats.racksVisible,
            v.stats.gpusVisible, v.stats.hallsVisible, v.stats.meshInstances,
            v.recolouredMs.empty() ? std::string("-") : std::to_string(v.recolourBytes));
    }
    for (const std::string& note : notes)
        fmt::print("\nnote: {}", note);
    fmt::print("\n");
    std::fflush(stdout);
}

bool Report::ok() const
{
    return std::all_of(rows.begin(), rows.end(), [](const Row& r) { return r.ok() || !std::isfinite(r.measured); });
}

nlohmann::ordered_json Report::json() const
{
    Json result = {{"device", device}, {"driver", driver}, {"cores", std::thread::hardware_concurrency()},
        {"loadAverage", number(loadBefore)}, {"campus", campus}, {"resolution", {sizePx.x, sizePx.y}}};
    for (const Row& r : rows) {
        result["rows"].push_back({{"key", r.key}, {"what", r.what}, {"bar", r.bar}, {"measured", number(r.measured)},
            {"unit", r.unit}, {"lowest", number(r.lowest)}, {"highest", number(r.highest)}, {"count", r.count},
            {"ok", std::isfinite(r.measured) ? Json(r.ok()) : Json(nullptr)}});
    }
    for (const ViewResult& v : views)
        result["views"].push_back(viewJson(v));
    result["notes"] = notes;
    return result;
}

void appendPeerLines(const std::string& path, const std::vector<ViewResult>& views, const PeerCosts& costs)
{
    std::ofstream file(path, std::ios::app);
    for (const ViewResult& v : views) {
        if (v.view != "A" && v.view != "B" && v.view != "C")
            continue;
        const Json line = {{"peer", "gigahall"}, {"variant", "plain"}, {"view", v.view},
            {"static_ms", rounded(v.wallMs)}, {"dynamic_ms", rounded(v.recolouredMs)}, {"gen_ms", number(costs.makeMs)},
            {"build_ms", number(costs.buildMs)}, {"load_ms", number(costs.startMs)}, {"rss_mb", number(peakMemoryMb())},
            {"changed", v.changed}, {"loadavg1", number(loadAverage())}};
        file << line.dump() << '\n';
    }
    if (!file)
        throw std::runtime_error("cannot write " + path);
}

} // namespace gigahall::bench
