#pragma once

#include "assets/import/campusfile.h"
#include "model/telemetry/metric.h"
#include "model/telemetry/replaysource.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// Either a whole trace or every problem found. Warnings (columns nobody mapped, guessed units) come with both.
struct ReplayResult
{
    std::optional<model::RecordedTrace> trace;
    std::vector<Problem> problems;
    std::vector<Problem> warnings;
};

/// Reads a measured trace and joins it with the campus by a mapping.csv; without one (an empty path), keys are names of
/// assets. What is not mapped is left out, with a warning. The header says which form it is:
///
///   wide     time first, then a column a key
///   long     time, key and value, and where there are such columns source, metric, unit and quality, in any order: a
///            line a sample
///   topics   offset,topic,payload: MQTT messages of DSX Exchange; the key is the rackLocationId of the metadata
///
/// The mapping's lines whose source is the trace's file name, with or without extension, or empty count; when there are
/// none and all lines have one source, that one is meant. A key on several assets is divided equally among them where
/// its metric adds up (power, flow) and holds for each where it doesn't. A row, hall, building or phase stands for its
/// racks; rack power of a tray or GPU counts for its rack. The unit is the mapping's, else what the column's name ends
/// with (_W, _kW, (W), [degC], ...), else W for power and the metric's own unit otherwise, with a warning. Times are
/// seconds unless the name of their column says otherwise, or ISO 8601; dates and times since 1970 start at 0. Safe
/// from any thread.
ReplayResult loadReplay(const model::Campus& campus, const std::string& csvPath, const std::string& mappingPath,
    model::Metric defaultMetric = model::Metric::RackPower);

} // namespace gigahall::assets
