#pragma once

#include "model/campus/campus.h"

#include <cstdint>

/// A campus filled by hand, without files or builder, for tests of what stands on the tables. Numbers are on purpose
/// not those of any shipped layout. Names follow P01-B1-H1-R01-K01.
namespace gigahall::tests {

struct TinyShape
{
    std::uint32_t phases = 2, buildings = 1, halls = 2, rows = 3, racks = 4; // each in one of the level above
    std::uint32_t trays = 6, gpusPerTray = 4;
};

model::Campus makeTinyCampus(const TinyShape& shape = {});

} // namespace gigahall::tests
