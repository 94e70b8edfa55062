#pragma once

#include "app/session.h"
#include "model/telemetry/metric.h"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall record [CAMPUS] --output F.h5 ...`
struct RecordOptions
{
    SessionOptions session; ///< campus, hardware, seed and what happens; or what is replayed; mapping also of a server
    std::string output;
    std::string from, profile; ///< of a server; empty = simulated or replayed
    std::optional<double> durationS; ///< of the source's time; empty = to its end, or until interrupted
    std::optional<double> startS; ///< of a simulation or replay; empty = its beginning
    std::optional<double> intervalS; ///< empty = the source's
    std::vector<model::Metric> metrics; ///< empty = all that the source has at first
    bool gpu = false; ///< GPUs one by one
    bool fast = false; ///< without waiting for the clock
};

/// What was recorded on `out`; progress, warnings and what is wrong on `err`. Ctrl+C ends it as if it had come to its
/// end. Exit code 0 or 1.
int runRecord(const RecordOptions& options, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
