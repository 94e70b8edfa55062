#include "app/viewport/cameracontroller.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gigahall::app {

namespace {

constexpr double kRadPerPixel = 0.0045;
constexpr double kCutShare = 0.1;

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
    pose.pitchRad = std::clamp(std::asin(std::clamp(ahead.z, -1.0, 1.0)), -kSteepestRad, kSteepestRad);
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
    const double wanted = std::clamp(m_pose.pitchRad - deltaPx.y * kRadPerPixel, -kSteepestRad, 0.5);
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
    m_pose.pitchRad = std::clamp(m_pose.pitchRad - deltaPx.y * kRadPerPixel * 0.6, -kSteepestRad, 1.2);
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

} // namespace gigahall::app
