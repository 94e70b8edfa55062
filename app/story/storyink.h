#pragma once

#include <QColor>
#include <QImage>
#include <QPainter>
#include <QRectF>

/// Text that can be read over any picture: what is behind it is measured, and covered softly as far as it must be.
namespace gigahall::app {

inline constexpr double kStoryContrast = 4.5; ///< at least, of all text of a story (WCAG 2, AA)

/// Relative luminance and contrast ratio after WCAG 2; of opaque colours.
double luminance(const QColor& colour);
double contrast(const QColor& a, const QColor& b);

/// How much of `paper` must lie over the picture in `rect` so that `ink` on it has that contrast nearly everywhere (99
/// of 100 pixels); 0 = it has it already. `picture` is RGBX8888. Somewhat more than kStoryContrast, for the rest.
double scrimNeeded(const QImage& picture, const QRectF& rect, const QColor& ink, const QColor& paper);

/// `paper` over a rectangle, as dense as `alpha` in it and fading out around it over `softPx`.
void paintScrim(QPainter& painter, const QRectF& rect, const QColor& paper, double alpha, double softPx);

} // namespace gigahall::app
