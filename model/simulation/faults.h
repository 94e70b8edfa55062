#pragma once

#include <cstdint>

namespace gigahall::model {

/// What is broken about a rack's data at one time.
struct RackFault
{
    bool missing = false; ///< nothing arrives
    bool stale = false; ///< the last values are from `heldS`
    double heldS = 0; ///< time the values belong to; the asked time unless stale
    std::int32_t deadTray = -1; ///< a tray that is off, -1 = none
};

/// Some racks in a thousand fail for part of an hour; a pure function of its arguments.
RackFault rackFault(std::uint64_t seed, std::uint32_t rack, std::uint32_t trays, double timeS);

} // namespace gigahall::model
