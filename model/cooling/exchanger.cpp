#include "model/cooling/exchanger.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr double kFlowExponent = 0.75;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

double inUnitRange(double x)
{
    return x > 0 ? std::min(x, 1.0) : 0; // NaN counts as 0
}

} // namespace

double effectiveness(double ntu, double capacityRatio)
{
    if (!(ntu > 0))
        return 0;
    if (std::isinf(ntu))
        return 1;
    const double ratio = inUnitRange(capacityRatio);
    const double imbalance = 1 - ratio;
    // Both terms below the line are positive: nothing cancels, and the limit at Cr = 1 is the formula for Cr = 1.
    const double units = imbalance > 0 ? -std::expm1(-ntu * imbalance) / imbalance : ntu;
    return std::min(units / (1 + ratio * units), 1.0);
}

double ntuForEffectiveness(double effectiveness, double capacityRatio)
{
    if (!(effectiveness > 0))
        return 0;
    if (effectiveness >= 1)
        return kInfinity;
    const double imbalance = 1 - inUnitRange(capacityRatio);
    const double odds = effectiveness / (1 - effectiveness);
    return imbalance > 0 ? std::log1p(imbalance * odds) / imbalance : odds;
}

std::optional<double> uaFromDesignKwPerK(double ratedKw, double hotRateKwPerK, double coldRiseK, double approachK)
{
    if (!(ratedKw > 0 && hotRateKwPerK > 0 && coldRiseK > 0 && approachK > 0))
        return std::nullopt;
    const double coldRateKwPerK = ratedKw / coldRiseK;
    const auto [least, most] = std::minmax(hotRateKwPerK, coldRateKwPerK);
    const double inletDifferenceK = approachK + ratedKw / hotRateKwPerK;
    const double ua = least * ntuForEffectiveness(ratedKw / (least * inletDifferenceK), least / most);
    return std::isfinite(ua) ? std::optional(ua) : std::nullopt;
}

double conductanceAtFlow(double designKwPerK, double flowRatio)
{
    return flowRatio > 0 ? designKwPerK * std::pow(flowRatio, kFlowExponent) : 0;
}

double exchangedHeatKw(const ExchangerStream& a, const ExchangerStream& b, double conductanceKwPerK)
{
    const auto [least, most] = std::minmax(a.capacityRateKwPerK, b.capacityRateKwPerK);
    if (!(least > 0))
        return 0;
    return effectiveness(conductanceKwPerK / least, least / most) * least * (a.inletC - b.inletC);
}

} // namespace gigahall::model
