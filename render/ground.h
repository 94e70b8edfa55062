#pragma once

#include "render/view.h"

#include "model/campus/campus.h"

#include <cstdint>
#include <vector>

namespace gigahall::render {

/// Pads, lawns and yards are stacked by some centimetres. From nearby each layer under the uppermost one would be
/// painted, or at least tested, a screenful at a time: there a layer comes in pieces that leave out what is hidden.
/// From afar one box is cheaper than its pieces.
enum class GroundLayer : std::uint8_t
{
    Always, ///< no ground, or ground with nothing large on top
    Whole, ///< for far eyes
    Piece, ///< for near eyes
};
struct GroundShell
{
    model::ShellBox box;
    GroundLayer layer;
    std::uint32_t shell; ///< of the campus: what it is or is cut from
};
/// The shells of a campus, layers of ground both whole and in pieces.
std::vector<GroundShell> carvedShells(const model::Campus& campus);

/// The largest piece of ground in the campus frame, zM = its top; empty (max < min) where a campus has none.
struct GroundPlate
{
    glm::dvec2 minM{1}, maxM{-1};
    double zM = 0;
};
GroundPlate groundPlate(const model::Campus& campus);

/// Whether a view sees nothing but the plate and what stands on it: then there is no sky to draw.
bool fillsView(const GroundPlate& plate, const View& view);

} // namespace gigahall::render
