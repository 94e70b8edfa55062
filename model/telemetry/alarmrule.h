#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// Numbers are those of the marks in a picture; 0 there is no alarm.
enum class AlarmSeverity : std::uint8_t
{
    Info = 1,
    Warning = 2,
    Critical = 3
};

/// What a rule looks at, one by one.
enum class AlarmLevel : std::uint8_t
{
    Gpu, ///< GPUs rack by rack: the highest of a rack's GPUs, or how many are missing
    Rack,
    Plant,
    Hall,
    Building,
    Phase,
    Campus
};

enum class AlarmKind : std::uint8_t
{
    Above,
    Below,
    Outside, ///< of lower..limit
    Rising, ///< faster than limit
    Falling, ///< faster than limit, which is positive
    State ///< of the data
};

/// What a space shows of the racks in it.
enum class AlarmStatistic : std::uint8_t
{
    Highest,
    Mean,
    Sum
};

bool operator==(const LocalizedText& a, const LocalizedText& b);

/// When something is worth telling. A plain value; limits in the metric's unit, shares from 0 to 1.
struct AlarmRule
{
    std::string id; ///< unique among the rules: letters, digits, dashes
    LocalizedText label; ///< for people
    Metric metric = Metric::RackPower; ///< not used by the state of a rack's data
    AlarmLevel level = AlarmLevel::Rack;
    AlarmStatistic statistic = AlarmStatistic::Highest; ///< of spaces
    /// A name: what it is or holds; with `*` (any text) or `?` (one character): names of the level; empty = all.
    std::string where;
    AlarmKind kind = AlarmKind::Above;
    double limit = 0; ///< rates: per rateUnitS
    double lower = 0; ///< Outside
    double hysteresis = 0; ///< how far back a value must be before the alarm clears, >= 0; rates: per rateUnitS
    double rateUnitS = 1; ///< 1 = per second, 60 = per minute
    double windowS = 0; ///< rates: measured over stretches of at least this long; 0 = from frame to frame
    DataState state = DataState::Stale; ///< State: Stale, Missing or Bad
    double delayOnS = 0, delayOffS = 0; ///< how long it must hold before it is told, be gone before it clears
    AlarmSeverity severity = AlarmSeverity::Warning;
    bool latched = false; ///< stays, though gone, until somebody acknowledges it
    std::string source; ///< where the limit is from; empty = assumption

    bool operator==(const AlarmRule&) const = default;
};

inline constexpr std::size_t kMostAlarmRules = 64; ///< 33 bytes a rule and asset

bool isRate(AlarmKind kind);
/// Halls, buildings, phases, the campus.
bool isSpace(AlarmLevel level);
/// Whether `metric` of a rule means anything.
bool usesMetric(const AlarmRule& rule);
/// Power, its ramp and flow add up; of the rest the highest counts.
AlarmStatistic usualStatistic(Metric metric);

/// What is wrong with a rule by itself, in one sentence that says what was expected; empty = nothing.
std::string alarmMistake(const AlarmRule& rule);
/// The same for its place in a campus.
std::string placeMistake(const AlarmRule& rule, const Campus& campus);

/// Names as files write them, in the order of the enumerations: "info", "warning", "critical"; "gpu", "rack", ...;
/// "above", ...; "highest", ...; "stale", "missing", "bad".
std::span<const std::string_view> severityNames();
std::span<const std::string_view> alarmLevelNames();
std::span<const std::string_view> alarmKindNames();
std::span<const std::string_view> statisticNames();
std::span<const std::string_view> alarmStateNames();
std::string_view alarmStateName(DataState state);
std::optional<DataState> alarmStateByName(std::string_view name);

} // namespace gigahall::model
