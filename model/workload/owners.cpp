#include "model/workload/owners.h"

#include "model/simulation/hash.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gigahall::model {

namespace {

constexpr std::size_t kOwners = 8;
constexpr std::array<const char*, 12> kNames{"Atlas", "Borealis", "Cascade", "Ember", "Fathom", "Granite", "Halcyon",
    "Isthmus", "Kestrel", "Meridian", "Nimbus", "Petrel"};

// Assumption: the share of the jobs of each scale that an owner has.
constexpr std::array<std::array<double, kOwners>, 4> kShares{{
    {0.70, 0.30},
    {0.34, 0.26, 0.20, 0.12, 0.08},
    {0.20, 0.17, 0.15, 0.13, 0.11, 0.10, 0.08, 0.06},
    {0.04, 0.06, 0.08, 0.10, 0.14, 0.17, 0.20, 0.21},
}};

} // namespace

std::vector<std::string> drawOwners(std::uint64_t seed)
{
    std::array<std::pair<std::uint64_t, const char*>, kNames.size()> draws;
    for (std::size_t i = 0; i < kNames.size(); ++i)
        draws[i] = {hashOf(seed, 0x0173a7, i), kNames[i]};
    std::sort(draws.begin(), draws.end());
    std::vector<std::string> owners;
    for (std::size_t i = 0; i < kOwners; ++i)
        owners.emplace_back(draws[i].second);
    return owners;
}

std::uint32_t ownerOf(const Job& job, JobScale scale)
{
    const auto& shares = kShares[static_cast<std::size_t>(scale)];
    double draw = unit(hashOf(job.hash, 15));
    std::uint32_t owner = 0;
    while (owner + 1 < kOwners && draw >= shares[owner])
        draw -= shares[owner++];
    return owner;
}

} // namespace gigahall::model
