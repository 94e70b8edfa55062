// Some loops of a steady state once more, after something about them changed.
#include "model/cooling/coolingplant.h"

#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kSameK = 1e-9; // a supply that moves less stays where it is: rounding

} // namespace

void CoolingPlant::switchOff(const Range& plants, CoolingResult& out) const
{
    for (std::uint32_t i = plants.first; i < plants.end(); ++i)
        out.plantKw[m_loops.plants[i]] = 0;
}

/// The heat a technology loop passes on does not depend on the water it gets: first those that changed, then facilities
/// with the heat of all, then the loops of those whose supply moved.
void CoolingPlant::settleAgain(const CoolingInput& in, std::span<const std::uint32_t> techs,
    std::span<const std::uint32_t> facilities, CoolingState& state, CoolingResult& out,
    std::vector<std::uint32_t>& moved) const
{
    const auto settleTech = [&](std::uint32_t tech) {
        switchOff(m_loops.tech[tech].cdus, out);
        stepTech(tech, in, kInfinity, state, out);
    };
    for (const std::uint32_t tech : techs)
        settleTech(tech);
    for (const std::uint32_t f : facilities) {
        const CoolingLoops::Facility& loop = m_loops.facility[f];
        const auto own = std::span(m_loops.techs).subspan(loop.techs.first, loop.techs.count);
        double heatKw = 0;
        for (const std::uint32_t tech : own)
            heatKw += out.tech[tech].heatKw;
        switchOff(loop.pumps, out);
        switchOff(loop.coolers, out);
        out.facility[f] = {};
        const double before = state.facilitySupplyC[f];
        stepFacility(f, heatKw, in, kInfinity, state, out);
        if (std::abs(state.facilitySupplyC[f] - before) <= kSameK)
            continue;
        moved.push_back(f);
        for (const std::uint32_t tech : own)
            settleTech(tech);
    }
}

} // namespace gigahall::model
