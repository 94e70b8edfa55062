#include "app/docks/chartview.h"

#include "app/docks/chartaxis.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr double kHeadPx = 22, kAxisPx = 20;
constexpr double kClickPx = 5; ///< less than that is a click
constexpr double kShortestS = 2, kLongestS = 7 * 86400.0;
constexpr double kZoom = 1.25;

} // namespace

ChartView::ChartView(QWidget* parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ChartView::setTable(ChartTable table)
{
    m_table = std::move(table);
    setAccessibleDescription(m_table.title);
    update();
}

void ChartView::setSpan(double fromS, double toS)
{
    m_span = {fromS, std::max(toS, fromS + 1e-3)};
    update();
}

void ChartView::setTime(double timeS)
{
    m_timeS = timeS;
    update();
}

void ChartView::setBrushed(std::optional<Span> brushed)
{
    m_brushed = brushed;
    update();
}

void ChartView::setSelected(model::AssetId id)
{
    m_selected = id;
    update();
}

void ChartView::setMessage(const QString& message)
{
    m_message = message;
    update();
}

QRectF ChartView::plotIn(const QRectF& area) const
{
    const Margins sides = margins(area);
    return area.adjusted(sides.left, kHeadPx, -sides.right, -kAxisPx);
}

QRectF ChartView::plot() const
{
    return plotIn(QRectF(rect()));
}

double ChartView::xOf(double timeS, const QRectF& plot) const
{
    return plot.left() + (timeS - m_span.first) / (m_span.second - m_span.first) * plot.width();
}

double ChartView::timeAt(double x, const QRectF& plot) const
{
    return m_span.first + (x - plot.left()) / std::max(plot.width(), 1.0) * (m_span.second - m_span.first);
}

void ChartView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    draw(painter, QRectF(rect()), themeColours(palette()));
}

void ChartView::drawPicture(QPainter& painter, const QRectF& area, const ThemeColours& colours)
{
    m_drawsPicture = true;
    draw(painter, area, colours);
    m_drawsPicture = false;
}

void ChartView::draw(QPainter& painter, const QRectF& area, const ThemeColours& colours)
{
    painter.setFont(themeFont(kSmallPx));
    drawHead(painter, area, colours);
    const QRectF plot = plotIn(area);
    if (plot.width() < 20 || plot.height() < 20)
        return;
    if (m_table.rows.empty()) {
        painter.setPen(colours.faint);
        painter.drawText(plot, Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    drawTimeAxis(painter, plot, colours);
    painter.save();
    drawData(painter, plot, area, colours);
    painter.restore();
    drawBrush(painter, plot, colours);
}

/// The title, and at its end what is under the pointer.
void ChartView::drawHead(QPainter& painter, const QRectF& area, const ThemeColours& colours)
{
    const QRectF line(area.left(), area.top(), area.width(), 16);
    QString said = hover() && !m_brushing && !m_table.rows.empty() ? readOut(*hover()) : QString();
    if (said.isEmpty() && !m_table.rows.empty())
        said = m_message;
    painter.setPen(colours.text);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, said);
    const QFontMetricsF font(painter.font());
    const double left = line.width() - (said.isEmpty() ? 0 : font.horizontalAdvance(said) + 24);
    painter.setPen(colours.quiet);
    painter.drawText(
        line, Qt::AlignLeft | Qt::AlignVCenter, font.elidedText(m_table.title, Qt::ElideRight, std::max(left, 0.0)));
}

void ChartView::drawTimeAxis(QPainter& painter, const QRectF& plot, const ThemeColours& colours)
{
    const TimeTicks ticks = timeTicks(m_span.first, m_span.second, plot.width());
    for (const double timeS : ticks.timesS) {
        const double x = xOf(timeS, plot);
        painter.setPen(colours.hairline);
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4));
        painter.setPen(colours.faint);
        painter.drawText(QRectF(x - 50, plot.bottom() + 5, 100, kAxisPx - 5), Qt::AlignHCenter | Qt::AlignTop,
            timeTickText(timeS, ticks.stepS));
    }
}

void ChartView::drawBrush(QPainter& painter, const QRectF& plot, const ThemeColours& colours)
{
    painter.save();
    painter.setClipRect(plot.adjusted(-1, -1, 1, 1));
    QColor light = colours.accent;
    light.setAlphaF(0.16f);
    const auto stretch = [&](double left, double right, double top, double bottom) {
        const QRectF box(QPointF(left, top), QPointF(right, bottom));
        painter.fillRect(box, light);
        painter.setPen(QPen(colours.accent, 1));
        painter.drawRect(box);
    };
    if (m_brushed)
        stretch(xOf(m_brushed->first, plot), xOf(m_brushed->second, plot), plot.top() - 2, plot.bottom() + 2);
    if (m_timeS >= m_span.first && m_timeS <= m_span.second) {
        const double x = std::min(xOf(m_timeS, plot), plot.right() - 0.5);
        painter.setPen(QPen(colours.accent, 1.4));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (hover() && m_brushing && m_press) {
        if (brushesRows())
            stretch(plot.left() - 2, plot.right() + 2, std::min(m_press->y(), hover()->y()),
                std::max(m_press->y(), hover()->y()));
        else
            stretch(std::min(m_press->x(), hover()->x()), std::max(m_press->x(), hover()->x()), plot.top() - 2,
                plot.bottom() + 2);
    } else if (hover() && plot.contains(*hover())) {
        painter.setPen(QPen(colours.faint, 1, Qt::DotLine));
        painter.drawLine(QPointF(hover()->x(), plot.top()), QPointF(hover()->x(), plot.bottom()));
    }
    painter.restore();
}

bool ChartView::brushesRows() const
{
    const QPointF way = *m_hover - *m_press;
    return std::abs(way.y()) > std::abs(way.x());
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
    m_hover = m_press = event->position();
    m_moving = event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    m_brushing = false;
    if (event->button() != Qt::LeftButton && !m_moving)
        m_press.reset();
    event->setAccepted(m_press.has_value());
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF before = m_hover.value_or(event->position());
    m_hover = event->position();
    if (m_press && m_moving)
        shift(timeAt(before.x(), plot()) - timeAt(m_hover->x(), plot()));
    else if (m_press && (*m_hover - *m_press).manhattanLength() > kClickPx)
        m_brushing = true;
    update();
}

void ChartView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_press || m_table.rows.empty()) {
        m_press.reset();
        return;
    }
    m_hover = event->position();
    const QRectF area = plot();
    if (m_brushing && brushesRows()) {
        rowsBrushed(std::min(m_press->y(), m_hover->y()), std::max(m_press->y(), m_hover->y()));
    } else if (m_brushing) {
        const auto inside = [&](double x) { return timeAt(std::clamp(x, area.left(), area.right()), area); };
        const Span span = std::minmax(inside(m_press->x()), inside(m_hover->x()));
        if (span.second > span.first) {
            m_brushed = span;
            emit timeRangeBrushed(span.first, span.second);
        }
    } else if (!m_moving && event->button() == Qt::LeftButton) {
        chosen(*m_hover);
    }
    m_press.reset();
    m_brushing = m_moving = false;
    update();
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        emit followAsked();
}

void ChartView::zoom(double factor, double atS)
{
    const double span = m_span.second - m_span.first;
    const double wanted = std::clamp(span * factor, kShortestS, kLongestS);
    const double fromS = atS - (atS - m_span.first) * wanted / span;
    emit spanChosen(fromS, fromS + wanted);
}

void ChartView::shift(double seconds)
{
    if (seconds != 0)
        emit spanChosen(m_span.first + seconds, m_span.second + seconds);
}

void ChartView::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const double span = m_span.second - m_span.first;
    if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(turned.x()) > std::abs(turned.y()))
        shift(-0.1 * span * (turned.x() != 0 ? turned.x() : turned.y()) / 120.0);
    else
        zoom(std::pow(kZoom, -turned.y() / 120.0), timeAt(event->position().x(), plot()));
    event->accept();
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    const double span = m_span.second - m_span.first, middle = 0.5 * (m_span.first + m_span.second);
    switch (event->key()) {
    case Qt::Key_Left:
        return shift(-0.1 * span);
    case Qt::Key_Right:
        return shift(0.1 * span);
    case Qt::Key_Plus:
        return zoom(1 / kZoom, middle);
    case Qt::Key_Minus:
        return zoom(kZoom, middle);
    case Qt::Key_End:
        emit followAsked();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void ChartView::leaveEvent(QEvent* event)
{
    m_hover.reset();
    update();
    QWidget::leaveEvent(event);
}

void ChartView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace gigahall::app
