#pragma once

#include "model/telemetry/alarmrule.h"

#include <cstdint>
#include <span>
#include <vector>

/// What a rule of alarms looks at: which assets, and what it reads of each.
namespace gigahall::model {

/// Kind of the assets that alarms of a level have; racks for GPUs.
AssetKind assetKind(AlarmLevel level);
/// Indices of the assets that a rule looks at, ascending. Walks the names for a pattern: once a rule, not once a frame.
std::vector<std::uint32_t> alarmScope(const AlarmRule& rule, const Campus& campus);

/// Reads what a rule compares from a frame: the value, NaN where it is not known. State rules: 0 or 1, of GPUs how many
/// are missing. Cheap to make; refers to rule, campus and frame.
class AlarmValues
{
public:
    AlarmValues(const AlarmRule& rule, const Campus& campus, const TelemetryFrame& frame);
    float operator()(std::uint32_t asset) const;
    /// Of many assets at once; sizes must match.
    void read(std::span<const std::uint32_t> assets, std::span<float> values) const;

private:
    float gpus(std::uint32_t rack) const;
    float state(std::uint32_t asset) const;
    float space(std::uint32_t index) const;

    const AlarmRule& m_rule;
    const Campus& m_campus;
    const TelemetryFrame& m_frame;
    std::size_t m_metric;
    const MetricInfo& m_info;
    float m_step;
};

/// Between what a value (of rates: the rate) is in order; inside of it once an alarm is on, by the hysteresis. Limits
/// of values are wider by half a step of the metric's plane: a value that is rounded to 16 bit at the limit is not
/// beyond it.
class AlarmBounds
{
public:
    explicit AlarmBounds(const AlarmRule& rule);
    /// Whether a value is to be told; `on` = it is told already. False for NaN.
    bool isBeyond(float value, bool on) const
    {
        return double{value} > m_upper[on ? 1 : 0] || double{value} < m_lower[on ? 1 : 0];
    }

private:
    double m_upper[2]{}, m_lower[2]{}; // off, on
};
/// How bad a value, or a rate, is: more is worse.
double badness(const AlarmRule& rule, double value);

/// What a rule would do at one frame if there were no delays.
struct AlarmPreview
{
    std::uint32_t assets = 0; ///< looked at
    std::uint32_t alarms = 0;
    std::uint32_t unknown = 0; ///< without a value; all of them for rates
};
AlarmPreview previewAlarms(const AlarmRule& rule, const Campus& campus, const TelemetryFrame& frame);

} // namespace gigahall::model
