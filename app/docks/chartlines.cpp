#include "app/docks/chartlines.h"

#include "app/docks/chartaxis.h"
#include "app/scenery/categories.h"
#include "app/scenery/colormaps.h"
#include "app/scenery/format.h"
#include "app/window/timebar.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gigahall::app {

namespace {

constexpr double kLabelPx = 14, kLeaderPx = 26, kValueTickPx = 34, kNumberPx = 48;
constexpr double kNearPx = 8;

} // namespace

ChartLines::ChartLines(QWidget* parent)
    : ChartView(parent)
{
    setObjectName(QStringLiteral("chartLines"));
}

ValueRange ChartLines::valueRange() const
{
    double lo = std::numeric_limits<double>::infinity(), hi = -lo;
    const ChartTable& table = this->table();
    const auto [fromS, toS] = span();
    for (std::uint32_t c = 0; c < table.columns; ++c) {
        if (table.timeS(c) < fromS - table.stepS || table.timeS(c) > toS)
            continue;
        for (const ChartTable::Row& row : table.rows) {
            const auto value = static_cast<double>(row.samples[c].value);
            if (!std::isnan(value)) {
                lo = std::min(lo, value);
                hi = std::max(hi, value);
            }
        }
    }
    return lo <= hi ? axisRange(lo, hi) : ValueRange{0, 1};
}

double ChartLines::yOf(double value, const QRectF& plot, ValueRange range) const
{
    const double share = (value - double(range.lo)) / (double(range.hi) - double(range.lo));
    return plot.bottom() - share * plot.height();
}

QPointF ChartLines::placeOf(std::size_t row, std::uint32_t column) const
{
    const QRectF area = plot();
    return {xOf(table().timeS(column), area),
        yOf(static_cast<double>(table().rows[row].samples[column].value), area, valueRange())};
}

/// Unit of the axis: one for all of it.
AxisUnit ChartLines::unit(ValueRange range) const
{
    return axisUnit(table().info(), std::max(std::abs(double(range.lo)), std::abs(double(range.hi))));
}

ChartView::Margins ChartLines::margins(const QRectF& area) const
{
    double widest = 0;
    const model::MetricInfo& info = table().info();
    const QString value = formatMetric(static_cast<double>(info.rangeHi), info, locale(), 4);
    for (const ChartTable::Row& row : table().rows)
        widest = std::max(widest, metrics().horizontalAdvance(row.name + QStringLiteral("  ") + value));
    const double unitPx = metrics().horizontalAdvance(unit(valueRange()).unit);
    return {kNumberPx + unitPx, std::min(widest + kLeaderPx + 4, 0.45 * area.width())};
}

QPen ChartLines::penOf(std::size_t row, const ThemeColours& colours) const
{
    if (table().band)
        return QPen(colours.electricity, row == 1 ? 1.8 : 1.0);
    if (table().rows.size() == 1)
        return QPen(colours.electricity, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    static constexpr std::array patterns{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine};
    const auto map = colormap(kCategoryMap);
    const glm::vec4 c = map.empty() ? glm::vec4(0.5f) : map[row % kCategoryColours];
    // The palette is made for dark ground; on paper its pale ones need weight.
    const bool paper = colours.panel.lightnessF() > 0.5f;
    const QColor colour = QColor::fromRgbF(c.r, c.g, c.b).darker(paper ? 135 : 100);
    const bool selected = table().rows[row].asset == selectedAsset();
    return QPen(colour, selected ? 2.4 : 1.4, patterns[row / 4 % patterns.size()], Qt::FlatCap, Qt::RoundJoin);
}

void ChartLines::drawData(QPainter& painter, const QRectF& plot, const QRectF& area, const ThemeColours& colours)
{
    const ValueRange range = valueRange();
    drawValueAxis(painter, plot, range, colours);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto hot = hover() ? rowAt(*hover()) : std::nullopt;
    painter.save();
    painter.setClipRect(plot.adjusted(0, -1, 0, 1));
    if (table().band)
        drawBand(painter, plot, range, colours);
    for (std::size_t row = 0; row < table().rows.size(); ++row) {
        QPen pen = penOf(row, colours);
        if (hot && !table().band && table().rows.size() > 1) {
            QColor colour = pen.color();
            colour.setAlphaF(*hot == row ? 1.0f : 0.3f);
            pen.setColor(colour);
            pen.setWidthF(*hot == row ? 2.4 : pen.widthF());
        }
        if (!table().band || row == 1)
            drawLine(painter, row, plot, range, pen);
    }
    painter.restore();
    drawLabels(painter, plot, area, range, colours, hot);
}

void ChartLines::drawValueAxis(QPainter& painter, const QRectF& plot, ValueRange range, const ThemeColours& colours)
{
    const AxisUnit unit = this->unit(range);
    const double unitPx = QFontMetricsF(painter.font()).horizontalAdvance(unit.unit);
    const int most = std::max(2, static_cast<int>(plot.height() / kValueTickPx) + 1);
    const std::vector<double> ticks = valueTicks(double(range.lo) * unit.factor, double(range.hi) * unit.factor, most);
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
    for (const double tick : ticks) {
        const double y = std::round(yOf(tick / unit.factor, plot, range)) + 0.5;
        painter.setPen(colours.hairline);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(colours.faint);
        const QRectF number(plot.left() - 70 - unitPx, y - 8, 60, 16);
        painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, valueTickText(tick, step, locale()));
        if (tick == ticks.back())
            painter.drawText(QPointF(number.right() + 3, y + 4), unit.unit);
    }
}

/// From lowest to highest, stretch by stretch between gaps.
void ChartLines::drawBand(QPainter& painter, const QRectF& plot, ValueRange range, const ThemeColours& colours)
{
    const ChartTable& table = this->table();
    const auto known = [&](std::uint32_t c) { return !std::isnan(table.rows[1].samples[c].value); };
    QColor light = colours.electricity;
    light.setAlphaF(0.22f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(light);
    for (std::uint32_t first = 0; first < table.columns; ++first) {
        if (!known(first))
            continue;
        std::uint32_t last = first;
        while (last + 1 < table.columns && known(last + 1))
            ++last;
        QPolygonF outline;
        for (std::uint32_t c = first; c <= last; ++c)
            outline << QPointF(
                xOf(table.timeS(c), plot), yOf(static_cast<double>(table.rows[0].samples[c].value), plot, range));
        for (std::uint32_t c = last + 1; c-- > first;)
            outline << QPointF(
                xOf(table.timeS(c), plot), yOf(static_cast<double>(table.rows[2].samples[c].value), plot, range));
        painter.drawPolygon(outline);
        first = last;
    }
}

void ChartLines::drawLine(QPainter& painter, std::size_t row, const QRectF& plot, ValueRange range, const QPen& pen)
{
    const ChartTable& table = this->table();
    const std::vector<model::Sample>& samples = table.rows[row].samples;
    QPainterPath fresh, old, dots;
    const auto known = [&](std::uint32_t c) { return c < table.columns && !std::isnan(samples[c].value); };
    const auto place = [&](std::uint32_t c) {
        return QPointF(xOf(table.timeS(c), plot), yOf(static_cast<double>(samples[c].value), plot, range));
    };
    for (std::uint32_t c = 0; c < table.columns; ++c) {
        if (!known(c))
            continue;
        const bool follows = c > 0 && known(c - 1);
        if (!follows && !known(c + 1))
            dots.addEllipse(place(c), 1.5, 1.5); // alone between two gaps
        QPainterPath& path = isOld(samples[c].state) ? old : fresh;
        if (follows && path.currentPosition() == place(c - 1) && !path.isEmpty())
            path.lineTo(place(c));
        else if (follows) {
            path.moveTo(place(c - 1));
            path.lineTo(place(c));
        } else {
            path.moveTo(place(c));
        }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawPath(fresh);
    QPen dotted = pen;
    dotted.setStyle(Qt::DotLine);
    painter.setPen(dotted);
    painter.drawPath(old);
    painter.fillPath(dots, pen.color());
}

/// What a label speaks of: the time under the pointer, else the row's last value in sight.
std::optional<std::uint32_t> ChartLines::labelColumn(std::size_t row) const
{
    if (hover() && plot().contains(*hover()))
        return table().columnAt(timeAt(hover()->x(), plot()));
    for (std::uint32_t c = table().columns; c-- > 0;) {
        if (table().timeS(c) <= span().second && !std::isnan(table().rows[row].samples[c].value))
            return table().timeS(c) >= span().first ? std::optional(c) : std::nullopt;
    }
    return std::nullopt;
}

/// Names and values, moved apart where lines end close to each other; in the order of the lines' ends.
std::vector<ChartLines::Label> ChartLines::labels(const QRectF& plot, ValueRange range) const
{
    std::vector<Label> labels;
    const model::MetricInfo& info = table().info();
    for (std::size_t row = 0; row < table().rows.size(); ++row) {
        const auto column = labelColumn(row);
        const double value = column ? static_cast<double>(table().rows[row].samples[*column].value) : std::nan("");
        const double y = std::isnan(value) ? plot.bottom() : yOf(value, plot, range);
        labels.push_back(
            {row, y, y, table().rows[row].name + QStringLiteral("  ") + formatMetric(value, info, locale(), 4)});
    }
    std::stable_sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.lineY < b.lineY; });
    const double lineHeight = std::min(kLabelPx, plot.height() / std::max<double>(double(labels.size()), 1));
    // Down where they are too close, then up where that went too far.
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels[i].y = std::max(labels[i].y, i > 0 ? labels[i - 1].y + lineHeight : plot.top() + 4);
    for (std::size_t i = labels.size(); i-- > 0;)
        labels[i].y = std::min(labels[i].y, i + 1 < labels.size() ? labels[i + 1].y - lineHeight : plot.bottom() - 4);
    return labels;
}

void ChartLines::drawLabels(QPainter& painter, const QRectF& plot, const QRectF& area, ValueRange range,
    const ThemeColours& colours, std::optional<std::size_t> hot)
{
    const QFontMetricsF font(painter.font());
    for (const Label& label : labels(plot, range)) {
        QPen pen = penOf(label.row, colours);
        pen.setWidthF(std::max(pen.widthF(), 1.4));
        painter.setPen(pen);
        const double x = plot.right() + 3;
        painter.drawPolyline(QPolygonF{{x, label.lineY}, {x + 5, label.y}, {x + kLeaderPx - 6, label.y}});
        const bool stands = hot == label.row || table().rows[label.row].asset == selectedAsset();
        painter.setPen(stands || table().rows.size() < 4 ? colours.text : colours.quiet);
        const QRectF box(x + kLeaderPx - 2, label.y - 8, area.right() - x - kLeaderPx + 2, 16);
        painter.drawText(
            box, Qt::AlignLeft | Qt::AlignVCenter, font.elidedText(label.text, Qt::ElideMiddle, box.width()));
    }
}

std::optional<std::size_t> ChartLines::rowAt(QPointF at) const
{
    const QRectF area = plot();
    const ValueRange range = valueRange();
    std::optional<std::size_t> nearest;
    double best = kNearPx;
    const auto consider = [&](std::size_t row, double distance) {
        if (distance <= best) {
            best = distance;
            nearest = row;
        }
    };
    if (at.x() > area.right()) {
        for (const Label& label : labels(area, range))
            consider(label.row, std::abs(at.y() - label.y));
        return nearest;
    }
    const auto column = table().columnAt(timeAt(at.x(), area) + 0.5 * table().stepS);
    if (!column || !area.contains(at))
        return std::nullopt;
    for (std::size_t row = 0; row < table().rows.size(); ++row) {
        const auto value = static_cast<double>(table().rows[row].samples[*column].value);
        if (!std::isnan(value))
            consider(row, std::abs(at.y() - yOf(value, area, range)));
    }
    return nearest;
}

QString ChartLines::readOut(QPointF at) const
{
    const QRectF area = plot();
    return area.contains(at) ? clockText(timeAt(at.x(), area), locale()) : QString();
}

void ChartLines::chosen(QPointF at)
{
    if (const auto row = rowAt(at))
        emit assetsChosen({table().rows[*row].asset});
}

} // namespace gigahall::app
