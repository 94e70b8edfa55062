#include "model/cooling/chiller.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>

namespace gigahall::model {

namespace {

constexpr double kKelvin = 273.15;

double biquadratic(const std::array<double, 6>& k, double te, double tc)
{
    return k[0] + k[1] * te + k[2] * te * te + k[3] * tc + k[4] * tc * tc + k[5] * te * tc;
}

/// Empty when the value is inside.
std::string outside(std::string_view what, double value, double lo, double hi, std::string_view unit)
{
    if (value >= lo && value <= hi)
        return {};
    return fmt::format("{} {:g}{} is outside {:g} to {:g}{}", what, value, unit, lo, hi, unit);
}

std::string temperatureProblem(const ChillerCurves& curves, double evaporatorC, double condenserC)
{
    const std::string problem
        = outside("evaporator leaving", evaporatorC, curves.evaporatorMinC, curves.evaporatorMaxC, " C");
    return problem.empty() ? outside("condenser entering", condenserC, curves.condenserMinC, curves.condenserMaxC, " C")
                           : problem;
}

} // namespace

double carnotCop(double evaporatorC, double condenserC, double share, double maxCop)
{
    const double liftK = condenserC - evaporatorC;
    return liftK > 0 ? std::min(maxCop, share * (evaporatorC + kKelvin) / liftK) : maxCop;
}

double chillerCapacityKw(const ChillerCurves& curves, double evaporatorLeavingC, double condenserEnteringC)
{
    return temperatureProblem(curves, evaporatorLeavingC, condenserEnteringC).empty()
        ? curves.referenceKw * biquadratic(curves.capacityByTemperature, evaporatorLeavingC, condenserEnteringC)
        : std::numeric_limits<double>::quiet_NaN();
}

ChillerPoint chillerPoint(
    const ChillerCurves& curves, double evaporatorLeavingC, double condenserEnteringC, double load)
{
    ChillerPoint point;
    point.problem = temperatureProblem(curves, evaporatorLeavingC, condenserEnteringC);
    if (point.problem.empty())
        point.problem = outside("part load", load, curves.loadMin, curves.loadMax, "");
    if (!point.problem.empty())
        return point;
    const auto& k = curves.inputByLoad;
    const double capacityKw = chillerCapacityKw(curves, evaporatorLeavingC, condenserEnteringC);
    const double inputKw = capacityKw / curves.referenceCop
        * biquadratic(curves.inputByTemperature, evaporatorLeavingC, condenserEnteringC)
        * (k[0] + (k[1] + k[2] * load) * load);
    if (!(capacityKw > 0) || !(inputKw > 0)) {
        point.problem = fmt::format("curves give {:g} kW capacity and {:g} kW input at evaporator leaving {:g} C, "
                                    "condenser entering {:g} C and part load {:g}; expected more than 0",
            capacityKw, inputKw, evaporatorLeavingC, condenserEnteringC, load);
        return point;
    }
    const double outputKw = capacityKw * load;
    return {capacityKw, inputKw, outputKw, outputKw / inputKw, {}};
}

} // namespace gigahall::model
