#pragma once

#include "model/campus/campus.h"

#include <array>

/// Where things stand, in the campus frame. Pure; any thread.
namespace gigahall::app {

/// A point of a group's frame, turned by `yawRad` about `pivotM` first, in the campus frame.
glm::dvec3 toCampus(
    const model::Campus& campus, std::uint32_t group, glm::vec3 pivotM, float yawRad, glm::vec3 offsetM);
/// The eight corners of an asset's box: bit 0 = far x, bit 1 = far y, bit 2 = top.
std::array<glm::dvec3, 8> cornersOf(const model::Campus& campus, const model::Campus::Box& box);
glm::dvec3 centreOf(const model::Campus& campus, const model::Campus::Box& box);
/// Heading of the box's own +x, radians from east.
double headingOf(const model::Campus& campus, const model::Campus::Box& box);

} // namespace gigahall::app
