#include "app/scenery/statesymbol.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gigahall::app {
namespace {

using model::DataState;

void paintStatePattern(QPainter& painter, DataState state, const QRectF& box, const QColor& ink, double scale)
{
    const double w = box.width();
    const auto line = [&](double share, double alpha) {
        QColor colour = ink;
        colour.setAlphaF(float(alpha));
        return QPen(colour, std::max(share * w, 0.8 * scale), Qt::SolidLine, Qt::FlatCap);
    };
    const auto dots = [&](int across, double radius, double alpha) {
        painter.setPen(Qt::NoPen);
        QColor colour = ink;
        colour.setAlphaF(float(alpha));
        painter.setBrush(colour);
        for (int y = 0; y < across; ++y)
            for (int x = 0; x < across; ++x)
                painter.drawEllipse(
                    box.topLeft() + QPointF((x + 0.5) * w / across, (y + 0.5) * w / across), radius * w, radius * w);
    };
    const auto diagonals = [&](bool rising, bool falling) {
        for (const double x : {0.5, 1.0, 1.5}) {
            if (rising)
                painter.drawLine(box.topLeft() + QPointF(x * w, 0), box.topLeft() + QPointF(x * w - 2 * w, 2 * w));
            if (falling)
                painter.drawLine(box.topRight() - QPointF(x * w, 0), box.topRight() - QPointF(x * w - 2 * w, -2 * w));
        }
    };
    switch (state) {
    case DataState::Live:
        break;
    case DataState::Simulated:
        dots(2, 0.085, 0.55);
        break;
    case DataState::Recorded:
        painter.setPen(line(0.08, 0.55));
        for (const double y : {0.25, 0.5, 0.75})
            painter.drawLine(box.topLeft() + QPointF(0, y * w), box.topRight() + QPointF(0, y * w));
        break;
    case DataState::Stale:
        painter.setPen(line(0.14, 0.62));
        diagonals(true, false);
        break;
    case DataState::Bad:
        painter.setPen(line(0.08, 0.70));
        diagonals(true, true);
        break;
    case DataState::Missing:
        dots(3, 0.075, 0.60);
        break;
    case DataState::Planned:
        break;
    }
}

} // namespace

void paintStateSymbol(QPainter& painter, std::optional<DataState> state, const QRectF& box, const QColor& sample,
    const PictureColours& colours, double scale)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool gap = state == DataState::Missing;
    const bool grey = state && model::hasNoValue(*state);
    const QColor fill = !state ? QColor(0x0f, 0x10, 0x12) : grey ? colours.missing : sample;
    const double light = 0.30 * fill.redF() + 0.59 * fill.greenF() + 0.11 * fill.blueF();
    const QColor ink = light > 0.42 ? QColor(5, 5, 5) : QColor(Qt::white);
    painter.fillRect(box, fill);
    painter.setClipRect(box);
    if (state)
        paintStatePattern(painter, *state, box, ink, scale);
    painter.setClipping(false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(gap ? ink : colours.line, std::max(1.0, std::round(scale))));
    painter.drawRect(box);
    painter.restore();
}

} // namespace gigahall::app
