#pragma once

#include "model/campus/ids.h"
#include "model/campus/namelist.h"
#include "model/campus/plantdesign.h"
#include "model/graph/servesgraph.h"

#include <glm/glm.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The built campus: structure-of-arrays tables that never change after CampusBuilder made them; an edit builds a new
/// one. Lengths in metres, Z up, right-handed, x east, y north, z = 0 at the ground; angles in radians
/// counter-clockwise from +x; power in kW. Const use from any number of threads is safe.
namespace gigahall::model {

/// Half-open index range into one of the tables.
struct Range
{
    std::uint32_t first = 0;
    std::uint32_t count = 0;

    std::uint32_t end() const { return first + count; }
    bool contains(std::uint32_t i) const { return i >= first && i - first < count; }
};

/// Text in the languages of the layout; `en` is always there.
struct LocalizedText
{
    std::string en;
    std::string de;

    const std::string& in(std::string_view language) const { return language == "de" && !de.empty() ? de : en; }
};

/// How an asset type takes part: compute racks carry GPUs, support racks count apart, plant has ratings, decor has
/// none.
enum class TypeClass : std::uint8_t
{
    ComputeRack,
    SupportRack,
    Plant,
    Decor
};

struct AssetType
{
    std::string key; ///< name in the layout, e.g. "vr-nvl144"
    std::string category; ///< e.g. "rack", "cdu", "transformer", "dry-cooler", "tree"
    LocalizedText label;
    TypeClass typeClass = TypeClass::Plant;
    glm::vec3 sizeM{1.0f}; ///< width (along the run), depth, height
    std::string mesh; ///< path of a mesh as named in the layout; empty = drawn as a box
    double ratedKw = 0; ///< nameplate: electric input for IT, capacity for plant (see ratedUnit)
    std::string ratedUnit = "kW";
    std::uint32_t trays = 0; ///< compute racks only
    std::uint32_t gpusPerTray = 0; ///< dies in a tray
    double gpusPerPackage = 1; ///< dies in a package; the mean where they differ
    glm::vec3 colour{0.62f}; ///< linear RGB of the box that stands for it far away
    double gpuIdleW = 0; ///< electric power of one die, idle and at full load
    double gpuMaxW = 0;
    double liquidShare = 1; ///< part of the heat that leaves with the coolant, 0..1
    double liquidSupplyC = 0; ///< design supply temperature and rise of the coolant
    double liquidRiseK = 10;
    ElectricalDesign electrical; ///< plant
    RackPowerDesign power; ///< racks
    CoolingDesign cooling;
    std::string source; ///< where the numbers come from; empty = assumption

    std::uint32_t gpus() const { return trays * gpusPerTray; }
};

/// A frame of reference: positions below are local to one of these, so that floats stay exact at any distance.
struct Group
{
    glm::dvec3 originM{0}; ///< in the campus frame
    double yawRad = 0; ///< about +z, relative to the campus
    AssetId owner; ///< campus, phase, building or hall
};

/// One straight run of `count` equal assets, `pitchM` apart along its local +x: a stretch of racks, a line of dry
/// coolers, one transformer. The only way anything repeated is stored.
struct Run
{
    AssetKind kind = AssetKind::Plant; ///< Rack, SupportRack, Plant or Shell (decor)
    std::uint32_t type = 0; ///< index into types
    std::uint32_t group = 0; ///< index into groups
    std::uint32_t row = kNone; ///< index into rows, kNone outside rows
    std::uint32_t firstItem = 0; ///< index of the first asset within its kind
    std::uint32_t count = 1;
    glm::vec3 originM{
        0}; ///< group-local position of the first asset's corner (min x, min y, min z of the un-turned box)
    float yawRad = 0; ///< turn of the whole run about its origin, within the group
    float pitchM = 0;
    glm::vec3 sizeM{1}; ///< of one asset: along the run, across, up
    bool facesBack = false; ///< the front (GPU cells) is the local +y side instead of -y

    static constexpr std::uint32_t kNone = 0xffffffffu;
};

/// What neutral geometry is made of; the theme of the picture decides how it looks.
enum class Material : std::uint8_t
{
    Ground,
    Pad,
    Road,
    Concrete,
    Grass,
    Gravel,
    Water,
    Wall,
    Roof,
    Steel,
    Glass,
    Floor,
    Partition,
    Fence,
    Marking,
    Accent,
    Count
};

/// When a shell box is left out so that one can look in.
enum class ShellRole : std::uint8_t
{
    Solid, ///< always drawn
    Roof, ///< fades as the camera looks in
    Wall, ///< outer wall: fades where it stands between camera and interior
    Interior, ///< only drawn when the building is open
};

/// An axis-aligned box in its group's frame; zero height = flat surface.
struct ShellBox
{
    std::uint32_t group = 0;
    Material material = Material::Concrete;
    ShellRole role = ShellRole::Solid;
    std::uint32_t building = Run::kNone; ///< the building it belongs to, if any
    glm::vec3 minM{0};
    glm::vec3 sizeM{1};
};

struct Phase
{
    std::string key; ///< as in the layout, e.g. "P03"
    LocalizedText label;
    std::uint32_t group = 0;
    glm::vec3 minM{0}, sizeM{0}; ///< extent in its group
    Range buildings, halls, rows, racks, supportRacks, gpus, plant, runs; ///< plant: all of it, its buildings' too
    Range ownPlant; ///< plant that stands in no building of it
    std::string readyDate; ///< ISO date of the proposal, may be empty
    double peakPue = 1;
    double gpuPackages = 0;
    double itKw = 0, facilityKw = 0; ///< nameplate
};

struct Building
{
    std::uint32_t phase = 0, group = 0;
    glm::vec3 minM{0}, sizeM{0};
    Range halls, rows, racks, supportRacks, gpus, runs; ///< runs: all of its own and its halls'
    Range ownPlant; ///< plant in its yards and rooms, without its halls'
    double itKw = 0;
};

struct Hall
{
    std::uint32_t building = 0, group = 0;
    glm::vec3 minM{0}, sizeM{0}; ///< the white space, in its group
    glm::vec3 planMinM{0}, planSizeM{0}; ///< box around its rack rows, in its group; height = rack height
    glm::vec3 roofMinM{0}, roofSizeM{0}; ///< share of the roof its diagram fills, in its group; z = roof surface
    Range rows, racks, supportRacks, gpus, runs;
    Range ownPlant; ///< all plant of the hall, that of its rows too
    double itKw = 0;
};

struct Row
{
    std::uint32_t hall = 0;
    Range racks, supportRacks, runs; ///< runs: racks, and plant that belongs to the row (busways, sidecars)
};

struct Site
{
    double longitudeDeg = 0, latitudeDeg = 0, bearingDeg = 0;
    glm::vec3 minM{0}, sizeM{0};
    std::vector<DayWeather> weather; ///< the first is what a simulation starts with; empty = 20 C all day
    SiteUtility utility;
};

/// What was said in public about a campus before it stands: statements of others, no figures of the model. Zeros: that
/// was not said.
struct Announcement
{
    LocalizedText source; ///< who or how, when, how binding
    std::vector<LocalizedText> says; ///< sentences
    double powerGw = 0;
    double gpusLow = 0, gpusHigh = 0; ///< taken as dies
    double stakeBnUsd = 0, stakePerGwBnUsd = 0; ///< of an investor, paid as gigawatts come; no part of the cost

    /// What of the stake is paid when that much is energised.
    double paidBnUsd(std::int64_t facilityW) const
    {
        return std::min(stakeBnUsd, stakePerGwBnUsd * double(facilityW) / 1e9);
    }
};

/// Scene file drawn as shell beside the racks (imported scenes). Node names that match `exclude` are left out.
struct Backdrop
{
    std::string mesh;
    std::string exclude; ///< ECMAScript regular expression; empty = nothing
    std::uint32_t group = 0;
};

/// Where the trays begin and end in a rack, as shares of its width and height: a bezel all round. Pictures, ids and
/// boxes agree on it (render/shaders/rack.glsl has the same numbers; tests probe both).
inline constexpr float kPanelSide = 0.05f;
inline constexpr float kPanelLow = 0.06f;
inline constexpr float kPanelHigh = 0.05f;

struct Campus
{
    std::string key; ///< file-safe id
    LocalizedText label;
    std::string path; ///< the file it came from; meshes are relative to it
    Site site;
    std::optional<Announcement> announced;

    std::vector<AssetType> types;
    std::vector<Group> groups; ///< [0] is the campus itself
    std::vector<Phase> phases;
    std::vector<Building> buildings;
    std::vector<Hall> halls;
    std::vector<Row> rows;
    std::vector<Run> runs; ///< hall by hall, then building yards, then phase plant, then campus
    std::vector<ShellBox> shells;
    std::vector<Backdrop> backdrops;

    // Compute racks, one entry each.
    std::vector<std::uint32_t> rackRun; ///< index into runs
    std::vector<std::uint32_t> rackFirstGpu; ///< size racks + 1: last entry = number of GPUs
    std::vector<std::uint32_t> rackFirstTray; ///< size racks + 1
    std::vector<std::uint32_t> supportRun; ///< support racks -> run
    std::vector<std::uint32_t> plantRun; ///< plant -> run
    Range ownPlant; ///< plant that belongs to no phase

    ServesGraph power; ///< from the utility feed down to racks
    ServesGraph coolant; ///< from heat rejection down to racks

    double gpuPackages = 0, itKw = 0, facilityKw = 0; ///< nameplate totals

    std::uint32_t rackCount() const { return static_cast<std::uint32_t>(rackRun.size()); }
    std::uint32_t gpuCount() const { return rackFirstGpu.empty() ? 0 : rackFirstGpu.back(); }
    std::uint32_t supportCount() const { return static_cast<std::uint32_t>(supportRun.size()); }
    std::uint32_t plantCount() const { return static_cast<std::uint32_t>(plantRun.size()); }

    const AssetType& rackType(std::uint32_t rack) const { return types[runs[rackRun[rack]].type]; }
    std::uint32_t rackGpus(std::uint32_t rack) const { return rackFirstGpu[rack + 1] - rackFirstGpu[rack]; }
    std::uint32_t rackOfGpu(std::uint32_t gpu) const; ///< binary search
    std::uint32_t rackOfTray(std::uint32_t tray) const;
    std::uint32_t rowOfRack(std::uint32_t rack) const { return runs[rackRun[rack]].row; }
    std::uint32_t hallOfRack(std::uint32_t rack) const { return rows[rowOfRack(rack)].hall; }
    std::uint32_t hallOfGroup(std::uint32_t group) const; ///< Run::kNone when the group is no hall

    /// The next level up, e.g. GPU -> tray -> rack -> row -> hall -> building -> phase -> campus; invalid for the
    /// campus.
    AssetId parent(AssetId id) const;
    /// How many children an asset has in the tree, and which (lazy: nothing is stored per GPU).
    /// Order: phases; buildings then plant of the phase; halls then plant of the building; rows then plant of the hall;
    /// racks; trays; GPUs.
    std::uint32_t childCount(AssetId id) const;
    AssetId child(AssetId id, std::uint32_t i) const;
    /// Compute racks that an asset is, holds or is part of; none for plant and support racks.
    Range racksOf(AssetId id) const;

    /// Stable name from the layout's patterns, e.g. "P03-B2-H1-R07-K05", "...-T03", "...-T03-G5": what telemetry is
    /// joined on.
    std::string name(AssetId id) const;
    /// The inverse of name(); exact, case-sensitive.
    std::optional<AssetId> find(std::string_view name) const;

    /// Box in a group's frame, for framing, outlines and labels.
    struct Box
    {
        std::uint32_t group;
        glm::vec3 minM, sizeM;
        float yawRad; /* about minM */
    };
    Box box(AssetId id) const;
    /// Axis-aligned bounds in the campus frame.
    struct Bounds
    {
        glm::dvec3 minM, maxM;
    };
    Bounds bounds(AssetId id) const;

    /// Names as the builder computed or was given them; use name() and find().
    struct Names
    {
        NameList buildings, halls, rows;
        NameList racks, support, plant;
        std::vector<std::uint32_t> hashed; ///< open-addressing hash table of AssetId bits, a power of two in size

        /// Builds the table; the first pair of assets with equal names, if there is one.
        std::optional<std::pair<AssetId, AssetId>> index(const Campus& campus);
        AssetId lookUp(const Campus& campus, std::string_view name) const;
    } names;

private:
    std::string_view nameView(AssetId id) const; ///< everything but trays and GPUs
    std::optional<AssetId> findPart(std::string_view name) const; ///< "...-T03" and "...-T03-G5"
    Box rowBox(std::uint32_t row) const;
    Box cellBox(std::uint32_t rack, std::uint32_t tray, std::optional<std::uint32_t> slot) const;
    AssetId plantParent(std::uint32_t plant) const;
};

} // namespace gigahall::model
