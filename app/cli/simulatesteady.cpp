#include "app/cli/simulatesteady.h"

#include "app/cli/numbers.h"
#include "app/cli/powerfacts.h"
#include "app/cli/table.h"
#include "assets/import/jsonformat.h"
#include "model/rollout/date.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace gigahall::app {
namespace {

constexpr std::size_t kMostLoaded = 10;

/// A solved operating point with what both forms of output say.
struct Steady
{
    Steady(const model::Campus& campus, const model::Outage& outage, const SimulateOptions& simulate)
        : options(simulate)
        , twin(campus, simulate.service.get())
        , racks(simulate.service ? std::uint32_t(std::ranges::count(simulate.service->racks, 1)) : campus.rackCount())
    {
        model::TwinConditions conditions;
        conditions.dryBulbC = options.dryBulbC;
        const auto policy = options.scenario.overload.value_or(model::OverloadPolicy::Shed);
        conditions.policy = policy;
        if (!outage.empty())
            conditions.outages.push_back(outage);
        const model::TwinLoad load = twin.uniformLoad(options.gpuUtilization, options.cpuUtilization);
        // What is too much shows where all of it is carried. First: facts below belong to the flow solved last.
        if (policy != model::OverloadPolicy::Carry) {
            model::TwinConditions carried = conditions;
            carried.policy = model::OverloadPolicy::Carry;
            twin.steady(load, carried, result);
            overloaded = overloadedNames(twin, result);
            result = {};
        }
        twin.steady(load, conditions, result);
        stages = stageLosses(twin, result, options.gpuUtilization, options.cpuUtilization);
        stations = stationLosses(twin, result);
        if (policy == model::OverloadPolicy::Carry)
            overloaded = overloadedNames(twin, result);
    }

    double efficiency() const { return conversionEfficiency(result.balance, stages); }
    double rackKw() const
    {
        const std::uint32_t lit = racks - result.darkRacks;
        return lit > 0 ? result.balance.computeKw / lit : 0;
    }

    const SimulateOptions& options;
    model::Twin twin;
    std::uint32_t racks; ///< in service
    model::TwinResult result;
    std::vector<NamedKw> stages, stations;
    std::vector<std::string> overloaded;
};

nlohmann::ordered_json megawatts(const std::vector<NamedKw>& losses)
{
    auto json = nlohmann::ordered_json::object();
    for (const auto& [name, kw] : losses)
        json[name] = kw / 1000;
    return json;
}

void writeJson(const Steady& steady, std::ostream& out)
{
    const model::TwinResult& r = steady.result;
    const model::EnergyBalance& b = r.balance;
    nlohmann::ordered_json json;
    json["campus"] = steady.twin.campus().key;
    if (steady.options.day)
        json["date"] = model::dayText(model::dayAt(*steady.options.day));
    json["racks"] = steady.racks;
    json["gpuUtilization"] = steady.options.gpuUtilization;
    json["cpuUtilization"] = steady.options.cpuUtilization;
    json["dryBulbC"] = steady.options.dryBulbC;
    json["systemMw"] = b.suppliedKw / 1000;
    json["facilityMw"] = b.suppliedKw / 1000;
    json["itMw"] = b.itKw / 1000;
    json["computeMw"] = b.computeKw / 1000;
    json["supportMw"] = b.supportKw / 1000;
    json["coolingMw"] = b.coolingKw / 1000;
    json["lossMw"] = b.lossKw / 1000;
    json["pue"] = b.pue;
    json["efficiency"] = steady.efficiency();
    json["rackKw"] = steady.rackKw();
    json["stageLossMw"] = megawatts(steady.stages);
    json["stationLossMw"] = megawatts(steady.stations);
    json["powerResidual"] = b.relativePowerResidual();
    json["heatResidual"] = b.relativeHeatResidual();
    json["heatInMw"] = b.heatInKw / 1000;
    json["heatOutMw"] = b.heatOutKw / 1000;
    json["heatStoredMw"] = b.heatStoredKw / 1000;
    json["darkRacks"] = r.darkRacks;
    json["darkGpus"] = darkGpus(steady.twin, r);
    json["cappedRacks"] = r.cappedRacks;
    json["hotRacks"] = r.hotRacks;
    json["lostMw"] = r.lostKw / 1000;
    json["overloaded"] = steady.overloaded;
    json["co2KgPerH"] = b.co2KgPerH;
    json["costPerH"] = b.costPerH;
    out << assets::formatJson(json);
}

std::string mw(double kw)
{
    return grouped(kw / 1000, 3);
}

void writeSums(const Steady& steady, std::ostream& out)
{
    const model::TwinResult& r = steady.result;
    const model::EnergyBalance& b = r.balance;
    Table table({"", "MW"});
    table.rule();
    table.add({"Supplied", mw(b.suppliedKw)});
    table.add({"IT", mw(b.itKw)});
    table.add({"  compute racks", mw(b.computeKw)});
    table.add({"  support racks", mw(b.supportKw)});
    table.add({"Cooling", mw(b.coolingKw)});
    table.add({"Conversion outside racks", mw(b.lossKw)});
    for (const auto& [name, kw] : steady.stations)
        table.add({"  " + name, mw(kw)});
    table.add({"Conversion inside racks", mw(sumKw(steady.stages))});
    for (const auto& [name, kw] : steady.stages)
        table.add({"  " + name, mw(kw)});
    table.add({"Not served", mw(r.lostKw)});
    table.write(out);
    out << fmt::format(
        "\n  PUE {:.4f}, efficiency {:.4f} %, {:.3f} kW a rack\n", b.pue, 100 * steady.efficiency(), steady.rackKw());
    out << fmt::format("  Residual: power {:.1e}, heat {:.1e} ({} MW in, {} MW out)\n", b.relativePowerResidual(),
        b.relativeHeatResidual(), mw(b.heatInKw), mw(b.heatOutKw));
    const auto& utility = steady.twin.campus().site.utility;
    if (utility.co2KgPerKwh > 0 || utility.costPerKwh > 0)
        out << fmt::format(
            "  {} kg CO2 and {} {} an hour\n", grouped(b.co2KgPerH), grouped(b.costPerH), utility.currency);
    out << fmt::format("  Racks: {} of {} dark ({} GPUs, {} racks too hot), {} capped\n", grouped(r.darkRacks),
        grouped(steady.racks), grouped(double(darkGpus(steady.twin, r))), grouped(r.hotRacks), grouped(r.cappedRacks));
}

void writeLoading(const Steady& steady, std::ostream& out)
{
    const auto elements = mostLoaded(steady.twin, steady.result, kMostLoaded);
    if (!elements.empty()) {
        Table table({"Most loaded", "Type", "MW", "%"}, 2);
        table.rule();
        for (const LoadedElement& element : elements)
            table.add({element.name, steady.twin.campus().types[element.type].label.en, mw(element.kw),
                fmt::format("{:.1f}", 100 * element.loading)});
        out << '\n';
        table.write(out);
    }
    if (steady.overloaded.empty())
        return;
    const bool more = steady.overloaded.size() > kMostLoaded;
    const auto end
        = steady.overloaded.begin() + static_cast<std::ptrdiff_t>(more ? kMostLoaded : steady.overloaded.size());
    out << fmt::format("\n  {} above their rating before loads were shed or capped: {}{}\n", steady.overloaded.size(),
        fmt::join(steady.overloaded.begin(), end, ", "), more ? ", ..." : "");
}

} // namespace

int runSteady(const model::Campus& campus, const model::Outage& outage, const SimulateOptions& options,
    std::ostream& out, std::ostream& err)
{
    const Steady steady(campus, outage, options);
    if (!steady.result.problem.empty()) {
        err << fmt::format("gigahall simulate: {}\n", steady.result.problem);
        return 1;
    }
    if (options.json) {
        writeJson(steady, out);
        return 0;
    }
    if (options.day)
        out << fmt::format("On {}: ", model::dayText(model::dayAt(*options.day)));
    out << fmt::format("{} ({})\nGPUs at {:g} %, CPUs at {:g} %, {:g} C outside\n\n", campus.label.en, campus.key,
        100 * options.gpuUtilization, 100 * options.cpuUtilization, options.dryBulbC);
    writeSums(steady, out);
    writeLoading(steady, out);
    return 0;
}

} // namespace gigahall::app
