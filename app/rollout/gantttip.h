#pragma once

#include "app/rollout/ganttrows.h"

#include <QLocale>
#include <QStringList>

namespace gigahall::app {

/// The name of a row beside its parents: "Phase 3", "B2", "Shell", an activity of a hall with its hall.
QString ganttName(const model::Campus& campus, const model::Plan& plan, const GanttRow& row, const QLocale& locale);
/// All there is to say about a row, line by line: name, planned, baseline, actual, slack, source.
QStringList ganttTip(const model::Campus& campus, const model::Plan& plan, const GanttRow& row, const GanttBar& bar,
    const QLocale& locale);

} // namespace gigahall::app
