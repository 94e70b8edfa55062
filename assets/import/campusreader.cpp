#include "assets/import/campusreader.h"

#include "assets/import/nearmiss.h"
#include "assets/import/readcontext.h"
#include "assets/import/readdesign.h"
#include "assets/import/rolloutsection.h"
#include "assets/import/scenefile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

namespace gigahall::assets {

namespace {

void readNames(ReadContext& context, const JsonNode& names)
{
    model::NameSpec& spec = context.spec.names;
    struct Kind
    {
        const char* key;
        const char* standard;
        std::optional<model::NamePattern>& pattern;
        std::vector<std::string_view> fields;
    };
    const Kind kinds[] = {
        {"building", "{phase}-B{building}", spec.building, {"phase", "building"}},
        {"hall", "{phase}-B{building}-H{hall}", spec.hall, {"phase", "building", "hall"}},
        {"row", "{phase}-B{building}-H{hall}-R{row:02}", spec.row, {"phase", "building", "hall", "row"}},
        {"rack", "{phase}-B{building}-H{hall}-R{row:02}-K{rack:02}", spec.rack,
            {"phase", "building", "hall", "row", "rack"}},
        {"support", "{phase}-B{building}-H{hall}-R{row:02}-S{n:02}", spec.support,
            {"phase", "building", "hall", "row", "n"}},
        {"plant", "{parent}-{tag}{n:02}", spec.plant, {"parent", "tag", "n", "phase"}},
    };
    for (const Kind& kind : kinds) {
        const JsonNode node = names[kind.key];
        auto parsed = model::NamePattern::parse(node.text(kind.standard), kind.fields);
        if (parsed.pattern)
            kind.pattern = std::move(parsed.pattern);
        else if (node.isString())
            context.report(node, fmt::format("the pattern \"{}\" {}", node.text(), parsed.error));
    }
}

bool isDate(const std::string& text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return true; // the schema says it
    const auto part = [&](std::size_t at, std::size_t n) { return std::atoi(text.substr(at, n).c_str()); };
    return std::chrono::year_month_day(std::chrono::year(part(0, 4)),
        std::chrono::month(static_cast<unsigned>(part(5, 2))), std::chrono::day(static_cast<unsigned>(part(8, 2))))
        .ok();
}

void readSite(ReadContext& context, const JsonNode& node)
{
    model::CampusSpec& spec = context.spec;
    spec.site.longitudeDeg = node["longitude"].number(0);
    spec.site.latitudeDeg = node["latitude"].number(0);
    spec.site.bearingDeg = node["bearing"].number(0);
    spec.siteHasExtent = node["size"].exists();
    if (spec.siteHasExtent) {
        spec.site.minM = glm::vec3(readPosition(node["at"]));
        spec.site.sizeM = glm::vec3(glm::dvec3(node["size"][0].number(), node["size"][1].number(), 40));
    }
    readSiteDesign(context, node, spec.site);
}

void readAnnouncement(ReadContext& context, const JsonNode& node)
{
    if (!node.exists())
        return;
    model::Announcement said;
    said.source = readLabel(node["source"], {});
    node["says"].forEach([&](const JsonNode& sentence) { said.says.push_back(readLabel(sentence, {})); });
    said.powerGw = node["powerGw"].number(0);
    said.gpusLow = node["gpus"][0].number(0);
    said.gpusHigh = node["gpus"][1].number(0);
    if (said.gpusLow > said.gpusHigh)
        context.report(node["gpus"],
            fmt::format("goes from {:.0f} to {:.0f}; expected the lower number first", said.gpusLow, said.gpusHigh));
    said.stakeBnUsd = node["stakeBnUsd"].number(0);
    said.stakePerGwBnUsd = node["stakePerGwBnUsd"].number(0);
    if (node["stakeBnUsd"].exists() != node["stakePerGwBnUsd"].exists())
        context.report(node, "expected 'stakeBnUsd' and 'stakePerGwBnUsd' together, or neither");
    context.spec.announced = std::move(said);
}

/// Which types a rule speaks of: one by its key, or all of a category.
std::vector<bool> select(ReadContext& context, const JsonNode& node)
{
    const auto& types = context.spec.types;
    std::vector<bool> out(types.size(), false);
    std::set<std::string_view> known;
    bool any = false;
    for (std::size_t i = 0; i < types.size(); ++i) {
        out[i] = types[i].key == node.text() || types[i].category == node.text();
        any = any || out[i];
        known.insert(types[i].key);
        known.insert(types[i].category);
    }
    if (!any && node.isString())
        context.report(node,
            fmt::format("no type and no category is called '{}'{}; expected a key of /types or a category used there",
                node.text(), didYouMean(node.text(), std::vector<std::string_view>(known.begin(), known.end()))));
    return out;
}

} // namespace

void readPhases(ReadContext& context, const JsonNode& phases)
{
    std::vector<JsonNode> nodes;
    std::set<std::string> ids;
    phases.forEach([&](const JsonNode& node) {
        const std::string id = node["id"].text();
        if (node["id"].isString() && !ids.insert(id).second)
            context.report(node["id"], fmt::format("the id '{}' is used twice; expected ids that differ", id));
        if (node["ready"].isString() && !isDate(node["ready"].text()))
            context.report(node["ready"],
                fmt::format("'{}' is no day of the calendar; expected YYYY-MM-DD", node["ready"].text()));
        const auto shape = context.refer(node["template"], context.phases);
        if (!shape)
            return;
        model::PhaseSpec phase{id, readLabel(node["label"], id), *shape, readPlacement(node), node["ready"].text(),
            node["peakPue"].number(1)};
        if (phase.place.array.count() > 1 && id.find("{n") == std::string::npos)
            context.report(node["id"],
                fmt::format("'{}' would name {} phases; expected a pattern with {{n}}, as in P{{n:02}}", id,
                    phase.place.array.count()));
        context.spec.phases.push_back(std::move(phase));
        nodes.push_back(node);
    });
    std::vector<Placed> placed;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const model::PhaseSpec& phase = context.spec.phases[i];
        const glm::dvec3 size = context.spec.phaseTemplates[phase.phase].sizeM;
        placed.push_back({nodes[i], &phase.place, {size.x, size.y}, fmt::format("phase '{}'", phase.key)});
        checkArray(context, placed.back());
    }
    checkApart(context, placed);
}

void readRules(ReadContext& context, const JsonNode& rules, std::vector<model::RuleSpec>& out)
{
    static constexpr std::array<std::string_view, 5> kScopes{"campus", "phase", "building", "hall", "row"};
    rules.forEach([&](const JsonNode& node) {
        model::RuleSpec rule;
        rule.from = node["from"].text();
        rule.to = node["to"].text();
        rule.rule = {node["name"].text(rule.from + " to " + rule.to), node["redundancy"].text(), node["source"].text()};
        rule.fromTypes = select(context, node["from"]);
        rule.toTypes = select(context, node["to"]);
        const auto scope = std::find(kScopes.begin(), kScopes.end(), node["scope"].text("campus"));
        rule.scope = scope == kScopes.end() ? model::Scope::Campus : static_cast<model::Scope>(scope - kScopes.begin());
        rule.roundRobin = node["join"].text() == "roundRobin";
        rule.groups = std::max(1u, node["groups"].whole(1));
        rule.feeds = std::max(1u, node["feeds"].whole(1));
        if (node["feeds"].exists() && !rule.roundRobin)
            context.report(
                node["feeds"], "has no meaning without \"join\": \"roundRobin\"; expected that, or no 'feeds'");
        out.push_back(std::move(rule));
    });
}

SpecResult readCampusSpec(const CampusDocument& document)
{
    SpecResult result;
    ReadContext context{document, result.problems, result.spec};
    const JsonNode root(&document.root(), "");
    model::CampusSpec& spec = result.spec;
    spec.key = root["id"].text();
    spec.label = readLabel(root["label"], spec.key);
    spec.path = document.path();
    readSite(context, root["site"]);
    readAnnouncement(context, root["announcement"]);
    readNames(context, root["names"]);
    readTypes(context, root["types"]);
    readTemplates(context, root["templates"]);
    readPhases(context, root["phases"]);
    spec.content = readContent(context, root);
    root["backdrops"].forEach([&](const JsonNode& node) {
        const model::Placement place = readPlacement(node);
        checkMesh(context, node["mesh"]);
        if (const std::string error = NamePattern(node["exclude"].text()).error; !error.empty())
            context.report(node["exclude"], error + "; expected an ECMAScript regular expression");
        spec.backdrops.push_back({node["mesh"].text(), node["exclude"].text(), place.atM, place.turnRad});
    });
    readRules(context, root["power"], spec.power);
    readRules(context, root["coolant"], spec.coolant);
    readRolloutSection(document, root["rollout"], result.problems); // what it says is asked for by loadPlan()
    return result;
}

} // namespace gigahall::assets
