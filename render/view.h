#pragma once

#include <glm/glm.hpp>

#include <array>
#include <cstdint>

namespace gigahall::render {

/// A camera and the picture it makes. Plain value; campus frame, metres, Z up. `sizePx` is the whole picture, `crop`
/// the part that is rendered: picking (3x3), tiles of a large picture and thumbnails are all crops of the same view.
struct View
{
    glm::dvec3 eyeM{0, -100, 50};
    glm::dvec3 targetM{0}; ///< focal point; only its direction from the eye matters for perspective
    glm::dvec3 up{0, 0, 1};
    double fovYRad = 0.70; ///< vertical field of view of the whole picture (perspective)
    bool orthographic = false;
    double orthoHeightM = 100; ///< height of the whole picture in metres (orthographic)
    double nearM = 0.05;
    glm::uvec2 sizePx{1920, 1080};
    glm::uvec2 cropMinPx{0};
    glm::uvec2 cropSizePx{0}; ///< 0 = whole picture

    glm::uvec2 targetSizePx() const { return cropSizePx.x ? cropSizePx : sizePx; }
    View cropped(glm::uvec2 minPx, glm::uvec2 extentPx) const;

    glm::dvec3 forward() const;
    glm::dvec3 right() const;
    glm::dvec3 trueUp() const;

    /// Eye-relative rotation and reversed-Z projection (infinite far plane), crop included: clip = projection *
    /// rotation * (p - eye).
    glm::dmat4 viewRotation() const;
    glm::dmat4 projection() const;
    /// Point in the campus frame -> pixel of the whole picture (x right, y down); z = distance along the view
    /// direction, <= 0 behind.
    glm::dvec3 toPixel(glm::dvec3 pointM) const;
    /// Ray through a pixel of the whole picture: origin and unit direction.
    struct Ray
    {
        glm::dvec3 originM, direction;
    };
    Ray ray(glm::dvec2 pixel) const;
    /// Side, top and bottom planes of the crop's frustum, eye-relative, pointing inwards: dot(n, p - eye) + d >= 0.
    std::array<glm::vec4, 4> sidePlanes() const;
    /// Pixels a metre covers at a distance along the view direction.
    double pixelsPerMetre(double distanceM) const;
};

} // namespace gigahall::render
