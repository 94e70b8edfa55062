// Moves that the camera makes by itself.
#include "app/viewport/cameracontroller.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gigahall::app {

namespace {

constexpr double kSlowestFlightS = 1.2;
constexpr double kQuickestFlightS = 0.6;

double smooth(double t)
{
    return t * t * t * (t * (t * 6 - 15) + 10);
}

double shortestTurn(double from, double to)
{
    return std::remainder(to - from, 2 * std::numbers::pi);
}

} // namespace

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
    to.pitchRad = axis == Axis::Top ? -kSteepestRad : (m_view.orthographic ? 0.0 : -0.12);
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
    to.pitchRad = std::clamp(to.pitchRad, -kSteepestRad, -0.1);
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
