#pragma once

#include "tests/perf/report.h"

#include <string>

namespace gigahall::bench {

/// Rows of the window while values stream in from a broker, all on the same cores: from a value to its pixel, frames
/// while the camera turns, and how long the event loop stands still. gigahall-window-bench measures them; a note where
/// that or a broker is not here.
void measureWindowLive(
    const std::string& campus, const std::string& gpu, glm::uvec2 sizePx, bool quick, Report& report);

} // namespace gigahall::bench
