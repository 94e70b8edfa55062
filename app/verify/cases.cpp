#include "app/verify/cases.h"

#include "app/verify/caselist.h"
#include "model/cooling/chiller.h"
#include "model/cooling/exchanger.h"
#include "model/cooling/fluid.h"

#include <fmt/format.h>

#include <limits>

namespace gigahall::app {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double efficiencyPercent(const model::LossModel& loss, double outputKw)
{
    return 100 * outputKw / loss.inputKw(outputKw);
}

void addConversionCases(const VerifyInput& input, CaseList& list)
{
    list.setSource("assumed ratings of a 3150 kVA transformer of EU Tier 2");
    const double transformer[][2] = {{0.25, 99.57}, {0.5, 99.51}, {1, 99.21}};
    for (const auto& [load, expected] : transformer)
        list.check(fmt::format("Transformer, efficiency at {:g} % load", 100 * load), expected,
            efficiencyPercent(input.transformer, load * input.transformerKw), within(0.005), "%");
    list.setSource("fitted to 97 % of double conversion UPS");
    const double ups[][2] = {{0.1, 93.2}, {0.25, 96.3}, {0.5, 97.2}, {0.75, 97.3}, {1, 97.3}};
    for (const auto& [load, expected] : ups)
        list.check(fmt::format("UPS, efficiency at {:g} % load", 100 * load), expected,
            efficiencyPercent(input.ups, load * input.upsKw), within(0.05), "%");
}

void addCoolantCases(const VerifyInput& input, CaseList& list)
{
    list.setSource("Lenovo, GB300 NVL72 product guide");
    const double gb300[][2] = {{25, 59}, {30, 71}, {35, 89}, {40, 119}, {45, 177}};
    for (const auto& [supplyC, lpm] : gb300)
        list.check(fmt::format("GB300 coolant flow at {:g} C supply", supplyC), lpm,
            model::flowLpm(input.gb300HeatKw, input.gb300ReturnC - supplyC, input.gb300RhoCp), withinShare(0.005),
            "L/min");
    list.setSource("NVIDIA, GB200 NVL72 reference design");
    const double gb200[][2] = {{25, 57.42}, {30, 68.90}, {35, 80.39}, {40, 103.36}, {45, 137.81}};
    for (const auto& [supplyC, lpm] : gb200)
        list.check(fmt::format("GB200 coolant flow at {:g} C supply", supplyC), lpm,
            model::gb200FlowLpm(supplyC).value_or(kNaN), within(0.005), "L/min");
}

void addPumpCases(const VerifyInput& input, CaseList& list)
{
    list.setSource("Vertiv, curves of the XDU1350");
    const auto meet = [&](int cdus, const model::SystemCurve& system, double lpm, double kpa) {
        const auto point = model::operatingPoint(input.pump, system).value_or(model::OperatingPoint{kNaN, kNaN});
        list.check(fmt::format("XDU1350, flow where pump and {} CDUs meet", cdus), lpm, point.flowLpm, within(0.0005),
            "L/min");
        list.check(fmt::format("XDU1350, pressure where pump and {} CDUs meet", cdus), kpa, point.pressureKpa,
            within(0.0005), "kPa");
    };
    meet(3, input.threeCdus, 1127.719, 282.688);
    meet(4, input.fourCdus, 952.904, 351.706);
    constexpr double kRatedLpm = 1200, kSpeed = 0.8;
    const double flow = model::affinityFlowLpm(kRatedLpm, kSpeed);
    list.check("XDU1350, pressure at 1200 L/min", 249.97, input.pump.pressureKpa(kRatedLpm), within(0.005), "kPa");
    list.check("XDU1350 at 80 % speed, flow", 960, flow, withinShare(1e-6), "L/min");
    list.check("XDU1350 at 80 % speed, pressure", 159.98, input.pump.pressureKpa(flow, kSpeed), within(0.005), "kPa");
    list.check(
        "XDU1350 at 80 % speed, input", 7.014, model::affinityPowerKw(input.pumpKw, kSpeed), within(0.0005), "kW");
}

void addExchangerCases(CaseList& list)
{
    list.setSource("Kays & London, counterflow");
    const double vectors[][3] = {{1, 0, 0.632121}, {1, 1, 0.5}, {3, 0.75, 0.817118}};
    for (const auto& [ntu, ratio, expected] : vectors)
        list.check(fmt::format("Heat exchanger, effectiveness at NTU {:g}, ratio {:g}", ntu, ratio), expected,
            model::effectiveness(ntu, ratio), within(5e-7), "");
}

void addChillerCases(const VerifyInput& input, CaseList& list)
{
    list.setSource("EnergyPlus and Modelica Buildings, Carrier 19XR 1234 kW");
    constexpr double kEvaporatorC = 8.89, kCondenserC = 26.67;
    const model::ChillerPoint point = model::chillerPoint(input.chiller, kEvaporatorC, kCondenserC, 1);
    const double capacity = model::chillerCapacityKw(input.chiller, kEvaporatorC, kCondenserC);
    list.check(
        "Carrier 19XR, capacity over reference", 1.01156, capacity / input.chiller.referenceKw, within(5e-6), "");
    list.check("Carrier 19XR, input", 235.360, point.inputKw, within(0.0005), "kW");
    list.check("Carrier 19XR, heat", 1248.57, point.outputKw, within(0.005), "kW");
    list.check("Carrier 19XR, COP", 5.3049, point.cop, within(5e-5), "");
}

} // namespace

model::ChillerCurves carrier19xr()
{
    model::ChillerCurves c;
    c.referenceKw = 1234.3;
    c.referenceCop = 5.39;
    c.capacityByTemperature = {0.5905815, 0.1190927, -0.006727309, -0.009580836, -0.0003034704, 0.001540686};
    c.inputByTemperature = {0.3771659, 0.1144965, -0.008186893, -0.003372584, 0.0001689440, 0.001008523};
    c.inputByLoad = {0.1495681, -0.1449639, 0.9941070};
    c.evaporatorMinC = 7.22;
    c.evaporatorMaxC = 12.78;
    c.condenserMinC = 12.78;
    c.condenserMaxC = 26.67;
    c.loadMin = 0.19;
    c.loadMax = 1.02;
    return c;
}

std::vector<VerifyCase> publishedCases(const VerifyInput& input)
{
    CaseList list;
    addFrontierCases(input, list);
    addConversionCases(input, list);
    addCoolantCases(input, list);
    addPumpCases(input, list);
    addExchangerCases(list);
    addChillerCases(input, list);
    addMlperfCases(input, list);
    return list.take();
}

} // namespace gigahall::app
