#include "assets/import/csvreplay.h"

#include "assets/import/csv.h"
#include "assets/import/csvjoin.h"
#include "assets/import/csvlog.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <set>

namespace gigahall::assets {

namespace {

/// Numbers of this size are seconds since 1970 rather than since the start of a recording.
constexpr double kEpochLike = 1e8;

/// Joins a mapping with the header of a trace, then reads the samples of the columns that are wanted.
class ReplayReader
{
public:
    ReplayReader(const model::Campus& campus, const std::string& csvPath, const std::string& mappingPath,
        model::Metric defaultMetric)
        : m_campus(campus)
        , m_csvPath(csvPath)
        , m_byName(mappingPath.empty())
        , m_defaultMetric(defaultMetric)
        , m_csv(csvPath)
        , m_problems(csvPath)
        , m_warnings(csvPath)
        , m_mappingProblems(mappingPath)
    {
        m_trace.name = std::filesystem::path(csvPath).filename().string();
    }

    ReplayResult read(const MappingResult& mapping)
    {
        if (!m_csv.isOpen())
            m_problems.add(0, "", "can't be opened; expected a CSV with a time column and a column a key");
        else if (readHeader()) {
            makeChannels(m_byName ? rowsByName() : rowsOfSource(mapping.rows, m_csvPath, m_mappingProblems));
            if (m_problems.empty() && m_mappingProblems.empty() && mapping.problems.empty())
                warnUnmapped();
            readSamples();
        }
        if (!m_csv.error().empty())
            m_problems.add(m_csv.line(), "", m_csv.error());
        return finish(mapping);
    }

private:
    struct Wanted
    {
        std::size_t column;
        UnitScale unit;
    };

    bool readHeader()
    {
        std::vector<std::string_view> header;
        if (!m_csv.next(header)) {
            if (m_csv.error().empty())
                m_problems.add(0, "", "is empty; expected a header with a time column and a column a key");
            return false;
        }
        m_names.assign(header.begin(), header.end());
        if (m_names.size() < 2)
            m_problems.add(m_csv.line(), "", "has one column; expected a time column and a column a key");
        for (std::size_t i = 1; i < m_names.size(); ++i) {
            if (m_names[i].empty())
                m_problems.add(m_csv.line(), "", fmt::format("column {} has no name", i + 1));
            else if (const auto [first, isNew] = m_columns.try_emplace(m_names[i], i); !isNew)
                m_problems.add(m_csv.line(), m_names[i],
                    fmt::format(
                        "column appears twice (columns {} and {}); expected unique keys", first->second + 1, i + 1));
        }
        return m_names.size() >= 2;
    }

    /// Columns that are called like assets.
    std::vector<MappingRow> rowsByName()
    {
        std::vector<MappingRow> rows;
        for (std::size_t i = 1; i < m_names.size(); ++i)
            if (const auto asset = m_campus.find(m_names[i]))
                rows.push_back(
                    {m_csv.line(), {}, m_names[i], *asset, m_names[i], m_defaultMetric, false, std::nullopt});
        if (rows.empty())
            m_problems.add(m_csv.line(), "",
                fmt::format("no column is the name of an asset of campus '{}'; expected a mapping (source,key,asset) "
                            "that says what the columns belong to",
                    m_campus.key));
        return rows;
    }

    void makeChannels(const std::vector<MappingRow>& rows)
    {
        // A channel a key and metric: its lines share the value.
        std::map<std::pair<std::string, model::Metric>, std::vector<const MappingRow*>> byKey;
        std::vector<std::pair<std::string, model::Metric>> order;
        for (const MappingRow& row : rows) {
            auto& group = byKey[{row.key, row.metric}];
            if (group.empty())
                order.emplace_back(row.key, row.metric);
            group.push_back(&row);
        }
        for (const auto& key : order)
            makeChannel(byKey[key]);
    }

    void makeChannel(const std::vector<const MappingRow*>& rows)
    {
        const MappingRow& first = *rows.front();
        const model::MetricInfo& info = model::metricInfo(first.metric);
        const auto column = m_columns.find(first.key);
        if (column == m_columns.end()) {
            m_mappingProblems.add(first.line, "key",
                first.key == m_names.front() ? fmt::format("'{}' is the time column of {}", first.key, m_trace.name)
                                             : fmt::format("'{}' is no column of {}", first.key, m_trace.name));
            return;
        }
        model::RecordedTrace::Channel channel{first.key, first.metric, {}};
        for (const MappingRow* row : rows) {
            if (row->unit != first.unit)
                m_mappingProblems.add(row->line, "unit",
                    fmt::format(
                        "'{}' has another unit or scale than in line {}; expected one per key", row->key, first.line));
            const std::vector<model::AssetId> assets = assetsThatCarry(m_campus, row->metric, row->asset);
            if (assets.empty())
                m_mappingProblems.add(row->line, "asset",
                    fmt::format("'{}' can't carry {}; expected a compute rack or something that holds racks",
                        m_campus.name(row->asset), info.name));
            const auto parts = static_cast<float>(rows.size() * assets.size());
            for (const model::AssetId asset : assets)
                channel.targets.push_back({asset, model::addsUp(row->metric) ? 1 / parts : 1.0f});
        }
        m_wanted.push_back({column->second, unitOfKey(first, m_unitless)});
        m_trace.channels.push_back(std::move(channel));
    }

    void warnUnmapped()
    {
        std::set<std::string> mapped;
        for (const auto& channel : m_trace.channels)
            mapped.insert(channel.key);
        std::vector<std::string> unmapped;
        std::copy_if(m_names.begin() + 1, m_names.end(), std::back_inserter(unmapped),
            [&](const std::string& name) { return !mapped.contains(name); });
        if (!unmapped.empty())
            m_warnings.add(1, unmapped.front(), fmt::format("not mapped, so not shown: {}", listedNames(unmapped)));
        for (const auto& [unit, names] : m_unitless)
            m_warnings.add(1, names.front(),
                fmt::format("no unit in the name or the mapping; read as {}: {}", unit.empty() ? "0 to 1" : unit,
                    listedNames(names)));
    }

    void readSamples()
    {
        const double scale = timeScale(m_names.front());
        const bool decimalComma = m_csv.delimiter() == ';';
        bool dates = false;
        std::vector<std::string_view> fields;
        int lastLine = m_csv.line();
        while (m_csv.next(fields)) {
            if (fields.size() != m_names.size()) {
                m_problems.add(m_csv.line(), "",
                    fmt::format("has {} fields; expected {} as in the header", fields.size(), m_names.size()));
                continue;
            }
            const auto time = timeCell(fields.front(), scale, decimalComma);
            if (!time) {
                m_problems.add(m_csv.line(), m_names.front(),
                    fmt::format(
                        "'{}' is no time; expected a number or a date such as 2024-04-07T12:00:00Z", fields.front()));
                continue;
            }
            dates = dates || time->isDate;
            if (!m_trace.timesS.empty() && time->timeS <= m_trace.timesS.back())
                m_problems.add(m_csv.line(), m_names.front(),
                    fmt::format(
                        "time '{}' is not after that of line {}; expected increasing times", fields.front(), lastLine));
            m_trace.timesS.push_back(time->timeS);
            lastLine = m_csv.line();
            readValues(fields, decimalComma);
        }
        if (m_trace.timesS.empty() && m_problems.empty() && m_csv.error().empty())
            m_problems.add(0, "", "has no samples after its header");
        if (!m_trace.timesS.empty() && (dates || m_trace.timesS.front() >= kEpochLike))
            startAtZero();
    }

    void readValues(const std::vector<std::string_view>& fields, bool decimalComma)
    {
        for (const Wanted& wanted : m_wanted) {
            const std::string_view cell = fields[wanted.column];
            float value = std::numeric_limits<float>::quiet_NaN();
            if (const auto number = csvNumber(cell, decimalComma))
                value = static_cast<float>(*number * wanted.unit.factor + wanted.unit.offset);
            else if (!csvMissing(cell))
                m_problems.add(m_csv.line(), m_names[wanted.column],
                    fmt::format("'{}' is no number; expected one, or an empty cell for no reading", cell));
            m_trace.values.push_back(value);
        }
    }

    void startAtZero()
    {
        m_trace.epochS = m_trace.timesS.front();
        for (double& timeS : m_trace.timesS)
            timeS -= m_trace.epochS;
    }

    ReplayResult finish(const MappingResult& mapping)
    {
        ReplayResult result;
        result.problems = mapping.problems;
        result.warnings = mapping.warnings;
        const auto append = [](std::vector<Problem>& to, std::vector<Problem> more) {
            to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        };
        append(result.problems, m_mappingProblems.take());
        append(result.problems, m_problems.take());
        append(result.warnings, m_warnings.take());
        if (result.problems.empty())
            result.trace = std::move(m_trace);
        return result;
    }

    const model::Campus& m_campus;
    std::string m_csvPath;
    bool m_byName;
    model::Metric m_defaultMetric;
    CsvReader m_csv;
    CsvProblems m_problems, m_warnings, m_mappingProblems;
    std::vector<std::string> m_names;
    std::map<std::string, std::size_t> m_columns;
    std::map<std::string, std::vector<std::string>> m_unitless; // unit -> keys
    std::vector<Wanted> m_wanted;
    model::RecordedTrace m_trace;
};

} // namespace

ReplayResult loadReplay(const model::Campus& campus, const std::string& csvPath, const std::string& mappingPath,
    model::Metric defaultMetric)
{
    CsvReader head(csvPath);
    std::vector<std::string_view> header;
    if (head.isOpen() && head.next(header)) {
        if (isTopicHeader(header))
            return loadTopicCsv(campus, csvPath, mappingPath);
        if (isLongHeader(header))
            return loadLongCsv(campus, csvPath, mappingPath, defaultMetric);
    }
    const MappingResult mapping
        = mappingPath.empty() ? MappingResult() : loadMapping(campus, mappingPath, defaultMetric);
    return ReplayReader(campus, csvPath, mappingPath, defaultMetric).read(mapping);
}

} // namespace gigahall::assets
