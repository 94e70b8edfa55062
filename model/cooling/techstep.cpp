// One step of a technology loop: racks, their common return, and the CDUs that hold its supply. Backward Euler, solved
// in closed form: with the supply as the unknown everything is linear in each of the three ways the CDUs can work.
#include "model/cooling/coolingplant.h"

#include "model/cooling/exchanger.h"
#include "model/cooling/fluid.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

constexpr double kHeldK = 0.05; // a supply this close to its set-point is held

/// What the CDUs of a loop work between.
struct CduSide
{
    double limitedKwPerK; ///< heat they can take per K of return over facility supply
    double setC, facilityC;
};

struct Settled
{
    double returnC, takenKw;
};

/// Return temperature at the end of a step and the heat that leaves with it. `base` is what the loop would hold without
/// a supply: inertia times the temperature before, heat of racks and pumps. Without inertia: the steady state.
Settled settle(double flowKwPerK, double take, double base, double inertia, double idleC, const CduSide& cdu)
{
    // Held: the CDUs take what brings the supply to its set-point.
    Settled s{(base + (flowKwPerK - take) * cdu.setC) / (inertia + flowKwPerK), 0};
    s.takenKw = flowKwPerK * (s.returnC - cdu.setC);
    const auto coldest = [&] { return Settled{inertia > 0 ? base / (inertia + take) : idleC, 0}; };
    if (s.takenKw < 0 || cdu.limitedKwPerK <= 0)
        return coldest();
    if (s.takenKw <= cdu.limitedKwPerK * (s.returnC - cdu.facilityC))
        return s;
    // They take all they can, and the supply is warmer.
    const double mixed = cdu.limitedKwPerK / flowKwPerK;
    s.returnC = (base + (cdu.limitedKwPerK - take * mixed) * cdu.facilityC)
        / (inertia + take * (1 - mixed) + cdu.limitedKwPerK);
    s.takenKw = cdu.limitedKwPerK * (s.returnC - cdu.facilityC);
    return s.takenKw > 0 ? s : coldest();
}

} // namespace

double CoolingPlant::exchangeKwPerK(
    const CoolingLoops::Tech& loop, double flowKwPerK, std::uint32_t cdus, const CoolingInput& in) const
{
    const CoolingDesign& design = loop.cdu->cooling;
    if (cdus == 0 || flowKwPerK <= 0)
        return 0;
    const double designLpm = design.flowLpm > 0 ? design.flowLpm : 60 * loop.cdu->ratedKw / (kRhoCpPg25 * 10);
    const double designKwPerK = capacityRateKwPerK(designLpm, kRhoCpPg25);
    const double approachK = design.approachK > 0 ? design.approachK : 4;
    // At its rating a CDU has equal flows on both sides and reaches its approach.
    const double riseK = loop.cdu->ratedKw / designKwPerK;
    const double designUa = designKwPerK * ntuForEffectiveness(riseK / (riseK + approachK), 1);
    double waterKwPerK = designKwPerK;
    if (loop.pumps.count > 0) {
        const double givenLpm = running(loop.pumps, in)
            * m_campus.types[m_campus.runs[m_campus.plantRun[m_loops.plants[loop.pumps.first]]].type].cooling.flowLpm;
        waterKwPerK = std::min(
            waterKwPerK, capacityRateKwPerK(givenLpm / loop.cdusPerPump, kRhoCpWater) * loop.cdus.count / cdus);
    }
    const double ownKwPerK = flowKwPerK / cdus;
    const double least = std::min(ownKwPerK, waterKwPerK);
    if (least <= 0)
        return 0;
    const double ua = conductanceAtFlow(designUa, ownKwPerK / designKwPerK);
    return cdus * least * effectiveness(ua / least, least / std::max(ownKwPerK, waterKwPerK));
}

/// Flow of every rack: what its valve lets through, less where the CDUs that run cannot give all of it. Heat the racks
/// give off depends on their supply: `give - take * supplyC`.
CoolingPlant::RackSide CoolingPlant::rackSide(const CoolingLoops::Tech& loop, std::uint32_t cdus,
    const CoolingInput& in, double dtS, const CoolingState& state) const
{
    RackSide side;
    const auto racks = std::span(m_loops.racks).subspan(loop.racks.first, loop.racks.count);
    double wantedLpm = 0;
    for (const std::uint32_t rack : racks)
        wantedLpm += wantedFlowLpm(rack, in);
    const double designLpm = loop.cdu->cooling.flowLpm;
    const double mostLpm = designLpm > 0 ? cdus * designLpm : cdus > 0 ? wantedLpm : 0;
    side.given = wantedLpm > 0 ? std::min(1.0, mostLpm / wantedLpm) : 0;
    side.flowLpm = wantedLpm * side.given;
    side.pumpShare = mostLpm > 0 ? side.flowLpm / mostLpm : 0;
    for (const std::uint32_t rack : racks) {
        const double flow = capacityRateKwPerK(side.given * wantedFlowLpm(rack, in), kRhoCpPg25);
        const double inertia = std::isinf(dtS) ? 0 : coolant(rack).storeKjPerK / dtS;
        side.heatKw += in.rackHeatKw[rack];
        side.flowKwPerK += flow;
        if (flow <= 0)
            continue;
        side.give += flow * (inertia * state.rackC[rack] + in.rackHeatKw[rack]) / (inertia + flow);
        side.take += flow * inertia / (inertia + flow);
    }
    return side;
}

const CoolingLoops::Rack& CoolingPlant::coolant(std::uint32_t rack) const
{
    return m_loops.byType[m_campus.runs[m_campus.rackRun[rack]].type];
}

double CoolingPlant::wantedFlowLpm(std::uint32_t rack, const CoolingInput& in) const
{
    const CoolingLoops::Rack& c = coolant(rack);
    return c.ratedHeatKw > 0 ? c.designLpm * valveOpening(in.rackHeatKw[rack] / c.ratedHeatKw) : 0.0;
}

/// Pumps of the CDUs that run. A pump of constant speed takes the same at any flow.
double CoolingPlant::drawCdus(
    const CoolingLoops::Tech& loop, double share, const CoolingInput& in, CoolingResult& out) const
{
    const CoolingDesign& design = loop.cdu->cooling;
    const double eachKw = design.constantSpeed ? design.inputKw : design.inputKw * std::pow(share, 3);
    double allKw = 0;
    for (std::uint32_t i = loop.cdus.first; i < loop.cdus.end(); ++i)
        if (in.runs.empty() || in.runs[m_loops.plants[i]]) {
            out.plantKw[m_loops.plants[i]] = eachKw;
            allKw += eachKw;
        }
    return allKw;
}

/// Racks at the end of a step; the heat that stays in them, kW.
double CoolingPlant::warmRacks(const CoolingLoops::Tech& loop, const RackSide& side, double supplyC, bool cooled,
    const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const
{
    const bool steady = std::isinf(dtS);
    double storedKw = 0;
    for (std::uint32_t i = loop.racks.first; i < loop.racks.end(); ++i) {
        const std::uint32_t rack = m_loops.racks[i];
        const double lpm = side.given * wantedFlowLpm(rack, in);
        const double flow = capacityRateKwPerK(lpm, kRhoCpPg25);
        const double store = steady ? 0 : coolant(rack).storeKjPerK / dtS;
        const double before = state.rackC[rack];
        double& now = state.rackC[rack];
        if (!steady)
            now = (store * before + in.rackHeatKw[rack] + flow * supplyC) / (store + flow);
        else if (in.rackHeatKw[rack] <= 0)
            now = supplyC;
        else
            now = flow > 0 && cooled ? supplyC + in.rackHeatKw[rack] / flow : kBoilingC;
        storedKw += store * (now - before);
        out.rackSupplyC[rack] = float(supplyC);
        out.rackReturnC[rack] = float(now);
        out.rackFlowLpm[rack] = float(lpm);
    }
    return storedKw;
}

CoolingPlant::Heat CoolingPlant::stepTech(
    std::uint32_t tech, const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const
{
    const CoolingLoops::Tech& loop = m_loops.tech[tech];
    const std::uint32_t cdus = running(loop.cdus, in);
    const bool steady = std::isinf(dtS), boundary = loop.facility == CoolingLoops::kNone;
    const double setC = loop.setC + in.supplyShiftK;
    const RackSide side = rackSide(loop, cdus, in, dtS, state);
    const double pumpsKw = drawCdus(loop, side.pumpShare, in, out); // warms the coolant

    const double facilityC = boundary ? setC - 4 : state.facilitySupplyC[loop.facility];
    const double exchange
        = boundary ? (cdus > 0 ? 1e3 * side.flowKwPerK : 0) : exchangeKwPerK(loop, side.flowKwPerK, cdus, in);
    const CduSide cdu{std::min(exchange, side.flowKwPerK), setC, facilityC};
    const double inertia = steady ? 0 : loop.storeKjPerK / dtS;
    const double beforeC = state.techC[tech];
    // Nothing moves, or nothing takes the heat: what a steady state would be is beyond any limit.
    const bool stuck = side.flowKwPerK <= 0 || (steady && cdu.limitedKwPerK <= 0);
    Settled end{setC, 0};
    if (!stuck)
        end = settle(side.flowKwPerK, side.take, inertia * beforeC + side.give + pumpsKw, inertia, setC, cdu);
    else if (!steady)
        end.returnC = beforeC + pumpsKw / inertia;
    else if (side.heatKw > 0)
        end.returnC = kBoilingC;
    const double supplyC = side.flowKwPerK > 0 ? end.returnC - end.takenKw / side.flowKwPerK : end.returnC;

    Heat heat;
    heat.storedKw = warmRacks(loop, side, supplyC, end.returnC < kBoilingC, in, dtS, state, out)
        + inertia * (end.returnC - beforeC);
    heat.inKw = side.heatKw + pumpsKw;
    heat.lostKw = steady && stuck ? heat.inKw : 0;
    state.techC[tech] = end.returnC;
    out.tech[tech]
        = {supplyC, end.returnC, side.flowLpm, end.takenKw, cdu.limitedKwPerK * std::max(0.0, end.returnC - facilityC),
            end.returnC < kBoilingC && supplyC <= setC + kHeldK};
    return heat;
}

} // namespace gigahall::model
