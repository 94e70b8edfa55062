#pragma once

#include "app/rollout/planchoice.h"
#include "assets/import/campusfile.h"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall info [CAMPUS] [--hardware ASSET=TYPE] [--plan FILE] [--shift ASSET=TIME] [--date DAY] [--json]`: counts
/// and nameplate ratings, in total and by phase, and when what is built. Problems of the files go to `err`. Exit code 0
/// or 1.
int runInfo(const std::string& campus, const std::vector<assets::HardwareChange>& hardware, bool json,
    std::ostream& out, std::ostream& err, const PlanChoice& choice = {}, std::optional<double> day = std::nullopt);

} // namespace gigahall::app
