#include "render/occluders.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace gigahall::render {
namespace {

using namespace model;

constexpr float kJoinM = 0.06f; // racks this close side by side leave no gap to look through
constexpr float kShrinkM = 0.05f; // models are a little slimmer than their boxes
constexpr float kWallFromM = 2; // lower or shorter walls hide too little
constexpr double kReachM = 60; // farther ones hide nothing that is not far and small itself

/// A box along a run, in the frame of the group.
struct Row
{
    std::uint32_t group;
    glm::vec3 originM, sizeM;
    float yawRad;
};

glm::vec2 turned(glm::vec2 p, float yawRad)
{
    const float c = std::cos(yawRad), s = std::sin(yawRad);
    return {c * p.x - s * p.y, s * p.x + c * p.y};
}

std::optional<Row> solidRow(const Run& run)
{
    if (run.kind != AssetKind::Rack && run.kind != AssetKind::SupportRack)
        return std::nullopt;
    if (run.count > 1 && run.pitchM > run.sizeM.x + kJoinM)
        return std::nullopt;
    const float lengthM = run.pitchM * float(run.count - 1) + run.sizeM.x;
    return Row{run.group, run.originM, {lengthM, run.sizeM.y, run.sizeM.z}, run.yawRad};
}

/// Makes `row` longer by `next` where that goes on without a gap.
bool join(Row& row, const Row& next)
{
    if (row.group != next.group || std::abs(row.yawRad - next.yawRad) > 1e-4f)
        return false;
    const glm::vec2 step = turned(glm::vec2(next.originM - row.originM), -row.yawRad);
    if (std::abs(step.x - row.sizeM.x) > kJoinM || std::abs(step.y) > kJoinM
        || std::abs(next.originM.z - row.originM.z) > kJoinM)
        return false;
    row.sizeM = {step.x + next.sizeM.x, glm::min(glm::vec2(row.sizeM.y, row.sizeM.z), {next.sizeM.y, next.sizeM.z})};
    return true;
}

class Finder
{
public:
    explicit Finder(const Campus& campus)
        : m_campus(campus)
        , m_building(campus.groups.size(), ~0u)
    {
        for (std::uint32_t b = 0; b < campus.buildings.size(); ++b)
            m_building[campus.buildings[b].group] = b;
        for (const auto& hall : campus.halls)
            m_building[hall.group] = hall.building;
    }

    void add(std::uint32_t group, glm::vec3 originM, glm::vec3 sizeM, float yawRad, bool wall)
    {
        const auto half = sizeM * 0.5f;
        const auto& g = m_campus.groups[group];
        const glm::vec3 local = originM + glm::vec3(turned(glm::vec2(half), yawRad), half.z);
        const double c = std::cos(g.yawRad), s = std::sin(g.yawRad);
        const glm::dvec3 centre
            = g.originM + glm::dvec3(c * local.x - s * local.y, s * local.x + c * local.y, double(local.z));
        // Walls are as thick as drawn; the part of a rack that is surely solid is smaller than its box.
        const auto solid = wall ? half : half - kShrinkM;
        if (std::min({solid.x, solid.y, solid.z}) > 0)
            found.push_back({centre, solid, g.yawRad + double(yawRad), m_building[group], wall});
    }

    std::vector<Occluder> found;

private:
    const Campus& m_campus;
    std::vector<std::uint32_t> m_building;
};

/// A view into a row cuts away what is nearer than its near plane: what it cuts into hides nothing.
bool isCut(const Occluder& o, const View& view)
{
    constexpr double kOrdinaryNearM = 0.2;
    if (view.nearM < kOrdinaryNearM)
        return false;
    const auto forward = view.forward();
    const double c = std::cos(o.yawRad), s = std::sin(o.yawRad);
    const double reach = std::abs(c * forward.x + s * forward.y) * double(o.halfM.x)
        + std::abs(-s * forward.x + c * forward.y) * double(o.halfM.y) + std::abs(forward.z) * double(o.halfM.z);
    return glm::dot(o.centreM - view.eyeM, forward) - reach < view.nearM;
}

double weight(const Occluder& o, const glm::dvec3& eyeM)
{
    const glm::dvec3 d = eyeM - o.centreM;
    const double c = std::cos(o.yawRad), s = std::sin(o.yawRad);
    const glm::dvec3 local = glm::abs(glm::dvec3(c * d.x + s * d.y, -s * d.x + c * d.y, d.z));
    const glm::dvec3 away = glm::max(local - glm::dvec3(o.halfM), glm::dvec3(0));
    const double distance = glm::length(away);
    if (distance > kReachM || distance < 0.02 || eyeM.z > o.centreM.z + double(o.halfM.z))
        return 0;
    return double(std::max(o.halfM.x, o.halfM.y) * o.halfM.z) / (distance * distance + 1);
}

} // namespace

std::vector<Occluder> findOccluders(const Campus& campus)
{
    Finder finder(campus);
    std::optional<Row> open;
    const auto close = [&] {
        if (open)
            finder.add(open->group, open->originM, open->sizeM, open->yawRad, false);
        open.reset();
    };
    for (const auto& run : campus.runs) {
        const auto row = solidRow(run);
        if (!row || (open && join(*open, *row)))
            continue;
        close();
        open = row;
    }
    close();
    for (const auto& s : campus.shells) {
        const bool upright = s.material == Material::Wall || s.material == Material::Partition;
        const bool inside = s.role == ShellRole::Interior || s.role == ShellRole::Wall;
        if (upright && inside && s.sizeM.z >= kWallFromM && std::max(s.sizeM.x, s.sizeM.y) >= kWallFromM)
            finder.add(s.group, s.minM, s.sizeM, 0, true);
    }
    std::ranges::stable_sort(finder.found, {}, &Occluder::building);
    return std::move(finder.found);
}

std::uint32_t chooseOccluders(std::span<const Occluder> all, std::span<const glm::vec4> buildingState, const View& view,
    std::span<gpu::GpuOccluder> out)
{
    if (view.orthographic)
        return 0;
    std::vector<std::pair<double, const Occluder*>> best;
    for (std::uint32_t b = 0; b < buildingState.size(); ++b) {
        const auto& state = buildingState[b];
        if (state.y <= 0)
            continue;
        for (auto it = std::ranges::lower_bound(all, b, {}, &Occluder::building); it != all.end() && it->building == b;
             ++it) {
            const auto& o = *it;
            const double w = (o.wall && state.x > 0) || isCut(o, view) ? 0 : weight(o, view.eyeM);
            if (w > 0)
                best.emplace_back(-w, &o);
        }
    }
    const auto count = std::min(best.size(), out.size());
    std::ranges::partial_sort(best, best.begin() + std::ptrdiff_t(count));
    for (std::size_t i = 0; i < count; ++i) {
        const auto& o = *best[i].second;
        out[i] = {glm::vec3(o.centreM - view.eyeM), float(std::cos(o.yawRad)), o.halfM, float(std::sin(o.yawRad))};
    }
    return static_cast<std::uint32_t>(count);
}

} // namespace gigahall::render
