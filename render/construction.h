#pragma once

#include "model/rollout/buildup.h"
#include "render/scene.h"

namespace gigahall::render {

/// A campus while it is built: writes what stands on a day into the tables of a scene. Nothing may be in flight then.
/// One thread.
class Construction
{
public:
    /// `scene` must outlive it, and be of the same campus.
    Construction(Scene& scene, const model::Campus& campus, const model::Buildup& buildup);

    /// Nothing = all of it stands. Days are day numbers, see model/rollout/date.h. Returns bytes written.
    std::uint64_t setDay(std::optional<double> day);
    /// A phase or building of which nothing is begun: it is outlined on the ground, and that fades when it is.
    struct Planned
    {
        model::AssetId id;
        float strength = 1;
    };
    const std::vector<Planned>& planned() const { return m_planned; }
    /// How far the lights of a building are on.
    float lit(std::size_t building) const;

private:
    /// One entry of a table, and when it is built.
    struct Part
    {
        model::BuildSpan span;
        model::BuildStyle style = model::BuildStyle::Grow;
        float earthUntil = 0; ///< ground: bare until that day
    };

    static bool isAtWork(const Part& part, double day);
    void findBeginnings(const model::Campus& campus, const model::Buildup& buildup);
    gpu::GpuRun run(std::size_t i, double day) const;
    gpu::GpuShell shell(std::size_t i, double day) const;
    gpu::GpuHall hall(gpu::GpuHall hall, std::size_t i, double day) const;

    Scene& m_scene;
    std::vector<Part> m_runs, m_shells; ///< by entry of the scene's tables
    std::vector<float> m_halls; ///< day on which a hall is lit
    std::vector<float> m_buildings; ///< and a building: with its first hall; one without halls always is
    std::vector<gpu::GpuRun> m_runsNow; ///< what the device has
    std::vector<gpu::GpuShell> m_shellsNow;
    std::vector<gpu::GpuHall> m_hallsNow, m_trueHallsNow;
    std::vector<std::pair<float, model::AssetId>> m_begun; ///< phases and buildings, and when they are begun
    std::vector<Planned> m_planned;
    std::optional<double> m_day;
};

} // namespace gigahall::render
