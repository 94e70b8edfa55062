#include "model/campus/campus.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

std::uint32_t ownerOf(const std::vector<std::uint32_t>& firsts, std::uint32_t item)
{
    return static_cast<std::uint32_t>(std::upper_bound(firsts.begin(), firsts.end(), item) - firsts.begin()) - 1;
}

/// Child `i` of an asset whose children are these ranges one after the other.
AssetId pick(std::uint32_t i, std::initializer_list<std::pair<AssetKind, Range>> lists)
{
    for (const auto& [kind, range] : lists) {
        if (i < range.count)
            return {kind, range.first + i};
        i -= range.count;
    }
    return {};
}

} // namespace

std::uint32_t Campus::rackOfGpu(std::uint32_t gpu) const
{
    return ownerOf(rackFirstGpu, gpu);
}
std::uint32_t Campus::rackOfTray(std::uint32_t tray) const
{
    return ownerOf(rackFirstTray, tray);
}

std::uint32_t Campus::hallOfGroup(std::uint32_t group) const
{
    const AssetId owner = groups[group].owner;
    return owner.kind() == AssetKind::Hall ? owner.index() : Run::kNone;
}

AssetId Campus::plantParent(std::uint32_t plant) const
{
    return groups[runs[plantRun[plant]].group].owner;
}

AssetId Campus::parent(AssetId id) const
{
    const std::uint32_t i = id.index();
    switch (id.kind()) {
    case AssetKind::Phase:
        return {AssetKind::Campus, 0};
    case AssetKind::Building:
        return {AssetKind::Phase, buildings[i].phase};
    case AssetKind::Hall:
        return {AssetKind::Building, halls[i].building};
    case AssetKind::Row:
        return {AssetKind::Hall, rows[i].hall};
    case AssetKind::Rack:
        return {AssetKind::Row, rowOfRack(i)};
    case AssetKind::SupportRack: {
        const Run& run = runs[supportRun[i]];
        return run.row != Run::kNone ? AssetId(AssetKind::Row, run.row) : groups[run.group].owner;
    }
    case AssetKind::Tray:
        return {AssetKind::Rack, rackOfTray(i)};
    case AssetKind::Gpu: {
        const std::uint32_t rack = rackOfGpu(i);
        return {AssetKind::Tray, rackFirstTray[rack] + (i - rackFirstGpu[rack]) / rackType(rack).gpusPerTray};
    }
    case AssetKind::Plant:
        return plantParent(i);
    case AssetKind::Shell:
        return i < shells.size() ? groups[shells[i].group].owner : AssetId(AssetKind::Campus, 0);
    case AssetKind::None:
    case AssetKind::Campus:
        break;
    }
    return {};
}

std::uint32_t Campus::childCount(AssetId id) const
{
    const std::uint32_t i = id.index();
    switch (id.kind()) {
    case AssetKind::Campus:
        return static_cast<std::uint32_t>(phases.size()) + ownPlant.count;
    case AssetKind::Phase:
        return phases[i].buildings.count + phases[i].ownPlant.count;
    case AssetKind::Building:
        return buildings[i].halls.count + buildings[i].ownPlant.count;
    case AssetKind::Hall:
        return halls[i].rows.count + halls[i].ownPlant.count;
    case AssetKind::Row:
        return rows[i].racks.count + rows[i].supportRacks.count;
    case AssetKind::Rack:
        return rackFirstTray[i + 1] - rackFirstTray[i];
    case AssetKind::Tray:
        return rackType(rackOfTray(i)).gpusPerTray;
    default:
        return 0;
    }
}

AssetId Campus::child(AssetId id, std::uint32_t i) const
{
    if (i >= childCount(id))
        return {};
    const std::uint32_t p = id.index();
    switch (id.kind()) {
    case AssetKind::Campus:
        return pick(
            i, {{AssetKind::Phase, {0, static_cast<std::uint32_t>(phases.size())}}, {AssetKind::Plant, ownPlant}});
    case AssetKind::Phase:
        return pick(i, {{AssetKind::Building, phases[p].buildings}, {AssetKind::Plant, phases[p].ownPlant}});
    case AssetKind::Building:
        return pick(i, {{AssetKind::Hall, buildings[p].halls}, {AssetKind::Plant, buildings[p].ownPlant}});
    case AssetKind::Hall:
        return pick(i, {{AssetKind::Row, halls[p].rows}, {AssetKind::Plant, halls[p].ownPlant}});
    case AssetKind::Row:
        return pick(i, {{AssetKind::Rack, rows[p].racks}, {AssetKind::SupportRack, rows[p].supportRacks}});
    case AssetKind::Rack:
        return {AssetKind::Tray, rackFirstTray[p] + i};
    case AssetKind::Tray: {
        const std::uint32_t rack = rackOfTray(p);
        return {AssetKind::Gpu, rackFirstGpu[rack] + (p - rackFirstTray[rack]) * rackType(rack).gpusPerTray + i};
    }
    default:
        return {};
    }
}

Range Campus::racksOf(AssetId id) const
{
    const std::uint32_t i = id.index();
    switch (id.kind()) {
    case AssetKind::Campus:
        return {0, rackCount()};
    case AssetKind::Phase:
        return phases[i].racks;
    case AssetKind::Building:
        return buildings[i].racks;
    case AssetKind::Hall:
        return halls[i].racks;
    case AssetKind::Row:
        return rows[i].racks;
    case AssetKind::Rack:
        return {i, 1};
    case AssetKind::Tray:
        return {rackOfTray(i), 1};
    case AssetKind::Gpu:
        return {rackOfGpu(i), 1};
    default:
        return {};
    }
}

} // namespace gigahall::model
