#pragma once

#include "app/scenery/picturecolours.h"
#include "render/view.h"

#include <QImage>

namespace gigahall::app {

inline constexpr double kViewCubePx = 60;

/// A small cube that says where top and south are; turned as the campus is.
QImage paintViewCube(const render::View& view, const PictureColours& colours, double scale);
/// Which face a pixel of the cube's picture (0..1 each way) is on, as the direction from the campus towards the camera;
/// zero beside it.
glm::dvec3 viewCubeFace(const render::View& view, glm::dvec2 place);

} // namespace gigahall::app
