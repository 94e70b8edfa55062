#pragma once

#include "model/campus/campus.h"

#include <cstdint>
#include <span>

/// First cut of the physics, in one place so that the real chain can take over: GPU load to power and temperature, rack
/// power with conversion loss, coolant flow and return temperature from the heat balance. Pure functions.
namespace gigahall::model::firstcut {

/// Volumetric heat capacity of PG25, kJ/(L K).
inline constexpr double kRhoCp = 4.06;

/// What a rack type can do; missing ratings are derived from the nameplate.
struct RackDesign
{
    std::uint32_t gpus = 0;
    double idleW = 0, maxW = 0; ///< one GPU
    double ratedKw = 0;
    double restKw = 0; ///< everything but GPUs at full load: CPUs, switches, memory
    double liquidShare = 1;
    double supplyC = 45;
    double designFlowLpm = 0; ///< 0 = no liquid
};
RackDesign rackDesign(const AssetType& type);

/// Loss of the power shelves at `outputKw`.
double conversionLossKw(const RackDesign& design, double outputKw);
/// Electric input of the rack whose GPUs take `gpuW` together.
double rackInputKw(const RackDesign& design, double gpuW);
/// Flow the rack's valve gives at a load of 0..1 of nameplate.
double liquidFlowLpm(const RackDesign& design, double loadOfRated);
/// Return temperature that carries away `heatKw` at that flow.
double liquidReturnC(double supplyC, double heatKw, double flowLpm);

/// What the GPUs of one rack have in common at a moment.
struct GpuDrive
{
    std::uint32_t key = 0; ///< identity of the rack's GPUs for their individual differences
    float busy = 0; ///< mean, 0..1
    float amplitude = 0; ///< of the individual differences in busy
    float driftA = 0, driftB = 0; ///< -1..1, wander slowly: directions of the common drift
    float idleW = 0, spanW = 0; ///< power = idle + busy * span
    float lagRatio = 1; ///< load the temperature has over load now
    float coldC = 45; ///< a die without load
    float kelvinPerW = 0.03f;
};

/// Values of consecutive GPUs of one rack, quantised; spans of the same size. The loop is free of branches so that it
/// vectorises.
struct GpuPlanes
{
    std::span<std::uint16_t> utilization, power, temperature;
};
void driveGpus(const GpuDrive& drive, GpuPlanes out);

} // namespace gigahall::model::firstcut
