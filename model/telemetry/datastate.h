#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// Where a value comes from, and whether it may be trusted. Drawn by pattern as well as by colour.
enum class DataState : std::uint8_t
{
    Missing = 0,
    Live,
    Simulated,
    Recorded,
    Stale,
    Bad,
    Planned ///< not in service yet: there is no value, and none is missing
};
inline constexpr std::size_t kDataStateCount = 7;
/// Nothing is known, whatever a plane holds.
inline bool hasNoValue(DataState state)
{
    return state == DataState::Missing || state == DataState::Planned;
}

/// How many are in each state; index = DataState.
using StateCounts = std::array<std::uint32_t, kDataStateCount>;

/// "missing", "live", ...: the names that files use.
std::string_view dataStateKey(DataState state);
/// Of two parts of one value the state that says more against it: live, recorded, simulated, stale, bad, missing,
/// planned.
DataState worse(DataState a, DataState b);

/// States of single GPUs of one metric, four bits each. Empty: every GPU is as its rack. set() from one thread at a
/// time; const use from any.
class GpuStates
{
public:
    static constexpr std::uint8_t kAsRack = 15;

    GpuStates() = default;
    /// Every GPU as its rack, until set.
    explicit GpuStates(std::size_t gpus)
        : m_bytes((gpus + 1) / 2, std::uint8_t(kAsRack << 4 | kAsRack))
    {
    }
    bool empty() const { return m_bytes.empty(); }
    void set(std::size_t gpu, DataState state);
    /// Nullopt: as its rack.
    std::optional<DataState> own(std::size_t gpu) const;
    /// Two GPUs a byte, the even one in the low half; a DataState or kAsRack.
    std::span<const std::uint8_t> bytes() const { return m_bytes; }
    bool operator==(const GpuStates&) const = default;

private:
    std::vector<std::uint8_t> m_bytes;
};

} // namespace gigahall::model
