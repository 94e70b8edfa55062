#pragma once

#include "model/power/losses.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a layout says about the physics of an asset type: plain values with the defaults of a layout that says nothing.
/// kW, kWh, C, K, L/min.
namespace gigahall::model {

/// How an element takes part in the power graph.
enum class PowerRole : std::uint8_t
{
    Conversion, ///< passes on what its servers give
    Source, ///< always there: a line of the utility
    Backup, ///< a generator: carries load when no source does
    Storage, ///< a battery: carries load for as long as its energy lasts when neither source nor backup does
};

struct ElectricalDesign
{
    PowerRole role = PowerRole::Conversion;
    double powerFactor = 1; ///< capacity in kW = rating x this where the rating is in kVA
    LossModel loss; ///< of the whole element
    double storageKwh = 0; ///< Storage: energy when full. Conversion (UPS): what bridges a loss of supply
};

/// A conversion stage inside a rack, from the nodes outwards.
struct RackStage
{
    std::string name;
    double count = 1; ///< equal units in a rack that share its load
    double addedKw = 0; ///< constant load of each unit besides its share, e.g. switches behind a rectifier
    LossModel loss; ///< of one unit
    double sharingKw = 0; ///< > 0: only as many units of a bank run as keep each below this
    double bank = 1; ///< units that can stand in for each other
    double emptyPositions = 0; ///< places on the campus whose rack is missing, but whose units are counted as loss
};

/// Servers of a rack. A rack type without nodes takes its rating times its load.
struct RackPowerDesign
{
    double nodes = 0; ///< per rack
    double gpusPerNode = 0; ///< dies; their power is in the asset type (gpuIdleW, gpuMaxW)
    double cpusPerNode = 0;
    double cpuIdleW = 0, cpuMaxW = 0; ///< one CPU
    double otherW = 0; ///< a node: memory, network, drives, its share of switches
    std::vector<RackStage> stages;
};

/// Performance curves of a chiller in the form of EnergyPlus' ElectricEIR; valid inside the ranges only.
struct ChillerCurves
{
    double referenceKw = 0, referenceCop = 1;
    std::array<double, 6> capacityByTemperature{}; ///< 1, Te, Te^2, Tc, Tc^2, Te Tc
    std::array<double, 6> inputByTemperature{}; ///< of electric input per output
    std::array<double, 3> inputByLoad{}; ///< 1, PLR, PLR^2
    double evaporatorMinC = 0, evaporatorMaxC = 0; ///< leaving
    double condenserMinC = 0, condenserMaxC = 0; ///< entering
    double loadMin = 0, loadMax = 1; ///< part-load ratio
};

struct CoolingDesign
{
    double flowLpm = 0; ///< design flow of a CDU or pump
    double inputKw = 0; ///< electric input at design flow: pump of a CDU, facility pump, all fans of a dry cooler
    bool constantSpeed = false; ///< the input is the same at any load
    double approachK = 0; ///< CDU: supply over facility supply; dry cooler: leaving water over dry bulb; at rating
    double trimKw = 0; ///< dry cooler: heat its trim chiller can take
    double trimCarnot = 0.55; ///< share of the Carnot COP the chiller reaches
    double trimMaxCop = 12;
    std::optional<ChillerCurves> curves; ///< instead of the Carnot share
    double fanKwPerKw = 0; ///< air handlers of a rack: fans per kW of heat to the air
    double heatCapacityKjPerK = 0; ///< rack: cold plates, manifolds and their coolant; CDU: its share of the loop
};

/// Weather by the hour of a day, and what a kWh costs and emits.
struct DayWeather
{
    std::string name; ///< "typical", "hot"
    std::array<double, 24> dryBulbC{};
    std::string source;
};

struct SiteUtility
{
    double co2KgPerKwh = 0;
    double costPerKwh = 0; ///< in `currency`
    std::string currency = "USD";
    std::string source;
};

} // namespace gigahall::model
