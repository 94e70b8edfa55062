#include "assets/import/scenemesh.h"

#include <assimp/material.h>
#include <assimp/mesh.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gigahall::assets {

namespace {

struct Look
{
    glm::vec3 colour{0.8f};
    float emissive = 0;
    bool singleSided = false;
};

/// Base colour and glow. A lamp is often black with a bright emission: the glow then gives the colour.
Look lookOf(const aiMaterial& material)
{
    aiColor4D base(0.8f, 0.8f, 0.8f, 1), glow(0, 0, 0, 1);
    if (material.Get(AI_MATKEY_BASE_COLOR, base) != AI_SUCCESS)
        material.Get(AI_MATKEY_COLOR_DIFFUSE, base);
    material.Get(AI_MATKEY_COLOR_EMISSIVE, glow);
    const auto clamp = [](const aiColor4D& c) { return glm::clamp(glm::vec3(c.r, c.g, c.b), 0.0f, 1.0f); };
    Look out{clamp(base)};
    // Only glTF says which sides are meant; elsewhere both are.
    bool twoSided = true;
    out.singleSided = material.Get(AI_MATKEY_TWOSIDED, twoSided) == AI_SUCCESS && !twoSided;
    const float strength = std::max({glow.r, glow.g, glow.b, 0.0f});
    if (strength > 0 && std::isfinite(strength)) {
        out.emissive = std::min(strength, 1.0f);
        out.colour = glm::mix(out.colour, glm::vec3(glow.r, glow.g, glow.b) / strength, out.emissive);
    }
    return out;
}

std::string copy(const aiMesh& from, const Look& look, SceneMesh& to)
{
    to.emissive = look.emissive;
    to.singleSided = look.singleSided;
    to.positions.reserve(from.mNumVertices);
    for (unsigned i = 0; i < from.mNumVertices; ++i) {
        const aiVector3D& p = from.mVertices[i];
        if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z)
            || std::max({std::abs(p.x), std::abs(p.y), std::abs(p.z)}) > kMaxCoordinate)
            return fmt::format("vertex {} of a mesh is ({}, {}, {}), expected finite coordinates", i, p.x, p.y, p.z);
        to.positions.emplace_back(p.x, p.y, p.z);
    }
    to.colours.assign(from.mNumVertices, look.colour);
    if (from.HasVertexColors(0))
        for (unsigned i = 0; i < from.mNumVertices; ++i) {
            const aiColor4D& c = from.mColors[0][i];
            to.colours[i] *= glm::clamp(glm::vec3(c.r, c.g, c.b), 0.0f, 1.0f);
        }
    to.indices.reserve(std::size_t{from.mNumFaces} * 3);
    for (unsigned f = 0; f < from.mNumFaces; ++f) {
        const aiFace& face = from.mFaces[f];
        if (face.mNumIndices != 3)
            continue;
        for (unsigned k = 0; k < 3; ++k) {
            if (face.mIndices[k] >= from.mNumVertices)
                return fmt::format("a triangle names vertex {} of {}", face.mIndices[k], from.mNumVertices);
            to.indices.push_back(face.mIndices[k]);
        }
    }
    if (from.HasNormals()) {
        to.normals.reserve(from.mNumVertices);
        for (unsigned i = 0; i < from.mNumVertices; ++i)
            to.normals.emplace_back(from.mNormals[i].x, from.mNormals[i].y, from.mNormals[i].z);
    }
    return {};
}

/// Flat normals for a mesh that came without: every triangle gets its own three vertices.
void makeFlat(SceneMesh& mesh)
{
    SceneMesh flat{.emissive = mesh.emissive, .singleSided = mesh.singleSided};
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const auto* corner = &mesh.indices[i];
        const glm::vec3 a = mesh.positions[corner[0]];
        const glm::vec3 cross = glm::cross(mesh.positions[corner[1]] - a, mesh.positions[corner[2]] - a);
        const float length = glm::length(cross);
        for (int k = 0; k < 3; ++k) {
            flat.indices.push_back(static_cast<std::uint32_t>(flat.positions.size()));
            flat.positions.push_back(mesh.positions[corner[k]]);
            flat.normals.push_back(length > 0 ? cross / length : glm::vec3(0, 0, 1));
            flat.colours.push_back(mesh.colours[corner[k]]);
        }
    }
    mesh = std::move(flat);
}

/// Normals as unit vectors; broken ones are no reason to refuse a file, they only point up.
void finishNormals(SceneMesh& mesh)
{
    if (mesh.normals.empty())
        return makeFlat(mesh);
    for (glm::vec3& n : mesh.normals) {
        const float length = glm::length(n);
        n = std::isfinite(length) && length > 1e-12f ? n / length : glm::vec3(0, 0, 1);
    }
}

} // namespace

std::string convertMesh(const aiMesh& from, const aiMaterial* material, SceneMesh& to)
{
    std::string what = copy(from, material ? lookOf(*material) : Look(), to);
    if (what.empty())
        finishNormals(to);
    return what;
}

} // namespace gigahall::assets
