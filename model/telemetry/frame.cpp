#include "model/telemetry/frame.h"

#include "model/campus/campus.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

namespace gigahall::model {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

struct Quantiser
{
    explicit Quantiser(const MetricInfo& info)
        : lo(info.planeLo)
        , stepsPerUnit(kPlaneSteps / (info.planeHi - info.planeLo))
    {
    }

    std::uint16_t operator()(float value) const
    {
        // Branch-free so that the loop over an array vectorises; NaN fails both comparisons and is replaced at the end.
        float steps = (value - lo) * stepsPerUnit + 0.5f;
        steps = steps > 0.0f ? steps : 0.0f;
        steps = steps < kPlaneSteps ? steps : kPlaneSteps;
        const int q = static_cast<int>(steps);
        return static_cast<std::uint16_t>(value == value ? q : int{kMissing16});
    }

    float lo, stepsPerUnit;
};

/// Roll-up of a range of racks (mean, max or sum of what is known).
struct Accumulator
{
    double sum = 0;
    float max = -std::numeric_limits<float>::infinity();
    std::uint32_t known = 0;

    void add(float value)
    {
        if (value == value) {
            sum += double{value};
            max = std::max(max, value);
            ++known;
        }
    }
    float result(RollUp how) const
    {
        if (known == 0 || how == RollUp::None)
            return kNan;
        if (how == RollUp::Max)
            return max;
        return static_cast<float>(how == RollUp::Sum ? sum : sum / known);
    }
};

float pick(const Summary& summary, RollUp how)
{
    if (how == RollUp::None)
        return kNan;
    return how == RollUp::Mean ? summary.mean : how == RollUp::Max ? summary.max : summary.sum;
}

float at(const std::vector<Summary>& level, std::uint32_t index, RollUp how)
{
    return index < level.size() ? pick(level[index], how) : kNan;
}

float overPlane(const MetricInfo& info, const Plane& plane, Range range)
{
    Accumulator sum;
    for (std::uint32_t i = range.first; i < range.end() && i < plane.size(); ++i)
        sum.add(dequantise(info, plane[i]));
    return sum.result(info.parent);
}

} // namespace

std::uint16_t quantise(const MetricInfo& info, float value)
{
    return Quantiser(info)(value);
}

float dequantise(const MetricInfo& info, std::uint16_t q)
{
    if (q == kMissing16)
        return kNan;
    const float step = (info.planeHi - info.planeLo) / kPlaneSteps;
    return isSymmetric(info) ? static_cast<float>(int{q} - int{kDifferenceZero}) * step
                             : info.planeLo + static_cast<float>(q) * step;
}

void quantise(const MetricInfo& info, std::span<const float> values, std::span<std::uint16_t> out)
{
    assert(values.size() == out.size());
    const Quantiser quantiser(info);
    constexpr std::size_t kGrain = 1 << 16;
    oneapi::tbb::parallel_for(
        oneapi::tbb::blocked_range<std::size_t>(0, values.size(), kGrain), [&](const auto& range) {
            const float* in = values.data();
            std::uint16_t* to = out.data();
            for (std::size_t i = range.begin(); i < range.end(); ++i)
                to[i] = quantiser(in[i]);
        });
}

float TelemetryFrame::value(const Campus& campus, Metric metric, AssetId id) const
{
    const MetricInfo& info = this->info(metric);
    const auto m = static_cast<std::size_t>(metric);
    const std::uint32_t index = id.index();
    switch (id.kind()) {
    case AssetKind::Gpu:
        return index < gpu[m].size() ? dequantise(info, gpu[m][index]) : kNan;
    case AssetKind::Tray: {
        if (gpu[m].empty() || campus.rackFirstTray.empty() || index >= campus.rackFirstTray.back())
            return kNan;
        const std::uint32_t rackIndex = campus.rackOfTray(index);
        const std::uint32_t perTray = campus.rackType(rackIndex).gpusPerTray;
        const std::uint32_t tray = index - campus.rackFirstTray[rackIndex];
        return overPlane(info, gpu[m], {campus.rackFirstGpu[rackIndex] + tray * perTray, perTray});
    }
    case AssetKind::Rack:
        return index < rack[m].size() ? dequantise(info, rack[m][index]) : kNan;
    case AssetKind::Plant:
        return index < plant[m].size() ? plant[m][index] : kNan;
    case AssetKind::Row:
        return index < campus.rows.size() ? overPlane(info, rack[m], campus.rows[index].racks) : kNan;
    case AssetKind::Hall:
        return at(rollUp[m].halls, index, info.parent);
    case AssetKind::Building:
        return at(rollUp[m].buildings, index, info.parent);
    case AssetKind::Phase:
        return at(rollUp[m].phases, index, info.parent);
    case AssetKind::Campus:
        return rack[m].empty() ? kNan : pick(rollUp[m].campus, info.parent);
    default:
        return kNan;
    }
}

std::span<const DataState> TelemetryFrame::rackStates(Metric metric) const
{
    const auto& own = metricState[static_cast<std::size_t>(metric)];
    return own.empty() ? rackState : own;
}

const StateCounts& TelemetryFrame::counts(Metric metric) const
{
    const auto m = static_cast<std::size_t>(metric);
    if (metricState[m].empty())
        return stateCounts;
    return metricStateCounts[m];
}

DataState TelemetryFrame::state(const Campus& campus, Metric metric, AssetId id) const
{
    const std::span<const DataState> states = rackStates(metric);
    const auto m = static_cast<std::size_t>(metric);
    if (id.kind() == AssetKind::Gpu) {
        const std::uint32_t gpuIndex = id.index();
        if (gpuIndex < gpu[m].size() && gpu[m][gpuIndex] == kMissing16)
            return states.empty() || states[campus.rackOfGpu(gpuIndex)] != DataState::Planned ? DataState::Missing
                                                                                              : DataState::Planned;
        if (const auto own = gpuState[m].own(gpuIndex))
            return *own;
    }
    StateCounts found{};
    const Range racks = campus.racksOf(id);
    for (std::uint32_t r = racks.first; r < racks.end() && r < states.size(); ++r)
        ++found[static_cast<std::size_t>(states[r])];
    // A value of many is of those that run; what is not there yet says nothing about it.
    auto& planned = found[static_cast<std::size_t>(DataState::Planned)];
    if (std::accumulate(found.begin(), found.end(), std::uint64_t(0)) > planned)
        planned = 0;
    return static_cast<DataState>(std::max_element(found.begin(), found.end()) - found.begin());
}

} // namespace gigahall::model
