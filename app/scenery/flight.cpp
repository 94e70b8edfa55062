#include "app/scenery/viewpresets.h"

#include <algorithm>
#include <cmath>
#include <numbers>

/// Camera flights after van Wijk and Nuij, "Smooth and efficient zooming and panning" (2003): the path that looks
/// shortest when both moving and zooming cost what they move on the screen.
namespace gigahall::app {
namespace {

using std::numbers::pi;

constexpr double kRho = 1.3; // how readily the camera rises to travel

double distanceOf(const render::View& view)
{
    if (view.orthographic)
        return view.orthoHeightM / (2 * std::tan(view.fovYRad / 2));
    return std::max(glm::length(view.targetM - view.eyeM), 0.05);
}

struct Angles
{
    double heading, pitch;
};

Angles anglesOf(const render::View& view)
{
    const auto f = view.forward();
    return {std::atan2(f.y, f.x), std::asin(std::clamp(-f.z, -1.0, 1.0))};
}

// The path in (u, w): u metres travelled over the ground, w distance from the focal point.
class ZoomPath
{
public:
    ZoomPath(double travelM, double fromM, double toM)
        : m_travel(travelM)
        , m_w0(fromM)
        , m_w1(toM)
    {
        if (m_travel < 1e-3 * std::min(fromM, toM)) {
            m_travel = 0;
            m_length = std::abs(std::log(toM / fromM)) / kRho;
            return;
        }
        const double r2 = kRho * kRho;
        const double u2 = m_travel * m_travel;
        const auto b = [&](double w, double sign) {
            return (toM * toM - fromM * fromM + sign * r2 * r2 * u2) / (2 * w * r2 * m_travel);
        };
        // ln(sqrt(b^2 + 1) - b) = -asinh(b), without cancelling for large b.
        m_r0 = -std::asinh(b(fromM, 1));
        m_length = (-std::asinh(b(toM, -1)) - m_r0) / kRho;
    }

    double length() const { return m_length; }
    double travelled(double share) const
    {
        if (m_travel == 0)
            return share;
        const double s = share * m_length;
        return m_w0 / (kRho * kRho) * (std::cosh(m_r0) * std::tanh(kRho * s + m_r0) - std::sinh(m_r0)) / m_travel;
    }
    double distance(double share) const
    {
        if (m_travel == 0)
            return m_w0 * std::pow(m_w1 / m_w0, share);
        return m_w0 * std::cosh(m_r0) / std::cosh(kRho * share * m_length + m_r0);
    }

private:
    double m_travel, m_w0, m_w1;
    double m_r0 = 0, m_length = 0;
};

double smooth(double t)
{
    return t * t * t * (t * (t * 6 - 15) + 10);
}

} // namespace

render::View interpolate(const render::View& a, const render::View& b, double t)
{
    if (t <= 0)
        return a;
    if (t >= 1)
        return b;
    const double share = smooth(t);
    const double w0 = distanceOf(a);
    const double w1 = distanceOf(b);
    const ZoomPath path(glm::length(b.targetM - a.targetM), w0, w1);
    const double w = path.distance(share);

    const auto from = anglesOf(a);
    const auto to = anglesOf(b);
    const double heading = from.heading + std::remainder(to.heading - from.heading, 2 * pi) * share;
    double pitch = from.pitch + (to.pitch - from.pitch) * share;
    // Where the path rises above both ends the camera looks down, so that it flies over the halls and not through them.
    const double risen = std::log2(w / std::exp(std::lerp(std::log(w0), std::log(w1), share)));
    const double lift = std::clamp(risen / 3, 0.0, 1.0);
    pitch = std::lerp(pitch, std::max(pitch, 45 * pi / 180), lift * lift * (3 - 2 * lift));

    render::View view = b;
    view.fovYRad = std::lerp(a.fovYRad, b.fovYRad, share);
    view.nearM = std::exp(std::lerp(std::log(a.nearM), std::log(b.nearM), share));
    view.targetM = a.targetM + (b.targetM - a.targetM) * path.travelled(share);
    const glm::dvec3 forward(
        std::cos(heading) * std::cos(pitch), std::sin(heading) * std::cos(pitch), -std::sin(pitch));
    view.eyeM = view.targetM - forward * w;
    view.up = {0, 0, 1};
    if (view.orthographic)
        view.orthoHeightM = w * 2 * std::tan(view.fovYRad / 2);
    return view;
}

double flightSeconds(const render::View& a, const render::View& b)
{
    const ZoomPath path(glm::length(b.targetM - a.targetM), distanceOf(a), distanceOf(b));
    const auto from = anglesOf(a);
    const auto to = anglesOf(b);
    const double turn = std::abs(std::remainder(to.heading - from.heading, 2 * pi)) + std::abs(to.pitch - from.pitch);
    return std::clamp(0.6 + 0.1 * path.length() + 0.1 * turn, 0.6, 1.2);
}

} // namespace gigahall::app
