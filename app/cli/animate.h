#pragma once

#include "render/renderer.h"

#include <glm/glm.hpp>

#include <optional>
#include <string>

namespace gigahall::app {

/// `gigahall animate`: a story as a video, or one still a milestone.
struct AnimateOptions
{
    std::string story; ///< file, or name of one that ships
    std::string output; ///< see VideoFormat
    std::string milestones; ///< folder for stills; may stand beside `output`
    std::string hashes; ///< file for a hash of each picture
    glm::uvec2 sizePx{1920, 1080};
    double framesPerS = 30;
    std::optional<double> fromS, toS;
    std::optional<render::Theme> theme; ///< empty = the story's, else light
    std::string language; ///< "en", "de" or empty = English
    render::Quality quality = render::Quality::Plain;
    std::string gpu;
    bool costs = false; ///< says where the time went
};

/// What is wrong with them together; empty = nothing.
std::string animateMistake(const AnimateOptions& options);
/// Messages go to stderr. 0, 1, or 130 when interrupted: nothing is left then.
int runAnimate(const AnimateOptions& options);

} // namespace gigahall::app
