#include "app/export/statecounts.h"

#include <nlohmann/json.hpp>

namespace gigahall::app {
namespace {

using Json = nlohmann::ordered_json;

Json countsJson(const model::StateCounts& counts)
{
    Json json = Json::object();
    for (std::size_t s = 0; s < counts.size(); ++s)
        json[std::string(model::dataStateKey(static_cast<model::DataState>(s)))] = counts[s];
    return json;
}

} // namespace

std::string stateCountsText(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric)
{
    const model::MetricInfo& info = model::metricInfo(metric);
    Json json{{"metric", info.name}, {"source", frame.source}, {"racks", countsJson(frame.counts(metric))}};
    if (frame.forkedAtS)
        json["forkedAtS"] = *frame.forkedAtS;
    if (info.level == model::MetricLevel::Gpu)
        json["gpus"] = countsJson(model::gpuStateCounts(campus, frame, metric));
    return json.dump(-1, ' ', true);
}

} // namespace gigahall::app
