#pragma once

#include "model/simulation/twin.h"

#include <span>

namespace gigahall::model {

/// What racks would draw on average at any time, whoever says so: simulated jobs or measured values. What a campus is
/// carried through time under.
class MeanLoads
{
public:
    virtual ~MeanLoads() = default;

    /// `caps` by rack, 0..1 of its rating; empty = none.
    virtual TwinLoad meanLoad(const Twin& twin, double timeS, std::span<const float> caps) const = 0;
};

/// Fills in what support racks draw: they follow the compute racks of their hall.
void followRacks(const Twin& twin, TwinLoad& load);

} // namespace gigahall::model
