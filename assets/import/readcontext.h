#pragma once

#include "assets/import/campusdocument.h"
#include "assets/import/jsonnode.h"
#include "model/campus/campusspec.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Shared by the parts of the campus reader; not for others.
namespace gigahall::assets {

/// Names of one kind of thing in the order of the file; index = index in the spec.
class NameTable
{
public:
    explicit NameTable(std::string kind)
        : m_kind(std::move(kind))
    {
    }
    void add(const std::string& name);
    std::optional<std::uint32_t> find(const std::string& name) const;
    /// "unknown hall 'x' (did you mean 'y'?); expected one of a, b, c"
    std::string unknown(const std::string& name) const;

private:
    std::string m_kind;
    std::vector<std::string> m_names;
    std::map<std::string, std::uint32_t, std::less<>> m_index;
};

/// What a thing covers on the floor, un-turned, from its corner.
struct Footprint
{
    double widthM, depthM;
};

struct ReadContext
{
    const CampusDocument& document;
    std::vector<Problem>& problems;
    model::CampusSpec& spec;
    NameTable types{"type"}, rows{"row template"}, halls{"hall template"}, buildings{"building template"},
        phases{"phase template"}, kits{"kit"};
    std::vector<Footprint> rowFootprints{};

    void report(const JsonNode& at, std::string what)
    {
        problems.push_back(document.problem(at.pointer(), std::move(what)));
    }
    /// Index of what a node names; nothing (and a problem, unless it is no text) when there is no such thing.
    std::optional<std::uint32_t> refer(const JsonNode& at, const NameTable& table);
};

// Values
/// Names in the order of the enumerators.
template <typename T, std::size_t N>
T enumOf(const std::string& text, const std::array<std::string_view, N>& names, T fallback)
{
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == text)
            return static_cast<T>(i);
    return fallback;
}
glm::dvec3 readPosition(const JsonNode& at);
/// [w, d, h]; NaN where a number is missing.
glm::dvec3 readSize(const JsonNode& at);
model::LocalizedText readLabel(const JsonNode& at, std::string_view ifAbsent);
model::ArraySpec readArray(const JsonNode& at);
model::Placement readPlacement(const JsonNode& parent);

// Checks of placements
struct Placed
{
    JsonNode node;
    const model::Placement* place;
    Footprint footprint;
    std::string what; ///< "row 'a'"
};
/// The elements of an array must not overlap.
void checkArray(ReadContext& context, const Placed& placed);
/// All of them must lie inside [min, min + size] of the parent, e.g. "the white space".
void checkInside(
    ReadContext& context, const Placed& placed, glm::dvec2 minM, glm::dvec2 sizeM, std::string_view parent);
/// Different entries of one list must not overlap.
void checkApart(ReadContext& context, const std::vector<Placed>& all);

// Parts
void checkMesh(ReadContext& context, const JsonNode& node);
void readTypes(ReadContext& context, const JsonNode& types);
model::ContentSpec readContent(ReadContext& context, const JsonNode& parent);
/// nullopt when its type is unknown. Racks are refused: they stand in rows.
std::optional<model::AssetSpec> readAsset(ReadContext& context, const JsonNode& at);
void readTemplates(ReadContext& context, const JsonNode& templates);
void readPhases(ReadContext& context, const JsonNode& phases);
void readRules(ReadContext& context, const JsonNode& rules, std::vector<model::RuleSpec>& out);

} // namespace gigahall::assets
