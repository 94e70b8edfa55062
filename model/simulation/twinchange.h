#pragma once

#include "model/graph/networkchange.h"
#include "model/simulation/settledtwin.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gigahall::model {

/// What a failure does to a settled campus, found without solving everything again: it goes through that part of the
/// power network and through those loops only that it reaches, in the rounds in which Twin::steady() goes through all
/// of them. One object a thread.
class TwinChange
{
public:
    using Node = ServesNetwork::Node;

    explicit TwinChange(const SettledTwin& settled);

    struct Result
    {
        bool overloads = false; ///< loads are shed
        double lostKw = 0; ///< IT load that was served before
        std::vector<std::uint32_t> racks; ///< that go dark
        std::uint32_t hotRacks = 0; ///< of those: their coolant gets too warm
        /// The most loaded of the elements that carry more than before; with overloads, before loads are shed.
        Node worst = ServesNetwork::kNoNode;
        double worstLoading = 0;
        std::string problem; ///< a chiller outside its curves; empty = none
    };
    /// Valid until the next call.
    const Result& fail(std::span<const Node> failed);
    /// Nodes without supply after the last failure.
    std::span<const Node> dark() const { return m_change.last().dark; }

private:
    /// Members of a set that is emptied often.
    struct Touched
    {
        std::vector<std::uint8_t> is;
        std::vector<std::uint32_t> list;

        void add(std::uint32_t i);
        void clear();
    };

    void restore();
    std::size_t solvePower(std::span<const Node> failed);
    void shed(Node node);
    void switchOff(Node node);
    void switchOffPlant(std::uint32_t plant);
    void warmLess(Node node);
    void touchTech(std::uint32_t tech);
    void touchAir(std::uint32_t building);
    void cool();
    void collectDemand();
    void collectDraw(const Range& plants);
    std::uint32_t switchOffHot(std::uint32_t tech);

    const SettledTwin& m_settled;
    const CoolingPlant& m_plant;
    const ServesNetwork& m_power;
    NetworkChange m_change;
    // As in the settled campus, but for what the last failure changed.
    CoolingState m_cooling;
    CoolingResult m_loops;
    HeatSplit m_heat;
    std::vector<float> m_served;
    std::vector<std::uint8_t> m_runs;
    // What that was.
    std::vector<Node> m_off;
    std::vector<Node> m_idle; // of those: loads that have supply
    Touched m_techs, m_facilities, m_buildings;
    // Scratch.
    std::vector<std::uint32_t> m_moved;
    std::vector<NetworkChange::Demand> m_demand;
    std::vector<Node> m_shed;
    Result m_result;
};

} // namespace gigahall::model
