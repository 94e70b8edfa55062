#pragma once

#include "render/renderer.h"

#include <QColor>
#include <QFont>

namespace gigahall::app {

/// Colours and sizes of what a story writes over its pictures.
struct StoryStyle
{
    QColor text, quiet, paper; ///< paper: what lies softly behind text
    QColor line; ///< leader lines, years
    QColor done, working, later; ///< bars: energised, being built, to come
    QColor cursor;
    double scale = 1; ///< of sizes, which are those of a picture of 1920 x 1080

    static constexpr double kHeadlinePx = 64, kFigurePx = 44, kTextPx = 22, kSmallPx = 17;
    double px(double at1080) const { return at1080 * scale; }
    QFont font(double at1080, QFont::Weight weight = QFont::Normal) const;
};
StoryStyle storyStyle(render::Theme theme, glm::uvec2 sizePx);

} // namespace gigahall::app
