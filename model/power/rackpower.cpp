#include "model/power/rackpower.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

// Assumptions where the layout gives no ratings: a GB200 rack spends 86 of 132 kW in its GPUs, and they idle at 14 %.
constexpr double kGpuShare = 0.65, kIdleShare = 0.14;
// Power shelves: 97.5 % at full load, worse below a quarter.
constexpr double kLoss0 = 0.004, kLoss1 = 0.008, kLoss2 = 0.014;
// CPUs, switches and memory draw this much of their maximum while nothing computes.
constexpr double kRestIdle = 0.45;

/// Units that run: all, or as few of a bank as stay below the threshold each (ExaDigiT RAPS, "smart load sharing").
double unitsRunning(const RackStage& stage, double kw)
{
    if (stage.sharingKw <= 0 || stage.bank <= 1)
        return stage.count;
    const double banks = stage.count / stage.bank;
    const double perBankW = 1000 * kw / banks;
    const double running = std::floor((perBankW - 1) / (1000 * stage.sharingKw)) + 1;
    return banks * std::clamp(running, 1.0, stage.bank);
}

} // namespace

RackPower::RackPower(const AssetType& type)
    : m_ratedKw(std::max(type.ratedKw, 0.0))
    , m_gpus(type.gpus())
{
    m_gpuMaxW = type.gpuMaxW > 0 ? type.gpuMaxW : m_gpus > 0 ? kGpuShare * m_ratedKw * 1000 / m_gpus : 0;
    m_gpuIdleW = type.gpuIdleW > 0 ? std::min(type.gpuIdleW, m_gpuMaxW) : kIdleShare * m_gpuMaxW;
    const double gpuKw = m_gpus * m_gpuMaxW / 1000;
    if (m_ratedKw <= 0)
        m_ratedKw = gpuKw / kGpuShare;
    const RackPowerDesign& design = type.power;
    if (design.nodes > 0) {
        m_restIdleKw = design.nodes * (design.cpusPerNode * design.cpuIdleW + design.otherW) / 1000;
        m_restMaxKw = design.nodes * (design.cpusPerNode * design.cpuMaxW + design.otherW) / 1000;
        m_stages = design.stages;
        return;
    }
    // What the nameplate leaves after GPUs and conversion; at least a little where ratings contradict each other.
    const double shelvesKw = m_ratedKw / (1 + kLoss0 + kLoss1 + kLoss2);
    m_restMaxKw = std::max(shelvesKw - gpuKw, 0.04 * gpuKw);
    m_restIdleKw = kRestIdle * m_restMaxKw;
    if (m_ratedKw > 0)
        m_stages.push_back(
            {.name = "Power shelves", .loss = LossModel::quadraticStage(shelvesKw, kLoss0, kLoss1, kLoss2)});
}

double RackPower::inputKw(double gpuUtilization, double cpuUtilization, std::span<double> lossKw) const
{
    const double gpuW = m_gpus * (m_gpuIdleW + (m_gpuMaxW - m_gpuIdleW) * gpuUtilization);
    return convert(nodesKw(gpuW, cpuUtilization), lossKw);
}

double RackPower::inputKw(double gpuW) const
{
    const double idleW = m_gpus * m_gpuIdleW, spanW = m_gpus * m_gpuMaxW - idleW;
    return inputKw(gpuW, spanW > 0 ? std::clamp((gpuW - idleW) / spanW, 0.0, 1.0) : 0.0);
}

double RackPower::gpuMeanW(double wantedKw) const
{
    // Input rises with the GPUs' power, and nearly in a straight line: false position.
    double loW = 0, hiW = m_gpuMaxW;
    double loKw = inputKw(0), hiKw = inputKw(m_gpus * hiW);
    if (wantedKw <= loKw || hiKw <= loKw)
        return 0;
    if (wantedKw >= hiKw)
        return hiW;
    for (int i = 0; i < 6 && hiW - loW > 1e-3; ++i) {
        const double w = loW + (hiW - loW) * (wantedKw - loKw) / (hiKw - loKw);
        const double kw = inputKw(m_gpus * w);
        (kw > wantedKw ? hiW : loW) = w;
        (kw > wantedKw ? hiKw : loKw) = kw;
    }
    return loW; // never above what was wanted
}

double RackPower::emptyLossKw(std::size_t stage) const
{
    const RackStage& s = m_stages[stage];
    return s.emptyPositions > 0 ? s.emptyPositions * stageLossKw(s, s.count * s.addedKw) : 0;
}

double RackPower::stageLossKw(const RackStage& stage, double outputKw)
{
    const double units = unitsRunning(stage, outputKw);
    return units * stage.loss.lossKw(outputKw / units);
}

double RackPower::convert(double kw, std::span<double> lossKw) const
{
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        const RackStage& stage = m_stages[i];
        const double output = kw + stage.count * stage.addedKw;
        const double loss = stageLossKw(stage, output);
        if (i < lossKw.size())
            lossKw[i] += loss;
        kw = output + loss;
    }
    return kw;
}

} // namespace gigahall::model
