#pragma once

#include <glm/glm.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace gigahall::model {

/// Triangles of one mesh file, flattened: metres, Z up, origin at the middle of the footprint on the floor, front
/// towards -y. Colour is linear RGB; `emissive` is 0..1 and glows at night. No textures.
struct MeshData
{
    struct Vertex
    {
        glm::vec3 positionM;
        glm::vec3 normal;
        glm::vec3 colour;
        float emissive = 0;
    };
    /// A named node: position of a GPU, tray or other part that data colours. `slot` < 0 = neutral.
    struct Part
    {
        std::string name;
        std::uint32_t firstIndex = 0;
        std::uint32_t indexCount = 0;
        int tray = -1; ///< from node names tray:N and gpu:N of our own rack meshes, -1 elsewhere
        int slot = -1;
        float detailM = 0; ///< from a node name detail:S: may be left out where S metres are a pixel or two; 0 = never
    };

    std::string path;
    std::vector<Vertex> vertices;
    std::vector<std::uint32_t> indices;
    std::vector<Part> parts;
    bool singleSided = false; ///< triangles are counter-clockwise from outside and their backs are never to be seen
    glm::vec3 minM{0}, maxM{0};
};

} // namespace gigahall::model
