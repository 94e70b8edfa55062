#include "assets/import/sceneimport.h"

#include "assets/import/campusdocument.h"
#include "assets/import/jsonformat.h"
#include "assets/import/scenefile.h"
#include "assets/import/scenematch.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

namespace gigahall::assets {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr double kMarginM = 1.2; ///< free floor around the outermost racks

/// Millimetres are enough for a rack, and keep the file readable.
double tidy(double value)
{
    return std::round(value * 1e4) / 1e4 + 0.0;
}
ordered_json tidy(const glm::dvec3& v)
{
    return {tidy(v.x), tidy(v.y), tidy(v.z)};
}

struct Box
{
    glm::dvec3 minM{1e30}, maxM{-1e30};
    void add(const glm::dvec3& p)
    {
        minM = glm::min(minM, p);
        maxM = glm::max(maxM, p);
    }
};

/// Plan box of racks with their corners, and the height of the tallest.
Box boxOf(const std::vector<SceneMatch>& racks)
{
    Box out;
    for (const SceneMatch& rack : racks) {
        const double turn = glm::radians(rack.turnDeg);
        const glm::dvec2 u = glm::dvec2(std::cos(turn), std::sin(turn)) * rack.sizeM.x * 0.5;
        const glm::dvec2 v = glm::dvec2(-std::sin(turn), std::cos(turn)) * rack.sizeM.y * 0.5;
        for (const glm::dvec2 corner : {u + v, u - v, -u + v, -u - v}) {
            out.add(rack.positionM + glm::dvec3(corner, 0));
            out.add(rack.positionM + glm::dvec3(corner, rack.sizeM.z));
        }
    }
    return out;
}

std::string safeId(const std::string& path)
{
    std::string id = fs::path(path).filename().string();
    id = id.substr(0, id.find('.'));
    for (char& c : id)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_')
            c = '-';
    while (!id.empty() && !std::isalnum(static_cast<unsigned char>(id.front())))
        id.erase(id.begin());
    return id.empty() ? "scene" : id;
}

std::string relativeTo(const fs::path& file, const std::string& output)
{
    std::error_code failed;
    const fs::path folder = fs::absolute(output, failed).parent_path();
    const fs::path out = fs::relative(fs::absolute(file, failed), folder, failed);
    return failed || out.empty() ? fs::absolute(file, failed).string() : out.generic_string();
}

/// Definition of the rack type from the layout that has it; a mesh beside that layout is named from where the output
/// lies.
std::optional<ordered_json> findType(const SceneImport& request, std::vector<Problem>& problems)
{
    const std::string source = resolveCampusPath(request.campus);
    auto [document, trouble] = CampusDocument::load(source);
    if (!document || !trouble.empty()) {
        problems.insert(problems.end(), trouble.begin(), trouble.end());
        return std::nullopt;
    }
    const ordered_json& root = document->root();
    std::string known;
    if (root.is_object() && root.contains("types") && root["types"].is_object()) {
        for (const auto& [key, type] : root["types"].items()) {
            const bool rack = type.is_object()
                && (type.value("class", ordered_json()) == "computeRack"
                    || type.value("class", ordered_json()) == "supportRack");
            if (!rack)
                continue;
            if (key == request.type) {
                ordered_json out = type;
                if (out.contains("mesh") && out["mesh"].is_string()) {
                    const fs::path beside = fs::path(source).parent_path() / out["mesh"].get<std::string>();
                    std::error_code failed;
                    if (fs::is_regular_file(beside, failed))
                        out["mesh"] = relativeTo(beside, request.output);
                }
                return out;
            }
            known += (known.empty() ? "" : ", ") + key;
        }
    }
    problems.push_back({source, 0, "/types",
        fmt::format("has no rack type '{}'; expected one of: {}", request.type, known.empty() ? "(none)" : known)});
    return std::nullopt;
}

ordered_json racksJson(const std::vector<SceneMatch>& racks, const std::string& type, const glm::dvec3& cornerM)
{
    ordered_json out = ordered_json::array();
    for (const SceneMatch& rack : racks) {
        ordered_json one = {{"id", rack.name}, {"type", type}, {"at", tidy(rack.positionM - cornerM)}};
        if (tidy(rack.turnDeg) != 0)
            one["turn"] = tidy(rack.turnDeg);
        one["size"] = tidy(rack.sizeM);
        one["row"] = rack.row;
        out.push_back(std::move(one));
    }
    return out;
}

/// One phase, one building, one hall around the racks.
ordered_json layout(const SceneImport& request, ordered_json type, const std::vector<SceneMatch>& racks,
    const std::optional<Box>& backdrop)
{
    const Box plan = boxOf(racks);
    const glm::dvec3 corner(plan.minM.x - kMarginM, plan.minM.y - kMarginM, 0);
    const double height = std::max(plan.maxM.z, backdrop ? backdrop->maxM.z : 0.0);
    const glm::dvec3 size(plan.maxM.x + kMarginM - corner.x, plan.maxM.y + kMarginM - corner.y, std::max(height, 1.0));
    Box site = plan;
    site.add(corner);
    site.add(corner + size);
    if (backdrop) {
        site.add(backdrop->minM);
        site.add(backdrop->maxM);
    }
    const ordered_json box = tidy(size);
    ordered_json out = {{"format", "gigahall/campus"}, {"version", 1}, {"id", safeId(request.output)},
        {"label", fs::path(request.scene).filename().string()}};
    out["site"] = {{"at", {tidy(site.minM.x), tidy(site.minM.y)}},
        {"size", {tidy(site.maxM.x - site.minM.x), tidy(site.maxM.y - site.minM.y)}}};
    out["types"] = {{request.type, std::move(type)}};
    out["templates"]["halls"]["scene"] = {{"size", box}, {"racks", racksJson(racks, request.type, corner)}};
    out["templates"]["buildings"]["scene"] = {{"size", box}, {"halls", {{{"hall", "scene"}}}}};
    out["templates"]["phases"]["scene"] = {{"size", box}, {"buildings", {{{"building", "scene"}}}}};
    out["phases"]
        = ordered_json::array({{{"id", "P01"}, {"template", "scene"}, {"at", {tidy(corner.x), tidy(corner.y)}}}});
    if (backdrop)
        out["backdrops"] = ordered_json::array(
            {{{"mesh", relativeTo(request.scene, request.output)}, {"exclude", request.rackPattern}}});
    return out;
}

/// Written beside the output first and opened as any layout would be; only then it takes the name.
std::vector<Problem> write(const ordered_json& document, const std::string& output)
{
    const std::string draft = output + ".part";
    std::error_code failed;
    {
        std::ofstream file(draft, std::ios::binary);
        file << formatJson(document);
        if (!file.flush()) {
            fs::remove(draft, failed);
            return {{output, 0, {}, "can't be written"}};
        }
    }
    CampusResult check = loadCampus(draft);
    if (!check.problems.empty()) {
        fs::remove(draft, failed);
        for (Problem& problem : check.problems)
            problem.file = output;
        return check.problems;
    }
    fs::rename(draft, output, failed);
    if (failed) {
        const std::string why = failed.message();
        fs::remove(draft, failed);
        return {{output, 0, {}, "can't be written: " + why}};
    }
    return {};
}

std::optional<Box> backdropOf(const Scene& scene, const NamePattern& pattern)
{
    Box out;
    for (std::size_t i = 0; i < scene.nodes.size();) {
        const SceneNode& node = scene.nodes[i];
        if (pattern.matches(node.name)) {
            i = node.end;
            continue;
        }
        for (const std::uint32_t mesh : node.meshes)
            for (const glm::vec3& p : scene.meshes[mesh].positions)
                out.add(glm::dvec3(node.world * glm::dvec4(p, 1)));
        ++i;
    }
    return out.minM.x <= out.maxM.x ? std::optional(out) : std::nullopt;
}

} // namespace

std::vector<SceneMatch> previewScene(
    const std::string& path, const std::string& pattern, std::vector<Problem>& problems)
{
    const NamePattern names(pattern);
    if (!names.regex) {
        problems.push_back({path, 0, {}, "rack pattern " + names.error});
        return {};
    }
    SceneResult read = readScene(path);
    problems.insert(problems.end(), read.problems.begin(), read.problems.end());
    return read.scene ? matchRacks(*read.scene, names, pattern, problems) : std::vector<SceneMatch>();
}

SceneImportResult importScene(const SceneImport& request)
{
    SceneImportResult out;
    if (!request.output.ends_with(".campus.json"))
        out.problems.push_back({request.output, 0, {}, "is no name for a layout; expected an ending of .campus.json"});
    auto type = findType(request, out.problems);
    const NamePattern names(request.rackPattern);
    if (!names.regex)
        out.problems.push_back({request.scene, 0, {}, "rack pattern " + names.error});
    SceneResult read = readScene(request.scene);
    out.problems.insert(out.problems.end(), read.problems.begin(), read.problems.end());
    if (!read.scene || !names.regex)
        return out;
    const auto racks = matchRacks(*read.scene, names, request.rackPattern, out.problems);
    if (!out.problems.empty())
        return out;
    out.racks = racks.size();
    out.gpus = racks.size() * type->value("trays", std::size_t{0}) * type->value("gpusPerTray", std::size_t{0});
    out.smallestM = out.largestM = racks.front().sizeM;
    std::set<std::string> rows;
    for (const SceneMatch& rack : racks) {
        out.smallestM = glm::min(out.smallestM, rack.sizeM);
        out.largestM = glm::max(out.largestM, rack.sizeM);
        rows.insert(rack.row);
    }
    out.rows = rows.size();
    const auto backdrop = backdropOf(*read.scene, names);
    out.backdrop = backdrop.has_value();
    out.problems = write(layout(request, std::move(*type), racks, backdrop), request.output);
    out.written = out.problems.empty();
    return out;
}

} // namespace gigahall::assets
