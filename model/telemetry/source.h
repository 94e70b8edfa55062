#pragma once

#include "model/rollout/inservice.h"
#include "model/telemetry/frame.h"
#include "model/telemetry/series.h"

#include <bitset>
#include <memory>
#include <span>

namespace gigahall::model {

/// Which GPU planes a frame must carry; rack planes always come.
using MetricSet = std::bitset<kMetricCount>;

/// Simulator, replay and live feeds are all one of these; views never know which. Not thread safe: one thread owns a
/// source.
class TelemetrySource
{
public:
    virtual ~TelemetrySource() = default;

    /// The frame at `timeS` of this source's clock (seconds, any order; same time + same seed = same bytes).
    virtual FramePtr frame(double timeS, const MetricSet& gpuPlanes) = 0;
    /// Value of one GPU or rack at a time without building planes, for the properties panel; NaN = missing.
    virtual float valueAt(double timeS, Metric metric, AssetId id) = 0;
    /// The same for many at once, for charts; `samples` is as long as `assets`. False: nothing was read, ask again: a
    /// source that has to work its way to that time does so in steps of some milliseconds. Unless a source knows
    /// better, by valueAt(), and what has a value is Live.
    virtual bool valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples);
    /// First and last time there is data for; {0, infinity} for a simulator.
    struct TimeSpan
    {
        double firstS, lastS;
    };
    virtual TimeSpan timeSpan() const = 0;
    /// What of the campus runs from now on, null = all of it. What measures takes no notice.
    virtual void setInService(std::shared_ptr<const InService>) { }
    /// Natural distance of frames, seconds: how often the window asks for a new one at speed 1.
    virtual double intervalS() const = 0;
};

} // namespace gigahall::model
