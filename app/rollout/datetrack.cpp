#include "app/rollout/datebar.h"

#include "app/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr int kMargin = 8;
constexpr double kHandlePx = 5, kSignPx = 3.5;

} // namespace

DateTrack::DateTrack(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("dateTrack"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DateTrack::setSpan(double first, double last)
{
    m_first = first;
    m_last = std::max(last, first + 1);
    update();
}

void DateTrack::setMilestones(std::vector<PhaseMilestone> milestones)
{
    m_milestones = std::move(milestones);
    update();
}

void DateTrack::setDay(std::optional<double> day)
{
    m_day = day;
    update();
}

double DateTrack::placeOf(double day) const
{
    const double share = std::clamp((day - m_first) / (m_last - m_first), 0.0, 1.0);
    return kMargin + share * (width() - 2 * kMargin);
}

double DateTrack::dayAt(double x) const
{
    const double share = std::clamp((x - kMargin) / std::max(width() - 2 * kMargin, 1), 0.0, 1.0);
    return m_first + share * (m_last - m_first);
}

void DateTrack::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColours colours = themeColours(palette());
    const double y = height() / 2.0;
    painter.setPen(QPen(colours.hairline, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(kMargin, y), QPointF(width() - kMargin, y));
    if (m_day) {
        painter.setPen(QPen(colours.accent, 2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(kMargin, y), QPointF(placeOf(*m_day), y));
    }
    for (const PhaseMilestone& milestone : m_milestones) {
        const bool reached = m_day && *m_day >= milestone.day;
        const QPointF at(placeOf(milestone.day), y);
        painter.setPen(QPen(reached ? colours.accent : colours.quiet, 1.2));
        painter.setBrush(reached ? colours.accent : colours.panel);
        painter.drawPolygon(QPolygonF({at + QPointF(0, -kSignPx), at + QPointF(kSignPx, 0), at + QPointF(0, kSignPx),
            at + QPointF(-kSignPx, 0)}));
    }
    if (!m_day)
        return;
    painter.setPen(hasFocus() ? QPen(colours.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(colours.text);
    painter.drawEllipse(QPointF(placeOf(*m_day), y), kHandlePx, kHandlePx);
}

void DateTrack::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        emit scrubbed(dayAt(event->position().x()));
}

void DateTrack::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        emit scrubbed(dayAt(event->position().x()));
}

void DateTrack::keyPressEvent(QKeyEvent* event)
{
    const double now = m_day.value_or(m_last);
    const double step = event->modifiers().testFlag(Qt::ControlModifier) ? 30
        : event->modifiers().testFlag(Qt::ShiftModifier)                 ? 1
                                                                         : 7;
    if (event->key() == Qt::Key_Left)
        emit scrubbed(std::max(std::round(now) - step, m_first));
    else if (event->key() == Qt::Key_Right)
        emit scrubbed(std::min(std::round(now) + step, m_last));
    else
        QWidget::keyPressEvent(event);
}

} // namespace gigahall::app
