#include "model/cooling/coolingplant.h"

#include "model/cooling/fluid.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr double kRoomC = 20;

} // namespace

CoolingPlant::CoolingPlant(const Campus& campus)
    : m_campus(campus)
    , m_loops(compileLoops(campus))
{
}

CoolingState CoolingPlant::rest() const
{
    CoolingState state;
    for (const std::uint32_t tech : m_loops.techOfRack)
        state.rackC.push_back(tech == CoolingLoops::kNone ? kRoomC : m_loops.tech[tech].setC);
    for (const CoolingLoops::Tech& loop : m_loops.tech)
        state.techC.push_back(loop.setC);
    for (const CoolingLoops::Facility& loop : m_loops.facility)
        state.facilityC.push_back(loop.setC);
    state.facilitySupplyC = state.facilityC;
    return state;
}

double CoolingPlant::heatCapacityKw(const AssetType& type)
{
    const double riseK = type.liquidRiseK > 0 ? type.liquidRiseK : 10;
    if (type.cooling.flowLpm > 0)
        return riseK * capacityRateKwPerK(type.cooling.flowLpm, type.cooling.approachK > 0 ? kRhoCpPg25 : kRhoCpWater);
    return type.ratedUnit == "kW" && type.ratedKw > 0 ? type.ratedKw : std::numeric_limits<double>::infinity();
}

std::uint32_t CoolingPlant::running(const Range& plants, const CoolingInput& in) const
{
    std::uint32_t count = 0;
    for (std::uint32_t i = plants.first; i < plants.end(); ++i)
        count += in.runs.empty() || in.runs[m_loops.plants[i]] ? 1 : 0;
    return count;
}

void CoolingPlant::step(const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const
{
    for (auto* plane : {&out.rackSupplyC, &out.rackReturnC, &out.rackFlowLpm})
        plane->assign(m_campus.rackCount(), kNan);
    const bool steady = std::isinf(dtS);
    if (steady)
        for (std::size_t i = 0; i < m_loops.facility.size(); ++i)
            state.facilitySupplyC[i] = m_loops.facility[i].setC + in.supplyShiftK;
    const std::vector<double> assumed = state.facilitySupplyC;
    stepLoops(in, dtS, state, out);
    // Technology loops see the facility's supply of before. In the steady state that is the set-point; where it is not
    // held, they have another look. The heat they pass on does not depend on it.
    if (steady && state.facilitySupplyC != assumed)
        stepLoops(in, dtS, state, out);
    passBoundary(in, out);
    for (const double airKw : in.buildingAirKw)
        out.airKw += airKw;
}

void CoolingPlant::stepLoops(const CoolingInput& in, double dtS, CoolingState& state, CoolingResult& out) const
{
    out.plantKw.assign(m_campus.plantCount(), 0.0);
    out.tech.assign(m_loops.tech.size(), {});
    out.facility.assign(m_loops.facility.size(), {});
    out.heatInKw = out.dryKw = out.chillerHeatKw = out.boundaryKw = out.storedKw = out.airKw = out.airChilledKw = 0;
    out.problem.clear();
    std::vector<Heat> heat(m_loops.tech.size());
    const auto techs = static_cast<std::uint32_t>(m_loops.tech.size());
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::uint32_t>(0, techs, 16), [&](const auto& range) {
        for (std::uint32_t i = range.begin(); i < range.end(); ++i)
            heat[i] = stepTech(i, in, dtS, state, out);
    });
    std::vector<double> into(m_loops.facility.size(), 0);
    for (std::uint32_t i = 0; i < techs; ++i) {
        out.heatInKw += heat[i].inKw;
        out.storedKw += heat[i].storedKw;
        out.boundaryKw += heat[i].lostKw;
        const std::uint32_t facility = m_loops.tech[i].facility;
        (facility == CoolingLoops::kNone ? out.boundaryKw : into[facility]) += out.tech[i].heatKw;
    }
    for (std::uint32_t i = 0; i < m_loops.facility.size(); ++i)
        stepFacility(i, into[i], in, dtS, state, out);
}

/// Racks that no loop reaches: what a real one does is not in the layout.
void CoolingPlant::passBoundary(const CoolingInput& in, CoolingResult& out) const
{
    for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r) {
        if (m_loops.techOfRack[r] != CoolingLoops::kNone)
            continue;
        out.heatInKw += in.rackHeatKw[r];
        out.boundaryKw += in.rackHeatKw[r];
        const CoolingLoops::Rack& rack = m_loops.byType[m_campus.runs[m_campus.rackRun[r]].type];
        if (rack.designLpm <= 0)
            continue;
        const AssetType& type = m_campus.rackType(r);
        const double supplyC = (type.liquidSupplyC > 0 ? type.liquidSupplyC : 45) + in.supplyShiftK;
        const double lpm = rack.designLpm * valveOpening(in.rackHeatKw[r] / rack.ratedHeatKw);
        out.rackSupplyC[r] = float(supplyC);
        out.rackFlowLpm[r] = float(lpm);
        out.rackReturnC[r] = float(supplyC + in.rackHeatKw[r] / capacityRateKwPerK(lpm, kRhoCpPg25));
    }
}

} // namespace gigahall::model
