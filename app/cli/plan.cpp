#include "app/cli/plan.h"

#include "app/cli/numbers.h"
#include "app/cli/options.h"
#include "app/cli/optionvalues.h"
#include "app/cli/table.h"
#include "app/cli/wholefile.h"
#include "assets/import/plancsv.h"
#include "model/rollout/buildup.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <ostream>

namespace gigahall::app {
namespace {

using model::Campus;
using model::Plan;

struct PhaseDays
{
    std::optional<model::Work> work; ///< first and last day of any work in it
    std::optional<model::Day> firstOn, allOn; ///< first and last rack in service; nothing where one never is
};

std::vector<PhaseDays> daysOf(const Campus& campus, const Plan& plan)
{
    std::vector<PhaseDays> out(campus.phases.size());
    for (const model::Activity& activity : plan.activities)
        if (const auto phase = model::phaseOf(campus, activity.scope)) {
            auto& all = out[*phase].work;
            const model::Work work = activity.work();
            all = all ? model::Work{std::min(all->start, work.start), std::max(all->finish, work.finish)} : work;
        }
    const model::Buildup built = model::buildup(campus, plan);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const model::Range racks = campus.phases[i].racks;
        const auto first = built.rackFrom.begin() + racks.first;
        const auto [low, high] = std::minmax_element(first, first + racks.count);
        const auto day = [&](auto at) {
            return racks.count > 0 && std::isfinite(*at) ? std::optional(model::dayAt(double(*at))) : std::nullopt;
        };
        out[i].firstOn = day(low);
        out[i].allOn = day(high);
    }
    return out;
}

std::size_t assumptions(const Plan& plan)
{
    return static_cast<std::size_t>(std::ranges::count_if(plan.activities, &model::Activity::isAssumption));
}

std::string dayOr(const std::optional<model::Day>& day, const char* ifNone)
{
    return day ? model::dayText(*day) : ifNone;
}

} // namespace

void addPlanOption(CLI::App* app, PlanChoice& plan)
{
    app->add_option("--plan", plan.file, "Rollout: CSV, Microsoft Project XML or *.rollout.json (that of the layout)")
        ->type_name("FILE");
    app->add_option_function<std::vector<std::string>>(
           "--shift",
           [&plan](const std::vector<std::string>& texts) {
               for (const std::string& text : texts) {
                   const auto shift = readShift(text);
                   if (!shift)
                       wrong("--shift", text, std::string(kShiftExpected));
                   plan.shifts.push_back(*shift);
               }
           },
           "What if: a space or an activity of the rollout slips, e.g. P03=6mo; may be repeated")
        ->type_name("ASSET=TIME")
        ->allow_extra_args(false);
}

void addDateOption(CLI::App* app, std::optional<double>& day)
{
    addValue(
        app, "--date", "YYYY-MM-DD", "The campus as its rollout has it on that day",
        [](const std::string& text) { return model::parseDay(text); }, "a day of the calendar, YYYY-MM-DD",
        [&day](model::Day date) { day = model::dayNumber(date); });
}

void addPlanOptions(CLI::App* app, PlanCommand& command)
{
    app->add_option("CAMPUS", command.campus, "Campus file or shipped campus (default, variant-b, one-hall, frontier)")
        ->option_text(" ");
    addPlanOption(app, command.plan);
    app->add_option("--output", command.output, "Table to write, - for standard output (-)")->type_name("F.csv");
}

bool isPlanFile(std::string_view path)
{
    return std::ranges::any_of(std::initializer_list<std::string_view>{".csv", ".xml", ".mpp", ".rollout.json"},
        [&](std::string_view ending) { return path.ends_with(ending); });
}

void writeProblems(const assets::PlanResult& result, std::ostream& err)
{
    for (const assets::Problem& problem : result.problems)
        err << problem.text() << '\n';
    for (assets::Problem warning : result.warnings) {
        warning.what = "warning: " + warning.what;
        err << warning.text() << '\n';
    }
}

void writePlanTable(const Campus& campus, const Plan& plan, std::ostream& out)
{
    const auto extent = plan.extent();
    if (!extent)
        return;
    out << fmt::format("\n  Rollout{}: {} activities from {} to {}, {} of them an assumption.\n",
        plan.file.empty() ? "" : " of " + plan.file, grouped(double(plan.activities.size())),
        model::dayText(extent->start), model::dayText(extent->finish), grouped(double(assumptions(plan))));
    if (!plan.assumption.empty())
        out << "  Assumed: " << plan.assumption << '\n';
    out << '\n';
    Table table({"Phase", "Work begins", "First racks run", "All run", "Source"}, 5);
    table.rule();
    const std::vector<PhaseDays> days = daysOf(campus, plan);
    for (std::size_t i = 0; i < days.size(); ++i) {
        std::string source = "assumption";
        for (const model::Activity& activity : plan.activities)
            if (model::phaseOf(campus, activity.scope) == i && activity.kind == model::ActivityKind::Energised
                && !activity.isAssumption() && activity.work().finish == days[i].allOn)
                source = activity.source;
        if (days[i].work)
            table.add({campus.phases[i].key, model::dayText(days[i].work->start), dayOr(days[i].firstOn, "never"),
                dayOr(days[i].allOn, "never"), source});
    }
    table.write(out);
}

nlohmann::ordered_json planJson(const Campus& campus, const Plan& plan)
{
    nlohmann::ordered_json json;
    json["file"] = plan.file;
    json["activities"] = plan.activities.size();
    json["assumptions"] = assumptions(plan);
    json["assumption"] = plan.assumption;
    const auto put = [](nlohmann::ordered_json& to, const char* key, const std::optional<model::Day>& day) {
        to[key] = day ? nlohmann::ordered_json(model::dayText(*day)) : nlohmann::ordered_json(nullptr);
    };
    const auto extent = plan.extent();
    put(json, "start", extent ? std::optional(extent->start) : std::nullopt);
    put(json, "finish", extent ? std::optional(extent->finish) : std::nullopt);
    json["phases"] = nlohmann::ordered_json::array();
    const std::vector<PhaseDays> days = daysOf(campus, plan);
    for (std::size_t i = 0; i < days.size(); ++i) {
        nlohmann::ordered_json one;
        one["id"] = campus.phases[i].key;
        put(one, "start", days[i].work ? std::optional(days[i].work->start) : std::nullopt);
        put(one, "firstEnergised", days[i].firstOn);
        put(one, "allEnergised", days[i].allOn);
        json["phases"].push_back(std::move(one));
    }
    return json;
}

int runPlan(const PlanCommand& command, std::ostream& out, std::ostream& err)
{
    const assets::CampusResult loaded = assets::loadCampus(assets::resolveCampusPath(command.campus));
    for (const assets::Problem& problem : loaded.problems)
        err << problem.text() << '\n';
    if (!loaded.campus)
        return kExitFailed;
    const assets::PlanResult result = loadPlan(command.plan, *loaded.campus);
    writeProblems(result, err);
    if (!result.plan)
        return kExitFailed;
    const std::string text = assets::planCsvText(*loaded.campus, *result.plan);
    if (command.output == "-") {
        out << text;
        return kExitOk;
    }
    WholeFile file(command.output);
    file.stream() << text;
    if (const std::string wrong = file.save(); !wrong.empty()) {
        err << wrong << '\n';
        return kExitFailed;
    }
    return kExitOk;
}

} // namespace gigahall::app
