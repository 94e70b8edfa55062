#pragma once

#include "assets/import/campusfile.h"
#include "model/feeds/profile.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// Either a whole profile or every problem found.
struct ProfileResult
{
    std::optional<model::MetricProfile> profile;
    std::vector<Problem> problems;
};

/// A shipped profile by its name ("dcgm") or a file. Fields are called like the members of MetricProfile and
/// ProfileEntry. Safe from any thread.
ProfileResult loadProfile(const std::string& nameOrPath);
/// The same from a text; `path` is for messages.
ProfileResult parseProfile(const std::string& text, const std::string& path);

/// Names of the profiles that ship, sorted.
std::vector<std::string> shippedProfiles();

} // namespace gigahall::assets
