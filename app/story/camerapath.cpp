#include "app/story/camerapath.h"

#include "app/scenery/placement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace gigahall::app {
namespace {

constexpr double kTallM = 1.5; // lower things are no walls
constexpr double kMostLiftM = 1500;
constexpr int kSamples = 96; // of a stretch
constexpr double kSteepestRad = 1.55; // looking straight down there is no heading

struct Pose
{
    glm::dvec3 target;
    double heading, pitch, distance;
};

Pose poseOf(const render::View& view)
{
    const glm::dvec3 way = view.targetM - view.eyeM;
    const double distance = std::max(glm::length(way), 0.05);
    const double pitch = std::asin(std::clamp(way.z / distance, -1.0, 1.0));
    const bool isSteep = std::abs(pitch) > kSteepestRad;
    const glm::dvec3 ahead = isSteep && pitch < 0 ? view.up : way;
    return {view.targetM, std::atan2(ahead.y, ahead.x), std::clamp(pitch, -kSteepestRad, kSteepestRad), distance};
}

glm::dvec3 directionOf(double heading, double pitch)
{
    return {std::cos(heading) * std::cos(pitch), std::sin(heading) * std::cos(pitch), std::sin(pitch)};
}

void widen(Obstacle& box, const model::Campus& campus, const model::ShellBox& shell)
{
    for (const glm::dvec3& corner : cornersOf(campus, {shell.group, shell.minM, shell.sizeM, 0})) {
        box.minM = glm::min(box.minM, corner);
        box.maxM = glm::max(box.maxM, corner);
    }
}

Obstacle emptyBox(std::uint32_t building)
{
    constexpr double kFar = std::numeric_limits<double>::infinity();
    return {glm::dvec3(kFar), glm::dvec3(-kFar), building};
}

// The height an eye over a place must have, and what asks for it.
struct Floor
{
    double heightM = CameraPath::kClearanceM;
    const Obstacle* because = nullptr;
};

Floor floorUnder(const std::vector<Obstacle>& obstacles, const glm::dvec3& eye)
{
    Floor out;
    for (const Obstacle& box : obstacles) {
        constexpr double c = CameraPath::kClearanceM;
        const bool isOver
            = eye.x > box.minM.x - c && eye.x < box.maxM.x + c && eye.y > box.minM.y - c && eye.y < box.maxM.y + c;
        if (isOver && eye.z > box.minM.z - c && box.maxM.z + c > out.heightM)
            out = {box.maxM.z + c, &box};
    }
    return out;
}

std::string whatOf(const Floor& floor, const model::Campus& campus)
{
    if (!floor.because)
        return "the ground";
    if (floor.because->building == model::Run::kNone)
        return "a wall";
    return "building " + campus.name({model::AssetKind::Building, floor.because->building});
}

// 0 at both ends, where it begins and ends gently; 1 in the middle.
double bump(double u)
{
    return 16 * u * u * (1 - u) * (1 - u);
}

} // namespace

std::string StoryProblem::text() const
{
    return fmt::format("key {} ({} s): {}", key + 1, atS, what);
}

std::vector<Obstacle> obstaclesOf(const model::Campus& campus)
{
    std::vector<Obstacle> out;
    for (std::uint32_t b = 0; b < campus.buildings.size(); ++b)
        out.push_back(emptyBox(b));
    for (const model::ShellBox& shell : campus.shells) {
        const bool ofBuilding = shell.building != model::Run::kNone;
        if (ofBuilding && (shell.role == model::ShellRole::Wall || shell.role == model::ShellRole::Roof))
            widen(out[shell.building], campus, shell);
        else if (!ofBuilding && double(shell.sizeM.z) > kTallM)
            widen(out.emplace_back(emptyBox(model::Run::kNone)), campus, shell);
    }
    std::erase_if(out, [](const Obstacle& box) { return !(box.minM.x < box.maxM.x); });
    return out;
}

CameraPath::CameraPath(const Story& story, const model::Campus& campus)
{
    std::vector<std::size_t> keys;
    std::vector<Pose> poses;
    for (std::size_t i = 0; i < story.keys.size(); ++i) {
        if (!story.keys[i].camera)
            continue;
        keys.push_back(i);
        Pose pose = poseOf(*story.keys[i].camera);
        if (!poses.empty()) // the short way round
            pose.heading
                = poses.back().heading + std::remainder(pose.heading - poses.back().heading, 2 * std::numbers::pi);
        poses.push_back(pose);
    }
    const auto track = [&](auto value, bool early = false) {
        std::vector<Track::Knot> knots;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const StoryKey& key = story.keys[keys[i]];
            // On the way towards something the camera turns to it first and comes nearer then.
            const double zoom
                = early && i + 1 < keys.size() ? std::log(poses[i].distance / poses[i + 1].distance) : 0.0;
            knots.push_back({key.atS, key.endS(), value(poses[i], *key.camera), key.stops, zoom});
        }
        return Track(std::move(knots));
    };
    using render::View;
    m_x = track([](const Pose& p, const View&) { return p.target.x; }, true);
    m_y = track([](const Pose& p, const View&) { return p.target.y; }, true);
    m_z = track([](const Pose& p, const View&) { return p.target.z; }, true);
    m_heading = track([](const Pose& p, const View&) { return p.heading; });
    m_pitch = track([](const Pose& p, const View&) { return p.pitch; });
    m_logDistance = track([](const Pose& p, const View&) { return std::log(p.distance); });
    m_fov = track([](const Pose&, const View& v) { return v.fovYRad; });
    m_logNear = track([](const Pose&, const View& v) { return std::log(v.nearM); });
    liftOver(story, campus, obstaclesOf(campus), keys);
}

glm::dvec3 CameraPath::eyeAt(double seconds, const glm::dvec3& target) const
{
    glm::dvec3 eye
        = target - directionOf(m_heading.at(seconds), m_pitch.at(seconds)) * std::exp(m_logDistance.at(seconds));
    for (const Lift& lift : m_lifts)
        if (seconds > lift.fromS && seconds < lift.toS)
            eye.z += lift.heightM * bump((seconds - lift.fromS) / (lift.toS - lift.fromS));
    return eye;
}

void CameraPath::liftOver(const Story& story, const model::Campus& campus, const std::vector<Obstacle>& obstacles,
    const std::vector<std::size_t>& keys)
{
    const auto targetAt = [&](double s) { return glm::dvec3(m_x.at(s), m_y.at(s), m_z.at(s)); };
    for (const std::size_t k : keys) {
        const glm::dvec3 eye = story.keys[k].camera->eyeM;
        const Floor floor = floorUnder(obstacles, eye);
        if (eye.z < floor.heightM)
            m_problems.push_back({k,
                fmt::format("the camera is {:.1f} m up, inside of or too close to {}; expected {:.1f} m at least",
                    eye.z, whatOf(floor, campus), floor.heightM),
                story.keys[k].atS});
    }
    if (!m_problems.empty())
        return;
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
        const double fromS = story.keys[keys[i]].endS(), toS = story.keys[keys[i + 1]].atS;
        double liftM = 0;
        Floor worst;
        for (int n = 1; n < kSamples; ++n) {
            const double u = double(n) / kSamples, s = std::lerp(fromS, toS, u);
            const glm::dvec3 eye = eyeAt(s, targetAt(s));
            const Floor floor = floorUnder(obstacles, eye);
            const double needed = (floor.heightM - eye.z) / bump(u);
            if (needed > liftM) {
                liftM = needed;
                worst = floor;
            }
        }
        if (liftM > kMostLiftM)
            m_problems.push_back({keys[i],
                fmt::format("on the way to key {} the camera goes through {}; expected a key in between that leads it "
                            "over or around",
                    keys[i + 1] + 1, whatOf(worst, campus)),
                story.keys[keys[i]].atS});
        else if (liftM > 0)
            m_lifts.push_back({fromS, toS, liftM * 1.02}); // what lies between the samples
    }
}

render::View CameraPath::at(double seconds) const
{
    render::View view;
    view.targetM = {m_x.at(seconds), m_y.at(seconds), m_z.at(seconds)};
    view.eyeM = eyeAt(seconds, view.targetM);
    view.fovYRad = m_fov.at(seconds);
    view.nearM = std::exp(m_logNear.at(seconds));
    return view;
}

} // namespace gigahall::app
