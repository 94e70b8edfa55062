#include "render/frame.h"

#include "render/occluders.h"
#include "render/theme.h"

#include <glm/gtc/packing.hpp>

#include <algorithm>
#include <cmath>

namespace gigahall::render {
namespace {

// A building opens while a metre on its nearest side grows from one to the other size, in picture pixels of a 1080
// pixel high view.
constexpr double kOpenFromPx = 4.6, kOpenToPx = 7.0;
// ... and only when one looks down into it: height over distance.
constexpr double kOpenSlopeFrom = 0.10, kOpenSlopeTo = 0.22;

double smooth(double from, double to, double x)
{
    const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

glm::vec4 buildingState(const Scene::CoarseBuilding& b, const View& view, const FrameSettings& settings)
{
    const glm::dvec3 d = view.eyeM - b.originM;
    const glm::dvec3 eye(b.yawCos * d.x + b.yawSin * d.y, -b.yawSin * d.x + b.yawCos * d.y, d.z);
    const glm::dvec3 nearest = glm::clamp(eye, b.minM, b.maxM);
    const double distance = glm::distance(eye, nearest);
    if (distance < 1e-6 && !view.orthographic)
        return {0, 1, 1, 1};
    if (!settings.roofs)
        return {1, 1, 0, 1};
    const double px = view.pixelsPerMetre(distance) * 1080.0 / view.sizePx.y;
    const double flat = glm::length(glm::dvec2(eye - nearest));
    double slope = (eye.z - b.maxM.z) / std::max(flat, 1.0);
    if (view.orthographic) {
        const auto f = view.forward();
        slope = -f.z / std::max(glm::length(glm::dvec2(f)), 1e-3);
    }
    const double open = smooth(kOpenFromPx, kOpenToPx, px) * smooth(kOpenSlopeFrom, kOpenSlopeTo, slope);
    return {open, open > 0 ? 1 : 0, 0, 1};
}

void setCamera(const Scene& scene, const View& view, std::uint32_t scale, gpu::FrameUniforms& u)
{
    u.clipFromEye = glm::mat4(view.projection() * view.viewRotation());
    const auto planes = view.sidePlanes();
    std::ranges::copy(planes, u.planes);
    u.eyeHi = glm::vec3(view.eyeM);
    u.eyeLo = glm::vec3(view.eyeM - glm::dvec3(u.eyeHi));
    u.pxPerM = float(view.pixelsPerMetre(1.0));
    u.nearM = float(view.nearM);
    u.forward = glm::vec3(view.forward());
    u.right = glm::vec3(view.right());
    u.top = glm::vec3(view.trueUp());
    u.orthographic = view.orthographic;
    const double aspect = double(view.sizePx.x) / double(view.sizePx.y);
    const double halfY = view.orthographic ? view.orthoHeightM / 2 : std::tan(view.fovYRad / 2);
    const glm::dvec2 full(halfY * aspect, halfY);
    const glm::dvec2 crop(view.targetSizePx()), size(view.sizePx);
    const glm::dvec2 centre = (glm::dvec2(view.cropMinPx) + crop * 0.5) / size * 2.0 - 1.0;
    u.tanX = float(full.x * crop.x / size.x);
    u.tanY = float(full.y * crop.y / size.y);
    u.centreNdc = glm::vec2(centre.x * full.x, -centre.y * full.y);
    u.sizePx = glm::vec2(view.targetSizePx() * scale);
    u.pixelScale = float(scale);
    u.campusCentre = glm::vec3(scene.centreM - view.eyeM);
    u.groundExtentM = float(scene.radiusM);
}

/// Ground in pieces where it comes near enough to fill the picture.
GroundLayer groundLayer(const Scene& scene, const View& view)
{
    constexpr double kPiecesFromPx = 0.8; // a metre of the nearest ground
    const glm::dvec2 away = glm::max(glm::abs(glm::dvec2(view.eyeM - scene.centreM)) - scene.halfM, glm::dvec2(0));
    const double distance = std::max(glm::length(glm::dvec3(away, view.eyeM.z)), 0.05);
    return view.pixelsPerMetre(distance) * 1080.0 / view.sizePx.y < kPiecesFromPx ? GroundLayer::Whole
                                                                                  : GroundLayer::Piece;
}

} // namespace

void planFrame(
    const Scene& scene, const View& view, const FrameSettings& settings, std::uint32_t scale, FramePlan& plan)
{
    auto& u = plan.uniforms;
    u.flags = 0;
    applyTheme(settings.theme, u);
    setCamera(scene, view, scale, u);
    u.rangeLo = settings.rangeLo;
    u.rangeInv = 1.0f / std::max(settings.rangeHi - settings.rangeLo, 1e-6f);
    u.blend = settings.blend;
    u.markPx = gpu::kMarkPx * float(scale) * std::max(settings.markScale, 0.05f);
    u.flags |= (settings.data ? gpu::kFlagData : 0) | (settings.flatData ? gpu::kFlagFlat : 0)
        | (settings.categories ? gpu::kFlagCategories : 0);
    u.pxPerTriangle = settings.quality == Quality::Fine ? 1.2f : 8.0f;
    u.thinPx = settings.quality == Quality::Fine ? 0.45f : 0.9f;
    u.selected = settings.selected.value;
    u.hovered = settings.hovered.value;
    for (std::size_t i = 0; i < 256; ++i)
        u.lut[i] = glm::packUnorm4x8(
            settings.colormap.size() == 256 ? settings.colormap[i] : glm::vec4(glm::vec3(float(i) / 255.0f), 1));

    plan.buildingState.clear();
    for (const auto& b : scene.buildings)
        plan.buildingState.push_back(buildingState(b, view, settings));
    plan.fades
        = std::ranges::any_of(plan.buildingState, [](const glm::vec4& state) { return state.x > 0 && state.x < 1; });

    // What is not built yet hides nothing.
    const bool occlusion = settings.occlusion && scene.isWhole;
    u.occluderCount = occlusion ? chooseOccluders(scene.occluders, plan.buildingState, view, u.occluders) : 0;

    // Inside a closed building nothing else can be seen.
    std::uint32_t inside = ~0u;
    for (std::uint32_t b = 0; b < plan.buildingState.size(); ++b)
        inside = plan.buildingState[b].z > 0 ? b : inside;
    plan.backdrop = !scene.isWhole || (inside == ~0u && !fillsView(scene.ground, view));

    // Pieces leave out what lies under things that may not be there yet.
    const auto layer = scene.isWhole ? groundLayer(scene, view) : GroundLayer::Whole;
    plan.clusters.clear();
    const auto planes = view.sidePlanes();
    for (std::uint32_t c = 0; c < scene.coarse.size(); ++c) {
        const auto& cluster = scene.coarse[c];
        if (cluster.interior && cluster.building != ~0u && plan.buildingState[cluster.building].y <= 0)
            continue;
        if (inside != ~0u && cluster.building != inside)
            continue;
        if (cluster.frame && scene.isWhole)
            continue;
        if (cluster.layer != GroundLayer::Always && cluster.layer != layer)
            continue;
        const glm::vec3 relative(cluster.centreM - view.eyeM);
        const bool outside = std::ranges::any_of(
            planes, [&](const glm::vec4& p) { return glm::dot(glm::vec3(p), relative) + p.w < -cluster.radiusM; });
        if (outside)
            continue;
        const double distance = std::max(double(glm::length(relative)) - cluster.radiusM, 0.05);
        const double px = view.pixelsPerMetre(distance) * scale;
        if (px * cluster.largestM < (cluster.decor ? gpu::kDecorMinPx : gpu::kRunMinPx)
            || px * cluster.secondM < u.thinPx)
            continue;
        plan.clusters.push_back(c);
    }
    // Runs, then shells; near before far and pads of ground last, so that the depth test saves what would be painted
    // over.
    constexpr float kGroundM = 150;
    plan.order.clear();
    plan.runClusters = 0;
    for (const auto c : plan.clusters) {
        const auto& cluster = scene.coarse[c];
        plan.runClusters += !cluster.shells;
        const double distance = glm::distance(cluster.centreM, view.eyeM) + (cluster.largestM > kGroundM ? 1e6 : 0.0)
            + (cluster.shells ? 1e8 : 0.0);
        plan.order.emplace_back(float(distance), c);
    }
    std::ranges::sort(plan.order);
    std::ranges::transform(plan.order, plan.clusters.begin(), [](const auto& o) { return o.second; });
    u.hallCount = scene.hallCount;
    u.listCapacity = scene.listCapacity;
}

} // namespace gigahall::render
