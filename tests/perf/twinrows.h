#pragma once

#include "model/campus/campus.h"
#include "render/renderer.h"
#include "tests/perf/report.h"

namespace gigahall::bench {

/// Rows of the simulation: a frame of all GPUs, a chart of a rack's GPUs, from a click on something that fails to the
/// picture, and, where `day`, 24 hours in steps. The renderer belongs to that campus; its values are others afterwards.
void measureTwin(const model::Campus& campus, render::Renderer& renderer, const render::View& view, int frames,
    bool day, Report& report);

} // namespace gigahall::bench
