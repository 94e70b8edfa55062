#include "model/simulation/twinchange.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

constexpr int kMostRounds = 24; // as the twin
constexpr int kMostReliefs = 64; // as its solver
constexpr double kNoiseKw = 1e-6; // plant that draws so little more does what it did: controls are solved, not exact

} // namespace

void TwinChange::Touched::add(std::uint32_t i)
{
    if (is[i])
        return;
    is[i] = 1;
    list.push_back(i);
}

void TwinChange::Touched::clear()
{
    for (const std::uint32_t i : list)
        is[i] = 0;
    list.clear();
}

TwinChange::TwinChange(const SettledTwin& settled)
    : m_settled(settled)
    , m_plant(settled.twin().cooling())
    , m_power(settled.twin().power())
    , m_change(m_power, settled.demandKw(), settled.result().power, settled.out())
    , m_cooling(settled.cooling())
    , m_loops(settled.result().cooling)
    , m_heat(settled.heat())
    , m_served(settled.result().power.served)
    , m_runs(settled.runs())
{
    m_techs.is.resize(m_plant.loops().tech.size(), 0);
    m_facilities.is.resize(m_plant.loops().facility.size(), 0);
    m_buildings.is.resize(settled.campus().buildings.size(), 0);
}

const TwinChange::Result& TwinChange::fail(std::span<const Node> failed)
{
    restore();
    for (int round = 0; round < kMostRounds; ++round) {
        if (round > 0)
            cool();
        collectDemand();
        const std::size_t shed = solvePower(failed);
        std::uint32_t hot = 0;
        for (std::size_t i = 0, techs = m_techs.list.size(); i < techs; ++i)
            hot += switchOffHot(m_techs.list[i]);
        m_result.hotRacks += hot;
        const bool reached = !m_techs.list.empty() || !m_facilities.list.empty();
        if (!reached || (round > 0 && shed == 0 && hot == 0))
            break;
    }
    m_result.problem = m_loops.problem;
    return m_result;
}

/// Everything that the last failure changed.
void TwinChange::restore()
{
    const CoolingLoops& loops = m_plant.loops();
    const CoolingResult& base = m_settled.result().cooling;
    const auto restoreDraw = [&](const Range& plants) {
        for (std::uint32_t i = plants.first; i < plants.end(); ++i)
            m_loops.plantKw[loops.plants[i]] = base.plantKw[loops.plants[i]];
    };
    for (const Node node : m_off) {
        m_served[node] = m_settled.result().power.served[node];
        if (m_power.isRack(node))
            m_heat.rackKw[m_power.assetOf(node).index()] = m_settled.heat().rackKw[m_power.assetOf(node).index()];
        else if (!m_power.isSupport(node))
            m_runs[node] = m_settled.runs()[node];
    }
    for (const std::uint32_t t : m_techs.list) {
        m_loops.tech[t] = base.tech[t];
        restoreDraw(loops.tech[t].cdus);
    }
    for (const std::uint32_t f : m_facilities.list) {
        m_loops.facility[f] = base.facility[f];
        m_cooling.facilitySupplyC[f] = base.facility[f].supplyC;
        restoreDraw(loops.facility[f].pumps);
        restoreDraw(loops.facility[f].coolers);
    }
    for (const std::uint32_t b : m_buildings.list) {
        m_heat.airKw[b] = m_settled.heat().airKw[b];
        m_heat.fanKw[b] = m_settled.heat().fanKw[b];
    }
    m_off.clear();
    m_idle.clear();
    m_techs.clear();
    m_facilities.clear();
    m_buildings.clear();
    m_result.overloads = false;
    m_result.lostKw = 0;
    m_result.racks.clear();
    m_result.hotRacks = 0;
    m_result.problem.clear();
}

/// With the demand of now; how many loads are shed.
std::size_t TwinChange::solvePower(std::span<const Node> failed)
{
    std::size_t count = 0;
    for (int round = 0; round < kMostReliefs; ++round) {
        const NetworkChange::Result& power = m_change.fail(failed, m_demand);
        for (const Node node : power.dark)
            switchOff(node);
        if (!m_result.overloads) {
            m_result.overloads = power.overloads();
            m_result.worst = power.worst;
            m_result.worstLoading = power.worstLoading;
        }
        if (!power.overloads())
            break;
        m_change.relieve(m_shed);
        if (m_shed.empty())
            break;
        for (const Node node : m_shed)
            shed(node);
        count += m_shed.size();
    }
    return count;
}

void TwinChange::shed(Node node)
{
    const bool it = m_power.isRack(node) || m_power.isSupport(node);
    m_demand.push_back({node, -(it ? m_settled.demandKw()[node] : m_loops.plantKw[node])});
    if (it)
        m_idle.push_back(node);
    switchOff(node);
}

void TwinChange::switchOff(Node node)
{
    if (m_served[node] <= 0)
        return;
    m_off.push_back(node);
    if (m_power.isRack(node) || m_power.isSupport(node)) {
        m_result.lostKw += m_settled.demandKw()[node] * double(m_served[node]);
        m_served[node] = 0;
        warmLess(node);
        return;
    }
    m_served[node] = 0;
    m_runs[node] = 0;
    switchOffPlant(node);
}

/// What a rack no longer gives to coolant and air.
void TwinChange::warmLess(Node node)
{
    const std::uint32_t i = m_power.assetOf(node).index();
    if (m_power.isSupport(node)) {
        touchAir(m_settled.buildingOfSupport(i));
        return;
    }
    m_result.racks.push_back(i);
    m_heat.rackKw[i] = 0;
    touchTech(m_plant.loops().techOfRack[i]);
    touchAir(m_settled.buildingOfRack(i));
}

void TwinChange::switchOffPlant(std::uint32_t plant)
{
    const CoolingLoops& loops = m_plant.loops();
    touchTech(loops.techOfPlant[plant]);
    const std::uint32_t f = loops.facilityOfPlant[plant];
    if (f == CoolingLoops::kNone)
        return;
    m_facilities.add(f);
    const CoolingLoops::Facility& facility = loops.facility[f];
    if (facility.takesAir)
        touchAir(facility.building);
    // A pump is missed by those of its CDUs.
    for (std::uint32_t i = facility.techs.first; i < facility.techs.end(); ++i) {
        const Range& pumps = loops.tech[loops.techs[i]].pumps;
        const auto fed = std::span(loops.plants).subspan(pumps.first, pumps.count);
        if (std::find(fed.begin(), fed.end(), plant) != fed.end())
            touchTech(loops.techs[i]);
    }
}

void TwinChange::touchTech(std::uint32_t tech)
{
    if (tech == CoolingLoops::kNone)
        return;
    m_techs.add(tech);
    if (const std::uint32_t f = m_plant.loops().tech[tech].facility; f != CoolingLoops::kNone)
        m_facilities.add(f);
}

void TwinChange::touchAir(std::uint32_t building)
{
    if (building == CoolingLoops::kNone || m_settled.airFacility(building) == CoolingLoops::kNone)
        return;
    m_buildings.add(building);
    m_facilities.add(m_settled.airFacility(building));
}

void TwinChange::cool()
{
    for (const std::uint32_t b : m_buildings.list)
        m_settled.splitAir(b, m_served, m_runs, m_heat);
    const TwinConditions& conditions = m_settled.conditions();
    const CoolingInput in{
        m_heat.rackKw, m_heat.airKw, m_heat.fanKw, m_runs, conditions.dryBulbC, conditions.supplyShiftK};
    m_moved.clear();
    m_loops.problem.clear();
    m_plant.settleAgain(in, m_techs.list, m_facilities.list, m_cooling, m_loops, m_moved);
    const CoolingLoops& loops = m_plant.loops();
    for (const std::uint32_t f : m_moved)
        for (std::uint32_t i = loops.facility[f].techs.first; i < loops.facility[f].techs.end(); ++i)
            m_techs.add(loops.techs[i]);
}

/// What cooling draws more than in the settled campus, and what loads that were switched off don't.
void TwinChange::collectDemand()
{
    const CoolingLoops& loops = m_plant.loops();
    m_demand.clear();
    for (const std::uint32_t t : m_techs.list)
        collectDraw(loops.tech[t].cdus);
    for (const std::uint32_t f : m_facilities.list) {
        collectDraw(loops.facility[f].pumps);
        collectDraw(loops.facility[f].coolers);
    }
    for (const Node node : m_idle)
        m_demand.push_back({node, -m_settled.demandKw()[node]});
}

void TwinChange::collectDraw(const Range& plants)
{
    for (std::uint32_t i = plants.first; i < plants.end(); ++i) {
        const std::uint32_t plant = m_plant.loops().plants[i];
        const double moreKw = m_loops.plantKw[plant] - m_settled.demandKw()[plant];
        if (std::abs(moreKw) > kNoiseKw)
            m_demand.push_back({plant, moreKw});
    }
}

/// Racks of a loop that is too warm, as the twin switches them off: as many as leave what it can carry at the limit.
std::uint32_t TwinChange::switchOffHot(std::uint32_t tech)
{
    const CoolingLoops::Tech& loop = m_plant.loops().tech[tech];
    const TechLoopResult& result = m_loops.tech[tech];
    if (result.returnC <= Twin::kReturnLimitC)
        return 0;
    const double facilityC
        = loop.facility == CoolingLoops::kNone ? loop.setC : m_cooling.facilitySupplyC[loop.facility];
    const double share
        = result.returnC > facilityC ? (Twin::kReturnLimitC - facilityC) / (result.returnC - facilityC) : 0;
    double left = result.heatKw;
    const double kept = std::max(0.0, result.heatKw * share);
    std::uint32_t count = 0;
    for (std::uint32_t i = loop.racks.end(); i-- > loop.racks.first;) {
        const std::uint32_t rack = m_plant.loops().racks[i];
        const Node node = m_power.rackNode(rack);
        if (m_served[node] <= 0 || !(left > kept || result.heatKw <= 0))
            continue;
        left -= m_heat.rackKw[rack];
        m_idle.push_back(node);
        switchOff(node);
        ++count;
    }
    return count;
}

} // namespace gigahall::model
