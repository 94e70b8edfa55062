#pragma once

#include "model/workload/waveform.h"

#include <cstdint>

namespace gigahall::model {

enum class LoadKind : std::uint8_t
{
    Training,
    Inference,
    Batch,
    Idle,
    Maintenance
};

/// Whether all racks of a load wait for each other: it stops as a whole when one of them goes dark. The others lose no
/// more than that rack's share.
constexpr bool isSynchronous(LoadKind kind)
{
    return kind == LoadKind::Training;
}
/// Idle racks and those in maintenance belong to nobody.
constexpr bool isJob(LoadKind kind)
{
    return kind != LoadKind::Idle && kind != LoadKind::Maintenance;
}

/// How much of a campus one job gets.
enum class JobScale : std::uint8_t
{
    Phase,
    Building,
    Hall,
    Rows
};

/// Racks that are given away together, to one job after the other. Each has a slot of the same length.
struct Allocation
{
    std::uint64_t hash = 0;
    JobScale scale = JobScale::Rows;
    std::uint32_t gpus = 0;
    double slotS = 0; ///< length of a slot
    double shiftS = 0; ///< how far slot 0 had come at time 0

    Allocation(std::uint64_t hash, JobScale scale);
    std::int64_t slotAt(double timeS) const;
};

/// One job in its slot. Everything about it is drawn from the hashes of its allocation and slot.
struct Job
{
    std::uint64_t hash = 0;
    LoadKind kind = LoadKind::Idle;
    double startS = 0; ///< of the slot, on the source's clock
    double lengthS = 0; ///< of the slot
    double gapS = 0; ///< idle before it starts
    double rampS = 4; ///< to start and to stop
    double intensity = 0.8;
    double level = 0.97; ///< busy on the plateau of a step
    double failEveryS = 1e9; ///< mean distance of failures
    TrainingRhythm rhythm;

    Job(const Allocation& allocation, std::int64_t slot);
    /// Whether its processes are there: from the first ramp on, also while a failed run starts again.
    bool runs(double timeS) const { return isJob(kind) && timeS - startS >= gapS; }
    /// Share of time its GPUs work, `timeS` within its slot.
    double busy(double timeS) const;
};

} // namespace gigahall::model
