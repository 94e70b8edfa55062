#pragma once

#include "model/cooling/coolingplant.h"
#include "model/graph/networkflow.h"
#include "model/power/rackpower.h"
#include "model/rollout/inservice.h"
#include "model/telemetry/energybalance.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// What racks would do if they had power. By rack and by support rack.
struct TwinLoad
{
    std::vector<double> rackKw; ///< input
    std::vector<double> idleKw; ///< input with nothing to do: below it a capped rack goes dark
    std::vector<double> supportKw;
    /// Heat that leaves the rack now where it differs from its input, since metal and coolant lag behind: the
    /// difference counts as stored. By rack; empty = the input.
    std::vector<double> heatKw;
};

/// Elements that fail or are switched off at one moment. Halls, buildings, phases and rows stand for all that is in
/// them.
using Outage = std::vector<AssetId>;

/// What surrounds a campus and what people did to it.
struct TwinConditions
{
    double dryBulbC = 20;
    double supplyShiftK = 0; ///< of the supply set-point of every technology loop
    OverloadPolicy policy = OverloadPolicy::Shed;
    std::vector<Outage> outages; ///< in the order they happened: what one of them made dark stays dark in the next
};

/// What physics remembers between steps.
struct TwinState
{
    CoolingState cooling;
    std::vector<float>
        served; ///< by node of the power network: share of its demand; latched until something is restored
    std::vector<std::uint8_t> runs; ///< by plant: it has power and is in order
    std::vector<double> storedKwh; ///< by node of the power network
    std::vector<std::uint8_t> hot; ///< by rack: switched itself off, too warm; until something is restored
    std::vector<Outage> outages; ///< of the conditions: those that are in it
};

struct TwinResult
{
    NetworkFlow power;
    CoolingResult cooling;
    std::vector<double> rackKw; ///< by rack: what it takes; 0 when dark
    EnergyBalance balance; ///< without its flows: see Twin::flows()
    std::uint32_t darkRacks = 0, hotRacks = 0, cappedRacks = 0; ///< hot: dark because the coolant got too warm
    double lostKw = 0; ///< IT load that is not served
    double chargingKw = 0; ///< into storage that is not full
    double laggingKw = 0; ///< of the racks' input: becomes heat later; negative: heat of before
    std::string problem; ///< outside of what the layout's curves cover; empty = none
};

/// The physics of a campus: IT load up the power chain with its losses, heat through the loops to the air outside, and
/// what happens when parts of either are missing. Sums close: see EnergyBalance.
///
/// Immutable but for scratch memory: one object a thread. The campus must outlive it.
class Twin
{
public:
    /// Without `service` all of the campus is there; else only what is in service takes part: the rest neither draws,
    /// loses nor fails, and counts as nothing.
    explicit Twin(const Campus& campus, const InService* service = nullptr);
    /// States and results of before are of another campus.
    void setService(const InService* service);

    /// Return temperature at which a rack switches itself off. Source: 65 C for GB200 racks (QCT).
    static constexpr double kReturnLimitC = 65;

    const Campus& campus() const { return m_campus; }
    /// Is in service.
    bool isThere(ServesNetwork::Node node) const { return m_planned.empty() || m_planned[node] == 0; }
    const ServesNetwork& power() const { return m_power; }
    const CoolingPlant& cooling() const { return m_cooling; }
    const RackPower& rackPower(std::uint32_t rack) const { return m_racks[m_campus.runs[m_campus.rackRun[rack]].type]; }

    /// All GPUs, CPUs and support racks at the same utilisation, 0..1.
    TwinLoad uniformLoad(double gpuUtilization, double cpuUtilization) const;
    /// What a support rack draws while its compute racks are loaded by 0..1.
    double supportKw(std::uint32_t support, double load) const;

    /// State of a campus at rest: everything on and at its set-point, storage full.
    TwinState rest() const;
    /// Where it settles after minutes; storage does not count. Depends on nothing but its arguments.
    void steady(const TwinLoad& load, const TwinConditions& conditions, TwinResult& out);
    /// `dtS` > 0 seconds on from `state`. Begin with the state of rest(), or of settle().
    void step(const TwinLoad& load, const TwinConditions& conditions, double dtS, TwinState& state, TwinResult& out);
    /// A state to begin steps from: the loops as they are under this load with nothing failed.
    TwinState settle(const TwinLoad& load, const TwinConditions& conditions);

    /// Flows of the balance, from station to station. Of the result that this twin made last.
    std::vector<EnergyFlow> flows(const TwinResult& result) const;
    /// How much faster each node of the power network is loaded when racks take `rackKwPerS` more a second. Of the
    /// result that this twin made last.
    std::vector<double> ramps(const TwinResult& result, std::span<const double> rackKwPerS) const;
    /// Seconds until the first rack on a loop that isn't held reaches kReturnLimitC if it goes on as from `before` to
    /// `after` in `dtS`; infinity when none gets warmer.
    double timeToLimitS(
        const CoolingState& before, const CoolingState& after, const CoolingResult& cooling, double dtS) const;
    /// Nodes of the power network that an outage takes away.
    void mark(const Outage& outage, std::vector<std::uint8_t>& out) const;
    /// Seconds that storage carries what it carries now; infinity when it carries nothing. Of the result made last.
    double rideThroughS(const TwinState& state, const TwinResult& result) const;

private:
    void markPlanned();
    void assignDemand(const TwinLoad& load);
    void addHeat(std::span<const float> served);
    void solve(const FlowInput& in, TwinResult& out);
    void cool(const TwinConditions& conditions, double dtS, CoolingState& state, std::span<const float> served,
        std::span<const std::uint8_t> runs, TwinResult& out);
    /// Racks whose coolant is too warm lose their supply and are marked in `hot`; how many that are.
    std::uint32_t switchOffHot(const TwinResult& out, const CoolingState& state, bool steady,
        std::vector<float>& served, std::vector<std::uint8_t>& hot) const;
    bool updateRuns(const NetworkFlow& flow, std::vector<std::uint8_t>& runs) const;
    void settleStep(const TwinConditions& conditions, TwinState& state, TwinResult& out);
    std::vector<EnergyNode> stations() const;
    void sum(const TwinLoad& load, TwinResult& out) const;
    void drawStorage(double dtS, TwinState& state, const TwinResult& out) const;
    /// Storage takes up what it can get without overloading anything, once everything else is served.
    void charge(FlowInput in, double dtS, TwinState& state, TwinResult& out);

    const Campus& m_campus;
    ServesNetwork m_power;
    CoolingPlant m_cooling;
    FlowSolver m_solver;
    std::vector<std::uint8_t> m_planned; // by node of the power network: not in service yet; empty = all is
    std::vector<RackPower> m_racks; // by type
    std::vector<EnergyNode> m_station; // by node of the power network
    std::vector<double> m_capacityKwh; // the same
    std::vector<ServesNetwork::Node> m_chargeAt; // by plant: the node that storage is charged through, or kNoNode
    std::vector<std::uint32_t> m_buildingOfRack, m_buildingOfSupport;
    std::vector<std::uint32_t> m_airFacility; // by building: the loop that cools its air; kNone = not in the layout
    // Scratch.
    std::vector<double> m_chargeKw; // by plant
    std::vector<double> m_demandKw, m_floorKw, m_warmKw, m_heatKw, m_airKw, m_fanKw;
    std::vector<std::uint8_t> m_handled; // by building: its air handlers run
    std::vector<std::uint8_t> m_out, m_empty;
    std::vector<ServesNetwork::Node> m_overloaded;
};

} // namespace gigahall::model
