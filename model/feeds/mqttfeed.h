#pragma once

#include "model/feeds/connection.h"
#include "model/feeds/feed.h"
#include "model/feeds/profile.h"
#include "model/telemetry/keymap.h"

#include <memory>

namespace gigahall::model {

/// Live values of a broker, by the BMS contract of DSX Exchange or by topics of a profile. Subscribes, never publishes.
/// One thread: network, messages and readings; the sink is called from it after each burst of messages.
class MqttFeed : public Feed
{
public:
    /// `profile` of kind MqttBms or MqttTopics. What can't work shows in health() as FeedState::Failed after start().
    MqttFeed(Connection connection, MetricProfile profile, std::shared_ptr<const KeyMap> keys);
    ~MqttFeed() override;

    const std::string& name() const override;
    void start(ReadingSink& sink) override;
    FeedHealth health() const override;
    double intervalS() const override;
    double staleAfterS() const override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gigahall::model
