#include "model/feeds/mqttbms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace gigahall::model {
namespace {

constexpr std::string_view kRoot = "BMS/v1/";
constexpr std::string_view kValues = "BMS/v1/PUB/Value/";
constexpr std::string_view kMetadata = "BMS/v1/PUB/Metadata/";
constexpr std::string_view kHeartbeat = "System/HeartbeatTimestampBms/";
constexpr std::size_t kMaxHeartbeats = 64, kMaxIntegrations = 64;

/// objectType and pointType: the first two parts.
std::pair<std::string_view, std::string_view> typesOf(std::string_view point)
{
    const std::size_t first = std::min(point.find('/'), point.size());
    const std::string_view rest = point.substr(std::min(first + 1, point.size()));
    return {point.substr(0, first), rest.substr(0, rest.find('/'))};
}

} // namespace

BmsReader::BmsReader(const MetricProfile& profile, std::shared_ptr<const KeyMap> keys, std::string source)
    : MqttReader(std::move(keys), std::move(source))
    , m_entries(profile.entries)
    , m_serves(MqttReader::keys(), MqttReader::source())
{
    // In this order: a broker hands out what it retained as it comes to know of each.
    m_subscriptions = {std::string(kMetadata) + '#', std::string(kValues) + '#'};
}

void BmsReader::connected(double nowS)
{
    m_connectedS = nowS;
    for (Heartbeat& heartbeat : m_heartbeats)
        heartbeat.arrivedS = nowS; // nobody could be heard in between
    for (const Unexplained& point : m_askedBefore)
        m_unexplained.push_back(point);
    m_askedBefore.clear();
    for (Unexplained& point : m_unexplained)
        point = {point.point, 0, nowS};
}

std::vector<std::string> BmsReader::missing(double nowS, std::size_t most)
{
    constexpr double kCalmS = 1, kPatienceS = 5; // metadata may as well come without end
    constexpr double kAgainS = 20;
    constexpr int kTimes = 3;
    std::vector<std::string> out;
    if (nowS - m_metadataS < kCalmS && nowS - m_connectedS < kPatienceS)
        return out;
    for (std::deque<Unexplained>* queue : {&m_unexplained, &m_askedBefore}) {
        while (!queue->empty() && queue->front().nextS <= nowS && out.size() < most) {
            const Unexplained next = queue->front();
            queue->pop_front();
            if (m_points[next.point].state != MqttPoints::State::Unknown) {
                m_points[next.point].queued = false;
                continue;
            }
            out.push_back(std::string(kMetadata) + std::string(m_topics.name(next.point)));
            if (next.asked + 1 < kTimes)
                m_askedBefore.push_back({next.point, next.asked + 1, nowS + kAgainS});
        }
    }
    return out;
}

void BmsReader::take(const MqttMessage& message, ReadingBatch& out)
{
    const std::string_view topic = message.topic;
    if (topic.starts_with(kValues)) {
        takeValue(message, {}, topic.substr(kValues.size()), out);
    } else if (topic.starts_with(kMetadata)) {
        takeMetadata(message, topic.substr(kMetadata.size()), out);
    } else if (topic.starts_with(kRoot)) {
        const std::string_view rest = topic.substr(kRoot.size());
        const std::size_t slash = std::min(rest.find('/'), rest.size());
        if (rest.substr(slash).starts_with("/Value/"))
            takeValue(message, rest.substr(0, slash), rest.substr(slash + 7), out);
    }
}

bool BmsReader::isWanted(std::string_view point) const
{
    const auto types = typesOf(point);
    return std::any_of(m_entries.begin(), m_entries.end(),
        [&](const ProfileEntry& entry) { return mayBeAbout(entry, types.first, types.second); });
}

std::uint32_t BmsReader::addPoint(std::string_view topic)
{
    if (m_points.size() >= kMaxPoints) {
        refuse(topic, fmt::format("is one point too many; at most {} are followed", kMaxPoints));
        return TopicTable::kNone;
    }
    m_topics.add(topic);
    return m_points.add();
}

void BmsReader::takeHeartbeat(const MqttMessage& message, std::string_view point)
{
    BmsValue value;
    if (!readBmsValue(message.payload, value, m_problem)) {
        refuse(message.topic, m_problem);
        return;
    }
    m_clock.add(value.timeS, message.nowS);
    const auto known = std::find_if(m_heartbeats.begin(), m_heartbeats.end(),
        [point](const Heartbeat& heartbeat) { return heartbeat.topic == point; });
    if (known != m_heartbeats.end())
        known->arrivedS = message.nowS;
    else if (m_heartbeats.size() < kMaxHeartbeats)
        m_heartbeats.push_back({std::string(point), message.nowS});
}

void BmsReader::takeValue(
    const MqttMessage& message, std::string_view publisher, std::string_view point, ReadingBatch& out)
{
    std::uint32_t index = m_topics.find(point);
    if (index == TopicTable::kNone) {
        if (point.starts_with(kHeartbeat) && publisher.empty())
            return takeHeartbeat(message, point);
        if (!isWanted(point) || (index = addPoint(point)) == TopicTable::kNone)
            return;
    }
    MqttPoints::Point& p = m_points[index];
    if (p.state == MqttPoints::State::Unused)
        return;
    // Somebody else than who the metadata name may publish what it likes.
    if (!publisher.empty() && (p.integration == 0 || m_integrations[p.integration - 1u] != publisher))
        return;
    BmsValue value;
    if (!readBmsValue(message.payload, value, m_problem)) {
        refuse(message.topic, m_problem);
        return;
    }
    m_valueClock.add(value.timeS, message.nowS);
    const SampleOrder::Verdict verdict = p.order.take(value.timeS, message.nowS);
    if (verdict == SampleOrder::Verdict::Old)
        return;
    // What is confirmed is as old as its confirmation, by the clock of the source.
    const double aheadS = m_clock.aheadS();
    p.timeS = verdict == SampleOrder::Verdict::News
        ? value.timeS
        : std::max(value.timeS, message.nowS + (aheadS == aheadS ? aheadS : 0));
    p.value = float(value.value);
    p.good = value.good;
    if (p.state == MqttPoints::State::Used)
        m_points.deliver(p, out);
    else
        wait(index, message.nowS);
}

void BmsReader::wait(std::uint32_t index, double nowS)
{
    ++m_waiting;
    if (m_points[index].queued)
        return;
    m_points[index].queued = true;
    // Metadata that are on their way get a moment.
    constexpr double kMomentS = 2;
    m_unexplained.push_back({index, 0, nowS + kMomentS});
}

const ProfileEntry* BmsReader::entryAbout(const BmsMetadata& metadata) const
{
    const auto found = std::find_if(
        m_entries.begin(), m_entries.end(), [&](const ProfileEntry& entry) { return isAbout(entry, metadata); });
    return found == m_entries.end() ? nullptr : &*found;
}

std::uint16_t BmsReader::integrationOf(std::string_view name)
{
    if (name.empty() || name == "PUB" || name.find_first_of("/+#") != std::string_view::npos)
        return 0;
    auto known = std::find(m_integrations.begin(), m_integrations.end(), name);
    if (known == m_integrations.end()) {
        if (m_integrations.size() >= kMaxIntegrations) {
            warn(fmt::format("more than {} integrations: values of {} are not read", kMaxIntegrations, name));
            return 0;
        }
        known = m_integrations.emplace(m_integrations.end(), name);
        m_subscriptions.push_back(fmt::format("{}{}/Value/#", kRoot, name));
    }
    return std::uint16_t(known - m_integrations.begin() + 1);
}

/// Where the values of a point go, converted from the unit that its metadata name.
std::vector<PointTarget> BmsReader::targets(const ProfileEntry& entry, const MqttMessage& message)
{
    std::vector<PointTarget> out;
    const std::string_view unit = m_metadata.engUnit;
    const std::string key = keyOf(entry.key, m_metadata);
    if (key.empty()) {
        refuse(message.topic, fmt::format("has nothing for the key {}", entry.key));
        return out;
    }
    for (const KeyTarget& target : targetsOf(key)) {
        const Metric metric = target.metric.value_or(entry.metric);
        const auto conversion = unitConversion(unit, metric);
        const bool allowed = entry.units.empty()
            || std::any_of(entry.units.begin(), entry.units.end(), [&](const std::string& allowedUnit) {
                   return allowedUnit == unit || (conversion && unitConversion(allowedUnit, metric) == conversion);
               });
        if (!conversion || !allowed) {
            refuse(message.topic,
                fmt::format("has the unit \"{}\"; expected {} for {}", unit,
                    entry.units.empty() ? std::string(knownUnits(metric))
                                        : fmt::format("{}", fmt::join(entry.units, " or ")),
                    metricInfo(metric).name));
            return {};
        }
        const double scale = double(target.share) * double(entry.scale);
        out.push_back({target.asset, metric, float(scale * conversion->scale),
            float(double(target.share) * double(entry.offset) + scale * conversion->offset + double(target.offset))});
    }
    return out;
}

void BmsReader::takeMetadata(const MqttMessage& message, std::string_view point, ReadingBatch& out)
{
    ++m_metadataCount;
    m_metadataS = message.nowS;
    std::uint32_t index = m_topics.find(point);
    const bool wanted = index != TopicTable::kNone || isWanted(point);
    // Racks serve nobody; of all others the paths count even where the values do not.
    if (!wanted && point.starts_with("Rack/"))
        return;
    const std::size_t hash = std::hash<std::string_view>()(message.payload);
    if (index != TopicTable::kNone && m_points[index].state != MqttPoints::State::Unknown
        && m_points[index].metadataHash == hash)
        return;
    if (message.payload.empty()) {
        // Taken back: what comes now is not explained any more.
        if (index != TopicTable::kNone) {
            m_points.aim(index, {});
            m_points[index].state = MqttPoints::State::Unknown;
        }
        return;
    }
    if (!m_metadataReader.read(message.payload, m_metadata, m_problem)) {
        refuse(message.topic, m_problem);
        return;
    }
    if (std::pair(m_metadata.objectType, m_metadata.pointType) != typesOf(point)) {
        refuse(message.topic, fmt::format("calls itself {}/{}", m_metadata.objectType, m_metadata.pointType));
        return;
    }
    if (!m_metadata.objectId.empty() && !m_metadata.servesId.empty())
        m_serves.add(m_metadata.objectId, m_metadata.servesId, message.nowS);
    if (!wanted || (index == TopicTable::kNone && (index = addPoint(point)) == TopicTable::kNone))
        return;

    const ProfileEntry* entry = entryAbout(m_metadata);
    const std::vector<PointTarget> aimed = entry ? targets(*entry, message) : std::vector<PointTarget>();
    MqttPoints::Point& p = m_points[index];
    p.metadataHash = hash;
    p.integration = integrationOf(m_metadata.integration);
    p.entry = std::uint16_t(entry ? entry - m_entries.data() : 0);
    p.state = aimed.empty() ? MqttPoints::State::Unused : MqttPoints::State::Used;
    const std::uint32_t keeper = m_points.aim(index, aimed);
    if (keeper != MqttPoints::kNone)
        warn(fmt::format("{} is measured by {} as well, which counts", point, m_topics.name(keeper)));
    if (p.timeS > 0)
        m_points.deliver(p, out);
}

void BmsReader::tick(double nowS)
{
    m_serves.step(nowS);
}

void BmsReader::report(FeedHealth& health, double nowS) const
{
    MqttReader::report(health, nowS);
    if (m_heartbeats.empty())
        health.clockAheadS = m_valueClock.aheadS();
    m_serves.report(health);
    if (health.state != FeedState::Up || !health.message.empty())
        return;
    // Three heartbeats may get lost.
    constexpr double kPatienceS = 3 * kHeartbeatS;
    if (m_metadataCount == 0 && nowS - m_connectedS > kPatienceS) {
        health.message
            = fmt::format("no metadata under {}# so far; {} values can't be interpreted without", kMetadata, m_waiting);
        return;
    }
    for (const Heartbeat& heartbeat : m_heartbeats) {
        if (nowS - heartbeat.arrivedS > kPatienceS) {
            health.message
                = fmt::format("the BMS is offline: no heartbeat on {} for {:.0f} s; expected one every {:.0f} s",
                    heartbeat.topic, nowS - heartbeat.arrivedS, kHeartbeatS);
            return;
        }
    }
}

} // namespace gigahall::model
