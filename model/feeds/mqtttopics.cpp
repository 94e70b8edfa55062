#include "model/feeds/mqtttopics.h"

#include "model/feeds/mqttvalue.h"
#include "model/telemetry/keypattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

TopicsReader::TopicsReader(
    const MetricProfile& profile, std::shared_ptr<const KeyMap> keys, std::string source, double staleAfterS)
    : MqttReader(std::move(keys), std::move(source))
    , m_entries(profile.entries)
    , m_staleAfterS(staleAfterS)
{
    for (const ProfileEntry& entry : m_entries)
        if (std::find(m_subscriptions.begin(), m_subscriptions.end(), entry.topic) == m_subscriptions.end())
            m_subscriptions.push_back(entry.topic);
}

std::uint32_t TopicsReader::addTopic(std::string_view topic)
{
    if (m_topics.size() >= kMaxTopics) {
        refuse(topic, fmt::format("is one topic too many; at most {} are followed", kMaxTopics));
        return TopicTable::kNone;
    }
    Range points{std::uint32_t(m_points.size()), 0};
    for (std::size_t e = 0; e < m_entries.size(); ++e) {
        const ProfileEntry& entry = m_entries[e];
        const auto parts = matchTopic(entry.topic, topic);
        if (!parts)
            continue;
        std::string problem;
        const auto key = fillIn(entry.key, *parts, problem);
        if (!key) {
            refuse(topic, fmt::format("makes no key: {}", problem));
            continue;
        }
        std::vector<PointTarget> aimed;
        for (const KeyTarget& target : targetsOf(*key))
            aimed.push_back({target.asset, target.metric.value_or(entry.metric), target.share * entry.scale,
                target.share * entry.offset + target.offset});
        if (aimed.empty())
            continue;
        const std::uint32_t index = m_points.add();
        m_points[index].entry = std::uint16_t(e);
        const std::uint32_t keeper = m_points.aim(index, aimed);
        if (keeper != MqttPoints::kNone)
            warn(fmt::format("{} brings {} of {}, which another topic brings as well and which counts", topic,
                metricInfo(entry.metric).name, *key));
        ++points.count;
    }
    m_pointsOfTopic.push_back(points);
    return m_topics.add(topic);
}

void TopicsReader::take(const MqttMessage& message, ReadingBatch& out)
{
    std::uint32_t index = m_topics.find(message.topic);
    if (index == TopicTable::kNone && (index = addTopic(message.topic)) == TopicTable::kNone)
        return;
    const Range points = m_pointsOfTopic[index];
    if (points.count == 0 || message.payload.empty())
        return;
    m_payload.set(message.payload);
    for (std::uint32_t i = points.first; i < points.first + points.count; ++i)
        takePoint(message, m_points[i], out);
}

void TopicsReader::takePoint(const MqttMessage& message, MqttPoints::Point& point, ReadingBatch& out)
{
    using Kind = PayloadValue::Kind;
    const ProfileEntry& entry = m_entries[point.entry];
    const PayloadValue& value = m_payload.value(entry.pointer);
    if (value.kind == Kind::Wrong) {
        refuse(message.topic, value.problem);
        return;
    }
    const double number = value.kind == Kind::Null ? std::numeric_limits<double>::quiet_NaN() : value.number;
    if (std::abs(number) > double(std::numeric_limits<float>::max())) {
        refuse(message.topic, "has a number that is all but infinite");
        return;
    }
    double timeS = message.retained ? message.nowS - m_staleAfterS : message.nowS;
    if (!entry.timePointer.empty()) {
        const PayloadValue& time = m_payload.value(entry.timePointer);
        if (time.kind != Kind::Number || !isPlausibleTime(time.number * entry.timeScaleS)) {
            refuse(message.topic,
                time.kind == Kind::Wrong ? time.problem
                                         : fmt::format("has no time since 1970 at {}", entry.timePointer));
            return;
        }
        timeS = time.number * entry.timeScaleS;
        m_clock.add(timeS, message.nowS);
    }
    // Two at the same moment are two, where it was we who looked at the clock.
    const bool isNews = point.order.take(timeS, message.nowS) == SampleOrder::Verdict::News
        || (entry.timePointer.empty() && !message.retained);
    if (!isNews)
        return;
    point.value = float(number);
    point.timeS = timeS;
    m_points.deliver(point, out);
}

} // namespace gigahall::model
