#include "model/telemetry/difference.h"

#include "model/campus/campus.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace gigahall::model {

namespace {

/// A step of a difference is two steps of the metric; halves go away from zero, so that a - b is minus b - a.
std::uint16_t minus(std::uint16_t a, std::uint16_t b)
{
    const int steps = int{a} - int{b};
    const int half = steps < 0 ? (steps - 1) / 2 : (steps + 1) / 2;
    const int q = int{kDifferenceZero} + half;
    return a == kMissing16 || b == kMissing16 ? kMissing16 : static_cast<std::uint16_t>(q);
}

Plane minus(const Plane& a, const Plane& b)
{
    if (a.empty() || b.empty())
        return {};
    if (a.size() != b.size())
        throw std::invalid_argument("frames of different campuses can't be compared");
    Plane out(a.size());
    constexpr std::size_t kGrain = 1 << 16;
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(0, out.size(), kGrain), [&](const auto& range) {
        for (std::size_t i = range.begin(); i < range.end(); ++i)
            out[i] = minus(a[i], b[i]);
    });
    return out;
}

std::vector<float> minus(const std::vector<float>& a, const std::vector<float>& b)
{
    if (a.size() != b.size())
        return {};
    std::vector<float> out(a.size());
    std::transform(a.begin(), a.end(), b.begin(), out.begin(), [](float x, float y) { return x - y; });
    return out;
}

std::vector<DataState> worse(std::span<const DataState> a, std::span<const DataState> b)
{
    std::vector<DataState> out(std::min(a.size(), b.size()));
    for (std::size_t r = 0; r < out.size(); ++r)
        out[r] = worse(a[r], b[r]);
    return out;
}

/// Only where a frame has GPUs that differ from their racks.
GpuStates worseGpus(const Campus& campus, const TelemetryFrame& a, const TelemetryFrame& b, Metric metric)
{
    const auto m = static_cast<std::size_t>(metric);
    if (a.gpuState[m].empty() && b.gpuState[m].empty())
        return {};
    GpuStates out(campus.gpuCount());
    const auto statesA = a.rackStates(metric), statesB = b.rackStates(metric);
    for (std::uint32_t r = 0; r < campus.rackCount() && r < statesA.size() && r < statesB.size(); ++r) {
        const std::uint32_t first = campus.rackFirstGpu[r];
        for (std::uint32_t g = first; g < first + campus.rackGpus(r); ++g)
            out.set(g, worse(a.gpuState[m].own(g).value_or(statesA[r]), b.gpuState[m].own(g).value_or(statesB[r])));
    }
    return out;
}

} // namespace

FramePtr difference(const Campus& campus, const TelemetryFrame& a, const TelemetryFrame& b)
{
    auto out = std::make_shared<TelemetryFrame>();
    out->isDifference = true;
    out->timeS = a.timeS;
    // Other frames, other serial: both count.
    out->serial = a.serial * 0x9e3779b97f4a7c15u + b.serial;
    out->source = a.source + " - " + b.source;
    out->rackState = worse(a.rackState, b.rackState);
    for (const MetricInfo& info : allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        if (isCategory(info.metric))
            continue;
        out->gpu[m] = minus(a.gpu[m], b.gpu[m]);
        out->rack[m] = minus(a.rack[m], b.rack[m]);
        out->plant[m] = minus(a.plant[m], b.plant[m]);
        if (!a.metricState[m].empty() || !b.metricState[m].empty())
            out->metricState[m] = worse(a.rackStates(info.metric), b.rackStates(info.metric));
        out->gpuState[m] = out->gpu[m].empty() ? GpuStates() : worseGpus(campus, a, b, info.metric);
    }
    rollUp(campus, *out);
    return out;
}

} // namespace gigahall::model
