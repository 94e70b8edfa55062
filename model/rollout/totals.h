#pragma once

#include "model/rollout/buildup.h"

#include <array>
#include <cstdint>
#include <vector>

namespace gigahall::model {

/// What is in service on a day: nameplate of racks, and the facility around them at the peak PUE of their phase.
/// Sources: ratings are those of the layout; see DOMAIN figures in its types.
struct RolloutTotals
{
    std::int64_t itW = 0, facilityW = 0; ///< nameplate; whole watts, so that sums are exact in any order
    std::uint32_t racks = 0, supportRacks = 0; ///< in service
    std::uint64_t gpus = 0; ///< dies
    double gpuPackages = 0; ///< a multiple of 1/2^k for packages of 1, 2, 4, ... dies: sums are exact
    std::uint32_t halls = 0, buildings = 0, phases = 0; ///< all of whose racks are in service
    std::int64_t facilityWDays = 0; ///< facilityW times the days it has been in service, up to that day

    double facilityMwh() const { return double(facilityWDays) * 24 / 1e6; } ///< at nameplate
    bool operator==(const RolloutTotals&) const = default;
};

/// Money by rated gigawatt of facility, in billions of US dollars. A rate and nothing else: no interest, no schedule of
/// payments.
struct CostRate
{
    double lowPerGw = 50, highPerGw = 60; ///< building and filling; public statement of 2025

    struct Range
    {
        double low, high;
    };
    Range cost(std::int64_t facilityW) const { return {lowPerGw * gw(facilityW), highPerGw * gw(facilityW)}; }
    static double gw(std::int64_t facilityW) { return double(facilityW) / 1e9; }
};

/// Totals of a rollout on any day, from running sums over the days on which something is energised. Immutable.
class RolloutCurve
{
public:
    RolloutCurve() = default;
    RolloutCurve(const Campus& campus, const Buildup& buildup);

    RolloutTotals at(double day) const;
    /// The same for one phase.
    RolloutTotals at(std::uint32_t phase, double day) const;
    /// Days on which something changes, ascending.
    const std::vector<double>& days() const { return m_all.days; }
    const RolloutTotals& whole() const { return m_whole; } ///< when all is in service

private:
    struct Sums
    {
        std::vector<double> days;
        std::vector<RolloutTotals> totals; ///< from that day on; watt-days up to that day
        RolloutTotals at(double day) const;
    };
    static Sums sumUp(const std::vector<std::pair<double, RolloutTotals>>& changes);

    Sums m_all;
    std::vector<Sums> m_phases;
    RolloutTotals m_whole;
};

/// The same, asset by asset: what the curve is tested against, and what a report lists.
RolloutTotals totalsOfAssets(const Campus& campus, const Buildup& buildup, double day);

/// What a plan loses (or gains: negative) against another one.
struct RolloutSlip
{
    double gpuMonths = 0; ///< dies that run later, times how much later
    struct Quarter
    {
        Day end;
        double lostMw = 0; ///< facility nameplate missing at the end of that day
    };
    std::vector<Quarter> quarters; ///< those that differ
    int lastDays = 0; ///< how much later all is in service
};
RolloutSlip slipAgainst(const RolloutCurve& before, const RolloutCurve& after);

} // namespace gigahall::model
