#include "model/graph/networkchange.h"

#include <algorithm>
#include <functional>

namespace gigahall::model {

NetworkChange::NetworkChange(const ServesNetwork& network, std::span<const double> demandKw, const NetworkFlow& base,
    std::span<const std::uint8_t> out, Storage storage)
    : m_network(network)
    , m_demandKw(demandKw)
    , m_base(base)
    , m_storage(storage)
    , m_stamp(network.nodeCount(), 0)
    , m_upStamp(network.nodeCount(), 0)
    , m_splitStamp(network.nodeCount(), 0)
    , m_failed(network.nodeCount(), 0)
    , m_out(out.begin(), out.end())
    , m_supply(network.nodeCount())
    , m_change(network.nodeCount(), 0)
    , m_moreKw(network.nodeCount(), 0)
    , m_off(network.nodeCount(), 0)
    , m_share(network.nodeCount(), 0)
{
    m_out.resize(network.nodeCount(), 0);
}

const NetworkChange::Result& NetworkChange::fail(std::span<const Node> failed, std::span<const Demand> demand)
{
    ++m_round;
    m_result.lostKw = m_result.worstLoading = 0;
    m_result.worst = ServesNetwork::kNoNode;
    m_result.dark.clear();
    m_result.discharges.clear();
    m_up.clear();
    m_overloaded.clear();
    for (const Node node : m_changed)
        m_moreKw[node] = 0;
    m_changed.clear();
    darken(failed);
    for (const Demand& change : demand) {
        add(change.node, change.moreKw);
        m_moreKw[change.node] += change.moreKw;
        m_changed.push_back(change.node);
    }
    rebalance();
    std::sort(m_result.dark.begin(), m_result.dark.end());
    return m_result;
}

NetworkChange::Feed NetworkChange::feedOf(Node node, bool before) const
{
    Feed feed;
    for (const Node server : m_network.servers(node))
        feed.best = std::max(feed.best, supply(server, before));
    for (const Node server : m_network.servers(node))
        if (supply(server, before) == feed.best)
            feed.weights += m_network.weight(server);
    return feed;
}

/// Down from what failed: whose supply, or whose servers, change.
void NetworkChange::darken(std::span<const Node> failed)
{
    m_heap.clear();
    for (const Node node : failed)
        m_failed[node] = 1;
    const auto push = [&](Node node) {
        m_heap.push_back(m_network.rankOf(node));
        std::push_heap(m_heap.begin(), m_heap.end(), std::greater<>());
    };
    for (const Node node : failed)
        push(node);
    while (!m_heap.empty()) {
        std::pop_heap(m_heap.begin(), m_heap.end(), std::greater<>());
        const Node node = m_network.order()[m_heap.back()];
        m_heap.pop_back();
        if (m_splitStamp[node] == m_round)
            continue;
        m_splitStamp[node] = m_round;
        visit(node);
        if (supply(node, false) != supply(node, true))
            for (const Node load : m_network.loads(node))
                push(load);
    }
    for (const Node node : failed)
        m_failed[node] = 0;
}

/// What a node has without any server. Storage that is used up does not count where it is looked up: see supply().
Supply NetworkChange::ownSupply(Node node) const
{
    switch (m_network.role(node)) {
    case PowerRole::Source:
        return Supply::Full;
    case PowerRole::Backup:
        return Supply::Backup;
    case PowerRole::Storage:
        return Supply::Storage;
    case PowerRole::Conversion:
        break;
    }
    if (m_network.servers(node).empty() && !m_network.isBus(node))
        return Supply::Full;
    return m_network.stores(node) ? Supply::Storage : Supply::None;
}

void NetworkChange::visit(Node node)
{
    const bool off = m_failed[node] || m_out[node];
    m_supply[node] = off ? Supply::None : std::max(ownSupply(node), feedOf(node, false).best);
    m_stamp[node] = m_round;
    touch(node);
    const bool lost = m_failed[node] || supply(node, true) != Supply::None;
    if (supply(node, false) != Supply::None || !lost || m_network.isBus(node))
        return;
    m_result.lostKw += m_demandKw[node] * double(m_base.served[node]);
    m_result.dark.push_back(node);
}

void NetworkChange::touch(Node node)
{
    if (m_upStamp[node] == m_round)
        return;
    m_upStamp[node] = m_round;
    m_change[node] = 0;
    m_up.push_back(m_network.rankOf(node));
    std::push_heap(m_up.begin(), m_up.end());
}

void NetworkChange::add(Node server, double kw)
{
    touch(server);
    m_change[server] += kw;
}

/// Up from what changed: who carries more, who less. Loads come before their servers.
void NetworkChange::rebalance()
{
    while (!m_up.empty()) {
        std::pop_heap(m_up.begin(), m_up.end());
        const Node node = m_network.order()[m_up.back()];
        m_up.pop_back();
        const bool alive = supply(node, false) != Supply::None;
        const double output = alive ? m_base.outputKw[node] + m_change[node] : 0;
        const double capacity = m_network.capacityKw(node);
        const bool more = alive && m_change[node] > 1e-9;
        if (more && output > m_result.worstLoading * capacity) {
            m_result.worstLoading = output / capacity;
            m_result.worst = node;
        }
        if (more && output > capacity * (1 + kFlowTolerance))
            m_overloaded.push_back(node);
        resplit(node, alive ? output + m_network.loss(node).lossKw(output) : 0);
    }
}

void NetworkChange::resplit(Node node, double newInput)
{
    const double oldInput = m_base.inputKw[node];
    const Feed old = feedOf(node, true);
    const bool drew = old.best != Supply::None && draws(node, old, true);
    const Feed now = m_splitStamp[node] == m_round ? feedOf(node, false) : old;
    const bool draw = now.best != Supply::None && draws(node, now, false);
    if (!draw && supply(node, false) == Supply::Storage && m_base.outputKw[node] + m_change[node] > 1e-9)
        m_result.discharges.push_back({node, newInput});
    for (const Node server : m_network.servers(node)) {
        double kw = 0;
        if (drew && supply(server, true) == old.best)
            kw -= oldInput / old.weights * m_network.weight(server);
        if (draw && supply(server, false) == now.best)
            kw += newInput / now.weights * m_network.weight(server);
        if (kw != 0)
            add(server, kw);
    }
}

} // namespace gigahall::model
