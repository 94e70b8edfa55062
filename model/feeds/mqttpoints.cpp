#include "model/feeds/mqttpoints.h"

#include <algorithm>

namespace gigahall::model {

std::uint32_t MqttPoints::add()
{
    m_points.emplace_back();
    return std::uint32_t(m_points.size() - 1);
}

void MqttPoints::release(std::uint32_t index)
{
    Point& point = m_points[index];
    for (std::uint32_t i = 0; i < point.targetCount; ++i)
        m_owners.erase(quantity(m_targets[point.firstTarget + i]));
    point.targetCount = 0;
}

void MqttPoints::drop(Point& point, std::uint64_t dropped)
{
    const auto first = m_targets.begin() + point.firstTarget;
    const auto end = std::remove_if(
        first, first + point.targetCount, [&](const PointTarget& target) { return quantity(target) == dropped; });
    point.targetCount = std::uint32_t(end - first);
}

std::uint32_t MqttPoints::aim(std::uint32_t index, const std::vector<PointTarget>& targets)
{
    release(index);
    Point& point = m_points[index];
    if (targets.size() > point.targetRoom) {
        point.firstTarget = std::uint32_t(m_targets.size());
        point.targetRoom = std::uint32_t(targets.size());
        m_targets.resize(m_targets.size() + targets.size());
    }
    std::uint32_t keeper = kNone;
    for (const PointTarget& target : targets) {
        const auto [owner, isNew] = m_owners.try_emplace(quantity(target), index);
        if (!isNew && owner->second == index)
            continue; // two rules of a mapping say the same
        if (!isNew && m_points[owner->second].entry <= point.entry) {
            keeper = owner->second;
            continue;
        }
        if (!isNew) {
            drop(m_points[owner->second], owner->first);
            owner->second = index;
        }
        m_targets[point.firstTarget + point.targetCount++] = target;
    }
    return keeper;
}

void MqttPoints::deliver(const Point& point, ReadingBatch& out) const
{
    for (std::uint32_t i = 0; i < point.targetCount; ++i) {
        const PointTarget& target = m_targets[point.firstTarget + i];
        out.add({.asset = target.asset,
            .metric = target.metric,
            .good = point.good,
            .value = target.offset + target.scale * point.value,
            .timeS = point.timeS});
    }
}

std::size_t MqttPoints::bytes() const
{
    // A node of an unordered_map: key, value and next, rounded up by the allocator.
    constexpr std::size_t kNodeBytes = 32;
    return m_points.capacity() * sizeof(Point) + m_targets.capacity() * sizeof(PointTarget)
        + m_owners.size() * kNodeBytes + m_owners.bucket_count() * sizeof(void*);
}

} // namespace gigahall::model
