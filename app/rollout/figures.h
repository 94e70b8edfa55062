#pragma once

#include "app/rollout/stackedcurve.h"

#include <QLocale>
#include <QString>

#include <vector>

/// Totals of a rollout in words and numbers.
namespace gigahall::app {

QString quantityTitle(RolloutQuantity quantity);

struct RolloutFigure
{
    QString value, name, hint;
};
/// Power, dies, cost: the three that are read first.
std::vector<RolloutFigure> headlines(const model::Campus& campus, const model::RolloutTotals& now,
    const model::RolloutTotals& whole, const model::CostRate& rate, const QLocale& locale);
/// All others. Energy only where there is a date up to which it was used.
std::vector<RolloutFigure> details(const model::Campus& campus, const model::RolloutTotals& now,
    const model::RolloutTotals& whole, bool hasDate, const QLocale& locale);

/// "2.21 M", "884,700", "72": at most `digits` significant digits, large numbers in millions.
QString formatMany(double count, const QLocale& locale, int digits = 3);
/// From the lower to the higher with a dash between, without a unit.
QString formatRange(model::CostRate::Range range, const QLocale& locale);

} // namespace gigahall::app
