#include "assets/import/csvjoin.h"

#include "model/telemetry/replaysource.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace gigahall::assets {

using model::AssetId;
using model::AssetKind;

std::vector<MappingRow> rowsOfSource(
    const std::vector<MappingRow>& rows, const std::string& csvPath, CsvProblems& problems)
{
    const std::filesystem::path path(csvPath);
    const std::string stem = path.stem().string(), name = path.filename().string();
    std::vector<MappingRow> ours;
    std::set<std::string> sources;
    for (const MappingRow& row : rows) {
        sources.insert(row.source);
        if (row.source.empty() || row.source == stem || row.source == name)
            ours.push_back(row);
    }
    if (!ours.empty() || rows.empty())
        return ours;
    if (sources.size() == 1)
        return rows;
    problems.add(rows.front().line, "source",
        fmt::format("no line is for this trace; expected source '{}' or '{}'", stem, name));
    return {};
}

std::vector<AssetId> assetsThatCarry(const model::Campus& campus, model::Metric metric, AssetId id)
{
    const std::uint32_t i = id.index();
    switch (id.kind()) {
    case AssetKind::Rack:
        return {id};
    case AssetKind::Tray:
    case AssetKind::Gpu:
        if (model::metricInfo(metric).level == model::MetricLevel::Gpu)
            return {id};
        if (!model::addsUp(metric))
            return {};
        return {{AssetKind::Rack, id.kind() == AssetKind::Tray ? campus.rackOfTray(i) : campus.rackOfGpu(i)}};
    case AssetKind::Row:
    case AssetKind::Hall:
    case AssetKind::Building:
    case AssetKind::Phase:
    case AssetKind::Campus:
        break;
    default:
        return {};
    }
    std::vector<AssetId> all;
    const model::Range racks = campus.racksOf(id);
    for (std::uint32_t r = racks.first; r < racks.end(); ++r)
        all.emplace_back(AssetKind::Rack, r);
    return all;
}

UnitScale unitOfKey(const MappingRow& row, std::map<std::string, std::vector<std::string>>& guessed)
{
    if (row.unit)
        return *row.unit;
    if (const auto named = unitInName(row.metric, row.key))
        return *named;
    const bool power = row.metric == model::Metric::RackPower || row.metric == model::Metric::GpuPower;
    const std::string_view unit = power ? "W" : model::metricInfo(row.metric).unit;
    guessed[std::string(unit)].push_back(row.key);
    return power ? unitScale(row.metric, unit).value_or(UnitScale{}) : UnitScale{};
}

std::string listedNames(const std::vector<std::string>& names)
{
    constexpr std::size_t kShown = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
        text += (i ? ", '" : "'") + names[i] + "'";
    return names.size() > kShown ? fmt::format("{} and {} more", text, names.size() - kShown) : text;
}

} // namespace gigahall::assets
