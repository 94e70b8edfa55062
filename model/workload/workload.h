#pragma once

#include "model/campus/campus.h"
#include "model/workload/waveform.h"

#include <cstdint>
#include <vector>

namespace gigahall::model {

/// Hour of the day at time 0: the first picture shows the campus at work.
inline constexpr double kHourAtStart = 12;

enum class LoadKind : std::uint8_t
{
    Training,
    Inference,
    Batch,
    Idle,
    Maintenance
};

/// What an allocation of racks does at one moment. `busy` is the share of time its GPUs work, `intensity` how much of
/// the span from idle to maximum power that work takes; load = busy * intensity.
struct LoadState
{
    LoadKind kind = LoadKind::Idle;
    double busy = 0;
    double intensity = 1;
    double loadGpuLag = 0; ///< load as the dies' temperature has it, some seconds late
    double loadLoopLag = 0; ///< load as valves and coolant have it, tens of seconds late
    double spread = 0; ///< how far GPUs of one rack lie apart, in busy
    double rackSpread = 0; ///< the same for racks over some ten seconds
};

/// First cut of who computes what and when: racks are cut into allocations (whole phases down to a few rows), each with
/// an endless series of jobs. A pure function of campus, seed and time; const use is thread safe. To be replaced with
/// the workload engine.
class WorkloadModel
{
public:
    WorkloadModel(const Campus& campus, std::uint64_t seed);

    std::uint32_t allocationCount() const { return static_cast<std::uint32_t>(m_allocations.size()); }
    std::uint32_t allocationOfRack(std::uint32_t rack) const { return m_ofRack[rack]; }
    LoadState state(std::uint32_t allocation, double timeS) const;

private:
    enum class Scale : std::uint8_t
    {
        Phase,
        Building,
        Hall,
        Rows
    };
    struct Allocation
    {
        std::uint64_t hash;
        Scale scale;
    };
    struct Job;

    void split(const Campus& campus);
    void splitBuildings(const Campus& campus, Range buildings);
    void splitHalls(const Campus& campus, Range halls);
    void splitRows(const Campus& campus, Range rows);
    std::uint32_t add(Scale scale);
    void assign(Range racks, std::uint32_t allocation);
    double chance();

    Job jobAt(std::uint32_t allocation, double timeS) const;
    static double busyAt(const Job& job, double timeS);

    std::uint64_t m_seed;
    std::uint64_t m_draws = 0;
    std::vector<Allocation> m_allocations;
    std::vector<std::uint32_t> m_ofRack;
};

} // namespace gigahall::model
