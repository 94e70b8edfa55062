#include "app/rollout/ganttlinks.h"

#include <algorithm>

namespace gigahall::app {

namespace {

constexpr double kStubPx = 5, kHeadRoomPx = 8;

/// The visible row of an activity, or of what is folded over it.
class VisibleRows
{
public:
    VisibleRows(const model::Plan& plan, const GanttRows& rows)
        : m_rows(rows)
        , m_rowOf(plan.activities.size(), kNoActivity)
    {
        for (std::uint32_t row = 0; row < rows.all().size(); ++row)
            if (!rows.all()[row].isSpace())
                m_rowOf[rows.all()[row].target.activity] = row;
    }

    std::uint32_t operator[](std::uint32_t activity) const
    {
        std::uint32_t row = m_rowOf[activity];
        while (row != kNoActivity && !m_rows.place(row))
            row = m_rows.all()[row].parent;
        return row;
    }
    bool isIn(std::uint32_t activity, std::uint32_t row) const
    {
        const std::uint32_t own = m_rowOf[activity];
        return own != kNoActivity && own >= row && own < std::max(m_rows.all()[row].end, row + 1);
    }

private:
    const GanttRows& m_rows;
    std::vector<std::uint32_t> m_rowOf;
};

double edgeOf(const model::Activity& activity, bool finish)
{
    return finish ? model::dayNumber(activity.planned.finish) : model::dayNumber(activity.planned.start) - 1;
}

} // namespace

std::vector<GanttLink> ganttLinks(const model::Plan& plan, const GanttRows& rows, std::uint32_t row)
{
    const VisibleRows visible(plan, rows);
    std::vector<GanttLink> out;
    for (std::uint32_t i = 0; i < plan.activities.size(); ++i)
        for (const model::Link& link : plan.activities[i].after) {
            if (visible.isIn(i, row) == visible.isIn(link.activity, row))
                continue; // of others, or within
            GanttLink found{visible[link.activity], visible[i], link.kind};
            if (found.from == kNoActivity || found.to == kNoActivity || found.from == found.to)
                continue;
            found.fromDay = edgeOf(plan.activities[link.activity], found.leavesFinish());
            found.toDay = edgeOf(plan.activities[i], !found.arrivesAtStart());
            const auto known = std::ranges::find_if(out, [&](const GanttLink& other) {
                return other.from == found.from && other.to == found.to && other.kind == found.kind;
            });
            if (known == out.end()) {
                out.push_back(found);
            } else {
                known->fromDay = std::max(known->fromDay, found.fromDay);
                known->toDay = std::min(known->toDay, found.toDay);
            }
        }
    return out;
}

QPolygonF linkLine(QPointF from, bool leavesRight, QPointF to, bool fromLeft, double rowPx)
{
    const double out = from.x() + (leavesRight ? kStubPx : -kStubPx);
    const double in = to.x() + (fromLeft ? -kHeadRoomPx : kHeadRoomPx);
    if (leavesRight != fromLeft) { // both ends on the same side
        const double x = leavesRight ? std::max(out, in) : std::min(out, in);
        return QPolygonF({from, {x, from.y()}, {x, to.y()}, to});
    }
    const bool hasRoom = leavesRight ? out <= in : out >= in;
    if (hasRoom)
        return QPolygonF({from, {out, from.y()}, {out, to.y()}, to});
    const double between = to.y() + (from.y() < to.y() ? -rowPx / 2 : rowPx / 2);
    return QPolygonF({from, {out, from.y()}, {out, between}, {in, between}, {in, to.y()}, to});
}

} // namespace gigahall::app
