#pragma once

#include "model/feeds/connection.h"
#include "model/feeds/feed.h"
#include "model/feeds/mqttreader.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace gigahall::model {

/// Who is told what a client hears, in the client's thread.
class MqttListener
{
public:
    virtual ~MqttListener() = default;
    virtual void stateChanged(FeedState state, std::string message) = 0;
    virtual void connected(double nowS) = 0; ///< anew
    virtual void take(const MqttMessage& message) = 0;
    /// All that had arrived was handed over; at least once a second as well.
    virtual void pause(double nowS) = 0;
    /// Grows at the end; what is new is subscribed to after each pause().
    virtual const std::vector<std::string>& subscriptions() const = 0;
    /// Topics whose retained message is asked for once more.
    virtual std::vector<std::string> missing(double nowS, std::size_t most) = 0;
};

/// A subscriber to a broker by MQTT 3.1.1, without will, session or anything published. Comes up again by itself, with
/// growing pauses up to half a minute.
class MqttClient
{
public:
    MqttClient(Connection connection, MqttListener& listener);
    ~MqttClient();

    /// Works until asked to stop, and then ends within a fraction of a second, whatever the broker does.
    void run(std::stop_token stop);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gigahall::model
