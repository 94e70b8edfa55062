#include "assets/import/scenefile.h"

#include "assets/import/gltfrewrite.h"
#include "assets/import/scenemesh.h"

#include <assimp/Importer.hpp>
#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <exception>
#include <filesystem>
#include <fstream>

namespace gigahall::assets {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{1} << 30;
constexpr std::size_t kMaxNodes = 2'000'000;
constexpr std::size_t kMaxNameLength = 256; ///< longer names are cut before matching: std::regex recurses per character

glm::dmat4 toGlm(const aiMatrix4x4& m)
{
    return {m.a1, m.b1, m.c1, m.d1, m.a2, m.b2, m.c2, m.d2, m.a3, m.b3, m.c3, m.d3, m.a4, m.b4, m.c4, m.d4};
}

/// Y up to Z up: what is right stays right, what faces +z (the viewer) faces -y.
glm::dmat4 yUpToZUp()
{
    return {1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1};
}

bool finite(const glm::dmat4& m)
{
    for (int i = 0; i < 16; ++i)
        if (!std::isfinite(m[i / 4][i % 4]) || std::abs(m[i / 4][i % 4]) > kMaxCoordinate)
            return false;
    return true;
}

/// Assimp's tree into ours.
class Walker
{
public:
    Walker(Scene& out, const GltfFile* gltf)
        : m_out(out)
        , m_gltf(gltf)
    {
    }

    std::string error;

    void walk(const aiNode& node, std::uint32_t parent, const glm::dmat4& parentWorld)
    {
        if (!error.empty())
            return;
        const glm::dmat4 world = parentWorld * toGlm(node.mTransformation);
        const std::uint32_t index = add(nameOf(node), parent, world);
        if (!error.empty())
            return;
        std::vector<std::uint32_t> meshes(node.mMeshes, node.mMeshes + node.mNumMeshes);
        const auto source = gltfIndex(node);
        if (source && gltf::isInstanced(*m_gltf, *source)) {
            m_out.nodes[index].standsForCopies = true;
            for (const glm::dmat4& place : gltf::instances(*m_gltf, *source)) {
                const std::uint32_t copy = add(m_out.nodes[index].name, index, world * place);
                if (!error.empty())
                    return;
                m_out.nodes[copy].meshes = meshes;
                m_out.nodes[copy].end = copy + 1;
            }
        } else
            m_out.nodes[index].meshes = std::move(meshes);
        for (unsigned i = 0; i < node.mNumChildren; ++i)
            walk(*node.mChildren[i], index, world);
        m_out.nodes[index].end = static_cast<std::uint32_t>(m_out.nodes.size());
    }

private:
    std::optional<std::size_t> gltfIndex(const aiNode& node) const
    {
        const std::string_view name(node.mName.C_Str(), node.mName.length);
        std::size_t index = 0;
        if (!m_gltf || !name.starts_with('n'))
            return std::nullopt;
        const auto [end, failed] = std::from_chars(name.data() + 1, name.data() + name.size(), index);
        return failed == std::errc() && end == name.data() + name.size() ? std::optional(index) : std::nullopt;
    }

    /// The importer's own root of a file has no name: no pattern should take the whole scene for a rack.
    std::string nameOf(const aiNode& node) const
    {
        if (m_gltf) {
            const auto index = gltfIndex(node);
            return index ? gltf::nodeName(*m_gltf, *index) : std::string();
        }
        return node.mParent ? std::string(node.mName.C_Str(), node.mName.length) : std::string();
    }

    std::uint32_t add(std::string name, std::uint32_t parent, const glm::dmat4& world)
    {
        if (!finite(world))
            error = fmt::format("node '{}' has a transform that isn't finite or leads farther than {:.0f} km", name,
                kMaxCoordinate / 1000);
        else if (m_out.nodes.size() >= kMaxNodes)
            error = fmt::format("has more than {} nodes", kMaxNodes);
        m_out.nodes.push_back({.name = std::move(name), .parent = parent, .world = world});
        return static_cast<std::uint32_t>(m_out.nodes.size() - 1);
    }

    Scene& m_out;
    const GltfFile* m_gltf;
};

/// What turns the file's axes and units into ours.
glm::dmat4 frameOf(const aiScene& scene, const std::string& extension)
{
    if (extension != ".fbx" || !scene.mMetaData)
        return yUpToZUp();
    int up = 1, sign = 1;
    double unit = 1;
    float narrow = 1;
    scene.mMetaData->Get("UpAxis", up);
    scene.mMetaData->Get("UpAxisSign", sign);
    if (!scene.mMetaData->Get("UnitScaleFactor", unit) && scene.mMetaData->Get("UnitScaleFactor", narrow))
        unit = narrow;
    // An FBX counts in centimetres times its unit.
    const double metres = std::isfinite(unit) && unit > 0 ? unit / 100 : 0.01;
    glm::dmat4 turn = up == 2 ? glm::dmat4(1)
        : up == 0             ? glm::dmat4(0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1)
                              : yUpToZUp();
    if (sign < 0)
        turn = glm::dmat4(1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1) * turn;
    turn *= glm::dmat4(metres);
    turn[3] = glm::dvec4(0, 0, 0, 1);
    return turn;
}

/// Libraries an OBJ names and that aren't there: Assimp would draw everything in one grey and say nothing.
std::vector<Problem> checkObj(const std::string& path)
{
    std::vector<Problem> problems;
    std::ifstream in(path);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (!line.starts_with("mtllib"))
            continue;
        const std::size_t from = line.find_first_not_of(" \t", 6), to = line.find_last_not_of(" \t\r");
        if (from == std::string::npos || from == 6)
            continue;
        const std::string name = line.substr(from, to - from + 1);
        if (!fs::exists(fs::path(path).parent_path() / name))
            problems.push_back({path, number, {}, fmt::format("needs '{}', which isn't there", name)});
    }
    return problems;
}

const aiScene* runAssimp(
    Assimp::Importer& importer, const std::string& path, const std::optional<GltfFile>& gltf, std::string& error)
{
    importer.SetPropertyInteger(AI_CONFIG_PP_SBP_REMOVE, aiPrimitiveType_POINT | aiPrimitiveType_LINE);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_PRESERVE_PIVOTS, false);
    for (const char* unused : {AI_CONFIG_IMPORT_FBX_READ_ANIMATIONS, AI_CONFIG_IMPORT_FBX_READ_CAMERAS,
             AI_CONFIG_IMPORT_FBX_READ_LIGHTS, AI_CONFIG_IMPORT_FBX_READ_TEXTURES})
        importer.SetPropertyBool(unused, false);
    const aiScene* scene = nullptr;
    try {
        if (gltf) {
            // Our own rewriting holds triangles only and was checked, so that no step after the reading is needed.
            const std::vector<std::byte> glb = gltf::plainGlb(*gltf);
            scene = importer.ReadFileFromMemory(glb.data(), glb.size(), 0, "glb");
        } else
            scene = importer.ReadFile(
                path, aiProcess_Triangulate | aiProcess_SortByPType | aiProcess_ValidateDataStructure);
        if (!scene)
            error = importer.GetErrorString();
    } catch (const std::exception& e) {
        error = e.what();
    }
    if (error.empty() && (!scene || !scene->mRootNode || (scene->mFlags & AI_SCENE_FLAGS_INCOMPLETE) != 0))
        error = "holds no complete scene";
    return error.empty() ? scene : nullptr;
}

bool hasTriangles(const GltfFile& file)
{
    if (!file.json.contains("meshes"))
        return false;
    for (const auto& mesh : file.json["meshes"])
        for (const auto& primitive : mesh["primitives"])
            if (gltf::indexAt(primitive, "mode").value_or(4) >= 4)
                return true;
    return false;
}

} // namespace

NamePattern::NamePattern(const std::string& text)
{
    try {
        regex.emplace(text, std::regex::ECMAScript | std::regex::optimize);
    } catch (const std::regex_error& e) {
        error = fmt::format("'{}' isn't a regular expression: {}", text, e.what());
    }
}

bool NamePattern::matches(const std::string& name) const
{
    if (!regex || name.empty())
        return false;
    try {
        return std::regex_search(
            name.begin(), name.begin() + static_cast<std::ptrdiff_t>(std::min(name.size(), kMaxNameLength)), *regex);
    } catch (const std::regex_error&) {
        return false; // too complex for this name
    }
}

SceneResult readScene(const std::string& path)
{
    const auto fail = [&](std::string what) { return SceneResult{{}, {{path, 0, {}, std::move(what)}}}; };
    std::string extension = fs::path(path).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
        [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool isGltf = extension == ".gltf" || extension == ".glb";
    if (!isGltf && extension != ".obj" && extension != ".fbx")
        return fail(fmt::format("has the ending '{}', expected .gltf, .glb, .obj or .fbx", extension));
    std::optional<GltfFile> gltf;
    if (isGltf) {
        GltfResult read = readGltf(path);
        if (!read.file)
            return {{}, std::move(read.problems)};
        gltf = std::move(read.file);
        if (!hasTriangles(*gltf))
            return fail("has no triangles");
    } else {
        std::error_code failed;
        const std::uintmax_t size = fs::file_size(path, failed);
        if (failed)
            return fail(failed == std::errc::no_such_file_or_directory ? "there is no such file"
                                                                       : "can't be read: " + failed.message());
        if (size > kMaxFileBytes)
            return fail(fmt::format("is {} MB, expected at most {} MB", size >> 20, kMaxFileBytes >> 20));
        if (extension == ".obj")
            if (auto problems = checkObj(path); !problems.empty())
                return {{}, std::move(problems)};
    }
    Assimp::Importer importer;
    std::string error;
    const aiScene* source = runAssimp(importer, path, gltf, error);
    if (!source)
        return fail(error);
    Scene scene{.path = path};
    for (unsigned i = 0; i < source->mNumMeshes; ++i) {
        const aiMesh& mesh = *source->mMeshes[i];
        const aiMaterial* material
            = mesh.mMaterialIndex < source->mNumMaterials ? source->mMaterials[mesh.mMaterialIndex] : nullptr;
        scene.meshes.emplace_back();
        if (std::string what = convertMesh(mesh, material, scene.meshes.back()); !what.empty())
            return fail(std::move(what));
    }
    Walker walker(scene, gltf ? &*gltf : nullptr);
    walker.walk(*source->mRootNode, SceneNode::kNone, frameOf(*source, extension));
    if (!walker.error.empty())
        return fail(walker.error);
    if (std::all_of(scene.nodes.begin(), scene.nodes.end(), [&](const SceneNode& n) { return n.meshes.empty(); }))
        return fail("has no triangles");
    return {std::move(scene), {}};
}

} // namespace gigahall::assets
