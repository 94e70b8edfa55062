#pragma once

#include "tests/perf/report.h"

#include <string>

namespace gigahall::bench {

/// The story of the rollout as a video of 1080p30: some stretches of it, by the program itself with all of its work,
/// made the length of the whole. A note where there is no ffmpeg.
void measureStory(const std::string& program, const std::string& gpu, bool quick, Report& report);

} // namespace gigahall::bench
