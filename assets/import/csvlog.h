#pragma once

#include "assets/import/csvproblems.h"
#include "assets/import/csvreplay.h"
#include "model/campus/campus.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gigahall::assets {

/// Collects the samples of a log, in which every line is one, and joins their keys with the campus.
class LogTrace
{
public:
    explicit LogTrace(std::string csvPath);

    /// What a line measures. Empty metric or unit: as the mapping says, else by default.
    struct Key
    {
        std::string source, key;
        std::optional<model::Metric> metric;
        std::string unit;
    };
    /// The number of a key, for add(); `line` is the first that has it.
    std::uint32_t keyNumber(const Key& key, int line);
    void add(std::uint32_t key, const model::RecordedTrace::Point& point)
    {
        m_keys[key].points.push_back(point);
        ++m_samples;
    }
    bool isEmpty() const { return m_samples == 0; }

    /// Without a mapping, keys are names of assets.
    ReplayResult finish(const model::Campus& campus, const std::string& mappingPath, model::Metric defaultMetric,
        double staleAfterS, CsvProblems problems, CsvProblems warnings);

private:
    struct Measured
    {
        Key key;
        int line;
        std::vector<model::RecordedTrace::Point> points{};
    };
    struct Joining;

    void join(const Measured& measured, Joining& joining) const;
    void sortPoints(CsvProblems& warnings);
    void setTimes();

    std::string m_path;
    std::vector<Measured> m_keys;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::size_t m_samples = 0;
    model::RecordedTrace m_trace;
};

/// time,key,value in any order of columns, with source, quality, metric and unit where there are such columns.
bool isLongHeader(const std::vector<std::string_view>& header);
ReplayResult loadLongCsv(const model::Campus& campus, const std::string& csvPath, const std::string& mappingPath,
    model::Metric defaultMetric);

/// offset,topic,payload of DSX Exchange: what an MQTT broker was told, and when.
bool isTopicHeader(const std::vector<std::string_view>& header);
ReplayResult loadTopicCsv(const model::Campus& campus, const std::string& csvPath, const std::string& mappingPath);

} // namespace gigahall::assets
