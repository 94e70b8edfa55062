#pragma once

#include "model/campus/campus.h"
#include "render/view.h"

#include <string>
#include <vector>

namespace gigahall::bench {

struct NamedView
{
    std::string name;
    render::View view;
};

/// campus, hall and aisle: the places that the bars of the table are about, as the program itself looks at them.
std::vector<NamedView> ownViews(const model::Campus& campus, glm::uvec2 sizePx);
/// A, B and C: the cameras that other programs are measured with (4 km away 45 degrees down; a hall from its corner; an
/// aisle), field of view 62 degrees.
std::vector<NamedView> peerViews(const model::Campus& campus, glm::uvec2 sizePx);

} // namespace gigahall::bench
