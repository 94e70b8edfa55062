#pragma once

#include "render/shaders/shared.h"

#include "model/campus/campus.h"

#include <vector>

namespace gigahall::render {

/// Roof diagrams of all halls: every stretch of compute racks takes its row's whole place on the plan, so that data
/// covers the roof. Halls of one template share a grid and its segments.
struct Plans
{
    explicit Plans(const model::Campus& campus);

    std::vector<std::uint32_t> grid; ///< kPlanGrid^2 cells a plan: segment relative to the plan's first, ~0 = floor
    std::vector<gpu::GpuPlanSegment> segments;
    std::vector<std::uint16_t>
        racks; ///< the same cells: rack over their middle, relative to the hall's first, 0xffff = floor
    std::vector<std::uint32_t> hallGrid, hallSegments; ///< a hall: first grid cell, first segment
    std::vector<float> rackM; ///< a hall: largest extent of a rack on its roof
};

} // namespace gigahall::render
