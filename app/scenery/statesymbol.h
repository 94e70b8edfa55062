#pragma once

#include "app/scenery/picturecolours.h"
#include "model/telemetry/datastate.h"

#include <QRectF>

#include <optional>

class QPainter;

namespace gigahall::app {

/// What a state looks like in the picture, as a small box: the patterns of stateMark() in render/shaders/data.glsl over
/// `sample`, a colour of the map that is shown. No state: a rack without power.
void paintStateSymbol(QPainter& painter, std::optional<model::DataState> state, const QRectF& box, const QColor& sample,
    const PictureColours& colours, double scale);

} // namespace gigahall::app
