#pragma once

#include "model/telemetry/metric.h"

#include <optional>
#include <string>
#include <string_view>

namespace gigahall::assets {

/// From a unit of a file to the unit of a metric: value * factor + offset.
struct UnitScale
{
    double factor = 1, offset = 0;
    bool operator==(const UnitScale&) const = default;
};

/// "kW", "W", "watts", "K", "LPM", "%", ... ; empty when the unit doesn't measure this metric.
std::optional<UnitScale> unitScale(model::Metric metric, std::string_view unit);
/// The unit a column name ends with: node_1_W, power (kW), inlet [degC], flow LPM. Empty when there is none for this
/// metric.
std::optional<UnitScale> unitInName(model::Metric metric, std::string_view column);
/// Units that unitScale() knows for a metric, for messages.
std::string knownUnits(model::Metric metric);

/// Seconds per unit of a time column by its name: t_s, time_ms, "Time (min)"; 1 where the name says nothing.
double timeScale(std::string_view column);
/// A time stamp: a number times `scale`, or ISO 8601 (2024-04-07T12:00:00Z, offset allowed, UTC without one) in seconds
/// since 1970.
struct TimeCell
{
    double timeS;
    bool isDate;
};
std::optional<TimeCell> timeCell(std::string_view cell, double scale, bool decimalComma);

} // namespace gigahall::assets
