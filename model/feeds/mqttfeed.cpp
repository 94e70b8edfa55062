#include "model/feeds/mqttfeed.h"

#include "model/feeds/mqttbms.h"
#include "model/feeds/mqttclient.h"
#include "model/feeds/mqtttopic.h"
#include "model/feeds/mqtttopics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <thread>

namespace gigahall::model {
namespace {

constexpr std::size_t kMostReadings = 2048; ///< handed over at once
constexpr double kHealthS = 0.2;
constexpr std::size_t kRateS = 10;
/// Values come every so often at the latest; what comes in time may still be late on its way.
constexpr double kWayS = 5;

double sinceEpochS()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string profileMistake(const MetricProfile& profile)
{
    if (profile.kind != FeedKind::MqttBms && profile.kind != FeedKind::MqttTopics)
        return fmt::format("the profile {} is not for MQTT", profile.name);
    if (profile.entries.empty() || profile.entries.size() > std::numeric_limits<std::uint16_t>::max())
        return fmt::format("the profile {} has {} entries", profile.name, profile.entries.size());
    for (std::size_t i = 0; i < profile.entries.size(); ++i) {
        const ProfileEntry& entry = profile.entries[i];
        const std::string mistake = profile.kind == FeedKind::MqttTopics ? filterMistake(entry.topic)
            : entry.pointType.empty()                                    ? "pointType is missing"
                                                                         : "";
        if (!mistake.empty() || entry.key.empty())
            return fmt::format(
                "entry {} of the profile {}: {}", i + 1, profile.name, mistake.empty() ? "key is missing" : mistake);
    }
    return {};
}

std::unique_ptr<MqttReader> makeReader(
    const MetricProfile& profile, std::shared_ptr<const KeyMap> keys, const std::string& source, double staleAfterS)
{
    if (profile.kind == FeedKind::MqttBms)
        return std::make_unique<BmsReader>(profile, std::move(keys), source);
    return std::make_unique<TopicsReader>(profile, std::move(keys), source, staleAfterS);
}

double staleAfter(const Connection& connection, const MetricProfile& profile)
{
    constexpr double kMissed = 3; // intervals
    const bool own = profile.kind != FeedKind::MqttBms && connection.intervalS > 0;
    return own ? kMissed * connection.intervalS : BmsReader::kSilenceS + kWayS;
}

} // namespace

class MqttFeed::Impl : public MqttListener
{
public:
    Impl(Connection connection, MetricProfile profile, std::shared_ptr<const KeyMap> keys)
        : m_connection(std::move(connection))
        , m_profile(std::move(profile))
        , m_staleAfterS(staleAfter(m_connection, m_profile))
        , m_batch(keys->campus())
        , m_reader(makeReader(m_profile, std::move(keys), m_connection.name, m_staleAfterS))
    {
    }

    void start(ReadingSink& sink)
    {
        if (m_thread.joinable())
            return;
        m_sink = &sink;
        if (const std::string mistake = profileMistake(m_profile); !mistake.empty())
            return stateChanged(FeedState::Failed, mistake);
        stateChanged(FeedState::Connecting, {});
        m_thread = std::jthread([this](std::stop_token stop) { MqttClient(m_connection, *this).run(std::move(stop)); });
    }

    FeedHealth health() const
    {
        const std::lock_guard lock(m_mutex);
        return m_health;
    }

    const Connection& connection() const { return m_connection; }
    double staleAfterS() const { return m_staleAfterS; }

private:
    void stateChanged(FeedState state, std::string message) override
    {
        m_state = state;
        m_message = std::move(message);
        publishHealth(sinceEpochS());
    }

    void connected(double nowS) override { m_reader->connected(nowS); }

    void take(const MqttMessage& message) override
    {
        m_reader->take(message, m_batch);
        if (m_batch.readings().size() >= kMostReadings)
            flush();
    }

    void flush()
    {
        if (!m_batch.readings().empty())
            m_sink->take(m_batch.readings());
        m_batch.clear();
    }

    void pause(double nowS) override
    {
        flush();
        m_reader->tick(nowS);
        if (!(std::abs(nowS - m_healthS) < kHealthS))
            publishHealth(nowS);
    }

    const std::vector<std::string>& subscriptions() const override { return m_reader->subscriptions(); }

    std::vector<std::string> missing(double nowS, std::size_t most) override { return m_reader->missing(nowS, most); }

    /// Values of each of the last ten whole seconds.
    void countRate(double nowS)
    {
        m_rateS = std::min(m_rateS, nowS); // should our clock be put back
        for (; nowS - m_rateS >= 1; m_rateS = nowS - m_rateS > double(kRateS) ? nowS : m_rateS + 1) {
            m_perSecond[m_second++ % kRateS] = m_batch.values() - m_counted;
            m_counted = m_batch.values();
        }
    }

    void publishHealth(double nowS)
    {
        m_healthS = nowS;
        countRate(nowS);
        FeedHealth health;
        health.state = m_state;
        health.message = m_message;
        m_reader->report(health, nowS);
        health.values = m_batch.values();
        health.newestS = m_batch.newestS();
        health.matchedRacks = m_batch.matchedRacks();
        health.matchedPlant = m_batch.matchedPlant();
        const auto seconds = double(std::clamp<std::size_t>(m_second, 1, kRateS));
        health.valuesPerS = double(std::accumulate(m_perSecond.begin(), m_perSecond.end(), std::uint64_t(0))) / seconds;
        const std::lock_guard lock(m_mutex);
        m_health = std::move(health);
    }

    Connection m_connection;
    MetricProfile m_profile;
    double m_staleAfterS;
    ReadingBatch m_batch;
    std::unique_ptr<MqttReader> m_reader;
    ReadingSink* m_sink = nullptr;
    FeedState m_state = FeedState::Off;
    std::string m_message;
    double m_healthS = 0;
    std::array<std::uint64_t, kRateS> m_perSecond{};
    std::size_t m_second = 0;
    std::uint64_t m_counted = 0;
    double m_rateS = sinceEpochS();

    mutable std::mutex m_mutex;
    FeedHealth m_health; // of m_mutex
    std::jthread m_thread; // last: ends before what it uses
};

MqttFeed::MqttFeed(Connection connection, MetricProfile profile, std::shared_ptr<const KeyMap> keys)
    : m_impl(std::make_unique<Impl>(std::move(connection), std::move(profile), std::move(keys)))
{
}
MqttFeed::~MqttFeed() = default;

const std::string& MqttFeed::name() const
{
    return m_impl->connection().name;
}

void MqttFeed::start(ReadingSink& sink)
{
    m_impl->start(sink);
}

FeedHealth MqttFeed::health() const
{
    return m_impl->health();
}

double MqttFeed::intervalS() const
{
    return m_impl->connection().intervalS > 0 ? m_impl->connection().intervalS : 1;
}

double MqttFeed::staleAfterS() const
{
    return m_impl->staleAfterS();
}

} // namespace gigahall::model
