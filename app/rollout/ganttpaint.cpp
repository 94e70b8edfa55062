#include "app/rollout/ganttlinks.h"
#include "app/rollout/gantttip.h"
#include "app/rollout/ganttview.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr double kIndentPx = 14, kFoldPx = 14, kNamePad = 8;
constexpr double kBaselineGap = 2, kBaselinePx = 2, kActualPx = 3, kEdgePx = 2;
constexpr double kDateGapPx = 10;
constexpr double kCursorPx = 1.5, kHeadPx = 4;
constexpr double kArrowPx = 6;

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int x, int y) { return static_cast<int>(std::lround(x + share * (y - x))); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

QPainterPath diamond(QPointF centre, double size)
{
    QPainterPath path;
    const double half = size / 2;
    path.addPolygon(QPolygonF({centre + QPointF(0, -half), centre + QPointF(half, 0), centre + QPointF(0, half),
        centre + QPointF(-half, 0)}));
    path.closeSubpath();
    return path;
}

QPainterPath foldMark(QPointF centre, bool folded)
{
    QPainterPath path;
    path.addPolygon(folded ? QPolygonF({centre + QPointF(-2, -4), centre + QPointF(3, 0), centre + QPointF(-2, 4)})
                           : QPolygonF({centre + QPointF(-4, -2), centre + QPointF(4, -2), centre + QPointF(0, 3)}));
    path.closeSubpath();
    return path;
}

} // namespace

GanttColours ganttColours(const ThemeColours& colours)
{
    return {.done = mixed(colours.panel, colours.accent, 0.75),
        .ahead = mixed(colours.panel, colours.quiet, 0.38),
        .edge = colours.text,
        .baseline = colours.faint,
        .actual = colours.text};
}

void GanttView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setFont(themeFont(kSmallPx));
    const ThemeColours colours = themeColours(palette());
    painter.fillRect(viewport()->rect(), colours.panel);
    if (m_rows.all().empty()) {
        painter.setPen(colours.quiet);
        painter.drawText(
            viewport()->rect(), Qt::AlignCenter, tr("This campus has no rollout: none of its phases has a date."));
        return;
    }
    const QRectF chart = chartBox();
    painter.save();
    painter.setClipRect(QRectF(0, chart.top(), viewport()->width(), chart.height()));
    drawGrid(painter, colours);
    const double scrolled = verticalScrollBar()->value();
    const auto first = static_cast<std::size_t>(scrolled / kGanttRowPx);
    const auto last = static_cast<std::size_t>((scrolled + chart.height()) / kGanttRowPx) + 1;
    for (std::size_t place = first; place < std::min(last, m_rows.visible().size()); ++place)
        drawRow(painter, place, colours);
    drawLinks(painter, colours);
    painter.restore();
    drawAxis(painter, colours);
    drawDates(painter, colours);
    painter.setPen(colours.hairline);
    painter.drawLine(QPointF(chart.left() - 0.5, 0), QPointF(chart.left() - 0.5, viewport()->height()));
    drawDragged(painter, colours);
}

void GanttView::drawGrid(QPainter& painter, const ThemeColours& colours) const
{
    const QRectF chart = chartBox();
    const AxisUnits units = axisUnits(m_scale.pxPerDay);
    QColor line = colours.hairline;
    line.setAlphaF(0.7f);
    painter.setPen(line);
    for (const model::Day start : unitStarts(units.coarse, units.coarse == units.fine ? units.step : 1,
             model::dayAt(m_scale.firstDay), model::dayAt(m_scale.dayAt(chart.width())))) {
        const double x = std::round(chart.left() + m_scale.x(model::dayNumber(start) - 1)) + 0.5;
        if (x > chart.left())
            painter.drawLine(QPointF(x, chart.top()), QPointF(x, chart.bottom()));
    }
}

void GanttView::drawAxis(QPainter& painter, const ThemeColours& colours) const
{
    const QRectF chart = chartBox();
    painter.save();
    painter.setClipRect(QRectF(chart.left(), 0, chart.width(), kGanttAxisPx));
    const AxisUnits units = axisUnits(m_scale.pxPerDay);
    const model::Day first = model::dayAt(m_scale.firstDay), last = model::dayAt(m_scale.dayAt(chart.width()));
    const auto line = [&](CalendarUnit unit, int step, double top, const QColor& colour) {
        const std::vector<model::Day> starts = unitStarts(unit, step, first, last);
        for (std::size_t i = 0; i < starts.size(); ++i) {
            const double x = chart.left() + m_scale.x(model::dayNumber(starts[i]) - 1);
            const double end = i + 1 < starts.size() ? chart.left() + m_scale.x(model::dayNumber(starts[i + 1]) - 1)
                                                     : chart.right() + kGanttRowPx;
            painter.setPen(colours.hairline);
            if (x > chart.left())
                painter.drawLine(QPointF(std::round(x) + 0.5, top + 3), QPointF(std::round(x) + 0.5, top + 15));
            // What has begun before says so as long as it is in sight.
            const double left = std::max(x, chart.left()) + 5;
            const QString name = unitText(unit, starts[i], locale());
            const double width = painter.fontMetrics().horizontalAdvance(name);
            if ((x < chart.left() && width > end - left - 6) || left + width > chart.right())
                continue;
            painter.setPen(colour);
            painter.drawText(QRectF(left, top, 80, kGanttAxisPx / 2), Qt::AlignLeft | Qt::AlignVCenter, name);
        }
    };
    if (units.coarse == units.fine) {
        line(units.fine, units.step, kGanttAxisPx / 2, colours.quiet);
    } else {
        line(units.coarse, 1, 0, colours.quiet);
        line(units.fine, units.step, kGanttAxisPx / 2, colours.faint);
    }
    painter.restore();
    painter.setPen(colours.hairline);
    painter.drawLine(QPointF(0, kGanttAxisPx - 0.5), QPointF(viewport()->width(), kGanttAxisPx - 0.5));
}

void GanttView::drawRow(QPainter& painter, std::size_t place, const ThemeColours& colours) const
{
    const std::uint32_t row = m_rows.visible()[place];
    const QRectF box(0, rowTop(place), viewport()->width(), kGanttRowPx);
    if (row == m_current && isVisible()) // on paper none is
        painter.fillRect(box, hasFocus() ? colours.selection : colours.hover);
    drawName(painter, row, QRectF(0, box.top(), namesPx(), box.height()), colours);
    painter.save();
    painter.setClipRect(chartBox(), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    drawBar(painter, row, colours);
    painter.restore();
}

void GanttView::drawName(QPainter& painter, std::uint32_t row, const QRectF& box, const ThemeColours& colours) const
{
    const GanttRow& own = m_rows.all()[row];
    const double left = kNamePad + double(own.depth) * kIndentPx;
    if (own.isSpace() && m_rows.canFold(row)) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(foldMark({left + 4, box.center().y()}, m_rows.isFolded(row)), colours.quiet);
        painter.restore();
    }
    const QRectF text(left + kFoldPx, box.top(), box.right() - left - kFoldPx - kNamePad, box.height());
    painter.setFont(themeFont(own.depth == 0 ? kTextPx : kSmallPx));
    painter.setPen(own.isSpace() ? colours.text : colours.quiet);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(
            ganttName(*m_campus, m_plan, own, locale()), Qt::ElideRight, static_cast<int>(text.width())));
    painter.setFont(themeFont(kSmallPx));
}

void GanttView::drawBar(QPainter& painter, std::uint32_t row, const ThemeColours& colours) const
{
    const GanttBar& bar = m_bars[row];
    const bool isSpace = m_rows.all()[row].isSpace();
    const bool critical = !isSpace && bar.slackDays == 0;
    const QRectF chart = chartBox();
    const GanttColours own = ganttColours(colours);
    const auto x = [&](double day) { return std::clamp(chart.left() + m_scale.x(day), -20.0, chart.right() + 20); };
    const QRectF box = barBox(row);
    if (bar.isMilestone) {
        drawMilestone(painter, bar.planned.finish, box.center().y(), critical, colours);
    } else {
        const QRectF whole(QPointF(x(model::dayNumber(bar.planned.start) - 1), box.top()),
            QPointF(std::max(x(model::dayNumber(bar.planned.finish)), box.left() + 1.5), box.bottom()));
        painter.fillRect(whole, own.ahead);
        if (m_day) {
            QRectF done = whole;
            done.setRight(std::clamp(x(*m_day), whole.left(), whole.right()));
            painter.fillRect(done, own.done);
        }
        if (critical)
            painter.fillRect(QRectF(whole.left(), whole.bottom() - kEdgePx, whole.width(), kEdgePx), own.edge);
    }
    const auto thin = [&](const model::Work& work, double top, double height, const QColor& colour) {
        painter.fillRect(QRectF(QPointF(x(model::dayNumber(work.start) - 1), top),
                             QPointF(x(model::dayNumber(work.finish)), top + height)),
            colour);
    };
    if (bar.baseline && *bar.baseline != bar.planned)
        thin(*bar.baseline, box.bottom() + kBaselineGap, kBaselinePx, own.baseline);
    if (bar.actual)
        thin(*bar.actual, box.center().y() - kActualPx / 2, kActualPx, own.actual);
    if (isSpace && bar.energised) {
        drawMilestone(painter, *bar.energised, box.center().y(), false, colours);
        if (row != m_current || !m_drag) {
            const QString text = QString::fromStdString(model::dayText(*bar.energised));
            const double width = painter.fontMetrics().horizontalAdvance(text);
            const double right = x(model::dayNumber(*bar.energised)) + kDateGapPx;
            // Before the bar where there is no room behind it.
            const double left = right + width < chart.right() ? right : box.left() - kDateGapPx - width;
            painter.setPen(colours.faint);
            painter.drawText(QPointF(left, box.center().y() + 4), text);
        }
    }
}

void GanttView::drawMilestone(
    QPainter& painter, model::Day day, double y, bool critical, const ThemeColours& colours) const
{
    const double x = chartBox().left() + m_scale.x(model::dayNumber(day));
    if (x < chartBox().left() - kGanttRowPx || x > chartBox().right() + kGanttRowPx)
        return;
    const GanttColours own = ganttColours(colours);
    const bool reached = m_day && *m_day >= model::dayNumber(day);
    const QPainterPath path = diamond({x, y}, 10);
    painter.fillPath(path, reached ? own.done : colours.panel);
    painter.strokePath(path,
        QPen(reached && !critical ? own.done
                : critical        ? own.edge
                                  : colours.quiet,
            critical ? kEdgePx : 1.3));
}

/// Of the row that keys work on: what it waits for and what waits for it. Those of all rows would be a thicket.
void GanttView::drawLinks(QPainter& painter, const ThemeColours& colours) const
{
    if (m_current == kNoActivity || !isVisible())
        return;
    painter.save();
    painter.setClipRect(chartBox(), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto end = [this](std::uint32_t row, double day, bool atRight) {
        const QRectF box = barBox(row);
        const double x = !m_bars[row].isMilestone ? chartBox().left() + m_scale.x(day)
            : atRight                             ? box.right()
                                                  : box.left();
        return QPointF(x, box.center().y());
    };
    for (const GanttLink& link : ganttLinks(m_plan, m_rows, m_current)) {
        const bool fromLeft = link.arrivesAtStart();
        const QPointF head = end(link.to, link.toDay, !fromLeft);
        const QPolygonF line = linkLine(
            end(link.from, link.fromDay, link.leavesFinish()), link.leavesFinish(), head, fromLeft, kGanttRowPx);
        painter.setPen(QPen(colours.text, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(line);
        const double back = fromLeft ? -kArrowPx : kArrowPx;
        QPainterPath arrow(head);
        arrow.lineTo(head + QPointF(back, -kArrowPx / 2));
        arrow.lineTo(head + QPointF(back, kArrowPx / 2));
        arrow.closeSubpath();
        painter.fillPath(arrow, colours.text);
    }
    painter.restore();
}

void GanttView::drawDates(QPainter& painter, const ThemeColours& colours) const
{
    const QRectF chart = chartBox();
    painter.save();
    painter.setClipRect(QRectF(chart.left(), 0, chart.width(), viewport()->height()));
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_today) {
        const double x = chart.left() + m_scale.x(model::dayNumber(*m_today));
        painter.setPen(QPen(colours.quiet, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, chart.top()), QPointF(x, chart.bottom()));
        const QString text = tr("Today");
        const double width = painter.fontMetrics().horizontalAdvance(text) + 8;
        const QRectF box(x - width / 2, 1, width, kGanttAxisPx / 2 - 2);
        painter.fillRect(box, colours.panel);
        painter.drawText(box, Qt::AlignCenter, text);
    }
    if (m_day) {
        const double x = chart.left() + m_scale.x(*m_day);
        painter.setPen(QPen(colours.accent, kCursorPx));
        painter.drawLine(QPointF(x, kGanttAxisPx - kHeadPx), QPointF(x, chart.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.accent);
        painter.drawEllipse(QPointF(x, kGanttAxisPx - kHeadPx - 1), kHeadPx, kHeadPx);
    }
    painter.restore();
}

/// How far a bar was moved, beside it.
void GanttView::drawDragged(QPainter& painter, const ThemeColours& colours) const
{
    if (!m_drag || m_drag->what != Drag::What::Bar || !m_drag->moved)
        return;
    const QRectF bar = barBox(m_drag->row);
    const QString text
        = daysText(m_drag->days) + QStringLiteral(" \u00b7 ") + dateText(m_bars[m_drag->row].planned.finish, locale());
    const double width = painter.fontMetrics().horizontalAdvance(text) + 8;
    const QRectF chart = chartBox();
    QRectF box(bar.right() + 8, bar.center().y() - 9, width, 18);
    box.moveLeft(std::clamp(box.left(), chart.left(), std::max(chart.left(), chart.right() - width)));
    painter.fillRect(box, colours.field);
    painter.setPen(colours.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

} // namespace gigahall::app
