#pragma once

#include "model/campus/campus.h"
#include "model/simulation/rackloads.h"
#include "model/simulation/scenario.h"
#include "model/simulation/trajectory.h"
#include "model/telemetry/source.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace gigahall::model {

/// A living campus: jobs (WorkloadModel), what they make of racks and GPUs (RackLoads), the physics around them under a
/// scenario (Trajectory, Twin) and what breaks of its telemetry (rackFault). A frame is a pure function of campus,
/// seed, scenario and time: the same bytes for any order of calls and any number of threads. Time 0 is midnight.
/// The campus must outlive it.
class Simulator : public TelemetrySource
{
public:
    /// With `service` only that part of the campus runs; the racks of the rest are Planned.
    Simulator(const Campus& campus, std::uint64_t seed, Scenario scenario = {},
        std::shared_ptr<const InService> service = nullptr);
    ~Simulator() override;

    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override;
    /// Racks, their parts and plant as in the frame of that time; once something has happened, coolant of racks to
    /// within what single GPUs do to it. Plant costs as much as a frame.
    float valueAt(double timeS, Metric metric, AssetId id) override;
    bool valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples) override;
    TimeSpan timeSpan() const override;
    double intervalS() const override { return 1; }
    void setInService(std::shared_ptr<const InService> service) override;

private:
    struct RackNow;
    struct Reading;
    struct Scratch;
    struct Part;
    struct Moment;

    bool isPlanned(std::uint32_t rack) const { return m_service && m_service->racks[rack] == 0; }
    Trajectory& trajectory();
    Trajectory& pastTrajectory();
    bool isCalm();
    double shiftK(double timeS);
    RackNow drawRack(
        std::uint32_t rack, double timeS, double shiftK, const LoadState& allocation, double cap, GpuPlanes out) const;
    Reading readRack(
        std::uint32_t rack, double timeS, const RackNow& now, const TwinResult& result, GpuPlanes out) const;
    Reading readCalm(std::uint32_t rack, const RackNow& now) const;
    void reDrive(std::uint32_t rack, const RackNow& now, double supplyC, double capW, GpuPlanes out) const;
    std::vector<RackNow> drawAll(double timeS, TelemetryFrame& frame);
    void readAll(double timeS, std::span<const RackNow> racks, const TwinResult& result, TelemetryFrame& frame) const;
    TwinLoad loadOf(std::span<const RackNow> racks) const;
    void nameJobs(double timeS, std::span<const RackNow> racks, const TwinResult& result, TelemetryFrame& frame) const;
    double meanKw(std::uint32_t rack, const LoadState& allocation, double capW) const;
    double rampKwPerS(std::uint32_t rack, const LoadState& allocation, double loadBefore, double capW) const;
    double huntingK(std::uint32_t rack, double timeS) const;
    double setC(std::uint32_t rack, double shiftK) const;
    // simulatorseries.cpp
    Part partOf(AssetId id) const;
    Reading readPart(const Moment& moment, std::uint32_t rack, const RackNow& now, GpuPlanes out) const;
    void readParts(const Moment& moment, std::span<const AssetId> assets, std::span<Sample> samples) const;
    void readPlantAt(const Moment& moment, std::span<const double> rackKwPerS, std::span<const AssetId> assets,
        std::span<Sample> samples) const;
    TwinLoad loadForSeries(double timeS, const Twin& twin, std::vector<double>* rackKwPerS);

    const Campus& m_campus;
    std::uint64_t m_seed;
    std::uint64_t m_serial = 0;
    RackLoads m_loads;
    Scenario m_scenario;
    std::shared_ptr<const InService> m_service; // null = all of it
    std::unique_ptr<Trajectory> m_trajectory; // made by the thread that asks first
    std::unique_ptr<Trajectory> m_pastTrajectory; // of charts: frames go on where they were
    std::optional<bool> m_calm;
};

} // namespace gigahall::model
