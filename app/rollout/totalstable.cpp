#include "app/rollout/totalstable.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace gigahall::app {

using model::Day;

namespace {

constexpr std::array<std::string_view, 16> kNames{"date", "phases", "buildings", "halls", "facility_mw", "it_mw",
    "gpu_dies", "gpu_packages", "compute_racks", "support_racks", "cost_low_bn_usd", "cost_high_bn_usd",
    "cost_rate_low_bn_usd_per_gw", "cost_rate_high_bn_usd_per_gw", "tranche_bn_usd", "energy_at_nameplate_mwh"};

std::string joined(const auto& cells, char separator)
{
    std::string out;
    for (const auto& cell : cells) {
        if (!out.empty())
            out += separator;
        out += cell;
    }
    return out + '\n';
}

std::string line(const model::Campus& campus, Day day, const model::RolloutTotals& totals, const model::CostRate& rate,
    char separator)
{
    const model::CostRate::Range cost = rate.cost(totals.facilityW);
    const std::array<std::string, kNames.size()> cells{model::dayText(day), fmt::format("{}", totals.phases),
        fmt::format("{}", totals.buildings), fmt::format("{}", totals.halls),
        fmt::format("{}", double(totals.facilityW) / 1e6), fmt::format("{}", double(totals.itW) / 1e6),
        fmt::format("{}", totals.gpus), fmt::format("{}", totals.gpuPackages), fmt::format("{}", totals.racks),
        fmt::format("{}", totals.supportRacks), fmt::format("{:.3f}", cost.low), fmt::format("{:.3f}", cost.high),
        fmt::format("{}", rate.lowPerGw), fmt::format("{}", rate.highPerGw),
        fmt::format("{:.3f}", campus.announced ? campus.announced->paidBnUsd(totals.facilityW) : 0),
        fmt::format("{:.0f}", totals.facilityMwh())};
    return joined(cells, separator);
}

} // namespace

std::string totalsTable(const model::Campus& campus, const model::Rollout& rollout, const model::CostRate& rate,
    std::optional<double> day, char separator)
{
    std::string out = joined(kNames, separator);
    const auto extent = rollout.plan.extent();
    if (!extent)
        return out;
    std::vector<Day> days = model::quarterEnds(extent->start, extent->finish + std::chrono::days(92));
    if (day)
        days.push_back(model::dayAt(*day));
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    for (const Day one : days)
        out += line(campus, one, rollout.curve.at(model::dayNumber(one)), rate, separator);
    return out;
}

} // namespace gigahall::app
