#include "assets/import/planfile.h"

#include "assets/import/campusschema.h"
#include "assets/import/plancsv.h"
#include "assets/import/planxml.h"
#include "assets/import/rolloutsection.h"
#include "assets/import/shippedfiles.h"
#include "model/rollout/plancheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace gigahall::assets {
namespace {

namespace fs = std::filesystem;

PlanResult refused(const std::string& path, std::string what)
{
    return {std::nullopt, {{path, 0, {}, std::move(what)}}, {}};
}

void sortByLine(std::vector<Problem>& problems)
{
    std::ranges::stable_sort(problems, {}, &Problem::line);
}

/// Activities are called SPACE/id: the line is that of the template.
void tellLines(model::Plan& plan, const RolloutSection& section)
{
    for (model::Activity& activity : plan.activities)
        for (std::size_t i = 0; i < section.templates.size(); ++i)
            if (activity.key.ends_with('/' + section.templates[i].key))
                activity.row = section.lines[i];
}

/// A milestone on the very day on which its phase is ready is as well known as that day.
void addReadySources(model::Plan& plan, const model::Campus& campus, const JsonNode& phases)
{
    std::vector<std::string> sources;
    phases.forEach([&](const JsonNode& node) {
        const JsonNode count = node["array"]["count"];
        const std::size_t n = std::size_t{std::max(1u, count[0].whole(1))} * std::max(1u, count[1].whole(1));
        sources.insert(sources.end(), n, node["readySource"].text());
    });
    for (model::Activity& activity : plan.activities) {
        const auto phase = model::phaseOf(campus, activity.scope);
        if (phase && *phase < sources.size() && activity.isMilestone() && activity.isAssumption()
            && model::parseDay(campus.phases[*phase].readyDate) == activity.planned.finish)
            activity.source = sources[*phase];
    }
}

PlanResult fromSection(
    const CampusDocument& document, const JsonNode& section, const model::Campus& campus, std::vector<Problem> problems)
{
    PlanResult result;
    result.problems = std::move(problems);
    const RolloutSection read = readRolloutSection(document, section, result.problems);
    sortByLine(result.problems);
    if (result.problems.empty()) {
        result.plan = model::expand(campus, read.templates, read.assumption);
        result.plan->file = document.path();
        tellLines(*result.plan, read);
    }
    return result;
}

PlanResult fromRolloutFile(const std::string& path, const model::Campus& campus)
{
    auto [document, problems] = CampusDocument::load(path);
    if (!document)
        return {std::nullopt, std::move(problems), {}};
    std::vector<Problem> shape = checkAgainstSchema(*document, "rolloutFile");
    problems.insert(problems.end(), shape.begin(), shape.end());
    if (!problems.empty()) {
        sortByLine(problems);
        return {std::nullopt, std::move(problems), {}};
    }
    return fromSection(*document, JsonNode(&document->root(), {}), campus, std::move(problems));
}

/// Its own section or the standard one. Campuses that came from no file have no section.
PlanResult ofLayout(const model::Campus& campus)
{
    std::optional<CampusDocument> layout;
    if (!campus.path.empty()) {
        CampusDocument::Result loaded = CampusDocument::load(campus.path);
        if (!loaded.document)
            return {std::nullopt, std::move(loaded.problems), {}};
        layout = std::move(loaded.document);
    }
    const JsonNode root(layout ? &layout->root() : nullptr, {});
    PlanResult result = root["rollout"].exists() ? fromSection(*layout, root["rollout"], campus, {})
                                                 : fromRolloutFile(standardRolloutFile(), campus);
    if (result.plan)
        addReadySources(*result.plan, campus, root["phases"]);
    return result;
}

PlanResult fromFile(const std::string& path, const model::Campus& campus)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        return refused(path, "is a folder; expected a plan: CSV, Microsoft Project XML or *.rollout.json");
    const std::uintmax_t bytes = fs::file_size(path, error);
    if (error)
        return refused(path,
            fmt::format(
                "can't be read: {}; expected a plan: CSV, Microsoft Project XML or *.rollout.json", error.message()));
    if (bytes > kMostPlanBytes)
        return refused(
            path, fmt::format("has {} MB; expected a plan of at most {} MB", bytes >> 20, kMostPlanBytes >> 20));
    if (path.ends_with(".mpp"))
        return refused(path, "is a file of Microsoft Project's own format; expected it saved as XML, or CSV");
    if (path.ends_with(".xml"))
        return readPlanXml(path, campus);
    return path.ends_with(".json") ? fromRolloutFile(path, campus) : readPlanCsv(path, campus);
}

} // namespace

PlanResult loadPlan(const std::string& path, const model::Campus& campus)
{
    PlanResult result = path.empty() ? ofLayout(campus) : fromFile(path, campus);
    if (!result.plan)
        return result;
    for (model::PlanProblem& problem : model::checkPlan(campus, *result.plan)) {
        std::vector<Problem>& list = problem.isMistake ? result.problems : result.warnings;
        const int line = result.plan->activities[problem.activity].row;
        list.push_back({result.plan->file, line, {}, std::move(problem.what)});
    }
    sortByLine(result.problems);
    sortByLine(result.warnings);
    if (!result.problems.empty())
        result.plan.reset();
    else
        result.plan->file = path;
    return result;
}

std::string standardRolloutFile()
{
    return findShipped("plans/standard.rollout.json");
}

} // namespace gigahall::assets
