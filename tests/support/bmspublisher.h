#pragma once

#include "model/campus/campus.h"
#include "model/feeds/profile.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A building management system as DSX Exchange wants one, for tests, the bench and demonstrations. No Qt.
namespace gigahall::tests {

/// One point: a topic behind BMS/v1/PUB/Value/ and BMS/v1/PUB/Metadata/, and its metadata.
struct BmsPoint
{
    std::string topic, metadata;
    model::AssetId asset;
    model::Metric metric = model::Metric::RackPower;
    double typical = 0; ///< value in the unit of the metadata
};

struct BmsShape
{
    bool allRackPoints = false; ///< also those that no metric of ours is about
    bool plant = true; ///< meters of power and CDUs, with what they serve
};
/// Points of a campus, racks first.
std::vector<BmsPoint> bmsPoints(const model::Campus& campus, const BmsShape& shape = {});
/// The payload of a value; NaN becomes null.
std::string bmsValue(double value, double timeS, int quality = 1);
/// Payloads that no reader can use, in turn.
std::string_view brokenBmsValue(std::size_t i);
/// What assets/profiles/dsx-bms.profile.json says of racks, and of meters and CDUs.
model::MetricProfile dsxBmsProfile();

/// A client that publishes. Throws std::runtime_error where it can't.
class BmsPublisher
{
public:
    struct Login
    {
        std::string user, password, caFile;
    };
    BmsPublisher(const std::string& host, std::uint16_t port, const Login& login = {});
    ~BmsPublisher();

    /// Waits while the broker can't take more.
    void publish(std::string_view topic, std::string_view payload, bool retained = false);
    void metadata(std::span<const BmsPoint> points);
    void value(const BmsPoint& point, double value, double timeS, int quality = 1);
    void heartbeat(double timeS);
    /// Metadata of the heartbeat itself.
    static BmsPoint heartbeatPoint();
    /// Until everything is on its way and the broker has answered a last question.
    void flush();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

double nowS(); ///< since 1970

} // namespace gigahall::tests
