#pragma once

#include <limits>
#include <optional>

/// Heat a stream of coolant carries: Q = V' rho cp dT. kW, K, C, L/min, kJ/(L K). Pure functions: any thread.
namespace gigahall::model {

/// Volumetric heat capacities, kJ/(L K). Water 4.17-4.19 between 20 and 45 C; PG25 (25 % propylene glycol) 4.00-4.12
/// by maker and temperature, so +-1.5 % (Dow, Lenovo and Vertiv data).
inline constexpr double kRhoCpWater = 4.17;
inline constexpr double kRhoCpPg25 = 4.06;

/// kW that a stream carries per K, from its flow; negative flows count as 0.
constexpr double capacityRateKwPerK(double flowLpm, double rhoCp)
{
    return flowLpm > 0 ? flowLpm * rhoCp / 60 : 0;
}

/// Inverse of capacityRateKwPerK().
constexpr double flowOfCapacityRateLpm(double rateKwPerK, double rhoCp)
{
    return rateKwPerK > 0 ? rateKwPerK * 60 / rhoCp : 0;
}

/// Flow that carries a heat at a rise of temperature: 0 without heat, infinite where there is heat but no rise.
constexpr double flowLpm(double heatKw, double riseK, double rhoCp)
{
    if (!(heatKw > 0))
        return 0;
    return riseK > 0 ? flowOfCapacityRateLpm(heatKw / riseK, rhoCp) : std::numeric_limits<double>::infinity();
}

/// Rise of temperature of a stream that takes up a heat: 0 without heat, infinite where there is heat but no flow.
constexpr double riseForHeatK(double heatKw, double flowLpm, double rhoCp)
{
    if (!(heatKw > 0))
        return 0;
    return flowLpm > 0 ? heatKw / capacityRateKwPerK(flowLpm, rhoCp) : std::numeric_limits<double>::infinity();
}

/// Coolant that NVIDIA's reference design gives a GB200 rack (114.84 kW to liquid), L/min. A fit through five points,
/// valid between 25 and 45 C supply: empty elsewhere.
constexpr std::optional<double> gb200FlowLpm(double supplyC)
{
    if (!(supplyC >= 25 && supplyC <= 45))
        return std::nullopt;
    const double t = supplyC;
    return (((-0.0007656 * t + 0.11484) * t - 6.18222) * t + 145.2726) * t - 1205.82;
}

} // namespace gigahall::model
