#pragma once

#include "model/campus/campusspec.h"

#include <cmath>
#include <cstdint>
#include <vector>

/// How arrays and nested placements become positions; shared by the builder and the checks of the importer.
namespace gigahall::model {

/// A place inside a group: what is built there is turned and moved before it is stored.
struct Frame
{
    std::uint32_t group = 0;
    std::uint32_t building = Run::kNone;
    glm::dvec3 originM{0};
    double yawRad = 0;

    glm::dvec3 at(glm::dvec3 p) const
    {
        const double c = std::cos(yawRad), s = std::sin(yawRad);
        return originM + glm::dvec3(c * p.x - s * p.y, s * p.x + c * p.y, p.z);
    }
    Frame inside(const Placement& place, glm::dvec3 offsetM) const
    {
        return {group, building, at(place.atM + offsetM), yawRad + place.turnRad};
    }
};

/// Distance of the i-th from the first when pitches are used in turn.
inline double distanceAlong(const std::vector<double>& pitches, std::uint32_t i)
{
    double whole = 0, part = 0;
    for (const double p : pitches)
        whole += p;
    const std::size_t n = pitches.size();
    for (std::size_t k = 0; n && k < i % n; ++k)
        part += pitches[k];
    const std::size_t turns = n ? i / n : 0;
    return static_cast<double>(turns) * whole + part;
}

/// Calls visit(offset, x, y) for every element in the order that numbers grow.
template <typename Visit>
void forEachPlace(const ArraySpec& array, Visit visit)
{
    const std::uint32_t outer = array.columnsFirst ? array.countX : array.countY;
    const std::uint32_t inner = array.columnsFirst ? array.countY : array.countX;
    for (std::uint32_t o = 0; o < outer; ++o) {
        for (std::uint32_t i = 0; i < inner; ++i) {
            const std::uint32_t x = array.columnsFirst ? o : i, y = array.columnsFirst ? i : o;
            visit(glm::dvec3(distanceAlong(array.pitchX, x), distanceAlong(array.pitchY, y), 0), x, y);
        }
    }
}

} // namespace gigahall::model
