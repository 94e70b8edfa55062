#include "model/simulation/settledtwin.h"

#include <algorithm>

namespace gigahall::model {

SettledTwin::SettledTwin(Twin& twin, TwinLoad load, TwinConditions conditions)
    : m_twin(twin)
    , m_load(std::move(load))
    , m_conditions(std::move(conditions))
    , m_demandKw(twin.power().nodeCount(), 0)
    , m_out(twin.power().nodeCount(), 0)
    , m_cooling(twin.cooling().rest())
{
    if (m_load.heatKw.empty())
        m_load.heatKw = m_load.rackKw;
    m_conditions.policy = OverloadPolicy::Shed;
    twin.steady(m_load, m_conditions, m_result);
    for (const Outage& outage : m_conditions.outages)
        twin.mark(outage, m_out);
    const ServesNetwork& power = twin.power();
    std::copy(m_result.cooling.plantKw.begin(), m_result.cooling.plantKw.end(), m_demandKw.begin());
    for (std::uint32_t s = 0; s < campus().supportCount(); ++s)
        m_demandKw[power.supportNode(s)] = m_load.supportKw[s];
    for (std::uint32_t r = 0; r < campus().rackCount(); ++r)
        m_demandKw[power.rackNode(r)] = m_load.rackKw[r];
    for (std::uint32_t p = 0; p < campus().plantCount(); ++p)
        m_runs.push_back(m_result.power.supply[p] != Supply::None && m_result.power.served[p] > 0 ? 1 : 0);
    for (std::size_t f = 0; f < m_cooling.facilityC.size(); ++f) {
        m_cooling.facilityC[f] = m_result.cooling.facility[f].returnC;
        m_cooling.facilitySupplyC[f] = m_result.cooling.facility[f].supplyC;
    }
    mapBuildings();
    splitHeat();
    solveStored();
}

void SettledTwin::mapBuildings()
{
    const auto& buildings = campus().buildings;
    m_buildingOfRack.assign(campus().rackCount(), CoolingLoops::kNone);
    m_buildingOfSupport.assign(campus().supportCount(), CoolingLoops::kNone);
    m_airFacility.assign(buildings.size(), CoolingLoops::kNone);
    for (std::uint32_t b = 0; b < buildings.size(); ++b) {
        const Range &racks = buildings[b].racks, &support = buildings[b].supportRacks;
        std::fill_n(m_buildingOfRack.begin() + racks.first, racks.count, b);
        std::fill_n(m_buildingOfSupport.begin() + support.first, support.count, b);
    }
    const auto& facilities = m_twin.cooling().loops().facility;
    for (std::uint32_t f = 0; f < facilities.size(); ++f)
        if (facilities[f].takesAir)
            m_airFacility[facilities[f].building] = f;
}

void SettledTwin::splitHeat()
{
    const auto& served = m_result.power.served;
    for (std::uint32_t r = 0; r < campus().rackCount(); ++r)
        m_heat.rackKw.push_back(m_load.heatKw[r] * double(served[m_twin.power().rackNode(r)])
            * std::clamp(campus().rackType(r).liquidShare, 0.0, 1.0));
    m_heat.airKw.resize(campus().buildings.size());
    m_heat.fanKw.resize(campus().buildings.size());
    for (std::uint32_t b = 0; b < campus().buildings.size(); ++b)
        splitAir(b, served, m_runs, m_heat);
}

void SettledTwin::splitAir(
    std::uint32_t building, std::span<const float> served, std::span<const std::uint8_t> runs, HeatSplit& heat) const
{
    const CoolingPlant& plant = m_twin.cooling();
    const std::uint32_t facility = m_airFacility[building];
    // Fans of air handlers hang on the heat rejection of their building.
    const bool handled = facility != CoolingLoops::kNone
        && plant.running(plant.loops().facility[facility].coolers, {.runs = runs}) > 0;
    double airKw = 0, fansKw = 0;
    const auto add = [&](double kw, const AssetType& type) {
        const double fanKw = handled ? kw * type.cooling.fanKwPerKw : 0;
        airKw += kw + fanKw;
        fansKw += fanKw;
    };
    const Range &racks = campus().buildings[building].racks, &support = campus().buildings[building].supportRacks;
    for (std::uint32_t r = racks.first; r < racks.end(); ++r)
        add(m_load.heatKw[r] * double(served[m_twin.power().rackNode(r)]) - heat.rackKw[r], campus().rackType(r));
    for (std::uint32_t s = support.first; s < support.end(); ++s)
        add(m_load.supportKw[s] * double(served[m_twin.power().supportNode(s)]),
            campus().types[campus().runs[campus().supportRun[s]].type]);
    heat.airKw[building] = airKw;
    heat.fanKw[building] = fansKw;
}

void SettledTwin::solveStored()
{
    FlowSolver solver(m_twin.power());
    m_stored.served = m_result.power.served;
    solver.solve({m_demandKw, {}, m_out, {}, OverloadPolicy::Carry}, m_stored);
}

} // namespace gigahall::model
