#pragma once

#include "app/rollout/planchoice.h"
#include "assets/import/campusfile.h"
#include "assets/import/planfile.h"

#include <nlohmann/json_fwd.hpp>

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace gigahall::app {

struct PlanCommand
{
    std::string campus = "default";
    PlanChoice plan;
    std::string output = "-";
};
void addPlanOptions(CLI::App* app, PlanCommand& command);
/// `--plan FILE` and `--shift ASSET=TIME`, for commands that open a campus.
void addPlanOption(CLI::App* app, PlanChoice& plan);
/// `--date YYYY-MM-DD`: a day number.
void addDateOption(CLI::App* app, std::optional<double>& day);

/// `gigahall plan [CAMPUS] [--plan FILE] [--shift ASSET=TIME] [--output F.csv]`: a plan as CSV, with what slips in it.
/// Exit code 0 or 1.
int runPlan(const PlanCommand& command, std::ostream& out, std::ostream& err);

/// *.csv, *.xml, *.mpp and *.rollout.json.
bool isPlanFile(std::string_view path);
/// Problems as they are, what is bad with "warning" after its line.
void writeProblems(const assets::PlanResult& result, std::ostream& err);
/// Extent of a plan and when each phase is energised. Nothing for plans without activities.
void writePlanTable(const model::Campus& campus, const model::Plan& plan, std::ostream& out);
nlohmann::ordered_json planJson(const model::Campus& campus, const model::Plan& plan);

} // namespace gigahall::app
