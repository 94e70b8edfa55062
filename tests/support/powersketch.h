#pragma once

#include "model/graph/networkflow.h"

#include <limits>
#include <string>
#include <vector>

/// Power networks drawn by hand, without files or builder.
namespace gigahall::tests {

/// Plant first, then racks: nodes are numbered in the order they are drawn, buses of groups come after them.
class PowerSketch
{
public:
    using Node = model::ServesNetwork::Node;
    using Nodes = std::vector<Node>;

    /// `kw` 0 = not limited.
    Node plant(double kw, model::LossModel loss = {}, model::PowerRole role = model::PowerRole::Conversion,
        double storageKwh = 0)
    {
        model::AssetType type;
        type.ratedKw = kw;
        type.electrical = {role, 1, loss, storageKwh};
        m_campus.types.push_back(type);
        m_campus.runs.push_back({.type = static_cast<std::uint32_t>(m_campus.types.size() - 1)});
        m_campus.plantRun.push_back(static_cast<std::uint32_t>(m_campus.runs.size() - 1));
        return m_campus.plantCount() - 1;
    }
    Node rack()
    {
        m_campus.rackRun.push_back(0);
        return m_campus.plantCount() + m_campus.rackCount() - 1;
    }
    /// One group of a rule: each of `from` serves each of `to`.
    void feed(const Nodes& from, const Nodes& to, const std::string& redundancy = "N")
    {
        const auto rule = static_cast<std::uint32_t>(m_rules.size());
        m_rules.push_back({"rule", redundancy, ""});
        for (const Node a : from)
            for (const Node b : to)
                m_edges.push_back({asset(a), asset(b), rule, rule});
    }

    model::ServesNetwork network() const
    {
        return {m_campus, model::ServesGraph(m_edges, m_rules), [](const model::AssetType& type) {
                    const model::ElectricalDesign& e = type.electrical;
                    return model::ServesNetwork::Design{
                        type.ratedKw > 0 ? type.ratedKw : std::numeric_limits<double>::infinity(), e.loss, e.role,
                        e.role == model::PowerRole::Conversion && e.storageKwh > 0};
                }};
    }

private:
    model::AssetId asset(Node node) const
    {
        return node < m_campus.plantCount() ? model::AssetId(model::AssetKind::Plant, node)
                                            : model::AssetId(model::AssetKind::Rack, node - m_campus.plantCount());
    }

    model::Campus m_campus;
    std::vector<model::ServesGraph::Edge> m_edges;
    std::vector<model::ServesGraph::Rule> m_rules;
};

} // namespace gigahall::tests
