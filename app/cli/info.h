#pragma once

#include <iosfwd>
#include <string>

namespace gigahall::app {

/// `gigahall info [CAMPUS] [--json]`: counts and nameplate ratings, in total and by phase. Problems of the file go to
/// `err`. Exit code 0 or 1.
int runInfo(const std::string& campus, bool json, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
