#pragma once

#include "model/feeds/mqttbms.h"
#include "model/feeds/mqtttopics.h"
#include "tests/support/bmspublisher.h"
#include "tests/support/twincampus.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Readers of MQTT messages without a broker, and messages for them.
namespace gigahall::tests {

inline constexpr double kT = 1743620423; // 2025-04-02
inline const std::string kRack = "P01-B1-H1-R01-K01";

inline const std::shared_ptr<const model::Campus>& hall()
{
    static const auto campus = std::make_shared<const model::Campus>(loadCampus("one-hall"));
    return campus;
}

/// A reader and what came out of it.
struct ReaderBench
{
    std::unique_ptr<model::MqttReader> reader;
    model::ReadingBatch batch{*hall()};
    double nowS = kT;

    explicit ReaderBench(std::vector<model::KeyRule> rules = {}, const model::MetricProfile& profile = dsxBmsProfile())
    {
        auto keys = std::make_shared<const model::KeyMap>(hall(), std::move(rules));
        if (profile.kind == model::FeedKind::MqttBms)
            reader = std::make_unique<model::BmsReader>(profile, keys, "bms");
        else
            reader = std::make_unique<model::TopicsReader>(profile, keys, "bms", 100);
        reader->connected(nowS);
    }

    void message(std::string_view topic, std::string_view payload, bool retained = false)
    {
        reader->take({topic, payload, retained, nowS}, batch);
    }
    void metadata(std::string_view point, std::string_view json)
    {
        message("BMS/v1/PUB/Metadata/" + std::string(point), json, true);
    }
    void value(std::string_view point, double v, double timeS, int quality = 1)
    {
        message("BMS/v1/PUB/Value/" + std::string(point), bmsValue(v, timeS, quality));
    }
    std::vector<model::Reading> taken()
    {
        std::vector<model::Reading> out = batch.readings();
        batch.clear();
        return out;
    }
    model::FeedHealth health() const
    {
        model::FeedHealth health;
        health.state = model::FeedState::Up;
        reader->report(health, nowS);
        return health;
    }
    std::string warnings() const
    {
        std::string all;
        for (const std::string& warning : health().warnings)
            all += warning + '\n';
        return all;
    }
};

inline std::string rackMetadata(std::string_view point, std::string_view unit, std::string_view id = kRack)
{
    return R"({"objectType":"Rack","pointType":")" + std::string(point)
        + R"(","rackLocationName":"x","rackLocationId":")" + std::string(id) + R"(","engUnit":")" + std::string(unit)
        + "\"}";
}

inline std::string meterMetadata(std::string_view id, std::string_view serves, std::string_view unit = "kW")
{
    return R"({"objectType":"PowerMeter","pointType":"ActivePower","objectName":"m","objectId":")" + std::string(id)
        + R"(","servesId":[)" + std::string(serves) + R"(],"engUnit":")" + std::string(unit) + "\"}";
}

inline std::string quoted(const std::string& text)
{
    return '"' + text + '"';
}

inline model::AssetId named(const std::string& name)
{
    return hall()->find(name).value();
}

/// Somebody that serves a rack, in one of the graphs.
inline model::AssetId serverOf(const model::ServesGraph& graph, model::AssetId asset)
{
    return graph.serversOf(asset).front().from;
}

inline constexpr const char* kPower = "Rack/RackPower/any/path/at all";

} // namespace gigahall::tests
