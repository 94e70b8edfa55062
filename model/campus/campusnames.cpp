#include "model/campus/campus.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>

namespace gigahall::model {

namespace {

std::size_t hashOf(std::string_view name)
{
    std::uint64_t h = 14695981039346656037ull; // FNV-1a: stable on every machine
    for (const char c : name)
        h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return static_cast<std::size_t>(h ^ (h >> 32));
}

/// Digits only, and written the way name() writes them: at least `width`, no other leading zeros.
std::optional<std::uint32_t> parseNumber(std::string_view text, std::size_t width)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number == 0 || text.size() < width)
        return std::nullopt;
    if (text.size() > width && text[0] == '0')
        return std::nullopt;
    return number;
}

} // namespace

std::string_view Campus::nameView(AssetId id) const
{
    const std::uint32_t i = id.index();
    switch (id.kind()) {
    case AssetKind::Campus:
        return key;
    case AssetKind::Phase:
        return phases[i].key;
    case AssetKind::Building:
        return names.buildings[i];
    case AssetKind::Hall:
        return names.halls[i];
    case AssetKind::Row:
        return names.rows[i];
    case AssetKind::Rack:
        return names.racks[i];
    case AssetKind::SupportRack:
        return names.support[i];
    case AssetKind::Plant:
        return names.plant[i];
    default:
        return {};
    }
}

std::string Campus::name(AssetId id) const
{
    if (id.kind() == AssetKind::Tray) {
        const std::uint32_t rack = rackOfTray(id.index());
        return fmt::format("{}-T{:02}", names.racks[rack], id.index() - rackFirstTray[rack] + 1);
    }
    if (id.kind() == AssetKind::Gpu) {
        const std::uint32_t rack = rackOfGpu(id.index());
        const std::uint32_t slot = id.index() - rackFirstGpu[rack];
        const std::uint32_t perTray = rackType(rack).gpusPerTray;
        return fmt::format("{}-T{:02}-G{}", names.racks[rack], slot / perTray + 1, slot % perTray + 1);
    }
    return std::string(nameView(id));
}

std::optional<AssetId> Campus::find(std::string_view wanted) const
{
    if (const AssetId id = names.lookUp(*this, wanted); id.isValid())
        return id;
    return findPart(wanted);
}

std::optional<AssetId> Campus::findPart(std::string_view wanted) const
{
    std::optional<std::uint32_t> gpu;
    std::size_t cut = wanted.rfind("-T");
    if (cut == std::string_view::npos)
        return std::nullopt;
    std::string_view trayText = wanted.substr(cut + 2);
    if (const std::size_t dash = trayText.find("-G"); dash != std::string_view::npos) {
        gpu = parseNumber(trayText.substr(dash + 2), 1);
        if (!gpu)
            return std::nullopt;
        trayText = trayText.substr(0, dash);
    }
    const auto tray = parseNumber(trayText, 2);
    const AssetId rack = names.lookUp(*this, wanted.substr(0, cut));
    if (!tray || rack.kind() != AssetKind::Rack)
        return std::nullopt;
    const AssetId trayId = child(rack, *tray - 1);
    if (!trayId.isValid() || !gpu)
        return trayId.isValid() ? std::optional(trayId) : std::nullopt;
    const AssetId gpuId = child(trayId, *gpu - 1);
    return gpuId.isValid() ? std::optional(gpuId) : std::nullopt;
}

std::optional<std::pair<AssetId, AssetId>> Campus::Names::index(const Campus& campus)
{
    const std::pair<AssetKind, std::size_t> kinds[] = {{AssetKind::Campus, 1}, {AssetKind::Phase, campus.phases.size()},
        {AssetKind::Building, buildings.size()}, {AssetKind::Hall, halls.size()}, {AssetKind::Row, rows.size()},
        {AssetKind::Rack, racks.size()}, {AssetKind::SupportRack, support.size()}, {AssetKind::Plant, plant.size()}};
    std::size_t total = 0;
    for (const auto& kind : kinds)
        total += kind.second;
    hashed.assign(std::bit_ceil(total + total / 2 + 1), 0);
    const std::size_t mask = hashed.size() - 1;
    for (const auto& [kind, count] : kinds) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const AssetId id(kind, i);
            const std::string_view text = campus.nameView(id);
            std::size_t slot = hashOf(text) & mask;
            for (; hashed[slot]; slot = (slot + 1) & mask)
                if (campus.nameView(AssetId(hashed[slot])) == text)
                    return std::pair(AssetId(hashed[slot]), id);
            hashed[slot] = id.value;
        }
    }
    return std::nullopt;
}

AssetId Campus::Names::lookUp(const Campus& campus, std::string_view name) const
{
    if (hashed.empty())
        return {};
    const std::size_t mask = hashed.size() - 1;
    for (std::size_t slot = hashOf(name) & mask; hashed[slot]; slot = (slot + 1) & mask)
        if (campus.nameView(AssetId(hashed[slot])) == name)
            return AssetId(hashed[slot]);
    return {};
}

} // namespace gigahall::model
