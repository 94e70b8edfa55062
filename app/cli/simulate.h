#pragma once

#include "assets/import/campusfile.h"
#include "model/graph/networkflow.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall simulate [CAMPUS] --steady ...`
struct SimulateOptions
{
    std::string campus = "default"; ///< shipped name or path
    std::vector<assets::HardwareChange> hardware; ///< what-ifs on top of it
    bool steady = false; ///< one operating point
    double gpuUtilization = 1, cpuUtilization = 1; ///< of all units, 0..1
    double dryBulbC = 20;
    std::vector<std::string> fail; ///< names of assets that are out, all of them at once
    model::OverloadPolicy overload = model::OverloadPolicy::Shed;
    bool json = false;
};

/// Results on `out`, what is wrong on `err`. Exit code 0 or 1.
int runSimulate(const SimulateOptions& options, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
