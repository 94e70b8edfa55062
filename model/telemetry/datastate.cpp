#include "model/telemetry/datastate.h"

namespace gigahall::model {

std::string_view dataStateKey(DataState state)
{
    static constexpr std::array<std::string_view, kDataStateCount> kKeys{
        "missing", "live", "simulated", "recorded", "stale", "bad", "planned"};
    return kKeys[static_cast<std::size_t>(state)];
}

DataState worse(DataState a, DataState b)
{
    // By DataState: how much speaks against it.
    static constexpr std::array<int, kDataStateCount> kAgainst{5, 0, 2, 1, 3, 4, 6};
    return kAgainst[static_cast<std::size_t>(a)] >= kAgainst[static_cast<std::size_t>(b)] ? a : b;
}

void GpuStates::set(std::size_t gpu, DataState state)
{
    const unsigned shift = gpu % 2 ? 4 : 0;
    std::uint8_t& byte = m_bytes[gpu / 2];
    byte = static_cast<std::uint8_t>((byte & ~(15u << shift)) | static_cast<unsigned>(state) << shift);
}

std::optional<DataState> GpuStates::own(std::size_t gpu) const
{
    if (gpu / 2 >= m_bytes.size())
        return std::nullopt;
    const unsigned value = m_bytes[gpu / 2] >> (gpu % 2 ? 4 : 0) & 15u;
    return value == kAsRack ? std::nullopt : std::optional(static_cast<DataState>(value));
}

} // namespace gigahall::model
