#pragma once

#include "model/cooling/coolingloops.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gigahall::model {

/// Share of its design flow that a rack's valve lets through at a load of 0..1: it never closes (assumption).
constexpr double valveOpening(double load)
{
    return 0.35 + 0.65 * (load < 0 ? 0 : load > 1 ? 1 : load);
}

/// Stands for a steady temperature that does not exist: heat goes in and nothing takes it out.
inline constexpr double kBoilingC = 150;

/// Temperatures that the loops remember. C.
struct CoolingState
{
    std::vector<double> rackC; ///< coolant leaving each rack
    std::vector<double> techC; ///< technology loop: return to its CDUs
    std::vector<double> facilityC; ///< facility loop: return to heat rejection
    std::vector<double> facilitySupplyC; ///< the same: what its CDUs get
};

struct CoolingInput
{
    std::span<const double> rackHeatKw; ///< by rack: into the coolant
    std::span<const double> buildingAirKw; ///< by building: into the air of its halls, fans of air handlers included
    std::span<const double> buildingFanKw; ///< by building: those fans; drawn by the heat rejection of the building
    std::span<const std::uint8_t> runs; ///< by plant: has power and is in order
    double dryBulbC = 20;
    double supplyShiftK = 0; ///< of the set-point of every technology loop
};

/// One technology loop: the CDUs of a group and the racks they serve.
struct TechLoopResult
{
    double supplyC = 0, returnC = 0, flowLpm = 0;
    double heatKw = 0; ///< to the facility loop
    double capacityKw = 0; ///< what its CDUs could take at this return temperature
    bool held = true; ///< the supply is at its set-point; a steady loop that is not: it has no cooling or too little
};

/// Heat rejection of a building (or whatever hangs together).
struct FacilityLoopResult
{
    double supplyC = 0, returnC = 0;
    double dryKw = 0, trimKw = 0; ///< heat to dry coolers and to trim chillers
    double airKw = 0; ///< heat of the air handlers, taken by chillers too
    double fanKw = 0, chillerKw = 0, pumpKw = 0; ///< electric
    double fanSpeed = 0; ///< 0..1
    double flowKwPerK = 0; ///< of its water
    bool held = true;
};

struct CoolingResult
{
    std::vector<float> rackSupplyC, rackReturnC, rackFlowLpm; ///< by rack; NaN without coolant
    std::vector<double> plantKw; ///< by plant: what it draws
    std::vector<TechLoopResult> tech;
    std::vector<FacilityLoopResult> facility;
    double heatInKw = 0; ///< racks and pumps into the coolant
    /// Out of the coolant. Boundary: beyond what the layout has, and in the steady state what warms a loop that nothing
    /// cools, until its pipes give that off.
    double dryKw = 0, chillerHeatKw = 0, boundaryKw = 0;
    double storedKw = 0; ///< what warms loops and racks
    double airKw
        = 0; ///< heat of the halls' air; `airChilledKw` of it by chillers of the layout, the rest at the boundary
    double airChilledKw = 0;
    std::string problem; ///< a chiller outside its curves; empty = none
};

/// The coolant side of a campus, compiled from its coolant graph: racks hang on technology loops, their CDUs on
/// facility loops with pumps, tanks and heat rejection. A loop is well mixed, has one return temperature and controls
/// that hold its supply; steps are implicit (backward Euler in closed form), so any step is stable and the heat sums
/// close to rounding. Racks that no CDU serves, and loops without heat rejection, end at a boundary that takes
/// everything at the set-point.
///
/// Immutable; const use is thread safe. The campus must outlive it.
class CoolingPlant
{
public:
    explicit CoolingPlant(const Campus& campus);

    /// A state in which nothing flows yet: everything at its set-point.
    CoolingState rest() const;
    /// `dtS` seconds on from `state`; infinity for the steady state, which does not depend on `state`.
    void step(const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const;

    /// Settles some loops again, where `state` and `out` hold the steady state of all before something about these
    /// changed: loops, their plant and what they draw; sums over loops and values of racks mean nothing then. Facility
    /// loops must be those of `techs` and any whose own plant or air changed. Where the supply of one moves, all its
    /// technology loops settle as well; it is added to `moved`.
    void settleAgain(const CoolingInput& in, std::span<const std::uint32_t> techs,
        std::span<const std::uint32_t> facilities, CoolingState& state, CoolingResult& out,
        std::vector<std::uint32_t>& moved) const;

    const CoolingLoops& loops() const { return m_loops; }
    /// Heat the coolant graph can carry through an element of this type; infinity where the layout does not say.
    static double heatCapacityKw(const AssetType& type);
    /// How many of these plants run.
    std::uint32_t running(const Range& plants, const CoolingInput& in) const;

private:
    struct Heat
    {
        double inKw = 0, storedKw = 0;
        double lostKw = 0; ///< steady: nothing takes it
    };

    void stepLoops(const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const;
    void switchOff(const Range& plants, CoolingResult& out) const;
    void passBoundary(const CoolingInput& in, CoolingResult& out) const;
    Heat stepTech(
        std::uint32_t tech, const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const;
    void stepFacility(std::uint32_t facility, double heatKw, const CoolingInput& in, double dtS, CoolingState& state,
        CoolingResult& out) const;
    /// What the racks of a loop ask of it.
    struct RackSide
    {
        double give = 0, take = 0;
        double flowKwPerK = 0, flowLpm = 0, heatKw = 0;
        double given = 0; ///< share of the flow that the valves would let through
        double pumpShare = 0; ///< of the flow that the CDUs that run can give
    };
    RackSide rackSide(const CoolingLoops::Tech& loop, std::uint32_t cdus, const CoolingInput& in, double dtS,
        const CoolingState& state) const;
    const CoolingLoops::Rack& coolant(std::uint32_t rack) const;
    double wantedFlowLpm(std::uint32_t rack, const CoolingInput& in) const;
    double drawCdus(const CoolingLoops::Tech& loop, double share, const CoolingInput& in, CoolingResult& out) const;
    double warmRacks(const CoolingLoops::Tech& loop, const RackSide& side, double supplyC, bool cooled,
        const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const;
    double exchangeKwPerK(
        const CoolingLoops::Tech& loop, double flowKwPerK, std::uint32_t cdus, const CoolingInput& in) const;
    double drawPumps(std::uint32_t facility, double heatKw, const CoolingInput& in, CoolingResult& out) const;
    void drawCoolers(std::uint32_t facility, double waterKwPerK, const CoolingInput& in, CoolingResult& out) const;

    const Campus& m_campus;
    CoolingLoops m_loops;
};

} // namespace gigahall::model
