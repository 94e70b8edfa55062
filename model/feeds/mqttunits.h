#pragma once

#include "model/telemetry/metric.h"

#include <optional>
#include <string_view>

namespace gigahall::model {

/// value of the metric = offset + scale * value in another unit.
struct UnitConversion
{
    double scale = 1, offset = 0;

    bool operator==(const UnitConversion&) const = default;
};

/// From a unit as building systems write it ("kW", "degF", "GPM", "m3/h") to the metric's; nothing where it is not
/// known or measures something else.
std::optional<UnitConversion> unitConversion(std::string_view unit, Metric metric);
/// The units that unitConversion() knows for a metric, for messages.
std::string_view knownUnits(Metric metric);

} // namespace gigahall::model
