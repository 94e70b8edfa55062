#pragma once

#include "model/telemetry/frame.h"

namespace gigahall::model {

/// What two frames of one campus differ by: a minus b for every metric that both have, at every level that both have it
/// (a GPU metric whose planes only one frame carries is compared by rack). Missing where either is missing; the state
/// of a difference is the worse of both. Means and sums are those of the differences, so of what both know. Names (job,
/// owner) don't differ by numbers and are left out; so are balance and impact. Planes are over differenceInfo(): zero
/// is exact, anything else within one step of it. Throws std::invalid_argument for frames of other campuses.
FramePtr difference(const Campus& campus, const TelemetryFrame& a, const TelemetryFrame& b);

} // namespace gigahall::model
