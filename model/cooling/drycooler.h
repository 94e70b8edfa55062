#pragma once

#include "model/campus/campus.h"

/// Heat to the air outside: dry coolers and wet cooling towers. kW, kW/K, C, kg/s, L/h. Pure functions and constant
/// objects: any thread.
namespace gigahall::model {

/// What is known of a dry cooler: with fans at full speed it takes ratedKw from water that leaves approachK above the
/// air and enters waterRiseK warmer than that. All > 0.
struct DryCoolerRating
{
    double ratedKw = 0;
    double approachK = 5;
    double waterRiseK = 10;
    double fanKw = 0; ///< all fans at full speed
    /// How far the air warms up towards the entering water at rating, 0 < .. < 1. Ratings don't say: 0.6 is an air rise
    /// of 9 K at the default approach and rise, which 15 to 25 kW of fans per MW move (assumption).
    double airEffectiveness = 0.6;
};

/// Q = eps C_air (inlet - dry bulb), eps = 1 - exp(-UA / C_air) (Kays & London, the air as the lesser stream);
/// C_air ~ speed, UA ~ speed^0.75; at most what cools the water to the dry bulb. At rating exactly ratedKw. Free
/// cooling only: nothing where the water isn't warmer than the air, stands still, or fans do. Fan speeds are a share of
/// rated; outside 0..1 they count as the nearest inside.
class DryCooler
{
public:
    explicit DryCooler(const DryCoolerRating& rating);
    /// By ratedKw, approach (5 K when the layout doesn't say), liquid rise and input of the type.
    explicit DryCooler(const AssetType& type);

    /// Heat per kelvin between entering water and air; rises with speed.
    double exchangeKwPerK(double waterRateKwPerK, double speed) const;
    double heatAtSpeedKw(double inletC, double waterRateKwPerK, double dryBulbC, double speed) const;
    /// The lowest fan speed that takes a heat, to 1e-12: 0 when there is none to take, 1 when it can't be taken.
    double speedForHeat(double heatKw, double inletC, double waterRateKwPerK, double dryBulbC) const;
    /// What of a heat remains at full speed, >= 0.
    double leftOverKw(double heatKw, double inletC, double waterRateKwPerK, double dryBulbC) const;
    /// Electric input: rated speed^3.
    double fanKw(double speed) const;

private:
    double m_airKwPerK, m_uaKwPerK, m_fanKw; // at full speed
};

/// Water that a wet tower evaporates: heat / 2430 kJ/kg (latent heat near 30 C). 0 for negative heat.
double evaporationKgPerS(double heatKw);
/// Water drained so that salts don't build up: evaporation / (cycles - 1). Cycles of concentration > 1, usually 3 to 6;
/// infinite otherwise.
double blowdownKgPerS(double evaporatedKgPerS, double cyclesOfConcentration);
/// Make-up of a wet tower for WUE, L/h: evaporation and blowdown, 1 kg = 1 L.
double towerWaterLph(double heatKw, double cyclesOfConcentration);

} // namespace gigahall::model
