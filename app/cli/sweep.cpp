#include "app/cli/sweep.h"

#include "app/cli/numbers.h"
#include "app/cli/table.h"
#include "assets/import/campusfile.h"
#include "assets/import/jsonformat.h"
#include "model/simulation/sweep.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <span>
#include <string_view>

namespace gigahall::app {
namespace {

using model::FailureCost;

constexpr std::size_t kMostShown = 10;
constexpr auto kKinds = static_cast<std::size_t>(model::FailureKind::Count);
constexpr std::array<std::string_view, kKinds> kKindNames{"nothing", "overload", "dark", "hot"};

/// A sweep with what all forms of output say.
struct Ranking
{
    const SweepCommand& command;
    const model::Campus& campus;
    const model::Sweep& sweep;
    std::vector<std::uint32_t> order;

    const FailureCost& at(std::size_t rank) const { return sweep.failures[order[rank]]; }
    std::string typeKey(const FailureCost& cost) const
    {
        return cost.element.kind() == model::AssetKind::Plant ? type(cost).key : "hall";
    }
    std::string typeLabel(const FailureCost& cost) const
    {
        return cost.element.kind() == model::AssetKind::Plant ? type(cost).label.en : "Hall";
    }
    std::array<std::uint32_t, kKinds> counts() const
    {
        std::array<std::uint32_t, kKinds> counts{};
        for (const FailureCost& cost : sweep.failures)
            ++counts[static_cast<std::size_t>(cost.kind)];
        return counts;
    }

private:
    const model::AssetType& type(const FailureCost& cost) const
    {
        return campus.types[campus.runs[campus.plantRun[cost.element.index()]].type];
    }
};

std::string_view kindName(const FailureCost& cost)
{
    return kKindNames[static_cast<std::size_t>(cost.kind)];
}

/// Names come from layouts: some may have commas.
std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string cell = "\"";
    for (const char c : text)
        cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    return cell + '"';
}

std::string csvOf(const Ranking& ranking)
{
    std::string csv = "rank,element,type,result,lost_mw,racks_dark,gpus_dark,jobs_stopped,racks_hot,worst_loading,"
                      "worst_element,ride_through_s\n";
    for (std::size_t i = 0; i < ranking.order.size(); ++i) {
        const FailureCost& cost = ranking.at(i);
        const bool loads = cost.worst.isValid();
        csv += fmt::format("{},{},{},{},{:.6f},{},{},{},{},{},{},{}\n", i + 1,
            quoted(ranking.campus.name(cost.element)), quoted(ranking.typeKey(cost)), kindName(cost),
            cost.lostKw / 1000, cost.darkRacks, cost.darkGpus, cost.stoppedJobs, cost.hotRacks,
            loads ? fmt::format("{:.6f}", cost.worstLoading) : "", loads ? quoted(ranking.campus.name(cost.worst)) : "",
            std::isfinite(cost.rideThroughS) ? fmt::format("{:.1f}", cost.rideThroughS) : "");
    }
    return csv;
}

nlohmann::ordered_json jsonOf(const Ranking& ranking, std::size_t rank)
{
    const FailureCost& cost = ranking.at(rank);
    nlohmann::ordered_json json;
    json["rank"] = rank + 1;
    json["element"] = ranking.campus.name(cost.element);
    json["type"] = ranking.typeKey(cost);
    json["result"] = kindName(cost);
    json["lostMw"] = cost.lostKw / 1000;
    json["darkRacks"] = cost.darkRacks;
    json["darkGpus"] = cost.darkGpus;
    json["stoppedJobs"] = cost.stoppedJobs;
    json["hotRacks"] = cost.hotRacks;
    json["worstLoading"] = nullptr;
    json["worstElement"] = nullptr;
    json["rideThroughS"] = nullptr;
    if (cost.worst.isValid()) {
        json["worstLoading"] = cost.worstLoading;
        json["worstElement"] = ranking.campus.name(cost.worst);
    }
    if (std::isfinite(cost.rideThroughS))
        json["rideThroughS"] = cost.rideThroughS;
    return json;
}

void writeJson(const Ranking& ranking, std::ostream& out)
{
    nlohmann::ordered_json json;
    json["campus"] = ranking.campus.key;
    json["gpuUtilization"] = ranking.command.gpuUtilization;
    json["cpuUtilization"] = ranking.command.cpuUtilization;
    json["dryBulbC"] = ranking.command.dryBulbC;
    json["lostBeforeMw"] = ranking.sweep.lostKw / 1000;
    json["darkRacksBefore"] = ranking.sweep.darkRacks;
    const auto counts = ranking.counts();
    for (std::size_t kind = 0; kind < kKinds; ++kind)
        json["results"][kKindNames[kind]] = counts[kind];
    json["failures"] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < ranking.order.size(); ++i)
        json["failures"].push_back(jsonOf(ranking, i));
    out << assets::formatJson(json);
}

/// Those that cost most; those that cost nothing are left to the file.
void writeTop(const Ranking& ranking, std::ostream& out)
{
    Table table({"", "Element", "Type", "Result", "MW", "Racks", "GPUs", "Hot", "Most loaded then", "%"}, 4);
    table.rule();
    std::size_t shown = 0;
    for (; shown < std::min(kMostShown, ranking.order.size()); ++shown) {
        const FailureCost& cost = ranking.at(shown);
        if (cost.lostKw <= 0)
            break;
        const bool loads = cost.worst.isValid();
        table.add({fmt::format("{}", shown + 1), ranking.campus.name(cost.element), ranking.typeLabel(cost),
            std::string(kindName(cost)), grouped(cost.lostKw / 1000, 3), grouped(cost.darkRacks),
            grouped(cost.darkGpus), grouped(cost.hotRacks), loads ? ranking.campus.name(cost.worst) : "-",
            loads ? fmt::format("{:.1f}", 100 * cost.worstLoading) : "-"});
    }
    if (shown > 0)
        table.write(out);
    else
        out << "  No single failure takes load away.\n";
}

void writeSummary(const Ranking& ranking, std::ostream& out)
{
    const SweepCommand& command = ranking.command;
    out << fmt::format("{} ({})\nGPUs at {:g} %, CPUs at {:g} %, {:g} C outside\n\n", ranking.campus.label.en,
        ranking.campus.key, 100 * command.gpuUtilization, 100 * command.cpuUtilization, command.dryBulbC);
    writeTop(ranking, out);
    const auto counts = ranking.counts();
    out << fmt::format("\n  {} single failures:", grouped(double(ranking.order.size())));
    for (std::size_t kind = 0; kind < kKinds; ++kind)
        out << fmt::format("{} {} {}", kind > 0 ? "," : "", grouped(counts[kind]), kKindNames[kind]);
    out << '\n';
    if (ranking.sweep.darkRacks > 0 || ranking.sweep.lostKw > 0)
        out << fmt::format("  {} MW and {} racks are lost before anything fails; they do not count\n",
            grouped(ranking.sweep.lostKw / 1000, 3), grouped(ranking.sweep.darkRacks));
    out << fmt::format("  All of them: {}\n", command.output);
}

/// Beside the output first; only what is whole takes its name. Why it can't be; empty = it is.
std::string save(const std::string& text, const std::string& path)
{
    namespace fs = std::filesystem;
    const std::string draft = path + ".part";
    std::error_code failed;
    {
        std::ofstream file(draft, std::ios::binary);
        file << text;
        if (!file.flush()) {
            const std::string why = std::strerror(errno);
            fs::remove(draft, failed);
            return why;
        }
    }
    fs::rename(draft, path, failed);
    if (!failed)
        return {};
    const std::string why = failed.message();
    fs::remove(draft, failed);
    return why;
}

} // namespace

int runSweep(const SweepCommand& command, std::ostream& out, std::ostream& err)
{
    const assets::CampusResult loaded = assets::loadCampus(assets::resolveCampusPath(command.campus), command.hardware);
    for (const assets::Problem& problem : loaded.problems)
        err << problem.text() << '\n';
    if (!loaded.campus)
        return 1;
    model::Twin twin(*loaded.campus);
    model::TwinConditions conditions;
    conditions.dryBulbC = command.dryBulbC;
    const model::Sweep sweep = model::sweep(twin, twin.uniformLoad(command.gpuUtilization, command.cpuUtilization),
        conditions, {.halls = command.halls, .rackJob = {}});
    if (!sweep.problem.empty()) {
        err << fmt::format("gigahall sweep: {}\n", sweep.problem);
        return 1;
    }
    const Ranking ranking{command, *loaded.campus, sweep, model::rankedByLoss(sweep)};
    if (command.output == "-") {
        out << csvOf(ranking);
    } else if (!command.output.empty()) {
        if (const std::string why = save(csvOf(ranking), command.output); !why.empty()) {
            err << fmt::format("gigahall sweep: {}: cannot be written: {}\n", command.output, why);
            return 1;
        }
    }
    if (command.json)
        writeJson(ranking, out);
    else if (command.output != "-")
        writeSummary(ranking, out);
    if (out.flush())
        return 0;
    err << "gigahall sweep: standard output cannot be written\n";
    return 1;
}

} // namespace gigahall::app
