#include "app/export/statecounts.h"

#include "app/cli/numbers.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace gigahall::app {

using Json = nlohmann::ordered_json;

Json stateCountsJson(const model::StateCounts& counts)
{
    Json json = Json::object();
    for (std::size_t s = 0; s < counts.size(); ++s)
        json[std::string(model::dataStateKey(static_cast<model::DataState>(s)))] = counts[s];
    return json;
}

std::string stateCountsWords(const model::StateCounts& counts)
{
    std::string words;
    for (std::size_t s = 0; s < counts.size(); ++s)
        if (counts[s] > 0)
            words += fmt::format("{}{} {}", words.empty() ? "" : ", ", grouped(counts[s]),
                model::dataStateKey(static_cast<model::DataState>(s)));
    return words;
}

std::string stateCountsText(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric)
{
    const model::MetricInfo& info = model::metricInfo(metric);
    Json json{{"metric", info.name}, {"source", frame.source}, {"racks", stateCountsJson(frame.counts(metric))}};
    if (frame.forkedAtS)
        json["forkedAtS"] = *frame.forkedAtS;
    if (info.level == model::MetricLevel::Gpu)
        json["gpus"] = stateCountsJson(model::gpuStateCounts(campus, frame, metric));
    return json.dump(-1, ' ', true);
}

} // namespace gigahall::app
