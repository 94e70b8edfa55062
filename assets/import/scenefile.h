#pragma once

#include "assets/import/campusfile.h"

#include <glm/glm.hpp>

#include <cstdint>
#include <optional>
#include <regex>
#include <string>
#include <vector>

namespace gigahall::assets {

/// Triangles of one mesh of a file, in its own frame and units.
struct SceneMesh
{
    std::vector<glm::vec3> positions{}, normals{}, colours{}; ///< equally many; normals are unit length, colours linear
    std::vector<std::uint32_t> indices{};
    float emissive = 0;
    bool singleSided = false; ///< the file says that its back faces are not to be seen
};

struct SceneNode
{
    static constexpr std::uint32_t kNone = 0xffffffffu;

    std::string name;
    std::uint32_t parent = kNone; ///< comes before its children
    std::uint32_t end = 0; ///< one past its last descendant
    glm::dmat4 world{1}; ///< own frame -> metres, Z up
    std::vector<std::uint32_t> meshes{};
    bool standsForCopies = false; ///< GPU-instanced: its children of the same name are what is there
};

/// A 3D file as a tree: parents before children, whatever is instanced in the file drawn out into nodes that share
/// meshes.
struct Scene
{
    std::string path;
    std::vector<SceneNode> nodes{};
    std::vector<SceneMesh> meshes{};
};

struct SceneResult
{
    std::optional<Scene> scene;
    std::vector<Problem> problems;
};

/// glTF, GLB, OBJ or FBX. glTF and OBJ are taken as Y up and metres, FBX as its own settings say. Safe from any thread.
SceneResult readScene(const std::string& path);

/// Compiled ECMAScript pattern or what is wrong with it; matching is a search within the whole name.
struct NamePattern
{
    std::optional<std::regex> regex;
    std::string error;

    explicit NamePattern(const std::string& text);
    bool matches(const std::string& name) const;
};

} // namespace gigahall::assets
