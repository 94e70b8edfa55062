#include "assets/import/meshfile.h"

#include "assets/import/scenefile.h"
#include "assets/import/shippedfiles.h"

#include <fmt/format.h>
#include <meshoptimizer.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace gigahall::assets {

namespace {

using Vertex = model::MeshData::Vertex;

constexpr std::size_t kMaxVertices = 40'000'000; ///< 1.6 GB; instancing multiplies quickly

static_assert(sizeof(Vertex) == 10 * sizeof(float), "no padding: vertices are compared as bytes");

/// N of "tray:N", or -1.
int numberAfter(std::string_view name, std::string_view prefix)
{
    int value = -1;
    if (name.starts_with(prefix))
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), value);
    return value;
}

/// S of "detail:S", or 0. Exporters may append .001 and the like to names that repeat.
float detailOf(std::string_view name)
{
    constexpr std::string_view kPrefix = "detail:";
    float value = 0;
    if (name.starts_with(kPrefix))
        std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), value);
    return std::isfinite(value) ? std::max(value, 0.0f) : 0;
}

/// One node's triangles behind the others; mirrored nodes keep their front faces outside.
void append(model::MeshData& out, const SceneMesh& mesh, const glm::dmat4& world)
{
    const glm::dmat3 linear(world);
    const double determinant = glm::determinant(linear);
    const glm::dmat3 forNormals = std::abs(determinant) > 1e-30 ? glm::transpose(glm::inverse(linear)) : glm::dmat3(1);
    const auto base = static_cast<std::uint32_t>(out.vertices.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        const glm::dvec3 normal = forNormals * glm::dvec3(mesh.normals[i]);
        const double length = glm::length(normal);
        // Adding zero turns -0 into 0, so that equal vertices are equal bytes.
        out.vertices.push_back({glm::vec3(world * glm::dvec4(mesh.positions[i], 1)) + 0.0f,
            glm::vec3(length > 0 ? normal / length : glm::dvec3(0, 0, 1)) + 0.0f, mesh.colours[i], mesh.emissive});
    }
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const bool mirrored = determinant < 0;
        out.indices.push_back(base + mesh.indices[i]);
        out.indices.push_back(base + mesh.indices[i + (mirrored ? 2 : 1)]);
        out.indices.push_back(base + mesh.indices[i + (mirrored ? 1 : 2)]);
    }
}

/// Equal vertices become one, triangles go in the order the vertex cache likes, vertices in the order of use.
void optimize(model::MeshData& mesh)
{
    std::vector<unsigned> remap(mesh.vertices.size());
    const std::size_t unique = meshopt_generateVertexRemap(remap.data(), mesh.indices.data(), mesh.indices.size(),
        mesh.vertices.data(), mesh.vertices.size(), sizeof(Vertex));
    std::vector<Vertex> vertices(unique);
    meshopt_remapVertexBuffer(
        vertices.data(), mesh.vertices.data(), mesh.vertices.size(), sizeof(Vertex), remap.data());
    meshopt_remapIndexBuffer(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(), remap.data());
    for (const auto& part : mesh.parts)
        meshopt_optimizeVertexCache(
            mesh.indices.data() + part.firstIndex, mesh.indices.data() + part.firstIndex, part.indexCount, unique);
    mesh.vertices.resize(unique);
    meshopt_optimizeVertexFetch(
        mesh.vertices.data(), mesh.indices.data(), mesh.indices.size(), vertices.data(), unique, sizeof(Vertex));
}

/// tray and slot of every node, those of its ancestors where it has none of its own.
struct Place
{
    int tray = -1, slot = -1;
};

std::vector<Place> placesOf(const Scene& scene)
{
    std::vector<Place> out(scene.nodes.size());
    for (std::size_t i = 0; i < scene.nodes.size(); ++i) {
        const SceneNode& node = scene.nodes[i];
        if (node.parent != SceneNode::kNone)
            out[i] = out[node.parent];
        if (const int tray = numberAfter(node.name, "tray:"); tray >= 0)
            out[i].tray = tray;
        if (const int slot = numberAfter(node.name, "gpu:"); slot >= 0)
            out[i].slot = slot;
        else if (node.name == "data")
            out[i].slot = std::max(out[i].slot, 0);
    }
    return out;
}

std::string flatten(const Scene& scene, const NamePattern* exclude, model::MeshData& out)
{
    const std::vector<Place> places = placesOf(scene);
    out.singleSided = true;
    for (std::size_t i = 0; i < scene.nodes.size();) {
        const SceneNode& node = scene.nodes[i];
        if (exclude && exclude->matches(node.name)) {
            i = node.end;
            continue;
        }
        const auto first = static_cast<std::uint32_t>(out.indices.size());
        for (const std::uint32_t mesh : node.meshes) {
            if (out.vertices.size() + scene.meshes[mesh].positions.size() > kMaxVertices)
                return fmt::format(
                    "has more than {} million vertices with all its instances", kMaxVertices / 1'000'000);
            append(out, scene.meshes[mesh], node.world);
            out.singleSided &= scene.meshes[mesh].singleSided;
        }
        const auto count = static_cast<std::uint32_t>(out.indices.size()) - first;
        if (count > 0)
            out.parts.push_back({node.name, first, count, places[i].tray, places[i].slot, detailOf(node.name)});
        ++i;
    }
    if (out.indices.empty())
        return exclude ? fmt::format("has no triangles beside the excluded nodes") : fmt::format("has no triangles");
    return {};
}

/// A file that winds a triangle against its normals is not to be trusted with what it says of sides.
void checkWinding(model::MeshData& mesh)
{
    for (std::size_t i = 0; mesh.singleSided && i + 2 < mesh.indices.size(); i += 3) {
        const Vertex &a = mesh.vertices[mesh.indices[i]], &b = mesh.vertices[mesh.indices[i + 1]],
                     &c = mesh.vertices[mesh.indices[i + 2]];
        const glm::vec3 outwards = glm::cross(b.positionM - a.positionM, c.positionM - a.positionM);
        mesh.singleSided = glm::dot(outwards, a.normal + b.normal + c.normal) >= 0;
    }
}

void measure(model::MeshData& mesh)
{
    mesh.minM = mesh.maxM = mesh.vertices.front().positionM;
    for (const Vertex& vertex : mesh.vertices) {
        mesh.minM = glm::min(mesh.minM, vertex.positionM);
        mesh.maxM = glm::max(mesh.maxM, vertex.positionM);
    }
}

struct Wanted
{
    std::string mesh, exclude;
    MeshResult result;
};

} // namespace

MeshResult loadMesh(const std::string& path, const std::string& exclude)
{
    std::optional<NamePattern> pattern;
    if (!exclude.empty()) {
        pattern.emplace(exclude);
        if (!pattern->regex)
            return {{}, {{path, 0, {}, "exclude " + pattern->error}}};
    }
    SceneResult read = readScene(path);
    if (!read.scene)
        return {{}, std::move(read.problems)};
    model::MeshData mesh;
    mesh.path = path;
    if (std::string what = flatten(*read.scene, pattern ? &*pattern : nullptr, mesh); !what.empty())
        return {{}, {{path, 0, {}, std::move(what)}}};
    optimize(mesh);
    checkWinding(mesh);
    measure(mesh);
    return {std::move(mesh), {}};
}

MeshSetResult loadMeshes(const model::Campus& campus)
{
    std::vector<Wanted> wanted;
    const auto want = [&](const std::string& mesh, const std::string& exclude) {
        const auto same = [&](const Wanted& w) { return w.mesh == mesh; };
        if (!mesh.empty() && std::none_of(wanted.begin(), wanted.end(), same))
            wanted.push_back({mesh, exclude, {}});
    };
    for (const model::AssetType& type : campus.types)
        want(type.mesh, {});
    for (const model::Backdrop& backdrop : campus.backdrops)
        want(backdrop.mesh, backdrop.exclude);
    tbb::parallel_for(std::size_t{0}, wanted.size(), [&](std::size_t i) {
        const std::string file = findMesh(wanted[i].mesh, campus.path);
        wanted[i].result = loadMesh(file.empty() ? wanted[i].mesh : file, wanted[i].exclude);
    });
    MeshSetResult out;
    for (Wanted& entry : wanted) {
        if (entry.result.mesh) {
            entry.result.mesh->path = entry.mesh;
            out.meshes.push_back(std::move(*entry.result.mesh));
        }
        out.problems.insert(out.problems.end(), entry.result.problems.begin(), entry.result.problems.end());
    }
    return out;
}

} // namespace gigahall::assets
