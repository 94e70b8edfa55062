#include "tests/perf/cameras.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gigahall::bench {
namespace {

constexpr double kPeerFovRad = 62.0 * std::numbers::pi / 180.0;

/// A frame to place cameras in: campus = origin + turned local.
struct Frame
{
    glm::dvec3 originM{0};
    double yawRad = 0;

    glm::dvec3 toCampus(glm::dvec3 p) const
    {
        const double c = std::cos(yawRad), s = std::sin(yawRad);
        return originM + glm::dvec3(c * p.x - s * p.y, s * p.x + c * p.y, p.z);
    }
};

Frame frameOf(const model::Group& group)
{
    return {group.originM, group.yawRad};
}

/// The frame of a run: x along its racks, the origin at the corner of the first.
Frame frameOf(const model::Campus& campus, const model::Run& run)
{
    const Frame group = frameOf(campus.groups[run.group]);
    return {group.toCampus(glm::dvec3(run.originM)), group.yawRad + run.yawRad};
}

render::View look(glm::dvec3 eyeM, glm::dvec3 targetM, glm::uvec2 sizePx, double fovYRad)
{
    render::View view;
    view.eyeM = eyeM;
    view.targetM = targetM;
    view.sizePx = sizePx;
    view.fovYRad = fovYRad;
    return view;
}

/// From the south-west and above, far enough for everything to be in the picture.
render::View overview(const model::Campus& campus, glm::uvec2 sizePx)
{
    const model::Campus::Bounds bounds = campus.bounds(model::AssetId(model::AssetKind::Campus, 0));
    const glm::dvec3 centre = (bounds.minM + bounds.maxM) * 0.5;
    render::View view = look(centre, centre, sizePx, render::View().fovYRad);
    const double aspect = double(sizePx.x) / sizePx.y;
    const double radius = glm::length(glm::dvec2(bounds.maxM - bounds.minM)) * 0.5;
    const double distance = radius / (std::tan(view.fovYRad / 2) * std::max(1.0, aspect));
    view.eyeM = centre + glm::normalize(glm::dvec3(-0.35, -1.0, 0.75)) * distance;
    return view;
}

/// A hall of the middle of the campus, so that the rest of it is all around.
std::uint32_t middleHall(const model::Campus& campus)
{
    return static_cast<std::uint32_t>(campus.halls.size() / 2);
}

/// Hall as a box in its group: its rows and their height.
render::View intoHall(
    const model::Campus& campus, std::uint32_t hallIndex, glm::dvec3 eye, glm::dvec3 target, const render::View& like)
{
    const model::Hall& hall = campus.halls[hallIndex];
    const Frame frame = frameOf(campus.groups[hall.group]);
    const glm::dvec3 size(hall.planSizeM);
    const glm::dvec3 floorCentre(hall.planMinM.x + size.x / 2, hall.planMinM.y + size.y / 2, hall.planMinM.z);
    // Shares of the plan sideways, metres upwards.
    const glm::dvec3 scale(size.x, size.y, 1.0);
    return look(frame.toCampus(floorCentre + eye * scale), frame.toCampus(floorCentre + target * scale), like.sizePx,
        like.fovYRad);
}

/// Eye height 1.7 m, one metre from the faces of a row, looking along it.
render::View alongRow(const model::Campus& campus, const model::Row& row, const render::View& like)
{
    const model::Run& run = campus.runs[campus.rackRun[row.racks.first]];
    const Frame frame = frameOf(campus, run);
    const double y = run.facesBack ? run.sizeM.y + 1.0 : -1.0;
    return look(frame.toCampus({-0.3, y, 1.7}), frame.toCampus({10.0, y, 1.7}), like.sizePx, like.fovYRad);
}

/// The n-th row of a hall; the row of the first rack where that one has no racks.
const model::Row& rowOf(const model::Campus& campus, std::uint32_t hallIndex, std::uint32_t n)
{
    const model::Range& rows = campus.halls[hallIndex].rows;
    if (n < rows.count && campus.rows[rows.first + n].racks.count > 0)
        return campus.rows[rows.first + n];
    return campus.rows[campus.rowOfRack(0)];
}

} // namespace

std::vector<NamedView> ownViews(const model::Campus& campus, glm::uvec2 sizePx)
{
    const std::uint32_t hall = middleHall(campus);
    render::View like;
    like.sizePx = sizePx;
    const render::View inside = intoHall(campus, hall, {-0.9, -1.3, 15.0}, {0.0, 0.0, 1.0}, like);
    return {{"campus", overview(campus, sizePx)}, {"hall", inside},
        {"aisle", alongRow(campus, rowOf(campus, hall, 2), like)}};
}

std::vector<NamedView> peerViews(const model::Campus& campus, glm::uvec2 sizePx)
{
    constexpr std::uint32_t kPeerHall = (2 * 8 + 1) * 4 + 1; // phase 2, building 1, hall 1 of the peers' scene
    const std::uint32_t hall = std::min(kPeerHall, static_cast<std::uint32_t>(campus.halls.size() - 1));
    const model::Campus::Bounds bounds = campus.bounds(model::AssetId(model::AssetKind::Campus, 0));
    const glm::dvec3 centre((bounds.minM.x + bounds.maxM.x) / 2, (bounds.minM.y + bounds.maxM.y) / 2, 0.0);
    const render::View far = look(centre + glm::dvec3(0, -2828.43, 2828.43), centre, sizePx, kPeerFovRad);
    const render::View inside = intoHall(campus, hall, {-0.55, -0.62, 5.2}, {-0.025, -0.08, 0.2}, far);
    return {{"A", far}, {"B", inside}, {"C", alongRow(campus, rowOf(campus, hall, 2), far)}};
}

} // namespace gigahall::bench
