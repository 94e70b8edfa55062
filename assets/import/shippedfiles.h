#pragma once

#include <string>
#include <vector>

namespace gigahall::assets {

/// Folders that shipped data (campuses/, meshes/, ...) may lie in, best first: beside the binary, installed, the source
/// tree.
std::vector<std::string> shippedFolders();

/// A file that ships, e.g. "plans/standard.rollout.json"; `file` itself where there is none.
std::string findShipped(const std::string& file);

/// The file a layout means by a mesh: beside the campus file, or one that ships; empty when there is neither.
std::string findMesh(const std::string& mesh, const std::string& campusPath);

} // namespace gigahall::assets
