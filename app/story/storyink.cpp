#include "app/story/storyink.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::app {
namespace {

constexpr double kAimed = kStoryContrast * 1.06;
constexpr double kStrayShare = 0.01; // pixels that may be worse: too few to matter for a letter

double linear(double component)
{
    return component <= 0.04045 ? component / 12.92 : std::pow((component + 0.055) / 1.055, 2.4);
}

const std::array<float, 256>& linearTable()
{
    static const std::array<float, 256> table = [] {
        std::array<float, 256> out{};
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = float(linear(double(i) / 255));
        return out;
    }();
    return table;
}

double ratio(double a, double b)
{
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

double gamma(double y)
{
    return y <= 0.0031308 ? 12.92 * y : 1.055 * std::pow(y, 1 / 2.4) - 0.055;
}

constexpr int kLevels = 256; // of brightness; as fine below as the eye

/// The encoded grey that is as bright as a level.
const std::array<double, kLevels>& greys()
{
    static const std::array<double, kLevels> table = [] {
        std::array<double, kLevels> out{};
        for (int i = 0; i < kLevels; ++i)
            out[std::size_t(i)] = gamma(double(i) / 255 * double(i) / 255);
        return out;
    }();
    return table;
}

struct Levels
{
    std::array<std::uint32_t, kLevels> counts{};
    std::uint32_t total = 0;
};

Levels levelsOf(const QImage& picture, const QRect& area)
{
    Levels out;
    const auto& table = linearTable();
    for (int y = area.top(); y <= area.bottom(); y += 2) {
        const uchar* line = picture.constScanLine(y) + 4 * area.left();
        for (int x = 0; x < area.width(); x += 2, line += 8) {
            const float y709 = 0.2126f * table[line[0]] + 0.7152f * table[line[1]] + 0.0722f * table[line[2]];
            ++out.counts[std::size_t(std::lround(std::sqrt(y709) * 255))];
            ++out.total;
        }
    }
    return out;
}

} // namespace

double luminance(const QColor& colour)
{
    return 0.2126 * linear(double(colour.redF())) + 0.7152 * linear(double(colour.greenF()))
        + 0.0722 * linear(double(colour.blueF()));
}

double contrast(const QColor& a, const QColor& b)
{
    return ratio(luminance(a), luminance(b));
}

double scrimNeeded(const QImage& picture, const QRectF& rect, const QColor& ink, const QColor& paper)
{
    const QRect area = rect.toAlignedRect().intersected(picture.rect());
    if (area.isEmpty())
        return 0;
    const Levels levels = levelsOf(picture, area);
    const bool inkIsDark = luminance(ink) < luminance(paper);
    // Greys from there on are far enough from the ink.
    const double enough = inkIsDark ? kAimed * (luminance(ink) + 0.05) - 0.05 : (luminance(ink) + 0.05) / kAimed - 0.05;
    const double aim = gamma(std::clamp(enough, 0.0, 1.0)), page = gamma(luminance(paper));
    double alpha = 0;
    std::uint32_t worse = 0;
    for (int i = 0; i < kLevels && worse < kStrayShare * levels.total; ++i) {
        const auto level = std::size_t(inkIsDark ? i : kLevels - 1 - i);
        worse += levels.counts[level];
        const double below = greys()[level];
        if (inkIsDark ? below >= aim : below <= aim)
            break;
        const double needed = page == below ? 1 : std::clamp((aim - below) / (page - below), 0.0, 1.0);
        // Few pixels count for less: what comes into sight behind the text brings the scrim with it, not all at once.
        alpha = std::max(alpha, needed * std::min(1.0, worse / (kStrayShare * levels.total)));
    }
    return alpha;
}

void paintScrim(QPainter& painter, const QRectF& rect, const QColor& paper, double alpha, double softPx)
{
    if (alpha <= 0)
        return;
    // Small and then enlarged: nothing in it is sharp.
    constexpr double kShrink = 8;
    // Smoothed by one of its pixels, which must not be missed at the edge of the text.
    const double pad = std::min(kShrink, softPx / 2);
    const QRectF core = rect.adjusted(-pad, -pad, pad, pad);
    const QRectF outer = rect.adjusted(-softPx, -softPx, softPx, softPx);
    const int width = std::max(2, int(std::ceil(outer.width() / kShrink)));
    const int height = std::max(2, int(std::ceil(outer.height() / kShrink)));
    QImage mask(width, height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(mask.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const double px = outer.left() + (x + 0.5) / width * outer.width();
            const double py = outer.top() + (y + 0.5) / height * outer.height();
            const double dx = std::max({core.left() - px, 0.0, px - core.right()});
            const double dy = std::max({core.top() - py, 0.0, py - core.bottom()});
            const double t = std::clamp(1 - std::hypot(dx, dy) / (softPx - pad), 0.0, 1.0);
            const double a = alpha * t * t * (3 - 2 * t);
            line[x] = qPremultiply(
                qRgba(paper.red(), paper.green(), paper.blue(), int(std::ceil(std::clamp(a, 0.0, 1.0) * 255))));
        }
    }
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(outer, mask);
    painter.restore();
}

} // namespace gigahall::app
