#include "app/docks/sparkline.h"

#include "app/scenery/format.h"
#include "app/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app {

Sparkline::Sparkline(QWidget* parent)
    : QWidget(parent)
    , m_nameplate(std::numeric_limits<double>::quiet_NaN())
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::show(const History& history, const model::MetricInfo& info, double nameplate)
{
    m_points.assign(history.points().begin(), history.points().end());
    m_info = &info;
    m_nameplate = nameplate;
    update();
}

void Sparkline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColours colours = themeColours(palette());
    painter.setFont(themeFont(kSmallPx));
    double lo = std::numeric_limits<double>::infinity(), hi = -lo;
    for (const History::Point& point : m_points) {
        if (!std::isnan(point.value)) {
            lo = std::min(lo, static_cast<double>(point.value));
            hi = std::max(hi, static_cast<double>(point.value));
        }
    }
    const QRectF area = QRectF(rect()).adjusted(0, 16, 0, -3);
    painter.setPen(colours.hairline);
    painter.drawLine(QPointF(0, area.bottom() + 2.5), QPointF(width(), area.bottom() + 2.5));
    if (m_info == nullptr || lo > hi) {
        painter.setPen(colours.faint);
        painter.drawText(rect(), Qt::AlignCenter, tr("No values yet"));
        return;
    }

    painter.setPen(colours.quiet);
    const QString low = formatMetric(lo, *m_info, locale()), high = formatMetric(hi, *m_info, locale());
    painter.drawText(QRect(0, 0, width(), 14), Qt::AlignLeft | Qt::AlignVCenter,
        low == high ? low : low + QStringLiteral(" \u2013 ") + high);
    if (std::isfinite(m_nameplate)) {
        painter.drawText(QRect(0, 0, width(), 14), Qt::AlignRight | Qt::AlignVCenter,
            tr("nameplate %1").arg(formatMetric(m_nameplate, *m_info, locale())));
    }

    // Never stretched over less than a fiftieth of the value: noise must not look like an event.
    const double least = std::max({(hi - lo), std::abs(hi) * 0.02, 1e-6});
    const double middle = 0.5 * (lo + hi);
    lo = middle - 0.58 * least;
    hi = middle + 0.58 * least;
    const double end = m_points.back().timeS;
    const double span = m_spanS;
    const auto place = [&](const History::Point& p) {
        return QPointF(area.right() - (end - p.timeS) / span * area.width(),
            area.bottom() - (static_cast<double>(p.value) - lo) / (hi - lo) * area.height());
    };
    painter.setRenderHint(QPainter::Antialiasing);
    if (std::isfinite(m_nameplate) && m_nameplate > lo && m_nameplate < hi) {
        const double y = area.bottom() - (m_nameplate - lo) / (hi - lo) * area.height();
        painter.setPen(QPen(colours.faint, 1, Qt::DashLine));
        painter.drawLine(QPointF(0, y), QPointF(width(), y));
    }
    QPainterPath line;
    bool pen = false;
    for (const History::Point& point : m_points) {
        if (std::isnan(point.value)) {
            pen = false;
            continue;
        }
        if (pen)
            line.lineTo(place(point));
        else
            line.moveTo(place(point));
        pen = true;
    }
    painter.setPen(QPen(colours.accent, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    if (!std::isnan(m_points.back().value)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.accent);
        painter.drawEllipse(place(m_points.back()) - QPointF(2, 0), 2.2, 2.2);
    }
}

} // namespace gigahall::app
