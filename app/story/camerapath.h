#pragma once

#include "app/story/story.h"
#include "app/story/track.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gigahall::app {

/// What is wrong with a story on a campus: at or after a key.
struct StoryProblem
{
    std::size_t key = 0; ///< index
    std::string what; ///< and what was expected

    std::string text() const; ///< "key 3 (12 s): ..."
    double atS = 0; ///< of that key
};

/// Boxes a camera must stay out of, in the campus frame, and what they are.
struct Obstacle
{
    glm::dvec3 minM, maxM;
    std::uint32_t building = model::Run::kNone; ///< none: something else with walls
};
std::vector<Obstacle> obstaclesOf(const model::Campus& campus);

/// The way of a story's camera: through its keys, level, never faster than it must be, never through walls or ground.
/// Where a stretch would go through something it is lifted over it. Pure; any thread.
class CameraPath
{
public:
    static constexpr double kClearanceM = 2; ///< between the eye and walls, roofs and the ground

    /// `story` has at least one key with a camera.
    CameraPath(const Story& story, const model::Campus& campus);

    /// Without sizePx.
    render::View at(double seconds) const;
    /// Keys in the way of something, and stretches that can't be lifted over it.
    const std::vector<StoryProblem>& problems() const { return m_problems; }

private:
    struct Lift
    {
        double fromS, toS, heightM;
    };
    glm::dvec3 eyeAt(double seconds, const glm::dvec3& target) const;
    void liftOver(const Story& story, const model::Campus& campus, const std::vector<Obstacle>& obstacles,
        const std::vector<std::size_t>& keys);

    Track m_x, m_y, m_z; ///< focal point
    Track m_heading, m_pitch, m_logDistance, m_fov, m_logNear;
    std::vector<Lift> m_lifts;
    std::vector<StoryProblem> m_problems;
};

} // namespace gigahall::app
