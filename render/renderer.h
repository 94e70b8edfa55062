#pragma once

#include "model/campus/campus.h"
#include "model/geometry/meshdata.h"
#include "model/rollout/buildup.h"
#include "render/view.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gigahall::render {

class Device;

/// What is told to the device when it is made.
struct DeviceOptions
{
    std::string
        gpuName; ///< part of a device name (case-insensitive); empty = discrete before integrated before software
    bool validation = false; ///< Khronos validation with synchronization validation
    bool presentation = false; ///< instance and device extensions for an xcb surface
};
struct GpuInfo
{
    std::string name, driver, type;
    bool usable;
    std::string why;
};
/// Every Vulkan device of the machine with the reason why it can't be used, best first.
std::vector<GpuInfo> listGpus();

/// RGBA, 8 bit, rows top down, no padding.
struct Image
{
    glm::uvec2 sizePx{0};
    std::vector<std::uint8_t> rgba;
};

/// Instead of a rack's state: it has no power, and is drawn dark whatever its value.
inline constexpr std::uint8_t kRackOff = 7;
/// Added to a rack's state: single GPUs of it differ, in their state or because they have no value.
inline constexpr std::uint8_t kRackMixed = 128;

/// Telemetry as the renderer sees it: 16-bit planes and a state per rack, meaning unknown. 0xffff = no value.
/// gpu may be empty: every cell then shows its rack. Spans are read during the call only.
struct Planes
{
    std::span<const std::uint16_t> gpu;
    std::span<const std::uint16_t> rack;
    std::span<const std::uint16_t> hall; ///< mean
    std::span<const std::uint8_t> rackState; ///< model::DataState or kRackOff, and kRackMixed
    std::uint64_t serial = 0; ///< a changed serial means new content
    std::span<const std::uint16_t> plant; ///< no value = as neutral as without data; empty = all of it
    std::span<const std::uint8_t> hallState; ///< what a hall shows whose racks are below a pixel; empty = live
    std::span<const std::uint8_t> gpuState; ///< as model::GpuStates has them; empty = as their racks
};

enum class Theme : std::uint8_t
{
    Light,
    Dark,
    Print
};
enum class Quality : std::uint8_t
{
    Plain, ///< one sample a pixel, no shadow filter: for moving on a CPU device
    Fine, ///< soft shadows, ambient occlusion, 2x2 supersampling: for still pictures and export
};

/// A picture placed over the finished frame, in pixels of the whole picture; from the sprite atlas (premultiplied
/// alpha).
struct Sprite
{
    glm::vec2 minPx, sizePx; ///< where
    glm::vec2 atlasMinPx, atlasSizePx; ///< what
    glm::vec4 tint{1}; ///< premultiplied factor
};

/// A box of lines around an asset, where it can be seen.
struct OutlinedAsset
{
    model::AssetId id;
    glm::vec4 colour{1}; ///< sRGB
};

struct FrameSettings
{
    Theme theme = Theme::Dark;
    Quality quality = Quality::Plain;
    std::span<const glm::vec4> colormap; ///< 256 sRGB colours, components 0..1
    float rangeLo = 0, rangeHi = 65534; ///< in plane steps
    float blend = 1; ///< 0 = previous planes, 1 = newest
    float metricFade = 1; ///< reserved for cross-fades between quantities
    bool data = true; ///< off = the bare architecture
    bool categories = false; ///< values are names: a rack below a pixel is itself or its hall's, never between them
    bool flatData = false; ///< side faces as bright as faces towards the camera
    float markScale = 1; ///< size of the patterns of states against a screen's
    bool trueScale = false; ///< roof diagrams never enlarged
    bool roofs = true; ///< off = every building open
    bool occlusion = true; ///< off = also draw what stands behind rows and walls; never changes a picture
    model::AssetId selected, hovered;
    std::span<const OutlinedAsset> outlined; ///< beside the two above
    std::span<const Sprite> sprites;
    std::optional<double> day; ///< what stands on that day number, see setBuildup(); empty = all of it
    double animationS = 0; ///< wall clock for things that move without data; 0 in exports
};

/// What a frame cost; counters are exact and the same on every device, times are this run's.
struct FrameStats
{
    std::uint32_t draws = 0;
    std::uint32_t racksVisible = 0; ///< racks in runs drawn as boxes or meshes
    std::uint32_t gpusVisible = 0; ///< GPUs of those racks
    std::uint32_t hallsVisible = 0; ///< halls drawn as diagram or opened
    std::uint32_t meshInstances = 0;
    std::uint64_t bytesUploaded = 0; ///< to the device for this frame
    double gpuMs = 0, cpuMs = 0;
};

struct Pick
{
    model::AssetId id; ///< finest asset that is legible at that pixel; invalid = ground or sky
    bool hit = false; ///< anything at all, ground included
    glm::dvec3 positionM{0}; ///< where the ray met it
};

/// Draws one campus. Owns everything on the device; the model is only read during the constructor and setX calls.
/// No thread of its own: use from one thread at a time. Throws VulkanError, DeviceLost (then destroy and build a new
/// one).
class Renderer
{
public:
    Renderer(const DeviceOptions& options, const model::Campus& campus, std::span<const model::MeshData> meshes);
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    /// Newest planes; what was newest becomes previous (for blending in time) unless `replaceBoth`.
    void setPlanes(const Planes& planes, bool replaceBoth = false);
    /// When each thing is built, of the same campus; without one all of it stands on any day.
    void setBuildup(const model::Buildup& buildup);
    /// The picture all sprites are cut from; only when it changed.
    void setSpriteAtlas(const Image& atlas);

    /// Draws into an image of its own and reads it back (top row first). `out` is resized; reused without allocation.
    FrameStats render(const View& view, const FrameSettings& settings, Image& out);
    /// Asset under a pixel of the whole picture, by a 3x3 id render.
    Pick pick(const View& view, const FrameSettings& settings, glm::uvec2 pixel);
    /// Ids of a whole picture (AssetId bits a pixel), for tests and box selection.
    std::vector<std::uint32_t> idImage(const View& view, const FrameSettings& settings);

    /// Large pictures: calls `rows` with strips from the top down, each of `strip.sizePx.y` full-width rows. Any size
    /// to 16384 x 16384.
    using StripSink = void (*)(void* context, const Image& strip, std::uint32_t firstRow);
    void renderTiled(
        const View& view, const FrameSettings& settings, StripSink sink, void* context, std::uint32_t tilePx = 2048);

    const std::string& deviceName() const;
    const std::string& driverInfo() const;
    bool isSoftware() const;
    /// Validation messages since creation; tests assert that there are none.
    const std::vector<std::string>& validationMessages() const;
    /// Makes the next submission fail like a lost device: for the test of recovery.
    void injectDeviceLoss();

private:
    struct Impl;
    std::unique_ptr<Impl> m;
};

} // namespace gigahall::render
