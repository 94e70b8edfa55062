#pragma once

#include "model/campus/ids.h"
#include "model/telemetry/datastate.h"
#include "model/telemetry/energybalance.h"
#include "model/telemetry/impact.h"
#include "model/telemetry/metric.h"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gigahall::model {

struct Campus;

/// 16-bit values of one metric, one per asset; kMissing16 = no reading (never zero).
inline constexpr std::uint16_t kMissing16 = 0xffff;
using Plane = std::vector<std::uint16_t>;

/// Statistics of a group of assets; NaN where nothing is known.
struct Summary
{
    float mean = std::numeric_limits<float>::quiet_NaN();
    float max = mean, sum = mean;
    std::uint32_t known = 0;
};

/// What is known about the GPUs of one rack, in plane steps; known = 0: nothing.
struct GpuStats
{
    std::uint32_t sumQ = 0;
    std::uint16_t maxQ = 0;
    std::uint16_t known = 0;
};

/// Who computes: what the categories of Metric::Job and Metric::Owner mean.
struct Tenancy
{
    struct Job
    {
        std::string name; ///< e.g. "train-0117"
        std::uint32_t owner = 0; ///< index into owners
    };
    std::vector<Job> jobs;
    std::vector<std::string> owners;
};

/// An immutable snapshot of everything measured at one time. Built by a TelemetrySource on its own thread, handed over
/// as shared_ptr<const TelemetryFrame>; const use from any thread is safe.
struct TelemetryFrame
{
    double timeS = 0; ///< seconds of the source's clock
    std::uint64_t serial = 0; ///< grows by one a frame of a source
    std::string source; ///< e.g. "simulated (seed 1)", "recorded trace.csv"
    /// A what-if on top of what was measured: when the simulator took over from `source`.
    std::optional<double> forkedAtS;

    /// Empty where the source was not asked for, or does not have, the metric. Size = GPUs of the campus.
    std::array<Plane, kMetricCount> gpu;
    /// Size = compute racks. Filled for every metric the source has (GPU metrics: rolled up).
    std::array<Plane, kMetricCount> rack;
    /// GPU metrics: statistics of each rack's GPUs, so that maxima and counts are exact without the GPU plane. Empty or
    /// size = racks.
    std::array<std::vector<GpuStats>, kMetricCount> rackGpus;
    /// Racks as a whole; size = compute racks. rackStates() is what holds for one metric.
    std::vector<DataState> rackState;
    /// Racks by metric, where they differ from rackState: live power beside a stale temperature. Empty: they don't.
    std::array<std::vector<DataState>, kMetricCount> metricState;
    /// GPUs that differ from their rack.
    std::array<GpuStates, kMetricCount> gpuState;
    /// Every value is one of a frame minus one of another (difference.h): planes are over differenceInfo().
    bool isDifference = false;
    /// What plant shows, in the metric's unit (kW, kW/s, shares, C, L/min: ratings span five decades); NaN = not known.
    /// Size = plant of the campus; empty where the source has nothing.
    std::array<std::vector<float>, kMetricCount> plant;
    std::shared_ptr<const Tenancy> tenancy; ///< null where the source knows nothing of jobs
    std::optional<EnergyBalance> balance; ///< with its flows
    std::optional<Impact> impact;

    /// Roll-ups per metric: halls, buildings, phases in table order, then the campus as the last element.
    struct Level
    {
        std::vector<Summary> halls, buildings, phases;
        Summary campus;
    };
    std::array<Level, kMetricCount> rollUp;
    StateCounts stateCounts{}; ///< racks in each state by rackState
    std::array<StateCounts, kMetricCount> metricStateCounts{}; ///< where metricState is not empty

    /// Ranges and unit of what the planes of a metric hold.
    const MetricInfo& info(Metric metric) const { return isDifference ? differenceInfo(metric) : metricInfo(metric); }
    /// State of each rack's value of a metric; size = compute racks, or empty in a frame without states. A rack without
    /// a value of the metric is Missing whatever is known of its others (but for categories: no job is no gap).
    std::span<const DataState> rackStates(Metric metric) const;
    /// Racks in each of those.
    const StateCounts& counts(Metric metric) const;
    /// State of what value() gives for a rack or a GPU; for anything that holds racks the most common one of theirs.
    DataState state(const Campus& campus, Metric metric, AssetId id) const;
    /// Value of one asset (GPU, tray, rack, row, hall, ... campus) by the metric's roll-up; NaN = missing or not
    /// available at this level.
    float value(const Campus& campus, Metric metric, AssetId id) const;
};
using FramePtr = std::shared_ptr<const TelemetryFrame>;

/// Steps between planeLo and planeHi: steps 0 to 65534, 65535 is kMissing16.
inline constexpr float kPlaneSteps = 65534.0f;
/// value -> plane and back; NaN <-> kMissing16; clamps to the metric's plane range.
std::uint16_t quantise(const MetricInfo& info, float value);
float dequantise(const MetricInfo& info, std::uint16_t q);
/// The same for whole arrays, vectorised and on all cores; sizes must match.
void quantise(const MetricInfo& info, std::span<const float> values, std::span<std::uint16_t> out);

/// Statistics of a stretch of a GPU plane, and what the rack shows of them (kMissing16 when nothing is known).
GpuStats gpuStats(std::span<const std::uint16_t> plane);
std::uint16_t rackValue(const MetricInfo& info, const GpuStats& stats);

/// Fills rack planes of GPU metrics from their GPU planes where `gpu` is there (else from `rackGpus`), then all
/// roll-ups, and states: racks without a value become Missing for that metric, and all are counted. A rack none of
/// whose GPUs is known keeps what the source put in its rack plane. Same bytes for any number of threads. Summaries of
/// a GPU metric count GPUs where they are known one by one; a rack with only a rack value counts as all its GPUs.
/// Stale and bad values count, missing ones never do, whatever their plane holds.
void rollUp(const Campus& campus, TelemetryFrame& frame);

/// GPUs in each state of a metric, counted one by one where the frame has its GPU plane; else with their racks, of
/// which the missing GPUs are known.
StateCounts gpuStateCounts(const Campus& campus, const TelemetryFrame& frame, Metric metric);

} // namespace gigahall::model
