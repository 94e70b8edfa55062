#pragma once

#include <optional>

/// Pumps and the pipes they push through. L/min, kPa, kW; speeds as a share of rated. Equations: Modelica Buildings,
/// affinity laws. Pure functions: any thread.
namespace gigahall::model {

/// Pressure a pump adds: dp(q, N) = constant N^2 + linear q N + quadratic q^2, which obeys the affinity laws.
struct PumpCurve
{
    double constantKpa = 0; ///< at shut-off and rated speed
    double linearKpaPerLpm = 0;
    double quadraticKpaPerLpm2 = 0; ///< negative for a real pump

    double pressureKpa(double flowLpm, double speed = 1) const
    {
        return (constantKpa * speed + linearKpaPerLpm * flowLpm) * speed + quadraticKpaPerLpm2 * flowLpm * flowLpm;
    }
};

/// Pressure that the pipes take: dp(q) = constant + linear q + quadratic q^2.
struct SystemCurve
{
    double constantKpa = 0; ///< static part
    double linearKpaPerLpm = 0;
    double quadraticKpaPerLpm2 = 0;

    double pressureKpa(double flowLpm) const
    {
        return constantKpa + (linearKpaPerLpm + quadraticKpaPerLpm2 * flowLpm) * flowLpm;
    }
};

struct OperatingPoint
{
    double flowLpm; ///< of all pumps together, > 0
    double pressureKpa;
};

/// Where `pumps` equal pumps in parallel meet the system. Empty when nothing flows (no pump runs, or their shut-off
/// pressure is not above the static part) and when the curves don't meet at a positive flow.
std::optional<OperatingPoint> operatingPoint(
    const PumpCurve& pump, const SystemCurve& system, double speed = 1, int pumps = 1);

/// Electric input of pumps, dp q / efficiency (pump, motor and drive together, 0 < efficiency <= 1).
double pumpInputKw(double pressureKpa, double flowLpm, double efficiency);

/// Affinity laws, from values at rated speed: q ~ N, dp ~ N^2, P ~ N^3. Negative speeds count as 0.
double affinityFlowLpm(double ratedLpm, double speed);
double affinityPressureKpa(double ratedKpa, double speed);
double affinityPowerKw(double ratedKw, double speed);

} // namespace gigahall::model
