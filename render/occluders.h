#pragma once

#include "render/shaders/shared.h"
#include "render/view.h"

#include "model/campus/campus.h"

#include <span>
#include <vector>

namespace gigahall::render {

/// A solid box that hides what stands behind it: a whole row of racks, or a wall inside a building.
struct Occluder
{
    glm::dvec3 centreM; ///< campus frame
    glm::vec3 halfM;
    double yawRad; ///< in the campus frame
    std::uint32_t building; ///< ~0 outside
    bool wall; ///< sinks when its building opens
};

/// All of a campus, by building: racks that stand side by side are one.
std::vector<Occluder> findOccluders(const model::Campus& campus);

/// The nearest and largest for an eye among the racks; `buildingState` as in FramePlan. Returns how many were written.
/// None for parallel views and for eyes above them, from where they hide little.
std::uint32_t chooseOccluders(std::span<const Occluder> all, std::span<const glm::vec4> buildingState, const View& view,
    std::span<gpu::GpuOccluder> out);

} // namespace gigahall::render
