#pragma once

#include "render/renderer.h"

#include <QColor>

namespace gigahall::app {

/// Colours of what is written into the picture. Text on a card or with its halo keeps a contrast of 4.5:1 over
/// anything.
struct PictureColours
{
    QColor text, quiet, halo, card, line, accent;
    QColor missing; ///< of data; as the renderer has it
};
PictureColours pictureColours(render::Theme theme);

} // namespace gigahall::app
