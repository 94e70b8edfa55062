#pragma once

#include "render/vk/device.h"

#include <span>

namespace gigahall::render {

enum class Blend : std::uint8_t
{
    None,
    Alpha,
    Premultiplied,
    DarkenOnce /* by the alpha of what is there, then that becomes the alpha of the source: each pixel once */
};
enum class Depth : std::uint8_t
{
    None,
    Test,
    TestWrite
};

/// One graphics pipeline of ours: dynamic viewport, scissor and face culling.
struct GraphicsSpec
{
    std::span<const std::uint32_t> vertex, fragment;
    VkFormat colour = VK_FORMAT_R8G8B8A8_UNORM;
    bool depthTarget = true;
    Depth depth = Depth::TestWrite;
    Blend blend = Blend::None;
    std::uint32_t list = 0; ///< specialization constant 1: which draw list
    bool blendPlanes = true; ///< specialization constant 0: read the previous planes as well
    bool models = false; ///< vertices and instances come as attributes; otherwise shaders pull them by address
    const char* name = "";
};

/// Push descriptor set 0 (binding 0 uniform buffer, 1 and 2 sampled images, then texel buffers) and 128 bytes of push
/// constants, shared by all pipelines.
inline constexpr std::uint32_t kTexelBuffers = 9; ///< at bindings 3 and up
struct PipelineLayout
{
    explicit PipelineLayout(Device& device);
    ~PipelineLayout();
    PipelineLayout(const PipelineLayout&) = delete;
    PipelineLayout& operator=(const PipelineLayout&) = delete;

    Device& device;
    VkDescriptorSetLayout set = VK_NULL_HANDLE;
    VkPipelineLayout handle = VK_NULL_HANDLE;
};

class Pipeline
{
public:
    Pipeline() = default;
    Pipeline(Device& device, const PipelineLayout& layout, const GraphicsSpec& spec);
    Pipeline(Device& device, const PipelineLayout& layout, std::span<const std::uint32_t> compute,
        std::uint32_t constant, const char* name); ///< `constant` = specialization constant 1
    ~Pipeline();
    Pipeline(Pipeline&& other) noexcept { *this = std::move(other); }
    Pipeline& operator=(Pipeline&& other) noexcept;

    VkPipeline handle() const { return m_pipeline; }

private:
    Device* m_device = nullptr;
    VkPipeline m_pipeline = VK_NULL_HANDLE;
};

} // namespace gigahall::render
