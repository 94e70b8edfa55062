#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"
#include "model/workload/job.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gigahall::model {

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

/// The jobs that run at one moment, and where.
struct Placement
{
    static constexpr std::uint32_t kNoJob = 0xffffffffu;

    std::shared_ptr<const Tenancy> tenancy; ///< never null; owners are the same at any time
    std::vector<std::uint32_t> jobOf; ///< by allocation: index into tenancy->jobs, or kNoJob
};

/// Who computes what and when: racks are cut into allocations (whole phases down to a few rows), each with an endless
/// series of jobs. A pure function of campus, seed and time, in closed form: the same in any order of calls. Const use
/// is thread safe.
class WorkloadModel
{
public:
    WorkloadModel(const Campus& campus, std::uint64_t seed);

    std::uint32_t allocationCount() const { return static_cast<std::uint32_t>(m_allocations.size()); }
    std::uint32_t allocationOfRack(std::uint32_t rack) const { return m_ofRack[rack]; }
    const Allocation& allocation(std::uint32_t index) const { return m_allocations[index]; }
    /// The job of the slot at that time; it may not have started, and may be none (isJob).
    Job job(std::uint32_t allocation, double timeS) const;

    LoadState state(std::uint32_t allocation, double timeS) const;
    /// busy * intensity of state(), and nothing else: a small part of its cost.
    double load(std::uint32_t allocation, double timeS) const;

    /// One job an allocation at most, in their order. From time 0 on no two jobs have the same name, at any times.
    Placement placement(double timeS) const;
    std::shared_ptr<const Tenancy> tenancy(double timeS) const { return placement(timeS).tenancy; }

private:
    void split(const Campus& campus);
    void splitBuildings(const Campus& campus, Range buildings);
    void splitHalls(const Campus& campus, Range halls);
    void splitRows(const Campus& campus, Range rows);
    std::uint32_t add(JobScale scale);
    void assign(Range racks, std::uint32_t allocation);
    double chance();
    std::string jobName(std::uint32_t allocation, std::int64_t slot, LoadKind kind) const;

    std::uint64_t m_seed;
    std::uint64_t m_draws = 0;
    std::vector<Allocation> m_allocations;
    std::vector<std::uint32_t> m_ofRack;
    std::vector<std::string> m_owners;
};

} // namespace gigahall::model
