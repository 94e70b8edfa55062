#include "model/graph/networkflow.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

constexpr int kMostRounds = 64;

/// What a node has without any server.
Supply ownSupply(const ServesNetwork& network, ServesNetwork::Node node, std::span<const std::uint8_t> empty)
{
    const bool stored = empty.empty() || !empty[node];
    switch (network.role(node)) {
    case PowerRole::Source:
        return Supply::Full;
    case PowerRole::Backup:
        return Supply::Backup;
    case PowerRole::Storage:
        return stored ? Supply::Storage : Supply::None;
    case PowerRole::Conversion:
        break;
    }
    // Nothing is said about what feeds it: then it is fed.
    if (network.servers(node).empty() && !network.isBus(node))
        return Supply::Full;
    return network.stores(node) && stored ? Supply::Storage : Supply::None;
}

} // namespace

FlowSolver::FlowSolver(const ServesNetwork& network)
    : m_network(network)
    , m_reach(network.nodeCount())
    , m_weights(network.nodeCount())
    , m_share(network.nodeCount(), 0.0)
{
}

void FlowSolver::solve(const FlowInput& in, NetworkFlow& flow)
{
    const std::size_t nodes = m_network.nodeCount();
    flow.outputKw.resize(nodes);
    flow.inputKw.resize(nodes);
    if (flow.served.size() != nodes)
        flow.served.assign(nodes, 1.0f);
    flow.overloaded.clear();
    if (m_supply.size() != nodes || !std::ranges::equal(m_out, in.out) || !std::ranges::equal(m_empty, in.empty))
        spread(in);
    flow.supply = m_supply;
    for (std::size_t node = 0; node < nodes; ++node)
        if (m_supply[node] == Supply::None)
            flow.served[node] = 0;
    carry(in, flow);
    for (int round = 0; round < kMostRounds && relieve(in, flow); ++round)
        carry(in, flow);
}

/// From sources down: who is supplied, and how well.
void FlowSolver::spread(const FlowInput& in)
{
    m_out.assign(in.out.begin(), in.out.end());
    m_empty.assign(in.empty.begin(), in.empty.end());
    m_supply.resize(m_network.nodeCount());
    for (const Node node : m_network.order()) {
        Supply best = Supply::None;
        for (const Node server : m_network.servers(node))
            best = std::max(best, m_supply[server]);
        double weights = 0;
        for (const Node server : m_network.servers(node))
            if (m_supply[server] == best)
                weights += m_network.weight(server);
        m_reach[node] = best;
        m_weights[node] = weights;
        m_supply[node] = in.out[node] ? Supply::None : std::max(best, ownSupply(m_network, node, in.empty));
    }
}

/// From loads up: what everything carries and loses.
void FlowSolver::carry(const FlowInput& in, NetworkFlow& flow)
{
    flow.sourceKw = flow.backupKw = flow.storageKw = flow.demandKw = flow.lossKw = 0;
    for (std::size_t node = 0; node < flow.outputKw.size(); ++node) {
        const double own = flow.served[node] > 0 ? in.demandKw[node] * double(flow.served[node]) : 0.0;
        flow.outputKw[node] = own;
        flow.demandKw += own;
    }
    const auto order = m_network.order();
    for (std::size_t i = order.size(); i-- > 0;) {
        const Node node = order[i];
        if (flow.supply[node] == Supply::None) {
            flow.inputKw[node] = 0;
            continue;
        }
        const double lossKw = m_network.loss(node).lossKw(flow.outputKw[node]);
        const double input = flow.outputKw[node] + lossKw;
        flow.inputKw[node] = input;
        flow.lossKw += lossKw;
        if (isOrigin(node, flow)) {
            (flow.supply[node] == Supply::Full            ? flow.sourceKw
                    : flow.supply[node] == Supply::Backup ? flow.backupKw
                                                          : flow.storageKw)
                += input;
            continue;
        }
        const double perWeight = input / m_weights[node];
        for (const Node server : m_network.servers(node))
            if (flow.supply[server] == m_reach[node])
                flow.outputKw[server] += perWeight * m_network.weight(server);
    }
}

void FlowSolver::spreadChange(const NetworkFlow& flow, std::span<double> change) const
{
    const auto order = m_network.order();
    for (std::size_t node = 0; node < change.size(); ++node)
        change[node] *= double(flow.served[node]);
    for (std::size_t i = order.size(); i-- > 0;) {
        const Node node = order[i];
        if (change[node] == 0 || flow.supply[node] == Supply::None || isOrigin(node, flow))
            continue;
        const double perWeight = change[node] * m_network.loss(node).inputSlope(flow.outputKw[node]) / m_weights[node];
        for (const Node server : m_network.servers(node))
            if (flow.supply[server] == m_reach[node])
                change[server] += perWeight * m_network.weight(server);
    }
}

/// Takes loads off elements above their rating; true if something was changed.
bool FlowSolver::relieve(const FlowInput& in, NetworkFlow& flow)
{
    bool changed = false;
    for (const Node node : m_network.order()) {
        const double capacity = m_network.capacityKw(node);
        if (!(flow.outputKw[node] > capacity * (1 + kFlowTolerance)) || flow.supply[node] == Supply::None)
            continue;
        if (std::find(flow.overloaded.begin(), flow.overloaded.end(), node) == flow.overloaded.end())
            flow.overloaded.push_back(node);
        if (in.policy == OverloadPolicy::Carry)
            continue;
        if (!changed)
            m_before = flow.served; // what outputKw was made of
        partsOf(node, in, flow);
        double behind = 0;
        for (const PartBehind& part : m_parts)
            behind += in.demandKw[part.node] * double(m_before[part.node]) * part.share;
        // Losses grow faster than loads: this never takes off too much, and what is left over the next round takes.
        const double kept = behind - (flow.outputKw[node] - capacity);
        changed |= in.policy == OverloadPolicy::Cap ? cap(kept, in, flow) : shed(kept, flow);
    }
    return changed;
}

/// Loads behind an element as they are served now, and how much less it would carry without a little of each.
void FlowSolver::partsOf(Node element, const FlowInput& in, const NetworkFlow& flow)
{
    m_parts.clear();
    m_cone.assign(1, element);
    m_share[element] = 1;
    const auto later = [&](Node a, Node b) { return m_network.rankOf(a) > m_network.rankOf(b); };
    std::vector<Node> visited{element};
    while (!m_cone.empty()) {
        std::pop_heap(m_cone.begin(), m_cone.end(), later);
        const Node node = m_cone.back();
        m_cone.pop_back();
        if (node != element)
            m_share[node] *= m_network.loss(node).inputSlope(flow.outputKw[node]);
        if (in.demandKw[node] > 0 && m_before[node] > 0)
            m_parts.push_back({node, m_share[node], in.demandKw[node] * double(flow.served[node]) * m_share[node]});
        for (const Node load : m_network.loads(node)) {
            if (flow.supply[load] == Supply::None || flow.supply[load] > m_reach[load]
                || flow.supply[node] != m_reach[load])
                continue;
            if (m_share[load] == 0) {
                m_cone.push_back(load);
                std::push_heap(m_cone.begin(), m_cone.end(), later);
                visited.push_back(load);
            }
            m_share[load] += m_share[node] * m_network.weight(node) / m_weights[load];
        }
    }
    for (const Node node : visited)
        m_share[node] = 0;
}

bool FlowSolver::shed(double kept, NetworkFlow& flow)
{
    bool changed = false;
    shedParts(m_network, m_parts, kept, [&](Node node) {
        changed |= flow.served[node] > 0;
        flow.served[node] = 0;
    });
    return changed;
}

bool FlowSolver::cap(double kept, const FlowInput& in, NetworkFlow& flow)
{
    double racks = 0, others = 0;
    for (const PartBehind& part : m_parts)
        (m_network.isRack(part.node) ? racks : others) += part.kw;
    if (racks <= 0)
        return shed(kept, flow);
    if (racks + others <= kept * (1 + kFlowTolerance))
        return false; // an element before this one has seen to it
    // A little below, so that rounding to float does not leave an overload of a millionth.
    const double factor = std::max(0.0, (kept - others) / racks) * (1 - 1e-7);
    for (const PartBehind& part : m_parts) {
        if (!m_network.isRack(part.node))
            continue;
        const double share = double(flow.served[part.node]) * factor;
        const double floorKw = in.floorKw.empty() ? 0 : in.floorKw[part.node];
        flow.served[part.node] = share * in.demandKw[part.node] < floorKw ? 0.0f : float(share);
    }
    return true;
}

} // namespace gigahall::model
