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

/// Racks of a loop with the temperature of their supply left open: the heat they give off is `give - take * supplyC`.
struct RackSide
{
    double give = 0, take = 0;
    double flowKwPerK = 0;
};

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

CoolingPlant::Heat CoolingPlant::stepTech(
    std::uint32_t tech, const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const
{
    const CoolingLoops::Tech& loop = m_loops.tech[tech];
    TechLoopResult& result = out.tech[tech];
    const std::uint32_t cdus = running(loop.cdus, in);
    const bool steady = std::isinf(dtS);
    const double setC = loop.setC + in.supplyShiftK;
    const auto racks = std::span(m_loops.racks).subspan(loop.racks.first, loop.racks.count);
    const auto coolant = [&](std::uint32_t rack) -> const CoolingLoops::Rack& {
        return m_loops.byType[m_campus.runs[m_campus.rackRun[rack]].type];
    };
    const auto wantedLpm = [&](std::uint32_t rack) {
        const CoolingLoops::Rack& c = coolant(rack);
        return c.ratedHeatKw > 0 ? c.designLpm * valveOpening(in.rackHeatKw[rack] / c.ratedHeatKw) : 0.0;
    };
    double wanted = 0;
    for (const std::uint32_t rack : racks)
        wanted += wantedLpm(rack);
    const double mostLpm = loop.cdu->cooling.flowLpm > 0 ? cdus * loop.cdu->cooling.flowLpm : cdus > 0 ? wanted : 0;
    const double given = wanted > 0 ? std::min(1.0, mostLpm / wanted) : 0;
    const auto rackKwPerK = [&](std::uint32_t rack) { return capacityRateKwPerK(given * wantedLpm(rack), kRhoCpPg25); };

    RackSide side;
    double heatKw = 0;
    for (const std::uint32_t rack : racks) {
        const double flow = rackKwPerK(rack), inertia = steady ? 0 : coolant(rack).storeKjPerK / dtS;
        heatKw += in.rackHeatKw[rack];
        side.flowKwPerK += flow;
        if (flow <= 0)
            continue;
        side.give += flow * (inertia * state.rackC[rack] + in.rackHeatKw[rack]) / (inertia + flow);
        side.take += flow * inertia / (inertia + flow);
    }
    // The pumps' power warms the coolant. A pump of constant speed takes the same at any flow.
    double pumpsKw = 0;
    const double share = mostLpm > 0 ? wanted * given / mostLpm : 0;
    const double onePumpKw
        = loop.cdu->cooling.constantSpeed ? loop.cdu->cooling.inputKw : loop.cdu->cooling.inputKw * std::pow(share, 3);
    for (std::uint32_t i = loop.cdus.first; i < loop.cdus.end(); ++i)
        if (in.runs.empty() || in.runs[m_loops.plants[i]]) {
            out.plantKw[m_loops.plants[i]] = onePumpKw;
            pumpsKw += onePumpKw;
        }

    const bool boundary = loop.facility == CoolingLoops::kNone;
    const double facilityC = boundary ? setC - 4 : state.facilitySupplyC[loop.facility];
    const double exchange
        = boundary ? (cdus > 0 ? 1e3 * side.flowKwPerK : 0) : exchangeKwPerK(loop, side.flowKwPerK, cdus, in);
    const double limited = std::min(exchange, side.flowKwPerK);
    const double inertia = steady ? 0 : loop.storeKjPerK / dtS;
    const double beforeC = state.techC[tech];
    const double base = inertia * beforeC + side.give + pumpsKw;
    double returnC = beforeC, takenKw = 0;
    if (side.flowKwPerK <= 0 || (steady && limited <= 0)) {
        // Nothing moves, or nothing takes the heat: what a steady state would be is beyond any limit.
        returnC = steady ? (heatKw > 0 ? kBoilingC : setC) : (inertia * beforeC + pumpsKw) / inertia;
    } else {
        returnC = (base + (side.flowKwPerK - side.take) * setC) / (inertia + side.flowKwPerK);
        takenKw = side.flowKwPerK * (returnC - setC);
        if (takenKw < 0 || limited <= 0) {
            returnC = steady ? setC : base / (inertia + side.take);
            takenKw = 0;
        } else if (takenKw > limited * (returnC - facilityC)) {
            const double mixed = limited / side.flowKwPerK;
            returnC
                = (base + (limited - side.take * mixed) * facilityC) / (inertia + side.take * (1 - mixed) + limited);
            takenKw = std::max(0.0, limited * (returnC - facilityC));
            if (takenKw == 0)
                returnC = steady ? setC : base / (inertia + side.take);
        }
    }
    const double supplyC = side.flowKwPerK > 0 ? returnC - takenKw / side.flowKwPerK : returnC;

    Heat heat;
    for (const std::uint32_t rack : racks) {
        const double flow = rackKwPerK(rack), store = steady ? 0 : coolant(rack).storeKjPerK / dtS;
        const double before = state.rackC[rack];
        double& now = state.rackC[rack];
        if (steady)
            now = flow > 0 && takenKw + 1e-9 >= 0 && returnC < kBoilingC ? supplyC + in.rackHeatKw[rack] / flow
                : in.rackHeatKw[rack] > 0                                ? kBoilingC
                                                                         : supplyC;
        else
            now = (store * before + in.rackHeatKw[rack] + flow * supplyC) / (store + flow);
        heat.storedKw += store * (now - before);
        out.rackSupplyC[rack] = float(supplyC);
        out.rackReturnC[rack] = float(now);
        out.rackFlowLpm[rack] = float(given * wantedLpm(rack));
    }
    state.techC[tech] = returnC;
    heat.storedKw += inertia * (returnC - beforeC);
    heat.inKw = heatKw + pumpsKw;
    if (steady && (side.flowKwPerK <= 0 || limited <= 0))
        heat.lostKw = heat.inKw;
    result = {supplyC, returnC, wanted * given, takenKw, limited * std::max(0.0, returnC - facilityC),
        returnC < kBoilingC && supplyC <= setC + kHeldK};
    return heat;
}

} // namespace gigahall::model
