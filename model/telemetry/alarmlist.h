#pragma once

#include "model/telemetry/alarmrule.h"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace gigahall::model {

/// One line of the list: an asset to which a rule applies, or a space that stands for its racks.
struct Alarm
{
    AssetId asset; ///< rack (also for its GPUs), plant or space
    std::uint32_t rule = 0; ///< index into AlarmList::rules
    AlarmSeverity severity = AlarmSeverity::Info;
    bool active = false; ///< false: gone, and kept for a while or until it is acknowledged
    double sinceS = 0; ///< when it was told; of a group the first
    double clearedS = std::numeric_limits<double>::quiet_NaN(); ///< of a group the last; NaN while active
    double acknowledgedS = clearedS; ///< NaN = nobody did; a group only when all of it is
    float value = std::numeric_limits<float>::quiet_NaN(); ///< when it was told; of a group that of its worst
    float worst = value; ///< until now; states: how many GPUs are missing, else NaN
    std::uint32_t members = 0; ///< racks that a group stands for; 0 = no group
    std::uint32_t racks = 0; ///< that the group's space has

    bool isAcknowledged() const { return acknowledgedS == acknowledgedS; }
};

/// Everything there is to tell at one moment. Immutable; const use from any thread is safe.
struct AlarmList
{
    double timeS = 0; ///< of the frame
    std::shared_ptr<const std::vector<AlarmRule>> rules;
    /// Active before gone, severe before mild, new before old, then by asset and rule.
    std::vector<Alarm> alarms;
    /// Assets with an alarm that counts (active, or latched and not acknowledged) by severity; groups by their racks.
    std::array<std::uint32_t, 4> counts{};
    std::array<std::uint32_t, 4> unacknowledged{}; ///< of them
    /// The worst that counts: 0 = none, else AlarmSeverity. Racks have their own; halls also those of their racks and
    /// plant, buildings and phases also those of their halls.
    std::vector<std::uint8_t> racks, plant, halls, buildings, phases;
};
using AlarmListPtr = std::shared_ptr<const AlarmList>;

} // namespace gigahall::model
