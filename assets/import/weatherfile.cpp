#include "assets/import/weatherfile.h"

#include "assets/import/csv.h"
#include "assets/import/csvproblems.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <utility>

namespace gigahall::assets {

namespace {

using Fields = std::vector<std::string_view>;

constexpr double kHourS = 3600;
constexpr double kColdestC = -70,
                 kHottestC = 70; // limits of the EPW data dictionary, as is the mark of a missing value
constexpr double kMissingC = 99.9;
constexpr std::string_view kDryBulb = "dry_bulb_c";
constexpr std::string_view kExpectedStart = "expected an EPW file, which starts with LOCATION, or a table with the "
                                            "header hour,dry_bulb_c or time_s,dry_bulb_c";

/// Both formats; which one it is shows in the first field.
class WeatherReader
{
public:
    explicit WeatherReader(const std::string& path)
        : m_path(path)
        , m_csv(path)
        , m_problems(path)
    {
    }

    WeatherResult read()
    {
        Fields first;
        if (!m_csv.isOpen())
            m_problems.add(0, "", fmt::format("can't be opened; {}", kExpectedStart));
        else if (!m_csv.next(first)) {
            if (m_csv.error().empty())
                m_problems.add(0, "", fmt::format("is empty; {}", kExpectedStart));
        } else if (first.front() == "LOCATION")
            readEpw(first);
        else
            readTable(first);
        if (!m_csv.error().empty())
            m_problems.add(m_csv.line(), "", m_csv.error());
        WeatherResult result;
        result.problems = m_problems.take();
        if (result.problems.empty())
            result.weather = model::Weather::series(std::move(m_valuesC), m_stepS, m_name, m_source);
        return result;
    }

private:
    // Columns of an EPW row, from 0.
    static constexpr std::size_t kEpwHour = 3, kEpwDryBulb = 6;

    void add(std::string_view column, std::string what) { m_problems.add(m_csv.line(), column, std::move(what)); }

    /// A row that is not as wide as the first is cut off or shifted: no cell of it can be trusted.
    bool asWideAs(const Fields& fields, std::size_t width, std::string_view what)
    {
        if (fields.size() != width)
            add("", fmt::format("has {} fields; expected {} as in {}", fields.size(), width, what));
        return fields.size() == width;
    }

    void readDryBulb(std::string_view cell, std::string_view column)
    {
        const auto value = csvNumber(cell, m_csv.delimiter() == ';');
        if (csvMissing(cell) || (value && *value >= kMissingC && *value < 100))
            add(column, fmt::format("'{}' marks a missing reading; expected C in every row", cell));
        else if (!value)
            add(column, fmt::format("'{}' is no number; expected C", cell));
        else if (*value <= kColdestC || *value >= kHottestC)
            add(column, fmt::format("{:g} C is no outdoor air; expected {:g} to {:g}", *value, kColdestC, kHottestC));
        m_valuesC.push_back(value.value_or(0));
    }

    void readEpw(const Fields& location)
    {
        nameFrom(location);
        if (!readEpwHeader())
            return;
        Fields fields;
        std::size_t width = 0;
        int expected = 1;
        while (m_csv.next(fields)) {
            if (width == 0 && fields.size() <= kEpwDryBulb)
                add("", fmt::format("has {} fields; expected 35, the seventh being the dry bulb", fields.size()));
            width = width == 0 ? fields.size() : width;
            if (!asWideAs(fields, width, "the first row of data") || fields.size() <= kEpwDryBulb)
                continue;
            const auto hour = csvNumber(fields[kEpwHour]);
            if (hour != expected)
                add("hour", fmt::format("'{}' is out of order; expected {}", fields[kEpwHour], expected));
            expected = hour && *hour >= 1 && *hour < 24 ? static_cast<int>(*hour) + 1 : 1;
            readDryBulb(fields[kEpwDryBulb], "dry bulb");
        }
        constexpr std::size_t kYear = 8760, kLeapYear = 8784;
        if (m_problems.empty() && m_csv.error().empty() && m_valuesC.size() != kYear && m_valuesC.size() != kLeapYear)
            m_problems.add(
                0, "", fmt::format("has {} hours; expected a year of {} or {}", m_valuesC.size(), kYear, kLeapYear));
        if (!m_valuesC.empty())
            std::rotate(m_valuesC.begin(), m_valuesC.end() - 1, m_valuesC.end());
    }

    /// LOCATION,city,state,country,source,WMO number,...
    void nameFrom(const Fields& location)
    {
        const auto field = [&](std::size_t i) { return i < location.size() ? location[i] : std::string_view(); };
        for (const std::string_view part : {field(1), field(2), field(3)})
            if (!csvMissing(part))
                m_name += (m_name.empty() ? "" : ", ") + std::string(part);
        m_source = fmt::format("{}: EPW {}, WMO {}", fileName(), field(4), field(5));
        if (m_name.empty())
            m_name = fileName();
    }

    /// Lines 2 to 8.
    bool readEpwHeader()
    {
        constexpr std::array<std::string_view, 7> kLines{"DESIGN CONDITIONS", "TYPICAL/EXTREME PERIODS",
            "GROUND TEMPERATURES", "HOLIDAYS/DAYLIGHT SAVINGS", "COMMENTS 1", "COMMENTS 2", "DATA PERIODS"};
        Fields fields;
        for (const std::string_view line : kLines) {
            if (!m_csv.next(fields)) {
                if (m_csv.error().empty())
                    m_problems.add(0, "", fmt::format("ends before its header line {}", line));
                return false;
            }
            // Some writers spell DAYLIGHT SAVING or Comments 1: only the last line says where the data starts.
            if (line == kLines.back() && fields.front() != line) {
                add("", fmt::format("starts with '{}'; expected {}, the last of 8 header lines", fields.front(), line));
                return false;
            }
        }
        // DATA PERIODS,number of periods,records an hour,...
        if (fields.size() < 3 || fields[2] != "1") {
            add("", fmt::format("has '{}' records an hour; expected 1", fields.size() < 3 ? "" : fields[2]));
            return false;
        }
        return true;
    }

    void readTable(const Fields& header)
    {
        const auto columnOf = [&](std::string_view name) {
            const auto found = std::find(header.begin(), header.end(), name);
            if (found != header.end() && std::find(found + 1, header.end(), name) != header.end())
                add(name, "column appears twice");
            return static_cast<std::size_t>(found - header.begin());
        };
        const std::size_t width = header.size();
        const std::size_t hours = columnOf("hour"), times = columnOf("time_s"), dryBulb = columnOf(kDryBulb);
        if (dryBulb == width || (hours == width) == (times == width))
            add("", fmt::format("has no such header; {}", kExpectedStart));
        if (!m_problems.empty())
            return;
        m_name = fileName();
        m_source = m_name;
        const bool byHour = times == width;
        m_stepS = byHour ? kHourS : 0;
        Fields fields;
        while (m_csv.next(fields)) {
            if (!asWideAs(fields, width, "the header"))
                continue;
            if (byHour)
                checkHour(fields[hours]);
            else
                checkTime(fields[times]);
            readDryBulb(fields[dryBulb], kDryBulb);
        }
        finishTable(byHour);
    }

    void checkHour(std::string_view cell)
    {
        const auto hour = csvNumber(cell);
        if (hour != m_next)
            add("hour", fmt::format("'{}' is out of order; expected {:g}", cell, m_next));
        m_next = hour.value_or(m_next) + 1; // a gap is one problem, not one in every row after it
    }

    /// The second row sets the step.
    void checkTime(std::string_view cell)
    {
        constexpr double kTolerance = 1e-3; // of a step: times may be rounded
        const auto time = csvNumber(cell, m_csv.delimiter() == ';');
        if (m_valuesC.size() == 1 && time && *time > 0)
            m_next = m_stepS = *time;
        if (!time || !(std::abs(*time - m_next) <= kTolerance * m_stepS) || (m_valuesC.size() == 1 && !(m_stepS > 0)))
            add("time_s", fmt::format("'{}' is not the next time; expected {}", cell, expectedTime()));
        m_next = time.value_or(m_next) + m_stepS;
    }

    std::string expectedTime() const
    {
        return m_valuesC.size() == 1 ? "seconds above 0"
                                     : fmt::format("{:g}, times start at 0 and are evenly spaced", m_next);
    }

    void finishTable(bool byHour)
    {
        constexpr std::size_t kDay = 24;
        if (!m_problems.empty() || !m_csv.error().empty())
            return;
        if (m_valuesC.empty())
            m_problems.add(0, "", "has no rows after its header; expected at least one");
        else if (byHour && m_valuesC.size() > 1 && m_valuesC.size() % kDay != 0)
            m_problems.add(0, "", fmt::format("has {} hours; expected whole days of {}", m_valuesC.size(), kDay));
        if (m_valuesC.size() == 1)
            m_stepS = kHourS;
    }

    std::string fileName() const { return std::filesystem::path(m_path).filename().string(); }

    std::string m_path;
    CsvReader m_csv;
    CsvProblems m_problems;
    std::vector<double> m_valuesC;
    double m_stepS = kHourS;
    double m_next = 0; // hour or time that the next row of a table should have
    std::string m_name, m_source;
};

} // namespace

WeatherResult loadWeather(const std::string& path)
{
    return WeatherReader(path).read();
}

} // namespace gigahall::assets
