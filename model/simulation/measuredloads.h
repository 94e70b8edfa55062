#pragma once

#include "model/power/rackpower.h"
#include "model/simulation/meanloads.h"
#include "model/telemetry/frame.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gigahall::model {

/// What racks draw, from what was measured of them: their power, else what the power or the load of their GPUs says. A
/// rack of which nothing of that is known draws the mean of those of its type that are, and where there are none what
/// its servers take at half their load: it has to be carried and cooled whether anybody measures it or not.
class MeasuredLoads : public MeanLoads
{
public:
    struct Racks
    {
        std::vector<double> kw; ///< by rack, input
        std::vector<std::uint8_t> heard; ///< by rack: something is known of it
        std::uint32_t assumed = 0; ///< racks without any of those measurements
    };
    /// What was measured at a time; GPU planes are not looked at.
    using FrameAt = std::function<FramePtr(double timeS)>;

    /// After `lastS` things stay as they were then. The campus must outlive it. From any thread: one at a time asks
    /// `frameAt`, and the last few moments are remembered.
    MeasuredLoads(const Campus& campus, FrameAt frameAt, double lastS);

    std::shared_ptr<const Racks> racksAt(double timeS) const;
    Racks read(const TelemetryFrame& frame) const;
    const RackPower& power(std::uint32_t rack) const { return m_powers[m_campus.runs[m_campus.rackRun[rack]].type]; }

    TwinLoad meanLoad(const Twin& twin, double timeS, std::span<const float> caps) const override;
    TwinLoad loadOf(const Twin& twin, const Racks& racks, std::span<const float> caps) const;

private:
    double measuredKw(const TelemetryFrame& frame, std::uint32_t rack) const;

    const Campus& m_campus;
    FrameAt m_frameAt;
    double m_lastS;
    std::vector<RackPower> m_powers; // by asset type
    mutable std::mutex m_mutex; // guards what follows, and m_frameAt
    mutable std::deque<std::pair<double, std::shared_ptr<const Racks>>> m_read; // the last few
};

} // namespace gigahall::model
