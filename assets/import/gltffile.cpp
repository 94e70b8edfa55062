#include "assets/import/gltffile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace gigahall::assets {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{1} << 30;
constexpr int kMaxJsonDepth = 64;

/// Extensions that may be required because they change nothing we draw (looks, textures, lights) or are expanded here.
constexpr std::array<std::string_view, 17> kReadable = {
    "EXT_mesh_gpu_instancing",
    "KHR_texture_transform",
    "KHR_lights_punctual",
    "KHR_materials_unlit",
    "KHR_materials_emissive_strength",
    "KHR_materials_pbrSpecularGlossiness",
    "KHR_materials_clearcoat",
    "KHR_materials_ior",
    "KHR_materials_sheen",
    "KHR_materials_specular",
    "KHR_materials_transmission",
    "KHR_materials_volume",
    "KHR_materials_iridescence",
    "KHR_materials_anisotropy",
    "KHR_materials_variants",
    "KHR_materials_dispersion",
    "KHR_xmp_json_ld",
};

struct Bytes
{
    std::vector<std::byte> data;
    std::string error;
};

Bytes readBytes(const fs::path& path)
{
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(path, failed);
    if (failed)
        return {{},
            failed == std::errc::no_such_file_or_directory ? "there is no such file"
                                                           : "can't be read: " + failed.message()};
    if (size > kMaxFileBytes)
        return {{}, fmt::format("is {} MB, expected at most {} MB", size >> 20, kMaxFileBytes >> 20)};
    std::ifstream in(path, std::ios::binary);
    Bytes out;
    out.data.resize(size);
    if (!in || (size > 0 && !in.read(reinterpret_cast<char*>(out.data.data()), static_cast<std::streamsize>(size))))
        return {{}, "can't be read"};
    return out;
}

std::uint32_t word(const std::vector<std::byte>& bytes, std::size_t at)
{
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

struct Container
{
    std::string_view json{};
    std::vector<std::byte> binary{};
    bool hasBinary = false;
    std::string error{};
};

/// The chunks of a GLB; a text glTF is one JSON chunk.
Container unpack(const std::vector<std::byte>& bytes)
{
    constexpr std::uint32_t kMagic = 0x46546C67, kJson = 0x4E4F534A, kBinary = 0x004E4942;
    Container out;
    const char* text = reinterpret_cast<const char*>(bytes.data());
    if (bytes.size() < 4 || word(bytes, 0) != kMagic) {
        out.json = {text, bytes.size()};
        return out;
    }
    if (bytes.size() < 20)
        return {.error = "ends within the GLB header"};
    if (word(bytes, 4) != 2)
        return {.error = fmt::format("is GLB version {}, expected 2", word(bytes, 4))};
    const std::size_t length = word(bytes, 8);
    if (length > bytes.size())
        return {.error = fmt::format("is cut off: {} bytes of {}", bytes.size(), length)};
    for (std::size_t at = 12, chunk = 0; at < length; ++chunk) {
        if (length - at < 8)
            return {.error = "ends within a GLB chunk header"};
        const std::size_t size = word(bytes, at);
        const std::uint32_t type = word(bytes, at + 4);
        at += 8;
        if (size > length - at)
            return {.error = fmt::format("GLB chunk {} is cut off: {} bytes of {}", chunk, length - at, size)};
        if (chunk == 0 && type != kJson)
            return {.error = "the first GLB chunk isn't JSON"};
        if (chunk == 0)
            out.json = {text + at, size};
        else if (chunk == 1 && type == kBinary) {
            out.binary.assign(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                bytes.begin() + static_cast<std::ptrdiff_t>(at + size));
            out.hasBinary = true;
        }
        at += size;
    }
    return out;
}

std::optional<std::vector<std::byte>> decodeBase64(std::string_view text)
{
    std::array<int, 256> digit;
    digit.fill(-1);
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < kDigits.size(); ++i)
        digit[static_cast<unsigned char>(kDigits[i])] = static_cast<int>(i);
    while (!text.empty() && text.back() == '=')
        text.remove_suffix(1);
    std::vector<std::byte> out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int have = 0;
    for (const char c : text) {
        const int d = digit[static_cast<unsigned char>(c)];
        if (d < 0)
            return std::nullopt;
        bits = (bits << 6) | static_cast<std::uint32_t>(d);
        have += 6;
        if (have >= 8) {
            have -= 8;
            out.push_back(static_cast<std::byte>((bits >> have) & 0xff));
        }
    }
    return out;
}

std::string decodePercent(std::string_view uri)
{
    const auto hex = [](char c) {
        return c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f'  ? c - 'a' + 10
            : c >= 'A' && c <= 'F'  ? c - 'A' + 10
                                    : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < uri.size(); ++i) {
        if (uri[i] == '%' && i + 2 < uri.size() && hex(uri[i + 1]) >= 0 && hex(uri[i + 2]) >= 0) {
            out += static_cast<char>(hex(uri[i + 1]) * 16 + hex(uri[i + 2]));
            i += 2;
        } else
            out += uri[i];
    }
    return out;
}

/// Bytes of one buffer: the GLB's own chunk, a data URI or a file beside the glTF.
Bytes loadBuffer(const std::string& path, const json& buffer, std::size_t index, Container& container)
{
    if (!buffer.contains("uri")) {
        if (index == 0 && container.hasBinary)
            return {std::move(container.binary), {}};
        return {{}, "has no data (no uri and no GLB chunk)"};
    }
    if (!buffer["uri"].is_string())
        return {{}, "has a uri that isn't text"};
    const std::string uri = buffer["uri"].get<std::string>();
    if (uri.starts_with("data:")) {
        const std::size_t comma = uri.find(";base64,");
        if (comma == std::string::npos)
            return {{}, "has a data URI without base64"};
        auto data = decodeBase64(std::string_view(uri).substr(comma + 8));
        if (!data)
            return {{}, "has a data URI that isn't base64"};
        return {std::move(*data), {}};
    }
    if (uri.find("://") != std::string::npos)
        return {{}, fmt::format("is at {}, expected a file beside this one", uri)};
    Bytes bytes = readBytes(fs::path(path).parent_path() / decodePercent(uri));
    if (!bytes.error.empty())
        bytes.error = fmt::format("'{}': {}", uri, bytes.error);
    return bytes;
}

std::vector<Problem> loadBuffers(GltfFile& file, Container& container)
{
    std::vector<Problem> problems;
    const json& list = file.json.contains("buffers") ? file.json["buffers"] : json::array();
    if (!list.is_array())
        return {{file.path, 0, "/buffers", "expected an array"}};
    for (std::size_t i = 0; i < list.size() && problems.size() < 16; ++i) {
        const std::string pointer = fmt::format("/buffers/{}", i);
        const auto length = list[i].is_object() ? gltf::indexAt(list[i], "byteLength") : std::nullopt;
        if (!length || *length == 0) {
            problems.push_back({file.path, 0, pointer, "expected an object with a positive byteLength"});
            continue;
        }
        Bytes bytes = loadBuffer(file.path, list[i], i, container);
        if (bytes.error.empty() && bytes.data.size() < *length)
            bytes.error = fmt::format("has {} bytes, expected {}", bytes.data.size(), *length);
        if (!bytes.error.empty())
            problems.push_back({file.path, 0, pointer, "buffer " + bytes.error});
        bytes.data.resize(*length);
        file.buffers.push_back(std::move(bytes.data));
    }
    return problems;
}

/// Names of extensions the file can't be drawn without and that nothing here reads.
std::vector<Problem> checkExtensions(const GltfFile& file)
{
    std::vector<Problem> problems;
    const auto required = file.json.find("extensionsRequired");
    if (required == file.json.end())
        return problems;
    if (!required->is_array())
        return {{file.path, 0, "/extensionsRequired", "expected an array of names"}};
    for (std::size_t i = 0; i < required->size(); ++i) {
        const json& entry = (*required)[i];
        const std::string name = entry.is_string() ? entry.get<std::string>() : entry.dump();
        if (std::find(kReadable.begin(), kReadable.end(), name) == kReadable.end())
            problems.push_back({file.path, 0, fmt::format("/extensionsRequired/{}", i),
                fmt::format("requires {}, which this program can't read", name)});
    }
    return problems;
}

/// Null and a message when the text is no JSON, or nested so deeply that only an attack would write it.
json parseJson(std::string_view text, std::string& error)
{
    bool tooDeep = false;
    const auto watch = [&](int depth, json::parse_event_t, json&) {
        tooDeep |= depth > kMaxJsonDepth;
        return depth <= kMaxJsonDepth;
    };
    try {
        json out = json::parse(text, watch);
        if (tooDeep)
            error = fmt::format("JSON is nested more than {} deep", kMaxJsonDepth);
        else if (!out.is_object())
            error = "isn't a glTF: expected a JSON object";
        return out;
    } catch (const json::exception& e) {
        error = std::string("isn't a glTF: ") + e.what();
    }
    return {};
}

} // namespace

GltfResult readGltf(const std::string& path)
{
    const auto fail = [&](std::string what, std::string pointer = {}) {
        return GltfResult{{}, {{path, 0, std::move(pointer), std::move(what)}}};
    };
    const Bytes bytes = readBytes(path);
    if (!bytes.error.empty())
        return fail(bytes.error);
    Container container = unpack(bytes.data);
    if (!container.error.empty())
        return fail(container.error);
    std::string error;
    GltfFile file{path, parseJson(container.json, error), {}};
    if (!error.empty())
        return fail(error);
    const json& asset = file.json.value("asset", json());
    const std::string version = asset.is_object() && asset.contains("version") && asset["version"].is_string()
        ? asset["version"].get<std::string>()
        : std::string();
    if (!version.starts_with("2."))
        return fail(
            version.empty() ? "isn't a glTF: there is no version" : fmt::format("is glTF {}, expected 2.0", version),
            "/asset/version");
    std::vector<Problem> problems = checkExtensions(file);
    if (problems.empty())
        problems = loadBuffers(file, container);
    if (problems.empty())
        problems = gltf::check(file);
    if (!problems.empty())
        return {{}, std::move(problems)};
    return {std::move(file), {}};
}

GltfAccessor::GltfAccessor(const GltfFile& file, std::size_t index)
{
    const json& accessor = file.json["accessors"][index];
    const json& view = file.json["bufferViews"][accessor["bufferView"].get<std::size_t>()];
    m_count = accessor["count"].get<std::size_t>();
    m_components = gltf::componentCount(accessor["type"].get<std::string>());
    m_componentType = accessor["componentType"].get<int>();
    m_normalized = accessor.value("normalized", false);
    m_buffer = view["buffer"].get<std::size_t>();
    m_offset = view.value("byteOffset", std::size_t{0}) + accessor.value("byteOffset", std::size_t{0});
    m_stride = view.value("byteStride", std::size_t{0});
    if (m_stride == 0)
        m_stride = elementSize();
    m_bytes = file.buffers[m_buffer].data() + m_offset;
}

std::size_t GltfAccessor::elementSize() const
{
    return gltf::componentSize(m_componentType) * m_components;
}

double GltfAccessor::value(std::size_t element, std::size_t component) const
{
    const std::byte* at = m_bytes + element * m_stride + component * gltf::componentSize(m_componentType);
    const auto as = [&]<typename T>(T raw, double full) {
        std::memcpy(&raw, at, sizeof raw);
        return m_normalized ? std::max(static_cast<double>(raw) / full, -1.0) : static_cast<double>(raw);
    };
    switch (m_componentType) {
    case gltf::kByte:
        return as(std::int8_t{}, 127);
    case gltf::kUByte:
        return as(std::uint8_t{}, 255);
    case gltf::kShort:
        return as(std::int16_t{}, 32767);
    case gltf::kUShort:
        return as(std::uint16_t{}, 65535);
    case gltf::kUInt:
        return as(std::uint32_t{}, 4294967295.0);
    default:
        break;
    }
    float raw = 0;
    std::memcpy(&raw, at, sizeof raw);
    return raw;
}

std::uint32_t GltfAccessor::index(std::size_t element) const
{
    const std::byte* at = m_bytes + element * m_stride;
    std::uint32_t out = 0;
    std::memcpy(&out, at, gltf::componentSize(m_componentType));
    return out;
}

} // namespace gigahall::assets
