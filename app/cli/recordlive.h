#pragma once

#include "assets/import/campusfile.h"
#include "model/campus/campus.h"
#include "model/feeds/connection.h"
#include "model/telemetry/source.h"

#include <memory>
#include <string>
#include <vector>

namespace gigahall::app {

/// A source that delivers what a server says, for `--from`; its clock is seconds since 1970. Null and problems when the
/// profile or the mapping can't be read or the URL is of no known kind; a server that does not answer is no problem.
std::unique_ptr<model::TelemetrySource> openLive(std::shared_ptr<const model::Campus> campus,
    const model::Connection& connection, const std::string& profile, const std::string& mapping,
    std::vector<assets::Problem>& problems);

} // namespace gigahall::app
