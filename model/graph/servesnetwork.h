#pragma once

#include "model/campus/campus.h"
#include "model/power/losses.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// How well a node is supplied; a load takes from the best of its servers that are alive.
enum class Supply : std::uint8_t
{
    None = 0,
    Storage,
    Backup,
    Full
};

/// A "serves" graph made ready for flows: nodes in topological order, compressed rows both ways. Where the redundancy
/// of a rule lets servers stand in for each other (N+k, xNy), the group becomes a bus: a node without rating between
/// its servers and its loads. Elsewhere (N, 2N) a load has its own servers only. Immutable; const use is thread safe.
///
/// The same for power (kW of electricity from the grid down to racks) and for coolant (kW of heat from racks up to heat
/// rejection): what differs are ratings, losses and roles.
class ServesNetwork
{
public:
    using Node = std::uint32_t;
    static constexpr Node kNoNode = 0xffffffffu;

    /// Rating and behaviour of an element, by asset.
    struct Design
    {
        double capacityKw = 0; ///< infinity = not limited
        LossModel loss;
        PowerRole role = PowerRole::Conversion;
        bool stores = false; ///< a conversion with storage of its own
    };

    /// `design` is asked once for every type of plant; racks and support racks are loads without limit.
    template <typename DesignOf>
    ServesNetwork(const Campus& campus, const ServesGraph& graph, DesignOf designOf)
    {
        std::vector<Design> designs;
        designs.reserve(campus.types.size());
        for (const AssetType& type : campus.types)
            designs.push_back(designOf(type));
        build(campus, graph, designs);
    }

    Node nodeCount() const { return static_cast<Node>(m_capacityKw.size()); }
    /// Nodes of assets are plant, then support racks, then compute racks, in table order; buses follow.
    Node plantNode(std::uint32_t plant) const { return plant; }
    Node supportNode(std::uint32_t support) const { return m_firstSupport + support; }
    Node rackNode(std::uint32_t rack) const { return m_firstRack + rack; }
    bool isRack(Node node) const { return node >= m_firstRack && node < m_firstBus; }
    bool isSupport(Node node) const { return node >= m_firstSupport && node < m_firstRack; }
    bool isBus(Node node) const { return node >= m_firstBus; }
    /// kNoNode for anything but plant, support racks and racks.
    Node nodeOf(AssetId id) const;
    /// Invalid for a bus.
    AssetId assetOf(Node node) const;

    /// Servers before loads.
    std::span<const Node> order() const { return m_order; }
    std::uint32_t rankOf(Node node) const { return m_rank[node]; }
    std::span<const Node> servers(Node node) const { return row(m_serverFirst, m_server, node); }
    std::span<const Node> loads(Node node) const { return row(m_loadFirst, m_load, node); }

    double capacityKw(Node node) const { return m_capacityKw[node]; }
    /// What a load's draw is split by: the capacity, or 1 where that is not limited.
    double weight(Node node) const { return m_weight[node]; }
    const LossModel& loss(Node node) const { return m_loss[node]; }
    PowerRole role(Node node) const { return m_role[node]; }
    bool stores(Node node) const { return m_stores[node] != 0; }

private:
    static std::span<const Node> row(const std::vector<std::uint32_t>& first, const std::vector<Node>& all, Node node)
    {
        return std::span(all).subspan(first[node], first[node + 1] - first[node]);
    }
    struct Link
    {
        Node from, to;
    };
    void build(const Campus& campus, const ServesGraph& graph, const std::vector<Design>& designs);
    std::vector<Link> link(const ServesGraph& graph);
    void addNode(const Design& design);
    void index(const std::vector<Link>& links);
    void sort();

    Node m_firstSupport = 0, m_firstRack = 0, m_firstBus = 0;
    std::vector<double> m_capacityKw, m_weight;
    std::vector<LossModel> m_loss;
    std::vector<PowerRole> m_role;
    std::vector<std::uint8_t> m_stores;
    std::vector<std::uint32_t> m_serverFirst, m_loadFirst, m_rank;
    std::vector<Node> m_server, m_load, m_order;
};

/// Whether the servers of a group stand in for each other: "N+1", "N+15 %", "4N3"; not "N", "2N".
bool sharesCapacity(const std::string& redundancy);

} // namespace gigahall::model
