#pragma once

#include "model/campus/campus.h"

#include <cstdint>
#include <vector>

namespace gigahall::render {

/// A column or beam that can be seen while its building is built, and never again.
struct FramePart
{
    model::ShellBox box;
    float from, to; ///< share of the building's time at which it begins to rise and stands
};

/// The steel of all buildings that have outer walls, in table order: columns first, then beams.
std::vector<FramePart> steelFrames(const model::Campus& campus);

} // namespace gigahall::render
