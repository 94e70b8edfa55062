#pragma once

#include "assets/import/scenefile.h"
#include "assets/import/sceneimport.h"

#include <string>
#include <vector>

namespace gigahall::assets {

/// The racks of a scene, unique names, sorted by row; a problem with the names there are when nothing matches.
std::vector<SceneMatch> matchRacks(
    const Scene& scene, const NamePattern& names, const std::string& patternText, std::vector<Problem>& problems);

} // namespace gigahall::assets
