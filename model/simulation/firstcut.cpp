#include "model/simulation/firstcut.h"

#include "model/simulation/hash.h"
#include "model/telemetry/frame.h"

#include <algorithm>
#include <cassert>

namespace gigahall::model::firstcut {

namespace {

// Assumptions where the layout gives no ratings: a GB200 rack spends 86 of 132 kW in its GPUs, and they idle at 14 %.
constexpr double kGpuShare = 0.65, kIdleShare = 0.14;
constexpr double kDefaultSupplyC = 45, kDefaultRiseK = 10;
// Losses of the shelves over nameplate: 97.4 % at full load, worse below a quarter.
constexpr double kLoss0 = 0.004, kLoss1 = 0.008, kLoss2 = 0.014;
// CPUs, switches and memory draw this much of their maximum while nothing computes.
constexpr double kRestIdle = 0.45;
// A valve never closes: share of the design flow at no load.
constexpr double kMinFlow = 0.35;

constexpr float stepsPerUnit(const MetricInfo& info)
{
    return kPlaneSteps / (info.planeHi - info.planeLo);
}

} // namespace

RackDesign rackDesign(const AssetType& type)
{
    RackDesign d;
    d.gpus = type.gpus();
    d.ratedKw = std::max(type.ratedKw, 0.0);
    d.maxW = type.gpuMaxW > 0 ? type.gpuMaxW : d.gpus > 0 ? kGpuShare * d.ratedKw * 1000 / d.gpus : 0;
    d.idleW = type.gpuIdleW > 0 ? std::min(type.gpuIdleW, d.maxW) : kIdleShare * d.maxW;
    if (d.ratedKw <= 0)
        d.ratedKw = d.gpus * d.maxW / 1000 / kGpuShare;
    // What the nameplate leaves after GPUs and conversion loss; at least a little where ratings contradict each other.
    const double gpuKw = d.gpus * d.maxW / 1000;
    d.restKw = std::max(d.ratedKw * (1 - kLoss0 - kLoss1 - kLoss2) - gpuKw, 0.04 * gpuKw);
    d.liquidShare = std::clamp(type.liquidShare, 0.0, 1.0);
    d.supplyC = type.liquidSupplyC > 0 ? type.liquidSupplyC : kDefaultSupplyC;
    const double riseK = type.liquidRiseK > 0 ? type.liquidRiseK : kDefaultRiseK;
    d.designFlowLpm = d.liquidShare * d.ratedKw / (kRhoCp * riseK) * 60;
    return d;
}

double conversionLossKw(const RackDesign& design, double outputKw)
{
    if (design.ratedKw <= 0)
        return 0;
    const double x = outputKw / design.ratedKw;
    return design.ratedKw * (kLoss0 + x * (kLoss1 + x * kLoss2));
}

double rackInputKw(const RackDesign& design, double gpuW)
{
    const double fullW = design.gpus * design.maxW;
    const double load = fullW > 0 ? std::clamp(gpuW / fullW, 0.0, 1.0) : 0;
    const double outputKw = gpuW / 1000 + design.restKw * (kRestIdle + (1 - kRestIdle) * load);
    return outputKw + conversionLossKw(design, outputKw);
}

double liquidFlowLpm(const RackDesign& design, double loadOfRated)
{
    return design.designFlowLpm * (kMinFlow + (1 - kMinFlow) * std::clamp(loadOfRated, 0.0, 1.0));
}

double liquidReturnC(double supplyC, double heatKw, double flowLpm)
{
    return flowLpm > 0 ? supplyC + heatKw / (flowLpm / 60 * kRhoCp) : supplyC;
}

void driveGpus(const GpuDrive& d, GpuPlanes out)
{
    assert(out.utilization.size() == out.power.size() && out.power.size() == out.temperature.size());
    const float utilScale = stepsPerUnit(metricInfo(Metric::GpuUtilization));
    const float powerScale = stepsPerUnit(metricInfo(Metric::GpuPower));
    const MetricInfo& temperature = metricInfo(Metric::GpuTemperature);
    const float tempScale = stepsPerUnit(temperature), tempLo = temperature.planeLo;
    const auto quantised = [](float steps) {
        // Rounded before it is clamped: in the other order GCC 12 sees control flow and doesn't vectorise the loop.
        steps += 0.5f;
        steps = steps > 0.0f ? steps : 0.0f;
        steps = steps < kPlaneSteps ? steps : kPlaneSteps;
        return static_cast<std::uint16_t>(static_cast<int>(steps));
    };
    std::uint16_t* const util = out.utilization.data();
    std::uint16_t* const power = out.power.data();
    std::uint16_t* const temp = out.temperature.data();
    const auto count = static_cast<int>(out.power.size());
    for (int i = 0; i < count; ++i) {
        const std::uint32_t h = mix32(d.key + static_cast<std::uint32_t>(i));
        const std::uint32_t g = h * 0x9e3779b1u;
        // Three and two small numbers in -1..1 out of one hash: the GPU's place in the load, its drift, its silicon.
        const float place = static_cast<float>(static_cast<int>(h & 0x7ff)) * (2.0f / 2047) - 1;
        const float driftA = static_cast<float>(static_cast<int>((h >> 11) & 0x7ff)) * (2.0f / 2047) - 1;
        const float driftB = static_cast<float>(static_cast<int>(h >> 22)) * (2.0f / 1023) - 1;
        const float silicon = static_cast<float>(static_cast<int>(g >> 21)) * (2.0f / 2047) - 1;
        const float paste = static_cast<float>(static_cast<int>((g >> 10) & 0x7ff)) * (2.0f / 2047) - 1;
        const float differs = 0.45f * place + 0.27f * (d.driftA * driftA + d.driftB * driftB);
        const float busy = d.busy + d.amplitude * differs;
        const float dynamicW = d.spanW * busy * (1 + 0.035f * silicon);
        const float heatW = d.idleW + dynamicW * d.lagRatio;
        // One GPU in 32768 has a clogged cold plate.
        const float clogged = 1 + 0.9f * static_cast<float>(static_cast<int>((h & 0x7fff) == 0x1234));
        const float tempC = d.coldC + d.kelvinPerW * heatW * clogged * (1 + 0.07f * paste);
        util[i] = quantised(busy * utilScale);
        power[i] = quantised((d.idleW + dynamicW) * powerScale);
        temp[i] = quantised((tempC - tempLo) * tempScale);
    }
}

} // namespace gigahall::model::firstcut
