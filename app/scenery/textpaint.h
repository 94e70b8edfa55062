#pragma once

#include "app/scenery/picturecolours.h"

#include <QFont>
#include <QImage>
#include <QPainter>
#include <QString>

namespace gigahall::app {

/// Transparent picture in the atlas' format; sizes in pixels are rounded up.
QImage emptyPicture(double widthPx, double heightPx);
/// Rounded card with its hairline, for text that must stay readable anywhere.
void paintCard(QPainter& painter, const QRectF& rect, const PictureColours& colours, double scale);

/// A name with an optional value below it, both with a halo. `margin` of a label is the halo's reach on every side.
struct LabelText
{
    QString title, value;
    bool large = false; ///< 13 px title, else 11
    bool selected = false;
};
QImage paintLabel(const LabelText& text, const PictureColours& colours, double scale);
double labelMarginPx(double scale);

/// The card beside the pointer.
QImage paintTooltip(const QString& title, const QString& value, const PictureColours& colours, double scale);

} // namespace gigahall::app
