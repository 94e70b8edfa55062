#include "model/campus/campusbuilder.h"

namespace gigahall::model {

namespace {

CampusCounts& add(CampusCounts& a, const CampusCounts& b, double times)
{
    for (const auto member :
        {&CampusCounts::phases, &CampusCounts::buildings, &CampusCounts::halls, &CampusCounts::rows,
            &CampusCounts::racks, &CampusCounts::supportRacks, &CampusCounts::plant, &CampusCounts::decor,
            &CampusCounts::trays, &CampusCounts::gpus, &CampusCounts::runs, &CampusCounts::shells})
        a.*member += times * (b.*member);
    return a;
}

double times(const ArraySpec& array)
{
    return static_cast<double>(array.count());
}

/// Counts every template once; a template is asked for only after everything it uses was counted.
class Counter
{
public:
    explicit Counter(const CampusSpec& spec)
        : m_spec(spec)
        , m_kits(spec.kits.size())
    {
    }

    CampusCounts campus()
    {
        CampusCounts out = content(m_spec.content);
        std::vector<CampusCounts> rows, halls, buildings, phases;
        for (const RowTemplate& row : m_spec.rows)
            rows.push_back(rowCounts(row));
        for (const HallTemplate& hall : m_spec.halls)
            halls.push_back(hallCounts(hall, rows));
        for (const BuildingTemplate& building : m_spec.buildings)
            buildings.push_back(spaceCounts(building.content, building.halls, halls, &CampusCounts::buildings));
        for (const PhaseTemplate& phase : m_spec.phaseTemplates)
            phases.push_back(spaceCounts(phase.content, phase.buildings, buildings, &CampusCounts::phases));
        for (const PhaseSpec& phase : m_spec.phases)
            add(out, phases[phase.phase], times(phase.place.array));
        return out;
    }

private:
    void addItems(CampusCounts& out, std::uint32_t typeIndex, double runs, double count) const
    {
        const AssetType& type = m_spec.types[typeIndex];
        out.runs += runs;
        switch (type.typeClass) {
        case TypeClass::ComputeRack:
            out.racks += runs * count;
            out.trays += runs * count * type.trays;
            out.gpus += runs * count * type.trays * type.gpusPerTray;
            break;
        case TypeClass::SupportRack:
            out.supportRacks += runs * count;
            break;
        case TypeClass::Plant:
            out.plant += runs * count;
            break;
        case TypeClass::Decor:
            out.decor += runs * count;
            break;
        }
    }

    CampusCounts content(const ContentSpec& spec)
    {
        CampusCounts out;
        for (const ShellSpec& shell : spec.shells)
            out.shells += static_cast<double>(shell.boxes.size()) * times(shell.array);
        for (const AssetSpec& asset : spec.assets)
            addItems(out, asset.type, times(asset.place.array), asset.count);
        for (const KitUse& use : spec.kits) {
            auto& known = m_kits[use.kit];
            if (!known)
                known = content(m_spec.kits[use.kit]);
            add(out, *known, times(use.place.array));
        }
        return out;
    }

    CampusCounts rowCounts(const RowTemplate& row) const
    {
        CampusCounts out;
        out.rows = 1;
        for (const SegmentSpec& segment : row.segments)
            addItems(out, segment.type, 1, segment.count);
        for (const AssetSpec& asset : row.assets)
            addItems(out, asset.type, times(asset.place.array), asset.count);
        return out;
    }

    CampusCounts hallCounts(const HallTemplate& hall, const std::vector<CampusCounts>& rows)
    {
        CampusCounts out = content(hall.content);
        out.halls = 1;
        for (const RowUse& use : hall.rows)
            add(out, rows[use.row], times(use.place.array));
        for (const RackSpec& rack : hall.racks)
            addItems(out, rack.type, 1, 1);
        out.rows += static_cast<double>(hall.racks.size()); // at most a row a rack
        return out;
    }

    CampusCounts spaceCounts(const ContentSpec& own, const std::vector<SpaceUse>& uses,
        const std::vector<CampusCounts>& spaces, double CampusCounts::*self)
    {
        CampusCounts out = content(own);
        out.*self = 1;
        for (const SpaceUse& use : uses)
            add(out, spaces[use.space], times(use.place.array));
        return out;
    }

    const CampusSpec& m_spec;
    std::vector<std::optional<CampusCounts>> m_kits;
};

} // namespace

CampusCounts countCampus(const CampusSpec& spec)
{
    return Counter(spec).campus();
}

CampusCounts campusLimits()
{
    CampusCounts limits;
    limits.phases = 10'000;
    limits.buildings = 100'000;
    limits.halls = 400'000;
    limits.rows = 2'000'000;
    limits.racks = limits.supportRacks = limits.plant = limits.decor = 4'000'000;
    limits.trays = limits.gpus = AssetId::kMaxIndex;
    limits.runs = limits.shells = 4'000'000;
    return limits;
}

} // namespace gigahall::model
