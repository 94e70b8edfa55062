#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/metric.h"

#include <QLocale>
#include <QString>

/// Numbers as people read them: at most four significant digits, narrow no-break space before the unit, the locale's
/// separators. NaN is an en dash, never zero.
namespace gigahall::app {

/// Decimal number with `digits` significant digits at most, trailing zeros kept so that columns do not jump ("86.0").
QString formatNumber(double value, const QLocale& locale, int digits = 3);
/// Whole number with group separators.
QString formatCount(double value, const QLocale& locale);
/// Power from kW in the unit that fits: W, kW, MW, GW.
QString formatPower(double kw, const QLocale& locale, int digits = 3);
/// A metric's value with its unit: "231 kW", "94.1 %", "55.6 \u00b0C", "1.20 MW/s". Not for categories.
QString formatMetric(double value, const model::MetricInfo& info, const QLocale& locale, int digits = 3);
/// The sum of power metrics over many assets ("688 MW"), otherwise formatMetric of the mean.
QString formatLevel(double mean, double sum, const model::MetricInfo& info, const QLocale& locale, int digits = 3);
/// Tick of a colour bar without unit; percent for utilisation.
QString formatTick(double value, const model::MetricInfo& info, const QLocale& locale);
/// Unit as shown: "C" -> degree Celsius, "" -> percent.
QString metricUnit(const model::MetricInfo& info);
/// "Rack power", translated.
QString metricTitle(model::Metric metric);
/// "Phase 3", "Building 2", "R07-K05": the short name beside its parents; the layout's label for phases.
QString shortName(const model::Campus& campus, model::AssetId id, const QLocale& locale);

} // namespace gigahall::app
