#include "app/cli/info.h"

#include "app/cli/numbers.h"
#include "app/cli/plan.h"
#include "app/cli/table.h"
#include "assets/import/campusfile.h"
#include "assets/import/jsonformat.h"
#include "model/rollout/totals.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <ostream>
#include <vector>

namespace gigahall::app {

namespace {

using model::Campus;

struct Totals
{
    std::uint32_t buildings = 0, halls = 0, rows = 0, racks = 0, supportRacks = 0, gpus = 0;
    double gpuPackages = 0, itKw = 0, facilityKw = 0;
};

Totals totalsOf(const Campus& c)
{
    const auto n = [](const auto& table) { return static_cast<std::uint32_t>(table.size()); };
    return {n(c.buildings), n(c.halls), n(c.rows), c.rackCount(), c.supportCount(), c.gpuCount(), c.gpuPackages, c.itKw,
        c.facilityKw};
}

Totals totalsOf(const model::Phase& p)
{
    return {p.buildings.count, p.halls.count, p.rows.count, p.racks.count, p.supportRacks.count, p.gpus.count,
        p.gpuPackages, p.itKw, p.facilityKw};
}

/// Sums of decimal ratings carry rounding in their last bits; watts are exact enough.
double megawatts(double kw)
{
    return std::round(kw * 1000) / 1e6;
}

void put(nlohmann::ordered_json& json, const Totals& t)
{
    json["buildings"] = t.buildings;
    json["halls"] = t.halls;
    json["rows"] = t.rows;
    json["racks"] = t.racks;
    json["supportRacks"] = t.supportRacks;
    json["gpus"] = t.gpus;
    json["gpuPackages"] = static_cast<std::uint64_t>(std::llround(t.gpuPackages));
    json["itMw"] = megawatts(t.itKw);
    json["facilityMw"] = megawatts(t.facilityKw);
}

/// What runs on a day: nameplate, and money as a rate times gigawatts.
void writeTotals(const Campus& campus, const model::Plan& plan, double day, std::ostream& out)
{
    const model::RolloutCurve curve(campus, model::buildup(campus, plan));
    const model::RolloutTotals now = curve.at(day), &whole = curve.whole();
    const model::CostRate rate;
    const auto cost = rate.cost(now.facilityW);
    out << fmt::format("\n  In service on {}:\n\n", model::dayText(model::dayAt(day)));
    Table table({"", "In service", "Of", "Unit"});
    table.rule();
    const auto row = [&](const char* name, double value, double of, const char* unit, int decimals = 0) {
        table.add({name, grouped(value, decimals), grouped(of, decimals), unit});
    };
    row("Phases, whole", now.phases, whole.phases, "");
    row("Halls", now.halls, whole.halls, "");
    row("Racks", now.racks, whole.racks, "");
    row("GPUs (dies)", double(now.gpus), double(whole.gpus), "");
    row("GPU packages", now.gpuPackages, whole.gpuPackages, "");
    row("IT, nameplate", double(now.itW) / 1e6, double(whole.itW) / 1e6, "MW", 1);
    row("Facility, nameplate", double(now.facilityW) / 1e6, double(whole.facilityW) / 1e6, "MW", 1);
    table.write(out);
    out << fmt::format("\n  {} GWh at nameplate so far; {:.1f} to {:.1f} bn USD at {:g} to {:g} bn a gigawatt.\n",
        grouped(now.facilityMwh() / 1000), cost.low, cost.high, rate.lowPerGw, rate.highPerGw);
}

nlohmann::ordered_json totalsJson(const model::RolloutTotals& totals)
{
    return {{"phases", totals.phases}, {"halls", totals.halls}, {"racks", totals.racks},
        {"supportRacks", totals.supportRacks}, {"gpus", totals.gpus}, {"gpuPackages", totals.gpuPackages},
        {"itMw", double(totals.itW) / 1e6}, {"facilityMw", double(totals.facilityW) / 1e6},
        {"facilityMwh", totals.facilityMwh()}};
}

std::vector<std::string> written(const PlanChoice& choice)
{
    std::vector<std::string> out;
    for (const WrittenShift& shift : choice.shifts)
        out.push_back(optionText(shift));
    return out;
}

void writeJson(const Campus& campus, const model::Plan& plan, const PlanChoice& choice, std::optional<double> day,
    std::ostream& out)
{
    nlohmann::ordered_json json;
    json["id"] = campus.key;
    put(json, totalsOf(campus));
    json["phases"] = nlohmann::ordered_json::array();
    for (const model::Phase& phase : campus.phases) {
        nlohmann::ordered_json one;
        one["id"] = phase.key;
        put(one, totalsOf(phase));
        json["phases"].push_back(std::move(one));
    }
    if (!plan.activities.empty())
        json["plan"] = planJson(campus, plan);
    if (!choice.shifts.empty())
        json["plan"]["shifts"] = written(choice);
    if (day) {
        json["date"] = model::dayText(model::dayAt(*day));
        json["inService"] = totalsJson(model::RolloutCurve(campus, model::buildup(campus, plan)).at(*day));
    }
    out << assets::formatJson(json);
}

std::vector<std::string> cells(const std::string& name, const std::string& ready, const Totals& t)
{
    return {name, ready, grouped(t.buildings), grouped(t.halls), grouped(t.rows), grouped(t.racks),
        grouped(t.supportRacks), grouped(t.gpus), grouped(t.gpuPackages), grouped(t.itKw / 1000, 1),
        grouped(t.facilityKw / 1000, 1)};
}

void writeEquipment(const Campus& campus, std::ostream& out)
{
    std::vector<std::uint64_t> counts(campus.types.size(), 0);
    for (const model::Run& run : campus.runs)
        counts[run.type] += run.count;
    Table table({"Type", "Category", "Count", "Rating each", "Unit", "Numbers from"}, 2);
    table.rule();
    for (std::size_t i = 0; i < campus.types.size(); ++i) {
        const model::AssetType& type = campus.types[i];
        if (counts[i] > 0 && type.typeClass != model::TypeClass::Decor)
            table.add({type.label.en, type.category, grouped(static_cast<double>(counts[i])), grouped(type.ratedKw),
                type.ratedUnit, type.source.empty() ? "assumption" : "source"});
    }
    table.write(out);
}

void writeTables(const Campus& campus, std::ostream& out)
{
    out << fmt::format("{} ({})\n{}\n\n", campus.label.en, campus.key, campus.path);
    Table table({"Phase", "Laid out for", "Buildings", "Halls", "Rows", "Racks", "Support racks", "GPUs", "Packages",
                    "IT MW", "Facility MW"},
        2);
    table.rule();
    for (const model::Phase& phase : campus.phases)
        table.add(cells(phase.label.en == phase.key ? phase.key : phase.key + " " + phase.label.en, phase.readyDate,
            totalsOf(phase)));
    table.rule();
    table.add(cells("Total", "", totalsOf(campus)));
    table.write(out);
    out << "\n  Racks are compute racks, GPUs are dies; ratings are nameplate, facility power at peak PUE.\n\n";
    writeEquipment(campus, out);
    out << fmt::format("\n  Power graph: {} edges by {} rules. Coolant graph: {} edges by {} rules.\n",
        grouped(static_cast<double>(campus.power.edges().size())), campus.power.rules().size(),
        grouped(static_cast<double>(campus.coolant.edges().size())), campus.coolant.rules().size());
}

} // namespace

std::string grouped(double value, int decimals)
{
    std::string text = fmt::format("{:.{}f}", value, decimals);
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (std::size_t i = point; i > first + 3; i -= 3)
        text.insert(i - 3, ",");
    return text;
}

int runInfo(const std::string& campus, const std::vector<assets::HardwareChange>& hardware, bool json,
    std::ostream& out, std::ostream& err, const PlanChoice& choice, std::optional<double> day)
{
    const assets::CampusResult result
        = assets::loadCampus(assets::resolveCampusPath(campus.empty() ? "default" : campus), hardware);
    for (const assets::Problem& problem : result.problems)
        err << problem.text() << '\n';
    if (!result.campus)
        return 1;
    const assets::PlanResult plan = loadPlan(choice, *result.campus);
    writeProblems(plan, err);
    if (!plan.plan)
        return 1;
    if (json) {
        writeJson(*result.campus, *plan.plan, choice, day, out);
    } else {
        writeTables(*result.campus, out);
        writePlanTable(*result.campus, *plan.plan, out);
        if (!choice.shifts.empty())
            out << fmt::format("\n  What if: {}.\n", fmt::join(written(choice), ", "));
        if (day)
            writeTotals(*result.campus, *plan.plan, *day, out);
    }
    return 0;
}

} // namespace gigahall::app
