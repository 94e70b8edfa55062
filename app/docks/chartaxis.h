#pragma once

#include "app/overlay.h"
#include "model/telemetry/metric.h"

#include <QLocale>
#include <QString>

#include <vector>

/// Where the axes of a chart have their marks, and what these say.
namespace gigahall::app {

/// Multiples of 1, 2, 2.5 or 5 times a power of ten within lo..hi, as close as `most` of them allow. Empty where lo..hi
/// is no range.
std::vector<double> valueTicks(double lo, double hi, int most);
/// The numbers of valueTicks() beside each other: as many decimals as the step between them needs.
QString valueTickText(double value, double step, const QLocale& locale);

/// A chart's axis around the values lo..hi: some air, and never less than a fiftieth of the value, so that noise does
/// not look like an event.
ValueRange axisRange(double lo, double hi);

/// In which unit a metric's axis counts: a value times `factor` is what is shown.
struct AxisUnit
{
    double factor = 1;
    QString unit;
};
AxisUnit axisUnit(const model::MetricInfo& info, double largest);

/// Steps of time that people count in, from 0.1 s to days: the first that is at least `leastS`.
double timeStep(double leastS);
struct TimeTicks
{
    double stepS = 1;
    std::vector<double> timesS;
};
TimeTicks timeTicks(double fromS, double toS, double widthPx);
/// "14:30", with seconds and their parts where the step needs them.
QString timeTickText(double timeS, double stepS);
/// "0.5 s", "10 min", "6 h".
QString spanText(double seconds, const QLocale& locale);

} // namespace gigahall::app
