#pragma once

#include "model/workload/job.h"

#include <cstdint>
#include <string>
#include <vector>

/// Who jobs belong to.
namespace gigahall::model {

/// The tenants of a campus: invented names, largest tenant first.
std::vector<std::string> drawOwners(std::uint64_t seed);
/// Index into them; large jobs belong to few.
std::uint32_t ownerOf(const Job& job, JobScale scale);

} // namespace gigahall::model
