#pragma once

#include "app/story/storystyle.h"
#include "model/campus/campus.h"
#include "model/rollout/plan.h"

#include <QLocale>
#include <QPainter>
#include <QRectF>
#include <QString>

#include <vector>

namespace gigahall::app {

/// Work at one phase, as day numbers: from its first day to the day all of it is energised.
struct PhaseBar
{
    QString label;
    double fromDay = 0, toDay = 0;
};
/// Phases that a plan works at, in the order of the campus.
std::vector<PhaseBar> phaseBars(const model::Campus& campus, const model::Plan& plan, const QLocale& locale);

/// How high the strip is, with its years.
double ganttHeightPx(const std::vector<PhaseBar>& bars, const StoryStyle& style);
/// Years as hairlines, a bar a phase, the day as a line with a head.
void paintGantt(QPainter& painter, const QRectF& rect, const std::vector<PhaseBar>& bars, double day,
    const StoryStyle& style, const QLocale& locale);

} // namespace gigahall::app
