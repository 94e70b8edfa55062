#include "app/rollout/curveview.h"

#include "app/docks/chartaxis.h"
#include "app/rollout/dayscale.h"
#include "app/rollout/figures.h"
#include "app/scenery/colormaps.h"
#include "app/scenery/format.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

namespace {

constexpr double kLeftPx = 46, kRightPx = 8, kTopPx = 8, kBottomPx = 20;
constexpr int kMostTicks = 5;
constexpr double kAir = 0.03;
constexpr double kFromMillions = 2e5;
constexpr float kAheadAlpha = 0.35f;

/// From dark to light as phases follow one another; both ends are left out, they come close to a ground.
QColor layerColour(std::size_t layer, std::size_t layers)
{
    const auto map = colormap("cividis");
    const double share = layers < 2 ? 0.5 : 0.15 + 0.75 * double(layer) / double(layers - 1);
    const glm::vec4 c = map[static_cast<std::size_t>(share * double(map.size() - 1))];
    return QColor::fromRgbF(c.r, c.g, c.b);
}

} // namespace

CurveView::CurveView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("rolloutCurves"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Totals over time, by phase"));
}

void CurveView::setRollout(std::shared_ptr<const model::Campus> campus, std::shared_ptr<const model::Rollout> now,
    std::shared_ptr<const model::Rollout> loaded)
{
    m_campus = std::move(campus);
    m_now = std::move(now);
    m_loaded = std::move(loaded);
    make();
}

void CurveView::setQuantity(RolloutQuantity quantity)
{
    m_quantity = quantity;
    make();
}

void CurveView::setRate(const model::CostRate& rate)
{
    m_rate = rate;
    make();
}

void CurveView::setDay(std::optional<double> day)
{
    if (m_day == day)
        return;
    m_day = day;
    update();
}

QRectF CurveView::plot() const
{
    return QRectF(rect()).adjusted(kLeftPx, kTopPx, -kRightPx, -kBottomPx);
}

void CurveView::make()
{
    m_curve = {};
    m_loadedCurve = {};
    const auto extent = m_now ? m_now->plan.extent() : std::nullopt;
    const double width = plot().width();
    if (extent && width > 1) {
        m_first = model::dayNumber(extent->start) - 1;
        m_last = model::dayNumber(extent->finish);
        // What is moved beyond the loaded plan needs room; what is moved forward does not take any away.
        if (const auto before = m_loaded->plan.extent()) {
            m_first = std::min(m_first, model::dayNumber(before->start) - 1);
            m_last = std::max(m_last, model::dayNumber(before->finish));
        }
        // Behind the last day there is room for what it brings.
        m_last += kAir * (m_last - m_first);
        const std::vector<double> days = daysBetween(m_first, m_last, static_cast<std::size_t>(width) + 1);
        const std::size_t phases = m_campus->phases.size();
        m_curve = stackedCurve(m_now->curve, phases, m_quantity, m_rate, days);
        if (m_loaded != m_now)
            m_loadedCurve = stackedCurve(m_loaded->curve, phases, m_quantity, m_rate, days);
        m_top = std::max(quantityOf(m_now->curve.whole(), m_quantity, m_rate), 1e-9) * 1.04;
    }
    update();
}

double CurveView::xOf(double day) const
{
    return plot().left() + (day - m_first) / (m_last - m_first) * plot().width();
}

double CurveView::yOf(double value) const
{
    return plot().bottom() - value / m_top * plot().height();
}

void CurveView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColours colours = themeColours(palette());
    painter.setFont(themeFont(kSmallPx));
    if (m_curve.layers == 0)
        return;
    drawAxes(painter, colours);
    drawLayers(painter, colours);
    drawLoaded(painter, colours);
    painter.setPen(colours.hairline);
    painter.drawLine(plot().bottomLeft(), plot().bottomRight());
    if (m_day) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colours.accent, 1.5));
        const double x = xOf(std::clamp(*m_day, m_first, m_last));
        painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
    }
}

void CurveView::drawAxes(QPainter& painter, const ThemeColours& colours) const
{
    const std::vector<double> ticks = valueTicks(0, m_top, kMostTicks);
    const bool inMillions = m_quantity == RolloutQuantity::Dies && m_top >= kFromMillions;
    const double factor = inMillions ? 1e-6 : 1;
    const QString millions = QStringLiteral("\u202f") + QCoreApplication::translate("rollout", "M");
    const double step = ticks.size() > 1 ? (ticks[1] - ticks[0]) * factor : 1;
    for (const double tick : ticks) {
        painter.setPen(colours.hairline);
        if (tick > 0)
            painter.drawLine(QPointF(plot().left(), yOf(tick)), QPointF(plot().right(), yOf(tick)));
        painter.setPen(colours.faint);
        painter.drawText(QRectF(0, yOf(tick) - 8, kLeftPx - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
            valueTickText(tick * factor, step, locale()) + (inMillions && tick > 0 ? millions : QString()));
    }
    const double pxPerDay = plot().width() / (m_last - m_first);
    AxisUnits units = axisUnits(pxPerDay);
    if (units.coarse != units.fine)
        units = {units.coarse, units.coarse, 1};
    const std::vector<model::Day> starts
        = unitStarts(units.fine, units.step, model::dayAt(m_first), model::dayAt(m_last));
    for (const model::Day start : starts) {
        const double x = xOf(model::dayNumber(start) - 1);
        if (x < plot().left() - 1 || x + 30 > width())
            continue;
        painter.setPen(colours.hairline);
        painter.drawLine(QPointF(x, plot().bottom()), QPointF(x, plot().bottom() + 4));
        painter.setPen(colours.faint);
        painter.drawText(QRectF(x + 3, plot().bottom() + 1, 60, kBottomPx - 2), Qt::AlignLeft | Qt::AlignVCenter,
            unitText(units.fine, start, locale()));
    }
}

void CurveView::drawLayers(QPainter& painter, const ThemeColours& colours) const
{
    const std::size_t count = m_curve.days.size();
    const double cursor = m_day ? xOf(*m_day) : plot().right();
    for (std::size_t layer = 0; layer < m_curve.layers; ++layer) {
        const auto top = m_curve.top(layer);
        QPolygonF area;
        for (std::size_t i = 0; i < count; ++i)
            area << QPointF(xOf(m_curve.days[i]), yOf(top[i]));
        for (std::size_t i = count; i-- > 0;)
            area << QPointF(xOf(m_curve.days[i]), layer == 0 ? plot().bottom() : yOf(m_curve.top(layer - 1)[i]));
        const QColor colour = layerColour(layer, m_curve.layers);
        QColor ahead = colour;
        ahead.setAlphaF(kAheadAlpha);
        const auto fill = [&](double from, double to, const QColor& with) {
            painter.save();
            painter.setClipRect(QRectF(from, 0, std::max(0.0, to - from), height()));
            painter.setPen(Qt::NoPen);
            painter.setBrush(with);
            painter.drawPolygon(area);
            painter.setPen(QPen(colours.panel, 1));
            painter.drawPolyline(area.constData(), static_cast<int>(count));
            painter.restore();
        };
        fill(plot().left(), cursor, colour);
        fill(cursor, plot().right(), ahead);
    }
}

void CurveView::drawLoaded(QPainter& painter, const ThemeColours& colours) const
{
    if (m_loadedCurve.layers == 0)
        return;
    QPolygonF line;
    const auto top = m_loadedCurve.top(m_loadedCurve.layers - 1);
    for (std::size_t i = 0; i < top.size(); ++i)
        line << QPointF(xOf(m_loadedCurve.days[i]), yOf(top[i]));
    painter.save();
    painter.setPen(QPen(colours.text, 1.2, Qt::DashLine));
    painter.drawPolyline(line);
    painter.restore();
}

QString CurveView::tipAt(QPointF at) const
{
    if (m_curve.layers == 0 || !plot().contains(at))
        return {};
    const double day = m_first + (at.x() - plot().left()) / plot().width() * (m_last - m_first);
    const double total = quantityOf(m_now->curve.at(day), m_quantity, m_rate);
    const QString number = m_quantity == RolloutQuantity::Cost
        ? formatRange(m_rate.cost(m_now->curve.at(day).facilityW), locale())
        : formatMany(total, locale());
    return dateText(model::dayAt(day), locale()) + QStringLiteral("\n%1 %2").arg(number, quantityTitle(m_quantity));
}

bool CurveView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }
    return QWidget::event(event);
}

void CurveView::chooseAt(double x)
{
    if (m_curve.layers == 0)
        return;
    const double share = std::clamp((x - plot().left()) / plot().width(), 0.0, 1.0);
    emit dayChosen(m_first + share * (m_last - m_first));
}

void CurveView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        chooseAt(event->position().x());
}

void CurveView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        chooseAt(event->position().x());
}

void CurveView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    make();
}

void CurveView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Totals over time, by phase"));
    QWidget::changeEvent(event);
    update();
}

} // namespace gigahall::app
