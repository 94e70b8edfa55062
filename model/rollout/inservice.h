#pragma once

#include <cstdint>
#include <vector>

namespace gigahall::model {

/// What is in service on a day: 1 or 0 by rack, support rack and plant of a campus.
struct InService
{
    double day = 0; ///< day number, see date.h
    std::vector<std::uint8_t> racks, supportRacks, plant;

    bool operator==(const InService&) const = default;
};

} // namespace gigahall::model
