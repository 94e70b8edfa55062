#pragma once

#include "render/renderer.h"
#include "render/scene.h"

#include <utility>
#include <vector>

namespace gigahall::render {

/// What the CPU decides before a frame: constants, how far each building is open, which clusters the device looks at.
struct FramePlan
{
    gpu::FrameUniforms uniforms{};
    std::vector<glm::vec4> buildingState; ///< x open 0..1, y interior drawn, z eye inside, w lit 0..1
    bool backdrop = true; ///< sky or open ground can be seen
    bool fades = false; ///< a roof is half open: such blend, in an order
    std::vector<std::uint32_t> clusters; ///< in drawing order: first `runClusters` of runs, then those of shells
    std::uint32_t runClusters = 0;
    std::vector<std::pair<float, std::uint32_t>> order;
};

/// Fills everything but the addresses. `scale` = target pixels a picture pixel (2 when supersampling).
void planFrame(
    const Scene& scene, const View& view, const FrameSettings& settings, std::uint32_t scale, FramePlan& plan);

} // namespace gigahall::render
