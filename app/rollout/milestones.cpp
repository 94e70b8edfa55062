#include "app/rollout/milestones.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace gigahall::app {

std::vector<PhaseMilestone> phaseMilestones(const model::Campus& campus, const model::Buildup& buildup)
{
    std::vector<PhaseMilestone> out;
    for (std::uint32_t p = 0; p < campus.phases.size(); ++p) {
        const model::Range racks = campus.phases[p].racks;
        if (racks.count == 0)
            continue;
        const double day = double(std::ranges::max(std::span(buildup.rackFrom).subspan(racks.first, racks.count)));
        if (std::isfinite(day))
            out.push_back({p, day});
    }
    std::ranges::stable_sort(out, {}, &PhaseMilestone::day);
    return out;
}

std::optional<PhaseMilestone> milestoneBeside(const std::vector<PhaseMilestone>& milestones, double day, bool after)
{
    if (after) {
        const auto at = std::ranges::upper_bound(milestones, day, {}, &PhaseMilestone::day);
        return at == milestones.end() ? std::nullopt : std::optional(*at);
    }
    const auto at = std::ranges::lower_bound(milestones, day, {}, &PhaseMilestone::day);
    return at == milestones.begin() ? std::nullopt : std::optional(*std::prev(at));
}

} // namespace gigahall::app
