#pragma once

#include <compare>
#include <cstdint>

namespace gigahall::model {

/// What an AssetId points at. The index counts within the kind over the whole campus.
enum class AssetKind : std::uint8_t
{
    None = 0,
    Campus,
    Phase,
    Building,
    Hall,
    Row,
    Rack, ///< compute rack; index = rack index
    Tray, ///< index = rack.firstTray + tray
    Gpu, ///< one GPU die; index = rack.firstGpu + slot
    SupportRack,
    Plant, ///< transformer, CDU, dry cooler, ...: everything else with a rating
    Shell, ///< neutral geometry: index of the shell box; never has data
};

/// A 32-bit handle, 4 bits of kind and 28 bits of index (268 million GPUs at most). Plain value: compare, hash, pass by
/// value. The same bits are what the id image of the renderer holds.
struct AssetId
{
    std::uint32_t value = 0;

    static constexpr std::uint32_t kIndexBits = 28;
    static constexpr std::uint32_t kMaxIndex = (1u << kIndexBits) - 1;

    constexpr AssetId() = default;
    constexpr explicit AssetId(std::uint32_t bits)
        : value(bits)
    {
    }
    constexpr AssetId(AssetKind kind, std::uint32_t index)
        : value((static_cast<std::uint32_t>(kind) << kIndexBits) | (index & kMaxIndex))
    {
    }

    constexpr AssetKind kind() const { return static_cast<AssetKind>(value >> kIndexBits); }
    constexpr std::uint32_t index() const { return value & kMaxIndex; }
    constexpr bool isValid() const { return value != 0; }
    constexpr auto operator<=>(const AssetId&) const = default;
};

} // namespace gigahall::model
