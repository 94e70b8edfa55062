#include "render/vk/pipeline.h"

#include "render/shaders/shared.h"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace gigahall::render {
namespace {

constexpr VkShaderStageFlags kStages
    = VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT | VK_SHADER_STAGE_COMPUTE_BIT;

/// A shader module that lives as long as the pipeline is being made.
struct Module
{
    Module(Device& d, std::span<const std::uint32_t> words)
        : device(d)
    {
        VkShaderModuleCreateInfo info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
        info.codeSize = words.size_bytes();
        info.pCode = words.data();
        check(vkCreateShaderModule(device.handle, &info, nullptr, &handle), "vkCreateShaderModule");
    }
    ~Module() { vkDestroyShaderModule(device.handle, handle, nullptr); }
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    Device& device;
    VkShaderModule handle = VK_NULL_HANDLE;
};

/// What mesh.vert takes in: gpu::GpuVertex a vertex, gpu::GpuMeshInstance an instance.
constexpr std::array<VkVertexInputBindingDescription, 2> kModelBindings{
    {{0, sizeof(gpu::GpuVertex), VK_VERTEX_INPUT_RATE_VERTEX},
        {1, sizeof(gpu::GpuMeshInstance), VK_VERTEX_INPUT_RATE_INSTANCE}}};
constexpr std::array<VkVertexInputAttributeDescription, 8> kModelAttributes{
    {{0, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(gpu::GpuVertex, position)},
        {1, 0, VK_FORMAT_R32_UINT, offsetof(gpu::GpuVertex, normal)},
        {2, 0, VK_FORMAT_R8G8B8A8_UNORM, offsetof(gpu::GpuVertex, colour)},
        {3, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(gpu::GpuMeshInstance, origin)},
        {4, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(gpu::GpuMeshInstance, x)},
        {5, 1, VK_FORMAT_R32_SFLOAT, offsetof(gpu::GpuMeshInstance, baseZ)},
        {6, 1, VK_FORMAT_R32G32_UINT, offsetof(gpu::GpuMeshInstance, kind)},
        {7, 1, VK_FORMAT_R8G8B8A8_UNORM, offsetof(gpu::GpuMeshInstance, value)}}};

VkPipelineColorBlendAttachmentState blendState(Blend blend)
{
    VkPipelineColorBlendAttachmentState state{};
    state.colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_G_BIT | VK_COLOR_COMPONENT_B_BIT;
    if (blend == Blend::None || blend == Blend::DarkenOnce)
        state.colorWriteMask |= VK_COLOR_COMPONENT_A_BIT;
    state.blendEnable = blend != Blend::None;
    state.srcColorBlendFactor = blend == Blend::Premultiplied ? VK_BLEND_FACTOR_ONE : VK_BLEND_FACTOR_SRC_ALPHA;
    state.dstColorBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
    state.srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
    state.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
    if (blend == Blend::DarkenOnce) {
        state.srcColorBlendFactor = VK_BLEND_FACTOR_ZERO;
        state.dstColorBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_DST_ALPHA;
        state.dstAlphaBlendFactor = VK_BLEND_FACTOR_ZERO;
    }
    return state;
}

VkPipelineDepthStencilStateCreateInfo depthState(const GraphicsSpec& spec)
{
    VkPipelineDepthStencilStateCreateInfo state{VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO};
    state.depthTestEnable = spec.depth != Depth::None;
    state.depthWriteEnable = spec.depth == Depth::TestWrite;
    state.depthCompareOp = VK_COMPARE_OP_GREATER_OR_EQUAL; // reversed: nearer is greater
    return state;
}

} // namespace

PipelineLayout::PipelineLayout(Device& d)
    : device(d)
{
    std::vector<VkDescriptorSetLayoutBinding> bindings{
        {0, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, 1, kStages, nullptr},
        {1, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 1, VK_SHADER_STAGE_FRAGMENT_BIT, nullptr},
        {2, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 1, VK_SHADER_STAGE_FRAGMENT_BIT, nullptr},
    };
    for (std::uint32_t i = 0; i < kTexelBuffers; ++i)
        bindings.push_back({3 + i, VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, 1, VK_SHADER_STAGE_ALL_GRAPHICS, nullptr});
    VkDescriptorSetLayoutCreateInfo setInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    setInfo.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_PUSH_DESCRIPTOR_BIT_KHR;
    setInfo.bindingCount = static_cast<std::uint32_t>(bindings.size());
    setInfo.pBindings = bindings.data();
    check(vkCreateDescriptorSetLayout(device.handle, &setInfo, nullptr, &set), "vkCreateDescriptorSetLayout");
    const VkPushConstantRange range{kStages, 0, 128};
    VkPipelineLayoutCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    info.setLayoutCount = 1;
    info.pSetLayouts = &set;
    info.pushConstantRangeCount = 1;
    info.pPushConstantRanges = &range;
    check(vkCreatePipelineLayout(device.handle, &info, nullptr, &handle), "vkCreatePipelineLayout");
}

PipelineLayout::~PipelineLayout()
{
    vkDestroyPipelineLayout(device.handle, handle, nullptr);
    vkDestroyDescriptorSetLayout(device.handle, set, nullptr);
}

Pipeline::Pipeline(Device& device, const PipelineLayout& layout, const GraphicsSpec& spec)
    : m_device(&device)
{
    const Module vertex(device, spec.vertex), fragment(device, spec.fragment);
    const std::array<std::uint32_t, 2> constants{spec.blendPlanes ? 1u : 0u, spec.list};
    const std::array<VkSpecializationMapEntry, 2> entries{{{0, 0, 4}, {1, 4, 4}}};
    const VkSpecializationInfo special{2, entries.data(), sizeof constants, constants.data()};
    std::array<VkPipelineShaderStageCreateInfo, 2> stages{};
    for (int i = 0; i < 2; ++i) {
        stages[i].sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
        stages[i].stage = i == 0 ? VK_SHADER_STAGE_VERTEX_BIT : VK_SHADER_STAGE_FRAGMENT_BIT;
        stages[i].module = i == 0 ? vertex.handle : fragment.handle;
        stages[i].pName = "main";
        stages[i].pSpecializationInfo = &special;
    }
    VkPipelineVertexInputStateCreateInfo input{VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
    if (spec.models) {
        input.vertexBindingDescriptionCount = kModelBindings.size();
        input.pVertexBindingDescriptions = kModelBindings.data();
        input.vertexAttributeDescriptionCount = kModelAttributes.size();
        input.pVertexAttributeDescriptions = kModelAttributes.data();
    }
    VkPipelineInputAssemblyStateCreateInfo assembly{VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO};
    assembly.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
    VkPipelineViewportStateCreateInfo viewport{VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO};
    viewport.viewportCount = viewport.scissorCount = 1;
    VkPipelineRasterizationStateCreateInfo raster{VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
    raster.frontFace = VK_FRONT_FACE_COUNTER_CLOCKWISE;
    raster.lineWidth = 1;
    VkPipelineMultisampleStateCreateInfo samples{VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
    samples.rasterizationSamples = VK_SAMPLE_COUNT_1_BIT;
    const auto depth = depthState(spec);
    const auto attachment = blendState(spec.blend);
    VkPipelineColorBlendStateCreateInfo blend{VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
    blend.attachmentCount = 1;
    blend.pAttachments = &attachment;
    const std::array dynamics{VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR, VK_DYNAMIC_STATE_CULL_MODE};
    VkPipelineDynamicStateCreateInfo dynamic{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO};
    dynamic.dynamicStateCount = dynamics.size();
    dynamic.pDynamicStates = dynamics.data();
    VkPipelineRenderingCreateInfo rendering{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO};
    rendering.colorAttachmentCount = 1;
    rendering.pColorAttachmentFormats = &spec.colour;
    rendering.depthAttachmentFormat = spec.depthTarget ? VK_FORMAT_D32_SFLOAT : VK_FORMAT_UNDEFINED;

    VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO, &rendering};
    info.stageCount = stages.size();
    info.pStages = stages.data();
    info.pVertexInputState = &input;
    info.pInputAssemblyState = &assembly;
    info.pViewportState = &viewport;
    info.pRasterizationState = &raster;
    info.pMultisampleState = &samples;
    info.pDepthStencilState = &depth;
    info.pColorBlendState = &blend;
    info.pDynamicState = &dynamic;
    info.layout = layout.handle;
    check(vkCreateGraphicsPipelines(device.handle, VK_NULL_HANDLE, 1, &info, nullptr, &m_pipeline), spec.name);
    device.name(VK_OBJECT_TYPE_PIPELINE, reinterpret_cast<std::uint64_t>(m_pipeline), spec.name);
}

Pipeline::Pipeline(Device& device, const PipelineLayout& layout, std::span<const std::uint32_t> compute,
    std::uint32_t constant, const char* name)
    : m_device(&device)
{
    const Module module(device, compute);
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module.handle;
    info.stage.pName = "main";
    const VkSpecializationMapEntry entry{1, 0, sizeof constant};
    const VkSpecializationInfo special{1, &entry, sizeof constant, &constant};
    info.stage.pSpecializationInfo = &special;
    info.layout = layout.handle;
    check(vkCreateComputePipelines(device.handle, VK_NULL_HANDLE, 1, &info, nullptr, &m_pipeline), name);
    device.name(VK_OBJECT_TYPE_PIPELINE, reinterpret_cast<std::uint64_t>(m_pipeline), name);
}

Pipeline::~Pipeline()
{
    if (m_device)
        vkDestroyPipeline(m_device->handle, m_pipeline, nullptr);
}

Pipeline& Pipeline::operator=(Pipeline&& other) noexcept
{
    std::swap(m_device, other.m_device);
    std::swap(m_pipeline, other.m_pipeline);
    return *this;
}

} // namespace gigahall::render
