#pragma once

#include "assets/import/gltffile.h"

#include <glm/glm.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace gigahall::assets::gltf {

/// The shapes of a checked file as a GLB for Assimp: nodes, triangles, plain materials. Textures, animations, cameras
/// and extensions are left behind (nothing here draws them, and their loaders are where Assimp breaks), lines and
/// points too. Nodes are named "n" and their index, so that they can be told apart afterwards whatever their names
/// were.
std::vector<std::byte> plainGlb(const GltfFile& file);

/// Name of a node, else of its mesh, else empty.
std::string nodeName(const GltfFile& file, std::size_t node);
bool isInstanced(const GltfFile& file, std::size_t node);
/// Transforms of EXT_mesh_gpu_instancing within the node, in order.
std::vector<glm::dmat4> instances(const GltfFile& file, std::size_t node);

} // namespace gigahall::assets::gltf
