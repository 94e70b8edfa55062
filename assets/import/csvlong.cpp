#include "assets/import/csv.h"
#include "assets/import/csvlog.h"
#include "assets/import/csvunits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace gigahall::assets {
namespace {

enum Column : std::size_t
{
    Time,
    KeyName,
    Value,
    Source,
    Quality,
    MetricName,
    Unit,
    ColumnCount
};
constexpr std::array<std::string_view, ColumnCount> kColumns{
    "time", "key", "value", "source", "quality", "metric", "unit"};
constexpr std::size_t kRequired = 3;
constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// Which of the columns a name of the header is; times may say their unit: time_ms, "timestamp (s)".
std::size_t columnOf(std::string_view name)
{
    const std::string text = lower(name);
    if (text == "t" || text == "ts" || text.starts_with("time") || text.starts_with("t_"))
        return Time;
    return static_cast<std::size_t>(std::find(kColumns.begin(), kColumns.end(), text) - kColumns.begin());
}

/// Nothing for a word that is none of both.
std::optional<bool> isGood(std::string_view quality)
{
    const std::string text = lower(quality);
    if (text.empty() || text == "good" || text == "ok" || text == "true")
        return true;
    if (text == "bad" || text == "false" || text == "uncertain")
        return false;
    const auto number = csvNumber(text);
    return number ? std::optional(*number == 1) : std::nullopt;
}

class LongReader
{
public:
    explicit LongReader(const std::string& path)
        : m_csv(path)
        , m_log(path)
        , m_problems(path)
        , m_warnings(path)
    {
    }

    ReplayResult read(const model::Campus& campus, const std::string& mappingPath, model::Metric defaultMetric)
    {
        std::vector<std::string_view> fields;
        if (m_csv.next(fields) && readHeader(fields)) {
            while (m_csv.next(fields))
                readLine(fields);
            if (!m_csv.error().empty())
                m_problems.add(m_csv.line(), "", m_csv.error());
            if (m_log.isEmpty() && m_problems.empty())
                m_problems.add(0, "", "has no samples after its header");
        }
        return m_log.finish(campus, mappingPath, defaultMetric, 0, std::move(m_problems), std::move(m_warnings));
    }

private:
    bool readHeader(const std::vector<std::string_view>& header)
    {
        m_width = header.size();
        m_at.fill(kAbsent);
        for (std::size_t i = 0; i < header.size(); ++i) {
            const std::size_t column = columnOf(header[i]);
            if (column == ColumnCount)
                m_warnings.add(m_csv.line(), header[i],
                    "column is not used; known are time, source, key, metric, value, unit and quality");
            else if (m_at[column] != kAbsent)
                m_problems.add(m_csv.line(), header[i], fmt::format("there are two columns of {}", kColumns[column]));
            else
                m_at[column] = i;
        }
        m_timeScale = timeScale(header[m_at[Time]]);
        return m_problems.empty();
    }

    void readLine(const std::vector<std::string_view>& fields)
    {
        if (fields.size() != m_width) {
            m_problems.add(
                m_csv.line(), "", fmt::format("has {} fields; expected {} as in the header", fields.size(), m_width));
            return;
        }
        const auto cell = [&](Column c) { return m_at[c] == kAbsent ? std::string_view() : fields[m_at[c]]; };
        const bool decimalComma = m_csv.delimiter() == ';';
        const std::size_t before = m_problems.count();
        model::RecordedTrace::Point point{0, std::numeric_limits<float>::quiet_NaN()};
        if (const auto time = timeCell(cell(Time), m_timeScale, decimalComma))
            point.timeS = time->timeS;
        else
            m_problems.add(m_csv.line(), "time",
                fmt::format("'{}' is no time; expected a number or a date such as 2024-04-07T12:00:00Z", cell(Time)));
        if (const auto number = csvNumber(cell(Value), decimalComma))
            point.value = static_cast<float>(*number);
        else if (!csvMissing(cell(Value)))
            m_problems.add(m_csv.line(), "value",
                fmt::format("'{}' is no number; expected one, or an empty cell for no reading", cell(Value)));
        const auto good = isGood(cell(Quality));
        if (!good)
            m_problems.add(m_csv.line(), "quality",
                fmt::format("'{}' is no quality; expected 1 or good, else it is bad: 0 or bad", cell(Quality)));
        point.good = good.value_or(false);
        LogTrace::Key key{std::string(cell(Source)), std::string(cell(KeyName)), std::nullopt, std::string(cell(Unit))};
        if (key.key.empty())
            m_problems.add(m_csv.line(), "key", "is empty; expected what was measured");
        if (const std::string_view name = cell(MetricName); !name.empty()) {
            key.metric = model::metricByName(name);
            if (!key.metric)
                m_problems.add(
                    m_csv.line(), "metric", fmt::format("'{}' is no metric; expected e.g. rack.power", name));
        }
        if (m_problems.count() == before)
            m_log.add(m_log.keyNumber(key, m_csv.line()), point);
    }

    CsvReader m_csv;
    LogTrace m_log;
    CsvProblems m_problems, m_warnings;
    std::array<std::size_t, ColumnCount> m_at{};
    std::size_t m_width = 0;
    double m_timeScale = 1;
};

} // namespace

bool isLongHeader(const std::vector<std::string_view>& header)
{
    std::array<bool, ColumnCount + 1> has{};
    for (const std::string_view name : header)
        has[columnOf(name)] = true;
    return std::all_of(has.begin(), has.begin() + kRequired, [](bool there) { return there; });
}

ReplayResult loadLongCsv(const model::Campus& campus, const std::string& csvPath, const std::string& mappingPath,
    model::Metric defaultMetric)
{
    return LongReader(csvPath).read(campus, mappingPath, defaultMetric);
}

} // namespace gigahall::assets
