#pragma once

#include "model/campus/campusspec.h"

#include <vector>

namespace gigahall::model {

/// What one asset of a row covers on the floor of its hall.
struct RackFootprint
{
    glm::dvec2 middleM{0}, halfM{0};
    double yawRad = 0;
    std::uint32_t type = 0;
};

/// Of all segments of all rows and of loose racks, in the order of the template.
std::vector<RackFootprint> rackFootprints(const CampusSpec& spec, const HallTemplate& hall);

/// How far one would have to move for the two to come apart; 0 where they are.
double overlapM(const RackFootprint& a, const RackFootprint& b);

/// Two that overlap in `after` but not in `before`, as indices; the pair with the most of it. Both have the same
/// assets in the same order. overlapM = 0: there is none.
struct FootprintClash
{
    std::size_t a = 0, b = 0;
    double overlapM = 0;
};
FootprintClash worstNewOverlap(const std::vector<RackFootprint>& before, const std::vector<RackFootprint>& after);

} // namespace gigahall::model
