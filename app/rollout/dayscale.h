#pragma once

#include "model/rollout/plan.h"

#include <QLocale>
#include <QString>

#include <vector>

/// Days along a line of pixels, and the marks of the calendar on it.
namespace gigahall::app {

/// Which day number lies where. Day n fills what lies between x(n - 1) and x(n), as day numbers are ends of days.
struct DayScale
{
    double firstDay = 0; ///< at x = 0
    double pxPerDay = 1;

    double x(double day) const { return (day - firstDay) * pxPerDay; }
    double dayAt(double x) const { return firstDay + x / pxPerDay; }
    /// The day at `x` stays there.
    void zoom(double factor, double x, double leastPxPerDay, double mostPxPerDay);
    /// All of `work` in `widthPx`, with some air.
    static DayScale fitting(const model::Work& work, double widthPx);
};

enum class CalendarUnit
{
    Day,
    Month,
    Quarter,
    Year
};
/// Two lines of marks: `fine` beneath `coarse`; years alone where quarters would not fit.
struct AxisUnits
{
    CalendarUnit coarse = CalendarUnit::Year, fine = CalendarUnit::Year;
    int step = 1; ///< how many of the fine ones from mark to mark
};
AxisUnits axisUnits(double pxPerDay);

/// First days of units from the one that `first` is in to `last`; those whose count from year 0 is a multiple of
/// `step`. Of days: every Monday where `step` is 7.
std::vector<model::Day> unitStarts(CalendarUnit unit, int step, model::Day first, model::Day last);
QString unitText(CalendarUnit unit, model::Day start, const QLocale& locale);

/// "31 Dec 2027": in the order and with the names of the language.
QString dateText(model::Day day, const QLocale& locale);
/// "+182 days", "-1 day"; with the sign people write.
QString daysText(int days);

} // namespace gigahall::app
