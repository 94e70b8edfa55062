#pragma once

#include "model/feeds/feed.h"
#include "model/telemetry/keymap.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gigahall::model {

/// The paths of power and coolant as a BMS describes them (servesId), against those of the layout. What the layout does
/// not know (a meter in between) is looked through; a BMS may leave out steps that the layout has. Compares a
/// millisecond at a time, once nothing has changed for some seconds.
class ServesCheck
{
public:
    static constexpr double kQuietS = 3;
    static constexpr std::size_t kMaxIds = 500'000, kMaxEdges = 4'000'000;

    ServesCheck(const KeyMap& keys, std::string source);

    void add(std::string_view id, std::span<const std::string_view> serves, double nowS);
    void step(double nowS);
    void report(FeedHealth& health) const;

private:
    using Index = std::uint32_t;
    struct Node
    {
        std::string id;
        AssetId asset; ///< invalid: not in the layout
        bool described = false; ///< has said itself what it serves
        std::vector<Index> serves, servers;
    };

    Index nodeOf(std::string_view id);
    void compare(Index target);
    std::vector<AssetId> described(Index target) const;
    std::vector<AssetId> designed(AssetId target) const;
    void differ(std::string text);

    const KeyMap& m_keys;
    std::string m_source;
    std::vector<Node> m_nodes;
    std::unordered_map<std::string, Index> m_indices;
    std::unordered_map<std::uint32_t, Index> m_byAsset;
    std::vector<std::string> m_differences;
    std::size_t m_edges = 0;
    std::size_t m_next = 0; ///< node to be compared; all = done
    double m_changedS = 0;
    bool m_dirty = false;
};

} // namespace gigahall::model
