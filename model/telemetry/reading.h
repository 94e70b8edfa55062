#pragma once

#include "model/campus/ids.h"
#include "model/telemetry/metric.h"

#include <span>

namespace gigahall::model {

/// One measured value on its way in, already joined with the campus.
struct Reading
{
    AssetId asset; ///< GPU, tray, rack or plant
    Metric metric = Metric::RackPower;
    bool good = true; ///< false: its source says that it can't be trusted
    float value = 0; ///< in the metric's unit; NaN = the source says that there is none
    double timeS = 0; ///< since 1970, by the clock of its source
};

/// Where readings go. take() may be called from any thread and returns at once.
class ReadingSink
{
public:
    virtual ~ReadingSink() = default;
    virtual void take(std::span<const Reading> readings) = 0;
};

} // namespace gigahall::model
