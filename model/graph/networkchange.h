#pragma once

#include "model/graph/networkflow.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// What a failure does to a flow, found without solving everything again: only nodes whose supply or load changes are
/// visited. Storage counts as used up: this is what is left after the batteries. One object a thread; network, demand
/// and base must outlive it.
class NetworkChange
{
public:
    using Node = ServesNetwork::Node;

    /// `base` is a flow of `network` with nothing failed and nothing overloaded, solved for `demandKw`.
    NetworkChange(const ServesNetwork& network, std::span<const double> demandKw, const NetworkFlow& base);

    struct Result
    {
        double lostKw = 0; ///< demand without supply, as the base served it
        std::vector<Node> dark; ///< assets without supply, the failed ones among them; sorted
        Node worst = ServesNetwork::kNoNode; ///< the most loaded of the elements that carry more than before
        double worstLoading = 0;
        bool overloads() const { return worstLoading > 1 + 1e-9; } ///< more has to go: FlowSolver says what
    };
    /// Valid until the next call.
    const Result& fail(std::span<const Node> failed);

private:
    struct Feed
    {
        Supply best = Supply::None;
        double weights = 0;
    };

    void darken(std::span<const Node> failed);
    void visit(Node node);
    void rebalance();
    void resplit(Node node, double newInput);
    void touch(Node node);
    void add(Node server, double kw);
    Feed feedOf(Node node, bool before) const;
    Supply supply(Node node, bool before) const
    {
        const Supply s = before || m_stamp[node] != m_round ? m_base.supply[node] : m_supply[node];
        return s == Supply::Storage ? Supply::None : s; // used up
    }
    /// Only what is not a source of its own draws from servers.
    bool draws(Node node, const Feed& feed, bool before) const { return supply(node, before) == feed.best; }

    const ServesNetwork& m_network;
    std::span<const double> m_demandKw;
    const NetworkFlow& m_base;
    std::uint32_t m_round = 0;
    std::vector<std::uint32_t> m_stamp, m_upStamp, m_splitStamp; // the round in which an entry was written
    std::vector<std::uint8_t> m_failed;
    std::vector<Supply> m_supply;
    std::vector<double> m_change; // of the output
    std::vector<std::uint32_t> m_heap; // ranks
    std::vector<Node> m_up;
    Result m_result;
};

} // namespace gigahall::model
