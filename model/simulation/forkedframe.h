#pragma once

#include "model/simulation/rackchange.h"
#include "model/telemetry/series.h"

#include <span>

namespace gigahall::model {

/// Puts what a what-if changes (by rack) onto a measured frame. What is changed is Simulated. A rack of which something
/// is known and that goes dark has a power from then on, and that is zero. Roll-ups are to be made again afterwards.
void putChanges(const Campus& campus, std::span<const RackChange> changes, TelemetryFrame& frame);
/// The same for one sample; `heard` where it is of a rack as a whole of which something is known.
void changeSample(Metric metric, const RackChange& change, bool heard, Sample& sample);

/// Values that are taken to stay as they were: no longer measured.
DataState heldState(DataState state);
void markHeld(TelemetryFrame& frame);

} // namespace gigahall::model
