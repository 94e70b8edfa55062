#pragma once

#include "app/rollout/ganttrows.h"

#include <QPointF>
#include <QPolygonF>

#include <cstdint>
#include <vector>

/// Who waits for whom in a plan, as lines between bars.
namespace gigahall::app {

struct GanttLink
{
    std::uint32_t from = 0, to = 0; ///< rows that are visible; `to` waits for `from`
    model::LinkKind kind = model::LinkKind::FinishToStart;
    /// Where it leaves and arrives, as model::dayNumber(). Where a row hides several: the last that is waited for, the
    /// first that waits.
    double fromDay = 0, toDay = 0;

    bool leavesFinish() const
    {
        return kind == model::LinkKind::FinishToStart || kind == model::LinkKind::FinishToFinish;
    }
    bool arrivesAtStart() const
    {
        return kind == model::LinkKind::FinishToStart || kind == model::LinkKind::StartToStart;
    }
};

/// Of all that works in a row, to and from other rows: those that are in sight, or that hide who is meant.
/// One between two rows and of a kind.
std::vector<GanttLink> ganttLinks(const model::Plan& plan, const GanttRows& rows, std::uint32_t row);

/// A line with right angles that leaves a bar at one end and comes to another: from `from`, to the right if
/// `leavesRight`, to `to`, coming from the left if `fromLeft`. Where it has to turn back it runs between two rows.
QPolygonF linkLine(QPointF from, bool leavesRight, QPointF to, bool fromLeft, double rowPx);

} // namespace gigahall::app
