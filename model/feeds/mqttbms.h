#pragma once

#include "model/feeds/mqttmetadata.h"
#include "model/feeds/mqttpoints.h"
#include "model/feeds/mqttreader.h"
#include "model/feeds/mqttserves.h"
#include "model/feeds/mqtttopic.h"
#include "model/feeds/mqttvalue.h"
#include "model/feeds/profile.h"

#include <deque>

namespace gigahall::model {

/// The building side by the BMS contract of DSX Exchange (bms.yaml 1.0.0): metadata say what a point is, and only
/// then its values count; those that came before wait. Points are told apart by their topic, which is never parsed
/// behind the pointType.
///
/// Memory: points that no entry of the profile is about cost nothing; each other one MqttPoints' and TopicTable's
/// share and the text of its topic, some 250 bytes; at most kMaxPoints.
class BmsReader : public MqttReader
{
public:
    static constexpr std::size_t kMaxPoints = 2'000'000;
    static constexpr double kSilenceS = 100; ///< values are repeated that often when nothing changes
    static constexpr double kHeartbeatS = 10;

    BmsReader(const MetricProfile& profile, std::shared_ptr<const KeyMap> keys, std::string source);

    void take(const MqttMessage& message, ReadingBatch& out) override;
    void tick(double nowS) override;
    std::vector<std::string> missing(double nowS, std::size_t most) override;
    void connected(double nowS) override;
    void report(FeedHealth& health, double nowS) const override;
    std::size_t bytes() const { return m_topics.bytes() + m_points.bytes(); } ///< of all points

private:
    struct Heartbeat
    {
        std::string topic;
        double arrivedS = 0;
    };

    /// A point with values but without metadata.
    struct Unexplained
    {
        std::uint32_t point = 0;
        int asked = 0;
        double nextS = 0;
    };

    void takeValue(const MqttMessage& message, std::string_view publisher, std::string_view point, ReadingBatch& out);
    void wait(std::uint32_t index, double nowS);
    void takeMetadata(const MqttMessage& message, std::string_view point, ReadingBatch& out);
    void takeHeartbeat(const MqttMessage& message, std::string_view point);
    bool isWanted(std::string_view point) const;
    std::uint32_t addPoint(std::string_view topic);
    const ProfileEntry* entryAbout(const BmsMetadata& metadata) const;
    std::vector<PointTarget> targets(const ProfileEntry& entry, const MqttMessage& message);
    std::uint16_t integrationOf(std::string_view name);

    std::vector<ProfileEntry> m_entries;
    TopicTable m_topics; ///< behind BMS/v1/x/Value/ and BMS/v1/PUB/Metadata/, by index of m_points
    MqttPoints m_points;
    BmsMetadataReader m_metadataReader;
    BmsMetadata m_metadata;
    ServesCheck m_serves;
    ClockDifference m_valueClock;
    std::vector<Heartbeat> m_heartbeats;
    std::vector<std::string> m_integrations; ///< from 1
    std::deque<Unexplained> m_unexplained, m_askedBefore; ///< each by nextS
    std::uint64_t m_metadataCount = 0;
    double m_metadataS = 0; ///< when the last came
    std::uint64_t m_waiting = 0; ///< values that no metadata explain yet
    double m_connectedS = 0;
    std::string m_problem;
};

} // namespace gigahall::model
