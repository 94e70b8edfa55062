#include "model/feeds/mqttserves.h"

#include "model/feeds/mqttreader.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <unordered_set>

namespace gigahall::model {

ServesCheck::ServesCheck(const KeyMap& keys, std::string source)
    : m_keys(keys)
    , m_source(std::move(source))
{
}

ServesCheck::Index ServesCheck::nodeOf(std::string_view id)
{
    const auto [found, isNew] = m_indices.try_emplace(std::string(id), Index(m_nodes.size()));
    if (isNew) {
        Node node{.id = std::string(id)};
        const std::vector<KeyTarget> targets = m_keys.find(m_source, id);
        // Support racks have no values, so no mapping leads to them, but they have a place in both graphs.
        const AssetId asset = targets.empty() ? m_keys.campus().find(id).value_or(AssetId()) : targets.front().asset;
        if (asset.kind() == AssetKind::Rack || asset.kind() == AssetKind::Plant
            || asset.kind() == AssetKind::SupportRack) {
            node.asset = asset;
            m_byAsset.try_emplace(asset.value, found->second);
        }
        m_nodes.push_back(std::move(node));
    }
    return found->second;
}

void ServesCheck::add(std::string_view id, std::span<const std::string_view> serves, double nowS)
{
    if (m_nodes.size() + serves.size() >= kMaxIds || m_edges + serves.size() >= kMaxEdges)
        return;
    const Index from = nodeOf(id);
    for (const std::string_view target : serves) {
        const Index to = nodeOf(target);
        std::vector<Index>& known = m_nodes[from].serves;
        if (std::find(known.begin(), known.end(), to) != known.end())
            continue;
        known.push_back(to);
        m_nodes[to].servers.push_back(from);
        ++m_edges;
        m_dirty = true;
        m_changedS = nowS;
    }
    m_nodes[from].described = true;
}

void ServesCheck::step(double nowS)
{
    constexpr auto kSlice = std::chrono::milliseconds(1);
    if (m_dirty && nowS - m_changedS >= kQuietS) {
        m_dirty = false;
        m_differences.clear();
        m_next = 0;
    }
    if (m_dirty || m_next >= m_nodes.size() || m_differences.size() >= MqttReader::kMaxListed)
        return;
    const auto until = std::chrono::steady_clock::now() + kSlice;
    while (m_next < m_nodes.size() && std::chrono::steady_clock::now() < until)
        compare(Index(m_next++));
}

/// Assets of the layout above a node, as the BMS has it, sorted.
std::vector<AssetId> ServesCheck::described(Index target) const
{
    std::vector<AssetId> out;
    std::unordered_set<Index> seen = {target};
    std::vector<Index> open = {target};
    while (!open.empty()) {
        const Index at = open.back();
        open.pop_back();
        for (const Index server : m_nodes[at].servers) {
            if (!seen.insert(server).second)
                continue;
            open.push_back(server);
            if (m_nodes[server].asset.isValid())
                out.push_back(m_nodes[server].asset);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// All assets above another in the layout, sorted.
std::vector<AssetId> ServesCheck::designed(AssetId target) const
{
    std::unordered_set<std::uint32_t> seen = {target.value};
    std::vector<AssetId> out = {target};
    for (std::size_t i = 0; i < out.size(); ++i) {
        for (const ServesGraph* graph : {&m_keys.campus().power, &m_keys.campus().coolant})
            for (const ServesGraph::Edge& edge : graph->serversOf(out[i]))
                if (seen.insert(edge.from.value).second)
                    out.push_back(edge.from);
    }
    std::sort(out.begin(), out.end());
    return out;
}

void ServesCheck::differ(std::string text)
{
    if (m_differences.size() < MqttReader::kMaxListed
        && std::find(m_differences.begin(), m_differences.end(), text) == m_differences.end())
        m_differences.push_back(std::move(text));
}

void ServesCheck::compare(Index target)
{
    const Node& node = m_nodes[target];
    if (node.servers.empty())
        return;
    const Campus& campus = m_keys.campus();
    if (!node.asset.isValid()) {
        if (!node.described)
            differ(fmt::format("the BMS says that {} serves {}, which the layout does not have",
                m_nodes[node.servers.front()].id, node.id));
        return;
    }
    // The nearest that the layout knows, through what it does not.
    std::vector<Index> nearest, open = {target};
    std::unordered_set<Index> seen = {target};
    for (std::size_t i = 0; i < open.size(); ++i)
        for (const Index server : m_nodes[open[i]].servers)
            if (seen.insert(server).second)
                (m_nodes[server].asset.isValid() ? nearest : open).push_back(server);
    const std::vector<AssetId> above = designed(node.asset);
    for (const Index server : nearest) {
        if (m_nodes[server].asset != node.asset
            && !std::binary_search(above.begin(), above.end(), m_nodes[server].asset))
            differ(fmt::format("the BMS says that {} serves {}, the layout does not",
                campus.name(m_nodes[server].asset), campus.name(node.asset)));
    }
    const std::vector<AssetId> known = described(target);
    for (const ServesGraph* graph : {&campus.power, &campus.coolant}) {
        for (const ServesGraph::Edge& edge : graph->serversOf(node.asset)) {
            const auto server = m_byAsset.find(edge.from.value);
            // Only who says what it serves can have left something out.
            if (server != m_byAsset.end() && m_nodes[server->second].described
                && !std::binary_search(known.begin(), known.end(), edge.from))
                differ(fmt::format("the layout says that {} serves {}, the BMS does not", campus.name(edge.from),
                    campus.name(node.asset)));
        }
    }
}

void ServesCheck::report(FeedHealth& health) const
{
    health.differences = m_differences;
}

} // namespace gigahall::model
