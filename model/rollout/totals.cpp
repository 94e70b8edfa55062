#include "model/rollout/totals.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace gigahall::model {
namespace {

void add(RolloutTotals& sum, const RolloutTotals& one)
{
    sum.itW += one.itW;
    sum.facilityW += one.facilityW;
    sum.racks += one.racks;
    sum.supportRacks += one.supportRacks;
    sum.gpus += one.gpus;
    sum.gpuPackages += one.gpuPackages;
    sum.halls += one.halls;
    sum.buildings += one.buildings;
    sum.phases += one.phases;
}

double peakPue(const Campus& campus, std::uint32_t group)
{
    const auto phase = phaseOf(campus, campus.groups[group].owner);
    return phase ? std::max(campus.phases[*phase].peakPue, 1.0) : 1.0;
}

/// A rack or support rack with the facility around it.
RolloutTotals ofRack(const Campus& campus, std::uint32_t runIndex, bool computes)
{
    const Run& run = campus.runs[runIndex];
    const AssetType& type = campus.types[run.type];
    RolloutTotals out;
    out.itW = std::llround(type.ratedKw * 1000);
    out.facilityW = std::llround(type.ratedKw * peakPue(campus, run.group) * 1000);
    out.racks = computes;
    out.supportRacks = !computes;
    out.gpus = computes ? type.gpus() : 0;
    out.gpuPackages = computes ? double(type.gpus()) / std::max(type.gpusPerPackage, 1.0) : 0;
    return out;
}

/// Calls visit(day, phase or none, totals) for whatever comes into service, spaces when the last of their racks does.
template <typename Visit>
void forEachChange(const Campus& campus, const Buildup& buildup, Visit visit)
{
    const auto phaseOfRun
        = [&](std::uint32_t run) { return phaseOf(campus, campus.groups[campus.runs[run].group].owner); };
    for (std::uint32_t i = 0; i < campus.rackCount(); ++i)
        visit(double(buildup.rackFrom[i]), phaseOfRun(campus.rackRun[i]), ofRack(campus, campus.rackRun[i], true));
    for (std::uint32_t i = 0; i < campus.supportCount(); ++i)
        visit(double(buildup.supportFrom[i]), phaseOfRun(campus.supportRun[i]),
            ofRack(campus, campus.supportRun[i], false));
    const auto spaces = [&](const auto& all, std::uint32_t RolloutTotals::*count, AssetKind kind) {
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            if (all[i].racks.count == 0)
                continue;
            const auto from = std::span(buildup.rackFrom).subspan(all[i].racks.first, all[i].racks.count);
            RolloutTotals one;
            one.*count = 1;
            visit(double(std::ranges::max(from)), phaseOf(campus, {kind, i}), one);
        }
    };
    spaces(campus.halls, &RolloutTotals::halls, AssetKind::Hall);
    spaces(campus.buildings, &RolloutTotals::buildings, AssetKind::Building);
    spaces(campus.phases, &RolloutTotals::phases, AssetKind::Phase);
}

std::int64_t wDays(std::int64_t watts, double days)
{
    return std::isfinite(days) ? std::llround(double(watts) * days) : 0;
}

} // namespace

RolloutCurve::Sums RolloutCurve::sumUp(const std::vector<std::pair<double, RolloutTotals>>& changes)
{
    std::map<double, RolloutTotals> byDay;
    for (const auto& [day, totals] : changes)
        add(byDay[day], totals);
    Sums out;
    RolloutTotals sum;
    for (const auto& [day, totals] : byDay) {
        if (std::isinf(day) && day > 0)
            break;
        if (!out.days.empty())
            sum.facilityWDays += wDays(sum.facilityW, day - out.days.back());
        add(sum, totals);
        out.days.push_back(day);
        out.totals.push_back(sum);
    }
    return out;
}

RolloutTotals RolloutCurve::Sums::at(double day) const
{
    const auto after = std::ranges::upper_bound(days, day);
    if (after == days.begin())
        return {};
    const auto i = static_cast<std::size_t>(after - days.begin()) - 1;
    RolloutTotals out = totals[i];
    out.facilityWDays += wDays(out.facilityW, day - days[i]);
    return out;
}

RolloutCurve::RolloutCurve(const Campus& campus, const Buildup& buildup)
{
    std::vector<std::pair<double, RolloutTotals>> all;
    std::vector<std::vector<std::pair<double, RolloutTotals>>> phases(campus.phases.size());
    forEachChange(campus, buildup, [&](double day, std::optional<std::uint32_t> phase, const RolloutTotals& one) {
        all.emplace_back(day, one);
        if (phase)
            phases[*phase].emplace_back(day, one);
        add(m_whole, one);
    });
    m_all = sumUp(all);
    for (const auto& changes : phases)
        m_phases.push_back(sumUp(changes));
}

RolloutTotals RolloutCurve::at(double day) const
{
    return m_all.at(day);
}

RolloutTotals RolloutCurve::at(std::uint32_t phase, double day) const
{
    return phase < m_phases.size() ? m_phases[phase].at(day) : RolloutTotals();
}

RolloutTotals totalsOfAssets(const Campus& campus, const Buildup& buildup, double day)
{
    RolloutTotals out;
    forEachChange(campus, buildup, [&](double from, std::optional<std::uint32_t>, const RolloutTotals& one) {
        if (from > day)
            return;
        add(out, one);
        out.facilityWDays += wDays(one.facilityW, day - from);
    });
    return out;
}

RolloutSlip slipAgainst(const RolloutCurve& before, const RolloutCurve& after)
{
    RolloutSlip out;
    std::vector<double> days = before.days();
    days.insert(days.end(), after.days().begin(), after.days().end());
    std::erase_if(days, [](double day) { return !std::isfinite(day); });
    if (days.empty())
        return out;
    std::ranges::sort(days);
    for (std::size_t i = 0; i + 1 < days.size(); ++i) {
        const double lost = double(before.at(days[i]).gpus) - double(after.at(days[i]).gpus);
        out.gpuMonths += lost * (days[i + 1] - days[i]) / kDaysPerMonth;
    }
    for (const Day end : quarterEnds(dayAt(days.front()), dayAt(days.back()) + std::chrono::days(92))) {
        const double lostMw = double(before.at(dayNumber(end)).facilityW - after.at(dayNumber(end)).facilityW) / 1e6;
        if (lostMw != 0)
            out.quarters.push_back({end, lostMw});
    }
    const auto last = [](const RolloutCurve& curve) { return curve.days().empty() ? 0.0 : curve.days().back(); };
    out.lastDays = static_cast<int>(std::lround(last(after) - last(before)));
    return out;
}

} // namespace gigahall::model
