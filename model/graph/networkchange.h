#pragma once

#include "model/graph/networkflow.h"
#include "model/graph/shedding.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// What a failure does to a flow, found without solving everything again: only nodes whose supply or load changes are
/// visited. One object a thread; network, demand and base must outlive it.
class NetworkChange
{
public:
    using Node = ServesNetwork::Node;

    enum class Storage : std::uint8_t
    {
        UsedUp, ///< what is left after the batteries
        Full ///< what happens first
    };
    /// `base` is a flow of `network` with nothing overloaded, solved for `demandKw`, with storage as it is here where
    /// that is full. `out` of the base, by node: those stay off; empty = none.
    NetworkChange(const ServesNetwork& network, std::span<const double> demandKw, const NetworkFlow& base,
        std::span<const std::uint8_t> out = {}, Storage storage = Storage::UsedUp);

    /// Demand that changes beside what fails, kW more than what the base serves. Of a dark node: means nothing.
    struct Demand
    {
        Node node;
        double moreKw;
    };
    /// Full storage that loads live on now.
    struct Discharge
    {
        Node node;
        double kw;
    };
    struct Result
    {
        double lostKw = 0; ///< demand without supply, as the base served it
        std::vector<Node> dark; ///< assets without supply, the failed ones among them; sorted
        std::vector<Discharge> discharges;
        Node worst = ServesNetwork::kNoNode; ///< the most loaded of the elements that carry more than before
        double worstLoading = 0;
        bool overloads() const { return worstLoading > 1 + kFlowTolerance; } ///< more has to go: see relieve()
    };
    /// Valid until the next call.
    const Result& fail(std::span<const Node> failed, std::span<const Demand> demand = {});
    const Result& last() const { return m_result; }
    /// Loads that have to go first where the last failure overloads elements, as FlowSolver sheds them in one round:
    /// take their demand away and fail again. Empties `shed` before.
    void relieve(std::vector<Node>& shed);

private:
    struct Feed
    {
        Supply best = Supply::None;
        double weights = 0;
    };

    void darken(std::span<const Node> failed);
    void visit(Node node);
    Supply ownSupply(Node node) const;
    void rebalance();
    void partsOf(Node element);
    void addLoads(Node node);
    double outputKw(Node node) const
    {
        const bool alive = supply(node, false) != Supply::None;
        return alive ? m_base.outputKw[node] + (m_upStamp[node] == m_round ? m_change[node] : 0) : 0;
    }
    /// What a node takes for itself.
    double ownKw(Node node) const
    {
        return supply(node, false) == Supply::None ? 0
                                                   : m_demandKw[node] * double(m_base.served[node]) + m_moreKw[node];
    }
    void resplit(Node node, double newInput);
    void touch(Node node);
    void add(Node server, double kw);
    Feed feedOf(Node node, bool before) const;
    Supply supply(Node node, bool before) const
    {
        const Supply s = before || m_stamp[node] != m_round ? m_base.supply[node] : m_supply[node];
        return s == Supply::Storage && m_storage == Storage::UsedUp ? Supply::None : s;
    }
    /// Only what is not a source of its own draws from servers.
    bool draws(Node node, const Feed& feed, bool before) const { return supply(node, before) == feed.best; }

    const ServesNetwork& m_network;
    std::span<const double> m_demandKw;
    const NetworkFlow& m_base;
    const Storage m_storage;
    std::uint32_t m_round = 0;
    std::vector<std::uint32_t> m_stamp, m_upStamp, m_splitStamp; // the round in which an entry was written
    std::vector<std::uint8_t> m_failed, m_out;
    std::vector<Supply> m_supply;
    std::vector<double> m_change; // of the output
    std::vector<double> m_moreKw; // of its own demand
    std::vector<Node> m_changed; // those with other demand
    std::vector<Node> m_overloaded; // loads before their servers
    std::vector<std::uint32_t> m_heap; // ranks
    std::vector<Node> m_up;
    // Of relieve().
    std::vector<std::uint8_t> m_off;
    std::vector<double> m_share;
    std::vector<Node> m_cone, m_visited;
    std::vector<PartBehind> m_parts;
    Result m_result;
};

} // namespace gigahall::model
