#include "render/construction.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>

namespace gigahall::render {
namespace {

using namespace model;

constexpr float kFlatM = 0.5f; // lower boxes spread over the ground, higher ones rise
constexpr float kLineM = 2, kLongLine = 6; // pipes and the like: as thin, and as long for their height
constexpr double kForever = std::numeric_limits<double>::infinity();
constexpr double kFadeDays = 14; // of outlines on the ground, once work begins
constexpr float kLightsUpDays = 3; // a hall's diagram spreads over its roof while the last of it is switched on

float shown(const BuildSpan& span, BuildStyle style, double day)
{
    switch (style) {
    case BuildStyle::Grow:
        return span.progress(day);
    case BuildStyle::Appear:
        return span.progress(day) >= 1 ? 1.0f : 0.0f;
    case BuildStyle::Highlight:
        break;
    }
    return span.progress(day) > 0 ? 1.0f : 0.0f;
}

/// Ground is covered and pipes are laid from one end to the other; everything else grows from the ground up.
int growingAxis(const glm::vec3& sizeM)
{
    const bool isFlat = sizeM.z <= kFlatM, isLine = std::min(sizeM.x, sizeM.y) < kLineM && sizeM.z < kLineM;
    if (!isFlat && !(isLine && std::max(sizeM.x, sizeM.y) > kLongLine * sizeM.z))
        return 2;
    return sizeM.x >= sizeM.y ? 0 : 1;
}

/// Of what runs from that day number on.
BuildSpan litSpan(float from)
{
    return {from - kLightsUpDays, from};
}

/// Writes those entries of a table that change. `now` is what the device has: mapped memory is slow to read.
template <typename T, typename Make>
std::uint64_t rewrite(Buffer& buffer, std::vector<T>& now, Make make)
{
    auto* table = static_cast<T*>(buffer.mapped());
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
        const T entry = make(i);
        // Bit for bit: zeros of either sign are written again, which is harmless.
        if (std::memcmp(&entry, &now[i], sizeof entry) == 0) // NOLINT(bugprone-suspicious-memory-comparison)
            continue;
        table[i] = now[i] = entry;
        bytes += sizeof entry;
    }
    return bytes;
}

} // namespace

bool Construction::isAtWork(const Part& part, double day)
{
    const float done = part.span.progress(day);
    return part.style == BuildStyle::Highlight && done > 0 && done < 1;
}

Construction::Construction(Scene& scene, const Campus& campus, const Buildup& buildup)
    : m_scene(scene)
    , m_runs(scene.runTable.size())
    , m_shells(scene.shellTable.size())
    , m_halls(buildup.hallFrom)
    , m_runsNow(scene.runTable)
    , m_shellsNow(scene.shellTable)
    , m_hallsNow(scene.hallTable)
    , m_trueHallsNow(scene.trueHallTable)
{
    findBeginnings(campus, buildup);
    for (const Building& building : campus.buildings) {
        const auto first = m_halls.begin() + building.halls.first;
        m_buildings.push_back(building.halls.count > 0 ? *std::min_element(first, first + building.halls.count)
                                                       : -std::numeric_limits<float>::infinity());
    }
    for (std::size_t i = 0; i < std::min(m_runs.size(), buildup.runs.size()); ++i)
        m_runs[i] = {buildup.runs[i], buildup.runStyles[i]};
    // The steel of a building goes by the time of its walls.
    std::vector<BuildSpan> walls(campus.buildings.size());
    for (std::size_t s = 0; s < campus.shells.size(); ++s)
        if (campus.shells[s].role == ShellRole::Roof && campus.shells[s].building != Run::kNone)
            walls[campus.shells[s].building] = buildup.shellWork[s];
    for (std::size_t i = 0; i < m_shells.size(); ++i) {
        const Scene::ShellOrigin& origin = scene.shellOrigins[i];
        if (origin.frame) {
            const BuildSpan& whole = walls[scene.shellTable[i].building];
            const float length = whole.to - whole.from;
            m_shells[i].span = std::isfinite(length)
                ? BuildSpan{whole.from + origin.from * length, whole.from + origin.to * length}
                : BuildSpan();
            m_shells[i].earthUntil = whole.to;
        } else {
            m_shells[i]
                = {buildup.shells[origin.shell], buildup.shellStyles[origin.shell], buildup.shellEarth[origin.shell]};
        }
    }
}

void Construction::findBeginnings(const Campus& campus, const Buildup& buildup)
{
    std::map<AssetId, float> begun;
    const auto note = [&](AssetId space, const BuildSpan& span) {
        for (; space.isValid(); space = campus.parent(space)) {
            if (space.kind() != AssetKind::Phase && space.kind() != AssetKind::Building)
                continue;
            const auto [at, isNew] = begun.try_emplace(space, span.from);
            at->second = std::min(at->second, span.from);
        }
    };
    for (std::size_t s = 0; s < campus.shells.size(); ++s)
        note(campus.groups[campus.shells[s].group].owner, buildup.shells[s]);
    for (std::size_t r = 0; r < campus.runs.size(); ++r)
        note(campus.groups[campus.runs[r].group].owner, buildup.runs[r]);
    for (const auto& [space, from] : begun)
        m_begun.emplace_back(from, space);
}

std::uint64_t Construction::setDay(std::optional<double> day)
{
    if (day == m_day)
        return 0;
    m_day = day;
    const double at = day.value_or(kForever);
    m_scene.isWhole = !day;
    m_planned.clear();
    for (const auto& [from, space] : m_begun)
        if (const double strength = 1 - (at - double(from)) / kFadeDays; day && strength > 0)
            m_planned.push_back({space, float(std::min(strength, 1.0))});
    return rewrite(m_scene.runs, m_runsNow, [&](std::size_t i) { return run(i, at); })
        + rewrite(m_scene.shells, m_shellsNow, [&](std::size_t i) { return shell(i, at); })
        + rewrite(m_scene.halls, m_hallsNow, [&](std::size_t i) { return hall(m_scene.hallTable[i], i, at); })
        + rewrite(
            m_scene.hallsTrue, m_trueHallsNow, [&](std::size_t i) { return hall(m_scene.trueHallTable[i], i, at); });
}

gpu::GpuRun Construction::run(std::size_t i, double day) const
{
    gpu::GpuRun out = m_scene.runTable[i];
    const float part = shown(m_runs[i].span, m_runs[i].style, day);
    if (isAtWork(m_runs[i], day))
        out.type += m_scene.firstAtWork;
    if (part >= 1)
        return out;
    if (part <= 0) {
        out.count = 1;
        out.sizeM = glm::vec3(0);
    } else if (out.count > 1) {
        // One after the other, in the order in which they stand.
        out.count = std::clamp<std::uint32_t>(std::uint32_t(std::ceil(part * float(out.count))), 1, out.count);
    } else {
        out.sizeM[growingAxis(out.sizeM)] *= part;
    }
    return out;
}

gpu::GpuShell Construction::shell(std::size_t i, double day) const
{
    gpu::GpuShell out = m_scene.shellTable[i];
    const Part& made = m_shells[i];
    float part = shown(made.span, made.style, day);
    if (m_scene.shellOrigins[i].frame) {
        // Hidden by walls and roof once they are there, and taken out of the tables then.
        part = day >= double(made.earthUntil) ? 0 : part;
    } else if (day < double(made.earthUntil)) {
        out.material = std::uint32_t(Material::Gravel);
    }
    if (isAtWork(made, day))
        out.material = std::uint32_t(Material::Accent);
    if (part <= 0) {
        out.sizeM = glm::vec3(0);
    } else if (part < 1) {
        out.sizeM[growingAxis(out.sizeM)] *= part;
    }
    return out;
}

gpu::GpuHall Construction::hall(gpu::GpuHall hall, std::size_t i, double day) const
{
    // All of it is there on the day it is energised, when the figures count it.
    hall.roofSizeM.x *= litSpan(m_halls[i]).progress(day);
    return hall;
}

float Construction::lit(std::size_t building) const
{
    return m_day ? litSpan(m_buildings[building]).progress(*m_day) : 1.0f;
}

} // namespace gigahall::render
