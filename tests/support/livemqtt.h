#pragma once

#include "model/feeds/mqttfeed.h"
#include "tests/support/bmspublisher.h"
#include "tests/support/server.h"
#include "tests/support/twincampus.h"

#include <QElapsedTimer>
#include <QStringList>

#include <atomic>
#include <memory>
#include <mutex>
#include <span>

/// An MQTT feed before a real broker.
namespace gigahall::tests {

inline constexpr int kPatienceMs = 20'000;
inline constexpr int kEndMs = 2000; ///< a feed has to end within

inline const std::shared_ptr<const model::Campus>& hall()
{
    static const auto campus = std::make_shared<const model::Campus>(loadCampus("one-hall"));
    return campus;
}

/// Counts, and keeps the newest.
class Sink : public model::ReadingSink
{
public:
    void take(std::span<const model::Reading> readings) override
    {
        const std::lock_guard lock(m_mutex);
        m_newest = readings.back();
        m_count += readings.size();
    }
    std::size_t count() const { return m_count; }
    model::Reading newest() const
    {
        const std::lock_guard lock(m_mutex);
        return m_newest;
    }

private:
    mutable std::mutex m_mutex;
    model::Reading m_newest;
    std::atomic<std::size_t> m_count = 0;
};

/// A feed with its sink; destroying it is timed.
struct Live
{
    Sink sink;
    std::unique_ptr<model::MqttFeed> feed;

    explicit Live(model::Connection connection, model::MetricProfile profile = dsxBmsProfile(),
        std::shared_ptr<const model::Campus> campus = hall())
        : feed(std::make_unique<model::MqttFeed>(
            std::move(connection), std::move(profile), std::make_shared<const model::KeyMap>(std::move(campus))))
    {
        feed->start(sink);
    }
    model::FeedHealth health() const { return feed->health(); }
    bool says(const char* text) const { return health().message.find(text) != std::string::npos; }
    qint64 endMs()
    {
        QElapsedTimer timer;
        timer.start();
        feed.reset();
        return timer.elapsed();
    }
};

inline std::vector<BmsPoint> rackPoints()
{
    return bmsPoints(*hall(), {.allRackPoints = false, .plant = false});
}

inline QByteArray plainConfig(std::uint16_t port)
{
    // Without "user" a broker that root starts becomes somebody who can't read its folder.
    return "listener " + QByteArray::number(port)
        + " 127.0.0.1\nuser root\npersistence false\nallow_anonymous true\nmax_queued_messages 0\n";
}

inline model::Connection connectionTo(const Server& server)
{
    model::Connection connection;
    connection.name = "bms";
    connection.url = "mqtt://127.0.0.1:" + std::to_string(server.port());
    connection.timeoutS = 5;
    return connection;
}
/// `more` is added to the plain settings.
inline std::unique_ptr<Server> makeBroker(const QByteArray& more = {})
{
    auto server = std::make_unique<Server>(
        QStringLiteral("mosquitto"), QStringList{QStringLiteral("-c"), QStringLiteral("%DIR%/m.conf")});
    server->write(QStringLiteral("m.conf"), plainConfig(server->port()) + more);
    return server;
}

} // namespace gigahall::tests
