#pragma once

#include "assets/import/campusfile.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall info [CAMPUS] [--hardware ASSET=TYPE] [--plan FILE] [--json]`: counts and nameplate ratings, in total and
/// by phase, and when what is built. Problems of the files go to `err`. Exit code 0 or 1.
int runInfo(const std::string& campus, const std::vector<assets::HardwareChange>& hardware, bool json,
    std::ostream& out, std::ostream& err, const std::string& planFile = {});

} // namespace gigahall::app
