#pragma once

#include "model/campus/campus.h"
#include "tests/perf/report.h"

#include <memory>

namespace gigahall::bench {

/// Rows of the Prometheus feed: answers from a loopback server in a thread of the bench, through HTTP, JSON and keys,
/// to the planes of a frame. Racks with all metrics, then the GPUs of one phase; each measured once everything is
/// known.
void measureFeeds(std::shared_ptr<const model::Campus> campus, int rounds, Report& report);

} // namespace gigahall::bench
