#pragma once

#include "assets/import/campusfile.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// A glTF 2.0 as written: its JSON and the bytes of its buffers, .gltf and .glb alike.
struct GltfFile
{
    std::string path;
    nlohmann::json json;
    std::vector<std::vector<std::byte>> buffers;
};

struct GltfResult
{
    std::optional<GltfFile> file;
    std::vector<Problem> problems;
};

/// Reads the container and its buffers and checks all that Assimp 5.2.5 trusts: extensions, indices between objects,
/// the tree of nodes, and that every accessor lies within its bufferView within its buffer. A file that comes back is
/// safe to decode.
GltfResult readGltf(const std::string& path);

/// Elements of an accessor of a checked file.
class GltfAccessor
{
public:
    GltfAccessor(const GltfFile& file, std::size_t index);

    std::size_t count() const { return m_count; }
    std::size_t components() const { return m_components; }
    int componentType() const { return m_componentType; }
    std::size_t buffer() const { return m_buffer; }
    std::size_t offset() const { return m_offset; } ///< of the first element in the buffer, bytes
    std::size_t stride() const { return m_stride; }
    std::size_t elementSize() const;
    /// Component as a number, scaled to 0..1 or -1..1 where the accessor is normalized.
    double value(std::size_t element, std::size_t component) const;
    std::uint32_t index(std::size_t element) const;

private:
    const std::byte* m_bytes = nullptr;
    std::size_t m_count = 0, m_components = 1, m_buffer = 0, m_offset = 0, m_stride = 0;
    int m_componentType = 0;
    bool m_normalized = false;
};

namespace gltf {

inline constexpr int kByte = 5120, kUByte = 5121, kShort = 5122, kUShort = 5123, kUInt = 5125, kFloat = 5126;

std::size_t componentSize(int componentType); ///< 0 = no such type
std::size_t componentCount(const std::string& type);
/// Non-negative integer under a key; nothing when absent or something else.
std::optional<std::size_t> indexAt(const nlohmann::json& object, const char* key);
/// The object's extension of that name, or null.
const nlohmann::json* extension(const nlohmann::json& object, const char* name);

/// All that is wrong between the JSON and the buffers; at most some dozens of problems.
std::vector<Problem> check(const GltfFile& file);
/// Part of check(): nodes form trees, none deeper than a recursive reader bears, and scenes name their roots.
std::vector<Problem> checkTree(const GltfFile& file);

} // namespace gltf

} // namespace gigahall::assets
