#include "model/workload/workload.h"

#include "model/simulation/hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace gigahall::model {

namespace {

constexpr std::uint32_t kUnassigned = 0xffffffffu;
constexpr double kIdleBusy = 0.012;

/// Ages at which an exponential memory of one time constant has forgotten 1/12, 3/12, ... 11/12: six equal weights
/// approximate it.
constexpr std::array<double, 6> kMemory{0.0870, 0.2877, 0.5390, 0.8755, 1.3863, 2.4849};
constexpr double kGpuLagS = 3;
constexpr double kLoopLagS = 25;

// All of these are assumptions: how often a level is one allocation, and how often it takes its neighbour along.
constexpr std::size_t kPhasesPerLargeJob = 4;
constexpr double kMergePhase = 0.25;
constexpr double kWholeBuilding = 0.30, kMergeBuilding = 0.3;
constexpr double kWholeHall = 0.74, kMergeHall = 0.3;
/// A level is only given away whole where at least this many of its kind make a campus.
constexpr std::size_t kManyOfAKind = 4;

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
struct Hours
{
    double lo, hi;
};
constexpr std::array<Hours, 4> kJobHours{{{20, 60}, {8, 30}, {3, 14}, {0.4, 4}}};

} // namespace

/// One job on its allocation; times count from the start of its slot.
struct WorkloadModel::Job
{
    std::uint64_t hash = 0;
    LoadKind kind = LoadKind::Idle;
    double startS = 0; ///< of the slot, on the source's clock
    double lengthS = 0;
    double gapS = 0; ///< idle before it starts
    double rampS = 4;
    double intensity = 0.8;
    double level = 0.97;
    double failEveryS = 1e9, restartS = 600;
    TrainingRhythm rhythm;
};

WorkloadModel::WorkloadModel(const Campus& campus, std::uint64_t seed)
    : m_seed(seed)
    , m_ofRack(campus.rackCount(), kUnassigned)
{
    split(campus);
    // Racks that no row holds (imported scenes): one more allocation.
    if (std::find(m_ofRack.begin(), m_ofRack.end(), kUnassigned) != m_ofRack.end()) {
        const std::uint32_t rest = add(Scale::Hall);
        std::replace(m_ofRack.begin(), m_ofRack.end(), kUnassigned, rest);
    }
}

double WorkloadModel::chance()
{
    return unit(hashOf(m_seed, 0x5eed, m_draws++));
}

std::uint32_t WorkloadModel::add(Scale scale)
{
    const auto index = static_cast<std::uint32_t>(m_allocations.size());
    m_allocations.push_back({hashOf(m_seed, 0xa110c, index), scale});
    return index;
}

void WorkloadModel::assign(Range racks, std::uint32_t allocation)
{
    std::fill_n(m_ofRack.begin() + racks.first, racks.count, allocation);
}

void WorkloadModel::split(const Campus& campus)
{
    // The phases with the smallest draws are given away whole: a few large jobs, never all of the campus.
    const std::size_t phases = campus.phases.size();
    std::vector<std::pair<double, std::size_t>> draws;
    for (std::size_t p = 0; p < phases; ++p)
        draws.emplace_back(chance(), p);
    std::sort(draws.begin(), draws.end());
    std::vector<bool> whole(phases, false);
    for (std::size_t i = 0; i < phases / kPhasesPerLargeJob; ++i)
        whole[draws[i].second] = true;
    for (std::size_t p = 0; p < phases; ++p) {
        if (!whole[p]) {
            splitBuildings(campus, campus.phases[p].buildings);
            continue;
        }
        const std::uint32_t job = add(Scale::Phase);
        assign(campus.phases[p].racks, job);
        if (p + 1 < phases && !whole[p + 1] && chance() < kMergePhase)
            assign(campus.phases[++p].racks, job);
    }
}

void WorkloadModel::splitBuildings(const Campus& campus, Range buildings)
{
    for (std::uint32_t b = buildings.first; b < buildings.end(); ++b) {
        if (campus.buildings.size() >= kManyOfAKind && chance() < kWholeBuilding) {
            const std::uint32_t job = add(Scale::Building);
            assign(campus.buildings[b].racks, job);
            while (b + 1 < buildings.end() && chance() < kMergeBuilding)
                assign(campus.buildings[++b].racks, job);
            continue;
        }
        splitHalls(campus, campus.buildings[b].halls);
    }
}

void WorkloadModel::splitHalls(const Campus& campus, Range halls)
{
    for (std::uint32_t h = halls.first; h < halls.end(); ++h) {
        if (campus.halls.size() >= kManyOfAKind && chance() < kWholeHall) {
            const std::uint32_t job = add(Scale::Hall);
            assign(campus.halls[h].racks, job);
            if (h + 1 < halls.end() && chance() < kMergeHall)
                assign(campus.halls[++h].racks, job);
            continue;
        }
        splitRows(campus, campus.halls[h].rows);
    }
}

void WorkloadModel::splitRows(const Campus& campus, Range rows)
{
    for (std::uint32_t r = rows.first; r < rows.end();) {
        const std::uint32_t job = add(Scale::Rows);
        const auto wanted = 1 + static_cast<std::uint32_t>(chance() * 4);
        for (const std::uint32_t end = std::min(rows.end(), r + wanted); r < end; ++r)
            assign(campus.rows[r].racks, job);
    }
}

WorkloadModel::Job WorkloadModel::jobAt(std::uint32_t allocation, double timeS) const
{
    const Allocation& a = m_allocations[allocation];
    const auto scale = static_cast<std::size_t>(a.scale);
    Job job;
    job.lengthS = 3600 * between(hashOf(a.hash, 1), kJobHours[scale].lo, kJobHours[scale].hi);
    const double shiftS = job.lengthS * unit(hashOf(a.hash, 2));
    const double slot = std::floor((timeS + shiftS) / job.lengthS);
    job.startS = slot * job.lengthS - shiftS;
    job.hash = hashOf(a.hash, 3, static_cast<std::int64_t>(slot));
    const double draw = unit(hashOf(job.hash, 4));
    const Mix& mix = kMix[scale];
    job.kind = draw < mix.training                                   ? LoadKind::Training
        : draw < mix.training + mix.inference                        ? LoadKind::Inference
        : draw < mix.training + mix.inference + mix.batch            ? LoadKind::Batch
        : draw < mix.training + mix.inference + mix.batch + mix.idle ? LoadKind::Idle
                                                                     : LoadKind::Maintenance;
    job.gapS = between(hashOf(job.hash, 5), 30, 60 + 0.04 * job.lengthS);
    job.rampS = between(hashOf(job.hash, 6), 2, 10);
    job.level = between(hashOf(job.hash, 7), 0.93, 0.99);
    switch (job.kind) {
    case LoadKind::Training:
        job.intensity = between(hashOf(job.hash, 8), a.scale == Scale::Phase ? 0.8 : 0.6, 0.97);
        // Half of the jobs keep the measured step; the others have other batches and sizes.
        if (unit(hashOf(job.hash, 9)) < 0.5)
            job.rhythm.stepS = between(hashOf(job.hash, 10), 5, 12);
        job.rhythm.checkpointEveryS = between(hashOf(job.hash, 11), 600, 3600);
        job.rhythm.checkpointS = between(hashOf(job.hash, 12), 10, 60);
        job.failEveryS = 3600 * between(hashOf(job.hash, 13), 3, 9);
        job.restartS = between(hashOf(job.hash, 14), 300, 900);
        break;
    case LoadKind::Inference:
        job.intensity = between(hashOf(job.hash, 8), 0.45, 0.7);
        job.gapS = 0;
        break;
    case LoadKind::Batch:
        job.intensity = between(hashOf(job.hash, 8), 0.45, 0.85);
        break;
    default:
        break;
    }
    return job;
}

double WorkloadModel::busyAt(const Job& job, double timeS)
{
    const double runS = timeS - job.startS - job.gapS;
    const double leftS = job.startS + job.lengthS - timeS;
    if (job.kind == LoadKind::Maintenance)
        return 0;
    if (job.kind == LoadKind::Idle || runS < 0)
        return kIdleBusy;
    const double ramp = smoothStep(runS / job.rampS) * smoothStep(leftS / job.rampS);
    double busy = 0;
    if (job.kind == LoadKind::Training) {
        // After a failure everything waits for the restart from the last checkpoint.
        const double sinceFailureS = runS - std::floor(runS / job.failEveryS) * job.failEveryS;
        const bool restarting = runS > job.failEveryS && sinceFailureS < job.restartS;
        busy = restarting ? 0.03 : job.level * trainingActivity(job.rhythm, runS);
    } else if (job.kind == LoadKind::Inference) {
        const double ripple = 0.035 * valueNoise(hashOf(job.hash, 20), timeS / 40);
        busy = 0.88 * dayCurve(timeS / 3600 + kHourAtStart) * (job.level + ripple);
    } else {
        busy = 0.62 + 0.3 * valueNoise(hashOf(job.hash, 21), timeS / 75);
    }
    return kIdleBusy + (busy - kIdleBusy) * ramp;
}

LoadState WorkloadModel::state(std::uint32_t allocation, double timeS) const
{
    const Job job = jobAt(allocation, timeS);
    LoadState state;
    state.kind = job.kind;
    state.busy = busyAt(job, timeS);
    state.intensity = job.intensity;
    const auto remembered = [&](double lagS) {
        double sum = 0;
        for (const double age : kMemory) {
            const double pastS = timeS - age * lagS;
            const Job past = pastS < job.startS ? jobAt(allocation, pastS) : job;
            sum += busyAt(past, pastS) * past.intensity;
        }
        return sum / static_cast<double>(kMemory.size());
    };
    state.loadGpuLag = remembered(kGpuLagS);
    state.loadLoopLag = remembered(kLoopLagS);
    switch (job.kind) {
    case LoadKind::Training:
        state.spread = 0.03;
        state.rackSpread = 0.012;
        break;
    case LoadKind::Inference:
        state.spread = 0.2;
        state.rackSpread = 0.12;
        break;
    case LoadKind::Batch:
        state.spread = 0.16;
        state.rackSpread = 0.22;
        break;
    default:
        state.spread = 0.008;
        break;
    }
    return state;
}

} // namespace gigahall::model
