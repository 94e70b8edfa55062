#pragma once

#include "model/graph/servesnetwork.h"
#include "model/graph/shedding.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// What happens to loads that an element cannot carry.
enum class OverloadPolicy : std::uint8_t
{
    Shed, ///< racks go dark one after another, the last in the table first, until the rest can be carried
    Cap, ///< compute racks behind the element are held to what it can carry; below their idle power they go dark
    Carry ///< nothing: overloads are listed only
};

struct FlowInput
{
    std::span<const double> demandKw; ///< by node: what an asset itself takes (racks, pumps, fans)
    std::span<const double> floorKw; ///< by node: what a capped rack takes at least; empty = 0
    std::span<const std::uint8_t> out; ///< by node: failed or switched off
    std::span<const std::uint8_t> empty; ///< by node: storage that is used up; empty span = all full
    OverloadPolicy policy = OverloadPolicy::Shed;
};

/// Flows through a ServesNetwork. kW; all arrays by node.
struct NetworkFlow
{
    std::vector<double> outputKw; ///< to its loads and its own demand
    std::vector<double> inputKw; ///< from its servers or, for a source, from outside; 0 when dark
    std::vector<Supply> supply;
    /// Share of its own demand that a load gets: 0 = dark. What was shed once stays off when more fails: nobody
    /// switches it on again. Reset it (empty) to start from a campus where everything is on.
    std::vector<float> served;
    std::vector<ServesNetwork::Node> overloaded; ///< above their rating before loads were shed or capped
    double sourceKw = 0, backupKw = 0, storageKw = 0; ///< what comes in from each kind
    double demandKw = 0; ///< served demand; supplied = demand + loss
    double lossKw = 0;

    double suppliedKw() const { return sourceKw + backupKw + storageKw; }
    double loading(const ServesNetwork& network, ServesNetwork::Node node) const
    {
        return outputKw[node] / network.capacityKw(node); // of a bus: 0
    }
};

/// Load flow by proportional splitting: a node takes what it passes on plus its loss, in equal measure of their rating
/// from those of its servers that are supplied best. Sums are made in table order: the same bytes every time.
/// Not thread safe: it keeps scratch memory. The network must outlive it.
class FlowSolver
{
public:
    explicit FlowSolver(const ServesNetwork& network);

    /// Solves into `flow`, whose `served` is taken over from the state before (all on when empty).
    void solve(const FlowInput& in, NetworkFlow& flow);

    /// How the flow solved last changes with demand: `change` holds kW (or kW/s) of demand by node and is replaced with
    /// the change of each node's output.
    void spreadChange(const NetworkFlow& flow, std::span<double> change) const;

    /// Does a node bring energy in, or pass on what its servers give? Of the flow solved last.
    bool isOrigin(ServesNetwork::Node node, const NetworkFlow& flow) const
    {
        return flow.supply[node] > m_reach[node] || m_network.servers(node).empty();
    }
    /// Calls `see(server, load, kw)` for every flow of the flow solved last; server = kNoNode for what a
    /// conversion does not get from others: what feeds it is not in the layout, or it lives on its own storage.
    template <typename See>
    void forEachFlow(const NetworkFlow& flow, See see) const
    {
        for (const ServesNetwork::Node node : m_network.order()) {
            if (flow.supply[node] == Supply::None || flow.inputKw[node] <= 0)
                continue;
            if (isOrigin(node, flow)) {
                if (m_network.role(node) == PowerRole::Conversion)
                    see(ServesNetwork::kNoNode, node, flow.inputKw[node]);
                continue;
            }
            for (const ServesNetwork::Node server : m_network.servers(node))
                if (flow.supply[server] == m_reach[node])
                    see(server, node, flow.inputKw[node] / m_weights[node] * m_network.weight(server));
        }
    }

private:
    using Node = ServesNetwork::Node;
    void spread(const FlowInput& in);
    void carry(const FlowInput& in, NetworkFlow& flow);
    bool relieve(const FlowInput& in, NetworkFlow& flow);
    void partsOf(Node element, const FlowInput& in, const NetworkFlow& flow);
    bool shed(double kept, NetworkFlow& flow);
    bool cap(double kept, const FlowInput& in, NetworkFlow& flow);

    const ServesNetwork& m_network;
    // Of the spread made last, which most steps find again.
    std::vector<std::uint8_t> m_out, m_empty;
    std::vector<Supply> m_supply;
    std::vector<Supply> m_reach; // best supply of a node's servers
    std::vector<double> m_weights; // of the servers it draws from, together
    std::vector<float> m_before; // served at the start of a round of relief
    std::vector<double> m_share; // scratch of partsOf
    std::vector<Node> m_cone;
    std::vector<PartBehind> m_parts; // racks and other loads behind an element, with their share of its flow
};

} // namespace gigahall::model
