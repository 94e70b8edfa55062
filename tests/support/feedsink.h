#pragma once

#include "model/feeds/feed.h"

#include <QTest>

#include <chrono>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace gigahall::tests {

/// Keeps the newest reading of everything.
class FeedSink : public model::ReadingSink
{
public:
    void take(std::span<const model::Reading> readings) override
    {
        const std::lock_guard lock(m_mutex);
        for (const model::Reading& reading : readings)
            m_newest[{reading.metric, reading.asset}] = reading;
        m_count += readings.size();
    }
    std::size_t count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_count;
    }
    std::size_t assets() const
    {
        const std::lock_guard lock(m_mutex);
        return m_newest.size();
    }
    /// NaN where there is none.
    model::Reading reading(model::Metric metric, model::AssetId asset) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_newest.find({metric, asset});
        return found == m_newest.end() ? model::Reading{asset, metric, true, std::numeric_limits<float>::quiet_NaN(), 0}
                                       : found->second;
    }
    float value(model::Metric metric, model::AssetId asset) const { return reading(metric, asset).value; }

private:
    mutable std::mutex m_mutex;
    std::map<std::pair<model::Metric, model::AssetId>, model::Reading> m_newest;
    std::size_t m_count = 0;
};

inline double wallS()
{
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace gigahall::tests
