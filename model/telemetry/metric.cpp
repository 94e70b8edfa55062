#include "model/telemetry/metric.h"

#include <algorithm>
#include <array>

namespace gigahall::model {

namespace {

// Plane ranges leave room for what is announced (1.3 MW racks, 3.6 kW packages) and give round steps: 65534 steps over
// the range. Colour ranges are those of today's racks; the window's automatic range replaces them where a campus
// differs.
constexpr std::array<MetricInfo, kMetricCount> kMetrics{{
    {Metric::GpuUtilization, "gpu.utilization", MetricLevel::Gpu, "", 0.0f, 1.0f, 0.0f, 1.0f, RollUp::Mean, "viridis"},
    {Metric::GpuPower, "gpu.power", MetricLevel::Gpu, "W", 0.0f, 6553.4f, 100.0f, 1100.0f, RollUp::Mean, "viridis"},
    {Metric::GpuTemperature, "gpu.temperature", MetricLevel::Gpu, "C", -20.0f, 176.602f, 45.0f, 85.0f, RollUp::Mean,
        "inferno"},
    {Metric::RackPower, "rack.power", MetricLevel::Rack, "kW", 0.0f, 1966.02f, 40.0f, 240.0f, RollUp::Mean, "viridis"},
    {Metric::RackLiquidSupplyTemperature, "rack.liquidSupplyTemperature", MetricLevel::Rack, "C", -20.0f, 111.068f,
        40.0f, 50.0f, RollUp::Mean, "inferno"},
    {Metric::RackLiquidReturnTemperature, "rack.liquidReturnTemperature", MetricLevel::Rack, "C", -20.0f, 111.068f,
        40.0f, 60.0f, RollUp::Mean, "inferno"},
    {Metric::RackLiquidFlow, "rack.liquidFlow", MetricLevel::Rack, "L/min", 0.0f, 3276.7f, 100.0f, 350.0f, RollUp::Mean,
        "cividis"},
    {Metric::Loading, "loading", MetricLevel::Rack, "", 0.0f, 6.5534f, 0.0f, 1.0f, RollUp::Mean, "viridis"},
    {Metric::PowerRamp, "power.ramp", MetricLevel::Rack, "kW/s", -327.67f, 327.67f, -10.0f, 10.0f, RollUp::Mean,
        "diverging"},
    // Categories: one step a name.
    {Metric::Job, "job", MetricLevel::Rack, "", 0.0f, 65534.0f, 0.0f, 65534.0f, RollUp::None, "categories"},
    {Metric::Owner, "owner", MetricLevel::Rack, "", 0.0f, 65534.0f, 0.0f, 65534.0f, RollUp::None, "categories"},
}};

/// Half the width of a metric's own colours to either side.
constexpr std::array<MetricInfo, kMetricCount> differences()
{
    auto infos = kMetrics;
    for (MetricInfo& info : infos) {
        const float span = info.planeHi - info.planeLo, half = (info.rangeHi - info.rangeLo) / 2;
        info.unit = info.unit == "C" ? "K" : info.unit;
        info.isDifference = true;
        if (isCategory(info.metric))
            continue;
        info.planeLo = -span;
        info.planeHi = span;
        info.rangeLo = -half;
        info.rangeHi = half;
        info.colormap = "diverging";
    }
    return infos;
}
constexpr std::array<MetricInfo, kMetricCount> kDifferences = differences();

} // namespace

const MetricInfo& metricInfo(Metric metric)
{
    return kMetrics[static_cast<std::size_t>(metric)];
}

const MetricInfo& differenceInfo(Metric metric)
{
    return kDifferences[static_cast<std::size_t>(metric)];
}

std::span<const MetricInfo> allMetrics()
{
    return kMetrics;
}

std::optional<Metric> metricByName(std::string_view name)
{
    const auto found
        = std::find_if(kMetrics.begin(), kMetrics.end(), [name](const MetricInfo& m) { return m.name == name; });
    return found == kMetrics.end() ? std::nullopt : std::optional<Metric>(found->metric);
}

} // namespace gigahall::model
