#pragma once

#include "assets/import/campusfile.h"
#include "model/geometry/meshdata.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

struct MeshResult
{
    std::optional<model::MeshData> mesh;
    std::vector<Problem> problems;
};

/// glTF, GLB, OBJ or FBX through Assimp into one flat mesh (Z up, metres). A glTF that requires an extension Assimp
/// can't read is refused with the extension's name; EXT_mesh_gpu_instancing is expanded here. `exclude`: nodes whose
/// names match (ECMAScript regex) are left out with their children. Safe from any thread.
MeshResult loadMesh(const std::string& path, const std::string& exclude = {});

/// All meshes that a campus names (types and backdrops), each once, in the order of first use: types' paths resolved
/// against the campus file, then the shipped meshes. MeshData::path is the string used in the layout.
struct MeshSetResult
{
    std::vector<model::MeshData> meshes;
    std::vector<Problem> problems;
};
MeshSetResult loadMeshes(const model::Campus& campus);

} // namespace gigahall::assets
