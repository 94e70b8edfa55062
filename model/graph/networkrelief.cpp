// What has to go where a change overloads elements: FlowSolver's round of shedding, on what changed.
#include "model/graph/networkchange.h"

#include <algorithm>

namespace gigahall::model {

namespace {

constexpr double kNoiseKw = 1e-9; // what is left of a demand that was taken away

} // namespace

void NetworkChange::relieve(std::vector<Node>& shed)
{
    shed.clear();
    for (std::size_t i = m_overloaded.size(); i-- > 0;) {
        const Node element = m_overloaded[i];
        partsOf(element);
        double behind = 0;
        for (const PartBehind& part : m_parts)
            behind += ownKw(part.node) * part.share;
        shedParts(m_network, m_parts, behind - (outputKw(element) - m_network.capacityKw(element)), [&](Node node) {
            if (m_off[node])
                return;
            m_off[node] = 1;
            shed.push_back(node);
        });
    }
    for (const Node node : shed)
        m_off[node] = 0;
}

/// Loads behind an element, and how much less it would carry without a little of each.
void NetworkChange::partsOf(Node element)
{
    m_parts.clear();
    m_cone.assign(1, element);
    m_visited.assign(1, element);
    m_share[element] = 1;
    while (!m_cone.empty()) {
        std::pop_heap(
            m_cone.begin(), m_cone.end(), [&](Node a, Node b) { return m_network.rankOf(a) > m_network.rankOf(b); });
        const Node node = m_cone.back();
        m_cone.pop_back();
        if (node != element)
            m_share[node] *= m_network.loss(node).inputSlope(outputKw(node));
        if (const double kw = ownKw(node); kw > kNoiseKw)
            m_parts.push_back({node, m_share[node], m_off[node] ? 0 : kw * m_share[node]});
        addLoads(node);
    }
    for (const Node node : m_visited)
        m_share[node] = 0;
}

/// Those that draw from a node, with its part of their share.
void NetworkChange::addLoads(Node node)
{
    for (const Node load : m_network.loads(node)) {
        const Feed feed = feedOf(load, false);
        if (supply(load, false) == Supply::None || !draws(load, feed, false) || supply(node, false) != feed.best)
            continue;
        if (m_share[load] == 0) {
            m_visited.push_back(load);
            m_cone.push_back(load);
            std::push_heap(m_cone.begin(), m_cone.end(),
                [&](Node a, Node b) { return m_network.rankOf(a) > m_network.rankOf(b); });
        }
        m_share[load] += m_share[node] * m_network.weight(node) / feed.weights;
    }
}

} // namespace gigahall::model
