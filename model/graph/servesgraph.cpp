#include "model/graph/servesgraph.h"

#include <algorithm>
#include <numeric>

namespace gigahall::model {

namespace {

std::uint64_t key(const ServesGraph::Edge& e)
{
    return (std::uint64_t{e.from.value} << 32) | e.to.value;
}

/// Least-significant-digit radix sort by 64-bit keys: a campus has some 300,000 edges, 100 GW ten times as many.
template <typename T, typename Key>
void radixSort(std::vector<T>& items, Key keyOf)
{
    std::vector<T> other(items.size());
    std::uint64_t all = 0, common = ~std::uint64_t{0};
    for (const T& item : items) {
        all |= keyOf(item);
        common &= keyOf(item);
    }
    for (int shift = 0; shift < 64; shift += 11) {
        if ((((all ^ common) >> shift) & 0x7ff) == 0)
            continue; // every key has the same digit here
        std::uint32_t starts[2049] = {};
        for (const T& item : items)
            ++starts[((keyOf(item) >> shift) & 0x7ff) + 1];
        std::partial_sum(std::begin(starts), std::end(starts), std::begin(starts));
        for (const T& item : items)
            other[starts[(keyOf(item) >> shift) & 0x7ff]++] = item;
        items.swap(other);
    }
}

} // namespace

ServesGraph::ServesGraph(std::vector<Edge> edges, std::vector<Rule> rules)
    : m_edges(std::move(edges))
    , m_rules(std::move(rules))
{
    radixSort(m_edges, key);
    const auto same = [](const Edge& a, const Edge& b) { return key(a) == key(b); };
    m_edges.erase(std::unique(m_edges.begin(), m_edges.end(), same), m_edges.end());
    m_edges.shrink_to_fit();
    m_byTarget.resize(m_edges.size());
    std::iota(m_byTarget.begin(), m_byTarget.end(), 0u);
    radixSort(
        m_byTarget, [&](std::uint32_t i) { return std::uint64_t{m_edges[i].to.value}; }); // stable: from stays sorted
}

std::span<const ServesGraph::Edge> ServesGraph::servedBy(AssetId id) const
{
    const auto lo = std::lower_bound(
        m_edges.begin(), m_edges.end(), id, [](const Edge& e, AssetId wanted) { return e.from < wanted; });
    const auto hi
        = std::upper_bound(lo, m_edges.end(), id, [](AssetId wanted, const Edge& e) { return wanted < e.from; });
    return {lo, hi};
}

std::vector<ServesGraph::Edge> ServesGraph::serversOf(AssetId id) const
{
    auto it = std::lower_bound(m_byTarget.begin(), m_byTarget.end(), id,
        [&](std::uint32_t i, AssetId wanted) { return m_edges[i].to < wanted; });
    std::vector<Edge> out;
    for (; it != m_byTarget.end() && m_edges[*it].to == id; ++it)
        out.push_back(m_edges[*it]);
    return out;
}

/// Kahn's algorithm leaves exactly the edges on or behind cycles; walking backwards among them must meet itself.
std::vector<AssetId> ServesGraph::findCycle() const
{
    std::vector<AssetId> nodes;
    nodes.reserve(m_edges.size());
    for (const Edge& e : m_edges)
        if (nodes.empty() || nodes.back() != e.from)
            nodes.push_back(e.from); // only what serves something can lie on a cycle
    const auto indexOf = [&](AssetId id) -> std::size_t {
        const auto it = std::lower_bound(nodes.begin(), nodes.end(), id);
        return it != nodes.end() && *it == id ? static_cast<std::size_t>(it - nodes.begin()) : nodes.size();
    };
    std::vector<std::uint32_t> inbound(nodes.size(), 0);
    for (std::size_t i = 0; i < m_byTarget.size();) {
        const AssetId to = m_edges[m_byTarget[i]].to;
        const std::size_t first = i;
        while (i < m_byTarget.size() && m_edges[m_byTarget[i]].to == to)
            ++i;
        if (const std::size_t node = indexOf(to); node < nodes.size())
            inbound[node] = static_cast<std::uint32_t>(i - first);
    }
    std::vector<std::size_t> ready;
    std::size_t left = nodes.size();
    for (std::size_t n = 0; n < nodes.size(); ++n)
        if (inbound[n] == 0)
            ready.push_back(n);
    while (!ready.empty()) {
        const std::size_t n = ready.back();
        ready.pop_back();
        --left;
        for (const Edge& e : servedBy(nodes[n]))
            if (const std::size_t to = indexOf(e.to); to < nodes.size() && --inbound[to] == 0)
                ready.push_back(to);
    }
    if (left == 0)
        return {};
    // Every node that is left has a server that is left: going backwards must close a loop.
    const auto start = std::find_if(inbound.begin(), inbound.end(), [](std::uint32_t n) { return n > 0; });
    std::vector<AssetId> path{nodes[static_cast<std::size_t>(start - inbound.begin())]};
    for (;;) {
        AssetId previous;
        for (const Edge& e : serversOf(path.back()))
            if (const std::size_t n = indexOf(e.from); n < nodes.size() && inbound[n] > 0)
                previous = e.from;
        const auto seen = std::find(path.begin(), path.end(), previous);
        if (seen != path.end()) {
            std::vector<AssetId> cycle(seen, path.end());
            std::reverse(cycle.begin(), cycle.end()); // in "serves" direction
            return cycle;
        }
        path.push_back(previous);
    }
}

} // namespace gigahall::model
