#pragma once

#include "assets/import/campusfile.h"

#include <glm/glm.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// A node of a scene that becomes a rack.
struct SceneMatch
{
    std::string name; ///< made unique: "Rack", "Rack-2", "Rack-3" where a scene repeats it
    std::string row; ///< racks of one parent that stand in one line
    glm::dvec3 positionM{0}; ///< middle of the footprint on the floor, scene frame, Z up
    glm::dvec3 sizeM{0}; ///< width along the row, depth, height
    double turnDeg = 0; ///< counter-clockwise about z; 0 = the front looks towards -y
};

/// Nodes whose names match (ECMAScript, a search within the whole name), rows in the order of the file and racks along
/// them. A match takes all below it along; nodes without triangles are no racks. Empty with problems: unreadable file,
/// bad pattern, nothing matches (then with the names there are).
std::vector<SceneMatch> previewScene(
    const std::string& path, const std::string& pattern, std::vector<Problem>& problems);

struct SceneImport
{
    std::string scene;
    std::string rackPattern;
    std::string type; ///< rack type, defined in `campus`
    std::string campus = "default"; ///< shipped name or path of the layout whose types are looked up
    std::string output; ///< *.campus.json
};

/// What was written.
struct SceneImportResult
{
    bool written = false;
    std::size_t racks = 0, rows = 0, gpus = 0;
    bool backdrop = false; ///< the scene holds more than racks
    glm::dvec3 smallestM{0}, largestM{0}; ///< sizes of racks
    std::vector<Problem> problems;
};

/// Writes a layout of one hall with the racks where they stand and everything else as a backdrop, and opens it once to
/// be sure. On any problem nothing is written.
SceneImportResult importScene(const SceneImport& request);

} // namespace gigahall::assets
