#include "app/docks/sankeypaint.h"

#include "app/docks/sankeyview.h"
#include "app/theme/theme.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>

#include <array>

/// How SankeyView looks.
namespace gigahall::app {

namespace {

constexpr double kRoomyPx = 1000; ///< from this width on labels have the size of the window's text
constexpr double kLegendLeastPx = 150; ///< lower diagrams need all their height
constexpr double kRibbonAlpha = 0.46, kOutAlpha = 0.6, kDimAlpha = 0.14;
constexpr double kHairAlpha = 0.85, kHairPx = 7; ///< thin ribbons are stronger, or they would be lost on wide ones
constexpr double kStrokePx = 14; ///< up to this height a ribbon is as wide where it is steep

QColor colourOf(EnergyKind kind, const ThemeColours& colours)
{
    return kind == EnergyKind::Electricity ? colours.electricity
        : kind == EnergyKind::Loss         ? colours.loss
                                           : colours.heat;
}

/// A station has the colour of what reaches it; where energy begins, of what leaves.
EnergyKind kindOf(const SankeyLayout& layout, int node)
{
    const SankeyRibbon* largest = nullptr;
    for (const bool in : {true, false}) {
        for (const SankeyRibbon& ribbon : layout.ribbons) {
            if ((in ? ribbon.to : ribbon.from) == node && (largest == nullptr || ribbon.kw > largest->kw))
                largest = &ribbon;
        }
        if (largest != nullptr)
            break;
    }
    return largest != nullptr ? largest->kind : EnergyKind::Electricity;
}

/// Level at both ends and where it turns, else the harmonic mean of both sides: it never overshoots.
std::vector<double> slopesOf(const std::vector<QPointF>& spine)
{
    std::vector<double> slopes(spine.size(), 0);
    for (std::size_t i = 1; i + 1 < spine.size(); ++i) {
        const QPointF before = spine[i] - spine[i - 1], after = spine[i + 1] - spine[i];
        const double a = before.y() / before.x(), b = after.y() / after.x();
        slopes[i] = a * b > 0 ? 2 * a * b / (a + b) : 0;
    }
    return slopes;
}

QColor faded(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// Outlines in a drawing: where it is opened our font may be missing.
void putText(QPainter& painter, QPointF base, const QString& text)
{
    if (painter.paintEngine()->type() != QPaintEngine::SVG) {
        painter.drawText(base, text);
        return;
    }
    QPainterPath outline;
    outline.setFillRule(Qt::WindingFill);
    outline.addText(base, painter.font(), text);
    painter.fillPath(outline, painter.pen().color());
}

} // namespace

QPainterPath ribbonShape(const SankeyRibbon& ribbon, double leastPx)
{
    const std::vector<QPointF>& spine = ribbon.spine;
    const std::vector<double> slopes = slopesOf(spine);
    const double heightPx = std::max(ribbon.heightPx, leastPx);
    const auto curve = [&](QPainterPath& path, std::size_t from, std::size_t to, QPointF shift) {
        const double half = 0.5 * (spine[to].x() - spine[from].x());
        path.cubicTo(spine[from] + QPointF(half, slopes[from] * half) + shift,
            spine[to] - QPointF(half, slopes[to] * half) + shift, spine[to] + shift);
    };
    if (heightPx <= kStrokePx) {
        QPainterPath middle(spine.front());
        for (std::size_t i = 1; i < spine.size(); ++i)
            curve(middle, i - 1, i, {});
        QPainterPathStroker stroker;
        stroker.setWidth(heightPx);
        stroker.setCapStyle(Qt::FlatCap);
        stroker.setJoinStyle(Qt::RoundJoin);
        QPainterPath shape = stroker.createStroke(middle);
        shape.setFillRule(Qt::WindingFill);
        return shape;
    }
    const QPointF half(0, 0.5 * heightPx);
    QPainterPath shape(spine.front() - half);
    for (std::size_t i = 1; i < spine.size(); ++i)
        curve(shape, i - 1, i, -half);
    shape.lineTo(spine.back() + half);
    for (std::size_t i = spine.size() - 1; i > 0; --i)
        curve(shape, i, i - 1, half);
    shape.closeSubpath();
    return shape;
}

QFont SankeyView::textFont(const QRectF& area) const
{
    QFont font = this->font();
    const double textPx = QFontInfo(font).pixelSize();
    const bool roomy = area.width() >= kRoomyPx * textPx / kTextPx;
    font.setPixelSize(std::max(1, qRound(roomy ? textPx : textPx * kSmallPx / kTextPx)));
    return font;
}

/// Without the line that names the kinds.
QRectF SankeyView::diagramArea(const QRectF& area) const
{
    const double line = QFontMetricsF(textFont(area)).height();
    const double margin = std::round(0.25 * line);
    const double kinds = area.height() >= kLegendLeastPx ? 1.8 * line : 0;
    return area.adjusted(margin, margin, -margin, -margin - kinds);
}

SankeyLayout SankeyView::makeLayout(const QRectF& area) const
{
    if (!m_balance)
        return {};
    const QFontMetricsF metrics(textFont(area));
    const SankeyText text{.linePx = std::ceil(metrics.height()),
        .spacePx = metrics.horizontalAdvance(QLatin1Char(' ')) * 1.5,
        .widths = [&](const SankeyNode& node) {
            return SankeyText::Widths{std::ceil(metrics.horizontalAdvance(stationName(node.station, node.takes))),
                std::ceil(metrics.horizontalAdvance(formatEnergy(node.kw(), m_unit, locale())))};
        }};
    return layoutSankey(*m_balance, diagramArea(area), text);
}

QSize SankeyView::sizeHint() const
{
    const int line = fontMetrics().height();
    return {24 * line, 20 * line};
}

QSize SankeyView::minimumSizeHint() const
{
    const int line = fontMetrics().height();
    return {12 * line, 8 * line};
}

bool SankeyView::isPartOf(const SankeyLayout& layout, std::size_t ribbon, Part out) const
{
    const SankeyRibbon& one = layout.ribbons[ribbon];
    return static_cast<int>(ribbon) == out.ribbon || (out.node >= 0 && (one.from == out.node || one.to == out.node));
}

/// Nodes that stand out: all, or the ends of what does.
bool SankeyView::concerns(const SankeyLayout& layout, std::size_t node, Part out) const
{
    const auto number = static_cast<int>(node);
    bool any = out.none() || out.node == number;
    for (std::size_t r = 0; r < layout.ribbons.size(); ++r)
        any |= isPartOf(layout, r, out) && (layout.ribbons[r].from == number || layout.ribbons[r].to == number);
    return any;
}

void SankeyView::drawDiagram(QPainter& painter, const QRectF& area, const SankeyLayout& layout, Part out) const
{
    const ThemeColours colours = themeColours(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(area));
    painter.setPen(Qt::NoPen);
    // What stands out is drawn last, over what it crosses.
    for (const bool above : {false, true}) {
        for (std::size_t r = 0; r < layout.ribbons.size(); ++r) {
            const bool outstanding = isPartOf(layout, r, out);
            if (outstanding != above)
                continue;
            const SankeyRibbon& ribbon = layout.ribbons[r];
            const double alpha = above ? kOutAlpha : out.none() ? kRibbonAlpha : kDimAlpha;
            const double thin = above || out.none() ? std::clamp(1 - ribbon.heightPx / kHairPx, 0.0, 1.0) : 0;
            painter.fillPath(ribbonShape(ribbon),
                faded(colourOf(ribbon.kind, colours), alpha + thin * std::max(kHairAlpha - alpha, 0.0)));
        }
    }
    for (std::size_t n = 0; n < layout.nodes.size(); ++n) {
        const QColor colour = colourOf(kindOf(layout, static_cast<int>(n)), colours);
        painter.fillRect(layout.nodes[n].bar, faded(colour, concerns(layout, n, out) ? 1 : 0.5));
    }
    drawLabels(painter, layout, out);
    if (diagramArea(area).bottom() < area.bottom() - QFontMetricsF(textFont(area)).height())
        drawKinds(painter, area, layout);
}

void SankeyView::drawLabels(QPainter& painter, const SankeyLayout& layout, Part out) const
{
    const ThemeColours colours = themeColours(palette());
    const QFontMetricsF metrics(painter.font());
    const double space = metrics.horizontalAdvance(QLatin1Char(' ')) * 1.5;
    for (const SankeyLabel& label : layout.labels) {
        const SankeyNode& node = layout.nodes[static_cast<std::size_t>(label.node)];
        const QString name = stationName(node.station, node.takes);
        const QString value = formatEnergy(node.kw(), m_unit, locale());
        painter.setPen(concerns(layout, static_cast<std::size_t>(label.node), out) ? colours.text : colours.quiet);
        painter.save();
        QRectF box = label.box;
        if (label.upright) {
            painter.translate(box.left(), box.bottom());
            painter.rotate(-90);
            box = QRectF(QPointF(0, 0), box.size().transposed());
        }
        const double line = label.form == SankeyLabel::Form::TwoLines ? 0.5 * box.height() : box.height();
        const double base = 0.5 * (line + metrics.ascent() - metrics.descent());
        const auto put = [&](double x, double y, const QString& text) { putText(painter, QPointF(x, y), text); };
        const auto aligned = [&](const QString& text) {
            const double spare = box.width() - metrics.horizontalAdvance(text);
            return box.left()
                + (label.align.testFlag(Qt::AlignRight)          ? spare
                        : label.align.testFlag(Qt::AlignHCenter) ? 0.5 * spare
                                                                 : 0);
        };
        if (label.form == SankeyLabel::Form::Line) {
            put(box.left(), box.top() + base, name);
            put(box.left() + std::ceil(metrics.horizontalAdvance(name)) + space, box.top() + base, value);
        } else {
            put(aligned(name), box.top() + base, name);
            if (label.form == SankeyLabel::Form::TwoLines)
                put(aligned(value), box.top() + line + base, value);
        }
        painter.restore();
    }
}

/// The kinds there are, each beside its colour.
void SankeyView::drawKinds(QPainter& painter, const QRectF& area, const SankeyLayout& layout) const
{
    const ThemeColours colours = themeColours(palette());
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height(), swatch = std::round(0.55 * line);
    std::array<bool, static_cast<std::size_t>(EnergyKind::Count)> there{};
    for (const SankeyRibbon& ribbon : layout.ribbons)
        there[static_cast<std::size_t>(ribbon.kind)] = true;
    double x = diagramArea(area).left();
    const double top = std::round(area.bottom() - 1.35 * line);
    for (std::size_t k = 0; k < there.size(); ++k) {
        if (!there[k])
            continue;
        const auto kind = static_cast<EnergyKind>(k);
        const QString name = kindName(kind);
        painter.fillRect(QRectF(x, std::round(top + 0.5 * (line - swatch)), swatch, swatch), colourOf(kind, colours));
        painter.setPen(colours.quiet);
        putText(painter, QPointF(x + 1.6 * swatch, top + metrics.ascent()), name);
        x += 1.6 * swatch + metrics.horizontalAdvance(name) + 1.2 * line;
    }
}

void SankeyView::draw(QPainter& painter, const QRectF& area) const
{
    drawDiagram(painter, area, makeLayout(area), {});
}

void SankeyView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColours colours = themeColours(palette());
    if (!m_balance || diagram().nodes.empty()) {
        painter.setPen(colours.quiet);
        painter.drawText(
            rect(), Qt::AlignCenter | Qt::TextWordWrap, m_balance ? tr("No power flows") : tr("No simulation"));
        return;
    }
    drawDiagram(painter, rect(), diagram(), m_out);
    if (m_byKeys && m_out.none()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(colours.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace gigahall::app
