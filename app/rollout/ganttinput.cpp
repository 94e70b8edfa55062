// What mouse and keys do to the plan.
#include "app/rollout/gantttip.h"
#include "app/rollout/ganttview.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr double kZoomPerStep = 1.25, kDegreesPerStep = 120;
constexpr double kFoldZonePx = 26, kIndentPx = 14;

} // namespace

QString GanttView::tipAt(QPointF at) const
{
    const auto row = rowAt(at);
    if (!row || (at.x() >= chartBox().left() && !isOnBar(at, *row)))
        return {};
    return ganttTip(*m_campus, m_plan, m_rows.all()[*row], m_bars[*row], locale()).join(QLatin1Char('\n'));
}

bool GanttView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && !m_drag) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), tip, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

/// Keys of the window that are the plan's own while it has the focus.
bool GanttView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool own = key->key() == Qt::Key_Home || key->key() == Qt::Key_End || key->key() == Qt::Key_Plus
            || key->key() == Qt::Key_Minus || (key->key() == Qt::Key_Escape && m_drag);
        if (own) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void GanttView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_campus)
        return;
    const QPointF at = event->position();
    Drag drag{.from = at, .last = at};
    if (at.y() < kGanttAxisPx) {
        if (at.x() < chartBox().left())
            return;
        drag.what = Drag::What::Date;
        emit dayChosen(m_scale.dayAt(at.x() - chartBox().left()));
    } else if (const auto row = rowAt(at)) {
        const GanttRow& own = m_rows.all()[*row];
        const double foldEnd = double(own.depth) * kIndentPx + kFoldZonePx;
        if (own.isSpace() && at.x() < foldEnd && m_rows.canFold(*row)) {
            setFolded(*row, !m_rows.isFolded(*row));
            return;
        }
        drag.row = *row;
        if (isOnBar(at, *row) && canShift(*row))
            drag.what = Drag::What::Bar;
    }
    m_drag = drag;
}

void GanttView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (m_drag && event->buttons().testFlag(Qt::LeftButton)) {
        dragTo(at);
        return;
    }
    const auto row = m_campus ? rowAt(at) : std::nullopt;
    const bool takes = row && isOnBar(at, *row) && canShift(*row);
    viewport()->setCursor(takes ? Qt::SizeHorCursor : Qt::ArrowCursor);
}

void GanttView::dragTo(QPointF at)
{
    if ((at - m_drag->from).manhattanLength() >= QApplication::startDragDistance())
        m_drag->moved = true;
    const QPointF step = at - std::exchange(m_drag->last, at);
    if (m_drag->what == Drag::What::Date) {
        emit dayChosen(m_scale.dayAt(at.x() - chartBox().left()));
    } else if (m_drag->what == Drag::What::View) {
        if (!m_drag->moved)
            return;
        verticalScrollBar()->setValue(verticalScrollBar()->value() - static_cast<int>(std::lround(step.y())));
        DayScale scale = m_scale;
        scale.firstDay -= step.x() / scale.pxPerDay;
        setScale(scale);
    } else if (m_drag->moved) {
        const int days = static_cast<int>(std::lround((at.x() - m_drag->from.x()) / m_scale.pxPerDay));
        if (std::exchange(m_drag->days, days) == days)
            return;
        setCurrent(m_drag->row);
        emit shiftPreviewed({m_rows.all()[m_drag->row].target, days});
        viewport()->update();
    }
}

void GanttView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_drag)
        dropDrag(true);
}

void GanttView::dropDrag(bool keep)
{
    const Drag drag = *std::exchange(m_drag, std::nullopt);
    viewport()->update();
    if (drag.what == Drag::What::Date)
        return;
    if (!drag.moved) {
        if (keep && drag.row != kNoActivity)
            choose(drag.row);
        return;
    }
    if (drag.what != Drag::What::Bar)
        return;
    if (keep && drag.days != 0)
        emit shiftChosen({m_rows.all()[drag.row].target, drag.days});
    else
        emit shiftCancelled();
}

void GanttView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto row = m_campus ? rowAt(event->position()) : std::nullopt;
    if (!row)
        fit();
    else if (m_rows.all()[*row].isSpace())
        setFolded(*row, !m_rows.isFolded(*row));
}

void GanttView::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    if (event->position().x() < chartBox().left() || event->modifiers().testFlag(Qt::ShiftModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    if (angle.x() != 0 && angle.y() == 0) {
        DayScale scale = m_scale;
        scale.firstDay -= angle.x() / scale.pxPerDay;
        setScale(scale);
    } else {
        zoom(std::pow(kZoomPerStep, angle.y() / kDegreesPerStep), event->position().x());
    }
    event->accept();
}

void GanttView::step(int rows)
{
    const auto place = m_rows.place(m_current);
    if (!place)
        return;
    const auto last = static_cast<long>(m_rows.visible().size()) - 1;
    const long to = std::clamp(static_cast<long>(*place) + rows, 0L, last);
    choose(m_rows.visible()[static_cast<std::size_t>(to)]);
}

void GanttView::toParentOrFold()
{
    const GanttRow& row = m_rows.all()[m_current];
    if (row.isSpace() && m_rows.canFold(m_current) && !m_rows.isFolded(m_current))
        setFolded(m_current, true);
    else if (row.parent != kNoActivity)
        choose(row.parent);
}

void GanttView::toChildOrUnfold()
{
    if (!m_rows.canFold(m_current))
        return;
    if (m_rows.isFolded(m_current))
        setFolded(m_current, false);
    else
        step(1);
}

/// By how many days Left or Right move the current row's bar; 0 = they don't.
int GanttView::keyShift(int key, Qt::KeyboardModifiers modifiers) const
{
    const int sign = key == Qt::Key_Right ? 1 : key == Qt::Key_Left ? -1 : 0;
    if (modifiers.testFlag(Qt::ControlModifier))
        return daysOfMonths(m_bars[m_current].planned.start, sign);
    return modifiers.testFlag(Qt::ShiftModifier) ? sign : 0;
}

void GanttView::shiftByKey(int days)
{
    if (canShift(m_current))
        emit shiftChosen({m_rows.all()[m_current].target, days});
}

void GanttView::keyPressEvent(QKeyEvent* event)
{
    const int page = std::max(1, static_cast<int>(chartBox().height() / kGanttRowPx) - 1);
    if (m_drag && event->key() == Qt::Key_Escape) {
        dropDrag(false);
        return;
    }
    if (m_current == kNoActivity)
        return QAbstractScrollArea::keyPressEvent(event);
    if (const int days = keyShift(event->key(), event->modifiers()); days != 0)
        return shiftByKey(days);
    switch (event->key()) {
    case Qt::Key_Up:
        return step(-1);
    case Qt::Key_Down:
        return step(1);
    case Qt::Key_PageUp:
        return step(-page);
    case Qt::Key_PageDown:
        return step(page);
    case Qt::Key_Home:
        return step(-static_cast<int>(m_rows.visible().size()));
    case Qt::Key_End:
        return step(static_cast<int>(m_rows.visible().size()));
    case Qt::Key_Left:
        return toParentOrFold();
    case Qt::Key_Right:
        return toChildOrUnfold();
    case Qt::Key_Plus:
        return setFolded(m_current, false);
    case Qt::Key_Minus:
        return setFolded(m_current, true);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return choose(m_current);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void GanttView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void GanttView::focusOutEvent(QFocusEvent* event)
{
    if (m_drag)
        dropDrag(false);
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace gigahall::app
