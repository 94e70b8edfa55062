#include "app/cli/runsummary.h"

#include "app/cli/numbers.h"
#include "app/cli/table.h"
#include "app/export/statecounts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace gigahall::app {
namespace {

constexpr std::size_t kMostChanges = 12, kMostHalls = 4;

std::string mwh(double kwh)
{
    return grouped(kwh / 1000, 3);
}

} // namespace

RunSummary::RunSummary(const model::Campus& campus)
    : m_dark(campus.rackCount(), 0)
{
}

std::vector<std::string> RunSummary::hallsOf(const model::Campus& campus, const std::vector<std::uint32_t>& racks) const
{
    std::vector<std::string> halls;
    std::size_t more = 0;
    for (auto from = racks.begin(); from != racks.end();) {
        const std::uint32_t row = campus.rowOfRack(*from);
        const std::uint32_t hall = row == model::Run::kNone ? row : campus.rows[row].hall;
        const auto outside
            = [&](std::uint32_t rack) { return hall == model::Run::kNone || !campus.halls[hall].racks.contains(rack); };
        const auto to = std::find_if(from + 1, racks.end(), outside);
        if (halls.size() < kMostHalls)
            halls.push_back(hall == model::Run::kNone
                    ? campus.name({model::AssetKind::Rack, *from})
                    : fmt::format("{} {}", campus.name({model::AssetKind::Hall, hall}), to - from));
        else
            ++more;
        from = to;
    }
    if (more > 0)
        halls.push_back(fmt::format("{} more", more));
    return halls;
}

/// What runs is simulated, and says so as every export does.
model::StateCounts RunSummary::states() const
{
    model::StateCounts counts{};
    counts[static_cast<std::size_t>(model::DataState::Simulated)]
        = static_cast<std::uint32_t>(m_dark.size()) - m_planned;
    counts[static_cast<std::size_t>(model::DataState::Planned)] = m_planned;
    return counts;
}

void RunSummary::see(const model::CampusRun& run)
{
    const model::TwinResult& result = run.result();
    std::vector<std::uint32_t> dark, back;
    m_planned = 0;
    for (std::uint32_t r = 0; r < m_dark.size(); ++r) {
        if (!run.twin().isThere(run.twin().power().rackNode(r))) {
            ++m_planned;
            continue;
        }
        const std::uint8_t now = result.rackKw[r] <= 0 ? 1 : 0;
        if (now != m_dark[r])
            (now ? dark : back).push_back(r);
        m_dark[r] = now;
    }
    if (dark.empty() && back.empty())
        return;
    m_changes.push_back({run.timeS(), std::uint32_t(dark.size()), std::uint32_t(back.size()), result.darkRacks,
        hallsOf(run.campus(), dark.empty() ? back : dark)});
}

void RunSummary::write(const model::CampusRun& run, const SimulateOptions& options, std::ostream& out) const
{
    const model::RunTotals& t = run.totals();
    const auto& utility = run.campus().site.utility;
    out << fmt::format("{} ({}), seed {}: {} s from {} s on, in steps of {} s, weather {}\n\n", run.campus().label.en,
        run.campus().key, options.seed, *options.durationS, options.startS, options.stepS, run.weather().name());
    Table table({"", "MWh"});
    table.rule();
    table.add({"Supplied", mwh(t.suppliedKwh)});
    table.add({"IT", mwh(t.itKwh)});
    table.add({"Cooling", mwh(t.coolingKwh)});
    table.add({"Conversion outside racks", mwh(t.lossKwh)});
    if (t.chargingKwh != 0)
        table.add({"Charging", mwh(t.chargingKwh)});
    table.add({"Not served", mwh(t.lostKwh)});
    table.write(out);
    out << fmt::format("\n  PUE {:.4f}, at most {} MW at {} s\n", t.meanPue(), grouped(t.peakKw / 1000, 3), t.peakAtS);
    if (utility.co2KgPerKwh > 0 || utility.costPerKwh > 0)
        out << fmt::format("  {} kg CO2 and {} {}\n", grouped(t.co2Kg), grouped(t.cost), utility.currency);
    if (t.waterL > 0)
        out << fmt::format("  {} m3 of water\n", grouped(t.waterL / 1000));
    out << fmt::format("  Residual: energy {:.1e}; worst of a step: power {:.1e}, heat {:.1e}\n", t.energyResidual(),
        t.worstPowerResidual, t.worstHeatResidual);
    out << fmt::format("  Racks: {}\n", stateCountsWords(states()));
    if (m_changes.empty())
        out << "  No rack went dark\n";
    for (std::size_t i = 0; i < std::min(kMostChanges, m_changes.size()); ++i) {
        const Change& c = m_changes[i];
        out << fmt::format("  By {} s: {} rack{} dark, {} back, {} of {} dark then ({})\n", c.timeS, grouped(c.dark),
            c.dark == 1 ? "" : "s", grouped(c.back), grouped(c.darkNow), grouped(double(m_dark.size())),
            fmt::join(c.halls, ", "));
    }
    if (m_changes.size() > kMostChanges)
        out << fmt::format("  and {} more changes\n", m_changes.size() - kMostChanges);
}

nlohmann::ordered_json RunSummary::json(const model::CampusRun& run) const
{
    const model::RunTotals& t = run.totals();
    nlohmann::ordered_json json = {{"durationS", t.timeS}, {"weather", run.weather().name()},
        {"suppliedMwh", t.suppliedKwh / 1000}, {"itMwh", t.itKwh / 1000}, {"coolingMwh", t.coolingKwh / 1000},
        {"lossMwh", t.lossKwh / 1000}, {"chargingMwh", t.chargingKwh / 1000}, {"lostMwh", t.lostKwh / 1000},
        {"meanPue", t.meanPue()}, {"peakMw", t.peakKw / 1000}, {"peakAtS", t.peakAtS}, {"co2Kg", t.co2Kg},
        {"cost", t.cost}, {"waterL", t.waterL}, {"energyResidual", t.energyResidual()},
        {"worstPowerResidual", t.worstPowerResidual}, {"worstHeatResidual", t.worstHeatResidual}};
    json["racks"] = stateCountsJson(states());
    json["changes"] = nlohmann::ordered_json::array();
    for (const Change& c : m_changes)
        json["changes"].push_back(
            {{"timeS", c.timeS}, {"dark", c.dark}, {"back", c.back}, {"darkNow", c.darkNow}, {"where", c.halls}});
    return json;
}

} // namespace gigahall::app
