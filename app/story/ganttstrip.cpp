#include "app/story/ganttstrip.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app {
namespace {

constexpr double kRowPx = 16, kBarPx = 7, kYearsPx = 34;
constexpr double kMostRowsPx = 200; // more phases get thinner rows

double rowPx(std::size_t bars)
{
    return std::min(kRowPx, kMostRowsPx / double(std::max<std::size_t>(bars, 1)));
}

int yearOf(double day)
{
    return int(std::chrono::year_month_day(model::dayAt(day)).year());
}

double firstOf(int year)
{
    return model::dayNumber(model::Day(std::chrono::year(year) / 1 / 1));
}

// Where days are in the strip. Begins with a year, and leaves room for the label of the last bar.
struct Axis
{
    double fromDay, toDay;
    QRectF rect;

    double x(double day) const { return rect.left() + (day - fromDay) / (toDay - fromDay) * rect.width(); }
};

Axis axisOf(const QRectF& rect, const std::vector<PhaseBar>& bars, double labelPx)
{
    double from = std::numeric_limits<double>::infinity(), to = -from;
    for (const PhaseBar& bar : bars) {
        from = std::min(from, bar.fromDay);
        to = std::max(to, bar.toDay);
    }
    Axis axis{firstOf(yearOf(from)), to, rect};
    // With a few months to spare at the end.
    axis.toDay = axis.fromDay + (to + 60 - axis.fromDay) * rect.width() / std::max(rect.width() - labelPx, 1.0);
    return axis;
}

void paintYears(QPainter& painter, const Axis& axis, const StoryStyle& style, const QLocale& locale)
{
    painter.setFont(style.font(StoryStyle::kTextPx));
    const QFontMetricsF metrics(painter.font());
    QColor hairline = style.line;
    hairline.setAlphaF(0.35f);
    for (int year = yearOf(axis.fromDay); firstOf(year) < axis.toDay; ++year) {
        const double x = std::round(axis.x(firstOf(year)));
        painter.setPen(QPen(hairline, std::max(1.0, style.px(1))));
        painter.drawLine(QPointF(x, axis.rect.top() + style.px(kYearsPx - 4)), QPointF(x, axis.rect.bottom()));
        QLocale plain(locale);
        plain.setNumberOptions(QLocale::OmitGroupSeparator);
        const QString text = plain.toString(year);
        if (x + metrics.horizontalAdvance(text) > axis.rect.right())
            continue;
        painter.setPen(style.quiet);
        painter.drawText(QPointF(x, axis.rect.top() + metrics.ascent()), text);
    }
}

} // namespace

std::vector<PhaseBar> phaseBars(const model::Campus& campus, const model::Plan& plan, const QLocale& locale)
{
    constexpr double kNever = std::numeric_limits<double>::infinity();
    std::vector<PhaseBar> bars(campus.phases.size(), {{}, kNever, -kNever});
    for (const model::Activity& activity : plan.activities) {
        const auto phase = model::phaseOf(campus, activity.scope);
        if (!phase)
            continue;
        const model::Work work = activity.work();
        bars[*phase].fromDay = std::min(bars[*phase].fromDay, model::dayNumber(work.start));
        if (activity.kind == model::ActivityKind::Energised)
            bars[*phase].toDay = std::max(bars[*phase].toDay, model::dayNumber(work.finish));
    }
    for (std::size_t p = 0; p < bars.size(); ++p)
        bars[p].label = QString::fromStdString(campus.phases[p].label.in(locale.name().left(2).toStdString()));
    std::erase_if(bars, [](const PhaseBar& bar) { return !(bar.fromDay < bar.toDay) || bar.fromDay == kNever; });
    return bars;
}

double ganttHeightPx(const std::vector<PhaseBar>& bars, const StoryStyle& style)
{
    return style.px(kYearsPx + rowPx(bars.size()) * double(bars.size()));
}

void paintGantt(QPainter& painter, const QRectF& rect, const std::vector<PhaseBar>& bars, double day,
    const StoryStyle& style, const QLocale& locale)
{
    if (bars.empty())
        return;
    const double row = style.px(rowPx(bars.size())), height = std::min(style.px(kBarPx), 0.7 * row);
    const QFont labels = style.font(std::min(StoryStyle::kSmallPx - 1, rowPx(bars.size())));
    const QFontMetricsF metrics(labels);
    double labelPx = 0;
    for (const PhaseBar& bar : bars)
        labelPx = std::max(labelPx, metrics.horizontalAdvance(bar.label) + style.px(12));
    const Axis axis = axisOf(rect, bars, labelPx);
    paintYears(painter, axis, style, locale);
    painter.setFont(labels);
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const PhaseBar& bar = bars[i];
        const double middle = rect.top() + style.px(kYearsPx) + (double(i) + 0.5) * row;
        const auto stretch = [&](double from, double to, const QColor& colour) {
            if (to <= from)
                return;
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawRoundedRect(
                QRectF(axis.x(from), middle - height / 2, axis.x(to) - axis.x(from), height), height / 3, height / 3);
        };
        stretch(bar.fromDay, bar.toDay, style.later);
        stretch(bar.fromDay, std::min(day, bar.toDay), day >= bar.toDay ? style.done : style.working);
        painter.setPen(day >= bar.toDay ? style.text : style.quiet);
        painter.drawText(
            QPointF(axis.x(bar.toDay) + style.px(8), middle + (metrics.ascent() - metrics.descent()) / 2), bar.label);
    }
    const double x = std::clamp(axis.x(day), rect.left(), rect.right());
    painter.setPen(QPen(style.cursor, style.px(2.5)));
    painter.drawLine(QPointF(x, rect.top() + style.px(kYearsPx - 8)), QPointF(x, rect.bottom() + style.px(4)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.cursor);
    painter.drawEllipse(QPointF(x, rect.top() + style.px(kYearsPx - 8)), style.px(6), style.px(6));
}

} // namespace gigahall::app
