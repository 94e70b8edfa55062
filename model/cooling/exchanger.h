#pragma once

#include <optional>

/// Liquid-to-liquid heat exchangers (the plates of a CDU) by effectiveness and number of transfer units, counterflow.
/// kW, kW/K, C. Equations: Kays & London, as in Modelica Buildings and EnergyPlus. Never NaN for finite input. Pure
/// functions: any thread.
namespace gigahall::model {

/// Share of the possible heat that is transferred, 0..1 (rounds to 1 where exp(-NTU) is below 1e-16). NTU = UA / Cmin
/// >= 0, infinite allowed; capacityRatio = Cmin / Cmax in 0..1. Values outside count as the nearest inside.
/// (1 - e) / (1 - Cr e), e = exp(-NTU (1 - Cr)), in a form that keeps all digits up to and at Cr = 1.
double effectiveness(double ntu, double capacityRatio);

/// Inverse of effectiveness(): 0 for effectiveness <= 0, infinite from 1 on.
double ntuForEffectiveness(double effectiveness, double capacityRatio);

/// UA of an exchanger that transfers ratedKw while the hot stream (hotRateKwPerK) leaves `approachK` above the entering
/// cold stream, which warms up by coldRiseK. Empty when none can: a value is not positive, or the cold stream would
/// leave warmer than the hot one enters.
std::optional<double> uaFromDesignKwPerK(double ratedKw, double hotRateKwPerK, double coldRiseK, double approachK);

/// UA, kW/K, at another flow: design (flow / design flow)^0.75, the middle of the usual 0.7 to 0.8 for turbulent
/// plates. 0 without flow.
double conductanceAtFlow(double designKwPerK, double flowRatio);

/// A stream as it enters an exchanger.
struct ExchangerStream
{
    double inletC;
    double capacityRateKwPerK; ///< <= 0: it stands still
};

/// Heat from `a` to `b`, kW: always from warm to cold, so negative when `b` is the warmer one, and exactly the opposite
/// when the streams are swapped. 0 when either stands still.
double exchangedHeatKw(const ExchangerStream& a, const ExchangerStream& b, double conductanceKwPerK);

} // namespace gigahall::model
