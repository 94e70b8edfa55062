#include "assets/import/readcontext.h"
#include "assets/import/readdesign.h"
#include "assets/import/shippedfiles.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cmath>

namespace gigahall::assets {

namespace {

using model::Material;
using model::ShellRole;
using model::TypeClass;

constexpr std::array<std::string_view, static_cast<std::size_t>(Material::Count)> kMaterials{"ground", "pad", "road",
    "concrete", "grass", "gravel", "water", "wall", "roof", "steel", "glass", "floor", "partition", "fence", "marking",
    "accent"};
constexpr std::array<std::string_view, 4> kRoles{"solid", "roof", "wall", "interior"};
constexpr std::array<std::string_view, 4> kClasses{"computeRack", "supportRack", "plant", "decor"};

/// "#rrggbb" (sRGB) to linear.
glm::vec3 readColour(const std::string& text, glm::vec3 fallback)
{
    if (text.size() != 7 || text[0] != '#' || text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos)
        return fallback;
    glm::vec3 out{};
    for (int i = 0; i < 3; ++i) {
        const float c
            = static_cast<float>(std::stoi(text.substr(1 + 2 * static_cast<std::size_t>(i), 2), nullptr, 16)) / 255.0f;
        out[i] = c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
    }
    return out;
}

std::string defaultTag(const std::string& category)
{
    std::string out;
    for (const char c : category)
        if (std::isalnum(static_cast<unsigned char>(c)))
            out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out.empty() ? "X" : out;
}

void checkComputeRack(ReadContext& context, const JsonNode& node, const model::AssetType& type)
{
    for (const char* key : {"trays", "gpusPerTray", "rating"})
        if (!node[key].exists())
            context.report(node, fmt::format("'{}' is missing; expected it in a type of class computeRack", key));
    if (node["rating"].exists() && type.ratedKw <= 0)
        context.report(node["rating"], "is 0; expected the nameplate power of the rack in kW");
    if (!node["ratingUnit"].text("kW").starts_with("kW") || node["ratingUnit"].text() == "kWh")
        context.report(node["ratingUnit"], "is not a power; expected kW for a rack");
    if (type.gpuIdleW > type.gpuMaxW && node["gpuMaxW"].exists())
        context.report(node["gpuIdleW"],
            fmt::format("{:g} W idle is more than gpuMaxW = {:g} W; expected less", type.gpuIdleW, type.gpuMaxW));
    const double gpusKw = type.gpuMaxW * type.gpus() / 1000;
    if (type.ratedKw > 0 && gpusKw > type.ratedKw)
        context.report(node["gpuMaxW"],
            fmt::format("{} GPUs of {:g} W draw {:g} kW, more than the rating of {:g} kW; expected a share of it",
                type.gpus(), type.gpuMaxW, gpusKw, type.ratedKw));
}

model::AssetType readType(ReadContext& context, const std::string& key, const JsonNode& node)
{
    model::AssetType type;
    type.key = key;
    type.category = node["category"].text();
    type.label = readLabel(node["label"], key);
    type.typeClass = enumOf(node["class"].text(), kClasses, TypeClass::Plant);
    type.sizeM = glm::vec3(readSize(node["size"]));
    type.mesh = node["mesh"].text();
    type.ratedKw = node["rating"].number(0);
    type.ratedUnit = node["ratingUnit"].text("kW");
    type.trays = node["trays"].whole(0);
    type.gpusPerTray = node["gpusPerTray"].whole(0);
    type.gpusPerPackage = std::max(1.0, node["gpusPerPackage"].number(1));
    type.gpuIdleW = node["gpuIdleW"].number(0);
    type.gpuMaxW = node["gpuMaxW"].number(0);
    type.liquidShare = node["liquidShare"].number(1);
    type.liquidSupplyC = node["liquidSupplyC"].number(0);
    type.liquidRiseK = node["liquidRiseK"].number(10);
    type.colour = readColour(node["colour"].text(), type.colour);
    type.source = node["source"].text();
    checkMesh(context, node["mesh"]);
    if (type.typeClass == TypeClass::ComputeRack)
        checkComputeRack(context, node, type);
    readDesign(context, node, type);
    return type;
}

/// Pitch of a run against what stands in it.
void checkRun(ReadContext& context, const JsonNode& node, std::uint32_t count, double pitchM, double widthM,
    const std::string& type)
{
    if (count > 1 && node["pitch"].exists() && pitchM < widthM - 0.0005)
        context.report(node["pitch"],
            fmt::format("pitch {:g} m is less than the width {:g} m of '{}', so they overlap; expected at least {:g}",
                pitchM, widthM, type, widthM));
}

} // namespace

void checkMesh(ReadContext& context, const JsonNode& node)
{
    if (node.isString() && findMesh(node.text(), context.document.path()).empty())
        context.report(node,
            fmt::format("no file '{}' lies beside this one or among the shipped meshes; expected glTF, OBJ or FBX",
                node.text()));
}

void readTypes(ReadContext& context, const JsonNode& types)
{
    types.forEachMember([&](const std::string& key, const JsonNode& node) {
        context.types.add(key);
        context.spec.types.push_back(readType(context, key, node));
        context.spec.typeTags.push_back(node["tag"].text(defaultTag(context.spec.types.back().category)));
    });
}

std::optional<model::AssetSpec> readAsset(ReadContext& context, const JsonNode& node)
{
    const auto type = context.refer(node["type"], context.types);
    if (!type)
        return std::nullopt;
    const model::AssetType& known = context.spec.types[*type];
    if (known.typeClass == TypeClass::ComputeRack || known.typeClass == TypeClass::SupportRack)
        context.report(node["type"],
            fmt::format("'{}' is a rack; expected racks in the segments of a row or in 'racks' of a hall", known.key));
    model::AssetSpec asset;
    asset.type = *type;
    asset.count = std::max(1u, node["count"].whole(1));
    if (node["size"].exists())
        asset.sizeM = glm::vec3(readSize(node["size"]));
    const glm::vec3 size = asset.sizeM.value_or(known.sizeM);
    asset.pitchM = node["pitch"].number(size.x);
    asset.facesBack = node["facing"].text() == "back";
    asset.place = readPlacement(node);
    checkRun(context, node, asset.count, asset.pitchM, size.x, known.key);
    const double length = asset.pitchM * (asset.count - 1) + size.x;
    checkArray(context, {node, &asset.place, {length, size.y}, fmt::format("a run of '{}'", known.key)});
    return asset;
}

model::ContentSpec readContent(ReadContext& context, const JsonNode& parent)
{
    model::ContentSpec content;
    parent["shells"].forEach([&](const JsonNode& node) {
        model::ShellSpec shell;
        shell.material = enumOf(node["material"].text(), kMaterials, Material::Concrete);
        shell.role = enumOf(node["role"].text(), kRoles, ShellRole::Solid);
        shell.array = readArray(node["array"]);
        node["boxes"].forEach([&](const JsonNode& box) {
            shell.boxes.push_back({{box[0].number(), box[1].number(), box[2].number()},
                {box[3].number(), box[4].number(), box[5].number()}});
        });
        content.shells.push_back(std::move(shell));
    });
    parent["assets"].forEach([&](const JsonNode& node) {
        if (auto asset = readAsset(context, node))
            content.assets.push_back(std::move(*asset));
    });
    parent["kits"].forEach([&](const JsonNode& node) {
        if (const auto kit = context.refer(node["kit"], context.kits))
            content.kits.push_back({*kit, readPlacement(node)});
    });
    return content;
}

} // namespace gigahall::assets
