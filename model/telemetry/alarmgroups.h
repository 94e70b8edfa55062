#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/alarmlist.h"

#include <vector>

namespace gigahall::model {

/// Puts alarms of one rule on racks, all active or all gone and in the order of the racks, into as few lines as say the
/// same: a row or hall stands for its racks where more than half of them are there, a bigger space for its parts where
/// each of several parts does.
std::vector<Alarm> groupAlarms(const Campus& campus, const AlarmRule& rule, const std::vector<Alarm>& racks);

} // namespace gigahall::model
