#include "assets/import/gltfrewrite.h"

#include <fmt/format.h>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>

#include <cstring>
#include <map>

namespace gigahall::assets::gltf {

namespace {

using nlohmann::json;

constexpr const char* kInstancing = "EXT_mesh_gpu_instancing";

/// Builds the reduced JSON; accessors are renumbered as they are used, each with a bufferView of its own.
class Rewriter
{
public:
    explicit Rewriter(const GltfFile& file)
        : m_file(file)
    {
        // All buffers end to end, and some slack: Assimp wants the last element's whole stride inside.
        for (const auto& buffer : file.buffers) {
            m_bufferStart.push_back(m_binary.size());
            m_binary.insert(m_binary.end(), buffer.begin(), buffer.end());
            m_binary.resize((m_binary.size() + 3) / 4 * 4);
        }
        m_binary.resize(m_binary.size() + 256);
    }

    std::vector<std::byte> run()
    {
        json out = {{"asset", {{"version", "2.0"}}}, {"accessors", json::array()}, {"bufferViews", json::array()}};
        m_out = &out; // cppcheck-suppress danglingLifetime ; only read while this runs
        json meshes = json::array();
        std::vector<int> meshIndex;
        for (const json& mesh : list("meshes")) {
            json reduced = reduceMesh(mesh);
            meshIndex.push_back(reduced["primitives"].empty() ? -1 : static_cast<int>(meshes.size()));
            if (meshIndex.back() >= 0)
                meshes.push_back(std::move(reduced));
        }
        out["meshes"] = std::move(meshes);
        for (const json& material : list("materials"))
            out["materials"].push_back(reduceMaterial(material));
        reduceNodes(meshIndex);
        out["scenes"] = json::array({{{"nodes", rootNodes()}}});
        out["scene"] = 0;
        out["buffers"] = json::array({{{"byteLength", m_binary.size()}}});
        return pack(out.dump());
    }

private:
    const json& list(const char* key) const
    {
        static const json kEmpty = json::array();
        return m_file.json.contains(key) ? m_file.json[key] : kEmpty;
    }

    std::size_t accessor(std::size_t index)
    {
        const auto known = m_accessors.find(index);
        if (known != m_accessors.end())
            return known->second;
        const GltfAccessor source(m_file, index);
        const json& original = m_file.json["accessors"][index];
        json view = {{"buffer", 0}, {"byteOffset", m_bufferStart[source.buffer()] + source.offset()},
            {"byteLength", source.count() * source.stride()}};
        if (source.stride() != source.elementSize())
            view["byteStride"] = source.stride();
        json reduced = {{"bufferView", (*m_out)["bufferViews"].size()}, {"componentType", source.componentType()},
            {"count", source.count()}, {"type", original["type"]}};
        if (original.value("normalized", false))
            reduced["normalized"] = true;
        (*m_out)["bufferViews"].push_back(std::move(view));
        (*m_out)["accessors"].push_back(std::move(reduced));
        return m_accessors[index] = (*m_out)["accessors"].size() - 1;
    }

    json reduceMesh(const json& mesh)
    {
        json primitives = json::array();
        for (const json& primitive : mesh["primitives"]) {
            const std::size_t mode = indexAt(primitive, "mode").value_or(4);
            if (mode < 4)
                continue; // points and lines have no surface
            json reduced = {{"mode", mode}};
            for (const char* name : {"POSITION", "NORMAL", "COLOR_0"})
                if (const auto index = indexAt(primitive["attributes"], name))
                    reduced["attributes"][name] = accessor(*index);
            if (const auto index = indexAt(primitive, "indices"))
                reduced["indices"] = accessor(*index);
            if (primitive.contains("material"))
                reduced["material"] = primitive["material"];
            primitives.push_back(std::move(reduced));
        }
        return {{"primitives", std::move(primitives)}};
    }

    static json reduceMaterial(const json& material)
    {
        json out = {{"pbrMetallicRoughness", json::object()}};
        const json* old = extension(material, "KHR_materials_pbrSpecularGlossiness");
        if (material.contains("pbrMetallicRoughness") && material["pbrMetallicRoughness"].contains("baseColorFactor"))
            out["pbrMetallicRoughness"]["baseColorFactor"] = material["pbrMetallicRoughness"]["baseColorFactor"];
        else if (old && old->contains("diffuseFactor"))
            out["pbrMetallicRoughness"]["baseColorFactor"] = (*old)["diffuseFactor"];
        if (material.contains("emissiveFactor"))
            out["emissiveFactor"] = material["emissiveFactor"];
        if (material.contains("doubleSided"))
            out["doubleSided"] = material["doubleSided"];
        return out;
    }

    void reduceNodes(const std::vector<int>& meshIndex)
    {
        json nodes = json::array();
        for (std::size_t i = 0; i < list("nodes").size(); ++i) {
            const json& node = list("nodes")[i];
            json reduced = {{"name", fmt::format("n{}", i)}};
            for (const char* key : {"matrix", "translation", "rotation", "scale"})
                if (node.contains(key))
                    reduced[key] = node[key];
            if (node.contains("children") && !node["children"].empty())
                reduced["children"] = node["children"];
            const auto mesh = indexAt(node, "mesh");
            if (mesh && meshIndex[*mesh] >= 0)
                reduced["mesh"] = meshIndex[*mesh];
            nodes.push_back(std::move(reduced));
        }
        (*m_out)["nodes"] = std::move(nodes);
    }

    /// Roots of the default scene; of a file without scenes every node that isn't a child.
    json rootNodes() const
    {
        if (!list("scenes").empty()) {
            const json& scene = list("scenes")[indexAt(m_file.json, "scene").value_or(0)];
            return scene.contains("nodes") ? scene["nodes"] : json::array();
        }
        std::vector<char> child(list("nodes").size(), 0);
        for (const json& node : list("nodes"))
            for (const json& entry : node.value("children", json::array()))
                child[entry.get<std::size_t>()] = 1;
        json out = json::array();
        for (std::size_t i = 0; i < child.size(); ++i)
            if (!child[i])
                out.push_back(i);
        return out;
    }

    std::vector<std::byte> pack(std::string text)
    {
        text.resize((text.size() + 3) / 4 * 4, ' ');
        std::vector<std::byte> glb;
        const auto put = [&](std::size_t value) {
            const auto narrow = static_cast<std::uint32_t>(value);
            const auto* bytes = reinterpret_cast<const std::byte*>(&narrow);
            glb.insert(glb.end(), bytes, bytes + sizeof narrow);
        };
        glb.reserve(28 + text.size() + m_binary.size());
        put(0x46546C67);
        put(2);
        put(28 + text.size() + m_binary.size());
        put(text.size());
        put(0x4E4F534A);
        const auto* bytes = reinterpret_cast<const std::byte*>(text.data());
        glb.insert(glb.end(), bytes, bytes + text.size());
        put(m_binary.size());
        put(0x004E4942);
        glb.insert(glb.end(), m_binary.begin(), m_binary.end());
        return glb;
    }

    const GltfFile& m_file;
    std::vector<std::byte> m_binary;
    std::vector<std::size_t> m_bufferStart;
    std::map<std::size_t, std::size_t> m_accessors;
    json* m_out = nullptr;
};

} // namespace

std::vector<std::byte> plainGlb(const GltfFile& file)
{
    return Rewriter(file).run();
}

std::string nodeName(const GltfFile& file, std::size_t node)
{
    const json& entry = file.json["nodes"][node];
    std::string name = entry.value("name", std::string());
    const auto mesh = indexAt(entry, "mesh");
    if (name.empty() && mesh) {
        const json& shape = file.json["meshes"][*mesh];
        if (shape.contains("name") && shape["name"].is_string())
            name = shape["name"].get<std::string>();
    }
    return name;
}

bool isInstanced(const GltfFile& file, std::size_t node)
{
    return extension(file.json["nodes"][node], kInstancing) != nullptr;
}

std::vector<glm::dmat4> instances(const GltfFile& file, std::size_t node)
{
    const json& attributes = (*extension(file.json["nodes"][node], kInstancing))["attributes"];
    const auto at = [&](const char* name) {
        const auto index = indexAt(attributes, name);
        return index ? std::optional<GltfAccessor>(std::in_place, file, *index) : std::nullopt;
    };
    const auto move = at("TRANSLATION"), turn = at("ROTATION"), scale = at("SCALE");
    const std::size_t count = move ? move->count() : turn ? turn->count() : scale ? scale->count() : 0;
    std::vector<glm::dmat4> out;
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        glm::dmat4 place(1.0);
        if (move)
            place = glm::translate(place, glm::dvec3(move->value(i, 0), move->value(i, 1), move->value(i, 2)));
        if (turn) {
            const glm::dquat q(turn->value(i, 3), turn->value(i, 0), turn->value(i, 1), turn->value(i, 2));
            if (glm::length(q) > 1e-9)
                place *= glm::mat4_cast(glm::normalize(q));
        }
        if (scale)
            place = glm::scale(place, glm::dvec3(scale->value(i, 0), scale->value(i, 1), scale->value(i, 2)));
        out.push_back(place);
    }
    return out;
}

} // namespace gigahall::assets::gltf
