#pragma once

#include "model/campus/campus.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gigahall::model {

/// Servers of one rack type and the conversion inside it: what the rack draws at its input for what its chips do. A
/// layout that says nothing about nodes gets one that closes to the nameplate. Immutable.
class RackPower
{
public:
    RackPower() = default;
    explicit RackPower(const AssetType& type);

    double ratedKw() const { return m_ratedKw; }
    std::uint32_t gpus() const { return m_gpus; }
    double gpuIdleW() const { return m_gpuIdleW; } ///< one die
    double gpuMaxW() const { return m_gpuMaxW; }
    /// How much warmer a die is for each watt it takes (assumption: 29 K above its coolant at full power).
    double dieKPerW() const { return m_gpuMaxW > 0 ? 29 / m_gpuMaxW : 0; }

    /// Output of the last stage: what the nodes take. `gpuW`: all dies together; `cpuUtilization` 0..1.
    double nodesKw(double gpuW, double cpuUtilization) const
    {
        return gpuW / 1000 + m_restIdleKw + (m_restMaxKw - m_restIdleKw) * cpuUtilization;
    }
    /// Input of the rack.
    double inputKw(double gpuW, double cpuUtilization) const { return convert(nodesKw(gpuW, cpuUtilization), {}); }
    /// The same where CPUs and the rest follow the GPUs.
    double inputKw(double gpuW) const;
    /// What a GPU may take on average so that the rack takes no more than `wantedKw`.
    double gpuMeanW(double wantedKw) const;
    /// The same at equal utilisation of all GPUs, with the loss of every stage added to `lossKw` (one entry a stage, or
    /// empty).
    double inputKw(double gpuUtilization, double cpuUtilization, std::span<double> lossKw) const;
    double idleKw() const { return inputKw(m_gpus * m_gpuIdleW, 0); }
    std::span<const RackStage> stages() const { return m_stages; }
    /// What a stage's empty positions add to reported losses: units that carry nothing but their own load. Not part of
    /// any power: nothing there draws it.
    double emptyLossKw(std::size_t stage) const;

private:
    static double stageLossKw(const RackStage& stage, double outputKw);
    double convert(double kw, std::span<double> lossKw) const;

    double m_ratedKw = 0;
    std::uint32_t m_gpus = 0;
    double m_gpuIdleW = 0, m_gpuMaxW = 0;
    double m_restIdleKw = 0, m_restMaxKw = 0; // everything in the nodes but GPUs
    std::vector<RackStage> m_stages;
};

} // namespace gigahall::model
