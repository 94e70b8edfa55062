#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <limits>

namespace gigahall::model {

namespace {

/// Sums in whole plane steps: exact, so the order of adding (and the number of threads) can't show.
struct Total
{
    std::uint64_t sumQ = 0, known = 0;
    std::uint32_t maxQ = 0;

    void add(const Total& other)
    {
        sumQ += other.sumQ;
        known += other.known;
        maxQ = std::max(maxQ, other.maxQ);
    }
};

void rollUpGpus(const Campus& campus, const MetricInfo& info, TelemetryFrame& frame)
{
    const auto m = static_cast<std::size_t>(info.metric);
    const Plane& gpus = frame.gpu[m];
    std::vector<GpuStats>& stats = frame.rackGpus[m];
    Plane& racks = frame.rack[m];
    if (gpus.empty() && stats.empty())
        return;
    stats.resize(campus.rackCount());
    racks.resize(campus.rackCount(), kMissing16);
    constexpr std::size_t kGrain = 256;
    oneapi::tbb::parallel_for(
        oneapi::tbb::blocked_range<std::uint32_t>(0, campus.rackCount(), kGrain), [&](const auto& range) {
            for (std::uint32_t r = range.begin(); r < range.end(); ++r) {
                if (!gpus.empty())
                    stats[r] = gpuStats(std::span(gpus).subspan(campus.rackFirstGpu[r], campus.rackGpus(r)));
                if (stats[r].known != 0)
                    racks[r] = rackValue(info, stats[r]);
            }
        });
}

Total totalOf(const Campus& campus, const MetricInfo& info, const TelemetryFrame& frame, Range racks)
{
    const auto m = static_cast<std::size_t>(info.metric);
    const Plane& plane = frame.rack[m];
    const std::vector<GpuStats>& stats = frame.rackGpus[m];
    const std::span<const DataState> states = frame.rackStates(info.metric);
    Total total;
    for (std::uint32_t r = racks.first; r < racks.end(); ++r) {
        if (r < states.size() && hasNoValue(states[r]))
            continue;
        if (!stats.empty() && stats[r].known != 0) {
            total.add({stats[r].sumQ, stats[r].known, stats[r].maxQ});
        } else if (plane[r] != kMissing16) {
            const std::uint64_t weight = info.level == MetricLevel::Gpu ? campus.rackGpus(r) : 1u;
            total.add({weight * plane[r], weight, plane[r]});
        }
    }
    return total;
}

Summary summarise(const MetricInfo& info, const Total& total)
{
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    if (total.known == 0)
        return {kNan, kNan, kNan, 0};
    const double lo = double{info.planeLo};
    const double step = (double{info.planeHi} - lo) / double{kPlaneSteps};
    const auto known = static_cast<double>(total.known);
    const std::uint64_t zero = isSymmetric(info) ? kDifferenceZero : 0;
    const double from = zero == 0 ? lo : 0;
    const double sum = from * known
        + step
            * static_cast<double>(
                static_cast<std::int64_t>(total.sumQ) - static_cast<std::int64_t>(zero * total.known));
    const double max = from + step * (static_cast<double>(total.maxQ) - static_cast<double>(zero));
    return {static_cast<float>(sum / known), static_cast<float>(max), static_cast<float>(sum),
        static_cast<std::uint32_t>(total.known)};
}

template <typename Parents, typename ChildRange>
std::vector<Total> parentTotals(const Parents& parents, const std::vector<Total>& children, ChildRange childRange)
{
    std::vector<Total> totals(parents.size());
    for (std::size_t i = 0; i < parents.size(); ++i) {
        const Range range = childRange(parents[i]);
        for (std::uint32_t c = range.first; c < range.end(); ++c)
            totals[i].add(children[c]);
    }
    return totals;
}

std::vector<Summary> summaries(const MetricInfo& info, const std::vector<Total>& totals)
{
    std::vector<Summary> out;
    out.reserve(totals.size());
    for (const Total& total : totals)
        out.push_back(summarise(info, total));
    return out;
}

void rollUpLevels(const Campus& campus, const MetricInfo& info, TelemetryFrame& frame)
{
    const auto m = static_cast<std::size_t>(info.metric);
    std::vector<Total> halls(campus.halls.size());
    for (std::size_t h = 0; h < halls.size(); ++h)
        halls[h] = totalOf(campus, info, frame, campus.halls[h].racks);
    const auto buildings = parentTotals(campus.buildings, halls, [](const Building& b) { return b.halls; });
    const auto phases = parentTotals(campus.phases, buildings, [](const Phase& p) { return p.buildings; });
    TelemetryFrame::Level& level = frame.rollUp[m];
    level.halls = summaries(info, halls);
    level.buildings = summaries(info, buildings);
    level.phases = summaries(info, phases);
    // Straight over the racks: also right where a layout has racks outside halls.
    level.campus = summarise(info, totalOf(campus, info, frame, {0, campus.rackCount()}));
}

StateCounts countOf(std::span<const DataState> states)
{
    StateCounts counts{};
    for (const DataState state : states)
        ++counts[static_cast<std::size_t>(state)];
    return counts;
}

/// A rack whose plane has no value is Missing for this metric, whatever its source said of the rack; and the other way
/// round.
void settleStates(const MetricInfo& info, TelemetryFrame& frame)
{
    const auto m = static_cast<std::size_t>(info.metric);
    Plane& plane = frame.rack[m];
    std::vector<DataState>& own = frame.metricState[m];
    if (frame.rackState.size() != plane.size() || isCategory(info.metric))
        return;
    const std::span<const DataState> states = frame.rackStates(info.metric);
    for (std::size_t r = 0; r < plane.size(); ++r) {
        const bool isMissing = hasNoValue(states[r]);
        if (isMissing == (plane[r] == kMissing16))
            continue;
        if (isMissing) {
            plane[r] = kMissing16;
            continue;
        }
        if (own.empty())
            own = frame.rackState;
        own[r] = DataState::Missing;
    }
}

} // namespace

GpuStats gpuStats(std::span<const std::uint16_t> plane)
{
    const std::uint16_t* const values = plane.data();
    const std::size_t count = plane.size();
    std::uint32_t sumQ = 0, known = 0, maxQ = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t q = values[i];
        const std::uint32_t isKnown = q != kMissing16 ? 1u : 0u;
        const std::uint32_t kept = q & (0u - isKnown);
        sumQ += kept;
        known += isKnown;
        maxQ = maxQ > kept ? maxQ : kept;
    }
    return {sumQ, static_cast<std::uint16_t>(maxQ), static_cast<std::uint16_t>(known)};
}

std::uint16_t rackValue(const MetricInfo& info, const GpuStats& stats)
{
    if (stats.known == 0)
        return kMissing16;
    switch (info.parent) {
    case RollUp::Max:
        return stats.maxQ;
    case RollUp::Sum: {
        const double step = (double{info.planeHi} - double{info.planeLo}) / double{kPlaneSteps};
        return quantise(info, static_cast<float>(double{info.planeLo} * stats.known + step * stats.sumQ));
    }
    case RollUp::Mean:
    case RollUp::None:
        break;
    }
    return static_cast<std::uint16_t>((stats.sumQ + stats.known / 2u) / stats.known);
}

void rollUp(const Campus& campus, TelemetryFrame& frame)
{
    for (const MetricInfo& each : allMetrics()) {
        const MetricInfo& info = frame.info(each.metric);
        const auto m = static_cast<std::size_t>(info.metric);
        if (info.level == MetricLevel::Gpu)
            rollUpGpus(campus, info, frame);
        settleStates(info, frame);
        frame.metricStateCounts[m] = countOf(frame.metricState[m]);
        if (info.parent != RollUp::None && !frame.rack[m].empty())
            rollUpLevels(campus, info, frame);
    }
    frame.stateCounts = countOf(frame.rackState);
}

StateCounts gpuStateCounts(const Campus& campus, const TelemetryFrame& frame, Metric metric)
{
    const auto m = static_cast<std::size_t>(metric);
    const std::span<const DataState> states = frame.rackStates(metric);
    const Plane& plane = frame.gpu[m];
    const std::vector<GpuStats>& stats = frame.rackGpus[m];
    constexpr auto kGap = static_cast<std::size_t>(DataState::Missing);
    StateCounts counts{};
    for (std::uint32_t r = 0; r < states.size(); ++r) {
        const auto state = static_cast<std::size_t>(states[r]);
        const std::uint32_t gpus = campus.rackGpus(r), first = campus.rackFirstGpu[r];
        if (states[r] == DataState::Planned) {
            counts[state] += gpus;
            continue;
        }
        if (plane.empty()) {
            const bool known = r < stats.size() && stats[r].known != 0;
            const std::uint32_t gaps = known ? gpus - std::min<std::uint32_t>(stats[r].known, gpus) : 0;
            counts[state] += gpus - gaps;
            counts[kGap] += gaps;
            continue;
        }
        for (std::uint32_t g = first; g < first + gpus; ++g) {
            const auto own = frame.gpuState[m].own(g);
            ++counts[plane[g] == kMissing16 || state == kGap ? kGap : own ? static_cast<std::size_t>(*own) : state];
        }
    }
    return counts;
}

} // namespace gigahall::model
