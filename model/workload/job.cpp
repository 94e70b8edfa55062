#include "model/workload/job.h"

#include "model/simulation/hash.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::model {

namespace {

struct Interval
{
    double lo, hi;
};

double drawn(std::uint64_t hash, Interval interval)
{
    return between(hash, interval.lo, interval.hi);
}

// Assumptions: what an allocation of each scale does, and for how long.
struct Mix
{
    double training, inference, batch, idle;
}; // the rest is maintenance
constexpr std::array<Mix, 4> kMix{{
    {1.00, 0.00, 0.00, 0.00},
    {0.66, 0.28, 0.02, 0.04},
    {0.50, 0.24, 0.17, 0.07},
    {0.28, 0.22, 0.32, 0.14},
}};
constexpr std::array<Interval, 4> kSlotHours{{{20, 60}, {8, 30}, {3, 14}, {0.4, 4}}};

// What training does (DOMAIN 4.2). Steps of half a second would be shorter than the distance of frames: left out.
constexpr Interval kRampS{2, 10}, kStepS{5, 12};
constexpr Interval kCheckpointEveryS{600, 3600}, kCheckpointS{10, 60}, kRestartS{300, 900};
// Mean time between failures: 3 h at 16 384 GPUs. Fewer GPUs fail less often; more carry spares (assumption), or they
// would do little else than start again.
constexpr double kFailEveryS = 3 * 3600, kFailGpus = 16384;
constexpr Interval kFailSpread{0.7, 1.3};

constexpr double kIdleBusy = 0.012;
/// Nodes that load a checkpoint.
constexpr double kRestartBusy = 0.03;

LoadKind kindOf(const Mix& mix, double draw)
{
    return draw < mix.training                                       ? LoadKind::Training
        : draw < mix.training + mix.inference                        ? LoadKind::Inference
        : draw < mix.training + mix.inference + mix.batch            ? LoadKind::Batch
        : draw < mix.training + mix.inference + mix.batch + mix.idle ? LoadKind::Idle
                                                                     : LoadKind::Maintenance;
}

/// One failure of a training job, in seconds since the job began.
struct Failure
{
    double atS, backS;
};

/// There is one in every stretch of `failEveryS`, somewhere.
Failure failureOf(const Job& job, double stretch)
{
    const std::uint64_t hash = hashOf(job.hash, 23, static_cast<std::int64_t>(stretch));
    const double restartS = drawn(hash, kRestartS);
    const double atS = stretch * job.failEveryS + unit(hashOf(hash, 1)) * (job.failEveryS - restartS);
    return {atS, atS + restartS};
}

/// What a training job does `runS` after it began; ramps of the whole job come on top.
double trainingBusy(const Job& job, double runS)
{
    const double stretch = std::floor(runS / job.failEveryS);
    const Failure failure = failureOf(job, stretch);
    // Each run begins at the checkpoint, so its rhythm starts anew.
    double sinceS = runS, start = 1;
    if (runS >= failure.backS)
        sinceS = runS - failure.backS;
    else if (stretch > 0)
        sinceS = runS - failureOf(job, stretch - 1).backS;
    if (sinceS < runS)
        start = smoothStep(sinceS / job.rampS);
    const double run = kRestartBusy + (job.level * trainingActivity(job.rhythm, sinceS) - kRestartBusy) * start;
    if (runS < failure.atS || runS >= failure.backS)
        return run;
    return kRestartBusy + (run - kRestartBusy) * (1 - smoothStep((runS - failure.atS) / job.rampS));
}

} // namespace

Allocation::Allocation(std::uint64_t h, JobScale s)
    : hash(h)
    , scale(s)
    , slotS(3600 * drawn(hashOf(h, 1), kSlotHours[static_cast<std::size_t>(s)]))
    , shiftS(slotS * unit(hashOf(h, 2)))
{
}

std::int64_t Allocation::slotAt(double timeS) const
{
    return static_cast<std::int64_t>(std::floor((timeS + shiftS) / slotS));
}

Job::Job(const Allocation& allocation, std::int64_t slot)
    : hash(hashOf(allocation.hash, 3, slot))
    , kind(kindOf(kMix[static_cast<std::size_t>(allocation.scale)], unit(hashOf(hash, 4))))
    , startS(static_cast<double>(slot) * allocation.slotS - allocation.shiftS)
    , lengthS(allocation.slotS)
{
    if (!isJob(kind))
        return;
    rampS = drawn(hashOf(hash, 6), kRampS);
    level = between(hashOf(hash, 7), 0.93, 0.99);
    if (kind != LoadKind::Inference)
        gapS = between(hashOf(hash, 5), 30, 60 + 0.04 * lengthS);
    switch (kind) {
    case LoadKind::Training:
        intensity = between(hashOf(hash, 8), allocation.scale == JobScale::Phase ? 0.8 : 0.6, 0.97);
        // Half of the jobs keep the measured step; the others have other batches and sizes.
        if (unit(hashOf(hash, 9)) < 0.5)
            rhythm.stepS = drawn(hashOf(hash, 10), kStepS);
        rhythm.checkpointEveryS = drawn(hashOf(hash, 11), kCheckpointEveryS);
        rhythm.checkpointS = drawn(hashOf(hash, 12), kCheckpointS);
        failEveryS = kFailEveryS * std::max(1.0, kFailGpus / std::max(1u, allocation.gpus))
            * drawn(hashOf(hash, 13), kFailSpread);
        break;
    case LoadKind::Inference:
        intensity = between(hashOf(hash, 8), 0.45, 0.7);
        break;
    default:
        intensity = between(hashOf(hash, 8), 0.45, 0.85);
        break;
    }
}

double Job::busy(double timeS) const
{
    if (kind == LoadKind::Maintenance)
        return 0;
    if (!runs(timeS))
        return kIdleBusy;
    const double runS = timeS - startS - gapS;
    double busy = 0;
    if (kind == LoadKind::Training) {
        busy = trainingBusy(*this, runS);
    } else if (kind == LoadKind::Inference) {
        const double ripple = 0.035 * valueNoise(hashOf(hash, 20), timeS / 40);
        busy = 0.88 * dayCurve(timeS / 3600) * (level + ripple);
    } else {
        busy = 0.62 + 0.3 * valueNoise(hashOf(hash, 21), timeS / 75);
    }
    const double leftS = startS + lengthS - timeS;
    return kIdleBusy + (busy - kIdleBusy) * smoothStep(runS / rampS) * smoothStep(leftS / rampS);
}

} // namespace gigahall::model
