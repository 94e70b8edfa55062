#include "app/scenery/textpaint.h"

#include "app/scenery/fonts.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gigahall::app {
namespace {

constexpr double kHaloPx = 2.2;

// The text spread in a ring around itself: many times cheaper than stroking its outline.
QImage ringOf(const QPainter& like, const QSize& size, QPointF baseline, const QString& text, double radiusPx)
{
    QImage ring = emptyPicture(size.width(), size.height());
    QPainter painter(&ring);
    painter.setRenderHints(like.renderHints());
    painter.setFont(like.font());
    painter.setPen(QColor(like.pen().color().rgb()));
    constexpr int kSteps = 12;
    for (int i = 0; i < kSteps; ++i) {
        const double angle = 2 * std::numbers::pi * i / kSteps;
        painter.drawText(baseline + QPointF(std::cos(angle), std::sin(angle)) * radiusPx, text);
    }
    return ring;
}

void paintHaloed(QPainter& painter, const QSize& size, QPointF baseline, const QString& text, const QColor& ink,
    const QColor& halo, double scale)
{
    painter.setPen(halo);
    // Two rings: dense close to the letters, thin further out, so that it reads as a glow and not as an outline.
    for (const auto& [radius, share] : {std::pair{0.95 * kHaloPx, 0.4}, std::pair{0.5 * kHaloPx, 0.85}}) {
        painter.setOpacity(halo.alphaF() * share);
        painter.drawImage(0, 0, ringOf(painter, size, baseline, text, radius * scale));
    }
    painter.setOpacity(1);
    painter.setPen(ink);
    painter.drawText(baseline, text);
}

} // namespace

PictureColours pictureColours(render::Theme theme)
{
    if (theme == render::Theme::Dark)
        return {QColor(0xf1, 0xf4, 0xf8), QColor(0xb4, 0xbc, 0xc7), QColor(10, 13, 17, 235), QColor(18, 21, 26, 232),
            QColor(255, 255, 255, 26), QColor(0x7c, 0xc0, 0xff), QColor(0x4b, 0x4a, 0x3c)};
    const int paper = theme == render::Theme::Print ? 255 : 251;
    return {QColor(0x16, 0x1b, 0x21), QColor(0x4d, 0x57, 0x63), QColor(paper, paper, paper, 235),
        QColor(paper, paper, paper, 238), QColor(20, 25, 30, 34), QColor(0x14, 0x5f, 0xae), QColor(0xb2, 0xaf, 0xa8)};
}

QImage emptyPicture(double widthPx, double heightPx)
{
    QImage image(std::max(1, int(std::ceil(widthPx))), std::max(1, int(std::ceil(heightPx))),
        QImage::Format_RGBA8888_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

void paintCard(QPainter& painter, const QRectF& rect, const PictureColours& colours, double scale)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = std::max(1.0, std::round(scale));
    const QRectF inside = rect.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.setPen(QPen(colours.line, line));
    painter.setBrush(colours.card);
    painter.drawRoundedRect(inside, 6 * scale, 6 * scale);
}

double labelMarginPx(double scale)
{
    return std::ceil(kHaloPx * scale) + 1;
}

QImage paintLabel(const LabelText& text, const PictureColours& colours, double scale)
{
    const QFont title = pictureFont((text.large ? 13 : 11) * scale, QFont::Medium);
    const QFont value = pictureFont(11 * scale);
    const QFontMetricsF titleMetrics(title);
    const QFontMetricsF valueMetrics(value);
    const double margin = labelMarginPx(scale);
    const double titleHeight = std::ceil(titleMetrics.height());
    const double valueHeight = text.value.isEmpty() ? 0 : std::ceil(valueMetrics.height());
    const double width = std::max(titleMetrics.horizontalAdvance(text.title),
        text.value.isEmpty() ? 0.0 : valueMetrics.horizontalAdvance(text.value));
    QImage image = emptyPicture(width + 2 * margin, titleHeight + valueHeight + 2 * margin);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.setFont(title);
    paintHaloed(painter, image.size(), {margin, std::round(margin + titleMetrics.ascent())}, text.title,
        text.selected ? colours.accent : colours.text, colours.halo, scale);
    if (!text.value.isEmpty()) {
        painter.setFont(value);
        paintHaloed(painter, image.size(), {margin, std::round(margin + titleHeight + valueMetrics.ascent())},
            text.value, text.selected ? colours.accent : colours.text, colours.halo, scale);
    }
    return image;
}

QImage paintTooltip(const QString& title, const QString& value, const PictureColours& colours, double scale)
{
    const QFont titleFont = pictureFont(11 * scale, QFont::Medium);
    const QFont valueFont = pictureFont(11 * scale);
    const QFontMetricsF titleMetrics(titleFont);
    const QFontMetricsF valueMetrics(valueFont);
    const double pad = std::round(8 * scale);
    const double gap = value.isEmpty() ? 0 : std::round(12 * scale);
    const double titleWidth = std::ceil(titleMetrics.horizontalAdvance(title));
    const double width = titleWidth + gap + std::ceil(valueMetrics.horizontalAdvance(value)) + 2 * pad;
    const double height = std::ceil(titleMetrics.height()) + 2 * std::round(5 * scale);
    QImage image = emptyPicture(width, height);
    QPainter painter(&image);
    paintCard(painter, image.rect(), colours, scale);
    const double baseline = std::round(5 * scale + titleMetrics.ascent());
    painter.setFont(titleFont);
    painter.setPen(colours.text);
    painter.drawText(QPointF(pad, baseline), title);
    painter.setFont(valueFont);
    painter.setPen(colours.quiet);
    painter.drawText(QPointF(pad + titleWidth + gap, baseline), value);
    return image;
}

} // namespace gigahall::app
