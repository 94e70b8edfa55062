#pragma once

#include "assets/import/campusfile.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall sweep [CAMPUS] --output F.csv ...`
struct SweepCommand
{
    std::string campus = "default"; ///< shipped name or path
    std::vector<assets::HardwareChange> hardware;
    std::string output; ///< CSV, "-" = standard output; empty: only JSON
    bool json = false;
    bool halls = false; ///< fail as well
    double gpuUtilization = 1, cpuUtilization = 1; ///< of all units, 0..1
    double dryBulbC = 20;
};

/// Results on `out`, what is wrong on `err`. Exit code 0 or 1. A file is written whole or not at all.
int runSweep(const SweepCommand& command, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
