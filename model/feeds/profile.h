#pragma once

#include "model/telemetry/metric.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gigahall::model {

enum class FeedKind : std::uint8_t
{
    Prometheus,
    MqttBms, ///< DSX Exchange: metadata say what a topic is
    MqttTopics ///< topics and JSON pointers of the profile
};

/// One quantity of a profile: where it is found and what it is.
struct ProfileEntry
{
    Metric metric = Metric::RackPower;
    float scale = 1, offset = 0; ///< value of the metric = offset + scale * value of the source

    /// Prometheus: PromQL that gives one series an asset. `{hall}` stands for a regular expression of the keys of one
    /// hall's racks, where the query is sharded.
    std::string query;
    bool perGpu = false; ///< one series a GPU: only asked for halls in view

    /// MQTT, topics: subscription with + and #; its key is made of the parts that + and # stood for.
    std::string topic;
    std::string pointer; ///< JSON pointer of the value; empty = the payload is a number
    std::string timePointer; ///< of the time; empty = when it came
    double timeScaleS = 1; ///< seconds of one unit of that time

    /// MQTT, BMS: pointType, or objectType/pointType where several have it; and words, apart by spaces, that all must
    /// be in processArea, in any case.
    std::string pointType, processArea;
    std::vector<std::string> units; ///< metadata may name one of these; others are errors, empty = any known

    /// What the key is made of: labels (Prometheus), `{1}` parts (topics) or fields of metadata (BMS) in braces, as in
    /// `{hostname|Hostname}/{gpu}`; the first that is there of several.
    std::string key;
};

/// What a kind of site calls things: data, shipped or written by a user.
struct MetricProfile
{
    std::string name; ///< "dcgm"
    std::string label, source; ///< for people; where names and units are from
    FeedKind kind = FeedKind::Prometheus;
    std::vector<ProfileEntry> entries;
};

} // namespace gigahall::model
