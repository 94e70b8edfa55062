#pragma once

#include "model/campus/campus.h"
#include "model/simulation/firstcut.h"
#include "model/telemetry/source.h"
#include "model/workload/workload.h"

#include <cstdint>
#include <vector>

namespace gigahall::model {

/// Seeded stand-in for a living campus: jobs (WorkloadModel), what they do to racks (firstcut) and what breaks
/// (rackFault). Every value is a pure function of campus, seed and time: the same bytes for any order of calls and any
/// number of threads. The campus must outlive it.
class Simulator : public TelemetrySource
{
public:
    Simulator(const Campus& campus, std::uint64_t seed);

    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override;
    float valueAt(double timeS, Metric metric, AssetId id) override;
    TimeSpan timeSpan() const override;
    double intervalS() const override { return 1; }

private:
    struct RackReading;
    struct Scratch;

    RackReading readRack(std::uint32_t rack, double timeS, const LoadState* load, firstcut::GpuPlanes out) const;
    firstcut::GpuDrive driveOf(std::uint32_t rack, double timeS, const LoadState& load, double supplyC) const;
    LoadState loadOf(std::uint32_t rack, double timeS) const;
    double supplyAt(std::uint32_t rack, double timeS) const;

    const Campus& m_campus;
    std::uint64_t m_seed;
    std::uint64_t m_serial = 0;
    WorkloadModel m_workload;
    std::vector<firstcut::RackDesign> m_designs; // by asset type
};

} // namespace gigahall::model
