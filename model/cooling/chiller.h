#pragma once

#include "model/campus/plantdesign.h"

#include <string>

/// Chillers: a share of the Carnot COP, or measured curves. kW, C. Pure functions: any thread.
namespace gigahall::model {

/// COP = share Te / (Tc - Te) with Te, Tc in kelvin; real machines reach a share of 0.5 to 0.6. At most maxCop, which
/// is also the answer where the condenser is not warmer than the evaporator.
double carnotCop(double evaporatorC, double condenserC, double share, double maxCop);

/// A chiller at work. All 0 when there is a problem, e.g. "condenser entering 31 C is outside 12.78 to 26.67 C".
struct ChillerPoint
{
    double capacityKw = 0; ///< the most it takes at these temperatures and load 1
    double inputKw = 0; ///< electric
    double outputKw = 0; ///< heat it takes
    double cop = 0;
    std::string problem; ///< empty = none
};

/// EnergyPlus' ElectricEIR: capacity = Qref capFT, input = Qref / COPref capFT eirFT eirPLR, output = capacity load;
/// `load` is the part-load ratio, of the capacity at these temperatures. Curves say nothing outside their ranges: such
/// values are a problem, never extrapolated, and so are curves that give no positive capacity or input inside them.
ChillerPoint chillerPoint(
    const ChillerCurves& curves, double evaporatorLeavingC, double condenserEnteringC, double load);

/// What a chiller can take at these temperatures, kW; as far as the curves go, for the load of chillerPoint(). NaN
/// outside their ranges.
double chillerCapacityKw(const ChillerCurves& curves, double evaporatorLeavingC, double condenserEnteringC);

} // namespace gigahall::model
