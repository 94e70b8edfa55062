#include "assets/import/gltffile.h"

#include <fmt/format.h>

#include <cmath>

namespace gigahall::assets::gltf {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxProblems = 24;

/// One walk over the JSON; every check adds to the list and goes on, so that one run shows everything.
class Checker
{
public:
    explicit Checker(const GltfFile& file)
        : m_file(file)
    {
    }

    std::vector<Problem> run()
    {
        for (const char* key : {"bufferViews", "accessors", "meshes", "materials", "nodes", "scenes"})
            if (m_file.json.contains(key) && !m_file.json[key].is_array())
                add(fmt::format("/{}", key), "expected an array");
        if (!m_problems.empty())
            return m_problems;
        m_viewGood.assign(size("bufferViews"), 0);
        for (std::size_t i = 0; i < m_viewGood.size(); ++i) {
            const std::size_t before = m_problems.size();
            checkView(m_file.json["bufferViews"][i], fmt::format("/bufferViews/{}", i));
            m_viewGood[i] = m_problems.size() == before && before < kMaxProblems;
        }
        m_accessorGood.assign(size("accessors"), 0);
        each("meshes", [&](const json& mesh, const std::string& at) { checkMesh(mesh, at); });
        each("materials", [&](const json& material, const std::string& at) { checkMaterial(material, at); });
        each("nodes", [&](const json& node, const std::string& at) { checkNode(node, at); });
        reference(m_file.json, "scene", size("scenes"), "", false);
        if (m_problems.empty())
            m_problems = checkTree(m_file);
        return m_problems;
    }

private:
    void add(std::string pointer, std::string what)
    {
        if (m_problems.size() < kMaxProblems)
            m_problems.push_back({m_file.path, 0, std::move(pointer), std::move(what)});
    }

    std::size_t size(const char* key) const { return m_file.json.contains(key) ? m_file.json[key].size() : 0; }

    template <typename F>
    void each(const char* key, F&& check)
    {
        for (std::size_t i = 0; i < size(key) && m_problems.size() < kMaxProblems; ++i) {
            const std::string at = fmt::format("/{}/{}", key, i);
            if (!m_file.json[key][i].is_object())
                add(at, "expected an object");
            else
                check(m_file.json[key][i], at);
        }
    }

    /// A reference to another object: absent is fine unless required.
    std::optional<std::size_t> reference(
        const json& object, const char* key, std::size_t below, const std::string& at, bool required)
    {
        if (!object.contains(key)) {
            if (required)
                add(at, fmt::format("{} is missing", key));
            return std::nullopt;
        }
        const auto index = indexAt(object, key);
        if (!index || *index >= below) {
            add(at + "/" + key,
                fmt::format("is {}, expected an index below {}", object[key].dump().substr(0, 40), below));
            return std::nullopt;
        }
        return index;
    }

    /// Non-negative integer with a default; far too large values are refused so that sums can't overflow.
    std::size_t number(const json& object, const char* key, std::size_t otherwise, const std::string& at)
    {
        if (!object.contains(key))
            return otherwise;
        const auto value = indexAt(object, key);
        if (!value || *value > (std::size_t{1} << 32)) {
            add(at + "/" + key,
                fmt::format("is {}, expected a whole number from 0 to 2^32", object[key].dump().substr(0, 40)));
            return otherwise;
        }
        return *value;
    }

    void checkView(const json& view, const std::string& at)
    {
        if (!view.is_object())
            return add(at, "expected an object");
        const auto buffer = reference(view, "buffer", m_file.buffers.size(), at, true);
        const std::size_t offset = number(view, "byteOffset", 0, at), length = number(view, "byteLength", 0, at);
        const std::size_t stride = number(view, "byteStride", 0, at);
        if (length == 0)
            add(at, "byteLength is missing or 0");
        if (stride != 0 && (stride < 4 || stride > 252))
            add(at + "/byteStride", fmt::format("is {}, expected 4 to 252", stride));
        if (buffer && offset + length > m_file.buffers[*buffer].size())
            add(at,
                fmt::format("ends at byte {} of buffer {}, which has {}", offset + length, *buffer,
                    m_file.buffers[*buffer].size()));
    }

    /// Whether an accessor can be decoded; each is checked once, when first used.
    bool accessorGood(std::size_t index)
    {
        char& state = m_accessorGood[index];
        if (state == 0) {
            const std::size_t before = m_problems.size();
            const std::string at = fmt::format("/accessors/{}", index);
            const json& accessor = m_file.json["accessors"][index];
            if (accessor.is_object())
                checkAccessor(accessor, at);
            else
                add(at, "expected an object");
            state = m_problems.size() == before && before < kMaxProblems ? 'y' : 'n';
        }
        return state == 'y';
    }

    void checkAccessor(const json& accessor, const std::string& at)
    {
        if (accessor.contains("sparse"))
            return add(at, "is sparse, which this program can't read");
        const auto view = reference(accessor, "bufferView", size("bufferViews"), at, true);
        const std::size_t type = number(accessor, "componentType", 0, at),
                          bytes = componentSize(static_cast<int>(type));
        const std::size_t components = accessor.contains("type") && accessor["type"].is_string()
            ? componentCount(accessor["type"].get<std::string>())
            : 0;
        const std::size_t count = number(accessor, "count", 0, at), offset = number(accessor, "byteOffset", 0, at);
        if (bytes == 0 || components == 0)
            return add(at, "expected a known componentType and type");
        if (accessor.contains("normalized") && !accessor["normalized"].is_boolean())
            return add(at + "/normalized", "expected true or false");
        if (count == 0)
            return add(at, "has no elements");
        if (!view)
            return;
        if (!m_viewGood[*view])
            return add(at, fmt::format("lies in bufferView {}, which is broken", *view));
        const json& source = m_file.json["bufferViews"][*view];
        const std::size_t element = bytes * components, length = indexAt(source, "byteLength").value_or(0);
        const std::size_t stride = indexAt(source, "byteStride").value_or(0);
        if (stride != 0 && stride < element)
            return add(at, fmt::format("has elements of {} bytes in a bufferView with byteStride {}", element, stride));
        const std::size_t end = offset + (stride ? stride : element) * (count - 1) + element;
        if (end > length)
            add(at, fmt::format("ends at byte {} of bufferView {}, which has {}", end, *view, length));
    }

    /// Accessor of a vertex attribute with the types that it may have; its element count, 0 when it is unusable.
    std::size_t attribute(const json& attributes, const char* name, std::size_t least, std::size_t most, bool floatOnly,
        const std::string& at)
    {
        const auto index = reference(attributes, name, size("accessors"), at, false);
        if (!index || !accessorGood(*index))
            return 0;
        const GltfAccessor accessor(m_file, *index);
        const bool normalized = m_file.json["accessors"][*index].value("normalized", false);
        const bool goodType = accessor.componentType() == kFloat
            || (!floatOnly && normalized
                && (accessor.componentType() == kUByte || accessor.componentType() == kUShort));
        if (accessor.components() < least || accessor.components() > most || !goodType) {
            add(fmt::format("{}/{}", at, name),
                floatOnly ? "expected three floats (KHR_mesh_quantization can't be read)"
                          : "expected colours as floats or normalized unsigned integers");
            return 0;
        }
        return accessor.count();
    }

    void checkMesh(const json& mesh, const std::string& at)
    {
        if (!mesh.contains("primitives") || !mesh["primitives"].is_array() || mesh["primitives"].empty())
            return add(at, "has no primitives");
        for (std::size_t i = 0; i < mesh["primitives"].size() && m_problems.size() < kMaxProblems; ++i) {
            const std::string here = fmt::format("{}/primitives/{}", at, i);
            if (mesh["primitives"][i].is_object())
                checkPrimitive(mesh["primitives"][i], here);
            else
                add(here, "expected an object");
        }
    }

    void checkPrimitive(const json& primitive, const std::string& at)
    {
        if (number(primitive, "mode", 4, at) > 6)
            return add(at + "/mode", "expected 0 to 6");
        reference(primitive, "material", size("materials"), at, false);
        if (extension(primitive, "KHR_draco_mesh_compression"))
            return add(at, "is compressed with KHR_draco_mesh_compression, which this program can't read");
        if (!primitive.contains("attributes") || !primitive["attributes"].is_object()
            || !primitive["attributes"].contains("POSITION"))
            return add(at, "has no POSITION");
        const json& attributes = primitive["attributes"];
        const std::string here = at + "/attributes";
        const std::size_t vertices = attribute(attributes, "POSITION", 3, 3, true, here);
        for (const auto& [name, least, most, floatOnly] :
            {std::tuple{"NORMAL", 3u, 3u, true}, {"COLOR_0", 3u, 4u, false}}) {
            const std::size_t count = attribute(attributes, name, least, most, floatOnly, here);
            if (count != 0 && vertices != 0 && count != vertices)
                add(fmt::format("{}/{}", here, name), fmt::format("has {} elements for {} vertices", count, vertices));
        }
        if (vertices != 0)
            checkIndices(primitive, vertices, at);
    }

    void checkIndices(const json& primitive, std::size_t vertices, const std::string& at)
    {
        const auto index = reference(primitive, "indices", size("accessors"), at, false);
        if (!index || !accessorGood(*index))
            return;
        const GltfAccessor indices(m_file, *index);
        const int type = indices.componentType();
        if (indices.components() != 1 || (type != kUByte && type != kUShort && type != kUInt))
            return add(at + "/indices", "expected unsigned integers");
        for (std::size_t i = 0; i < indices.count(); ++i)
            if (indices.index(i) >= vertices)
                return add(at + "/indices",
                    fmt::format("index {} is {}, but there are {} vertices", i, indices.index(i), vertices));
    }

    /// Numbers of a fixed-length array, all finite.
    bool numbers(const json& object, const char* key, std::size_t count, const std::string& at)
    {
        if (!object.contains(key))
            return true;
        const json& list = object[key];
        bool good = list.is_array() && list.size() == count;
        for (std::size_t i = 0; good && i < count; ++i)
            good = list[i].is_number() && std::isfinite(list[i].get<double>());
        if (!good)
            add(at + "/" + key, fmt::format("expected {} numbers", count));
        return good;
    }

    void checkMaterial(const json& material, const std::string& at)
    {
        if (material.contains("pbrMetallicRoughness")) {
            if (!material["pbrMetallicRoughness"].is_object())
                return add(at + "/pbrMetallicRoughness", "expected an object");
            numbers(material["pbrMetallicRoughness"], "baseColorFactor", 4, at + "/pbrMetallicRoughness");
        }
        if (const json* old = extension(material, "KHR_materials_pbrSpecularGlossiness"))
            numbers(*old, "diffuseFactor", 4, at + "/extensions/KHR_materials_pbrSpecularGlossiness");
        numbers(material, "emissiveFactor", 3, at);
    }

    void checkNode(const json& node, const std::string& at)
    {
        reference(node, "mesh", size("meshes"), at, false);
        if (node.contains("name") && !node["name"].is_string())
            add(at + "/name", "expected text");
        if (node.contains("skin"))
            add(at, "is skinned, which this program can't read: apply the armature before exporting");
        numbers(node, "matrix", 16, at);
        numbers(node, "translation", 3, at);
        numbers(node, "rotation", 4, at);
        numbers(node, "scale", 3, at);
        if (const json* instancing = extension(node, "EXT_mesh_gpu_instancing"))
            checkInstancing(*instancing, at + "/extensions/EXT_mesh_gpu_instancing");
    }

    void checkInstancing(const json& instancing, const std::string& at)
    {
        if (!instancing.contains("attributes") || !instancing["attributes"].is_object()
            || instancing["attributes"].empty())
            return add(at, "has no attributes");
        std::size_t count = 0;
        for (const auto& [name, least] : {std::pair{"TRANSLATION", 3u}, {"ROTATION", 4u}, {"SCALE", 3u}}) {
            const auto index = reference(instancing["attributes"], name, size("accessors"), at + "/attributes", false);
            if (!index || !accessorGood(*index))
                continue;
            const GltfAccessor accessor(m_file, *index);
            const bool normalized = m_file.json["accessors"][*index].value("normalized", false);
            if (accessor.components() != least || (accessor.componentType() != kFloat && !normalized))
                add(fmt::format("{}/attributes/{}", at, name),
                    fmt::format("expected {} floats or normalized integers", least));
            if (count != 0 && accessor.count() != count)
                add(fmt::format("{}/attributes/{}", at, name),
                    fmt::format("has {} instances, the others {}", accessor.count(), count));
            count = accessor.count();
        }
    }

    const GltfFile& m_file;
    std::vector<Problem> m_problems;
    std::vector<char> m_viewGood, m_accessorGood;
};

} // namespace

std::size_t componentSize(int componentType)
{
    switch (componentType) {
    case kByte:
    case kUByte:
        return 1;
    case kShort:
    case kUShort:
        return 2;
    case kUInt:
    case kFloat:
        return 4;
    default:
        return 0;
    }
}

std::size_t componentCount(const std::string& type)
{
    return type == "SCALAR" ? 1 : type == "VEC2" ? 2 : type == "VEC3" ? 3 : type == "VEC4" ? 4 : 0;
}

std::optional<std::size_t> indexAt(const json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_unsigned())
        return std::nullopt;
    return found->get<std::size_t>();
}

const json* extension(const json& object, const char* name)
{
    const auto extensions = object.find("extensions");
    if (extensions == object.end() || !extensions->is_object())
        return nullptr;
    const auto found = extensions->find(name);
    return found != extensions->end() && found->is_object() ? &*found : nullptr;
}

std::vector<Problem> check(const GltfFile& file)
{
    return Checker(file).run();
}

} // namespace gigahall::assets::gltf
