#pragma once

#include "model/telemetry/source.h"

#include <memory>

namespace gigahall::model {

struct Campus;

/// At which time of B a time of A is compared: always the same one, or so much later (negative: earlier).
struct OtherTime
{
    double s = 0;
    bool isFixed = false;

    double of(double timeS) const { return isFixed ? s : timeS + s; }
    bool operator==(const OtherTime&) const = default;
};

/// What is compared; b and difference are null where nothing is.
struct ComparedFrames
{
    FramePtr frame; ///< what plays: A
    FramePtr other; ///< B
    FramePtr difference; ///< A minus B
};

/// B: what the frames of a source are compared with.
struct Comparison
{
    std::shared_ptr<const Campus> campus;
    std::unique_ptr<TelemetrySource> source; ///< null: A's own source at another time
    OtherTime time;
};

/// A minus B as a source (difference.h), on A's clock. What B has no data for (before or after all of its times) is
/// missing. `a` and what `other` holds must outlive it; `other.source` null means `a`.
class DifferenceSource : public TelemetrySource
{
public:
    DifferenceSource(TelemetrySource& a, const Comparison& other);

    ComparedFrames frames(double timeS, const MetricSet& gpuPlanes);
    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override { return frames(timeS, gpuPlanes).difference; }
    float valueAt(double timeS, Metric metric, AssetId id) override;
    bool valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples) override;
    TimeSpan timeSpan() const override { return m_a.timeSpan(); }
    double intervalS() const override { return m_a.intervalS(); }

private:
    bool knows(double timeOfB) const;

    TelemetrySource& m_a;
    TelemetrySource& m_b;
    const Campus& m_campus;
    OtherTime m_time;
    std::vector<Sample> m_samples; ///< of B
};

} // namespace gigahall::model
