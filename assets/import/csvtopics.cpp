#include "assets/import/csv.h"
#include "assets/import/csvlog.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

/// Source of the form: DSX Exchange, dummy-bms ("Dummy BMS Scenario CSV") and schemas/asyncapi/bms/bms.yaml.
namespace gigahall::assets {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kPlaceholder = "{{timestamp_ms}}";
constexpr double kSilenceS = 100; // values come on change and every 100 s

/// "0s", "500ms", "1m30s" as Go writes them, or seconds without a unit.
std::optional<double> duration(std::string_view text)
{
    struct Unit
    {
        std::string_view name;
        double seconds;
    };
    constexpr std::array<Unit, 7> kUnits{
        {{"h", 3600}, {"ms", 1e-3}, {"m", 60}, {"s", 1}, {"us", 1e-6}, {"\xc2\xb5s", 1e-6}, {"ns", 1e-9}}};
    if (const auto seconds = csvNumber(text))
        return *seconds >= 0 ? seconds : std::nullopt;
    double sum = 0;
    while (!text.empty()) {
        const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
        const auto number = csvNumber(text.substr(0, digits));
        text.remove_prefix(digits);
        const auto unit
            = std::find_if(kUnits.begin(), kUnits.end(), [text](const Unit& u) { return text.starts_with(u.name); });
        if (!number || unit == kUnits.end())
            return std::nullopt;
        sum += *number * unit->seconds;
        text.remove_prefix(unit->name.size());
    }
    return sum;
}

std::optional<model::Metric> metricOf(std::string_view pointType)
{
    struct Known
    {
        std::string_view pointType;
        model::Metric metric;
    };
    constexpr std::array<Known, 4> kKnown{{{"RackPower", model::Metric::RackPower},
        {"RackLiquidSupplyTemperature", model::Metric::RackLiquidSupplyTemperature},
        {"RackLiquidReturnTemperature", model::Metric::RackLiquidReturnTemperature},
        {"RackLiquidFlow", model::Metric::RackLiquidFlow}}};
    const auto found
        = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& known) { return known.pointType == pointType; });
    return found == kKnown.end() ? std::nullopt : std::optional(found->metric);
}

std::string textOf(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A topic BMS/v1/PUB/Value|Metadata/objectType/pointType/tagPath: whether it is metadata, and what both have in
/// common.
struct Topic
{
    bool isMetadata;
    std::string point;
};
std::optional<Topic> topicOf(std::string_view text)
{
    constexpr std::string_view kValue = "BMS/v1/PUB/Value/", kMetadata = "BMS/v1/PUB/Metadata/";
    for (const std::string_view start : {kValue, kMetadata})
        if (text.starts_with(start) && std::count(text.begin(), text.end(), '/') >= 6)
            return Topic{start == kMetadata, std::string(text.substr(start.size()))};
    return std::nullopt;
}

class TopicReader
{
public:
    explicit TopicReader(const std::string& path)
        : m_csv(path)
        , m_log(path)
        , m_problems(path)
        , m_warnings(path)
    {
    }

    ReplayResult read(const model::Campus& campus, const std::string& mappingPath)
    {
        std::vector<std::string_view> fields;
        m_csv.next(fields); // the header
        while (m_csv.next(fields)) {
            if (fields.size() == 3)
                readLine(fields[0], fields[1], fields[2]);
            else
                m_problems.add(m_csv.line(), "",
                    fmt::format(
                        "has {} fields; expected offset,topic,payload with the payload in quotes", fields.size()));
        }
        if (!m_csv.error().empty())
            m_problems.add(m_csv.line(), "", m_csv.error());
        if (m_log.isEmpty() && m_problems.empty())
            m_problems.add(0, "",
                "has no value of a rack with metadata before it; expected topics such as "
                "BMS/v1/PUB/Value/Rack/RackPower/...");
        warn();
        return m_log.finish(
            campus, mappingPath, model::Metric::RackPower, kSilenceS, std::move(m_problems), std::move(m_warnings));
    }

private:
    void readLine(std::string_view offset, std::string_view topicText, std::string_view payload)
    {
        const auto timeS = duration(offset);
        if (!timeS) {
            m_problems.add(m_csv.line(), "offset",
                fmt::format("'{}' is no time from the start; expected e.g. 0s, 500ms or 1m30s", offset));
            return;
        }
        if (*timeS < m_lastS)
            m_problems.add(m_csv.line(), "offset",
                fmt::format("{} lies before the line before it; expected times that do not fall", offset));
        m_lastS = std::max(m_lastS, *timeS);
        const auto topic = topicOf(topicText);
        if (!topic) {
            ++m_otherTopics;
            return;
        }
        std::string text(payload);
        for (std::size_t at = text.find(kPlaceholder); at != std::string::npos; at = text.find(kPlaceholder, at))
            text.replace(at, kPlaceholder.size(), fmt::format("{:.0f}", *timeS * 1000));
        const Json json = Json::parse(text, nullptr, false);
        if (!json.is_object())
            m_problems.add(m_csv.line(), "payload", "is no JSON object");
        else if (topic->isMetadata)
            readMetadata(topic->point, json);
        else
            readValue(topic->point, json, *timeS);
    }

    void readMetadata(const std::string& point, const Json& json)
    {
        LogTrace::Key key{
            {}, textOf(json, "rackLocationId"), metricOf(textOf(json, "pointType")), textOf(json, "engUnit")};
        if (key.key.empty() || !key.metric) {
            m_points[point] = kNotShown;
            return;
        }
        m_points[point] = m_log.keyNumber(key, m_csv.line());
    }

    void readValue(const std::string& point, const Json& json, double timeS)
    {
        const auto known = m_points.find(point);
        if (known == m_points.end()) {
            ++m_early;
            return;
        }
        if (known->second == kNotShown) {
            ++m_notShown;
            return;
        }
        const auto value = json.find("value");
        const auto quality = json.find("quality");
        const bool fits = value != json.end() && (value->is_number() || value->is_null())
            && (quality == json.end() || quality->is_number());
        if (!fits) {
            m_problems.add(m_csv.line(), "payload",
                R"(does not fit; expected {"value": number or null, "timestamp": ms, "quality": 1})");
            return;
        }
        const float number = value->is_null() ? std::numeric_limits<float>::quiet_NaN() : value->get<float>();
        m_log.add(known->second, {timeS, number, quality == json.end() || *quality == 1});
    }

    void warn()
    {
        const auto count = [this](std::size_t n, const char* what) {
            if (n > 0)
                m_warnings.add(0, "topic", fmt::format("{} {}", n, what));
        };
        count(m_early, "values came before their metadata and are not shown");
        count(m_notShown, "values are of points that are not drawn, and not shown");
        count(m_otherTopics, "messages are neither values nor metadata of a BMS and not shown");
    }

    static constexpr std::uint32_t kNotShown = 0xffffffffu;

    CsvReader m_csv;
    LogTrace m_log;
    CsvProblems m_problems, m_warnings;
    std::unordered_map<std::string, std::uint32_t> m_points; // topic -> key
    double m_lastS = 0;
    std::size_t m_early = 0, m_notShown = 0, m_otherTopics = 0;
};

} // namespace

bool isTopicHeader(const std::vector<std::string_view>& header)
{
    return header.size() == 3 && header[0] == "offset" && header[1] == "topic" && header[2] == "payload";
}

ReplayResult loadTopicCsv(const model::Campus& campus, const std::string& csvPath, const std::string& mappingPath)
{
    return TopicReader(csvPath).read(campus, mappingPath);
}

} // namespace gigahall::assets
