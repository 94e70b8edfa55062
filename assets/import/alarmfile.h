#pragma once

#include "assets/import/campusfile.h"
#include "model/telemetry/alarmrule.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// Either all rules of a file or every problem found.
struct AlarmFileResult
{
    std::optional<std::vector<model::AlarmRule>> rules;
    std::vector<Problem> problems;
};

/// Reads `*.alarms.json`:
///   {"format": "gigahall/alarms", "rules": [
///     {"id": "gpu-hot", "label": {"en": "GPU too hot", "de": "GPU zu warm"}, "severity": "critical", "level": "gpu",
///      "metric": "gpu.temperature", "aboveC": 87, "hysteresisC": 3, "delayOnS": 30, "source": "..."}]}
/// Exactly one condition a rule: above, below, outside ([low, high]), rising, falling, each with the unit of its metric
/// (C, W, Kw, LPerMin, KwPerS, nothing for shares) and rates with PerS or PerMin ("risingKwPerS"); or "state". Where a
/// rule does not fit the campus is for model::placeMistake. Safe from any thread.
AlarmFileResult readAlarmFile(const std::string& path);
/// The same for text at hand; `name` is what messages call it.
AlarmFileResult parseAlarmFile(const std::string& text, const std::string& name);
std::string alarmFileText(const std::vector<model::AlarmRule>& rules);
/// Writes beside the file first, then renames; empty on success, otherwise what went wrong.
std::string writeAlarmFile(const std::string& path, const std::vector<model::AlarmRule>& rules);

/// The file of the rules that ship.
std::string defaultAlarmFile();

} // namespace gigahall::assets
