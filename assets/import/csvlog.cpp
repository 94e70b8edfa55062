#include "assets/import/csvlog.h"

#include "assets/import/csvjoin.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

namespace gigahall::assets {
namespace {

constexpr double kEpochLike = 1e8; // as in tables
constexpr double kShortestIntervalS = 0.1;

template <typename T>
T median(std::vector<T>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

struct LogTrace::Joining
{
    const model::Campus& campus;
    bool byName;
    model::Metric defaultMetric;
    std::map<std::string, std::vector<MappingRow>> rows; // by key
    CsvProblems& problems;
    std::vector<std::string> unknown; // keys of no asset
    std::map<std::string, std::vector<std::string>> guessedUnits;
    std::vector<model::RecordedTrace::Channel> channels;
};

LogTrace::LogTrace(std::string csvPath)
    : m_path(std::move(csvPath))
{
    m_trace.name = std::filesystem::path(m_path).filename().string();
}

std::uint32_t LogTrace::keyNumber(const Key& key, int line)
{
    std::string all = key.source;
    for (const std::string& part : {key.key, key.unit})
        all.append(1, '\0').append(part);
    all.push_back(key.metric ? static_cast<char>(*key.metric) : '\x7f');
    const auto [found, isNew] = m_numbers.try_emplace(std::move(all), static_cast<std::uint32_t>(m_keys.size()));
    if (isNew)
        m_keys.push_back({key, line});
    return found->second;
}

/// A channel for each metric that the key measures; lines of the mapping share what adds up.
void LogTrace::join(const Measured& measured, Joining& joining) const
{
    const Key& key = measured.key;
    std::map<model::Metric, std::vector<MappingRow>> byMetric;
    if (joining.byName) {
        const model::Metric metric = key.metric.value_or(joining.defaultMetric);
        if (const auto asset = joining.campus.find(key.key))
            byMetric[metric].push_back(
                {measured.line, {}, key.key, *asset, key.key, metric, key.metric.has_value(), std::nullopt});
    } else if (const auto found = joining.rows.find(key.key); found != joining.rows.end()) {
        for (MappingRow row : found->second) {
            if (!key.source.empty() && !row.source.empty() && row.source != key.source)
                continue;
            row.metric = key.metric.value_or(row.metric);
            byMetric[row.metric].push_back(std::move(row));
        }
    }
    if (byMetric.empty())
        joining.unknown.push_back(key.key);
    for (const auto& [metric, rows] : byMetric) {
        model::RecordedTrace::Channel channel{key.key, metric, {}, measured.points};
        for (const MappingRow& row : rows) {
            const auto assets = assetsThatCarry(joining.campus, metric, row.asset);
            if (assets.empty())
                joining.problems.add(measured.line, "key",
                    fmt::format("'{}' can't carry {}; expected a compute rack or something that holds racks",
                        joining.campus.name(row.asset), model::metricInfo(metric).name));
            const auto parts = static_cast<float>(rows.size() * assets.size());
            for (const model::AssetId asset : assets)
                channel.targets.push_back({asset, model::addsUp(metric) ? 1 / parts : 1.0f});
        }
        UnitScale unit;
        if (!key.unit.empty() && !rows.front().unit) {
            const auto known = unitScale(metric, key.unit);
            if (!known)
                joining.problems.add(measured.line, "unit",
                    fmt::format("'{}' is no unit of {}; expected one of {}", key.unit, model::metricInfo(metric).name,
                        knownUnits(metric)));
            unit = known.value_or(UnitScale{});
        } else {
            unit = unitOfKey(rows.front(), joining.guessedUnits);
        }
        for (model::RecordedTrace::Point& point : channel.points)
            point.value = static_cast<float>(double{point.value} * unit.factor + unit.offset);
        joining.channels.push_back(std::move(channel));
    }
}

/// Lines may come in any order; of two at one time the later counts.
void LogTrace::sortPoints(CsvProblems& warnings)
{
    std::size_t doubled = 0;
    for (Measured& measured : m_keys) {
        auto& points = measured.points;
        std::stable_sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.timeS < b.timeS; });
        std::vector<model::RecordedTrace::Point> kept;
        for (const auto& point : points) {
            if (!kept.empty() && kept.back().timeS == point.timeS) {
                kept.back() = point;
                ++doubled;
            } else {
                kept.push_back(point);
            }
        }
        points = std::move(kept);
    }
    if (doubled > 0)
        warnings.add(
            0, "", fmt::format("has {} samples at a time that their key already had: the last counts", doubled));
}

/// Times of the log as a whole, from zero on where they are dates, and how often frames are worth making.
void LogTrace::setTimes()
{
    std::vector<double> steps;
    std::vector<double>& times = m_trace.timesS;
    for (const auto& channel : m_trace.channels) {
        for (std::size_t i = 0; i < channel.points.size(); ++i) {
            times.push_back(channel.points[i].timeS);
            if (i > 0)
                steps.push_back(channel.points[i].timeS - channel.points[i - 1].timeS);
        }
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    m_trace.intervalS = steps.empty() ? 1 : std::max(median(steps), kShortestIntervalS);
    if (times.empty() || times.front() < kEpochLike)
        return;
    m_trace.epochS = times.front();
    for (double& timeS : times)
        timeS -= m_trace.epochS;
    for (auto& channel : m_trace.channels)
        for (auto& point : channel.points)
            point.timeS -= m_trace.epochS;
}

ReplayResult LogTrace::finish(const model::Campus& campus, const std::string& mappingPath, model::Metric defaultMetric,
    double staleAfterS, CsvProblems problems, CsvProblems warnings)
{
    ReplayResult result;
    const auto append = [](std::vector<Problem>& to, std::vector<Problem> more) {
        to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    CsvProblems mappingProblems(mappingPath);
    Joining joining{campus, mappingPath.empty(), defaultMetric, {}, problems, {}, {}, {}};
    if (!mappingPath.empty()) {
        MappingResult mapping = loadMapping(campus, mappingPath, defaultMetric);
        append(result.problems, std::move(mapping.problems));
        append(result.warnings, std::move(mapping.warnings));
        const bool named
            = std::any_of(m_keys.begin(), m_keys.end(), [](const auto& k) { return !k.key.source.empty(); });
        for (MappingRow& row : named ? mapping.rows : rowsOfSource(mapping.rows, m_path, mappingProblems))
            joining.rows[row.key].push_back(row);
    }
    sortPoints(warnings);
    if (result.problems.empty() && problems.empty() && mappingProblems.empty()) {
        for (const Measured& measured : m_keys)
            join(measured, joining);
        if (joining.channels.empty() && problems.empty())
            problems.add(0, "key",
                fmt::format("no key is {}: {}; expected {}",
                    joining.byName ? fmt::format("the name of an asset of campus '{}'", campus.key) : "in the mapping",
                    listedNames(joining.unknown),
                    joining.byName ? "such names, or a mapping of keys to assets" : "keys of this file in it"));
        else if (!joining.unknown.empty())
            warnings.add(0, "key",
                fmt::format(
                    "{} keys are not mapped, so not shown: {}", joining.unknown.size(), listedNames(joining.unknown)));
        for (const auto& [unit, names] : joining.guessedUnits)
            warnings.add(0, "key",
                fmt::format("no unit in the file or the mapping; read as {}: {}", unit.empty() ? "0 to 1" : unit,
                    listedNames(names)));
    }
    m_trace.channels = std::move(joining.channels);
    m_trace.staleAfterS = staleAfterS;
    setTimes();
    append(result.problems, mappingProblems.take());
    append(result.problems, problems.take());
    append(result.warnings, warnings.take());
    if (result.problems.empty())
        result.trace = std::move(m_trace);
    return result;
}

} // namespace gigahall::assets
