#pragma once

#include "model/campus/campus.h"
#include "model/campus/namepattern.h"

#include <glm/glm.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A layout as it was written: templates, arrays and rules, nothing expanded. Plain values; references between parts
/// are indices into the vectors of CampusSpec, valid by contract (the importer checks them). Metres, radians, kW, C.
namespace gigahall::model {

/// Repeats a thing in x and y. Pitches are used in turn: {2.9, 2.5} gives distances 2.9, 2.5, 2.9, ...
struct ArraySpec
{
    std::uint32_t countX = 1, countY = 1;
    std::vector<double> pitchX, pitchY;
    bool columnsFirst = false; ///< numbers grow along y first, then x

    std::uint64_t count() const { return std::uint64_t{countX} * countY; }
};

/// Where a thing stands in its parent: its corner (min x, min y), then turned about that corner; the array is not
/// turned.
struct Placement
{
    glm::dvec3 atM{0};
    double turnRad = 0;
    ArraySpec array;
};

/// Straight run of equal assets. In a row: one segment, placed by what is before it.
struct AssetSpec
{
    std::uint32_t type = 0;
    std::uint32_t count = 1;
    double pitchM = 0; ///< 0 = the width of the type
    std::optional<glm::vec3> sizeM; ///< instead of the type's
    bool facesBack = false;
    Placement place;
    std::optional<std::uint32_t> standsFor; ///< type whose rules it follows; its own if absent
};

struct SegmentSpec
{
    std::uint32_t type = 0;
    std::uint32_t count = 1;
    double pitchM = 0; ///< 0 = the width of the type
    double gapM = 0; ///< free length before the first one
    std::optional<std::uint32_t> standsFor; ///< as in AssetSpec
};

struct ShellSpec
{
    struct Box
    {
        glm::dvec3 minM, sizeM;
    };
    Material material = Material::Concrete;
    ShellRole role = ShellRole::Solid;
    std::vector<Box> boxes;
    ArraySpec array;
};

struct KitUse
{
    std::uint32_t kit = 0;
    Placement place; ///< turn is a multiple of 90 degrees
};

/// What may stand in any frame: neutral geometry, runs of assets and smaller assemblies of the same.
struct ContentSpec
{
    std::vector<ShellSpec> shells;
    std::vector<AssetSpec> assets;
    std::vector<KitUse> kits;
};

struct RowTemplate
{
    std::vector<SegmentSpec> segments;
    std::vector<AssetSpec> assets; ///< in the frame of the row, e.g. busways above it
};

struct RowUse
{
    std::uint32_t row = 0;
    Placement place;
    std::vector<bool> facesBack; ///< in turn along y of the array; empty = never
};

/// A rack that stands where a scene or a survey says: middle of its footprint on the floor.
struct RackSpec
{
    std::string id;
    std::string row; ///< racks with equal text form a row
    std::uint32_t type = 0;
    glm::dvec3 atM{0};
    double turnRad = 0;
    std::optional<glm::vec3> sizeM;
    std::optional<std::uint32_t> standsFor; ///< as in AssetSpec
};

struct HallTemplate
{
    glm::dvec3 sizeM{1}; ///< its share of the building
    ShellSpec::Box whiteSpace{};
    ShellSpec::Box roof{}; ///< what its diagram fills; min.z = surface
    std::vector<RowUse> rows;
    std::vector<RackSpec> racks;
    ContentSpec content;
};

/// A hall in a building, or a building in a phase.
struct SpaceUse
{
    std::uint32_t space = 0;
    Placement place;
};

struct BuildingTemplate
{
    glm::dvec3 sizeM{1};
    std::vector<SpaceUse> halls;
    ContentSpec content;
};

struct PhaseTemplate
{
    glm::dvec3 sizeM{1};
    std::vector<SpaceUse> buildings;
    ContentSpec content;
};

/// One phase, or an array of them; "{n}" in key and label is the running number.
struct PhaseSpec
{
    std::string key;
    LocalizedText label;
    std::uint32_t phase = 0;
    Placement place;
    std::string readyDate;
    double peakPue = 1;
};

enum class Scope : std::uint8_t
{
    Campus,
    Phase,
    Building,
    Hall,
    Row
};

/// "From serves to", for all assets of these types that lie in the same campus, phase, building, hall or row.
struct RuleSpec
{
    ServesGraph::Rule rule;
    std::string from, to; ///< type key or category
    std::vector<bool> fromTypes, toTypes; ///< by type index
    Scope scope = Scope::Campus;
    bool roundRobin = false; ///< otherwise each to each
    std::uint32_t groups = 1; ///< both sides are cut into this many equal runs, joined one to one
    std::uint32_t feeds = 1; ///< round robin: how many serve each
};

struct BackdropSpec
{
    std::string mesh, exclude;
    glm::dvec3 atM{0};
    double turnRad = 0;
};

struct NameSpec
{
    std::optional<NamePattern> building, hall, row, rack, support, plant;
};

struct CampusSpec
{
    std::string key;
    LocalizedText label;
    std::string path;
    Site site;
    std::optional<Announcement> announced;
    bool siteHasExtent = false; ///< otherwise the extent is what the phases take

    std::vector<AssetType> types;
    std::vector<std::string> typeTags; ///< {tag} of plant names, by type
    NameSpec names;

    std::vector<RowTemplate> rows;
    std::vector<ContentSpec> kits; ///< no kit contains itself
    std::vector<HallTemplate> halls;
    std::vector<BuildingTemplate> buildings;
    std::vector<PhaseTemplate> phaseTemplates;

    std::vector<PhaseSpec> phases;
    ContentSpec content;
    std::vector<BackdropSpec> backdrops;
    std::vector<RuleSpec> power, coolant;
};

} // namespace gigahall::model
