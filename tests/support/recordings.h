#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <random>

/// Frames for tests of recordings.
namespace gigahall::tests {

/// Any values and states for all racks, plant and GPUs of all metrics, with gaps; jobs and owners with names.
inline model::TelemetryFrame anyFrame(const model::Campus& campus, double timeS, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&random](std::uint32_t n) { return random() % n; };
    model::TelemetryFrame frame;
    frame.timeS = timeS;
    frame.source = "test";
    auto tenancy = std::make_shared<model::Tenancy>();
    tenancy->owners = {"ann", "bob", "kim"};
    for (unsigned j = 0; j < 5; ++j)
        tenancy->jobs.push_back({"job-" + std::to_string((seed + j) % 9), (seed + j) % 3});
    frame.tenancy = tenancy;
    for (const model::MetricInfo& info : model::allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        const std::uint32_t steps = info.metric == model::Metric::Job ? 5
            : info.metric == model::Metric::Owner                     ? 3
                                                                      : 65535;
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
            frame.rack[m].push_back(below(7) == 0 ? model::kMissing16 : std::uint16_t(below(steps)));
        for (std::uint32_t p = 0; p < campus.plantCount(); ++p)
            frame.plant[m].push_back(
                below(7) == 0 ? std::numeric_limits<float>::quiet_NaN() : float(below(1000000)) / 7);
        if (info.level == model::MetricLevel::Gpu)
            for (std::uint32_t g = 0; g < campus.gpuCount(); ++g)
                frame.gpu[m].push_back(below(7) == 0 ? model::kMissing16 : std::uint16_t(below(65535)));
    }
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        frame.rackState.push_back(static_cast<model::DataState>(below(model::kDataStateCount)));
    // Who is missing has no values: frames never say both.
    for (const model::MetricInfo& info : model::allMetrics())
        for (std::uint32_t r = 0; r < campus.rackCount() && !model::isCategory(info.metric); ++r) {
            const auto m = static_cast<std::size_t>(info.metric);
            if (!model::hasNoValue(frame.rackState[r]))
                continue;
            frame.rack[m][r] = model::kMissing16;
            for (std::uint32_t g = 0; info.level == model::MetricLevel::Gpu && g < campus.rackGpus(r); ++g)
                frame.gpu[m][campus.rackFirstGpu[r] + g] = model::kMissing16;
        }
    return frame;
}

} // namespace gigahall::tests
