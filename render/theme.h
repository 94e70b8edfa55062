#pragma once

#include "render/renderer.h"
#include "render/shaders/shared.h"

namespace gigahall::render {

/// Light, sky and materials of a theme, written into the frame constants. Art direction: an architect's model, neutral
/// and matte; colour belongs to data.
void applyTheme(Theme theme, gpu::FrameUniforms& u);

} // namespace gigahall::render
