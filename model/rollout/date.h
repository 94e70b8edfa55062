#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Days of the calendar. A rollout knows no time of day: what it says of a day holds at the end of that day.
namespace gigahall::model {

using Day = std::chrono::sys_days;

/// "2026-12-31"; nothing for other texts and for days the calendar does not have. Years 1900 to 2199.
std::optional<Day> parseDay(std::string_view text);
std::string dayText(Day day);

/// Days since 1970-01-01. Between two whole numbers it is some time of the later day: `dayNumber(d)` is the end of d.
inline double dayNumber(Day day)
{
    return static_cast<double>(day.time_since_epoch().count());
}
/// The day that a moment belongs to: the inverse of dayNumber() for whole numbers.
Day dayAt(double number);

/// Last days of March, June, September and December from `first` to `last`, both included.
std::vector<Day> quarterEnds(Day first, Day last);

/// Mean length of a month of the Gregorian calendar.
inline constexpr double kDaysPerMonth = 365.2425 / 12;

} // namespace gigahall::model
