#pragma once

#include "model/feeds/mqttpayload.h"
#include "model/feeds/mqttpoints.h"
#include "model/feeds/mqttreader.h"
#include "model/feeds/mqtttopic.h"
#include "model/feeds/profile.h"

namespace gigahall::model {

/// Topics of any site, by subscriptions and JSON pointers of a profile. What a topic stands for is found once; then it
/// costs one look-up. Memory: some 200 bytes and the text of a topic; at most kMaxTopics.
class TopicsReader : public MqttReader
{
public:
    static constexpr std::size_t kMaxTopics = 2'000'000;

    /// `staleAfterS`: as old as that is what a broker retained and nobody says how old it is.
    TopicsReader(
        const MetricProfile& profile, std::shared_ptr<const KeyMap> keys, std::string source, double staleAfterS);

    void take(const MqttMessage& message, ReadingBatch& out) override;
    std::size_t bytes() const { return m_topics.bytes() + m_points.bytes(); }

private:
    std::uint32_t addTopic(std::string_view topic);
    void takePoint(const MqttMessage& message, MqttPoints::Point& point, ReadingBatch& out);

    std::vector<ProfileEntry> m_entries;
    double m_staleAfterS;
    TopicTable m_topics;
    MqttPoints m_points;
    struct Range
    {
        std::uint32_t first = 0, count = 0;
    };
    std::vector<Range> m_pointsOfTopic;
    MqttPayload m_payload;
};

} // namespace gigahall::model
