#pragma once

#include "model/telemetry/frame.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace gigahall::tests {

/// By bits: what is not known is NaN, which is never equal.
inline bool samePlant(const model::TelemetryFrame& a, const model::TelemetryFrame& b)
{
    const auto sameBits
        = [](float x, float y) { return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y); };
    for (std::size_t m = 0; m < model::kMetricCount; ++m)
        if (!std::equal(a.plant[m].begin(), a.plant[m].end(), b.plant[m].begin(), b.plant[m].end(), sameBits))
            return false;
    return true;
}

} // namespace gigahall::tests
