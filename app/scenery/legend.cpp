#include "app/scenery/legend.h"

#include "app/scenery/colormaps.h"
#include "app/scenery/fonts.h"
#include "app/scenery/format.h"
#include "app/scenery/textpaint.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

#include <cmath>

namespace gigahall::app {
namespace {

using model::DataState;

constexpr double kWidthPx = 240;
constexpr double kWidestPx = 320;
constexpr double kPadPx = 12;

QString translated(const char* text)
{
    return QCoreApplication::translate("scenery", text);
}

// Order in which they are named: what can be trusted first.
constexpr std::array kStates{
    DataState::Live, DataState::Simulated, DataState::Recorded, DataState::Stale, DataState::Bad, DataState::Missing};

// The same patterns as on the racks: plain, dots, lines, hatching, crossed, outline.
void paintStateSymbol(
    QPainter& painter, DataState state, const QRectF& box, const PictureColours& colours, double scale)
{
    painter.save();
    painter.setPen(QPen(colours.quiet, scale));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
    painter.setClipRect(box);
    auto fill = colours.quiet;
    fill.setAlphaF(0.55f);
    const double w = box.width();
    switch (state) {
    case DataState::Live:
        painter.fillRect(box, fill);
        break;
    case DataState::Simulated:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.quiet);
        for (const double y : {0.3, 0.7})
            for (const double x : {0.3, 0.7})
                painter.drawEllipse(box.topLeft() + QPointF(x * w, y * w), 0.12 * w, 0.12 * w);
        break;
    case DataState::Recorded:
        for (const double y : {0.33, 0.67})
            painter.drawLine(box.topLeft() + QPointF(0, y * w), box.topRight() + QPointF(0, y * w));
        break;
    case DataState::Stale:
        for (const double x : {0.5, 1.0, 1.5})
            painter.drawLine(box.topLeft() + QPointF(x * w, 0), box.topLeft() + QPointF(0, x * w));
        break;
    case DataState::Bad:
        painter.drawLine(box.topLeft(), box.bottomRight());
        painter.drawLine(box.topRight(), box.bottomLeft());
        break;
    case DataState::Missing:
        break;
    }
    painter.restore();
}

struct StateEntry
{
    DataState state;
    QString text;
    double widthPx;
};

// Lines of state counts, wrapped to the width of the card.
std::vector<std::vector<StateEntry>> stateLines(
    const LegendContent& content, const QLocale& locale, const QFontMetricsF& metrics, double widthPx, double scale)
{
    std::vector<std::vector<StateEntry>> lines;
    double used = 0;
    for (const auto state : kStates) {
        const auto count = content.counts[static_cast<std::size_t>(state)];
        if (count == 0)
            continue;
        const QString text = dataStateName(state) + QLatin1Char(' ') + formatCount(count, locale);
        const double width = 12 * scale + metrics.horizontalAdvance(text) + 10 * scale;
        if (lines.empty() || used + width - 10 * scale > widthPx) {
            lines.emplace_back();
            used = 0;
        }
        used += width;
        lines.back().push_back({state, text, width});
    }
    return lines;
}

void paintBar(QPainter& painter, const QRectF& bar, std::string_view name, double scale)
{
    const auto colours = colormap(name);
    QPainterPath clip;
    clip.addRoundedRect(bar, 2 * scale, 2 * scale);
    painter.save();
    painter.setClipPath(clip);
    const int columns = int(bar.width());
    for (int x = 0; x < columns && !colours.empty(); ++x) {
        const auto& c = colours[std::size_t(x) * 255 / std::size_t(std::max(columns - 1, 1))];
        painter.fillRect(QRectF(bar.left() + x, bar.top(), 1.5, bar.height()), QColor::fromRgbF(c.r, c.g, c.b));
    }
    painter.restore();
}

// Four where that gives round steps, else another number that does: 100 to 350 is five steps of 50, not four of 62.5.
int tickIntervals(const LegendContent& content)
{
    for (const int n : {4, 5, 3, 6, 7}) {
        const double step = (double(content.range.hi) - double(content.range.lo)) / n;
        const double mantissa = step / std::pow(10.0, std::floor(std::log10(step) + 1e-6));
        for (const double round : {1.0, 2.0, 2.5, 5.0})
            if (std::abs(mantissa - round) < 1e-3 * round)
                return n;
    }
    return 4;
}

void paintTicks(
    QPainter& painter, const QRectF& bar, double baseline, const LegendContent& content, const QLocale& locale)
{
    const QFontMetricsF metrics(painter.font());
    const int intervals = tickIntervals(content);
    for (int i = 0; i <= intervals; ++i) {
        const double share = double(i) / intervals;
        const double value = double(content.range.lo) + share * (double(content.range.hi) - double(content.range.lo));
        const QString text = formatTick(value, model::metricInfo(content.metric), locale);
        const double width = metrics.horizontalAdvance(text);
        // The first tick starts with the bar and the last ends with it; those between are centred on their place.
        painter.drawText(QPointF(bar.left() + share * bar.width() - share * width, baseline), text);
    }
}

} // namespace

QString dataStateName(DataState state)
{
    switch (state) {
    case DataState::Live:
        return translated(QT_TRANSLATE_NOOP("scenery", "live"));
    case DataState::Simulated:
        return translated(QT_TRANSLATE_NOOP("scenery", "simulated"));
    case DataState::Recorded:
        return translated(QT_TRANSLATE_NOOP("scenery", "recorded"));
    case DataState::Stale:
        return translated(QT_TRANSLATE_NOOP("scenery", "stale"));
    case DataState::Bad:
        return translated(QT_TRANSLATE_NOOP("scenery", "bad"));
    case DataState::Missing:
        return translated(QT_TRANSLATE_NOOP("scenery", "missing"));
    }
    return {};
}

QString legendKey(const LegendContent& c)
{
    QString key = QStringLiteral("legend/%1/%2/%3/%4/%5%6")
                      .arg(int(c.metric))
                      .arg(QString::fromStdString(c.colormap))
                      .arg(double(c.range.lo))
                      .arg(double(c.range.hi))
                      .arg(c.perGpu)
                      .arg(c.diagram);
    for (const auto count : c.counts)
        key += QLatin1Char('/') + QString::number(count);
    return key;
}

QImage paintLegend(const LegendContent& content, const PictureColours& colours, const QLocale& locale, double scale)
{
    const auto& info = model::metricInfo(content.metric);
    const QFont titleFont = pictureFont(11 * scale, QFont::DemiBold);
    const QFont font = pictureFont(11 * scale);
    const QFontMetricsF titleMetrics(titleFont);
    const QFontMetricsF metrics(font);
    const double pad = std::round(kPadPx * scale);
    const QString title = metricTitle(content.metric);
    const QString unit = metricUnit(info) + QStringLiteral(" \u00b7 ")
        + (content.perGpu ? translated(QT_TRANSLATE_NOOP("scenery", "per GPU"))
                          : translated(QT_TRANSLATE_NOOP("scenery", "per rack")));
    const double heading
        = titleMetrics.horizontalAdvance(title) + 16 * scale + metrics.horizontalAdvance(unit) + 2 * pad;
    // Wide enough for the counts in one line, if that is not much wider.
    const auto oneLine = stateLines(content, locale, metrics, (kWidestPx - 2 * kPadPx) * scale, scale);
    double counts = 0;
    if (oneLine.size() == 1)
        for (const auto& entry : oneLine.front())
            counts += entry.widthPx;
    const double width = std::ceil(std::max({kWidthPx * scale, heading, counts - 10 * scale + 2 * pad}));
    const double inner = width - 2 * pad;
    const double line = std::ceil(metrics.height());
    const auto states = stateLines(content, locale, metrics, inner, scale);
    const double barTop = pad + line + std::round(6 * scale);
    const double barHeight = std::round(8 * scale);
    const double ticksTop = barTop + barHeight + std::round(4 * scale);
    const double noteLine = line + std::round(3 * scale);
    double height = ticksTop + line + pad;
    if (!states.empty())
        height += std::round(6 * scale) + noteLine * double(states.size()) - std::round(3 * scale);
    if (content.diagram)
        height += noteLine;

    QImage image = emptyPicture(width, height);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintCard(painter, image.rect(), colours, scale);
    painter.setFont(titleFont);
    painter.setPen(colours.text);
    painter.drawText(QPointF(pad, std::round(pad + metrics.ascent())), title);
    painter.setFont(font);
    painter.setPen(colours.quiet);
    painter.drawText(QPointF(width - pad - metrics.horizontalAdvance(unit), std::round(pad + metrics.ascent())), unit);

    const QRectF bar(pad, barTop, inner, barHeight);
    paintBar(painter, bar, content.colormap, scale);
    paintTicks(painter, bar, std::round(ticksTop + metrics.ascent()), content, locale);

    double top = ticksTop + line + std::round(6 * scale);
    for (const auto& entries : states) {
        double x = pad;
        const double box = std::round(8 * scale);
        for (const auto& entry : entries) {
            const QRectF symbol(x + 0.5, std::round(top + (line - box) / 2) + 0.5, box, box);
            paintStateSymbol(painter, entry.state, symbol, colours, std::max(1.0, scale * 0.9));
            painter.setPen(colours.quiet);
            painter.drawText(QPointF(x + 12 * scale, std::round(top + metrics.ascent())), entry.text);
            x += entry.widthPx;
        }
        top += noteLine;
    }
    if (content.diagram) {
        painter.setPen(colours.quiet);
        painter.drawText(QPointF(pad, std::round(top + metrics.ascent())),
            translated(QT_TRANSLATE_NOOP("scenery", "Roof diagram: rows not to scale")));
    }
    return image;
}

} // namespace gigahall::app
