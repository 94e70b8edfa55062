#include "assets/import/readcontext.h"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>

namespace gigahall::assets {

namespace {

model::RowTemplate readRow(ReadContext& context, const JsonNode& node, Footprint& footprint)
{
    model::RowTemplate row;
    footprint = {0, 0};
    node["segments"].forEach([&](const JsonNode& at) {
        const auto type = context.refer(at["type"], context.types);
        if (!type)
            return;
        const glm::dvec3 size(context.spec.types[*type].sizeM);
        const std::uint32_t count = std::max(1u, at["count"].whole(1));
        const double pitch = at["pitch"].number(size.x), gap = at["gap"].number(0);
        if (count > 1 && at["pitch"].exists() && pitch < size.x - 0.0005)
            context.report(at["pitch"],
                fmt::format(
                    "pitch {:g} m is less than the width {:g} m of '{}', so they overlap; expected at least {:g}",
                    pitch, size.x, context.spec.types[*type].key, size.x));
        row.segments.push_back({*type, count, pitch, gap});
        footprint.widthM += gap + pitch * (count - 1) + size.x;
        footprint.depthM = std::max(footprint.depthM, size.y);
    });
    node["assets"].forEach([&](const JsonNode& at) {
        if (auto asset = readAsset(context, at))
            row.assets.push_back(std::move(*asset));
    });
    return row;
}

std::vector<bool> readFacing(const JsonNode& node)
{
    std::vector<bool> out;
    if (node.isString())
        out.push_back(node.text() == "back");
    node.forEach([&](const JsonNode& one) { out.push_back(one.text() == "back"); });
    return out;
}

std::optional<model::RackSpec> readRack(ReadContext& context, const JsonNode& node)
{
    const auto type = context.refer(node["type"], context.types);
    if (!type)
        return std::nullopt;
    const auto typeClass = context.spec.types[*type].typeClass;
    if (typeClass == model::TypeClass::Plant || typeClass == model::TypeClass::Decor)
        context.report(node["type"],
            fmt::format("'{}' is no rack; expected a type of class computeRack or supportRack", node["type"].text()));
    model::RackSpec rack;
    rack.id = node["id"].text();
    rack.row = node["row"].text();
    rack.type = *type;
    rack.atM = readPosition(node["at"]);
    rack.turnRad = node["turn"].number(0) * std::numbers::pi / 180;
    if (node["size"].exists())
        rack.sizeM = glm::vec3(readSize(node["size"]));
    return rack;
}

void readHallRows(ReadContext& context, const JsonNode& node, model::HallTemplate& hall)
{
    node["rows"].forEach([&](const JsonNode& at) {
        if (const auto row = context.refer(at["row"], context.rows))
            hall.rows.push_back({*row, readPlacement(at), readFacing(at["facing"])});
    });
    std::vector<Placed> placed;
    std::size_t next = 0;
    node["rows"].forEach([&](const JsonNode& at) {
        if (next < hall.rows.size() && context.rows.find(at["row"].text()) == hall.rows[next].row) {
            const model::RowUse& use = hall.rows[next++];
            placed.push_back(
                {at, &use.place, context.rowFootprints[use.row], fmt::format("row '{}'", at["row"].text())});
        }
    });
    for (const Placed& one : placed) {
        checkArray(context, one);
        checkInside(
            context, one, glm::dvec2(hall.whiteSpace.minM), glm::dvec2(hall.whiteSpace.sizeM), "the white space");
    }
    checkApart(context, placed);
}

model::HallTemplate readHall(ReadContext& context, const JsonNode& node)
{
    model::HallTemplate hall;
    hall.sizeM = readSize(node["size"]);
    const JsonNode space = node["whiteSpace"], roof = node["roof"];
    hall.whiteSpace = space.exists() ? model::ShellSpec::Box{readPosition(space["at"]), readSize(space["size"])}
                                     : model::ShellSpec::Box{glm::dvec3(0), hall.sizeM};
    if (roof.exists())
        hall.roof = {readPosition(roof["at"]), {roof["size"][0].number(), roof["size"][1].number(), 0}};
    else // inset, so that neighbours stay apart
        hall.roof = {{0.04 * hall.sizeM.x, 0.04 * hall.sizeM.y, hall.sizeM.z + 0.05},
            {0.92 * hall.sizeM.x, 0.92 * hall.sizeM.y, 0}};
    const auto inside = [&](const JsonNode& at, const model::ShellSpec::Box& box, std::string what) {
        const model::Placement place{box.minM, 0, {}};
        checkInside(context, {at, &place, {box.sizeM.x, box.sizeM.y}, std::move(what)}, glm::dvec2(0),
            glm::dvec2(hall.sizeM), "the hall");
    };
    inside(space, hall.whiteSpace, "the white space");
    inside(roof, hall.roof, "the diagram on the roof");
    readHallRows(context, node, hall);
    std::vector<std::pair<std::string, std::string>> ids;
    node["racks"].forEach([&](const JsonNode& at) {
        if (auto rack = readRack(context, at)) {
            ids.emplace_back(rack->id, at.pointer());
            hall.racks.push_back(std::move(*rack));
        }
    });
    std::stable_sort(ids.begin(), ids.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 1; i < ids.size(); ++i)
        if (ids[i].first == ids[i - 1].first)
            context.problems.push_back(context.document.problem(ids[i].second + "/id",
                fmt::format(
                    "the id '{}' is that of {} already; expected ids that differ", ids[i].first, ids[i - 1].second)));
    hall.content = readContent(context, node);
    return hall;
}

/// Halls in a building, buildings in a phase.
template <typename Template>
void readSpaces(ReadContext& context, const JsonNode& list, const char* key, const NameTable& table,
    const std::vector<Template>& templates, glm::dvec3 parentM, std::string_view parent,
    std::vector<model::SpaceUse>& out)
{
    std::vector<JsonNode> nodes;
    list.forEach([&](const JsonNode& at) {
        if (const auto space = context.refer(at[key], table)) {
            out.push_back({*space, readPlacement(at)});
            nodes.push_back(at);
        }
    });
    std::vector<Placed> placed;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const glm::dvec3 size = templates[out[i].space].sizeM;
        placed.push_back(
            {nodes[i], &out[i].place, {size.x, size.y}, fmt::format("{} '{}'", key, nodes[i][key].text())});
        checkArray(context, placed.back());
        checkInside(context, placed.back(), glm::dvec2(0), glm::dvec2(parentM), parent);
    }
    checkApart(context, placed);
}

/// A kit that contains itself would never end.
void checkKitCycles(ReadContext& context, const JsonNode& kits)
{
    enum class State
    {
        New,
        Open,
        Done
    };
    std::vector<State> states(context.spec.kits.size(), State::New);
    const auto visit = [&](const auto& self, std::uint32_t kit) -> bool {
        if (states[kit] != State::New)
            return states[kit] == State::Open;
        states[kit] = State::Open;
        bool cycle = false;
        for (const model::KitUse& use : context.spec.kits[kit].kits)
            cycle = self(self, use.kit) || cycle;
        states[kit] = State::Done;
        return cycle;
    };
    std::uint32_t index = 0;
    kits.forEachMember([&](const std::string& name, const JsonNode& node) {
        if (visit(visit, index++))
            context.report(node["kits"], fmt::format("kit '{}' contains itself; expected kits without a cycle", name));
    });
}

} // namespace

void readTemplates(ReadContext& context, const JsonNode& templates)
{
    model::CampusSpec& spec = context.spec;
    const JsonNode kits = templates["kits"];
    kits.forEachMember([&](const std::string& name, const JsonNode&) { context.kits.add(name); });
    kits.forEachMember(
        [&](const std::string&, const JsonNode& node) { spec.kits.push_back(readContent(context, node)); });
    checkKitCycles(context, kits);
    templates["rows"].forEachMember([&](const std::string& name, const JsonNode& node) {
        context.rows.add(name);
        context.rowFootprints.emplace_back();
        spec.rows.push_back(readRow(context, node, context.rowFootprints.back()));
    });
    templates["halls"].forEachMember([&](const std::string& name, const JsonNode& node) {
        context.halls.add(name);
        spec.halls.push_back(readHall(context, node));
    });
    templates["buildings"].forEachMember([&](const std::string& name, const JsonNode& node) {
        context.buildings.add(name);
        model::BuildingTemplate building;
        building.sizeM = readSize(node["size"]);
        readSpaces(
            context, node["halls"], "hall", context.halls, spec.halls, building.sizeM, "the building", building.halls);
        building.content = readContent(context, node);
        spec.buildings.push_back(std::move(building));
    });
    templates["phases"].forEachMember([&](const std::string& name, const JsonNode& node) {
        context.phases.add(name);
        model::PhaseTemplate phase;
        phase.sizeM = {node["size"][0].number(), node["size"][1].number(), node["size"][2].number(30)};
        readSpaces(context, node["buildings"], "building", context.buildings, spec.buildings, phase.sizeM, "the phase",
            phase.buildings);
        phase.content = readContent(context, node);
        spec.phaseTemplates.push_back(std::move(phase));
    });
}

} // namespace gigahall::assets
