#include "app/scenery/placement.h"

#include <cmath>

namespace gigahall::app {
namespace {

glm::dvec3 turned(glm::dvec3 p, double yawRad)
{
    const double c = std::cos(yawRad);
    const double s = std::sin(yawRad);
    return {c * p.x - s * p.y, s * p.x + c * p.y, p.z};
}

} // namespace

glm::dvec3 toCampus(const model::Campus& campus, std::uint32_t group, glm::vec3 pivotM, float yawRad, glm::vec3 offsetM)
{
    const auto& frame = campus.groups[group];
    const auto local = glm::dvec3(pivotM) + turned(glm::dvec3(offsetM), double(yawRad));
    return frame.originM + turned(local, frame.yawRad);
}

std::array<glm::dvec3, 8> cornersOf(const model::Campus& campus, const model::Campus::Box& box)
{
    std::array<glm::dvec3, 8> corners;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const glm::vec3 share(float(i & 1), float((i >> 1) & 1), float((i >> 2) & 1));
        corners[i] = toCampus(campus, box.group, box.minM, box.yawRad, box.sizeM * share);
    }
    return corners;
}

glm::dvec3 centreOf(const model::Campus& campus, const model::Campus::Box& box)
{
    return toCampus(campus, box.group, box.minM, box.yawRad, box.sizeM * 0.5f);
}

double headingOf(const model::Campus& campus, const model::Campus::Box& box)
{
    return campus.groups[box.group].yawRad + double(box.yawRad);
}

} // namespace gigahall::app
