#include "app/cli/runtable.h"

#include "assets/import/nearmiss.h"
#include "model/simulation/rackreadings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace gigahall::app {
namespace {

using model::CampusRun;
using model::Metric;

constexpr std::array<std::string_view, 4> kLevels{"campus", "phase", "hall", "rack"}; // in the order of RunLevel

const model::EnergyBalance& balance(const CampusRun& run)
{
    return run.result().balance;
}

constexpr std::array kQuantities{
    RunQuantity{"rack.power", "rack.power_kw", Metric::RackPower},
    RunQuantity{"loading", "loading", Metric::Loading},
    RunQuantity{"power.ramp", "power.ramp_kw_per_s", Metric::PowerRamp},
    RunQuantity{"rack.liquidSupplyTemperature", "rack.liquidSupplyTemperature_c", Metric::RackLiquidSupplyTemperature},
    RunQuantity{"rack.liquidReturnTemperature", "rack.liquidReturnTemperature_c", Metric::RackLiquidReturnTemperature},
    RunQuantity{"rack.liquidFlow", "rack.liquidFlow_lpm", Metric::RackLiquidFlow},
    RunQuantity{"gpu.utilization", "gpu.utilization", Metric::GpuUtilization},
    RunQuantity{"gpu.power", "gpu.power_w", Metric::GpuPower},
    RunQuantity{"supplied_kw", "supplied_kw", {}, [](const CampusRun& r) { return balance(r).suppliedKw; }},
    RunQuantity{"it_kw", "it_kw", {}, [](const CampusRun& r) { return balance(r).itKw; }},
    RunQuantity{"compute_kw", "compute_kw", {}, [](const CampusRun& r) { return balance(r).computeKw; }},
    RunQuantity{"support_kw", "support_kw", {}, [](const CampusRun& r) { return balance(r).supportKw; }},
    RunQuantity{"cooling_kw", "cooling_kw", {}, [](const CampusRun& r) { return balance(r).coolingKw; }},
    RunQuantity{"loss_kw", "loss_kw", {}, [](const CampusRun& r) { return balance(r).lossKw; }},
    RunQuantity{"charging_kw", "charging_kw", {}, [](const CampusRun& r) { return balance(r).chargingKw; }},
    RunQuantity{"pue", "pue", {}, [](const CampusRun& r) { return balance(r).pue; }},
    RunQuantity{"heat_in_kw", "heat_in_kw", {}, [](const CampusRun& r) { return balance(r).heatInKw; }},
    RunQuantity{"heat_out_kw", "heat_out_kw", {}, [](const CampusRun& r) { return balance(r).heatOutKw; }},
    RunQuantity{"heat_stored_kw", "heat_stored_kw", {}, [](const CampusRun& r) { return balance(r).heatStoredKw; }},
    RunQuantity{"water_lph", "water_lph", {}, [](const CampusRun& r) { return balance(r).waterLph; }},
    RunQuantity{"co2_kg_per_h", "co2_kg_per_h", {}, [](const CampusRun& r) { return balance(r).co2KgPerH; }},
    RunQuantity{"cost_per_h", "cost_per_h", {}, [](const CampusRun& r) { return balance(r).costPerH; }},
    RunQuantity{"dry_bulb_c", "dry_bulb_c", {}, [](const CampusRun& r) { return r.dryBulbC(); }},
    RunQuantity{"dark_racks", "dark_racks", {}, [](const CampusRun& r) { return double(r.result().darkRacks); }},
    RunQuantity{"hot_racks", "hot_racks", {}, [](const CampusRun& r) { return double(r.result().hotRacks); }},
    RunQuantity{"capped_racks", "capped_racks", {}, [](const CampusRun& r) { return double(r.cappedRacks()); }},
    RunQuantity{"lost_kw", "lost_kw", {}, [](const CampusRun& r) { return r.result().lostKw; }},
    RunQuantity{"stopped_jobs", "stopped_jobs", {}, [](const CampusRun& r) { return double(r.stoppedJobs()); }},
    RunQuantity{"ride_through_s", "ride_through_s", {}, [](const CampusRun& r) { return r.rideThroughS(); }},
    RunQuantity{
        "power_residual", "power_residual", {}, [](const CampusRun& r) { return balance(r).relativePowerResidual(); }},
    RunQuantity{
        "heat_residual", "heat_residual", {}, [](const CampusRun& r) { return balance(r).relativeHeatResidual(); }},
};

constexpr std::array<std::string_view, 16> kOfCampus{"supplied_kw", "it_kw", "cooling_kw", "loss_kw", "charging_kw",
    "pue", "heat_stored_kw", "water_lph", "co2_kg_per_h", "cost_per_h", "dry_bulb_c", "dark_racks", "capped_racks",
    "lost_kw", "power_residual", "heat_residual"};
constexpr std::array<std::string_view, 6> kOfRacks{"rack.power", "loading", "rack.liquidSupplyTemperature",
    "rack.liquidReturnTemperature", "rack.liquidFlow", "gpu.utilization"};

bool isSum(Metric metric)
{
    return metric == Metric::RackPower || metric == Metric::PowerRamp || metric == Metric::RackLiquidFlow;
}

bool isOfGpus(Metric metric)
{
    return metric == Metric::GpuUtilization || metric == Metric::GpuPower;
}

const RunQuantity* find(std::string_view name)
{
    const auto found
        = std::find_if(kQuantities.begin(), kQuantities.end(), [&](const RunQuantity& q) { return q.name == name; });
    return found == kQuantities.end() ? nullptr : &*found;
}

std::vector<std::string_view> offered(RunLevel level)
{
    std::vector<std::string_view> names;
    for (const RunQuantity& quantity : kQuantities)
        if (quantity.metric || level == RunLevel::Campus)
            names.push_back(quantity.name);
    return names;
}

} // namespace

std::string_view runLevelName(RunLevel level)
{
    return kLevels[static_cast<std::size_t>(level)];
}

std::optional<RunLevel> runLevelByName(std::string_view name)
{
    const auto found = std::find(kLevels.begin(), kLevels.end(), name);
    return found == kLevels.end() ? std::nullopt : std::optional(static_cast<RunLevel>(found - kLevels.begin()));
}

RunQuantities chooseQuantities(RunLevel level, const std::vector<std::string>& names, std::string& problem)
{
    problem.clear();
    RunQuantities quantities;
    for (const std::string& name : names) {
        const RunQuantity* quantity = find(name);
        const auto known = offered(level);
        if (!quantity || (!quantity->metric && level != RunLevel::Campus)) {
            problem = fmt::format("\"{}\" {}; expected one or more of {}{}", name,
                quantity ? "is known of the whole campus only (--level campus)" : "is no metric of a run",
                fmt::join(known, ", "), quantity ? std::string() : assets::didYouMean(name, known));
            return {};
        }
        quantities.push_back(quantity);
    }
    if (names.empty() && level == RunLevel::Campus)
        std::transform(kOfCampus.begin(), kOfCampus.end(), std::back_inserter(quantities), find);
    else if (names.empty())
        std::transform(kOfRacks.begin(), kOfRacks.end(), std::back_inserter(quantities), find);
    return quantities;
}

RunTable::RunTable(const model::Campus& campus, RunLevel level, RunQuantities quantities)
    : m_level(level)
    , m_quantities(std::move(quantities))
    , m_plane(campus.rackCount())
{
    const auto add = [&](model::AssetKind kind, std::uint32_t index, const model::Range& racks) {
        m_assets.push_back(campus.name(model::AssetId(kind, index)));
        m_racks.push_back(racks);
    };
    if (level == RunLevel::Campus)
        add(model::AssetKind::Campus, 0, {0, campus.rackCount()});
    for (std::uint32_t i = 0; level == RunLevel::Phase && i < campus.phases.size(); ++i)
        add(model::AssetKind::Phase, i, campus.phases[i].racks);
    for (std::uint32_t i = 0; level == RunLevel::Hall && i < campus.halls.size(); ++i)
        add(model::AssetKind::Hall, i, campus.halls[i].racks);
    for (std::uint32_t i = 0; level == RunLevel::Rack && i < campus.rackCount(); ++i)
        add(model::AssetKind::Rack, i, {i, 1});
    m_values.resize(m_assets.size() * m_quantities.size());
}

void RunTable::read(const CampusRun& run)
{
    for (std::size_t q = 0; q < m_quantities.size(); ++q) {
        if (!m_quantities[q]->metric) {
            m_values[q] = m_quantities[q]->value(run); // of the campus: there is one row
            continue;
        }
        model::readRacks(run, *m_quantities[q]->metric, m_plane);
        rollUp(run.campus(), *m_quantities[q]->metric, q);
    }
}

/// Means over GPUs for what GPUs have, over racks for the rest; only what is known counts.
void RunTable::rollUp(const model::Campus& campus, Metric metric, std::size_t column)
{
    const bool ofGpus = isOfGpus(metric), isMean = !isSum(metric);
    for (std::size_t i = 0; i < m_racks.size(); ++i) {
        double sum = 0, weights = 0;
        for (std::uint32_t r = m_racks[i].first; r < m_racks[i].end(); ++r) {
            if (std::isnan(m_plane[r]))
                continue;
            const double weight = ofGpus ? campus.rackGpus(r) : 1;
            sum += weight * double(m_plane[r]);
            weights += weight;
        }
        m_values[i * m_quantities.size() + column] = weights <= 0 ? std::numeric_limits<double>::quiet_NaN()
            : isMean                                              ? sum / weights
                                                                  : sum;
    }
}

} // namespace gigahall::app
