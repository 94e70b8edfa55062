#pragma once

#include "model/campus/campus.h"
#include "model/power/rackpower.h"
#include "model/simulation/meanloads.h"
#include "model/workload/gpudrive.h"
#include "model/workload/workload.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// What jobs make of racks: load of an allocation to the drive of a rack's GPUs, to the rack's input and its heat. Pure
/// functions of campus, seed and time; const use is thread safe. The campus must outlive it.
class RackLoads : public MeanLoads
{
public:
    RackLoads(const Campus& campus, std::uint64_t seed);

    const WorkloadModel& workload() const { return m_workload; }
    /// By allocation.
    std::vector<LoadState> states(double timeS) const;
    std::vector<double> loads(double timeS) const; ///< busy * intensity of the states
    /// Spares of a job idle.
    bool isSpare(std::uint32_t rack) const { return m_spare[rack] != 0; }
    /// Of one rack under its allocation's state: some are spares.
    LoadState ownState(std::uint32_t rack, const LoadState& allocation) const;
    const RackPower& power(std::uint32_t rack) const { return m_powers[m_campus.runs[m_campus.rackRun[rack]].type]; }

    /// A rack's GPUs without coolant: coldC is to be set. `capW` holds their mean power.
    GpuDrive drive(std::uint32_t rack, double timeS, const LoadState& load, double capW) const;
    /// Most that a GPU may take on average so that its rack takes no more than `cap` (0..1) of its rating.
    double capW(std::uint32_t rack, double cap) const;
    /// The same for a rack that gets `inputKw`.
    double gpuMeanW(std::uint32_t rack, double inputKw) const { return power(rack).gpuMeanW(inputKw); }

    /// Input of a rack whose GPUs take `gpuW` together.
    double inputKw(std::uint32_t rack, double gpuW) const { return power(rack).inputKw(gpuW); }
    /// Input of a rack that nobody uses: powered down, controllers on.
    double standbyKw(std::uint32_t rack) const;
    /// Heat that leaves a rack whose GPUs (`count` of them) take `gpuW`: it draws that now and had `load.loadLoopLag`
    /// of late.
    double heatKw(std::uint32_t rack, const LoadState& load, double gpuW, double count, double capW) const;

    /// Means over the individual differences of GPUs, for long runs and for what is not shown. `caps` by rack or empty.
    double meanGpuW(std::uint32_t rack, double load, double capW) const; ///< of a GPU, not in maintenance
    double meanInputKw(std::uint32_t rack, LoadKind kind, double load, double capW) const;
    TwinLoad meanLoad(const Twin& twin, double timeS, std::span<const float> caps) const override;

private:
    const Campus& m_campus;
    std::uint64_t m_seed;
    WorkloadModel m_workload;
    std::vector<RackPower> m_powers; // by asset type
    std::vector<double> m_efficiency; // by rack: what its GPUs need for the same work
    std::vector<std::uint8_t> m_spare; // by rack
};

} // namespace gigahall::model
