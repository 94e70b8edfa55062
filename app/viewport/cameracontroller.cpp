#include "app/viewport/cameracontroller.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gigahall::app {

namespace {

constexpr double kSteepest = 0.5 * std::numbers::pi - 1e-4;
constexpr double kRadPerPixel = 0.0045;
constexpr double kSlowestFlightS = 1.2;
constexpr double kQuickestFlightS = 0.6;
constexpr double kCutShare = 0.1;

double smooth(double t)
{
    return t * t * t * (t * (t * 6 - 15) + 10);
}

double shortestTurn(double from, double to)
{
    return std::remainder(to - from, 2 * std::numbers::pi);
}

} // namespace

glm::dvec3 CameraController::direction(const Pose& pose)
{
    const double flat = std::cos(pose.pitchRad);
    return {-std::sin(pose.yawRad) * flat, std::cos(pose.yawRad) * flat, std::sin(pose.pitchRad)};
}

CameraController::Pose CameraController::poseOf(const render::View& view) const
{
    Pose pose;
    const glm::dvec3 towards = view.targetM - view.eyeM;
    pose.focusM = std::max(glm::length(towards), kClosestM);
    const glm::dvec3 ahead = towards / pose.focusM;
    pose.eyeM = view.eyeM;
    pose.pitchRad = std::clamp(std::asin(std::clamp(ahead.z, -1.0, 1.0)), -kSteepest, kSteepest);
    // Straight down the heading is where the picture's upper edge points.
    const bool vertical = std::hypot(ahead.x, ahead.y) < 1e-5;
    const glm::dvec3 heading = vertical ? view.up : ahead;
    if (std::hypot(heading.x, heading.y) > 1e-9)
        pose.yawRad = std::atan2(-heading.x, heading.y);
    // A view whose near plane is a good part of the way looks through something on purpose.
    if (!view.orthographic && view.nearM > kCutShare * pose.focusM)
        pose.cutM = view.nearM;
    if (view.orthographic)
        pose.focusM = std::max(view.orthoHeightM / (2 * std::tan(view.fovYRad / 2)), kClosestM);
    return pose;
}

void CameraController::setView(const render::View& view)
{
    m_flight.reset();
    const glm::uvec2 sizePx = m_view.sizePx;
    m_view = view;
    m_view.sizePx = sizePx;
    m_view.cropSizePx = glm::uvec2(0);
    m_pose = poseOf(view);
    if (view.orthographic)
        m_pose.eyeM = view.targetM - direction(m_pose) * m_pose.focusM;
    apply();
}

void CameraController::setSizePx(glm::uvec2 sizePx)
{
    m_view.sizePx = glm::max(sizePx, glm::uvec2(1));
}

void CameraController::setExtent(const model::Campus::Bounds& bounds)
{
    m_bounds = bounds;
}

double CameraController::extentM() const
{
    return std::max(glm::length(m_bounds.maxM - m_bounds.minM), 10.0);
}

void CameraController::apply()
{
    const glm::dvec3 ahead = direction(m_pose);
    const glm::dvec3 focus = m_pose.eyeM + ahead * m_pose.focusM;
    m_view.up = glm::dvec3(0, 0, 1);
    m_view.targetM = focus;
    m_view.eyeM = m_pose.eyeM;
    m_view.orthoHeightM = 2 * m_pose.focusM * std::tan(m_view.fovYRad / 2);
    // Reversed depth is exact at any distance; the near plane only has to stay in front of what the wheel may approach.
    m_view.nearM = std::max(std::clamp(m_pose.focusM * 0.02, 0.01, 1.0), m_pose.cutM);
}

void CameraController::keepInside()
{
    const double reach = 3 * extentM();
    const glm::dvec3 middle = 0.5 * (m_bounds.minM + m_bounds.maxM);
    const glm::dvec3 away = m_pose.eyeM - middle;
    if (glm::length(away) > reach)
        m_pose.eyeM = middle + away * (reach / glm::length(away));
    m_pose.eyeM.z = std::max(m_pose.eyeM.z, kMinHeightM);
}

glm::dvec3 CameraController::groundPoint(glm::dvec2 pixel) const
{
    const render::View::Ray ray = m_view.ray(pixel);
    const double far = 4 * extentM();
    if (ray.direction.z < -1e-6) {
        const double distance = -ray.originM.z / ray.direction.z;
        // Parallel rays have no beginning: what lies behind the eye's plane is in the picture too.
        if ((m_view.orthographic || distance > 0) && distance < far)
            return ray.originM + ray.direction * distance;
    }
    return ray.originM + ray.direction * m_pose.focusM;
}

void CameraController::beginPan(glm::dvec2 pixel, glm::dvec3 anchorM)
{
    m_flight.reset();
    m_drag = Drag::Pan;
    m_lastPx = pixel;
    m_anchorM = anchorM;
    // Looking along the ground, a pixel is hundreds of metres of it: slide in the picture's plane instead.
    m_panOnGround = m_view.ray(pixel).direction.z < -0.2;
    // With parallel rays the focus is the scale of the picture and stays.
    if (m_view.orthographic)
        return;
    m_pose.focusM = std::max(glm::dot(anchorM - m_pose.eyeM, direction(m_pose)), kClosestM);
    apply();
}

void CameraController::beginOrbit(glm::dvec2 pixel, glm::dvec3 pivotM)
{
    m_flight.reset();
    m_drag = Drag::Orbit;
    m_lastPx = pixel;
    m_anchorM = pivotM;
}

void CameraController::beginFly(glm::dvec2 pixel)
{
    m_flight.reset();
    m_drag = Drag::Fly;
    m_lastPx = pixel;
}

void CameraController::endDrag()
{
    m_drag = Drag::None;
}

void CameraController::dragTo(glm::dvec2 pixel)
{
    const glm::dvec2 delta = pixel - m_lastPx;
    switch (m_drag) {
    case Drag::None:
        break;
    case Drag::Pan:
        panTo(pixel);
        break;
    case Drag::Orbit:
        orbitBy(delta);
        break;
    case Drag::Fly:
        turnBy(delta);
        break;
    }
    m_lastPx = pixel;
}

void CameraController::panTo(glm::dvec2 pixel)
{
    const render::View::Ray ray = m_view.ray(pixel);
    const glm::dvec3 normal = m_panOnGround ? glm::dvec3(0, 0, -1) : direction(m_pose);
    const double towards = glm::dot(ray.direction, normal);
    if (towards < 0.05)
        return;
    const double distance = glm::dot(m_anchorM - ray.originM, normal) / towards;
    const glm::dvec3 step = m_anchorM - (ray.originM + ray.direction * distance);
    if (glm::length(step) > extentM())
        return;
    m_pose.eyeM += step;
    keepInside();
    apply();
}

void CameraController::orbitBy(glm::dvec2 deltaPx)
{
    const double yaw = -deltaPx.x * kRadPerPixel;
    const glm::dvec3 pivot = m_anchorM;
    m_pose.cutM = 0;
    const glm::dvec3 fromPivot = m_pose.eyeM - pivot;
    const double c = std::cos(yaw), s = std::sin(yaw);
    glm::dvec3 arm(fromPivot.x * c - fromPivot.y * s, fromPivot.x * s + fromPivot.y * c, fromPivot.z);
    m_pose.yawRad += yaw;

    // About the camera's own right axis, which stays level: the pivot keeps its place in the picture.
    const double wanted = std::clamp(m_pose.pitchRad - deltaPx.y * kRadPerPixel, -kSteepest, 0.5);
    const double pitch = wanted - m_pose.pitchRad;
    const glm::dvec3 right(std::cos(m_pose.yawRad), std::sin(m_pose.yawRad), 0);
    const glm::dvec3 turned = arm * std::cos(pitch) + glm::cross(right, arm) * std::sin(pitch)
        + right * glm::dot(right, arm) * (1 - std::cos(pitch));
    if (m_view.orthographic || pivot.z + turned.z >= kMinHeightM) {
        arm = turned;
        m_pose.pitchRad = wanted;
    }
    m_pose.eyeM = pivot + arm;
    apply();
}

void CameraController::turnBy(glm::dvec2 deltaPx)
{
    m_pose.yawRad -= deltaPx.x * kRadPerPixel * 0.6;
    m_pose.pitchRad = std::clamp(m_pose.pitchRad - deltaPx.y * kRadPerPixel * 0.6, -kSteepest, 1.2);
    apply();
}

void CameraController::zoom(glm::dvec2 pixel, double steps, glm::dvec3 anchorM)
{
    m_flight.reset();
    const double factor = std::pow(kZoomPerStep, steps);
    if (m_view.orthographic) {
        const glm::dvec3 before = m_view.ray(pixel).originM;
        const double widest = 3 * extentM() / (2 * std::tan(m_view.fovYRad / 2));
        const glm::dvec3 focus = m_pose.eyeM + direction(m_pose) * m_pose.focusM;
        m_pose.focusM = std::clamp(m_pose.focusM * factor, kClosestM, widest);
        m_pose.eyeM = focus - direction(m_pose) * m_pose.focusM;
        apply();
        // Only sideways: the distance along parallel rays changes nothing.
        const glm::dvec3 slip = before - m_view.ray(pixel).originM;
        m_pose.eyeM += slip - direction(m_pose) * glm::dot(slip, direction(m_pose));
        apply();
        return;
    }
    const glm::dvec3 towards = anchorM - m_pose.eyeM;
    const double distance = glm::length(towards);
    if (distance < 1e-9)
        return;
    double next = distance * factor;
    if (steps > 0)
        next = std::min(distance, std::max(next, kClosestM));
    next = std::min(next, std::max(3 * extentM(), distance));
    const glm::dvec3 before = m_pose.eyeM;
    m_pose.eyeM = anchorM - towards * (next / distance);
    // What is cut away stays cut away: the plane stands still while the eye moves.
    if (m_pose.cutM > 0)
        m_pose.cutM = std::max(m_pose.cutM - glm::dot(m_pose.eyeM - before, direction(m_pose)), 0.0);
    m_pose.focusM = std::max(glm::dot(anchorM - m_pose.eyeM, direction(m_pose)), kClosestM);
    keepInside();
    apply();
}

void CameraController::scaleFlySpeed(double steps)
{
    m_flySpeed = std::clamp(m_flySpeed * std::pow(1.25, steps), 0.02, 50.0);
}

void CameraController::fly(const Pose& to)
{
    if (m_reducedMotion) {
        m_flight.reset();
        m_pose = to;
        apply();
        return;
    }
    const glm::dvec3 focusFrom = m_pose.eyeM + direction(m_pose) * m_pose.focusM;
    const glm::dvec3 focusTo = to.eyeM + direction(to) * to.focusM;
    const double travel = glm::length(focusTo - focusFrom) / std::max(m_pose.focusM, to.focusM);
    const double scale = std::abs(std::log2(std::max(m_pose.focusM, 1e-3) / std::max(to.focusM, 1e-3)));
    m_flight = Flight{.from = m_pose,
        .to = to,
        .seconds = 0,
        .lengthS = std::clamp(0.5 + 0.1 * (travel + scale), kQuickestFlightS, kSlowestFlightS)};
}

void CameraController::lookAlong(Axis axis)
{
    const glm::dvec3 focus = m_pose.eyeM + direction(m_pose) * m_pose.focusM;
    Pose to = m_pose;
    to.cutM = 0;
    to.yawRad = axis == Axis::Right ? 0.5 * std::numbers::pi : 0;
    to.pitchRad = axis == Axis::Top ? -kSteepest : (m_view.orthographic ? 0.0 : -0.12);
    to.eyeM = focus - direction(to) * to.focusM;
    to.eyeM.z = std::max(to.eyeM.z, kMinHeightM);
    fly(to);
}

void CameraController::toggleOrthographic()
{
    m_view.orthographic = !m_view.orthographic;
    apply();
}

void CameraController::frame(const model::Campus::Bounds& bounds)
{
    const double radius = std::max(0.5 * glm::length(bounds.maxM - bounds.minM), 0.05);
    const double aspect = double(m_view.sizePx.x) / double(m_view.sizePx.y);
    const double half = 0.5 * m_view.fovYRad;
    const double narrow = aspect < 1 ? std::atan(std::tan(half) * aspect) : half;
    Pose to = m_pose;
    to.cutM = 0;
    to.pitchRad = std::clamp(to.pitchRad, -kSteepest, -0.1);
    to.focusM = radius * 1.05 / std::sin(narrow);
    to.eyeM = 0.5 * (bounds.minM + bounds.maxM) - direction(to) * to.focusM;
    to.eyeM.z = std::max(to.eyeM.z, kMinHeightM);
    fly(to);
}

void CameraController::goTo(const render::View& target)
{
    if (target.orthographic != m_view.orthographic)
        m_view.orthographic = target.orthographic;
    m_view.fovYRad = target.fovYRad;
    Pose to = poseOf(target);
    if (target.orthographic)
        to.eyeM = target.targetM - direction(to) * to.focusM;
    fly(to);
}

void CameraController::approach(glm::dvec3 pointM)
{
    Pose to = m_pose;
    const double distance = std::max(glm::length(pointM - m_pose.eyeM), 2 * kClosestM);
    to.cutM = 0;
    to.focusM = 0.4 * distance;
    to.eyeM = pointM - direction(to) * to.focusM;
    to.eyeM.z = std::max(to.eyeM.z, kMinHeightM);
    fly(to);
}

bool CameraController::tick(double seconds, const FlyKeys& keys)
{
    if (m_flight) {
        Flight& flight = *m_flight;
        flight.seconds += seconds;
        const double t = std::clamp(flight.seconds / flight.lengthS, 0.0, 1.0);
        const double e = smooth(t);
        const Pose &a = flight.from, &b = flight.to;
        const glm::dvec3 focus = glm::mix(a.eyeM + direction(a) * a.focusM, b.eyeM + direction(b) * b.focusM, e);
        m_pose.yawRad = a.yawRad + shortestTurn(a.yawRad, b.yawRad) * e;
        m_pose.pitchRad = glm::mix(a.pitchRad, b.pitchRad, e);
        m_pose.focusM = std::exp(glm::mix(std::log(a.focusM), std::log(b.focusM), e));
        m_pose.cutM = glm::mix(a.cutM, b.cutM, e);
        m_pose.eyeM = focus - direction(m_pose) * m_pose.focusM;
        if (t >= 1) {
            m_pose = b;
            m_flight.reset();
        } else if (!m_view.orthographic) {
            m_pose.eyeM.z = std::max(m_pose.eyeM.z, kMinHeightM);
        }
        apply();
        return true;
    }
    if (m_drag != Drag::Fly || (keys.forward == 0 && keys.right == 0 && keys.up == 0))
        return false;
    // Walking pace on the floor, faster the higher one is.
    const double speed = std::clamp(m_pose.eyeM.z * 0.8, 2.5, 1500.0) * m_flySpeed * (keys.fast ? 4 : 1);
    const glm::dvec3 right(std::cos(m_pose.yawRad), std::sin(m_pose.yawRad), 0);
    const glm::dvec3 step
        = direction(m_pose) * double(keys.forward) + right * double(keys.right) + glm::dvec3(0, 0, keys.up);
    m_pose.cutM = 0;
    m_pose.eyeM += step * (speed * seconds);
    keepInside();
    apply();
    return true;
}

} // namespace gigahall::app
