#pragma once

#include "model/campus/campusspec.h"

#include <cstdint>
#include <span>
#include <vector>

/// The what-if "other hardware": a layout whose compute racks are of another type in some of its halls.
namespace gigahall::model {

/// Things on the floor of a hall that would stand in each other, but do not in the layout as it was written.
struct RackClash
{
    std::uint32_t hall = 0; ///< the first of its kind, in the order the builder makes them
    std::uint32_t from = 0, to = 0; ///< type that stood there and the one that does not fit
    double overlapM = 0; ///< the worst in the hall
};

struct RackExchange
{
    CampusSpec spec; ///< not worth building if there are clashes
    std::vector<RackClash> clashes;
};

/// `typeOfHall` has a compute rack type for each hall in the order the builder makes them, kNone = as it was written.
/// A new rack stands in the middle of the place of the old one and is served by what served that, so that nothing else
/// moves; templates are split where halls that shared one come to differ, so that all others stay the same to the bit.
RackExchange exchangeRacks(const CampusSpec& spec, std::span<const std::uint32_t> typeOfHall);

} // namespace gigahall::model
