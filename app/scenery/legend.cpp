#include "app/scenery/legend.h"

#include "app/scenery/categories.h"
#include "app/scenery/colormaps.h"
#include "app/scenery/fonts.h"
#include "app/scenery/format.h"
#include "app/scenery/statesymbol.h"
#include "app/scenery/textpaint.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <optional>

namespace gigahall::app {
namespace {

using model::DataState;

constexpr double kWidthPx = 240;
constexpr double kWidestPx = 320;
constexpr double kPadPx = 12;
constexpr double kSymbolPx = 10, kSymbolStepPx = 14; ///< of a state, and from there to its name
constexpr std::size_t kMostJobs = 10; ///< as many names as can be read

QString translated(const char* text)
{
    return QCoreApplication::translate("scenery", text);
}

// Order in which they are named: what can be trusted first.
constexpr std::array kStates{DataState::Live, DataState::Simulated, DataState::Recorded, DataState::Stale,
    DataState::Bad, DataState::Missing, DataState::Planned};

// Of the map that is shown, light enough for its patterns to be seen.
QColor sampleColour(const LegendContent& content)
{
    const auto colours = colormap(content.colormap);
    if (colours.empty())
        return QColor(0x80, 0x80, 0x80);
    const auto& c = colours[model::isCategory(content.metric) ? 0 : colours.size() * 5 / 8];
    return QColor::fromRgbF(c.r, c.g, c.b);
}

struct StateEntry
{
    std::optional<DataState> state; ///< none: without power
    QString text;
    double widthPx;
};

// Lines of state counts, wrapped to the width of the card.
std::vector<std::vector<StateEntry>> stateLines(
    const LegendContent& content, const QLocale& locale, const QFontMetricsF& metrics, double widthPx, double scale)
{
    std::vector<std::vector<StateEntry>> lines;
    double used = 0;
    const auto add = [&](std::optional<DataState> state, const QString& name, std::uint32_t count) {
        if (count == 0)
            return;
        const QString text = name + QLatin1Char(' ') + formatCount(count, locale);
        const double width = kSymbolStepPx * scale + metrics.horizontalAdvance(text) + 10 * scale;
        if (lines.empty() || used + width - 10 * scale > widthPx) {
            lines.emplace_back();
            used = 0;
        }
        used += width;
        lines.back().push_back({state, text, width});
    };
    for (const auto state : kStates)
        add(state, dataStateName(state), content.counts[static_cast<std::size_t>(state)]);
    add({}, translated(QT_TRANSLATE_NOOP("scenery", "without power")), content.darkRacks);
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

const model::MetricInfo& infoOf(const LegendContent& content)
{
    return content.difference ? model::differenceInfo(content.metric) : model::metricInfo(content.metric);
}

struct NameLine
{
    QString text;
    double racks;
    std::optional<std::uint32_t> category; ///< none: a group without a colour of its own
};

std::vector<NameLine> nameLines(const LegendContent& content, const QLocale& locale)
{
    std::vector<NameLine> lines;
    for (const auto& name : content.names)
        lines.push_back({name.text, double(name.racks), name.category});
    if (content.others > 0)
        lines.push_back({translated(QT_TRANSLATE_NOOP("scenery", "%1 others")).arg(formatCount(content.others, locale)),
            double(content.otherRacks), {}});
    if (content.freeRacks > 0)
        lines.push_back({translated(QT_TRANSLATE_NOOP("scenery", "none")), double(content.freeRacks), {}});
    return lines;
}

// A swatch, the name, how many racks. Groups without a colour of their own have an outlined swatch.
void paintNames(QPainter& painter, const std::vector<NameLine>& lines, const QRectF& box, double lineHeight,
    const PictureColours& colours, const QLocale& locale, double scale)
{
    const QFontMetricsF metrics(painter.font());
    const auto palette = colormap(kCategoryMap);
    const double edge = std::round(9 * scale);
    double top = box.top();
    for (const auto& line : lines) {
        const QRectF swatch(box.left(), std::round(top + (metrics.height() - edge) / 2), edge, edge);
        if (line.category) {
            const auto& c = palette[*line.category % kCategoryColours];
            painter.fillRect(swatch, QColor::fromRgbF(c.r, c.g, c.b));
        } else {
            painter.setPen(QPen(colours.quiet, scale));
            painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        const double baseline = std::round(top + metrics.ascent());
        const QString count = formatCount(line.racks, locale);
        const double countWidth = metrics.horizontalAdvance(count);
        const double textLeft = box.left() + edge + 7 * scale;
        painter.setPen(line.category ? colours.text : colours.quiet);
        painter.drawText(QPointF(textLeft, baseline),
            metrics.elidedText(line.text, Qt::ElideRight, box.right() - countWidth - 10 * scale - textLeft));
        painter.setPen(colours.quiet);
        painter.drawText(QPointF(box.right() - countWidth, baseline), count);
        top += lineHeight;
    }
}

void paintTicks(
    QPainter& painter, const QRectF& bar, double baseline, const LegendContent& content, const QLocale& locale)
{
    const QFontMetricsF metrics(painter.font());
    const int intervals = tickIntervals(content);
    for (int i = 0; i <= intervals; ++i) {
        const double share = double(i) / intervals;
        const double value = double(content.range.lo) + share * (double(content.range.hi) - double(content.range.lo));
        const QString text = formatTick(value, infoOf(content), locale);
        const double width = metrics.horizontalAdvance(text);
        // The first tick starts with the bar and the last ends with it; those between are centred on their place.
        painter.drawText(QPointF(bar.left() + share * bar.width() - share * width, baseline), text);
    }
}

QString whatIsColoured(const LegendContent& content)
{
    if (content.perGpu)
        return translated(QT_TRANSLATE_NOOP("scenery", "per GPU"));
    return content.plant ? translated(QT_TRANSLATE_NOOP("scenery", "racks and plant"))
                         : translated(QT_TRANSLATE_NOOP("scenery", "per rack"));
}

/// "A: simulated (seed 1)", "B: as planned", where that is said.
QStringList termLines(const LegendContent& content)
{
    QStringList lines;
    if (!content.minuend.isEmpty())
        lines.append(QStringLiteral("A: ") + content.minuend);
    if (!content.subtrahend.isEmpty())
        lines.append(QStringLiteral("B: ") + content.subtrahend);
    return lines;
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
    case DataState::Planned:
        return translated(QT_TRANSLATE_NOOP("scenery", "planned"));
    }
    return {};
}

void nameCategories(const model::TelemetryFrame& frame, LegendContent& content)
{
    const auto& plane = frame.rack[static_cast<std::size_t>(content.metric)];
    auto counts = categoryCounts(plane);
    std::uint32_t taken = 0;
    for (const auto& count : counts)
        taken += count.racks;
    content.freeRacks = static_cast<std::uint32_t>(plane.size()) - taken;
    const std::size_t most = content.metric == model::Metric::Job ? kMostJobs : kCategoryColours;
    const std::size_t named = std::min(counts.size(), most);
    content.others = static_cast<std::uint32_t>(counts.size() - named);
    for (std::size_t i = named; i < counts.size(); ++i)
        content.otherRacks += counts[i].racks;
    for (std::size_t i = 0; i < named; ++i)
        content.names.push_back(
            {categoryName(frame, content.metric, counts[i].category), counts[i].category, counts[i].racks});
    // Owners keep their places; of thousands of jobs the large ones matter.
    if (content.metric == model::Metric::Owner)
        std::ranges::sort(content.names, {}, &LegendContent::Name::category);
}

QString legendKey(const LegendContent& c)
{
    QString key = QStringLiteral("legend/%1/%2/%3/%4/%5%6")
                      .arg(int(c.metric))
                      .arg(QString::fromStdString(c.colormap))
                      .arg(double(c.range.lo))
                      .arg(double(c.range.hi))
                      .arg(int(c.perGpu) + 2 * int(c.plant))
                      .arg(int(c.diagram) + 2 * int(c.difference));
    for (const auto count : c.counts)
        key += QLatin1Char('/') + QString::number(count);
    key += QLatin1Char('/') + QString::number(c.darkRacks);
    if (c.difference)
        key += QLatin1Char('/') + c.minuend + QLatin1Char('/') + c.subtrahend;
    for (const auto& name : c.names)
        key += QStringLiteral("/%1:%2:%3").arg(name.text).arg(name.category).arg(name.racks);
    return key + QStringLiteral("/%1/%2/%3").arg(c.others).arg(c.otherRacks).arg(c.freeRacks);
}

QImage paintLegend(const LegendContent& content, const PictureColours& colours, const QLocale& locale, double scale)
{
    const auto& info = infoOf(content);
    const QFont titleFont = pictureFont(11 * scale, QFont::DemiBold);
    const QFont font = pictureFont(11 * scale);
    const QFontMetricsF titleMetrics(titleFont);
    const QFontMetricsF metrics(font);
    const double pad = std::round(kPadPx * scale);
    const QString title = content.difference
        ? translated(QT_TRANSLATE_NOOP("scenery", "%1, A minus B")).arg(metricTitle(content.metric))
        : metricTitle(content.metric);
    const bool named = model::isCategory(content.metric);
    const QString unit = named ? translated(QT_TRANSLATE_NOOP("scenery", "racks"))
                               : metricUnit(info) + QStringLiteral(" \u00b7 ") + whatIsColoured(content);
    const auto names = named ? nameLines(content, locale) : std::vector<NameLine>();
    const QStringList terms = termLines(content);
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
    const double noteLine = line + std::round(3 * scale);
    const double barTop = pad + line + noteLine * double(terms.size()) + std::round(6 * scale);
    const double barHeight = std::round(8 * scale);
    const double ticksTop = barTop + barHeight + std::round(4 * scale);
    const double bodyEnd = named ? barTop + noteLine * double(names.size()) : ticksTop + line;
    double height = bodyEnd + pad;
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

    for (int i = 0; i < terms.size(); ++i)
        painter.drawText(QPointF(pad, std::round(pad + noteLine * (i + 1) + metrics.ascent())),
            metrics.elidedText(terms[i], Qt::ElideMiddle, inner));

    const QRectF bar(pad, barTop, inner, barHeight);
    if (named) {
        paintNames(painter, names, {pad, barTop, inner, 0}, noteLine, colours, locale, scale);
    } else {
        paintBar(painter, bar, content.colormap, scale);
        paintTicks(painter, bar, std::round(ticksTop + metrics.ascent()), content, locale);
    }

    double top = bodyEnd + std::round(6 * scale);
    for (const auto& entries : states) {
        double x = pad;
        const double box = std::round(kSymbolPx * scale);
        for (const auto& entry : entries) {
            const QRectF symbol(x + 0.5, std::round(top + (line - box) / 2) + 0.5, box, box);
            paintStateSymbol(painter, entry.state, symbol, sampleColour(content), colours, scale);
            painter.setPen(colours.quiet);
            painter.drawText(QPointF(x + kSymbolStepPx * scale, std::round(top + metrics.ascent())), entry.text);
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
