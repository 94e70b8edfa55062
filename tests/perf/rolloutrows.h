#pragma once

#include "model/campus/campus.h"
#include "tests/perf/report.h"

namespace gigahall::bench {

/// Rows of the rollout: a phase is moved by half a year, up to new totals, curves and what it costs; and pictures of
/// one date after the other, from before the first to after the last. How long the simulation takes to follow, which it
/// does beside the pictures, is told in a note. Leaves the renderer with all of the campus.
void measureRollout(
    const model::Campus& campus, render::Renderer& renderer, const render::View& view, int times, Report& report);

} // namespace gigahall::bench
