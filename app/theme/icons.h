#pragma once

#include <QIcon>

namespace gigahall::app {

/// The few glyphs of the window, painted as vectors in the colour asked for: sharp at every scale, right in every
/// theme.
enum class Glyph
{
    Play,
    Pause,
    Search,
    Sliders,
    Diamond,
    DiamondOutline,
    Triangle,
    TriangleOutline,
    Circle,
    CircleOutline,
    NextAlarm
};
QIcon glyphIcon(Glyph glyph, const QColor& colour);

} // namespace gigahall::app
