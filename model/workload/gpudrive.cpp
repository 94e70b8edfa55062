#include "model/workload/gpudrive.h"

#include "model/simulation/hash.h"
#include "model/telemetry/frame.h"

#include <cassert>

namespace gigahall::model {

namespace {

constexpr float stepsPerUnit(const MetricInfo& info)
{
    return kPlaneSteps / (info.planeHi - info.planeLo);
}

} // namespace

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

} // namespace gigahall::model
