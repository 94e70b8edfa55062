#pragma once

#include "model/campus/campus.h"
#include "tests/perf/report.h"

namespace gigahall::bench {

/// Row of the rollout: a phase is moved by half a year, up to new totals, curves and what it costs.
void measureRollout(const model::Campus& campus, int times, Report& report);

} // namespace gigahall::bench
