#include "render/passes.h"

#include "render/shadersources.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace gigahall::render {
namespace {

constexpr VkShaderStageFlags kStages
    = VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT | VK_SHADER_STAGE_COMPUTE_BIT;

Pipelines::SceneSet sceneSet(Device& device, const PipelineLayout& layout, bool ids, bool blend)
{
    using namespace spirv;
    const auto make = [&](auto vertex, auto fragment, auto idFragment, std::uint32_t list, const char* name) {
        return Pipeline(device, layout,
            {.vertex = vertex,
                .fragment = ids ? idFragment : fragment,
                .colour = ids ? VK_FORMAT_R32_UINT : VK_FORMAT_R8G8B8A8_UNORM,
                .list = list,
                .blendPlanes = blend,
                .models = list == gpu::kModels || list == gpu::kModelsValued,
                .name = name});
    };
    return {make(shellVert(), shellFrag(), shellIdFrag(), gpu::kListShell, "shell"),
        make(shellVert(), shellPlainFrag(), shellIdFrag(), gpu::kListPlain, "plain shell"),
        make(runVert(), runFrag(), runIdFrag(), gpu::kListRun, "run"),
        make(rackVert(), rackFrag(), rackIdFrag(), gpu::kListRack, "rack"),
        make(rackVert(), rackFrag(), rackIdFrag(), gpu::kListMarked, "marked rack"),
        make(itemVert(), itemFrag(), itemIdFrag(), gpu::kListItem, "run of items"),
        make(itemVert(), itemFrag(), itemIdFrag(), gpu::kListJoined, "joined items"),
        make(itemVert(), shellPlainFrag(), itemIdFrag(), gpu::kListSingle, "item"),
        make(itemVert(), valuedFrag(), itemIdFrag(), gpu::kListValued, "items with values"),
        make(hallVert(), hallFrag(), hallIdFrag(), gpu::kListHall, "hall"),
        make(hallVert(), hallFarFrag(), hallIdFrag(), gpu::kListHallFar, "far hall"),
        make(hallVert(), hallFarFrag(), hallIdFrag(), gpu::kListHallFarMarked, "marked far hall"),
        make(meshVert(), meshFrag(), meshIdFrag(), gpu::kModels, "mesh"),
        make(meshVert(), meshFrag(), meshIdFrag(), gpu::kModelsValued, "mesh with values"),
        make(cellVert(), cellFrag(), cellIdFrag(), gpu::kListCell, "cell"),
        make(cellVert(), cellFrag(), cellIdFrag(), gpu::kListCellMarked, "marked cell")};
}

void setViewport(VkCommandBuffer cmd, glm::uvec2 sizePx)
{
    const VkViewport viewport{0, 0, float(sizePx.x), float(sizePx.y), 0, 1};
    const VkRect2D scissor{{0, 0}, {sizePx.x, sizePx.y}};
    vkCmdSetViewport(cmd, 0, 1, &viewport);
    vkCmdSetScissor(cmd, 0, 1, &scissor);
    vkCmdSetCullMode(cmd, VK_CULL_MODE_NONE);
}

VkRenderingAttachmentInfo attachment(const Texture& texture, VkAttachmentLoadOp load, VkAttachmentStoreOp store)
{
    VkRenderingAttachmentInfo info{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    info.imageView = texture.view();
    info.imageLayout = VK_IMAGE_LAYOUT_GENERAL;
    info.loadOp = load;
    info.storeOp = store;
    return info;
}

/// What the outline shader is pushed.
struct OutlinePush
{
    glm::vec3 low;
    std::uint32_t group;
    glm::vec3 size;
    float yawCos;
    glm::vec4 colour;
    float yawSin, widthPx;
};

} // namespace

Pipelines::Pipelines(Device& device, const PipelineLayout& layout)
    : colour(sceneSet(device, layout, false, false))
    , colourBlending(sceneSet(device, layout, false, true))
    , ids(sceneSet(device, layout, true, false))
{
    using namespace spirv;
    for (const auto what : {gpu::kCullRuns, gpu::kCullShells, gpu::kCullHalls, gpu::kOrderFading})
        cull[what] = Pipeline(device, layout, cullComp(), what, "cull");
    background = Pipeline(device, layout,
        {.vertex = fullscreenVert(), .fragment = backgroundFrag(), .depth = Depth::Test, .name = "background"});
    backgroundGrid = Pipeline(device, layout,
        {.vertex = backgroundgridVert(),
            .fragment = backgroundgridFrag(),
            .depth = Depth::Test,
            .name = "background grid"});
    shadow = Pipeline(device, layout,
        {.vertex = shadowVert(),
            .fragment = shadowFrag(),
            .depth = Depth::Test,
            .blend = Blend::DarkenOnce,
            .name = "shadow"});
    contact = Pipeline(device, layout,
        {.vertex = contactVert(),
            .fragment = contactFrag(),
            .depth = Depth::Test,
            .blend = Blend::Alpha,
            .name = "contact"});
    fading = Pipeline(device, layout,
        {.vertex = shellVert(),
            .fragment = shellFrag(),
            .depth = Depth::Test,
            .blend = Blend::Alpha,
            .list = gpu::kListFadingInOrder,
            .name = "fading roofs"});
    outline = Pipeline(device, layout,
        {.vertex = outlineVert(),
            .fragment = outlineFrag(),
            .depth = Depth::Test,
            .blend = Blend::Alpha,
            .name = "outline"});
    outlineHidden = Pipeline(device, layout,
        {.vertex = outlineVert(),
            .fragment = outlineFrag(),
            .depth = Depth::None,
            .blend = Blend::Alpha,
            .name = "hidden outline"});
    resolve = Pipeline(device, layout,
        {.vertex = fullscreenVert(),
            .fragment = resolveFrag(),
            .depthTarget = false,
            .depth = Depth::None,
            .name = "resolve"});
    sprite = Pipeline(device, layout,
        {.vertex = spriteVert(),
            .fragment = spriteFrag(),
            .depthTarget = false,
            .depth = Depth::None,
            .blend = Blend::Premultiplied,
            .name = "sprites"});
}

FrameBuffers::FrameBuffers(Device& device, const Scene& scene)
{
    constexpr auto kStorage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
    constexpr auto kCommands = kStorage | VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT;
    const auto meshCount = std::max<std::size_t>(scene.meshRange.size(), 1);
    uniforms
        = Buffer(device, sizeof(gpu::FrameUniforms), VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT, Memory::Upload, "uniforms");
    clusterList = Buffer(device, scene.coarse.size() * 4, kStorage, Memory::Upload, "cluster list");
    buildingState = Buffer(device, scene.buildings.size() * 16, kStorage, Memory::Upload, "building state");
    entries
        = Buffer(device, std::uint64_t(gpu::kLists) * scene.listCapacity * 8, kStorage, Memory::Device, "draw lists");
    meshEntries = Buffer(device, meshCount * gpu::kMeshInstances * sizeof(gpu::GpuMeshInstance),
        kStorage | VK_BUFFER_USAGE_VERTEX_BUFFER_BIT, Memory::Device, "mesh instances");
    commands = Buffer(device, gpu::kLists * 16, kCommands, Memory::Upload, "draws");
    meshCommands = Buffer(device, meshCount * 20, kCommands, Memory::Upload, "mesh draws");
    stats = Buffer(device, 64, kCommands, Memory::Readback, "statistics");

    emptyDraws.assign(gpu::kLists, VkDrawIndirectCommand{0, 1, 0, 0});
    for (const auto range : scene.meshRange)
        emptyMeshDraws.push_back(
            {range.y, 0, range.x, 0, static_cast<std::uint32_t>(emptyMeshDraws.size()) * gpu::kMeshInstances});
}

void Passes::beginLabel(VkCommandBuffer cmd, const char* name)
{
    if (!vkCmdBeginDebugUtilsLabelEXT)
        return;
    VkDebugUtilsLabelEXT label{VK_STRUCTURE_TYPE_DEBUG_UTILS_LABEL_EXT};
    label.pLabelName = name;
    vkCmdBeginDebugUtilsLabelEXT(cmd, &label);
}

void Passes::endLabel(VkCommandBuffer cmd)
{
    if (vkCmdEndDebugUtilsLabelEXT)
        vkCmdEndDebugUtilsLabelEXT(cmd);
}

void Passes::bind(VkCommandBuffer cmd, const Pipeline& pipeline)
{
    vkCmdBindPipeline(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline.handle());
}

void Passes::pushUniforms(VkCommandBuffer cmd, VkPipelineBindPoint point)
{
    const VkDescriptorBufferInfo info{m_buffers.uniforms.handle(), 0, VK_WHOLE_SIZE};
    VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    write.descriptorCount = 1;
    write.descriptorType = VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER;
    write.pBufferInfo = &info;
    vkCmdPushDescriptorSetKHR(cmd, point, m_layout.handle, 0, 1, &write);
}

void Passes::pushTexels(VkCommandBuffer cmd)
{
    VkWriteDescriptorSet writes[kTexelBuffers] = {};
    for (std::uint32_t i = 0; i < kTexelBuffers; ++i) {
        writes[i].sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
        writes[i].dstBinding = 3 + i;
        writes[i].descriptorCount = 1;
        writes[i].descriptorType = VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER;
        writes[i].pTexelBufferView = &texels[i];
    }
    vkCmdPushDescriptorSetKHR(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS, m_layout.handle, 0, kTexelBuffers, writes);
}

void Passes::cull(VkCommandBuffer cmd, const FramePlan& plan)
{
    beginLabel(cmd, "cull");
    // Nothing is in flight: every frame is waited for. Submitting makes these writes visible.
    m_buffers.commands.write<VkDrawIndirectCommand>(m_buffers.emptyDraws);
    m_buffers.meshCommands.write<VkDrawIndexedIndirectCommand>(m_buffers.emptyMeshDraws);
    m_buffers.stats.write<std::uint32_t>(std::array<std::uint32_t, 16>{});
    pushUniforms(cmd, VK_PIPELINE_BIND_POINT_COMPUTE);
    const auto dispatch = [&](std::uint32_t what, std::uint32_t firstCluster, std::uint32_t groups) {
        if (groups == 0)
            return;
        vkCmdBindPipeline(cmd, VK_PIPELINE_BIND_POINT_COMPUTE, m_pipelines.cull[what].handle());
        vkCmdPushConstants(cmd, m_layout.handle, kStages, 0, sizeof firstCluster, &firstCluster);
        vkCmdDispatch(cmd, groups, 1, 1);
    };
    dispatch(gpu::kCullRuns, 0, plan.runClusters);
    dispatch(gpu::kCullShells, plan.runClusters, std::uint32_t(plan.clusters.size()) - plan.runClusters);
    dispatch(gpu::kCullHalls, 0, (m_scene.hallCount + gpu::kClusterSize - 1) / gpu::kClusterSize);
    if (plan.fades) {
        stageBarrier(cmd, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT);
        dispatch(gpu::kOrderFading, 0, gpu::kOrderGroups);
    }
    stageBarrier(cmd, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
        VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT | VK_PIPELINE_STAGE_2_VERTEX_ATTRIBUTE_INPUT_BIT
            | VK_PIPELINE_STAGE_2_VERTEX_SHADER_BIT | VK_PIPELINE_STAGE_2_HOST_BIT);
    endLabel(cmd);
}

void Passes::drawList(VkCommandBuffer cmd, const Pipeline& pipeline, std::uint32_t list)
{
    bind(cmd, pipeline);
    vkCmdDrawIndirect(cmd, m_buffers.commands.handle(), list * 16, 1, 16);
    ++draws;
}

void Passes::drawMeshes(VkCommandBuffer cmd, const Pipeline& pipeline)
{
    if (m_scene.meshRange.empty())
        return;
    bind(cmd, pipeline);
    const VkBuffer buffers[2] = {m_scene.vertices.handle(), m_buffers.meshEntries.handle()};
    const VkDeviceSize offsets[2] = {0, 0};
    vkCmdBindVertexBuffers(cmd, 0, 2, buffers, offsets);
    vkCmdBindIndexBuffer(cmd, m_scene.indices.handle(), 0, VK_INDEX_TYPE_UINT32);
    const auto slots = static_cast<std::uint32_t>(m_scene.meshRange.size());
    const auto singleSided = m_scene.singleSidedMeshes * gpu::kMeshLevels;
    const auto draw = [&](VkCullModeFlags cull, std::uint32_t first, std::uint32_t end) {
        if (first == end)
            return;
        vkCmdSetCullMode(cmd, cull);
        vkCmdDrawIndexedIndirect(cmd, m_buffers.meshCommands.handle(), first * 20, end - first, 20);
        ++draws;
    };
    draw(VK_CULL_MODE_BACK_BIT, 0, singleSided);
    draw(VK_CULL_MODE_NONE, singleSided, slots);
    vkCmdSetCullMode(cmd, VK_CULL_MODE_NONE);
}

void Passes::drawOutlines(VkCommandBuffer cmd, std::span<const Outline> outlines)
{
    for (const auto& outline : outlines) {
        OutlinePush push{outline.box.minM, outline.box.group, outline.box.sizeM, std::cos(outline.box.yawRad),
            outline.colour, std::sin(outline.box.yawRad), outline.widthPx};
        const auto draw = [&](const Pipeline& pipeline, float alpha) {
            push.colour.a = outline.colour.a * alpha;
            bind(cmd, pipeline);
            vkCmdPushConstants(cmd, m_layout.handle, kStages, 0, sizeof push, &push);
            vkCmdDraw(cmd, 72, 1, 0, 0);
            ++draws;
        };
        if (outline.through)
            draw(m_pipelines.outlineHidden, 0.28f);
        draw(m_pipelines.outline, 1.0f);
    }
}

void Passes::scene(VkCommandBuffer cmd, const Targets& targets, bool ids, std::span<const Outline> outlines)
{
    beginLabel(cmd, ids ? "ids" : "scene");
    const bool filled = !ids && backdrop;
    auto colour = attachment(*targets.colour, filled ? VK_ATTACHMENT_LOAD_OP_DONT_CARE : VK_ATTACHMENT_LOAD_OP_CLEAR,
        VK_ATTACHMENT_STORE_OP_STORE);
    if (!ids)
        colour.clearValue.color = {{clear.r, clear.g, clear.b, clear.a}};
    auto depth = attachment(*targets.depth, VK_ATTACHMENT_LOAD_OP_CLEAR, VK_ATTACHMENT_STORE_OP_STORE);
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {targets.sizePx.x, targets.sizePx.y}};
    info.layerCount = 1;
    info.colorAttachmentCount = 1;
    info.pColorAttachments = &colour;
    info.pDepthAttachment = &depth;
    vkCmdBeginRendering(cmd, &info);
    setViewport(cmd, targets.sizePx);
    pushUniforms(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS);
    pushTexels(cmd);
    const auto& set = ids ? m_pipelines.ids : blending ? m_pipelines.colourBlending : m_pipelines.colour;
    // What stands before what it stands on.
    drawList(cmd, set.cell, gpu::kListCell);
    drawList(cmd, set.cellMarked, gpu::kListCellMarked);
    drawList(cmd, set.rack, gpu::kListRack);
    drawList(cmd, set.marked, gpu::kListMarked);
    drawList(cmd, set.run, gpu::kListRun);
    drawMeshes(cmd, plantValues ? set.valuedMesh : set.mesh);
    drawList(cmd, set.single, gpu::kListSingle);
    drawList(cmd, set.joined, gpu::kListJoined);
    drawList(cmd, set.item, gpu::kListItem);
    if (plantValues)
        drawList(cmd, set.valued, gpu::kListValued);
    if (ids) {
        drawList(cmd, set.hall, gpu::kListHall);
        drawList(cmd, set.hallFar, gpu::kListHallFar);
        drawList(cmd, set.hallFarMarked, gpu::kListHallFarMarked);
    }
    drawList(cmd, set.shell, gpu::kListShell);
    drawList(cmd, set.plain, gpu::kListPlain);
    if (!ids) {
        if (backdrop) {
            bind(cmd, plain ? m_pipelines.backgroundGrid : m_pipelines.background);
            vkCmdDraw(cmd, plain ? gpu::kSkyColumns * gpu::kSkyRows * 6 : 3, 1, 0, 0);
            ++draws;
        }
        drawList(cmd, m_pipelines.shadow, gpu::kListShadow);
        drawList(cmd, m_pipelines.contact, gpu::kListContact);
        drawList(cmd, m_pipelines.fading, gpu::kListFadingInOrder);
        // After the roofs that fade: a diagram on its way down keeps its exact colours.
        drawList(cmd, set.hall, gpu::kListHall);
        drawList(cmd, set.hallFar, gpu::kListHallFar);
        drawList(cmd, set.hallFarMarked, gpu::kListHallFarMarked);
        drawOutlines(cmd, outlines);
    }
    vkCmdEndRendering(cmd);
    endLabel(cmd);
}

void Passes::resolve(VkCommandBuffer cmd, const Targets& from, Texture& to)
{
    beginLabel(cmd, "resolve");
    stageBarrier(cmd, VK_PIPELINE_STAGE_2_ALL_GRAPHICS_BIT, VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT);
    auto colour = attachment(to, VK_ATTACHMENT_LOAD_OP_DONT_CARE, VK_ATTACHMENT_STORE_OP_STORE);
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {to.sizePx().x, to.sizePx().y}};
    info.layerCount = 1;
    info.colorAttachmentCount = 1;
    info.pColorAttachments = &colour;
    vkCmdBeginRendering(cmd, &info);
    setViewport(cmd, from.sizePx / 2u);
    pushUniforms(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS);
    const VkDescriptorImageInfo images[2] = {{nearest, from.colour->view(), VK_IMAGE_LAYOUT_GENERAL},
        {nearest, from.depth->view(), VK_IMAGE_LAYOUT_GENERAL}};
    VkWriteDescriptorSet writes[2] = {};
    for (std::uint32_t i = 0; i < 2; ++i) {
        writes[i].sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
        writes[i].dstBinding = 1 + i;
        writes[i].descriptorCount = 1;
        writes[i].descriptorType = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;
        writes[i].pImageInfo = &images[i];
    }
    vkCmdPushDescriptorSetKHR(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS, m_layout.handle, 0, 2, writes);
    bind(cmd, m_pipelines.resolve);
    vkCmdDraw(cmd, 3, 1, 0, 0);
    ++draws;
    vkCmdEndRendering(cmd);
    endLabel(cmd);
}

void Passes::sprites(VkCommandBuffer cmd, Texture& target, const View& view, const Texture& atlas, VkSampler sampler,
    VkDeviceAddress records, std::uint32_t count)
{
    if (count == 0)
        return;
    beginLabel(cmd, "sprites");
    stageBarrier(cmd, VK_PIPELINE_STAGE_2_ALL_GRAPHICS_BIT, VK_PIPELINE_STAGE_2_ALL_GRAPHICS_BIT);
    const auto size = view.targetSizePx();
    auto colour = attachment(target, VK_ATTACHMENT_LOAD_OP_LOAD, VK_ATTACHMENT_STORE_OP_STORE);
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {size.x, size.y}};
    info.layerCount = 1;
    info.colorAttachmentCount = 1;
    info.pColorAttachments = &colour;
    vkCmdBeginRendering(cmd, &info);
    setViewport(cmd, size);
    pushUniforms(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS);
    const VkDescriptorImageInfo image{sampler, atlas.view(), VK_IMAGE_LAYOUT_GENERAL};
    VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    write.dstBinding = 1;
    write.descriptorCount = 1;
    write.descriptorType = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;
    write.pImageInfo = &image;
    vkCmdPushDescriptorSetKHR(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS, m_layout.handle, 0, 1, &write);
    bind(cmd, m_pipelines.sprite);
    struct
    {
        VkDeviceAddress records;
        glm::vec2 target, offset, atlas;
    } push{records, glm::vec2(size), glm::vec2(view.cropMinPx), glm::vec2(atlas.sizePx())};
    vkCmdPushConstants(cmd, m_layout.handle, kStages, 0, sizeof push, &push);
    vkCmdDraw(cmd, 6, count, 0, 0);
    ++draws;
    vkCmdEndRendering(cmd);
    endLabel(cmd);
}

} // namespace gigahall::render
