#pragma once

#include "model/campus/campus.h"
#include "tests/perf/report.h"

namespace gigahall::bench {

/// Rows of recordings: what a moment of eight metrics of all racks costs at 1 Hz, and how long it takes to go to a
/// moment of a recorded day; the latter only where `day`, since the file has 1.5 GB.
void measureRecording(const model::Campus& campus, bool day, Report& report);

} // namespace gigahall::bench
