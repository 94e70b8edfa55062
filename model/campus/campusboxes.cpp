#include "model/campus/campus.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

glm::dvec2 turned(glm::dvec2 p, double yawRad)
{
    const double c = std::cos(yawRad), s = std::sin(yawRad);
    return {c * p.x - s * p.y, s * p.x + c * p.y};
}

glm::vec3 itemOrigin(const Run& run, std::uint32_t i)
{
    const glm::dvec2 along = turned({double(i) * run.pitchM, 0.0}, run.yawRad);
    return run.originM + glm::vec3(static_cast<float>(along.x), static_cast<float>(along.y), 0.0f);
}

Campus::Box itemBox(const Run& run, std::uint32_t i)
{
    return {run.group, itemOrigin(run, i), run.sizeM, run.yawRad};
}

} // namespace

/// Tight around the racks, in the frame of the row's first run.
Campus::Box Campus::rowBox(std::uint32_t row) const
{
    glm::dvec3 lo(std::numeric_limits<double>::max()), hi(std::numeric_limits<double>::lowest());
    const Range range = rows[row].runs;
    const Run& first = runs[range.first];
    for (std::uint32_t r = range.first; r < range.end(); ++r) {
        const Run& run = runs[r];
        if (run.kind != AssetKind::Rack && run.kind != AssetKind::SupportRack)
            continue;
        const glm::dvec2 base = turned(glm::dvec2(run.originM) - glm::dvec2(first.originM), -first.yawRad);
        const double yaw = run.yawRad - first.yawRad;
        const double length = double(run.pitchM) * (run.count - 1) + run.sizeM.x;
        for (const glm::dvec2 corner :
            {glm::dvec2(0), glm::dvec2(length, 0), glm::dvec2(0, run.sizeM.y), glm::dvec2(length, run.sizeM.y)}) {
            const glm::dvec2 p = base + turned(corner, yaw);
            lo = glm::min(lo, glm::dvec3(p, run.originM.z));
            hi = glm::max(hi, glm::dvec3(p, run.originM.z + run.sizeM.z));
        }
    }
    if (lo.x > hi.x)
        return {first.group, first.originM, {}, first.yawRad};
    const glm::dvec2 corner = glm::dvec2(first.originM) + turned(glm::dvec2(lo), first.yawRad);
    return {first.group, glm::vec3(glm::dvec3(corner, lo.z)), glm::vec3(hi - lo), first.yawRad};
}

/// Trays are stacked from the floor up; slots run from left to right as seen from the front.
Campus::Box Campus::cellBox(std::uint32_t rack, std::uint32_t tray, std::optional<std::uint32_t> slot) const
{
    const Run& run = runs[rackRun[rack]];
    const AssetType& type = types[run.type];
    Box box = itemBox(run, rack - run.firstItem);
    const float high = box.sizeM.z * (1 - kPanelLow - kPanelHigh) / static_cast<float>(type.trays);
    box.minM.z += box.sizeM.z * kPanelLow + high * static_cast<float>(tray);
    box.sizeM.z = high;
    if (slot) {
        const float start = box.sizeM.x * kPanelSide;
        box.sizeM.x *= (1 - 2 * kPanelSide) / static_cast<float>(type.gpusPerTray);
        const std::uint32_t column = run.facesBack ? type.gpusPerTray - 1 - *slot : *slot;
        const glm::dvec2 along = turned({double(start) + double(box.sizeM.x) * column, 0.0}, box.yawRad);
        box.minM += glm::vec3(static_cast<float>(along.x), static_cast<float>(along.y), 0.0f);
    }
    return box;
}

Campus::Box Campus::box(AssetId id) const
{
    const std::uint32_t i = id.index();
    const auto inRun = [&](std::uint32_t r) { return itemBox(runs[r], i - runs[r].firstItem); };
    switch (id.kind()) {
    case AssetKind::Campus:
        return {0, site.minM, site.sizeM, 0};
    case AssetKind::Phase:
        return {phases[i].group, phases[i].minM, phases[i].sizeM, 0};
    case AssetKind::Building:
        return {buildings[i].group, buildings[i].minM, buildings[i].sizeM, 0};
    case AssetKind::Hall:
        return {halls[i].group, halls[i].minM, halls[i].sizeM, 0};
    case AssetKind::Row:
        return rowBox(i);
    case AssetKind::Rack:
        return inRun(rackRun[i]);
    case AssetKind::SupportRack:
        return inRun(supportRun[i]);
    case AssetKind::Plant:
        return inRun(plantRun[i]);
    case AssetKind::Tray: {
        const std::uint32_t rack = rackOfTray(i);
        return cellBox(rack, i - rackFirstTray[rack], std::nullopt);
    }
    case AssetKind::Gpu: {
        const std::uint32_t rack = rackOfGpu(i);
        const std::uint32_t slot = i - rackFirstGpu[rack];
        const std::uint32_t perTray = rackType(rack).gpusPerTray;
        return cellBox(rack, slot / perTray, slot % perTray);
    }
    case AssetKind::Shell:
        if (i < shells.size())
            return {shells[i].group, shells[i].minM, shells[i].sizeM, 0};
        break;
    case AssetKind::None:
        break;
    }
    return {0, {}, glm::vec3(0), 0};
}

Campus::Bounds Campus::bounds(AssetId id) const
{
    const Box b = box(id);
    const Group& group = groups[b.group];
    Bounds out{glm::dvec3(std::numeric_limits<double>::max()), glm::dvec3(std::numeric_limits<double>::lowest())};
    for (int corner = 0; corner < 4; ++corner) {
        const glm::dvec2 local((corner & 1) ? b.sizeM.x : 0.0f, (corner & 2) ? b.sizeM.y : 0.0f);
        const glm::dvec2 inGroup = glm::dvec2(b.minM) + turned(local, b.yawRad);
        const glm::dvec2 p = glm::dvec2(group.originM) + turned(inGroup, group.yawRad);
        const double z = group.originM.z + b.minM.z;
        out.minM = glm::min(out.minM, glm::dvec3(p, z));
        out.maxM = glm::max(out.maxM, glm::dvec3(p, z + b.sizeM.z));
    }
    return out;
}

} // namespace gigahall::model
