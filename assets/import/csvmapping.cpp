#include "assets/import/csvmapping.h"

#include "assets/import/csvheader.h"
#include "model/telemetry/keypattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace gigahall::assets {

namespace {

enum Column : std::size_t
{
    Source,
    Key,
    Asset,
    MetricName,
    Unit,
    Scale,
    ColumnCount
};
constexpr std::array<std::string_view, ColumnCount> kColumns{"source", "key", "asset", "metric", "unit", "scale"};
constexpr std::array<std::size_t, 3> kRequired{Source, Key, Asset};

std::string metricNames()
{
    std::string names;
    for (const model::MetricInfo& info : model::allMetrics())
        names += (names.empty() ? "" : ", ") + std::string(info.name);
    return names;
}

class MappingReader
{
public:
    MappingReader(const model::Campus& campus, const std::string& path, std::optional<model::Metric> defaultMetric)
        : m_campus(campus)
        , m_defaultMetric(defaultMetric)
        , m_csv(path)
        , m_problems(path)
        , m_warnings(path)
    {
    }

    MappingResult read()
    {
        if (!m_csv.isOpen())
            m_problems.add(0, "", "can't be opened; expected a mapping with the header source,key,asset");
        else if (m_header.read(m_csv, m_problems, m_warnings))
            readRows();
        if (!m_csv.error().empty())
            m_problems.add(m_csv.line(), "", m_csv.error());
        MappingResult result;
        result.problems = m_problems.take();
        result.warnings = m_warnings.take();
        if (result.problems.empty())
            result.rows = std::move(m_rows);
        return result;
    }

private:
    void readRows()
    {
        std::vector<std::string_view> fields;
        while (m_csv.next(fields)) {
            if (fields.size() != m_header.width())
                m_problems.add(m_csv.line(), "",
                    fmt::format("has {} fields; expected {} as in the header", fields.size(), m_header.width()));
            else
                readRow(fields);
        }
        if (m_rows.empty() && m_problems.empty() && m_csv.error().empty())
            m_problems.add(0, "", "has no line after its header; expected at least one source,key,asset");
    }

    void readRow(const std::vector<std::string_view>& fields)
    {
        const auto cell = [&](Column c) { return m_header.cell(fields, c); };
        const std::size_t before = m_problems.count();
        MappingRow row;
        row.line = m_csv.line();
        row.source = cell(Source);
        row.key = cell(Key);
        row.metric = m_defaultMetric.value_or(row.metric);
        row.assetText = cell(Asset);
        if (row.key.empty())
            m_problems.add(row.line, "key", "is empty; expected the name of a column or series");
        if (model::isPattern(row.key))
            checkPattern(row);
        else if (const auto asset = m_campus.find(cell(Asset)))
            row.asset = *asset;
        else
            m_problems.add(row.line, "asset",
                fmt::format("'{}' is no asset of campus '{}'; expected a name such as '{}'", cell(Asset), m_campus.key,
                    m_campus.rackCount() > 0 ? m_campus.name({model::AssetKind::Rack, 0}) : m_campus.key));
        if (const std::string_view name = cell(MetricName); !name.empty()) {
            row.hasMetric = true;
            if (const auto metric = model::metricByName(name))
                row.metric = *metric;
            else
                m_problems.add(
                    row.line, "metric", fmt::format("'{}' is no metric; expected one of {}", name, metricNames()));
        }
        readUnit(row, cell(Unit), cell(Scale));
        if (m_problems.count() == before)
            keep(std::move(row));
    }

    void checkPattern(const MappingRow& row)
    {
        if (m_defaultMetric)
            m_problems.add(row.line, "key",
                fmt::format("'{}' is a pattern, which a trace can't have; expected the name of a column", row.key));
        else if (const std::string mistake = model::patternMistake(row.key, row.assetText); !mistake.empty())
            m_problems.add(row.line, "asset", fmt::format("'{}': {}", row.assetText, mistake));
    }

    void readUnit(MappingRow& row, std::string_view unit, std::string_view scale)
    {
        if (!unit.empty()) {
            row.unit = unitScale(row.metric, unit);
            if (!row.unit)
                m_problems.add(row.line, "unit",
                    fmt::format("'{}' is no unit of {}; expected one of {}", unit, model::metricInfo(row.metric).name,
                        knownUnits(row.metric)));
        }
        if (scale.empty())
            return;
        const auto factor = csvNumber(scale, m_csv.delimiter() == ';');
        if (!factor) {
            m_problems.add(row.line, "scale", fmt::format("'{}' is no number; expected a factor such as 0.001", scale));
            return;
        }
        // Without a unit the factor leads straight to the metric's own unit.
        const UnitScale base = row.unit.value_or(UnitScale{});
        row.unit = UnitScale{base.factor * *factor, base.offset};
    }

    void keep(MappingRow row)
    {
        const auto [first, isNew] = m_seen.try_emplace({row.source, row.key, row.assetText, row.metric}, row.line);
        if (!isNew)
            m_problems.add(row.line, "key",
                fmt::format(
                    "'{}' is mapped to the same asset as in line {}; expected each pair once", row.key, first->second));
        else
            m_rows.push_back(std::move(row));
    }

    const model::Campus& m_campus;
    std::optional<model::Metric> m_defaultMetric; ///< none: rules for live sources
    CsvReader m_csv;
    CsvProblems m_problems, m_warnings;
    CsvHeader m_header{kColumns, kRequired, "the header source,key,asset"};
    std::vector<MappingRow> m_rows;
    std::map<std::tuple<std::string, std::string, std::string, model::Metric>, int> m_seen;
};

} // namespace

MappingResult loadMapping(const model::Campus& campus, const std::string& path, model::Metric defaultMetric)
{
    return MappingReader(campus, path, defaultMetric).read();
}

KeyRulesResult loadKeyRules(const model::Campus& campus, const std::string& path)
{
    MappingResult mapping = MappingReader(campus, path, std::nullopt).read();
    KeyRulesResult result{{}, std::move(mapping.problems), std::move(mapping.warnings)};
    for (MappingRow& row : mapping.rows) {
        const UnitScale scale = row.unit.value_or(UnitScale{});
        result.rules.push_back({std::move(row.source), std::move(row.key), std::move(row.assetText),
            row.hasMetric ? std::optional(row.metric) : std::nullopt, float(scale.factor), float(scale.offset),
            row.line});
    }
    return result;
}

} // namespace gigahall::assets
