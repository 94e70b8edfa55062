#pragma once

#include "render/frame.h"
#include "render/vk/pipeline.h"

#include <array>
#include <vector>

namespace gigahall::render {

/// Every pipeline of the renderer, made once.
struct Pipelines
{
    Pipelines(Device& device, const PipelineLayout& layout);

    /// The scene twice: colours, and asset ids.
    struct SceneSet
    {
        Pipeline shell, plain, run, rack, marked, item, joined, single, valued, hall, hallFar, hallFarMarked, mesh,
            valuedMesh, cell, cellMarked;
    };
    SceneSet colour, colourBlending, ids;
    std::array<Pipeline, 4> cull; ///< by kCullRuns, ...
    Pipeline background, backgroundGrid, shadow, contact, fading, outline, outlineHidden, resolve, sprite;
};

/// A box to outline: selection or hover.
struct Outline
{
    model::Campus::Box box;
    glm::vec4 colour;
    float widthPx;
    bool through = true; ///< hidden lines show faintly, so that it is found behind other things as well
};

/// Buffers that a frame writes and reads; sized once.
struct FrameBuffers
{
    FrameBuffers(Device& device, const Scene& scene);

    Buffer uniforms, clusterList, buildingState, entries, commands, meshEntries, meshCommands, stats;
    std::vector<VkDrawIndirectCommand> emptyDraws; ///< what the culling pass starts from
    std::vector<VkDrawIndexedIndirectCommand> emptyMeshDraws;
};

/// Where a frame is drawn.
struct Targets
{
    Texture* colour = nullptr;
    Texture* depth = nullptr;
    glm::uvec2 sizePx{0};
};

/// Records the passes of a frame; each has a debug label. Counts its draws.
class Passes
{
public:
    Passes(Device& device, const PipelineLayout& layout, const Pipelines& pipelines, const Scene& scene,
        FrameBuffers& buffers)
        : m_device(device)
        , m_layout(layout)
        , m_pipelines(pipelines)
        , m_scene(scene)
        , m_buffers(buffers)
    {
    }

    void cull(VkCommandBuffer cmd, const FramePlan& plan);
    void scene(VkCommandBuffer cmd, const Targets& targets, bool ids, std::span<const Outline> outlines);
    void resolve(VkCommandBuffer cmd, const Targets& from, Texture& to);
    void sprites(VkCommandBuffer cmd, Texture& target, const View& view, const Texture& atlas, VkSampler sampler,
        VkDeviceAddress records, std::uint32_t count);

    VkSampler nearest = VK_NULL_HANDLE;
    std::array<VkBufferView, kTexelBuffers> texels{}; ///< in the order of their bindings, see data.glsl
    bool plain = true; ///< cheap backdrop
    bool backdrop = true; ///< there is some to see; if not, hairline cracks show `clear`
    glm::vec4 clear{0};
    bool blending = false; ///< planes are between two states
    bool plantValues = false; ///< plant has values
    std::uint32_t draws = 0;

private:
    Device& m_device;
    const PipelineLayout& m_layout;
    const Pipelines& m_pipelines;
    const Scene& m_scene;
    FrameBuffers& m_buffers;

    void bind(VkCommandBuffer cmd, const Pipeline& pipeline);
    void pushUniforms(VkCommandBuffer cmd, VkPipelineBindPoint point);
    void pushTexels(VkCommandBuffer cmd);
    void drawList(VkCommandBuffer cmd, const Pipeline& pipeline, std::uint32_t list);
    void drawMeshes(VkCommandBuffer cmd, const Pipeline& pipeline);
    void drawOutlines(VkCommandBuffer cmd, std::span<const Outline> outlines);
    void beginLabel(VkCommandBuffer cmd, const char* name);
    void endLabel(VkCommandBuffer cmd);
};

} // namespace gigahall::render
