#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace gigahall::model {

/// What a metric is measured on. GPU metrics have a rack roll-up as well.
enum class MetricLevel : std::uint8_t
{
    Gpu,
    Rack
};

/// How children become their parent's value for colour; alarms always use the maximum, and sums of power are kept
/// besides.
enum class RollUp : std::uint8_t
{
    Mean,
    Max,
    Sum,
    None ///< categories: a parent has no value
};

/// The metrics, by the names that files, options and profiles use. Order is the index in a TelemetryFrame.
enum class Metric : std::uint8_t
{
    GpuUtilization,
    GpuPower,
    GpuTemperature,
    RackPower,
    RackLiquidSupplyTemperature,
    RackLiquidReturnTemperature,
    RackLiquidFlow,
    Loading, ///< power over rating
    PowerRamp, ///< change of power
    Job, ///< category: index into TelemetryFrame::tenancy
    Owner, ///< category, the same
    Count
};
inline constexpr std::size_t kMetricCount = static_cast<std::size_t>(Metric::Count);

/// Fixed facts about a metric. Planes are quantised to 16 bit over [planeLo, planeHi]: 65535 steps, the step is far
/// below the noise of any sensor.
struct MetricInfo
{
    Metric metric;
    std::string_view name; ///< "gpu.power"
    MetricLevel level;
    std::string_view unit; ///< "W", "kW", "C", "L/min", "" for 0..1
    float planeLo, planeHi; ///< what the 16-bit plane can hold
    float rangeLo, rangeHi; ///< default colour range
    RollUp parent; ///< what a rack shows of its GPUs, a hall of its racks
    std::string_view colormap; ///< default colour map
    bool isDifference = false; ///< of one value minus another
};

/// Job and Owner: values are names, not numbers; never averaged, interpolated or given a range.
constexpr bool isCategory(Metric metric)
{
    return metric == Metric::Job || metric == Metric::Owner;
}

const MetricInfo& metricInfo(Metric metric);
/// The same for values minus values: from minus to plus the whole plane range, so that no difference is cut off, in
/// steps twice as coarse; exactly zero is step kDifferenceZero. Temperatures differ by kelvin.
const MetricInfo& differenceInfo(Metric metric);
inline constexpr std::uint16_t kDifferenceZero = 32767;
/// Zero is the middle step of the plane: values are counted from there, so that zero is exactly that.
constexpr bool isSymmetric(const MetricInfo& info)
{
    return info.planeLo == -info.planeHi;
}
std::span<const MetricInfo> allMetrics();
std::optional<Metric> metricByName(std::string_view name);

} // namespace gigahall::model
