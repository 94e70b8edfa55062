#include "render/view.h"

#include <glm/gtc/matrix_access.hpp>

#include <cmath>

namespace gigahall::render {

View View::cropped(glm::uvec2 minPx, glm::uvec2 extentPx) const
{
    View view = *this;
    view.cropMinPx = minPx;
    view.cropSizePx = extentPx;
    return view;
}

glm::dvec3 View::forward() const
{
    const auto direction = targetM - eyeM;
    const auto length = glm::length(direction);
    return length > 0 ? direction / length : glm::dvec3(0, 1, 0);
}

glm::dvec3 View::right() const
{
    const auto f = forward();
    auto r = glm::cross(f, up);
    // Looking straight along `up`: any perpendicular will do, north stays up in the picture.
    if (glm::dot(r, r) < 1e-18) {
        r = glm::cross(f, glm::dvec3(0, 1, 0));
        if (glm::dot(r, r) < 1e-18)
            r = glm::dvec3(1, 0, 0);
    }
    return glm::normalize(r);
}

glm::dvec3 View::trueUp() const
{
    return glm::cross(right(), forward());
}

glm::dmat4 View::viewRotation() const
{
    const auto r = right();
    const auto f = forward();
    const auto u = glm::cross(r, f);
    glm::dmat4 m(1.0);
    m = glm::row(m, 0, glm::dvec4(r, 0));
    m = glm::row(m, 1, glm::dvec4(u, 0));
    m = glm::row(m, 2, glm::dvec4(-f, 0));
    return m;
}

glm::dmat4 View::projection() const
{
    const double aspect = double(sizePx.x) / double(sizePx.y);
    glm::dmat4 p(0.0);
    if (orthographic) {
        // Depth runs linearly over a range wide enough for any campus, in front of and behind the eye.
        constexpr double kRangeM = 100'000;
        p[0][0] = 2.0 / (orthoHeightM * aspect);
        p[1][1] = -2.0 / orthoHeightM;
        p[2][2] = 0.5 / kRangeM;
        p[3][2] = 0.5;
        p[3][3] = 1;
    } else {
        const double f = 1.0 / std::tan(fovYRad / 2);
        p[0][0] = f / aspect;
        p[1][1] = -f;
        p[2][3] = -1;
        p[3][2] = nearM;
    }
    if (cropSizePx.x == 0)
        return p;
    const glm::dvec2 size(sizePx);
    const glm::dvec2 crop(cropSizePx);
    const glm::dvec2 centre = (glm::dvec2(cropMinPx) + crop * 0.5) / size * 2.0 - 1.0;
    const glm::dvec2 scale = size / crop;
    glm::dmat4 c(1.0);
    c[0][0] = scale.x;
    c[1][1] = scale.y;
    c[3][0] = -centre.x * scale.x;
    c[3][1] = -centre.y * scale.y;
    return c * p;
}

glm::dvec3 View::toPixel(glm::dvec3 pointM) const
{
    View whole = *this;
    whole.cropSizePx = {0, 0};
    const glm::dvec4 eye = viewRotation() * glm::dvec4(pointM - eyeM, 1);
    const glm::dvec4 clip = whole.projection() * eye;
    const double w = orthographic ? 1.0 : std::max(std::abs(clip.w), 1e-12) * (clip.w < 0 ? -1 : 1);
    return {(clip.x / w * 0.5 + 0.5) * sizePx.x, (clip.y / w * 0.5 + 0.5) * sizePx.y, -eye.z};
}

View::Ray View::ray(glm::dvec2 pixel) const
{
    const glm::dvec2 ndc = pixel / glm::dvec2(sizePx) * 2.0 - 1.0;
    const double aspect = double(sizePx.x) / double(sizePx.y);
    if (orthographic) {
        const auto offset = right() * (ndc.x * orthoHeightM * aspect / 2) - trueUp() * (ndc.y * orthoHeightM / 2);
        return {eyeM + offset, forward()};
    }
    const double t = std::tan(fovYRad / 2);
    return {eyeM, glm::normalize(forward() + right() * (ndc.x * t * aspect) - trueUp() * (ndc.y * t))};
}

std::array<glm::vec4, 4> View::sidePlanes() const
{
    // Rows of the clip matrix: -w <= x <= w gives row3 +- row0 and row3 +- row1.
    const glm::dmat4 m = projection() * viewRotation();
    const glm::dvec4 w = glm::row(m, 3);
    std::array<glm::vec4, 4> planes;
    int i = 0;
    for (int axis : {0, 1}) {
        for (double sign : {1.0, -1.0}) {
            const glm::dvec4 plane = w + sign * glm::row(m, axis);
            planes[i++] = glm::vec4(plane / glm::length(glm::dvec3(plane)));
        }
    }
    return planes;
}

double View::pixelsPerMetre(double distanceM) const
{
    if (orthographic)
        return sizePx.y / orthoHeightM;
    return sizePx.y / (2 * std::tan(fovYRad / 2) * std::max(distanceM, 1e-6));
}

} // namespace gigahall::render
