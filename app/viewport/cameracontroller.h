#pragma once

#include "model/campus/campus.h"
#include "render/view.h"

#include <glm/glm.hpp>

#include <optional>

namespace gigahall::app {

/// Which keys are held while flying; each -1, 0 or 1.
struct FlyKeys
{
    int forward = 0, right = 0, up = 0;
    bool fast = false;
};

/// Turns drags, wheel steps and keys into a camera. Plain class without widget or clock: the owner passes pixels of the
/// whole picture, what the ray under the cursor met (when a pick knows it) and seconds. Campus frame, metres. One
/// thread.
class CameraController
{
public:
    enum class Axis
    {
        Front,
        Right,
        Top
    };
    using FlyKeys = app::FlyKeys;

    static constexpr double kMinHeightM = 0.25; ///< the eye stays this far above the ground
    static constexpr double kClosestM = 0.05; ///< the wheel never comes nearer than this to what is under the cursor
    static constexpr double kZoomPerStep = 0.82;
    static constexpr double kSteepestRad = 1.5706963; ///< a hair less than straight down, so that there is a heading

    const render::View& view() const { return m_view; }
    /// Takes a camera as it is; roll is dropped.
    void setView(const render::View& view);
    void setSizePx(glm::uvec2 sizePx);
    /// What there is to look at: limits how far one can go away.
    void setExtent(const model::Campus::Bounds& bounds);
    void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }

    /// Where the ray under a pixel meets the ground; a point at the focal distance when it meets none nearby.
    glm::dvec3 groundPoint(glm::dvec2 pixel) const;

    void beginPan(glm::dvec2 pixel, glm::dvec3 anchorM);
    void beginOrbit(glm::dvec2 pixel, glm::dvec3 pivotM);
    void beginFly(glm::dvec2 pixel);
    void dragTo(glm::dvec2 pixel);
    void endDrag();
    bool flying() const { return m_drag == Drag::Fly; }
    bool dragging() const { return m_drag != Drag::None; }

    /// Positive steps come nearer. The anchor keeps its pixel.
    void zoom(glm::dvec2 pixel, double steps, glm::dvec3 anchorM);
    void scaleFlySpeed(double steps);
    double flySpeedFactor() const { return m_flySpeed; }

    void lookAlong(Axis axis);
    void toggleOrthographic();
    /// Frames a box from the present direction.
    void frame(const model::Campus::Bounds& bounds);
    /// Moves there in 600 to 1200 ms by distance, at once with reduced motion.
    void goTo(const render::View& target);
    /// Half way closer to a point.
    void approach(glm::dvec3 pointM);
    bool animating() const { return m_flight.has_value(); }

    /// Advances flights and flying; true while the view changes.
    bool tick(double seconds, const FlyKeys& keys = {});

private:
    enum class Drag
    {
        None,
        Pan,
        Orbit,
        Fly
    };
    /// The camera as it is steered: no roll, so yaw and pitch are enough and nothing drifts.
    struct Pose
    {
        glm::dvec3 eyeM{0, -100, 50};
        double yawRad = 0; ///< 0 looks north (+y), counter-clockwise
        double pitchRad = -0.4; ///< below the horizon is negative
        double focusM = 100; ///< distance to what is looked at
        double cutM = 0; ///< how much in front of the eye is cut away, e.g. the row that stands in front of a rack
    };
    struct Flight
    {
        Pose from, to;
        double seconds = 0, lengthS = 1;
    };

    static glm::dvec3 direction(const Pose& pose);
    Pose poseOf(const render::View& view) const;
    void apply();
    void orbitBy(glm::dvec2 deltaPx);
    void turnBy(glm::dvec2 deltaPx);
    void panTo(glm::dvec2 pixel);
    void fly(const Pose& to);
    void keepInside();
    double extentM() const;

    render::View m_view;
    Pose m_pose;
    std::optional<Flight> m_flight;
    model::Campus::Bounds m_bounds{glm::dvec3(-1000), glm::dvec3(1000)};
    Drag m_drag = Drag::None;
    glm::dvec2 m_lastPx{0};
    glm::dvec3 m_anchorM{0};
    bool m_panOnGround = false;
    double m_flySpeed = 1;
    bool m_reducedMotion = false;
};

} // namespace gigahall::app
