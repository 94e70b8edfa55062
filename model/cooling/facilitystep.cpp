// One step of a facility loop: CDUs give heat to its water, dry coolers and trim chillers hold its supply.
#include "model/cooling/coolingplant.h"

#include "model/cooling/chiller.h"
#include "model/cooling/drycooler.h"
#include "model/cooling/fluid.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

// Assumptions: pumps slow down to 30 %; a chiller condenses this far above the dry bulb; water of air handlers is made
// at 16 C (fan walls of the FA096HC class take 18 C).
constexpr double kSlowest = 0.3, kCondenserApproachK = 12, kAirEvaporatorC = 16;
constexpr double kRiseK = 10;
constexpr double kHeldK = 0.05;

/// Electric input for that much heat; a problem when the layout's curves do not reach there.
double chillerKw(const CoolingDesign& design, double heatKw, double evaporatorC, double dryBulbC, std::uint32_t units,
    std::string& problem)
{
    if (heatKw <= 0)
        return 0;
    if (!design.curves)
        return heatKw / carnotCop(evaporatorC, dryBulbC + kCondenserApproachK, design.trimCarnot, design.trimMaxCop);
    const double mostKw = chillerCapacityKw(*design.curves, evaporatorC, dryBulbC);
    const double load = mostKw > 0 ? heatKw / units / mostKw : design.curves->loadMax;
    const ChillerPoint point = chillerPoint(*design.curves, evaporatorC, dryBulbC, load);
    if (problem.empty())
        problem = point.problem;
    return units * point.inputKw;
}

} // namespace

/// Flow for a rise of 10 K, within what pumps that run can do; no pumps in the layout: as much as it takes.
double CoolingPlant::drawPumps(std::uint32_t facility, double heatKw, const CoolingInput& in, CoolingResult& out) const
{
    const CoolingLoops::Facility& loop = m_loops.facility[facility];
    const double wanted = std::max(heatKw, 0.0) / kRiseK;
    if (loop.pumps.count == 0)
        return std::max(wanted, 1.0);
    double most = 0;
    const auto design = [&](std::uint32_t plant) -> const CoolingDesign& {
        return m_campus.types[m_campus.runs[m_campus.plantRun[plant]].type].cooling;
    };
    const auto pumps = std::span(m_loops.plants).subspan(loop.pumps.first, loop.pumps.count);
    for (const std::uint32_t plant : pumps)
        if (in.runs.empty() || in.runs[plant])
            most += capacityRateKwPerK(design(plant).flowLpm, kRhoCpWater);
    const double flow = std::clamp(wanted, kSlowest * most, most);
    for (const std::uint32_t plant : pumps)
        if (in.runs.empty() || in.runs[plant]) {
            const double speed = design(plant).constantSpeed ? 1 : flow / most;
            out.plantKw[plant] = design(plant).inputKw * speed * speed * speed;
            out.facility[facility].pumpKw += out.plantKw[plant];
        }
    return flow;
}

void CoolingPlant::stepFacility(std::uint32_t facility, double heatKw, const CoolingInput& in, double dtS,
    CoolingState& state, CoolingResult& out) const
{
    const CoolingLoops::Facility& loop = m_loops.facility[facility];
    FacilityLoopResult& result = out.facility[facility];
    const double flow = drawPumps(facility, heatKw, in, out);
    result.flowKwPerK = flow;
    const double setC = loop.setC + in.supplyShiftK;
    const double heat = heatKw + result.pumpKw;
    const bool steady = std::isinf(dtS);
    const double inertia = steady ? 0 : loop.storeKjPerK / dtS;
    const double before = state.facilityC[facility];
    const std::uint32_t coolers = running(loop.coolers, in);
    if (loop.takesAir)
        result.airKw = in.buildingAirKw[loop.building];
    double returnC = 0, takenKw = 0, trimMostKw = 0, exchange = 0;
    if (loop.cooler && flow > 0) {
        trimMostKw = std::max(0.0, coolers * loop.cooler->cooling.trimKw - result.airKw);
        exchange = coolers > 0 ? coolers * DryCooler(*loop.cooler).exchangeKwPerK(flow / coolers, 1) : 0;
    }
    if (flow > 0) {
        // Held at the set-point if dry coolers and chillers can.
        returnC = (inertia * before + heat + flow * setC) / (inertia + flow);
        takenKw = flow * (returnC - setC);
        const auto most = [&](double c) { return exchange * std::max(0.0, c - in.dryBulbC) + trimMostKw; };
        if (takenKw < 0) {
            takenKw = 0;
            returnC = inertia > 0 ? before + heat / inertia : setC;
        } else if (loop.cooler && takenKw > most(returnC)) {
            const double denominator = inertia + exchange;
            returnC = denominator > 0 ? (inertia * before + heat + exchange * in.dryBulbC - trimMostKw) / denominator
                                      : kBoilingC;
            if (returnC < in.dryBulbC) // chillers alone, above what the air could take
                returnC = inertia > 0 ? before + (heat - trimMostKw) / inertia : kBoilingC;
            if (steady)
                returnC = std::min(returnC, kBoilingC);
            takenKw = most(returnC);
            if (steady)
                out.boundaryKw += heat - takenKw;
        }
    } else {
        returnC = inertia > 0 ? before + heat / inertia : heat > 0 ? kBoilingC : setC;
        if (steady)
            out.boundaryKw += heat;
    }
    result.returnC = returnC;
    result.supplyC = flow > 0 ? returnC - takenKw / flow : returnC;
    result.held = result.supplyC <= setC + kHeldK;
    state.facilityC[facility] = returnC;
    state.facilitySupplyC[facility] = result.supplyC;
    out.heatInKw += result.pumpKw;
    out.storedKw += inertia * (returnC - before);
    if (!loop.cooler) {
        out.boundaryKw += takenKw;
        return;
    }
    result.dryKw = std::min(takenKw, exchange * std::max(0.0, returnC - in.dryBulbC));
    result.trimKw = takenKw - result.dryKw;
    drawCoolers(facility, flow, in, out);
    out.dryKw += result.dryKw;
    out.chillerHeatKw += result.trimKw;
    out.airChilledKw += coolers > 0 ? result.airKw : 0;
}

/// Electric input of fans and chillers, spread over the units that run.
void CoolingPlant::drawCoolers(
    std::uint32_t facility, double waterKwPerK, const CoolingInput& in, CoolingResult& out) const
{
    const CoolingLoops::Facility& loop = m_loops.facility[facility];
    FacilityLoopResult& result = out.facility[facility];
    const std::uint32_t coolers = running(loop.coolers, in);
    if (coolers == 0)
        return;
    const DryCooler unit(*loop.cooler);
    result.fanSpeed = unit.speedForHeat(result.dryKw / coolers, result.returnC, waterKwPerK / coolers, in.dryBulbC);
    result.fanKw = coolers * unit.fanKw(result.fanSpeed);
    const CoolingDesign& design = loop.cooler->cooling;
    result.chillerKw = chillerKw(design, result.trimKw, result.supplyC, in.dryBulbC, coolers, out.problem)
        + result.airKw
            / carnotCop(kAirEvaporatorC, in.dryBulbC + kCondenserApproachK, design.trimCarnot, design.trimMaxCop);
    const double handlersKw = loop.takesAir ? in.buildingFanKw[loop.building] : 0;
    const double eachKw = (result.fanKw + result.chillerKw + handlersKw) / coolers;
    for (std::uint32_t i = loop.coolers.first; i < loop.coolers.end(); ++i)
        if (in.runs.empty() || in.runs[m_loops.plants[i]])
            out.plantKw[m_loops.plants[i]] = eachKw;
}

} // namespace gigahall::model
