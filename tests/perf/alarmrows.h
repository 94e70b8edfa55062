#pragma once

#include "model/campus/campus.h"
#include "tests/perf/report.h"

namespace gigahall::bench {

/// Rows of the alarms: eight rules on every rack of a campus, a frame on; calm, and with everything alarming.
void measureAlarms(const model::Campus& campus, int frames, Report& report);

} // namespace gigahall::bench
