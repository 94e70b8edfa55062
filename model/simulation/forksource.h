#pragma once

#include "model/simulation/measuredloads.h"
#include "model/simulation/rackchange.h"
#include "model/simulation/scenario.h"
#include "model/simulation/trajectory.h"
#include "model/telemetry/source.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gigahall::model {

/// A what-if on top of measured values. Until it begins this is the source below, frame by frame. From then on racks
/// want what was measured of them, and physics (Twin) decides what they get: what differs between the campus with and
/// without what was done to it is put onto the measured values. A rack that nothing of it concerns shows exactly what
/// was measured; what the simulator changed is Simulated. Plant, energy balance and impact are the twin's. Where
/// nothing is measured yet (after the end of a recording; live, after the beginning) what was known last holds, and is
/// Simulated. What is missing stays missing.
///
/// A frame depends on nothing but what was measured, the scenario and the time. The weather is that of the time of the
/// year where times are seconds since 1970 (in UTC). The campus must outlive it.
class ForkSource : public TelemetrySource
{
public:
    /// Begins at scenario.forkS(), or with the data. `held` is what is known at that moment where the source below goes
    /// on for ever (live values); null: its frame of then is asked for.
    ForkSource(const Campus& campus, std::unique_ptr<TelemetrySource> below, Scenario scenario, FramePtr held = {});
    ~ForkSource() override;

    double forkS() const { return m_forkS; }

    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override;
    float valueAt(double timeS, Metric metric, AssetId id) override;
    /// Racks, their parts and plant.
    bool valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples) override;
    /// Without an end.
    TimeSpan timeSpan() const override;
    double intervalS() const override { return m_below->intervalS(); }

private:
    struct Worlds;
    struct Moment;

    bool isHeld(double timeS) const { return timeS > m_lastS; }
    FramePtr measured(double timeS, const MetricSet& gpuPlanes);
    Moment momentAt(Worlds& worlds, double timeS);
    Worlds& worlds(std::unique_ptr<Worlds>& made);
    bool measuredAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples);
    Impact impactAt(const Worlds& worlds, const Moment& moment, const TelemetryFrame& below) const;
    void readPlantAt(const Moment& moment, const TelemetryFrame& below, TelemetryFrame& out) const;

    const Campus& m_campus;
    std::unique_ptr<TelemetrySource> m_below;
    Scenario m_scenario;
    double m_forkS, m_lastS; ///< when it begins; until when there is something measured
    bool m_isLive;
    FramePtr m_held;
    std::uint64_t m_serial = 0;
    MeasuredLoads m_loads;
    std::unique_ptr<Worlds> m_now, m_past; // of frames, and of charts: made by the thread that asks first
};

} // namespace gigahall::model
