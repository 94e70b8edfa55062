#pragma once

/// Air side of a hall: what the liquid doesn't take. C, CFM, kW. Pure functions: any thread.
namespace gigahall::model {

constexpr double kM3PerSPerCfm = 0.0254 * 0.0254 * 0.0254 * 1728 / 60; ///< exact: 1728 cubic inches a minute

/// Air that an NVL72 rack asks for per kW of heat to the air, CFM per kW: NVIDIA's reference polynomial of the supply
/// temperature. It says no range; it rises throughout and counts as 0 below 1.3 C, where it turns negative.
constexpr double airFlowCfmPerKw(double supplyC)
{
    const double cfm = ((0.0054667 * supplyC - 0.34) * supplyC + 10.263333) * supplyC - 13;
    return cfm > 0 ? cfm : 0;
}

/// Electric input of fans: flow times pressure by efficiency (fan, motor and drive together, 0 < efficiency <= 1).
constexpr double fanInputKw(double flowCfm, double pressurePa, double efficiency)
{
    return flowCfm * kM3PerSPerCfm * pressurePa / efficiency / 1000;
}

} // namespace gigahall::model
