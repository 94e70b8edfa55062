#include "app/story/storystyle.h"

#include "app/scenery/fonts.h"

#include <algorithm>

namespace gigahall::app {

QFont StoryStyle::font(double at1080, QFont::Weight weight) const
{
    return pictureFont(px(at1080), weight);
}

StoryStyle storyStyle(render::Theme theme, glm::uvec2 sizePx)
{
    const double scale = std::max(0.2, std::min(sizePx.x / 1920.0, sizePx.y / 1080.0));
    if (theme == render::Theme::Dark)
        return {QColor(0xf3, 0xf5, 0xf8), QColor(0xc3, 0xca, 0xd3), QColor(14, 17, 22), QColor(0xa8, 0xb2, 0xbf),
            QColor(0x5f, 0xa8, 0xea), QColor(0x4a, 0x7d, 0xae), QColor(0x5c, 0x66, 0x73), QColor(0xf0, 0x6a, 0x6f),
            scale};
    const int paper = theme == render::Theme::Print ? 255 : 246;
    return {QColor(0x15, 0x1a, 0x20), QColor(0x3c, 0x46, 0x51), QColor(paper, paper, paper), QColor(0x3c, 0x46, 0x51),
        QColor(0x2f, 0x6b, 0x9a), QColor(0x66, 0x92, 0xb8), QColor(0x8e, 0x8b, 0x83), QColor(0xd0, 0x3f, 0x4b), scale};
}

} // namespace gigahall::app
