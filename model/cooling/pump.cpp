#include "model/cooling/pump.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

constexpr double kLpmKpaPerKw = 60000; // L/min to m3/s and kPa to Pa to kW

/// The smallest x > 0 where constant + linear x + quadratic x^2, positive at 0, gets to 0. Of the two ways to write a
/// root the one in which nothing cancels.
std::optional<double> firstZero(double constant, double linear, double quadratic)
{
    const double discriminant = linear * linear - 4 * quadratic * constant;
    if (discriminant < 0 || (linear >= 0 && quadratic >= 0))
        return std::nullopt;
    const double root = std::sqrt(discriminant);
    const double x = linear > 0 ? (-linear - root) / (2 * quadratic) : 2 * constant / (root - linear);
    return x > 0 && std::isfinite(x) ? std::optional(x) : std::nullopt;
}

double notNegative(double speed)
{
    return std::max(speed, 0.0);
}

} // namespace

std::optional<OperatingPoint> operatingPoint(const PumpCurve& pump, const SystemCurve& system, double speed, int pumps)
{
    if (pumps < 1 || !(speed > 0))
        return std::nullopt;
    const double count = pumps;
    const double surplusKpa = pump.constantKpa * speed * speed - system.constantKpa;
    if (!(surplusKpa > 0))
        return std::nullopt;
    const auto flowLpm = firstZero(surplusKpa, pump.linearKpaPerLpm * speed / count - system.linearKpaPerLpm,
        pump.quadraticKpaPerLpm2 / (count * count) - system.quadraticKpaPerLpm2);
    if (!flowLpm)
        return std::nullopt;
    return OperatingPoint{*flowLpm, system.pressureKpa(*flowLpm)};
}

double pumpInputKw(double pressureKpa, double flowLpm, double efficiency)
{
    return pressureKpa * flowLpm / kLpmKpaPerKw / efficiency;
}

double affinityFlowLpm(double ratedLpm, double speed)
{
    return ratedLpm * notNegative(speed);
}

double affinityPressureKpa(double ratedKpa, double speed)
{
    const double n = notNegative(speed);
    return ratedKpa * n * n;
}

double affinityPowerKw(double ratedKw, double speed)
{
    const double n = notNegative(speed);
    return ratedKw * n * n * n;
}

} // namespace gigahall::model
