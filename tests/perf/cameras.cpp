#include "tests/perf/cameras.h"

#include "app/scenery/placement.h"
#include "app/scenery/viewpresets.h"

#include <algorithm>
#include <numbers>

namespace gigahall::bench {
namespace {

using model::AssetId;
using model::AssetKind;
using model::Campus;

constexpr double kPeerFovRad = 62.0 * std::numbers::pi / 180.0;

render::View look(glm::dvec3 eyeM, glm::dvec3 targetM, glm::uvec2 sizePx)
{
    render::View view;
    view.eyeM = eyeM;
    view.targetM = targetM;
    view.sizePx = sizePx;
    view.fovYRad = kPeerFovRad;
    return view;
}

/// From inside a hall. Positions are shares of its plan sideways, from the middle, and metres above the floor.
render::View insideHall(
    const Campus& campus, std::uint32_t hallIndex, glm::vec3 eye, glm::vec3 target, glm::uvec2 sizePx)
{
    const model::Hall& hall = campus.halls[hallIndex];
    const glm::vec3 middle = hall.planMinM + glm::vec3(hall.planSizeM.x, hall.planSizeM.y, 0) * 0.5f;
    const glm::vec3 scale(hall.planSizeM.x, hall.planSizeM.y, 1);
    return look(app::toCampus(campus, hall.group, middle, 0, eye * scale),
        app::toCampus(campus, hall.group, middle, 0, target * scale), sizePx);
}

/// Eye height 1.7 m, one metre from the faces of a row, looking along it.
render::View alongRow(const Campus& campus, const model::Row& row, glm::uvec2 sizePx)
{
    const model::Run& run = campus.runs[campus.rackRun[row.racks.first]];
    const float y = run.facesBack ? run.sizeM.y + 1.0f : -1.0f;
    return look(app::toCampus(campus, run.group, run.originM, run.yawRad, {-0.3f, y, 1.7f}),
        app::toCampus(campus, run.group, run.originM, run.yawRad, {10.0f, y, 1.7f}), sizePx);
}

/// The third row of a hall; the row of the first rack of the campus where that one has no racks.
std::uint32_t thirdRow(const Campus& campus, std::uint32_t hallIndex)
{
    const model::Range& rows = campus.halls[hallIndex].rows;
    const std::uint32_t row = rows.first + 2;
    return rows.contains(row) && campus.rows[row].racks.count > 0 ? row : campus.rowOfRack(0);
}

} // namespace

std::vector<NamedView> ownViews(const Campus& campus, glm::uvec2 sizePx)
{
    // A hall of the middle of the campus, so that the rest of it is all around.
    const auto hall = static_cast<std::uint32_t>(campus.halls.size() / 2);
    return {{"campus", app::overview(campus, sizePx)},
        {"hall", app::viewOf(campus, AssetId(AssetKind::Hall, hall), sizePx)},
        {"aisle", app::aisleView(campus, thirdRow(campus, hall), sizePx)}};
}

std::vector<NamedView> peerViews(const Campus& campus, glm::uvec2 sizePx)
{
    constexpr std::uint32_t kPeerHall = (2 * 8 + 1) * 4 + 1; // phase 2, building 1, hall 1 of the peers' scene
    const std::uint32_t hall = std::min(kPeerHall, static_cast<std::uint32_t>(campus.halls.size() - 1));
    const Campus::Bounds bounds = campus.bounds(AssetId(AssetKind::Campus, 0));
    const glm::dvec3 centre((bounds.minM.x + bounds.maxM.x) / 2, (bounds.minM.y + bounds.maxM.y) / 2, 0.0);
    return {{"A", look(centre + glm::dvec3(0, -2828.43, 2828.43), centre, sizePx)},
        {"B", insideHall(campus, hall, {-0.55f, -0.62f, 5.2f}, {-0.025f, -0.08f, 0.2f}, sizePx)},
        {"C", alongRow(campus, campus.rows[thirdRow(campus, hall)], sizePx)}};
}

} // namespace gigahall::bench
