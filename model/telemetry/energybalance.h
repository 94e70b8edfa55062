#pragma once

#include <cstdint>
#include <vector>

/// Where the energy of a campus goes at one moment: what a Sankey diagram draws and what has to add up. kW.
namespace gigahall::model {

/// Stations of energy on its way from the grid to the air outside, in that order.
enum class EnergyNode : std::uint8_t
{
    Grid,
    Generators,
    Batteries,
    Transformers, ///< from the high voltage to the switchgear
    Distribution, ///< unit substations, busways
    Ups,
    Compute, ///< compute racks, at their input
    Support, ///< support racks
    Cooling, ///< pumps, fans, chillers, air handlers
    Losses, ///< of the conversion outside racks; leaves as heat through ventilation
    Liquid, ///< heat in the coolant loops
    Air, ///< heat in the air of the halls
    HeatStore, ///< what warms the loops up (or, as a source, comes out of them)
    DryCoolers,
    Chillers,
    Ambient,
    Count
};

struct EnergyFlow
{
    EnergyNode from, to;
    double kw; ///< >= 0
};

struct EnergyBalance
{
    std::vector<EnergyFlow> flows; ///< at most one a pair

    // Electricity: supplied = IT + cooling + losses + charging, to within powerResidualKw.
    double suppliedKw = 0; ///< grid, generators and batteries that discharge
    double itKw = 0, computeKw = 0, supportKw = 0;
    double coolingKw = 0;
    double lossKw = 0; ///< outside racks
    double chargingKw = 0;
    double powerResidualKw = 0;

    // Heat: all electricity that is not stored becomes heat; heat in = heat out + what the loops take up.
    double heatInKw = 0, heatOutKw = 0, heatStoredKw = 0;
    double heatResidualKw = 0;

    double pue = 0; ///< supplied (less charging) per IT; 0 without IT load
    double waterLph = 0;
    double co2KgPerH = 0;
    double costPerH = 0;

    double relativePowerResidual() const { return suppliedKw > 0 ? powerResidualKw / suppliedKw : powerResidualKw; }
    double relativeHeatResidual() const { return heatInKw > 0 ? heatResidualKw / heatInKw : heatResidualKw; }
};

} // namespace gigahall::model
