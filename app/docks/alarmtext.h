#pragma once

#include "model/telemetry/alarmlist.h"

#include <QColor>
#include <QIcon>
#include <QLocale>
#include <QPalette>
#include <QString>

/// What panels say about alarms, and how severities look: by shape as well as by colour.
namespace gigahall::app {

QString severityText(model::AlarmSeverity severity);
QColor severityColour(model::AlarmSeverity severity, const QPalette& palette);
/// Circle, triangle, diamond; hollow where somebody has acknowledged it or it is gone.
QIcon severityIcon(model::AlarmSeverity severity, bool hollow, const QPalette& palette);

QString labelText(const model::AlarmRule& rule, const QLocale& locale);
/// "above", "outside of", ...
QString alarmKindText(model::AlarmKind kind);
/// "GPUs", "Racks", "Halls, sum", ...
QString alarmLevelText(model::AlarmLevel level, model::AlarmStatistic statistic);
/// A value that a rule compares, with its unit: "88.0 C", "12.0 kW/s", "3 GPUs"; empty = there is none.
QString alarmValueText(const model::AlarmRule& rule, double value, const QLocale& locale);
/// "above 87 C", "data stale": the condition in words.
QString conditionText(const model::AlarmRule& rule, const QLocale& locale);
/// "P01-B1-H1, 300 of 384 racks".
QString alarmAssetText(const model::Campus& campus, const model::Alarm& alarm, const QLocale& locale);
/// "active", "acknowledged 12:03", "gone 12:04".
QString alarmStateText(const model::Alarm& alarm, const QLocale& locale);

} // namespace gigahall::app
