#pragma once

#include "model/telemetry/energybalance.h"

#include <string_view>

/// Energy balances for tests of what shows them.
namespace gigahall::test {

/// Sums as its flows have them.
inline model::EnergyBalance withSums(std::vector<model::EnergyFlow> flows)
{
    using model::EnergyNode;
    model::EnergyBalance balance;
    balance.flows = std::move(flows);
    for (const model::EnergyFlow& flow : balance.flows) {
        if (flow.from <= EnergyNode::Batteries)
            balance.suppliedKw += flow.kw;
        if (flow.to == EnergyNode::Compute)
            balance.computeKw += flow.kw;
        if (flow.to == EnergyNode::Support)
            balance.supportKw += flow.kw;
        if (flow.to == EnergyNode::Cooling)
            balance.coolingKw += flow.kw;
        if (flow.to == EnergyNode::Losses)
            balance.lossKw += flow.kw;
        if (flow.to == EnergyNode::Batteries)
            balance.chargingKw += flow.kw;
        if (flow.to == EnergyNode::Ambient)
            balance.heatOutKw += flow.kw;
        if (flow.to == EnergyNode::HeatStore)
            balance.heatStoredKw += flow.kw;
    }
    balance.itKw = balance.computeKw + balance.supportKw;
    balance.heatInKw = balance.suppliedKw - balance.chargingKw;
    balance.pue = balance.itKw > 0 ? balance.heatInKw / balance.itKw : 0;
    return balance;
}

/// A 10 GW campus at two thirds of its load: 6,600 MW from the grid, some of it stored.
inline model::EnergyBalance campusBalance()
{
    using enum model::EnergyNode;
    model::EnergyBalance balance = withSums({{Grid, Transformers, 6.6e6}, {Transformers, Distribution, 6.535e6},
        {Transformers, Losses, 65e3}, {Distribution, Compute, 4.9e6}, {Distribution, Ups, 0.86e6},
        {Distribution, Cooling, 0.7e6}, {Distribution, Losses, 75e3}, {Ups, Support, 0.8e6}, {Ups, Losses, 40e3},
        {Ups, Batteries, 20e3}, {Compute, Liquid, 4.41e6}, {Compute, Air, 0.49e6}, {Support, Air, 0.8e6},
        {Cooling, Liquid, 0.45e6}, {Cooling, Air, 0.25e6}, {Losses, Ambient, 0.18e6}, {Liquid, HeatStore, 60e3},
        {Liquid, DryCoolers, 4.3e6}, {Liquid, Chillers, 0.5e6}, {Air, Chillers, 1.54e6}, {DryCoolers, Ambient, 4.3e6},
        {Chillers, Ambient, 2.04e6}});
    balance.powerResidualKw = 7.9e-6;
    balance.heatResidualKw = 0.0224;
    balance.co2KgPerH = 2.31e6;
    balance.costPerH = 396'000;
    balance.waterLph = 1.43e6;
    return balance;
}

/// Everything at once: generators and batteries on, the loops giving heat back, one thing next to nothing.
inline model::EnergyBalance busyBalance()
{
    using enum model::EnergyNode;
    return withSums({{Grid, Transformers, 3e6}, {Generators, Distribution, 1.2e6}, {Batteries, Ups, 0.2e6},
        {Transformers, Distribution, 2.97e6}, {Transformers, Losses, 30e3}, {Distribution, Compute, 3.2e6},
        {Distribution, Ups, 0.45e6}, {Distribution, Cooling, 0.47e6}, {Distribution, Losses, 50e3},
        {Ups, Support, 0.62e6}, {Ups, Losses, 30e3}, {Compute, Liquid, 2.9e6}, {Compute, Air, 0.3e6},
        {Support, Air, 0.62e6}, {Cooling, Liquid, 0.3e6}, {Cooling, Air, 0.17e6}, {Losses, Air, 0.11e6},
        {HeatStore, Liquid, 90e3}, {Air, Liquid, 0.8e6}, {Air, Chillers, 0.4e6}, {Liquid, DryCoolers, 4.09e6},
        {DryCoolers, Ambient, 4.09e6}, {Chillers, Ambient, 0.4e6}, {Liquid, Ambient, 0.5}});
}

/// A hall: kilowatts, few stations.
inline model::EnergyBalance hallBalance()
{
    using enum model::EnergyNode;
    return withSums({{Grid, Distribution, 21'400}, {Distribution, Compute, 19'000}, {Distribution, Cooling, 2'100},
        {Distribution, Losses, 300}, {Compute, Liquid, 19'000}, {Cooling, Liquid, 2'100}, {Losses, Ambient, 300},
        {Liquid, DryCoolers, 21'100}, {DryCoolers, Ambient, 21'100}});
}

inline model::EnergyBalance balanceNamed(std::string_view name)
{
    using enum model::EnergyNode;
    if (name == "campus")
        return campusBalance();
    if (name == "busy")
        return busyBalance();
    if (name == "hall")
        return hallBalance();
    if (name == "one flow")
        return withSums({{Grid, Compute, 1000}});
    if (name == "huge ratio")
        return withSums({{Grid, Compute, 1e7}, {Grid, Support, 1e-3}, {Generators, Support, 1e-3},
            {Compute, Liquid, 1e7}, {Support, Air, 2e-3}});
    if (name == "circle")
        return withSums(
            {{Grid, Ups, 10}, {Ups, Compute, 12}, {Compute, Liquid, 12}, {Liquid, Ups, 2}, {Liquid, Ambient, 10}});
    if (name == "zero")
        return withSums({{Grid, Compute, 0}, {Compute, Liquid, 0}});
    return {};
}

} // namespace gigahall::test
