#pragma once

#include "model/feeds/mqttreader.h"
#include "model/feeds/mqttunits.h"

#include <unordered_map>

namespace gigahall::model {

/// Where the value of one topic goes.
struct PointTarget
{
    AssetId asset;
    Metric metric = Metric::RackPower;
    float scale = 1, offset = 0; ///< value of the metric = offset + scale * value of the message
};

/// The points of a site and who measures what: of several points of one quantity the one whose entry comes first in
/// the profile counts, then the one that came first. 80 bytes a point, and some 70 for each target.
class MqttPoints
{
public:
    enum class State : std::uint8_t
    {
        Unknown, ///< no metadata so far
        Unused, ///< nothing for us
        Used
    };
    struct Point
    {
        SampleOrder order;
        double timeS = 0; ///< of the newest value; 0 = none came
        std::size_t metadataHash = 0;
        float value = 0;
        std::uint32_t firstTarget = 0, targetCount = 0, targetRoom = 0;
        State state = State::Unknown;
        bool good = true;
        bool queued = false; ///< to be asked for
        std::uint16_t entry = 0; ///< of the profile
        std::uint16_t integration = 0; ///< who publishes its value; 0 = the BMS
    };

    std::uint32_t add();
    Point& operator[](std::uint32_t index) { return m_points[index]; }
    std::size_t size() const { return m_points.size(); }
    /// Replaces the targets of a point. The index of a point that keeps one of them; kNone where all went well.
    std::uint32_t aim(std::uint32_t index, const std::vector<PointTarget>& targets);
    /// Hands the newest value of a point to its targets.
    void deliver(const Point& point, ReadingBatch& out) const;
    std::size_t bytes() const;

    static constexpr std::uint32_t kNone = 0xffffffffu;

private:
    static std::uint64_t quantity(const PointTarget& target)
    {
        return std::uint64_t(target.asset.value) << 8 | std::uint64_t(target.metric);
    }
    void release(std::uint32_t index);
    void drop(Point& point, std::uint64_t quantity);

    std::vector<Point> m_points;
    std::vector<PointTarget> m_targets;
    std::unordered_map<std::uint64_t, std::uint32_t> m_owners; ///< point by quantity
};

} // namespace gigahall::model
