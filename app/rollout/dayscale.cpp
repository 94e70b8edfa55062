#include "app/rollout/dayscale.h"

#include <QCoreApplication>
#include <QDate>

#include <algorithm>
#include <array>

namespace gigahall::app {

using model::Day;
using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

namespace {

constexpr double kDaysPerYear = 365.2425;
// What a mark's text needs, in pixels.
constexpr double kDayPx = 26, kWeekPx = 26, kMonthPx = 40, kQuarterPx = 34, kYearPx = 46;
constexpr double kAir = 0.03; // beside the first and last day, as a share of the whole

QDate toDate(Day day)
{
    constexpr qint64 kJulianDayOfEpoch = 2440588;
    return QDate::fromJulianDay(kJulianDayOfEpoch + day.time_since_epoch().count());
}

int monthsOf(CalendarUnit unit)
{
    return unit == CalendarUnit::Year ? 12 : unit == CalendarUnit::Quarter ? 3 : 1;
}

} // namespace

void DayScale::zoom(double factor, double x, double leastPxPerDay, double mostPxPerDay)
{
    const double day = dayAt(x);
    pxPerDay = std::clamp(pxPerDay * factor, leastPxPerDay, mostPxPerDay);
    firstDay = day - x / pxPerDay;
}

DayScale DayScale::fitting(const model::Work& work, double widthPx)
{
    const double air = kAir * work.days();
    return {model::dayNumber(work.start) - 1 - air, widthPx / (work.days() + 2 * air)};
}

AxisUnits axisUnits(double pxPerDay)
{
    using enum CalendarUnit;
    const double monthPx = pxPerDay * model::kDaysPerMonth;
    if (pxPerDay >= kDayPx)
        return {Month, Day, 1};
    if (pxPerDay * 7 >= kWeekPx * 1.5)
        return {Month, Day, 7};
    if (monthPx >= kMonthPx)
        return {Year, Month, 1};
    if (monthPx * 3 >= kQuarterPx)
        return {Year, Quarter, 1};
    for (const int step : {1, 2, 5, 10, 20, 50})
        if (pxPerDay * kDaysPerYear * step >= kYearPx)
            return {Year, Year, step};
    return {Year, Year, 100};
}

std::vector<Day> unitStarts(CalendarUnit unit, int step, Day first, Day last)
{
    std::vector<Day> out;
    if (unit == CalendarUnit::Day) {
        // 1970-01-05 was a Monday.
        const Day monday = Day(days(4));
        const auto over = ((first - monday).count() % step + step) % step;
        for (Day day = step > 1 ? first - days(over) : first; day <= last; day += days(step))
            out.push_back(day);
        return out;
    }
    const int each = monthsOf(unit) * step;
    const year_month_day at(first);
    const int count = int(at.year()) * 12 + int(unsigned(at.month())) - 1;
    for (int month = count - count % each;; month += each) {
        const std::chrono::year_month start(
            std::chrono::year(month / 12), std::chrono::month(unsigned(month % 12) + 1));
        const Day day = std::chrono::sys_days(start / std::chrono::day(1));
        if (day > last)
            return out;
        out.push_back(day);
    }
}

QString unitText(CalendarUnit unit, Day start, const QLocale& locale)
{
    const QDate date = toDate(start);
    switch (unit) {
    case CalendarUnit::Day:
        return QString::number(date.day());
    case CalendarUnit::Month:
        return locale.standaloneMonthName(date.month(), QLocale::ShortFormat).remove(QLatin1Char('.'));
    case CalendarUnit::Quarter:
        return QStringLiteral("Q%1").arg((date.month() + 2) / 3);
    case CalendarUnit::Year:
        break;
    }
    return QString::number(date.year());
}

QString dateText(Day day, const QLocale& locale)
{
    const QDate date = toDate(day);
    // "C" has no order of its own: it reads as English does.
    if (locale.language() == QLocale::German)
        return locale.toString(date, QStringLiteral("d. MMM yyyy"));
    return locale.toString(date, QStringLiteral("d MMM yyyy"));
}

QString daysText(int count)
{
    constexpr char16_t kMinus = 0x2212;
    const QString size = QCoreApplication::translate("rollout", "%n day(s)", nullptr, std::abs(count));
    const QString sign = count > 0 ? QStringLiteral("+") : count < 0 ? QString(QChar(kMinus)) : QString();
    return sign + size;
}

} // namespace gigahall::app
