#include "render/renderer.h"

#include "model/telemetry/datastate.h"
#include "render/construction.h"
#include "render/passes.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <optional>

namespace gigahall::render {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

constexpr VkFormat kColourFormat = VK_FORMAT_R8G8B8A8_UNORM;
constexpr VkFormat kDepthFormat = VK_FORMAT_D32_SFLOAT;
constexpr glm::uvec2 kPickSize{3, 3};
static_assert(kRackOff == gpu::kStateOff && kRackMixed == gpu::kStateMixed);
static_assert(model::GpuStates::kAsRack == gpu::kStateMask);
static_assert(gpu::kStateMissing == int(model::DataState::Missing) && gpu::kStateLive == int(model::DataState::Live)
    && gpu::kStateSimulated == int(model::DataState::Simulated) && gpu::kStateStale == int(model::DataState::Stale)
    && gpu::kStateRecorded == int(model::DataState::Recorded) && gpu::kStateBad == int(model::DataState::Bad)
    && gpu::kStatePlanned == int(model::DataState::Planned));

/// The two newest states of the telemetry on the device, written alternately.
struct PlaneBuffers
{
    Buffer gpu, rack, hall, state, plant, hallState;
};

} // namespace

struct Renderer::Impl
{
    Device device;
    PipelineLayout layout;
    Pipelines pipelines;
    const model::Campus& campus;
    Scene scene;
    FrameBuffers buffers;
    Passes passes;

    VkCommandPool pool = VK_NULL_HANDLE;
    VkCommandBuffer cmd = VK_NULL_HANDLE;
    VkFence fence = VK_NULL_HANDLE;
    VkQueryPool queries = VK_NULL_HANDLE;
    VkSampler nearest = VK_NULL_HANDLE, linear = VK_NULL_HANDLE;

    Texture colour, depth, final; ///< `final` only when supersampling
    Texture idColour, idDepth;
    Buffer readback, sprites;
    Texture atlas;
    std::array<PlaneBuffers, 2> planes;
    std::size_t newest = 0;
    bool gpuPlane[2] = {false, false};
    bool plantPlane[2] = {false, false};
    Buffer gpuStates; ///< of the newest; states don't blend
    bool hasGpuStates = false;
    std::uint64_t bytesUploaded = 0;
    FramePlan plan;
    std::optional<Construction> construction;
    bool loseDevice = false;

    Impl(const DeviceOptions& options, const model::Campus& c, std::span<const model::MeshData> meshes)
        : device(options)
        , layout(device)
        , pipelines(device, layout)
        , campus(c)
        , scene(device, c, meshes)
        , buffers(device, scene)
        , passes(device, layout, pipelines, scene, buffers)
    {
        if (scene.gpuCount > device.properties.limits.maxTexelBufferElements)
            throw VulkanError("the campus has more GPUs than this device can look up", VK_ERROR_FEATURE_NOT_PRESENT);
        createCommands();
        createSamplers();
        for (auto& p : planes) {
            constexpr auto kUsage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT;
            p.gpu = Buffer(device, (std::uint64_t(scene.gpuCount) + 1) / 2 * 4,
                VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT, Memory::Upload, "gpu plane");
            p.rack = Buffer(device, (std::uint64_t(scene.rackCount) + 1) / 2 * 4, kUsage, Memory::Upload, "rack plane");
            p.hall = Buffer(device, (std::uint64_t(scene.hallCount) + 1) / 2 * 4, kUsage, Memory::Upload, "hall plane");
            p.state
                = Buffer(device, (std::uint64_t(scene.rackCount) + 3) / 4 * 4, kUsage, Memory::Upload, "rack state");
            std::memset(p.rack.mapped(), 0xff, p.rack.bytes());
            std::memset(p.hall.mapped(), 0xff, p.hall.bytes());
            p.plant
                = Buffer(device, (std::uint64_t(scene.plantCount) + 2) / 2 * 4, kUsage, Memory::Upload, "plant plane");
            p.hallState
                = Buffer(device, (std::uint64_t(scene.hallCount) + 4) / 4 * 4, kUsage, Memory::Upload, "hall state");
            std::memset(p.state.mapped(), 0, p.state.bytes());
            std::memset(p.hallState.mapped(), gpu::kStateLive, p.hallState.bytes());
            std::memset(p.plant.mapped(), 0xff, p.plant.bytes());
        }
        gpuStates = Buffer(device, 4, VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT, Memory::Upload, "gpu states");
        idColour = Texture(device, kPickSize, VK_FORMAT_R32_UINT, idUsage(), VK_IMAGE_ASPECT_COLOR_BIT, "pick ids");
        idDepth = depthTexture(kPickSize, "pick depth");
        uploadAtlas(Image{{1, 1}, {0, 0, 0, 0}});
    }

    ~Impl()
    {
        vkDeviceWaitIdle(device.handle);
        vkDestroySampler(device.handle, nearest, nullptr);
        vkDestroySampler(device.handle, linear, nullptr);
        vkDestroyQueryPool(device.handle, queries, nullptr);
        vkDestroyFence(device.handle, fence, nullptr);
        vkDestroyCommandPool(device.handle, pool, nullptr);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    static VkImageUsageFlags idUsage() { return VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT; }

    Texture depthTexture(glm::uvec2 sizePx, const char* name)
    {
        return Texture(device, sizePx, kDepthFormat,
            VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT,
            VK_IMAGE_ASPECT_DEPTH_BIT, name);
    }

    void createCommands()
    {
        VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
        poolInfo.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
        poolInfo.queueFamilyIndex = device.queueFamily;
        check(vkCreateCommandPool(device.handle, &poolInfo, nullptr, &pool), "vkCreateCommandPool");
        VkCommandBufferAllocateInfo allocate{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
        allocate.commandPool = pool;
        allocate.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
        allocate.commandBufferCount = 1;
        check(vkAllocateCommandBuffers(device.handle, &allocate, &cmd), "vkAllocateCommandBuffers");
        const VkFenceCreateInfo fenceInfo{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
        check(vkCreateFence(device.handle, &fenceInfo, nullptr, &fence), "vkCreateFence");
        VkQueryPoolCreateInfo queryInfo{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        queryInfo.queryType = VK_QUERY_TYPE_TIMESTAMP;
        queryInfo.queryCount = 2;
        check(vkCreateQueryPool(device.handle, &queryInfo, nullptr, &queries), "vkCreateQueryPool");
    }

    void createSamplers()
    {
        VkSamplerCreateInfo info{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
        info.addressModeU = info.addressModeV = info.addressModeW = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
        check(vkCreateSampler(device.handle, &info, nullptr, &nearest), "vkCreateSampler");
        info.magFilter = info.minFilter = VK_FILTER_LINEAR;
        check(vkCreateSampler(device.handle, &info, nullptr, &linear), "vkCreateSampler");
        passes.nearest = nearest;
    }

    void begin()
    {
        check(vkResetCommandBuffer(cmd, 0), "vkResetCommandBuffer");
        VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
        info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
        check(vkBeginCommandBuffer(cmd, &info), "vkBeginCommandBuffer");
        passes.draws = 0;
    }

    void submitAndWait()
    {
        check(vkEndCommandBuffer(cmd), "vkEndCommandBuffer");
        if (std::exchange(loseDevice, false))
            throw DeviceLost("vkQueueSubmit2 (injected)", VK_ERROR_DEVICE_LOST);
        VkCommandBufferSubmitInfo buffer{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO};
        buffer.commandBuffer = cmd;
        VkSubmitInfo2 submit{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
        submit.commandBufferInfoCount = 1;
        submit.pCommandBufferInfos = &buffer;
        check(vkQueueSubmit2(device.queue, 1, &submit, fence), "vkQueueSubmit2");
        check(vkWaitForFences(device.handle, 1, &fence, VK_TRUE, UINT64_MAX), "vkWaitForFences");
        check(vkResetFences(device.handle, 1, &fence), "vkResetFences");
    }

    void uploadAtlas(const Image& image)
    {
        if (atlas.sizePx() != image.sizePx) {
            atlas = Texture(device, image.sizePx, kColourFormat,
                VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT, VK_IMAGE_ASPECT_COLOR_BIT,
                "sprite atlas");
        }
        Buffer staging(device, image.rgba.size(), VK_BUFFER_USAGE_TRANSFER_SRC_BIT, Memory::Upload, "atlas upload");
        staging.write<std::uint8_t>(image.rgba);
        begin();
        beginGeneral(cmd, atlas);
        VkBufferImageCopy copy{};
        copy.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
        copy.imageExtent = {image.sizePx.x, image.sizePx.y, 1};
        vkCmdCopyBufferToImage(cmd, staging.handle(), atlas.handle(), VK_IMAGE_LAYOUT_GENERAL, 1, &copy);
        stageBarrier(cmd, VK_PIPELINE_STAGE_2_TRANSFER_BIT, VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT);
        submitAndWait();
        bytesUploaded += image.rgba.size();
    }

    /// Halls of which some rack needs a pattern say so; the others are drawn with less.
    std::vector<std::uint8_t> hallStates(const Planes& values) const
    {
        std::vector<std::uint8_t> states(scene.hallCount, gpu::kStateLive);
        if (values.hallState.size() == states.size())
            states.assign(values.hallState.begin(), values.hallState.end());
        const auto isMarked = [&](std::uint32_t rack) {
            const std::uint8_t state = rack < values.rackState.size() ? values.rackState[rack] : gpu::kStateMissing;
            return state != gpu::kStateLive && state != gpu::kStateSimulated;
        };
        for (std::size_t h = 0; h < states.size(); ++h)
            for (auto rack = campus.halls[h].racks.first; rack < campus.halls[h].racks.end(); ++rack)
                if (isMarked(rack))
                    states[h] |= kRackMixed;
        return states;
    }

    /// Made when they are there for the first time: most sources have none.
    void setGpuStates(std::span<const std::uint8_t> states)
    {
        const std::uint64_t bytes = (std::uint64_t(scene.gpuCount) + 1) / 2;
        hasGpuStates = states.size() == bytes && !states.empty();
        if (!hasGpuStates)
            return;
        if (gpuStates.bytes() < bytes)
            gpuStates = Buffer(
                device, (bytes + 3) / 4 * 4, VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT, Memory::Upload, "gpu states");
        gpuStates.write(states);
        bytesUploaded += bytes;
    }

    /// Plans the frame and writes everything small that the device reads.
    void prepare(const View& view, const FrameSettings& settings, std::uint32_t scale)
    {
        if (construction)
            bytesUploaded += construction->setDay(settings.day);
        planFrame(scene, view, settings, scale, plan);
        for (std::size_t b = 0; construction && b < plan.buildingState.size(); ++b)
            plan.buildingState[b].w = construction->lit(b);
        auto& u = plan.uniforms;
        auto& now = planes[newest];
        auto& before = planes[1 - newest];
        u.groups = scene.groups.address();
        u.types = scene.types.address();
        u.runs = scene.runs.address();
        u.halls = (settings.trueScale ? scene.hallsTrue : scene.halls).address();
        u.shells = scene.shells.address();
        u.clusters = scene.clusters.address();
        u.meshes = scene.meshTable.address();
        u.planGrid = scene.planGrid.address();
        u.planSegments = scene.planSegments.address();
        u.clusterList = buffers.clusterList.address();
        u.buildingState = buffers.buildingState.address();
        u.entries = buffers.entries.address();
        u.counters = buffers.commands.address();
        u.meshEntries = buffers.meshEntries.address();
        u.meshCommands = buffers.meshCommands.address();
        u.stats = buffers.stats.address();
        u.rackState = now.state.address();
        u.hallNext = now.hall.address();
        u.hallState = now.hallState.address();
        u.plantNext = now.plant.address();
        u.plantPrevious = before.plant.address();
        passes.plantValues = plantPlane[newest] && settings.data;
        if (passes.plantValues)
            u.flags |= gpu::kFlagPlant;
        if (gpuPlane[newest])
            u.flags |= gpu::kFlagGpuPlane;
        if (hasGpuStates)
            u.flags |= gpu::kFlagGpuStates;
        auto& gpuBefore = planes[gpuPlane[1 - newest] ? 1 - newest : newest].gpu;
        passes.texels = {now.gpu.texels(VK_FORMAT_R16_UINT), gpuBefore.texels(VK_FORMAT_R16_UINT),
            now.rack.texels(VK_FORMAT_R16_UINT), before.rack.texels(VK_FORMAT_R16_UINT),
            now.state.texels(VK_FORMAT_R8_UINT), scene.planRacks.texels(VK_FORMAT_R16_UINT),
            now.plant.texels(VK_FORMAT_R16_UINT), before.plant.texels(VK_FORMAT_R16_UINT),
            gpuStates.texels(VK_FORMAT_R8_UINT)};
        buffers.uniforms.write<gpu::FrameUniforms>(std::span(&u, 1));
        buffers.clusterList.write<std::uint32_t>(plan.clusters);
        buffers.buildingState.write<glm::vec4>(plan.buildingState);
        bytesUploaded += sizeof u + plan.clusters.size() * 4 + plan.buildingState.size() * 16;
    }

    void sizeTargets(glm::uvec2 sizePx, std::uint32_t scale)
    {
        const auto scaled = sizePx * scale;
        if (colour.sizePx() != scaled) {
            colour = Texture();
            depth = Texture();
            colour = Texture(device, scaled, kColourFormat,
                VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_SAMPLED_BIT,
                VK_IMAGE_ASPECT_COLOR_BIT, "colour");
            depth = depthTexture(scaled, "depth");
        }
        if (scale > 1 && final.sizePx() != sizePx) {
            final = Texture(device, sizePx, kColourFormat,
                VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT, VK_IMAGE_ASPECT_COLOR_BIT,
                "final colour");
        }
        // Room for a pick (ids and depths) as well.
        const std::uint64_t bytes = std::max<std::uint64_t>(std::uint64_t(sizePx.x) * sizePx.y * 4, 4096);
        if (readback.bytes() < bytes)
            readback = Buffer(device, bytes, VK_BUFFER_USAGE_TRANSFER_DST_BIT, Memory::Readback, "readback");
    }

    void copyOut(const Texture& from, VkImageAspectFlags aspect, std::uint64_t offset = 0)
    {
        stageBarrier(cmd, VK_PIPELINE_STAGE_2_ALL_GRAPHICS_BIT, VK_PIPELINE_STAGE_2_TRANSFER_BIT);
        VkBufferImageCopy copy{};
        copy.bufferOffset = offset;
        copy.imageSubresource = {aspect, 0, 0, 1};
        copy.imageExtent = {from.sizePx().x, from.sizePx().y, 1};
        vkCmdCopyImageToBuffer(cmd, from.handle(), VK_IMAGE_LAYOUT_GENERAL, readback.handle(), 1, &copy);
        stageBarrier(cmd, VK_PIPELINE_STAGE_2_TRANSFER_BIT, VK_PIPELINE_STAGE_2_HOST_BIT);
    }

    /// The alpha channel told data from neutral; outside it means opaque.
    void takeOut(glm::uvec2 sizePx, Image& out) const
    {
        out.sizePx = sizePx;
        out.rgba.resize(std::size_t(sizePx.x) * sizePx.y * 4);
        const auto* from = static_cast<const std::uint32_t*>(readback.mapped());
        auto* to = reinterpret_cast<std::uint32_t*>(out.rgba.data());
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, out.rgba.size() / 4, 1 << 16), [&](const auto& pixels) {
            for (std::size_t i = pixels.begin(); i < pixels.end(); ++i)
                to[i] = from[i] | 0xff000000u;
        });
    }

    std::vector<Outline> outlines(const FrameSettings& settings) const
    {
        std::vector<Outline> all;
        const float scale = plan.uniforms.pixelScale;
        const glm::vec4 accent(plan.uniforms.accent, 1.0f);
        const auto add = [&](model::AssetId id, glm::vec4 lineColour, float width, bool through = true) {
            if (id.isValid() && id.kind() != model::AssetKind::Campus && id.kind() != model::AssetKind::Shell)
                all.push_back({campus.box(id), lineColour, width * scale, through});
        };
        if (construction) {
            for (const auto& [id, strength] : construction->planned()) {
                auto box = campus.box(id);
                box.sizeM.z = 0;
                const bool night = settings.theme == Theme::Dark;
                const float grey = night ? 0.62f : 0.42f, strong = id.kind() == model::AssetKind::Phase ? 0.75f : 0.4f;
                all.push_back({box, {grey, grey, grey, strong * strength}, 1.2f * scale, false});
            }
        }
        for (const OutlinedAsset& outlined : settings.outlined)
            add(outlined.id, outlined.colour, 1.6f, false);
        if (settings.hovered != settings.selected)
            add(settings.hovered, glm::mix(accent, glm::vec4(1), 0.45f), 1.2f);
        add(settings.selected, accent, 2.2f);
        return all;
    }

    void writeSprites(std::span<const Sprite> list)
    {
        const std::uint64_t bytes = list.size() * 48;
        if (bytes == 0)
            return;
        if (sprites.bytes() < bytes)
            sprites = Buffer(device, bytes * 2, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, Memory::Upload, "sprites");
        static_assert(sizeof(Sprite) == 48);
        sprites.write<Sprite>(list);
        bytesUploaded += bytes;
    }

    FrameStats render(const View& view, const FrameSettings& settings, Image& out);
    Pick pick(const View& view, const FrameSettings& settings, glm::uvec2 pixel);
    void recordIds(const View& view, const FrameSettings& settings, Texture& ids, Texture& zs);
    FrameStats stats(Clock::time_point start, std::uint64_t bytes) const;
};

FrameStats Renderer::Impl::stats(Clock::time_point start, std::uint64_t bytes) const
{
    FrameStats s;
    const auto* counts = static_cast<const std::uint32_t*>(buffers.stats.mapped());
    s.racksVisible = counts[0];
    s.gpusVisible = counts[1];
    s.hallsVisible = counts[2];
    s.meshInstances = counts[3];
    s.draws = passes.draws;
    s.bytesUploaded = bytes;
    std::uint64_t times[2] = {};
    if (vkGetQueryPoolResults(device.handle, queries, 0, 2, sizeof times, times, 8, VK_QUERY_RESULT_64_BIT)
        == VK_SUCCESS)
        s.gpuMs = double(times[1] - times[0]) * double(device.properties.limits.timestampPeriod) * 1e-6;
    s.cpuMs = millisecondsSince(start);
    return s;
}

FrameStats Renderer::Impl::render(const View& view, const FrameSettings& settings, Image& out)
{
    const auto start = Clock::now();
    const auto size = view.targetSizePx();
    const std::uint32_t scale = settings.quality == Quality::Fine ? 2 : 1;
    sizeTargets(size, scale);
    prepare(view, settings, scale);
    writeSprites(settings.sprites);
    begin();
    vkResetQueryPool(device.handle, queries, 0, 2);
    vkCmdWriteTimestamp2(cmd, VK_PIPELINE_STAGE_2_TOP_OF_PIPE_BIT, queries, 0);
    beginGeneral(cmd, colour);
    beginGeneral(cmd, depth);
    passes.plain = scale == 1;
    passes.backdrop = plan.backdrop;
    passes.clear = {plan.uniforms.groundNear, plan.uniforms.shadowDarkness};
    passes.blending = settings.blend < 1;
    passes.cull(cmd, plan);
    const Targets targets{&colour, &depth, size * scale};
    const auto boxes = outlines(settings);
    passes.scene(cmd, targets, false, boxes);
    Texture* result = &colour;
    if (scale > 1) {
        beginGeneral(cmd, final);
        passes.resolve(cmd, targets, final);
        result = &final;
    }
    passes.sprites(
        cmd, *result, view, atlas, linear, sprites.address(), static_cast<std::uint32_t>(settings.sprites.size()));
    vkCmdWriteTimestamp2(cmd, VK_PIPELINE_STAGE_2_BOTTOM_OF_PIPE_BIT, queries, 1);
    copyOut(*result, VK_IMAGE_ASPECT_COLOR_BIT);
    submitAndWait();
    takeOut(size, out);
    return stats(start, std::exchange(bytesUploaded, 0));
}

void Renderer::Impl::recordIds(const View& view, const FrameSettings& settings, Texture& ids, Texture& zs)
{
    prepare(view, settings, 1);
    begin();
    beginGeneral(cmd, ids);
    beginGeneral(cmd, zs);
    passes.cull(cmd, plan);
    passes.scene(cmd, {&ids, &zs, ids.sizePx()}, true, {});
}

Pick Renderer::Impl::pick(const View& view, const FrameSettings& settings, glm::uvec2 pixel)
{
    const glm::uvec2 at = glm::clamp(pixel, glm::uvec2(0), view.sizePx - 1u);
    View small = view.cropped(glm::uvec2(glm::max(glm::ivec2(at) - 1, glm::ivec2(0))), kPickSize);
    sizeTargets(glm::max(colour.sizePx(), glm::uvec2(4)), 1);
    recordIds(small, settings, idColour, idDepth);
    copyOut(idColour, VK_IMAGE_ASPECT_COLOR_BIT);
    copyOut(idDepth, VK_IMAGE_ASPECT_DEPTH_BIT, 64);
    submitAndWait();

    const auto* words = static_cast<const std::byte*>(readback.mapped());
    std::uint32_t ids[9];
    float depths[9];
    std::memcpy(ids, words, sizeof ids);
    std::memcpy(depths, words + 64, sizeof depths);
    const auto centre = at - small.cropMinPx;
    const std::size_t middle = centre.y * kPickSize.x + centre.x;
    Pick result;
    result.id = model::AssetId(ids[middle]);
    const auto ray = view.ray(glm::dvec2(at) + 0.5);
    if (depths[middle] > 0) {
        const double along = view.orthographic ? (0.5 - depths[middle]) * 200'000.0
                                               : view.nearM / depths[middle] / glm::dot(ray.direction, view.forward());
        result.hit = true;
        result.positionM = ray.originM + ray.direction * along;
    } else if (ray.direction.z < -1e-6 && ray.originM.z > 0) {
        result.hit = true;
        result.positionM = ray.originM + ray.direction * (ray.originM.z / -ray.direction.z);
    }
    if (result.id.kind() == model::AssetKind::Shell)
        result.id = {};
    return result;
}

Renderer::Renderer(const DeviceOptions& options, const model::Campus& campus, std::span<const model::MeshData> meshes)
    : m(std::make_unique<Impl>(options, campus, meshes))
{
}

Renderer::~Renderer() = default;

void Renderer::setPlanes(const Planes& values, bool replaceBoth)
{
    const auto write = [&](std::size_t which) {
        auto& p = m->planes[which];
        const auto fits = [](auto span, std::size_t count) { return span.size() == count; };
        m->gpuPlane[which] = fits(values.gpu, m->scene.gpuCount) && !values.gpu.empty();
        if (m->gpuPlane[which])
            p.gpu.write(values.gpu);
        if (fits(values.rack, m->scene.rackCount))
            p.rack.write(values.rack);
        if (fits(values.hall, m->scene.hallCount))
            p.hall.write(values.hall);
        if (fits(values.rackState, m->scene.rackCount))
            p.state.write(values.rackState);
        p.hallState.write<std::uint8_t>(m->hallStates(values));
        m->plantPlane[which] = fits(values.plant, m->scene.plantCount) && !values.plant.empty();
        if (m->plantPlane[which])
            p.plant.write(values.plant);
        else
            std::memset(p.plant.mapped(), 0xff, p.plant.bytes()); // nothing to blend from
        m->bytesUploaded += values.gpu.size_bytes() + values.rack.size_bytes() + values.hall.size_bytes()
            + values.rackState.size_bytes() + values.plant.size_bytes() + values.hallState.size_bytes();
    };
    m->newest = 1 - m->newest;
    write(m->newest);
    if (replaceBoth)
        write(1 - m->newest);
    m->setGpuStates(values.gpuState);
}

void Renderer::setBuildup(const model::Buildup& buildup)
{
    if (m->construction)
        m->construction->setDay(std::nullopt);
    m->construction.emplace(m->scene, m->campus, buildup);
}

void Renderer::setSpriteAtlas(const Image& atlas)
{
    m->uploadAtlas(atlas);
}

FrameStats Renderer::render(const View& view, const FrameSettings& settings, Image& out)
{
    return m->render(view, settings, out);
}

Pick Renderer::pick(const View& view, const FrameSettings& settings, glm::uvec2 pixel)
{
    return m->pick(view, settings, pixel);
}

std::vector<std::uint32_t> Renderer::idImage(const View& view, const FrameSettings& settings)
{
    const auto size = view.targetSizePx();
    m->sizeTargets(size, 1);
    Texture ids(m->device, size, VK_FORMAT_R32_UINT, Impl::idUsage(), VK_IMAGE_ASPECT_COLOR_BIT, "ids");
    Texture depth = m->depthTexture(size, "id depth");
    m->recordIds(view, settings, ids, depth);
    m->copyOut(ids, VK_IMAGE_ASPECT_COLOR_BIT);
    m->submitAndWait();
    const auto* words = static_cast<const std::uint32_t*>(m->readback.mapped());
    return {words, words + std::size_t(size.x) * size.y};
}

void Renderer::renderTiled(
    const View& view, const FrameSettings& settings, StripSink sink, void* context, std::uint32_t tilePx)
{
    Image tile, strip;
    for (std::uint32_t y = 0; y < view.sizePx.y; y += tilePx) {
        const std::uint32_t height = std::min(tilePx, view.sizePx.y - y);
        strip.sizePx = {view.sizePx.x, height};
        strip.rgba.resize(std::size_t(strip.sizePx.x) * height * 4);
        for (std::uint32_t x = 0; x < view.sizePx.x; x += tilePx) {
            const std::uint32_t width = std::min(tilePx, view.sizePx.x - x);
            m->render(view.cropped({x, y}, {width, height}), settings, tile);
            for (std::uint32_t row = 0; row < height; ++row) {
                std::memcpy(strip.rgba.data() + (std::size_t(row) * strip.sizePx.x + x) * 4,
                    tile.rgba.data() + std::size_t(row) * width * 4, std::size_t(width) * 4);
            }
        }
        sink(context, strip, y);
    }
}

const std::string& Renderer::deviceName() const
{
    return m->device.deviceName;
}
const std::string& Renderer::driverInfo() const
{
    return m->device.driverInfo;
}
bool Renderer::isSoftware() const
{
    return m->device.isSoftware();
}
const std::vector<std::string>& Renderer::validationMessages() const
{
    return m->device.validationMessages;
}
void Renderer::injectDeviceLoss()
{
    m->loseDevice = true;
}

} // namespace gigahall::render
