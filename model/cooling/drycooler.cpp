#include "model/cooling/drycooler.h"

#include "model/cooling/exchanger.h"
#include "model/cooling/pump.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr double kLatentKjPerKg = 2430;
constexpr double kSpeedTolerance = 1e-12, kRounding = 1e-9;
constexpr double kUsualApproachK = 5;

DryCoolerRating ratingOf(const AssetType& type)
{
    DryCoolerRating rating;
    rating.ratedKw = type.ratedKw;
    rating.approachK = type.cooling.approachK > 0 ? type.cooling.approachK : kUsualApproachK;
    rating.waterRiseK = type.liquidRiseK;
    rating.fanKw = type.cooling.inputKw;
    return rating;
}

double inUnitRange(double speed)
{
    return speed > 0 ? std::min(speed, 1.0) : 0; // NaN counts as 0
}

} // namespace

DryCooler::DryCooler(const DryCoolerRating& rating)
    : m_airKwPerK(rating.ratedKw / (rating.airEffectiveness * (rating.approachK + rating.waterRiseK)))
    , m_uaKwPerK(m_airKwPerK * ntuForEffectiveness(rating.airEffectiveness, 0))
    , m_fanKw(rating.fanKw)
{
}

DryCooler::DryCooler(const AssetType& type)
    : DryCooler(ratingOf(type))
{
}

double DryCooler::exchangeKwPerK(double waterRateKwPerK, double speed) const
{
    const double airKwPerK = m_airKwPerK * inUnitRange(speed);
    if (!(airKwPerK > 0 && waterRateKwPerK > 0))
        return 0;
    const double uaKwPerK = conductanceAtFlow(m_uaKwPerK, inUnitRange(speed));
    return std::min(effectiveness(uaKwPerK / airKwPerK, 0) * airKwPerK, waterRateKwPerK);
}

double DryCooler::heatAtSpeedKw(double inletC, double waterRateKwPerK, double dryBulbC, double speed) const
{
    return exchangeKwPerK(waterRateKwPerK, speed) * std::max(inletC - dryBulbC, 0.0);
}

double DryCooler::speedForHeat(double heatKw, double inletC, double waterRateKwPerK, double dryBulbC) const
{
    if (!(heatKw > 0))
        return 0;
    const double mostKwPerK = exchangeKwPerK(waterRateKwPerK, 1);
    const double mostKw = mostKwPerK * std::max(inletC - dryBulbC, 0.0);
    // A heat that is all they take but for rounding can be taken, perhaps far below full speed: water gets no colder
    // than the air.
    if (!(mostKw > 0) || heatKw > mostKw * (1 + kRounding))
        return 1;
    const double wantedKwPerK = std::min(heatKw / (inletC - dryBulbC), mostKwPerK);
    // Exchange rises with speed; `high` always takes all of the heat.
    double low = 0, high = 1;
    while (high - low > kSpeedTolerance) {
        const double middle = (low + high) / 2;
        (exchangeKwPerK(waterRateKwPerK, middle) < wantedKwPerK ? low : high) = middle;
    }
    return high;
}

double DryCooler::leftOverKw(double heatKw, double inletC, double waterRateKwPerK, double dryBulbC) const
{
    return std::max(heatKw - heatAtSpeedKw(inletC, waterRateKwPerK, dryBulbC, 1), 0.0);
}

double DryCooler::fanKw(double speed) const
{
    return affinityPowerKw(m_fanKw, inUnitRange(speed));
}

double evaporationKgPerS(double heatKw)
{
    return std::max(heatKw, 0.0) / kLatentKjPerKg;
}

double blowdownKgPerS(double evaporatedKgPerS, double cyclesOfConcentration)
{
    if (!(evaporatedKgPerS > 0))
        return 0;
    return cyclesOfConcentration > 1 ? evaporatedKgPerS / (cyclesOfConcentration - 1)
                                     : std::numeric_limits<double>::infinity();
}

double towerWaterLph(double heatKw, double cyclesOfConcentration)
{
    const double evaporated = evaporationKgPerS(heatKw);
    return 3600 * (evaporated + blowdownKgPerS(evaporated, cyclesOfConcentration));
}

} // namespace gigahall::model
