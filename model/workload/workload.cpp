#include "model/workload/workload.h"

#include "model/simulation/hash.h"
#include "model/workload/owners.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gigahall::model {

namespace {

constexpr std::uint32_t kUnassigned = 0xffffffffu;

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

} // namespace

WorkloadModel::WorkloadModel(const Campus& campus, std::uint64_t seed)
    : m_seed(seed)
    , m_ofRack(campus.rackCount(), kUnassigned)
    , m_owners(drawOwners(seed))
{
    split(campus);
    // Racks that no row holds (imported scenes): one more allocation.
    if (std::find(m_ofRack.begin(), m_ofRack.end(), kUnassigned) != m_ofRack.end()) {
        const std::uint32_t rest = add(JobScale::Hall);
        std::replace(m_ofRack.begin(), m_ofRack.end(), kUnassigned, rest);
    }
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        m_allocations[m_ofRack[r]].gpus += campus.rackGpus(r);
}

double WorkloadModel::chance()
{
    return unit(hashOf(m_seed, 0x5eed, m_draws++));
}

std::uint32_t WorkloadModel::add(JobScale scale)
{
    const auto index = static_cast<std::uint32_t>(m_allocations.size());
    m_allocations.emplace_back(hashOf(m_seed, 0xa110c, index), scale);
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
        const std::uint32_t job = add(JobScale::Phase);
        assign(campus.phases[p].racks, job);
        if (p + 1 < phases && !whole[p + 1] && chance() < kMergePhase)
            assign(campus.phases[++p].racks, job);
    }
}

void WorkloadModel::splitBuildings(const Campus& campus, Range buildings)
{
    for (std::uint32_t b = buildings.first; b < buildings.end(); ++b) {
        if (campus.buildings.size() >= kManyOfAKind && chance() < kWholeBuilding) {
            const std::uint32_t job = add(JobScale::Building);
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
            const std::uint32_t job = add(JobScale::Hall);
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
        const std::uint32_t job = add(JobScale::Rows);
        const auto wanted = 1 + static_cast<std::uint32_t>(chance() * 4);
        for (const std::uint32_t end = std::min(rows.end(), r + wanted); r < end; ++r)
            assign(campus.rows[r].racks, job);
    }
}

Job WorkloadModel::job(std::uint32_t allocation, double timeS) const
{
    const Allocation& a = m_allocations[allocation];
    return {a, a.slotAt(timeS)};
}

double WorkloadModel::load(std::uint32_t allocation, double timeS) const
{
    const Job now = job(allocation, timeS);
    return now.busy(timeS) * now.intensity;
}

LoadState WorkloadModel::state(std::uint32_t allocation, double timeS) const
{
    const Allocation& a = m_allocations[allocation];
    const std::int64_t slot = a.slotAt(timeS);
    const Job now(a, slot);
    // Memory is shorter than any slot.
    const bool early = timeS - kMemory.back() * kLoopLagS < now.startS;
    const Job before = early ? Job(a, slot - 1) : now;
    LoadState state;
    state.kind = now.kind;
    state.busy = now.busy(timeS);
    state.intensity = now.intensity;
    const auto remembered = [&](double lagS) {
        double sum = 0;
        for (const double age : kMemory) {
            const double pastS = timeS - age * lagS;
            const Job& past = pastS < now.startS ? before : now;
            sum += past.busy(pastS) * past.intensity;
        }
        return sum / static_cast<double>(kMemory.size());
    };
    state.loadGpuLag = remembered(kGpuLagS);
    state.loadLoopLag = remembered(kLoopLagS);
    switch (now.kind) {
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

std::string WorkloadModel::jobName(std::uint32_t allocation, std::int64_t slot, LoadKind kind) const
{
    // The rest of the number by that of the allocations tells them apart, what is left tells slots apart.
    const auto already = static_cast<std::int64_t>(hashOf(m_allocations[allocation].hash, 16) % 9);
    const std::int64_t number = (slot + already) * static_cast<std::int64_t>(m_allocations.size()) + allocation + 1;
    const char* prefix = kind == LoadKind::Training ? "train" : kind == LoadKind::Inference ? "infer" : "batch";
    return fmt::format("{}-{:04}", prefix, number);
}

Placement WorkloadModel::placement(double timeS) const
{
    auto tenancy = std::make_shared<Tenancy>();
    tenancy->owners = m_owners;
    tenancy->jobs.reserve(m_allocations.size());
    Placement placement;
    placement.jobOf.assign(m_allocations.size(), Placement::kNoJob);
    for (std::uint32_t a = 0; a < m_allocations.size(); ++a) {
        const Allocation& allocation = m_allocations[a];
        const std::int64_t slot = allocation.slotAt(timeS);
        const Job job(allocation, slot);
        if (!job.runs(timeS))
            continue;
        placement.jobOf[a] = static_cast<std::uint32_t>(tenancy->jobs.size());
        tenancy->jobs.push_back({jobName(a, slot, job.kind), ownerOf(job, allocation.scale)});
    }
    placement.tenancy = std::move(tenancy);
    return placement;
}

} // namespace gigahall::model
