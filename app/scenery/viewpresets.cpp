#include "app/scenery/viewpresets.h"

#include "app/scenery/placement.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gigahall::app {
namespace {

using model::AssetId;
using model::AssetKind;
using model::Campus;
using std::numbers::pi;

constexpr double kDeg = pi / 180;
constexpr double kLongLens = 30 * kDeg; // from afar: little perspective, like a photograph of a model
constexpr double kNormalLens = 40 * kDeg;
constexpr double kWideLens = 62 * kDeg; // between the racks
constexpr double kEyeHeightM = 1.7;
constexpr double kTopPitch = 89.99 * kDeg; // a hair off the zenith, so that the heading stays known

render::View looking(double heading, double pitch, double fovYRad, glm::uvec2 sizePx)
{
    render::View view;
    view.sizePx = sizePx;
    view.fovYRad = fovYRad;
    view.eyeM = {0, 0, 0};
    view.targetM = {std::cos(heading) * std::cos(pitch), std::sin(heading) * std::cos(pitch), -std::sin(pitch)};
    return view;
}

// A small thing is framed with some room around it: two metres around a sensor tell more than the sensor's pixels.
Campus::Box padded(Campus::Box box)
{
    const float pad = 0.02f * std::max({box.sizeM.x, box.sizeM.y, box.sizeM.z, 0.5f});
    box.sizeM = glm::max(box.sizeM, glm::vec3(pad));
    return box;
}

render::View quarterView(
    const Campus& campus, const Campus::Box& box, double turn, double pitch, double lens, glm::uvec2 size)
{
    const auto corners = cornersOf(campus, padded(box));
    const auto direction = looking(headingOf(campus, box) + turn, pitch, lens, size);
    return fitted(direction, corners, {.left = -0.86, .bottom = -0.84, .right = 0.86, .top = 0.84});
}

const model::Run* rackRunOf(const Campus& campus, std::uint32_t row)
{
    const auto& runs = campus.rows[row].runs;
    for (auto i = runs.first; i < runs.end(); ++i)
        if (campus.runs[i].kind == AssetKind::Rack)
            return &campus.runs[i];
    return runs.count ? &campus.runs[runs.first] : nullptr;
}

// Free floor in front of a rack face: to the nearest parallel run of the hall, at most `most`.
double clearanceM(const Campus& campus, const model::Run& run, double most)
{
    if (run.row == model::Run::kNone)
        return most;
    const double side = run.facesBack ? 1 : -1;
    const double c = std::cos(double(run.yawRad));
    const double s = std::sin(double(run.yawRad));
    const auto across = [&](glm::vec3 p) { return -s * p.x + c * p.y; };
    const double face = across(run.originM) + (run.facesBack ? double(run.sizeM.y) : 0.0);
    double clear = most;
    const auto& runs = campus.halls[campus.rows[run.row].hall].runs;
    for (auto i = runs.first; i < runs.end(); ++i) {
        const auto& other = campus.runs[i];
        if (other.group != run.group || (other.kind != AssetKind::Rack && other.kind != AssetKind::SupportRack))
            continue;
        const double near = across(other.originM);
        const double far = near + double(other.sizeM.y);
        const double gap = side > 0 ? near - face : face - far;
        if (gap > 0.3)
            clear = std::min(clear, gap);
    }
    return clear;
}

render::View rackView(const Campus& campus, AssetId id, glm::uvec2 sizePx, double fill)
{
    const auto kind = id.kind();
    const std::uint32_t rack = kind == AssetKind::Gpu ? campus.rackOfGpu(id.index())
        : kind == AssetKind::Tray                     ? campus.rackOfTray(id.index())
                                                      : id.index();
    const auto& run = campus.runs[kind == AssetKind::SupportRack ? campus.supportRun[rack] : campus.rackRun[rack]];
    const auto box = padded(campus.box(id));
    const double heading = headingOf(campus, box) + (run.facesBack ? -pi / 2 : pi / 2);
    auto view = looking(heading, 0, kNormalLens, sizePx);
    const auto corners = cornersOf(campus, box);
    view = fitted(view, corners, {.left = -fill, .bottom = -fill, .right = fill, .top = fill});
    // The aisle is narrower than the distance a normal lens needs: cut away what stands between, as a section drawing
    // does.
    const double distance = glm::dot(centreOf(campus, box) - view.eyeM, view.forward()) - double(run.sizeM.y) / 2;
    view.nearM = std::max(view.nearM, distance - 0.9 * clearanceM(campus, run, 1.8));
    return view;
}

render::View hallView(const Campus& campus, AssetId id, glm::uvec2 sizePx)
{
    const auto& hall = campus.halls[id.index()];
    const Campus::Box plan{hall.group, hall.planMinM, glm::max(hall.planSizeM, glm::vec3(1.0f)), 0};
    return quarterView(campus, plan, 38 * kDeg, 36 * kDeg, kNormalLens, sizePx);
}

} // namespace

render::View overview(const Campus& campus, glm::uvec2 sizePx)
{
    const auto corners = cornersOf(campus, padded(campus.box({AssetKind::Campus, 0})));
    const auto direction = looking((90 - 17) * kDeg, 35 * kDeg, kLongLens, sizePx);
    return fitted(direction, corners, {.left = -0.94, .bottom = -0.8, .right = 0.94, .top = 0.72});
}

render::View aisleView(const Campus& campus, std::uint32_t row, glm::uvec2 sizePx)
{
    const auto* run = rackRunOf(campus, row);
    if (!run)
        return viewOf(campus, {AssetKind::Hall, campus.rows[row].hall}, sizePx);
    // The row from its first to its last asset, along the run's own x.
    float first = 0;
    float last = run->pitchM * float(run->count);
    const float c = std::cos(run->yawRad);
    const float s = std::sin(run->yawRad);
    const auto& runs = campus.rows[row].runs;
    for (auto i = runs.first; i < runs.end(); ++i) {
        const auto& other = campus.runs[i];
        if (other.group != run->group || std::abs(other.yawRad - run->yawRad) > 0.01f)
            continue;
        const glm::vec3 d = other.originM - run->originM;
        const float x = c * d.x + s * d.y;
        first = std::min(first, x);
        last = std::max(last, x + other.pitchM * float(other.count - 1) + other.sizeM.x);
    }
    const float offset = float(clearanceM(campus, *run, 1.8)) * 0.42f;
    const float y = run->facesBack ? run->sizeM.y + offset : -offset;
    const auto at = [&](float x, double height) {
        return toCampus(campus, run->group, run->originM, run->yawRad, {x, y, float(height)});
    };
    auto view = looking(0, 0, kWideLens, sizePx);
    // Just before the first compute rack where support racks stand at the end of a row: those have nothing to show.
    view.eyeM = at(std::max(first - 0.9f, -2.2f), kEyeHeightM);
    // Slightly towards the racks and down: one reads the faces and still sees the end of the aisle.
    const float turn = run->facesBack ? -1.0f : 1.0f;
    const float length = last - first;
    view.targetM = at(last, kEyeHeightM - 0.06 * double(length))
        + (toCampus(campus, run->group, run->originM, run->yawRad, {0, turn * 0.07f * length, 0})
            - toCampus(campus, run->group, run->originM, run->yawRad, {0, 0, 0}));
    return view;
}

render::View viewOf(const Campus& campus, AssetId id, glm::uvec2 sizePx)
{
    switch (id.kind()) {
    case AssetKind::Phase:
        return quarterView(campus, campus.box(id), (90 - 26) * kDeg, 38 * kDeg, kLongLens, sizePx);
    case AssetKind::Building:
        return quarterView(campus, campus.box(id), (90 - 30) * kDeg, 36 * kDeg, kLongLens, sizePx);
    case AssetKind::Hall:
        return hallView(campus, id, sizePx);
    case AssetKind::Row: {
        const auto* run = rackRunOf(campus, id.index());
        const double side = run && run->facesBack ? -90 : 90;
        return quarterView(campus, campus.box(id), (side - 20) * kDeg, 30 * kDeg, kNormalLens, sizePx);
    }
    case AssetKind::Rack:
    case AssetKind::SupportRack:
        return rackView(campus, id, sizePx, 0.7);
    case AssetKind::Tray:
    case AssetKind::Gpu:
        return rackView(campus, id, sizePx, 0.4);
    case AssetKind::Plant:
        return quarterView(campus, campus.box(id), (90 - 32) * kDeg, 24 * kDeg, kNormalLens, sizePx);
    default:
        return overview(campus, sizePx);
    }
}

render::View frameAsset(const Campus& campus, AssetId id, const render::View& like)
{
    const auto kind = id.kind() == AssetKind::None || id.kind() == AssetKind::Shell ? AssetKind::Campus : id.kind();
    const AssetId what = kind == AssetKind::Campus ? AssetId(AssetKind::Campus, 0) : id;
    return fitted(
        like, cornersOf(campus, padded(campus.box(what))), {.left = -0.8, .bottom = -0.8, .right = 0.8, .top = 0.8});
}

render::View sideView(const Campus& campus, AssetId id, Side side, const render::View& like)
{
    const AssetId what = id.isValid() && id.kind() != AssetKind::Shell ? id : AssetId(AssetKind::Campus, 0);
    const auto box = padded(campus.box(what));
    double heading = headingOf(campus, box) + pi / 2;
    double pitch = 0;
    switch (side) {
    case Side::Front:
        break;
    case Side::Back:
        heading += pi;
        break;
    case Side::Right:
        heading += pi / 2;
        break;
    case Side::Left:
        heading -= pi / 2;
        break;
    case Side::Top:
        pitch = kTopPitch;
        break;
    }
    // Seen edge-on at ground level a whole campus is a line: large things are looked at from a little above.
    if (side != Side::Top && box.sizeM.z < 0.1f * std::max(box.sizeM.x, box.sizeM.y) && !like.orthographic)
        pitch = 12 * kDeg;
    auto direction = looking(heading, pitch, like.fovYRad, like.sizePx);
    direction.orthographic = like.orthographic;
    return fitted(direction, cornersOf(campus, box), {.left = -0.86, .bottom = -0.86, .right = 0.86, .top = 0.86});
}

render::View withProjection(const render::View& view, bool orthographic)
{
    render::View out = view;
    const double t = 2 * std::tan(view.fovYRad / 2);
    const double distance = std::max(glm::length(view.targetM - view.eyeM), 1e-3);
    if (orthographic == view.orthographic)
        return out;
    out.orthographic = orthographic;
    if (orthographic)
        out.orthoHeightM = distance * t;
    else
        out.eyeM = view.targetM - view.forward() * (view.orthoHeightM / t);
    return out;
}

render::View fitted(const render::View& direction, std::span<const glm::dvec3> points, const SafeArea& safe)
{
    render::View view = direction;
    const auto f = view.forward();
    const auto r = view.right();
    const auto u = glm::cross(r, f);
    const double aspect = double(view.sizePx.x) / double(std::max(view.sizePx.y, 1u));
    glm::dvec3 lo(1e300);
    glm::dvec3 hi(-1e300);
    for (const auto& p : points) {
        const glm::dvec3 q(glm::dot(p, r), glm::dot(p, u), glm::dot(p, f));
        lo = glm::min(lo, q);
        hi = glm::max(hi, q);
    }
    const auto place = [&](double x, double y, double z) { return r * x + u * y + f * z; };
    if (view.orthographic) {
        const glm::dvec2 extent(hi - lo);
        view.orthoHeightM = std::max(
            2 * extent.x / ((safe.right - safe.left) * aspect), std::max(2 * extent.y / (safe.top - safe.bottom), 0.1));
        const double half = view.orthoHeightM / 2;
        const double x = (lo.x + hi.x) / 2 - (safe.right + safe.left) / 2 * half * aspect;
        const double y = (lo.y + hi.y) / 2 - (safe.top + safe.bottom) / 2 * half;
        view.targetM = place(x, y, (lo.z + hi.z) / 2);
        view.eyeM = view.targetM - f * std::max(hi.z - lo.z, view.orthoHeightM);
        return view;
    }
    // Each point bounds how far forward the eye may stand, linearly in its sideways position: the two tightest bounds
    // of the left and right edge meet at the best position, likewise for bottom and top; the further of the two
    // distances shows everything.
    const double t = std::tan(view.fovYRad / 2);
    const glm::dvec2 low(safe.left * t * aspect, safe.bottom * t);
    const glm::dvec2 high(safe.right * t * aspect, safe.top * t);
    glm::dvec2 boundHigh(1e300);
    glm::dvec2 boundLow(1e300);
    for (const auto& p : points) {
        const glm::dvec2 q(glm::dot(p, r), glm::dot(p, u));
        const double z = glm::dot(p, f);
        boundHigh = glm::min(boundHigh, glm::dvec2(z) - q / high);
        boundLow = glm::min(boundLow, glm::dvec2(z) - q / low);
    }
    const glm::dvec2 side = (boundLow - boundHigh) / (1.0 / high - 1.0 / low);
    const glm::dvec2 depth = boundHigh + side / high;
    const double z = std::min(depth.x, depth.y);
    // At that distance one direction has room left: the middle of what it may be.
    const glm::dvec2 centred = (high * (z - boundHigh) + low * (z - boundLow)) * 0.5;
    view.eyeM = place(centred.x, centred.y, z);
    view.targetM = view.eyeM + f * std::max((lo.z + hi.z) / 2 - z, 0.05);
    return view;
}

} // namespace gigahall::app
