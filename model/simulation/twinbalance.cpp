// Sums of a result: what has to add up, and how energy goes from station to station.
#include "model/simulation/twin.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace gigahall::model {

void Twin::sum(const TwinLoad& load, TwinResult& out) const
{
    EnergyBalance& b = out.balance;
    b = {};
    out.darkRacks = out.cappedRacks = 0;
    out.lostKw = out.laggingKw = 0;
    out.rackKw.resize(m_campus.rackCount());
    double pumpsKw = 0, fansKw = 0;
    for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r) {
        const float served = out.power.served[m_power.rackNode(r)];
        if (!isThere(m_power.rackNode(r))) {
            out.rackKw[r] = 0;
            continue;
        }
        out.rackKw[r] = load.rackKw[r] * double(served);
        out.laggingKw += (load.rackKw[r] - m_warmKw[r]) * double(served);
        out.darkRacks += served <= 0 ? 1 : 0;
        out.cappedRacks += served > 0 && served < 1 ? 1 : 0;
        b.computeKw += out.rackKw[r];
        out.lostKw += load.rackKw[r] - out.rackKw[r];
    }
    for (std::uint32_t s = 0; s < m_campus.supportCount(); ++s) {
        if (!isThere(m_power.supportNode(s)))
            continue;
        const double kw = load.supportKw[s] * double(out.power.served[m_power.supportNode(s)]);
        b.supportKw += kw;
        out.lostKw += load.supportKw[s] - kw;
    }
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p)
        if (out.power.served[p] > 0) {
            b.coolingKw += out.cooling.plantKw[p];
            pumpsKw += m_cooling.loops().techOfPlant[p] != CoolingLoops::kNone ? out.cooling.plantKw[p] : 0;
        }
    for (const FacilityLoopResult& facility : out.cooling.facility)
        pumpsKw += facility.pumpKw;
    for (const double kw : m_fanKw)
        fansKw += kw;
    b.itKw = b.computeKw + b.supportKw;
    b.suppliedKw = out.power.suppliedKw();
    b.lossKw = out.power.lossKw;
    b.chargingKw = out.chargingKw;
    b.powerResidualKw = b.suppliedKw - b.itKw - b.coolingKw - b.lossKw - b.chargingKw;
    // In: what IT draws, and pumps and air handlers with it. Out: what the loops and chillers report.
    b.heatInKw = b.itKw + pumpsKw + fansKw;
    b.heatOutKw = out.cooling.dryKw + out.cooling.chillerHeatKw + out.cooling.boundaryKw + out.cooling.airKw;
    b.heatStoredKw = out.cooling.storedKw + out.laggingKw;
    b.heatResidualKw = b.heatInKw - b.heatOutKw - b.heatStoredKw;
    b.pue = b.itKw > 0 ? (b.suppliedKw - b.chargingKw) / b.itKw : 0;
    const SiteUtility& utility = m_campus.site.utility;
    b.co2KgPerH = b.suppliedKw * utility.co2KgPerKwh;
    b.costPerH = b.suppliedKw * utility.costPerKwh;
    out.problem = out.cooling.problem;
}

std::vector<EnergyFlow> Twin::flows(const TwinResult& result) const
{
    constexpr auto kCount = static_cast<std::size_t>(EnergyNode::Count);
    std::array<std::array<double, kCount>, kCount> kw{};
    const auto add = [&](EnergyNode from, EnergyNode to, double flow) {
        if (from != to)
            kw[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)] += flow;
    };
    const NetworkFlow& power = result.power;
    m_solver.forEachFlow(power, [&](ServesNetwork::Node server, ServesNetwork::Node load, double flow) {
        add(server != ServesNetwork::kNoNode         ? m_station[server]
                : power.supply[load] == Supply::Full ? EnergyNode::Grid
                                                     : EnergyNode::Batteries,
            m_station[load], flow);
    });
    for (ServesNetwork::Node node = 0; node < m_power.nodeCount(); ++node)
        if (power.supply[node] != Supply::None)
            add(m_station[node], EnergyNode::Losses, power.inputKw[node] - power.outputKw[node]);
    for (std::uint32_t p = 0; p < m_chargeKw.size(); ++p)
        if (m_chargeKw[p] > 0)
            add(m_station[m_chargeAt[p]], EnergyNode::Batteries, m_chargeKw[p]);
    const EnergyBalance& b = result.balance;
    const CoolingResult& cooling = result.cooling;
    double fansKw = 0;
    for (const double fan : m_fanKw)
        fansKw += fan;
    const double supportAirKw = b.supportKw;
    const double liquidKw = std::accumulate(m_heatKw.begin(), m_heatKw.end(), 0.0);
    const double laterKw = std::max(0.0, result.laggingKw), earlierKw = std::max(0.0, -result.laggingKw);
    add(EnergyNode::Compute, EnergyNode::HeatStore, laterKw);
    const double earlierLiquidKw = std::min(earlierKw, liquidKw);
    add(EnergyNode::HeatStore, EnergyNode::Liquid, earlierLiquidKw);
    add(EnergyNode::HeatStore, EnergyNode::Air, earlierKw - earlierLiquidKw);
    add(EnergyNode::Compute, EnergyNode::Liquid, liquidKw - earlierLiquidKw);
    add(EnergyNode::Compute, EnergyNode::Air, b.computeKw - laterKw - (liquidKw - earlierLiquidKw));
    add(EnergyNode::Support, EnergyNode::Air, supportAirKw);
    add(EnergyNode::Cooling, EnergyNode::Liquid, cooling.heatInKw - liquidKw);
    add(EnergyNode::Cooling, EnergyNode::Air, fansKw);
    add(EnergyNode::Cooling, EnergyNode::Ambient, b.coolingKw - (cooling.heatInKw - liquidKw) - fansKw);
    add(EnergyNode::Losses, EnergyNode::Ambient, b.lossKw);
    add(EnergyNode::Liquid, EnergyNode::DryCoolers, cooling.dryKw);
    add(EnergyNode::Liquid, EnergyNode::Chillers, cooling.chillerHeatKw);
    add(EnergyNode::Liquid, EnergyNode::Ambient, cooling.boundaryKw);
    add(EnergyNode::Liquid, EnergyNode::HeatStore, std::max(0.0, cooling.storedKw));
    add(EnergyNode::HeatStore, EnergyNode::Liquid, std::max(0.0, -cooling.storedKw));
    add(EnergyNode::Air, EnergyNode::Chillers, cooling.airChilledKw);
    add(EnergyNode::Air, EnergyNode::Ambient, cooling.airKw - cooling.airChilledKw);
    add(EnergyNode::DryCoolers, EnergyNode::Ambient, cooling.dryKw);
    add(EnergyNode::Chillers, EnergyNode::Ambient, cooling.chillerHeatKw + cooling.airChilledKw);
    std::vector<EnergyFlow> flows;
    const double smallest = 1e-9 * std::max(1.0, b.suppliedKw);
    for (std::size_t from = 0; from < kCount; ++from)
        for (std::size_t to = 0; to < kCount; ++to)
            if (kw[from][to] > smallest)
                flows.push_back({static_cast<EnergyNode>(from), static_cast<EnergyNode>(to), kw[from][to]});
    return flows;
}

} // namespace gigahall::model
