#include "model/simulation/faults.h"

#include "model/simulation/hash.h"

#include <cmath>

namespace gigahall::model {

namespace {

// Assumptions: racks affected in an hour, and how much of that hour.
constexpr double kMissing = 0.0012, kStale = 0.0018, kDeadTray = 0.004;
constexpr double kWindowS = 3600;

} // namespace

RackFault rackFault(std::uint64_t seed, std::uint32_t rack, std::uint32_t trays, double timeS)
{
    const std::uint64_t rackHash = hashOf(seed, 0xfa017, rack);
    const double shifted = timeS / kWindowS + unit(rackHash);
    const double window = std::floor(shifted);
    const std::uint64_t hash = hashOf(rackHash, static_cast<std::int64_t>(window));
    const double draw = unit(hash);
    RackFault fault;
    fault.heldS = timeS;
    const double first = between(hashOf(hash, 1), 0, 0.2), last = between(hashOf(hash, 2), 0.6, 1);
    const double position = shifted - window;
    if (draw >= kMissing + kStale + kDeadTray || position < first || position > last)
        return fault;
    if (draw < kMissing) {
        fault.missing = true;
    } else if (draw < kMissing + kStale) {
        fault.stale = true;
        fault.heldS = timeS - (position - first) * kWindowS;
    } else if (trays > 0) {
        fault.deadTray = static_cast<std::int32_t>(hashOf(hash, 3) % trays);
    }
    return fault;
}

} // namespace gigahall::model
