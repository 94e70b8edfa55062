#include "app/docks/chartraster.h"

#include "app/docks/chartaxis.h"
#include "app/scenery/colormaps.h"
#include "app/scenery/format.h"
#include "app/scenery/legend.h"
#include "app/window/timebar.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gigahall::app {

using model::DataState;

namespace {

constexpr double kNamePx = 13, kBarPx = 9, kBarGapPx = 14;

} // namespace

ChartRaster::ChartRaster(QWidget* parent)
    : ChartView(parent)
{
    setObjectName(QStringLiteral("chartRaster"));
}

void ChartRaster::setColours(std::string colormapName, ValueRange range)
{
    m_colormap = std::move(colormapName);
    m_range = range;
    update();
}

void ChartRaster::setUpwards(bool upwards)
{
    m_upwards = upwards;
    update();
}

ChartView::Margins ChartRaster::margins(const QRectF&) const
{
    double widest = 20;
    for (const ChartTable::Row& row : table().rows)
        widest = std::max({widest, metrics().horizontalAdvance(row.name), metrics().horizontalAdvance(row.group)});
    return {std::min(widest, 150.0) + 14, kBarGapPx + kBarPx + 62};
}

QRectF ChartRaster::rowBox(std::size_t row, const QRectF& plot) const
{
    const std::size_t count = table().rows.size();
    const double height = plot.height() / static_cast<double>(std::max<std::size_t>(count, 1));
    const auto fromTop = static_cast<double>(m_upwards ? count - 1 - row : row);
    return {plot.left(), plot.top() + fromTop * height, plot.width(), height};
}

std::optional<std::size_t> ChartRaster::rowAt(double y) const
{
    const QRectF area = plot();
    const std::size_t count = table().rows.size();
    if (count == 0 || y < area.top() || y > area.bottom())
        return std::nullopt;
    const double share = (y - area.top()) / area.height() * static_cast<double>(count);
    const std::size_t fromTop = std::min(static_cast<std::size_t>(share), count - 1);
    return m_upwards ? count - 1 - fromTop : fromTop;
}

QRectF ChartRaster::cell(std::size_t row, std::uint32_t column) const
{
    const QRectF area = plot();
    const QRectF box = rowBox(row, area);
    const double left = xOf(table().timeS(column), area);
    return {left, box.top(), xOf(table().timeS(column + 1), area) - left, box.height()};
}

/// One pixel a value; clear where there is none.
QImage ChartRaster::cells() const
{
    const ChartTable& table = this->table();
    QImage image(static_cast<int>(table.columns), static_cast<int>(table.rows.size()), QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    const auto map = colormap(m_colormap);
    std::vector<QRgb> colours;
    for (const glm::vec4& c : map)
        colours.push_back(QColor::fromRgbF(c.r, c.g, c.b).rgb());
    for (std::size_t row = 0; row < table.rows.size() && !colours.empty(); ++row) {
        const std::size_t fromTop = m_upwards ? table.rows.size() - 1 - row : row;
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(fromTop)));
        for (std::uint32_t c = 0; c < table.columns; ++c) {
            const float value = table.rows[row].samples[c].value;
            if (std::isnan(value))
                continue;
            const float t = std::clamp((value - m_range.lo) / (m_range.hi - m_range.lo), 0.0f, 1.0f);
            line[c] = colours[static_cast<std::size_t>(std::lround(t * static_cast<float>(colours.size() - 1)))];
        }
    }
    return image;
}

void ChartRaster::drawData(QPainter& painter, const QRectF& plot, const QRectF& area, const ThemeColours& colours)
{
    const ChartTable& table = this->table();
    painter.save();
    painter.setClipRect(plot);
    if (table.columns > 0) {
        const double left = xOf(table.firstS, plot), right = xOf(table.timeS(table.columns), plot);
        painter.drawImage(QRectF(left, plot.top(), right - left, plot.height()), cells());
    }
    drawPatterns(painter, plot, colours);
    // Trays, where there is room to tell them apart.
    const double rowPx = rowBox(0, plot).height();
    for (std::size_t row = 1; row < table.rows.size() && rowPx >= 3; ++row) {
        if (table.rows[row].group != table.rows[row - 1].group) {
            const QRectF box = rowBox(row, plot);
            const double y = m_upwards ? box.bottom() : box.top();
            painter.fillRect(QRectF(plot.left(), y - 0.5, plot.width(), 1), colours.panel);
        }
    }
    painter.restore();
    drawNames(painter, plot, colours);
    drawBar(painter, plot, colours);
    drawKey(painter, plot, area, colours);
    painter.setBrush(Qt::NoBrush);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (table.rows[row].asset == selectedAsset()) {
            painter.setPen(QPen(colours.accent, 1.4));
            painter.drawRect(rowBox(row, plot).adjusted(-1, -1, 1, 1));
        }
    }
    const auto hovered = hover() && plot.contains(*hover()) ? rowAt(hover()->y()) : std::nullopt;
    if (hovered) {
        painter.setPen(QPen(colours.text, 1));
        painter.drawRect(rowBox(*hovered, plot).adjusted(0, -1, 0, 1));
    }
}

/// Runs of missing and of old values.
void ChartRaster::drawPatterns(QPainter& painter, const QRectF& plot, const ThemeColours& colours)
{
    const ChartTable& table = this->table();
    const auto kindOf = [](const model::Sample& sample) {
        return std::isnan(sample.value) ? 1 : isOld(sample.state) ? 2 : 0;
    };
    QColor dark(0x0f, 0x10, 0x12);
    dark.setAlphaF(0.6f);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::vector<model::Sample>& samples = table.rows[row].samples;
        const QRectF line = rowBox(row, plot);
        for (std::uint32_t c = 0; c < table.columns;) {
            const std::uint32_t first = c;
            const int kind = kindOf(samples[c]);
            while (c < table.columns && kindOf(samples[c]) == kind)
                ++c;
            if (kind == 0)
                continue;
            const double left = xOf(table.timeS(first), plot), right = xOf(table.timeS(c), plot);
            const QRectF box(left, line.top(), right - left, line.height());
            painter.fillRect(
                box, kind == 1 ? QBrush(colours.faint, Qt::Dense6Pattern) : QBrush(dark, Qt::BDiagPattern));
        }
    }
}

/// As many names as fit: of rows, or, where these are too thin, of their groups.
void ChartRaster::drawNames(QPainter& painter, const QRectF& plot, const ThemeColours& colours)
{
    const std::vector<ChartTable::Row>& rows = table().rows;
    const bool groups = rowBox(0, plot).height() < kNamePx && !rows[0].group.isEmpty();
    painter.setPen(colours.quiet);
    std::optional<double> before;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::size_t first = row;
        while (groups && row + 1 < rows.size() && rows[row + 1].group == rows[first].group)
            ++row;
        const double y = 0.5 * (rowBox(first, plot).center().y() + rowBox(row, plot).center().y());
        if (before && std::abs(y - *before) < kNamePx)
            continue;
        before = y;
        painter.drawText(QRectF(plot.left() - 160, y - 8, 152, 16), Qt::AlignRight | Qt::AlignVCenter,
            groups ? rows[first].group : rows[first].name);
    }
}

void ChartRaster::drawBar(QPainter& painter, const QRectF& plot, const ThemeColours& colours)
{
    const auto map = colormap(m_colormap);
    const QRectF bar(plot.right() + kBarGapPx, plot.top(), kBarPx, plot.height());
    const int steps = std::max(1, static_cast<int>(bar.height()));
    for (int i = 0; i < steps && !map.empty(); ++i) {
        const glm::vec4& c = map[static_cast<std::size_t>(i) * (map.size() - 1) / static_cast<std::size_t>(steps)];
        painter.fillRect(QRectF(bar.left(), bar.bottom() - i - 1, bar.width(), 1.5), QColor::fromRgbF(c.r, c.g, c.b));
    }
    const model::MetricInfo& info = table().info();
    const AxisUnit unit = axisUnit(info, std::max(std::abs(double(m_range.lo)), std::abs(double(m_range.hi))));
    const double lo = double(m_range.lo) * unit.factor, hi = double(m_range.hi) * unit.factor;
    const std::vector<double> ticks = valueTicks(lo, hi, std::max(2, static_cast<int>(bar.height() / 40) + 1));
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
    painter.setPen(colours.quiet);
    for (const double tick : ticks) {
        const double y = bar.bottom() - (tick - lo) / (hi - lo) * bar.height();
        QString text = valueTickText(tick, step, locale());
        if (tick == ticks.back())
            text += QChar(0x202f) + unit.unit;
        painter.drawText(QRectF(bar.right() + 5, std::clamp(y - 8, plot.top() - 8, plot.bottom() - 8), 60, 16),
            Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

bool ChartRaster::hasState(bool missing) const
{
    const auto is = [missing](const model::Sample& sample) {
        return missing ? std::isnan(sample.value) : !std::isnan(sample.value) && isOld(sample.state);
    };
    return std::any_of(table().rows.begin(), table().rows.end(),
        [&](const ChartTable::Row& row) { return std::any_of(row.samples.begin(), row.samples.end(), is); });
}

/// What the patterns mean, where there are some: below the bar, in line with the axis of time.
void ChartRaster::drawKey(QPainter& painter, const QRectF& plot, const QRectF& area, const ThemeColours& colours)
{
    const QFontMetricsF font(painter.font());
    double right = area.right();
    const auto entry = [&](DataState state, const QBrush& ground, const QBrush& brush) {
        const QString text = dataStateName(state);
        right -= font.horizontalAdvance(text) + 1;
        painter.setPen(colours.quiet);
        painter.drawText(QPointF(right, area.bottom() - 4), text);
        const QRectF box(right - 15, area.bottom() - 13, 11, 11);
        painter.fillRect(box, ground);
        painter.fillRect(box, brush);
        right -= 25;
    };
    // The axis keeps the middle: entries that would reach into it are left out.
    if (hasState(true) && right - 100 > plot.center().x())
        entry(DataState::Missing, colours.panel, QBrush(colours.faint, Qt::Dense6Pattern));
    if (hasState(false) && right - 100 > plot.center().x())
        entry(DataState::Stale, colours.hover, QBrush(colours.quiet, Qt::BDiagPattern));
}

QString ChartRaster::readOut(QPointF at) const
{
    const QRectF area = plot();
    const auto row = area.contains(at) ? rowAt(at.y()) : std::nullopt;
    const auto column = row ? table().columnAt(timeAt(at.x(), area)) : std::nullopt;
    if (!column)
        return {};
    const ChartTable::Row& which = table().rows[*row];
    const model::Sample& sample = which.samples[*column];
    const model::MetricInfo& info = table().info();
    QString text = clockText(table().timeS(*column), locale()) + QStringLiteral("   ") + which.name
        + QStringLiteral("   ") + formatMetric(static_cast<double>(sample.value), info, locale(), 4);
    if (std::isnan(sample.value) || isOld(sample.state))
        text
            += QStringLiteral(" \u00b7 ") + dataStateName(std::isnan(sample.value) ? DataState::Missing : sample.state);
    return text;
}

void ChartRaster::chosen(QPointF at)
{
    if (at.x() > plot().right())
        return;
    if (const auto row = rowAt(at.y()))
        emit assetsChosen({table().rows[*row].asset});
}

void ChartRaster::rowsBrushed(double top, double bottom)
{
    const QRectF area = plot();
    const auto a = rowAt(std::clamp(top, area.top(), area.bottom()));
    const auto b = rowAt(std::clamp(bottom, area.top(), area.bottom()));
    if (!a || !b)
        return;
    std::vector<model::AssetId> assets;
    for (std::size_t row = std::min(*a, *b); row <= std::max(*a, *b); ++row)
        assets.push_back(table().rows[row].asset);
    emit assetsChosen(assets);
}

} // namespace gigahall::app
