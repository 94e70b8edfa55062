#pragma once

#include "assets/import/scenefile.h"

#include <string>

struct aiMaterial;
struct aiMesh;

namespace gigahall::assets {

inline constexpr double kMaxCoordinate = 1e7; ///< of anything in a scene, metres: beyond it floats say nothing

/// Copies Assimp's mesh with the colour of its material; empty text when all is well, else what is wrong with it.
std::string convertMesh(const aiMesh& from, const aiMaterial* material, SceneMesh& to);

} // namespace gigahall::assets
