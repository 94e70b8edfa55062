#include "model/graph/servesnetwork.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <numeric>

namespace gigahall::model {

bool sharesCapacity(const std::string& redundancy)
{
    const auto n = redundancy.find('N');
    if (n == std::string::npos || n + 1 >= redundancy.size())
        return false;
    const char after = redundancy[n + 1];
    return after == '+' || std::isdigit(static_cast<unsigned char>(after)) != 0;
}

ServesNetwork::Node ServesNetwork::nodeOf(AssetId id) const
{
    switch (id.kind()) {
    case AssetKind::Plant:
        return plantNode(id.index());
    case AssetKind::SupportRack:
        return supportNode(id.index());
    case AssetKind::Rack:
        return rackNode(id.index());
    default:
        return kNoNode;
    }
}

AssetId ServesNetwork::assetOf(Node node) const
{
    if (node < m_firstSupport)
        return {AssetKind::Plant, node};
    if (node < m_firstRack)
        return {AssetKind::SupportRack, node - m_firstSupport};
    return node < m_firstBus ? AssetId(AssetKind::Rack, node - m_firstRack) : AssetId();
}

void ServesNetwork::addNode(const Design& design)
{
    m_capacityKw.push_back(design.capacityKw);
    m_weight.push_back(std::isfinite(design.capacityKw) && design.capacityKw > 0 ? design.capacityKw : 1);
    m_loss.push_back(design.loss);
    m_role.push_back(design.role);
    m_stores.push_back(design.stores ? 1 : 0);
}

void ServesNetwork::build(const Campus& campus, const ServesGraph& graph, const std::vector<Design>& designs)
{
    for (std::uint32_t i = 0; i < campus.plantCount(); ++i)
        addNode(designs[campus.runs[campus.plantRun[i]].type]);
    m_firstSupport = nodeCount();
    const Design load{std::numeric_limits<double>::infinity(), {}, PowerRole::Conversion, false};
    for (std::uint32_t i = 0; i < campus.supportCount() + campus.rackCount(); ++i)
        addNode(load);
    m_firstRack = m_firstSupport + campus.supportCount();
    m_firstBus = nodeCount();
    index(link(graph));
    // What passes nothing on has no loading here: the rating of a pump or a dry cooler is another figure.
    for (Node node = 0; node < nodeCount(); ++node)
        if (loads(node).empty())
            m_capacityKw[node] = std::numeric_limits<double>::infinity();
    sort();
}

/// Edges of the graph between nodes, each once; those of a group whose servers share become spokes of a bus.
std::vector<ServesNetwork::Link> ServesNetwork::link(const ServesGraph& graph)
{
    std::vector<Link> links, spokes;
    links.reserve(graph.edges().size());
    std::vector<char> shares;
    for (const ServesGraph::Rule& rule : graph.rules())
        shares.push_back(sharesCapacity(rule.redundancy) ? 1 : 0);
    std::vector<Node> busOf, lastServer; // by group
    for (const ServesGraph::Edge& edge : graph.edges()) {
        const Node from = nodeOf(edge.from), to = nodeOf(edge.to);
        if (from == kNoNode || to == kNoNode)
            continue;
        if (!shares[edge.rule]) {
            links.push_back({from, to});
            continue;
        }
        const std::size_t groups = std::max<std::size_t>(busOf.size(), edge.group + std::size_t{1});
        busOf.resize(groups, kNoNode);
        lastServer.resize(groups, kNoNode);
        Node& bus = busOf[edge.group];
        if (bus == kNoNode) {
            bus = nodeCount();
            addNode({std::numeric_limits<double>::infinity(), {}, PowerRole::Conversion, false});
        }
        if (lastServer[edge.group] != from) // edges come sorted by server
            links.push_back({from, bus});
        lastServer[edge.group] = from;
        spokes.push_back({bus, to});
    }
    const auto key = [](const Link& l) { return (std::uint64_t{l.from} << 32) | l.to; };
    std::sort(spokes.begin(), spokes.end(), [&](const Link& a, const Link& b) { return key(a) < key(b); });
    spokes.erase(
        std::unique(spokes.begin(), spokes.end(), [&](const Link& a, const Link& b) { return key(a) == key(b); }),
        spokes.end());
    links.insert(links.end(), spokes.begin(), spokes.end());
    return links;
}

/// Counting sorts: they keep the order of links, so that sums are made in the same order every time.
void ServesNetwork::index(const std::vector<Link>& links)
{
    const auto fill
        = [&](Node Link::*key, Node Link::*value, std::vector<std::uint32_t>& first, std::vector<Node>& all) {
              first.assign(nodeCount() + std::size_t{1}, 0);
              for (const Link& link : links)
                  ++first[link.*key + std::size_t{1}];
              std::partial_sum(first.begin(), first.end(), first.begin());
              std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
              all.resize(links.size());
              for (const Link& link : links)
                  all[next[link.*key]++] = link.*value;
          };
    fill(&Link::from, &Link::to, m_loadFirst, m_load);
    fill(&Link::to, &Link::from, m_serverFirst, m_server);
}

/// Kahn's algorithm; the builder has refused cycles.
void ServesNetwork::sort()
{
    std::vector<std::uint32_t> waiting(nodeCount());
    m_order.reserve(nodeCount());
    for (Node node = 0; node < nodeCount(); ++node)
        if ((waiting[node] = static_cast<std::uint32_t>(servers(node).size())) == 0)
            m_order.push_back(node);
    for (std::size_t i = 0; i < m_order.size(); ++i)
        for (const Node load : loads(m_order[i]))
            if (--waiting[load] == 0)
                m_order.push_back(load);
    m_rank.resize(nodeCount());
    for (std::uint32_t i = 0; i < m_order.size(); ++i)
        m_rank[m_order[i]] = i;
}

} // namespace gigahall::model
