#pragma once

#include "model/campus/ids.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace gigahall::model {

/// What is missing at one moment because things failed, were switched off or are held back.
struct Impact
{
    std::uint32_t darkRacks = 0; ///< compute racks without power
    std::uint32_t hotRacks = 0; ///< of them: switched off because their coolant got too warm
    std::uint32_t cappedRacks = 0; ///< by a cap that binds, or since their supply can't carry more
    std::uint64_t darkGpus = 0; ///< dies
    std::uint32_t stoppedJobs = 0; ///< jobs with a dark rack; a synchronous job stops as a whole
    double lostKw = 0; ///< IT load that is not served
    std::uint32_t assumedRacks = 0; ///< of a fork: nobody measured what they draw; the mean of their type stands for it
    double heldBackKw = 0; ///< that racks would take without their caps
    std::vector<AssetId> overloaded; ///< plant above its rating, before loads were shed or capped
    /// Until the first storage that carries load is empty; infinity when none does.
    double rideThroughS = std::numeric_limits<double>::infinity();
    /// Until the first rack reaches its coolant limit if things go on as they do; infinity when none warms up.
    double timeToLimitS = std::numeric_limits<double>::infinity();
    std::string problem; ///< where the layout's curves end; empty = none
};

} // namespace gigahall::model
