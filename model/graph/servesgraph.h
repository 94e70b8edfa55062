#pragma once

#include "model/campus/ids.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gigahall::model {

/// Directed graph "a serves b" over assets, compressed rows in both directions. Immutable after build; const use is
/// thread safe. Edges carry the index of the rule of the layout that made them (redundancy, rating, source), and of the
/// group within it: the servers of one group stand in for each other where the redundancy says so.
class ServesGraph
{
public:
    struct Edge
    {
        AssetId from, to;
        std::uint32_t rule;
        std::uint32_t group = 0; ///< over all rules: a rule in one hall, row, ..., and one of its equal parts there
    };
    struct Rule
    {
        std::string name;
        std::string redundancy;
        std::string source;
    };

    ServesGraph() = default;
    /// Duplicate edges are dropped. Does not check for cycles: see findCycle().
    ServesGraph(std::vector<Edge> edges, std::vector<Rule> rules);

    std::span<const Edge> edges() const { return m_edges; }
    std::span<const Rule> rules() const { return m_rules; }
    /// What `id` serves directly; edges sorted by from.
    std::span<const Edge> servedBy(AssetId id) const;
    /// What serves `id` directly.
    std::vector<Edge> serversOf(AssetId id) const;
    /// One cycle as a list of assets, empty when there is none.
    std::vector<AssetId> findCycle() const;

private:
    std::vector<Edge> m_edges; // sorted by (from, to)
    std::vector<std::uint32_t> m_byTarget; // indices into m_edges sorted by (to, from)
    std::vector<Rule> m_rules;
};

} // namespace gigahall::model
