#include "model/campus/campusbuilder.h"

#include "model/campus/campusplacement.h"
#include "model/campus/campusrules.h"
#include "model/campus/campustables.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

namespace gigahall::model {

namespace {

class Builder : private CampusTables
{
public:
    explicit Builder(const CampusSpec& spec)
        : CampusTables(spec)
    {
    }

    BuildResult build();

private:
    void buildPhase(const PhaseSpec& spec, glm::dvec3 offsetM, std::uint32_t number);
    void buildBuilding(const SpaceUse& use, const Frame& at, std::uint32_t phase);
    void buildHall(const SpaceUse& use, const Frame& at, std::uint32_t building);
    void buildRow(const RowUse& use, const Frame& at, bool facesBack);
    void buildLooseRows(const HallTemplate& hall, const Frame& at);
    void setPlan(Hall& hall) const;
    void checkLimits(const CampusCounts& counts);
    void finish();

    std::vector<BuildProblem> m_problems;
    std::string m_phaseKey;
};

void Builder::buildPhase(const PhaseSpec& spec, glm::dvec3 offsetM, std::uint32_t number)
{
    const PhaseTemplate& shape = m_spec.phaseTemplates[spec.phase];
    const std::uint32_t index = sizeOf(m_campus.phases);
    const std::uint32_t group = addGroup(Frame{}.inside(spec.place, offsetM), {AssetKind::Phase, index});
    const Mark before = mark();
    m_phaseKey = withNumber(spec.key, number);
    m_fields.phase = m_phaseKey;
    m_fields.building = 0;
    const Frame frame{group, Run::kNone, {}, 0};
    for (const SpaceUse& use : shape.buildings)
        forEachPlace(use.place.array, [&](glm::dvec3 offset, auto, auto) {
            ++m_fields.building;
            buildBuilding(use, frame.inside(use.place, offset), index);
        });
    const std::uint32_t ownPlant = m_campus.plantCount();
    enterParent(m_phaseKey);
    addContent(shape.content, frame);

    Phase phase;
    phase.key = m_phaseKey;
    phase.label = {withNumber(spec.label.en, number), withNumber(spec.label.de, number)};
    phase.group = group;
    phase.sizeM = glm::vec3(shape.sizeM);
    phase.readyDate = spec.readyDate;
    phase.peakPue = spec.peakPue;
    setCommonRanges(phase, before);
    phase.buildings = between(before.buildings, sizeOf(m_campus.buildings));
    phase.halls = between(before.halls, sizeOf(m_campus.halls));
    phase.plant = between(before.plant, m_campus.plantCount());
    phase.ownPlant = between(ownPlant, m_campus.plantCount());
    phase.gpuPackages = m_packages - before.packages;
    phase.facilityKw = phase.itKw * spec.peakPue;
    m_campus.phases.push_back(std::move(phase));
}

void Builder::buildBuilding(const SpaceUse& use, const Frame& at, std::uint32_t phase)
{
    const BuildingTemplate& shape = m_spec.buildings[use.space];
    const std::uint32_t index = sizeOf(m_campus.buildings);
    const std::uint32_t group = addGroup(at, {AssetKind::Building, index});
    const Mark before = mark();
    m_campus.buildings.emplace_back();
    pushName(m_campus.names.buildings, m_spec.names.building);
    const std::string name = m_scratch;
    const Frame frame{group, index, {}, 0};
    m_fields.hall = 0;
    for (const SpaceUse& hall : shape.halls)
        forEachPlace(hall.place.array, [&](glm::dvec3 offset, auto, auto) {
            ++m_fields.hall;
            buildHall(hall, frame.inside(hall.place, offset), index);
        });
    const std::uint32_t ownPlant = m_campus.plantCount();
    enterParent(name);
    addContent(shape.content, frame);

    Building& building = m_campus.buildings[index];
    building.phase = phase;
    building.group = group;
    building.sizeM = glm::vec3(shape.sizeM);
    setCommonRanges(building, before);
    building.halls = between(before.halls, sizeOf(m_campus.halls));
    building.ownPlant = between(ownPlant, m_campus.plantCount());
}

void Builder::buildHall(const SpaceUse& use, const Frame& at, std::uint32_t building)
{
    const HallTemplate& shape = m_spec.halls[use.space];
    const std::uint32_t index = sizeOf(m_campus.halls);
    const std::uint32_t group = addGroup(at, {AssetKind::Hall, index});
    const Mark before = mark();
    m_campus.halls.emplace_back();
    pushName(m_campus.names.halls, m_spec.names.hall);
    enterParent(m_scratch);
    const Frame frame{group, building, {}, 0};
    m_fields.row = 0;
    for (const RowUse& row : shape.rows)
        forEachPlace(row.place.array, [&](glm::dvec3 offset, auto, std::uint32_t y) {
            buildRow(row, frame.inside(row.place, offset),
                !row.facesBack.empty() && row.facesBack[y % row.facesBack.size()]);
        });
    buildLooseRows(shape, frame);
    addContent(shape.content, frame);

    Hall& hall = m_campus.halls[index];
    hall.building = building;
    hall.group = group;
    hall.minM = glm::vec3(shape.whiteSpace.minM);
    hall.sizeM = glm::vec3(shape.whiteSpace.sizeM);
    hall.roofMinM = glm::vec3(shape.roof.minM);
    hall.roofSizeM = glm::vec3(shape.roof.sizeM);
    setCommonRanges(hall, before);
    hall.ownPlant = between(before.plant, m_campus.plantCount());
    setPlan(hall);
}

/// Tight around the racks: what the diagram on the roof shows.
void Builder::setPlan(Hall& hall) const
{
    glm::vec3 lo(std::numeric_limits<float>::max()), hi(std::numeric_limits<float>::lowest());
    for (std::uint32_t r = hall.runs.first; r < hall.runs.end(); ++r) {
        const Run& run = m_campus.runs[r];
        if (run.kind != AssetKind::Rack && run.kind != AssetKind::SupportRack)
            continue;
        const Frame frame{0, 0, glm::dvec3(run.originM), run.yawRad};
        const double length = double(run.pitchM) * (run.count - 1) + run.sizeM.x;
        for (const glm::dvec3 corner : {glm::dvec3(0), glm::dvec3(length, 0, 0), glm::dvec3(0, run.sizeM.y, 0),
                 glm::dvec3(length, run.sizeM.y, run.sizeM.z)}) {
            lo = glm::min(lo, glm::vec3(frame.at(corner)));
            hi = glm::max(hi, glm::vec3(frame.at(corner)));
        }
    }
    const bool any = lo.x <= hi.x;
    hall.planMinM = any ? lo : hall.minM;
    hall.planSizeM = any ? hi - lo : hall.sizeM;
}

void Builder::buildRow(const RowUse& use, const Frame& at, bool facesBack)
{
    const RowTemplate& shape = m_spec.rows[use.row];
    const Mark before = beginRow();
    double x = 0;
    for (const SegmentSpec& segment : shape.segments) {
        const double width = m_spec.types[segment.type].sizeM.x;
        AssetSpec asset;
        asset.type = segment.type;
        asset.count = segment.count;
        asset.pitchM = segment.pitchM > 0 ? segment.pitchM : width;
        asset.place.atM.x = x + segment.gapM;
        asset.standsFor = segment.standsFor;
        addRun(asset, at.inside(asset.place, {}), facesBack);
        x += segment.gapM + asset.pitchM * (segment.count - 1) + width;
    }
    for (const AssetSpec& asset : shape.assets)
        forEachPlace(asset.place.array,
            [&](glm::dvec3 offset, auto, auto) { addRun(asset, at.inside(asset.place, offset), asset.facesBack); });
    endRow(before);
}

void Builder::buildLooseRows(const HallTemplate& hall, const Frame& at)
{
    std::vector<std::string_view> keys;
    std::map<std::string_view, std::vector<const RackSpec*>> rows;
    for (const RackSpec& rack : hall.racks) {
        auto& row = rows[rack.row];
        if (row.empty())
            keys.push_back(rack.row);
        row.push_back(&rack);
    }
    for (const std::string_view key : keys) {
        const Mark before = beginRow();
        for (const RackSpec* rack : rows[key]) {
            AssetSpec asset;
            asset.type = rack->type;
            asset.sizeM = rack->sizeM;
            asset.standsFor = rack->standsFor;
            const glm::vec3 size = rack->sizeM.value_or(m_spec.types[rack->type].sizeM);
            const Frame middle{0, 0, rack->atM, rack->turnRad};
            asset.place.atM = middle.at({-0.5 * size.x, -0.5 * size.y, 0});
            asset.place.turnRad = rack->turnRad;
            addRun(asset, at.inside(asset.place, {}), false, rack->id);
        }
        endRow(before);
    }
}

void Builder::finish()
{
    Campus& c = m_campus;
    for (Run& run : c.runs)
        if (run.kind == AssetKind::Shell)
            run.firstItem += sizeOf(c.shells);
    for (const Phase& phase : c.phases) {
        c.itKw += phase.itKw;
        c.facilityKw += phase.facilityKw;
        c.gpuPackages += phase.gpuPackages;
    }
    if (!m_spec.siteHasExtent && !c.phases.empty()) {
        glm::dvec3 lo(std::numeric_limits<double>::max()), hi(std::numeric_limits<double>::lowest());
        for (std::uint32_t p = 0; p < c.phases.size(); ++p) {
            const Campus::Bounds bounds = c.bounds({AssetKind::Phase, p});
            lo = glm::min(lo, bounds.minM);
            hi = glm::max(hi, bounds.maxM);
        }
        c.site.minM = glm::vec3(lo);
        c.site.sizeM = glm::vec3(hi - lo);
    }
    if (const auto twins = c.names.index(c))
        m_problems.push_back({"/names",
            fmt::format("two assets are called '{}'; expected names that differ: a pattern lacks a field, or an id is "
                        "used twice",
                c.name(twins->first))});
}

void Builder::checkLimits(const CampusCounts& counts)
{
    const CampusCounts limits = campusLimits();
    for (const auto& [name, member] :
        {std::pair("phases", &CampusCounts::phases), {"buildings", &CampusCounts::buildings},
            {"halls", &CampusCounts::halls}, {"rows", &CampusCounts::rows}, {"compute racks", &CampusCounts::racks},
            {"support racks", &CampusCounts::supportRacks}, {"plant assets", &CampusCounts::plant},
            {"decor assets", &CampusCounts::decor}, {"trays", &CampusCounts::trays}, {"GPUs", &CampusCounts::gpus},
            {"runs", &CampusCounts::runs}, {"shell boxes", &CampusCounts::shells}})
        if (!(counts.*member <= limits.*member))
            m_problems.push_back({"",
                fmt::format(
                    "the layout expands to {:.0f} {}; expected at most {:.0f}", counts.*member, name, limits.*member)});
}

BuildResult Builder::build()
{
    const CampusCounts counts = countCampus(m_spec);
    checkLimits(counts);
    if (!m_problems.empty())
        return {std::nullopt, std::move(m_problems)};

    reserve(counts);
    m_campus.key = m_spec.key;
    m_campus.label = m_spec.label;
    m_campus.path = m_spec.path;
    m_campus.site = m_spec.site;
    m_campus.announced = m_spec.announced;
    m_campus.types = m_spec.types;
    m_campus.groups.push_back({{}, 0, {AssetKind::Campus, 0}});
    for (const PhaseSpec& phase : m_spec.phases) {
        std::uint32_t number = 0;
        forEachPlace(phase.place.array, [&](glm::dvec3 offset, auto, auto) { buildPhase(phase, offset, ++number); });
    }
    m_campus.ownPlant.first = m_campus.plantCount();
    enterParent(m_campus.key);
    addContent(m_spec.content, Frame{});
    m_campus.ownPlant = between(m_campus.ownPlant.first, m_campus.plantCount());
    for (const BackdropSpec& backdrop : m_spec.backdrops) {
        const Frame at{0, Run::kNone, backdrop.atM, backdrop.turnRad};
        m_campus.backdrops.push_back({backdrop.mesh, backdrop.exclude, addGroup(at, {AssetKind::Campus, 0})});
    }
    finish();
    m_campus.power = expandRules(m_campus, m_ruleTypes, m_spec.power, "power", m_problems);
    m_campus.coolant = expandRules(m_campus, m_ruleTypes, m_spec.coolant, "coolant", m_problems);
    if (!m_problems.empty())
        return {std::nullopt, std::move(m_problems)};
    return {std::move(m_campus), {}};
}

} // namespace

BuildResult buildCampus(const CampusSpec& spec)
{
    return Builder(spec).build();
}

} // namespace gigahall::model
