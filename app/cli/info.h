#pragma once

#include "assets/import/campusfile.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall info [CAMPUS] [--hardware ASSET=TYPE] [--json]`: counts and nameplate ratings, in total and by phase.
/// Problems of the file go to `err`. Exit code 0 or 1.
int runInfo(const std::string& campus, const std::vector<assets::HardwareChange>& hardware, bool json,
    std::ostream& out, std::ostream& err);

} // namespace gigahall::app
