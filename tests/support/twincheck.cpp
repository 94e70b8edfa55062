#include "tests/support/twincampus.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace gigahall::tests {

namespace {

using model::EnergyBalance;
using model::EnergyNode;
using model::ServesNetwork;

constexpr double kTemperatures[] = {-300, 1e6}; // nothing but NaN and infinity

template <typename Values>
bool inside(const Values& values, double lo, double hi)
{
    return std::all_of(values.begin(), values.end(), [&](auto v) { return double(v) >= lo && double(v) <= hi; });
}

QString wrongNumber(const model::TwinResult& result)
{
    const model::CoolingResult& c = result.cooling;
    const auto warm = [](double v) { return v >= kTemperatures[0] && v <= kTemperatures[1]; };
    if (!inside(result.power.outputKw, 0, 1e9) || !inside(result.power.inputKw, 0, 1e9)
        || !inside(result.power.served, 0, 1))
        return "a flow";
    if (!inside(result.rackKw, 0, 1e9) || !inside(c.plantKw, 0, 1e9))
        return "a demand";
    for (const model::TechLoopResult& t : c.tech)
        if (!warm(t.supplyC) || !warm(t.returnC) || !inside(std::array{t.flowLpm, t.heatKw, t.capacityKw}, 0, 1e12))
            return "a technology loop";
    for (const model::FacilityLoopResult& f : c.facility)
        if (!warm(f.supplyC) || !warm(f.returnC)
            || !inside(std::array{f.dryKw, f.trimKw, f.airKw, f.fanKw, f.chillerKw, f.pumpKw}, 0, 1e12)
            || !(f.fanSpeed >= 0 && f.fanSpeed <= 1))
            return "a facility loop";
    for (std::size_t r = 0; r < c.rackFlowLpm.size(); ++r)
        if (!std::isnan(c.rackFlowLpm[r]) // without coolant
            && (!(c.rackFlowLpm[r] >= 0) || !warm(double(c.rackSupplyC[r])) || !warm(double(c.rackReturnC[r]))))
            return "the coolant of a rack";
    const EnergyBalance& b = result.balance;
    if (!inside(std::array{b.suppliedKw, b.itKw, b.computeKw, b.supportKw, b.coolingKw, b.lossKw, b.chargingKw,
                    b.heatInKw, b.heatOutKw, b.pue, b.waterLph, b.co2KgPerH, b.costPerH, result.lostKw},
            -1e-9, 1e12)
        || !std::isfinite(b.heatStoredKw))
        return "a sum";
    return {};
}

/// A station that is neither the first nor the last gives what it gets.
QString leakingStation(const model::Twin& twin, const model::TwinResult& result)
{
    constexpr auto kCount = static_cast<std::size_t>(EnergyNode::Count);
    std::array<double, kCount> kept{};
    for (const model::EnergyFlow& flow : twin.flows(result)) {
        if (!(flow.kw > 0))
            return "a flow of the balance is not positive";
        kept[static_cast<std::size_t>(flow.to)] += flow.kw;
        kept[static_cast<std::size_t>(flow.from)] -= flow.kw;
    }
    const double tolerance = 1e-6 * std::max(1.0, result.balance.suppliedKw);
    for (std::size_t i = static_cast<std::size_t>(EnergyNode::Transformers); i < kCount; ++i)
        if (const auto node = static_cast<EnergyNode>(i);
            node != EnergyNode::HeatStore && node != EnergyNode::Ambient && std::abs(kept[i]) > tolerance)
            return QStringLiteral("station %1 keeps %2 kW").arg(i).arg(kept[i]);
    return {};
}

template <typename T>
bool same(const std::vector<T>& a, const std::vector<T>& b)
{
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

bool sameCooling(const model::CoolingResult& a, const model::CoolingResult& b)
{
    const auto tech = [](const model::TechLoopResult& x, const model::TechLoopResult& y) {
        return x.supplyC == y.supplyC && x.returnC == y.returnC && x.flowLpm == y.flowLpm && x.heatKw == y.heatKw
            && x.capacityKw == y.capacityKw && x.held == y.held;
    };
    const auto facility = [](const model::FacilityLoopResult& x, const model::FacilityLoopResult& y) {
        return x.supplyC == y.supplyC && x.returnC == y.returnC && x.dryKw == y.dryKw && x.trimKw == y.trimKw
            && x.airKw == y.airKw && x.fanKw == y.fanKw && x.chillerKw == y.chillerKw && x.pumpKw == y.pumpKw
            && x.fanSpeed == y.fanSpeed && x.held == y.held;
    };
    return same(a.rackSupplyC, b.rackSupplyC) && same(a.rackReturnC, b.rackReturnC)
        && same(a.rackFlowLpm, b.rackFlowLpm) && same(a.plantKw, b.plantKw)
        && std::equal(a.tech.begin(), a.tech.end(), b.tech.begin(), b.tech.end(), tech)
        && std::equal(a.facility.begin(), a.facility.end(), b.facility.begin(), b.facility.end(), facility)
        && a.heatInKw == b.heatInKw && a.dryKw == b.dryKw && a.chillerHeatKw == b.chillerHeatKw
        && a.boundaryKw == b.boundaryKw && a.storedKw == b.storedKw && a.problem == b.problem;
}

} // namespace

QString faultOf(
    const model::Twin& twin, const model::TwinConditions& conditions, const model::TwinResult& result, double tolerance)
{
    if (const QString wrong = wrongNumber(result); !wrong.isEmpty())
        return wrong + " is negative or no number";
    const EnergyBalance& b = result.balance;
    if (std::abs(b.relativePowerResidual()) > tolerance)
        return QStringLiteral("power: %1 of %2 kW left over").arg(b.powerResidualKw).arg(b.suppliedKw);
    if (std::abs(b.relativeHeatResidual()) > tolerance)
        return QStringLiteral("heat: %1 of %2 kW left over").arg(b.heatResidualKw).arg(b.heatInKw);
    if (b.itKw > 0 && !(b.coolingKw + b.lossKw > 0 ? b.pue > 1 : b.pue >= 1 - 1e-12))
        return QStringLiteral("a PUE of %1").arg(b.pue);
    const ServesNetwork& network = twin.power();
    if (conditions.policy != model::OverloadPolicy::Carry)
        for (ServesNetwork::Node node = 0; node < network.nodeCount(); ++node)
            if (result.power.loading(network, node) > 1 + 1e-6)
                return QStringLiteral("node %1 is loaded by %2").arg(node).arg(result.power.loading(network, node));
    return leakingStation(twin, result);
}

bool sameBytes(const model::TwinResult& a, const model::TwinResult& b)
{
    const EnergyBalance &x = a.balance, &y = b.balance;
    return same(a.power.outputKw, b.power.outputKw) && same(a.power.inputKw, b.power.inputKw)
        && same(a.power.supply, b.power.supply) && same(a.power.served, b.power.served)
        && same(a.power.overloaded, b.power.overloaded) && sameCooling(a.cooling, b.cooling) && same(a.rackKw, b.rackKw)
        && x.suppliedKw == y.suppliedKw && x.itKw == y.itKw && x.coolingKw == y.coolingKw && x.lossKw == y.lossKw
        && x.heatInKw == y.heatInKw && x.heatOutKw == y.heatOutKw && x.heatStoredKw == y.heatStoredKw && x.pue == y.pue
        && a.darkRacks == b.darkRacks && a.hotRacks == b.hotRacks && a.cappedRacks == b.cappedRacks
        && a.lostKw == b.lostKw && a.problem == b.problem;
}

} // namespace gigahall::tests
