#include "model/campus/campustables.h"

namespace gigahall::model {

namespace {

AssetKind kindOf(TypeClass typeClass)
{
    switch (typeClass) {
    case TypeClass::ComputeRack:
        return AssetKind::Rack;
    case TypeClass::SupportRack:
        return AssetKind::SupportRack;
    case TypeClass::Plant:
        return AssetKind::Plant;
    case TypeClass::Decor:
        break;
    }
    return AssetKind::Shell;
}

} // namespace

Mark CampusTables::mark() const
{
    return {sizeOf(m_campus.buildings), sizeOf(m_campus.halls), sizeOf(m_campus.rows), m_campus.rackCount(),
        m_campus.supportCount(), m_campus.plantCount(), sizeOf(m_campus.runs), m_campus.gpuCount(), m_itKw, m_packages};
}

void CampusTables::reserve(const CampusCounts& counts)
{
    const auto n = [](double count) { return static_cast<std::size_t>(count); };
    m_campus.rackRun.reserve(n(counts.racks));
    m_campus.rackFirstGpu.reserve(n(counts.racks) + 1);
    m_campus.rackFirstTray.reserve(n(counts.racks) + 1);
    m_campus.supportRun.reserve(n(counts.supportRacks));
    m_campus.plantRun.reserve(n(counts.plant));
    m_campus.runs.reserve(n(counts.runs));
    m_ruleTypes.reserve(n(counts.runs));
    m_campus.shells.reserve(n(counts.shells));
    m_campus.rows.reserve(n(counts.rows));
    constexpr std::size_t kTypicalName = 20;
    m_campus.names.racks.reserve(n(counts.racks), n(counts.racks) * kTypicalName);
    m_campus.names.support.reserve(n(counts.supportRacks), n(counts.supportRacks) * kTypicalName);
    m_campus.names.plant.reserve(n(counts.plant), n(counts.plant) * kTypicalName);
    m_campus.rackFirstGpu.push_back(0);
    m_campus.rackFirstTray.push_back(0);
}

void CampusTables::enterParent(std::string_view name)
{
    m_parentName = name;
    m_fields.parent = m_parentName;
    m_tagNumbers.clear();
}

void CampusTables::pushName(NameList& list, const std::optional<NamePattern>& pattern)
{
    m_scratch.clear();
    if (pattern)
        pattern->appendTo(m_scratch, m_fields);
    list.push_back(m_scratch);
}

std::uint32_t CampusTables::addGroup(const Frame& at, AssetId owner)
{
    const Group& outer = m_campus.groups[at.group];
    const Frame inCampus{0, Run::kNone, outer.originM, outer.yawRad};
    m_campus.groups.push_back({inCampus.at(at.originM), outer.yawRad + at.yawRad, owner});
    return sizeOf(m_campus.groups) - 1;
}

Mark CampusTables::beginRow()
{
    const Mark before = mark();
    m_row = sizeOf(m_campus.rows);
    m_campus.rows.emplace_back();
    ++m_fields.row;
    m_fields.rack = 0;
    m_supportInRow = 0;
    pushName(m_campus.names.rows, m_spec.names.row);
    return before;
}

void CampusTables::endRow(const Mark& before)
{
    Row& row = m_campus.rows[m_row];
    row.hall = sizeOf(m_campus.halls) - 1;
    row.racks = between(before.racks, m_campus.rackCount());
    row.supportRacks = between(before.support, m_campus.supportCount());
    row.runs = between(before.runs, sizeOf(m_campus.runs));
    m_row = Run::kNone;
}

void CampusTables::addContent(const ContentSpec& content, const Frame& at)
{
    for (const ShellSpec& shells : content.shells)
        addShells(shells, at);
    for (const AssetSpec& asset : content.assets)
        forEachPlace(asset.place.array,
            [&](glm::dvec3 offset, auto, auto) { addRun(asset, at.inside(asset.place, offset), asset.facesBack); });
    for (const KitUse& use : content.kits)
        forEachPlace(use.place.array,
            [&](glm::dvec3 offset, auto, auto) { addContent(m_spec.kits[use.kit], at.inside(use.place, offset)); });
}

void CampusTables::addShells(const ShellSpec& spec, const Frame& at)
{
    forEachPlace(spec.array, [&](glm::dvec3 offset, auto, auto) {
        for (const ShellSpec::Box& box : spec.boxes) {
            const glm::dvec3 a = at.at(box.minM + offset), b = at.at(box.minM + offset + box.sizeM);
            const glm::dvec3 lo = glm::min(a, b);
            m_campus.shells.push_back(
                {at.group, spec.material, spec.role, at.building, glm::vec3(lo), glm::vec3(glm::max(a, b) - lo)});
        }
    });
}

void CampusTables::addRun(const AssetSpec& asset, const Frame& at, bool facesBack, std::string_view id)
{
    const AssetType& type = m_spec.types[asset.type];
    Run run;
    run.kind = kindOf(type.typeClass);
    run.type = asset.type;
    run.group = at.group;
    run.row = m_row;
    run.count = asset.count;
    run.originM = glm::vec3(at.originM);
    run.yawRad = static_cast<float>(at.yawRad);
    run.sizeM = asset.sizeM.value_or(type.sizeM);
    run.pitchM = static_cast<float>(asset.pitchM > 0 ? asset.pitchM : double(run.sizeM.x));
    run.facesBack = facesBack;
    const std::uint32_t index = sizeOf(m_campus.runs);
    switch (run.kind) {
    case AssetKind::Rack:
        run.firstItem = m_campus.rackCount();
        break;
    case AssetKind::SupportRack:
        run.firstItem = m_campus.supportCount();
        break;
    case AssetKind::Plant:
        run.firstItem = m_campus.plantCount();
        break;
    default:
        run.firstItem = m_decor; // moved behind the shell boxes at the end
        m_decor += run.count;
        break;
    }
    m_campus.runs.push_back(run);
    m_ruleTypes.push_back(asset.standsFor.value_or(asset.type));
    addItems(run, index, id);
}

void CampusTables::addItems(const Run& run, std::uint32_t runIndex, std::string_view id)
{
    const AssetType& type = m_spec.types[run.type];
    auto& names = m_campus.names;
    const auto named = [&](NameList& list, const std::optional<NamePattern>& pattern) {
        id.empty() ? pushName(list, pattern) : list.push_back(id);
    };
    for (std::uint32_t i = 0; i < run.count; ++i) {
        if (run.kind == AssetKind::Rack) {
            ++m_fields.rack;
            m_campus.rackRun.push_back(runIndex);
            m_campus.rackFirstGpu.push_back(m_campus.rackFirstGpu.back() + type.gpus());
            m_campus.rackFirstTray.push_back(m_campus.rackFirstTray.back() + type.trays);
            named(names.racks, m_spec.names.rack);
        } else if (run.kind == AssetKind::SupportRack) {
            m_campus.supportRun.push_back(runIndex);
            m_fields.n = ++m_supportInRow;
            named(names.support, m_spec.names.support);
        } else if (run.kind == AssetKind::Plant) {
            m_campus.plantRun.push_back(runIndex);
            m_fields.tag = m_spec.typeTags[run.type];
            m_fields.n = ++m_tagNumbers[m_fields.tag];
            named(names.plant, m_spec.names.plant);
        }
    }
    if (run.kind == AssetKind::Rack || run.kind == AssetKind::SupportRack)
        m_itKw += type.ratedKw * run.count;
    if (run.kind == AssetKind::Rack)
        m_packages += type.gpus() * run.count / type.gpusPerPackage;
}

} // namespace gigahall::model
