#include "tests/support/bmspublisher.h"

#include <fmt/format.h>
#include <mosquitto.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <stdexcept>

namespace gigahall::tests {
namespace {

using Json = nlohmann::ordered_json;
using model::AssetId;
using model::AssetKind;
using model::Campus;
using model::Metric;

constexpr std::string_view kValues = "BMS/v1/PUB/Value/", kMetadata = "BMS/v1/PUB/Metadata/";

/// What a vendor might make of a name: anything, as long as it is unique.
std::string tagPath(std::string name, std::string_view sensor)
{
    std::replace(name.begin(), name.end(), '-', '/');
    return fmt::format("site1/{}/{}", name, sensor);
}

Json stateText(std::string_view off, std::string_view on)
{
    return {{{"value", 0}, {"text", off}}, {{"value", 1}, {"text", on}}};
}

void addRack(std::vector<BmsPoint>& out, const Campus& campus, std::uint32_t rack, bool all)
{
    const AssetId id(AssetKind::Rack, rack);
    const std::string name = campus.name(id);
    const model::AssetType& type = campus.rackType(rack);
    const auto add = [&](std::string_view point, Metric metric, double typical, const Json& extra) {
        Json json
            = {{"objectType", "Rack"}, {"pointType", point}, {"rackLocationName", name}, {"rackLocationId", name}};
        json.update(extra);
        out.push_back({fmt::format("Rack/{}/{}", point, tagPath(name, "x")), json.dump(), id, metric, typical});
    };
    add("RackPower", Metric::RackPower, 0.8 * type.ratedKw, {{"engUnit", "kW"}});
    add("RackLiquidSupplyTemperature", Metric::RackLiquidSupplyTemperature, type.liquidSupplyC, {{"engUnit", "C"}});
    add("RackLiquidReturnTemperature", Metric::RackLiquidReturnTemperature, type.liquidSupplyC + type.liquidRiseK,
        {{"engUnit", "C"}});
    add("RackLiquidFlow", Metric::RackLiquidFlow, 1.4 * type.ratedKw, {{"engUnit", "LPM"}});
    if (!all)
        return;
    add("RackLiquidDifferentialPressure", Metric::Count, 60, {{"engUnit", "kPa"}});
    add("RackControlValvePosition", Metric::Count, 55, {{"engUnit", "%"}});
    add("RackLeakDetect", Metric::Count, 0, {{"stateText", stateText("NoLeak", "Leak")}});
    add("RackLeakSensorFault", Metric::Count, 0, {{"stateText", stateText("NoFault", "Fault")}});
    add("RackLiquidIsolationStatus", Metric::Count, 0, {{"stateText", stateText("NotIsolated", "Isolated")}});
    add("RackElectricalIsolationStatus", Metric::Count, 0, {{"stateText", stateText("NotIsolated", "Isolated")}});
}

Json namesServed(const Campus& campus, const model::ServesGraph& graph, AssetId id)
{
    Json names = Json::array();
    for (const model::ServesGraph::Edge& edge : graph.servedBy(id))
        names.push_back(campus.name(edge.to));
    return names;
}

void addPlant(std::vector<BmsPoint>& out, const Campus& campus, std::uint32_t plant)
{
    const AssetId id(AssetKind::Plant, plant);
    const std::string name = campus.name(id);
    const model::AssetType& type = campus.types[campus.runs[campus.plantRun[plant]].type];
    const auto add = [&](std::string_view object, std::string_view point, std::string_view sensor, Metric metric,
                         double typical, const Json& extra) {
        Json json = {{"objectType", object}, {"pointType", point}, {"objectName", name}, {"objectId", name}};
        json.update(extra);
        out.push_back(
            {fmt::format("{}/{}/{}", object, point, tagPath(name, sensor)), json.dump(), id, metric, typical});
    };
    if (const Json served = namesServed(campus, campus.power, id); !served.empty())
        add("PowerMeter", "ActivePower", "kw", Metric::RackPower, 0.6 * type.ratedKw,
            {{"engUnit", "kW"}, {"servesId", served}});
    if (type.category != "cdu")
        return;
    const Json served = namesServed(campus, campus.coolant, id);
    add("CDU", "LiquidTemperature", "t1", Metric::RackLiquidSupplyTemperature, 40,
        {{"engUnit", "C"}, {"processArea", {"Secondary", "Supply"}}, {"servesId", served}});
    add("CDU", "LiquidTemperature", "t2", Metric::RackLiquidReturnTemperature, 50,
        {{"engUnit", "C"}, {"processArea", {"Secondary", "Return"}}, {"servesId", served}});
    add("CDU", "LiquidFlow", "f1", Metric::RackLiquidFlow, 100,
        {{"engUnit", "m3/h"}, {"processArea", {"Secondary"}}, {"servesId", served}});
}

model::ProfileEntry entry(
    Metric metric, std::string pointType, std::string processArea, std::vector<std::string> units, std::string key)
{
    model::ProfileEntry e;
    e.metric = metric;
    e.pointType = std::move(pointType);
    e.processArea = std::move(processArea);
    e.units = std::move(units);
    e.key = std::move(key);
    return e;
}

} // namespace

std::vector<BmsPoint> bmsPoints(const Campus& campus, const BmsShape& shape)
{
    std::vector<BmsPoint> out;
    for (std::uint32_t rack = 0; rack < campus.rackCount(); ++rack)
        addRack(out, campus, rack, shape.allRackPoints);
    for (std::uint32_t plant = 0; shape.plant && plant < campus.plantCount(); ++plant)
        addPlant(out, campus, plant);
    return out;
}

std::string bmsValue(double value, double timeS, int quality)
{
    return fmt::format(R"({{"value": {}, "timestamp": {:.0f}, "quality": {}}})",
        std::isnan(value) ? "null" : fmt::format("{:.6g}", value), timeS * 1000, quality);
}

std::string_view brokenBmsValue(std::size_t i)
{
    static constexpr std::array<std::string_view, 10> kBroken
        = {R"({"value": 12.)", R"({"value": NaN, "timestamp": 1, "quality": 1})",
            R"({"value": 1e999, "timestamp": 1743620423000, "quality": 1})", "", "[]",
            R"({"value": "12", "timestamp": 1743620423000, "quality": 1})",
            R"({"value": 12, "timestamp": "now", "quality": 1})", R"({"value": 12, "timestamp": 1743620423000})",
            "\xff\xfe", R"({"value": 12, "timestamp": -5, "quality": 1})"};
    return kBroken[i % kBroken.size()];
}

model::MetricProfile dsxBmsProfile()
{
    const std::string rack = "{rackLocationId}", plant = "{objectId|associateId}";
    return {.name = "dsx-bms",
        .label = "DSX",
        .source = {},
        .kind = model::FeedKind::MqttBms,
        .entries = {entry(Metric::RackPower, "Rack/RackPower", {}, {"kW"}, rack),
            entry(Metric::RackLiquidSupplyTemperature, "Rack/RackLiquidSupplyTemperature", {}, {"C"}, rack),
            entry(Metric::RackLiquidReturnTemperature, "Rack/RackLiquidReturnTemperature", {}, {"C"}, rack),
            entry(Metric::RackLiquidFlow, "Rack/RackLiquidFlow", {}, {"LPM"}, rack),
            entry(Metric::RackPower, "PowerMeter/ActivePower", {}, {"W", "kW", "MW"}, "{objectId}"),
            entry(Metric::RackLiquidSupplyTemperature, "CDU/LiquidTemperature", "Secondary Supply", {"C"}, plant),
            entry(Metric::RackLiquidReturnTemperature, "CDU/LiquidTemperature", "Secondary Return", {"C"}, plant),
            entry(Metric::RackLiquidFlow, "CDU/LiquidFlow", "Secondary", {"LPM", "m3/h", "GPM"}, plant)}};
}

class BmsPublisher::Impl
{
public:
    Impl(const std::string& host, std::uint16_t port, const Login& login)
    {
        mosquitto_lib_init();
        m_client.reset(mosquitto_new(nullptr, true, this));
        mosquitto* m = m_client.get();
        mosquitto_connect_callback_set(
            m, [](mosquitto*, void* self, int code) { static_cast<Impl*>(self)->m_welcome = code == 0; });
        mosquitto_publish_callback_set(
            m, [](mosquitto*, void* self, int id) { static_cast<Impl*>(self)->m_arrived = id; });
        if (!login.user.empty())
            mosquitto_username_pw_set(m, login.user.c_str(), login.password.c_str());
        if (!login.caFile.empty())
            mosquitto_tls_set(m, login.caFile.c_str(), nullptr, nullptr, nullptr, nullptr);
        check(mosquitto_connect(m, host.c_str(), port, 60));
        waitFor([this] { return m_welcome; });
    }

    void publish(std::string_view topic, std::string_view payload, bool retained)
    {
        constexpr int kTurn = 256; // messages between two looks at what the broker says
        m_topic = topic; // the library wants a terminated text
        check(mosquitto_publish(
            m_client.get(), nullptr, m_topic.c_str(), int(payload.size()), payload.data(), 0, retained));
        while (mosquitto_want_write(m_client.get()) || ++m_sinceTurn >= kTurn) {
            check(mosquitto_loop(m_client.get(), mosquitto_want_write(m_client.get()) ? 10 : 0, 1));
            m_sinceTurn = 0;
        }
    }

    void flush()
    {
        // The answer to a message with QoS 1 comes after all that went before it.
        int id = 0;
        check(mosquitto_publish(m_client.get(), &id, "gigahall-tests/flush", 0, nullptr, 1, false));
        waitFor([&] { return m_arrived == id; });
    }

private:
    struct Destroy
    {
        void operator()(mosquitto* m) const { mosquitto_destroy(m); }
    };

    static void check(int rc)
    {
        if (rc != MOSQ_ERR_SUCCESS)
            throw std::runtime_error(fmt::format("the publisher: {}", mosquitto_strerror(rc)));
    }

    template <typename Condition>
    void waitFor(Condition condition)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!condition()) {
            check(mosquitto_loop(m_client.get(), 100, 1));
            if (std::chrono::steady_clock::now() > until)
                throw std::runtime_error("the publisher: the broker does not answer");
        }
    }

    std::unique_ptr<mosquitto, Destroy> m_client;
    std::string m_topic;
    int m_sinceTurn = 0, m_arrived = 0;
    bool m_welcome = false;
};

BmsPublisher::BmsPublisher(const std::string& host, std::uint16_t port, const Login& login)
    : m_impl(std::make_unique<Impl>(host, port, login))
{
}
BmsPublisher::~BmsPublisher() = default;

void BmsPublisher::publish(std::string_view topic, std::string_view payload, bool retained)
{
    m_impl->publish(topic, payload, retained);
}

void BmsPublisher::metadata(std::span<const BmsPoint> points)
{
    for (const BmsPoint& point : points)
        publish(std::string(kMetadata) + point.topic, point.metadata, true);
}

void BmsPublisher::value(const BmsPoint& point, double value, double timeS, int quality)
{
    publish(std::string(kValues) + point.topic, bmsValue(value, timeS, quality));
}

BmsPoint BmsPublisher::heartbeatPoint()
{
    return {.topic = "System/HeartbeatTimestampBms/site1/bms",
        .metadata = Json{{"objectType", "System"}, {"pointType", "HeartbeatTimestampBms"}, {"objectName", "BMS"},
            {"objectId",
                "BMS"}}.dump()};
}

void BmsPublisher::heartbeat(double timeS)
{
    publish(std::string(kValues) + heartbeatPoint().topic,
        fmt::format(R"({{"value": {:.0f}, "timestamp": {:.0f}, "quality": 1}})", timeS * 1000, timeS * 1000));
}

void BmsPublisher::flush()
{
    m_impl->flush();
}

double nowS()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace gigahall::tests
