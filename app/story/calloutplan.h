#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>
#include <span>
#include <vector>

namespace gigahall::app {

/// Where words at an asset stand while they are seen: still, although the camera moves. Pixels of the picture.
struct PlacedCallout
{
    QRectF text;
    bool lineFromRight = false; ///< the line leaves the text at its right side, and the text is aligned to it
    QPointF lineStart;
};

/// What has to find its place: how big the words are, and where what they name is seen in the meantime.
struct CalloutWish
{
    QSizeF size;
    std::vector<QPointF> anchors; ///< at several times, in order; those out of the picture are left out
};

/// A place for each: in `free`, none over another or over `taken`, no line through words. Nothing where there is none
/// (and for what is never in the picture). `gapPx`: between words and their line, and between words.
std::vector<std::optional<PlacedCallout>> placeCallouts(
    std::span<const CalloutWish> wishes, const QRectF& free, std::span<const QRectF> taken, double gapPx);

/// Whether a line from a to b goes through a rectangle.
bool crosses(QPointF a, QPointF b, const QRectF& rect);

} // namespace gigahall::app
