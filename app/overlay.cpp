#include "app/overlay.h"

#include "app/scenery/categories.h"
#include "app/scenery/colormaps.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::app {
namespace {

constexpr float kPlaneSteps = 65534;

// Plant shares the racks' scale where a value means the same on both. Power, ramp and flow of plant span five decades,
// from a pump to the main transformer: on the racks' scale all of it would be off either end, so there it stays
// neutral.
constexpr std::array kPlantMetrics{
    model::Metric::Loading, model::Metric::RackLiquidSupplyTemperature, model::Metric::RackLiquidReturnTemperature};

// 2nd and 98th percentile of the known values of a plane and of plant, by counting: one pass whatever the size.
bool percentiles(
    const model::Plane& plane, std::span<const float> plant, const model::MetricInfo& info, ValueRange& out)
{
    std::vector<std::uint32_t> counts(65536);
    std::uint64_t known = 0;
    const auto count = [&](std::uint16_t q) {
        counts[q] += q != model::kMissing16;
        known += q != model::kMissing16;
    };
    std::ranges::for_each(plane, count);
    for (const float value : plant)
        count(model::quantise(info, value));
    if (known == 0)
        return false;
    const auto at = [&](double share) {
        const auto rank = static_cast<std::uint64_t>(share * double(known - 1));
        std::uint64_t seen = 0;
        for (std::uint32_t q = 0; q < counts.size(); ++q) {
            seen += counts[q];
            if (seen > rank)
                return model::dequantise(info, static_cast<std::uint16_t>(q));
        }
        return info.planeHi;
    };
    out = {at(0.02), at(0.98)};
    return true;
}

bool isTrusted(model::DataState state)
{
    using model::DataState;
    return state == DataState::Live || state == DataState::Simulated || state == DataState::Recorded;
}

// Whether some GPU of a rack differs from it, by its own state or because it has no value.
bool isMixed(const model::TelemetryFrame& frame, std::size_t metric, const model::Campus& campus, std::uint32_t rack)
{
    const auto& gpus = frame.rackGpus[metric];
    if (frame.gpu[metric].empty())
        return false;
    const std::uint32_t count = campus.rackGpus(rack), first = campus.rackFirstGpu[rack];
    if (rack < gpus.size() && gpus[rack].known < count)
        return true;
    const auto& own = frame.gpuState[metric];
    for (std::uint32_t gpu = first; !own.empty() && gpu < first + count; ++gpu)
        if (const auto state = own.own(gpu); state && *state != frame.rackStates(model::Metric(metric))[rack])
            return true;
    return false;
}

// States as the renderer has them. Off is a rack that is known to draw nothing: where its data can't be trusted, that
// is what has to be seen; and without power there is nothing to measure.
std::vector<std::uint8_t> rackStates(
    const model::TelemetryFrame& frame, model::Metric metric, const model::Campus& campus)
{
    static_assert(model::kDataStateCount == render::kRackOff);
    const auto& power = frame.rack[static_cast<std::size_t>(model::Metric::RackPower)];
    const auto powerStates = frame.rackStates(model::Metric::RackPower);
    const auto shown = frame.rackStates(metric);
    std::vector<std::uint8_t> states(shown.size());
    for (std::uint32_t rack = 0; rack < states.size(); ++rack) {
        const bool off = !frame.isDifference && rack < power.size() && power[rack] == 0 && isTrusted(powerStates[rack]);
        states[rack] = off && (isTrusted(shown[rack]) || shown[rack] == model::DataState::Missing)
            ? render::kRackOff
            : static_cast<std::uint8_t>(shown[rack]);
        if (states[rack] != render::kRackOff && isMixed(frame, static_cast<std::size_t>(metric), campus, rack))
            states[rack] |= render::kRackMixed;
    }
    return states;
}

std::vector<std::uint8_t> hallStates(const model::Campus& campus, std::span<const std::uint8_t> racks)
{
    std::vector<std::uint8_t> states;
    for (const auto& hall : campus.halls) {
        std::array<std::uint32_t, render::kRackOff + 1> counts{};
        for (auto rack = hall.racks.first; rack < hall.racks.end() && rack < racks.size(); ++rack)
            ++counts[racks[rack] & ~render::kRackMixed];
        const auto most = std::ranges::max_element(counts);
        states.push_back(*most == 0 ? std::uint8_t(model::DataState::Live) : std::uint8_t(most - counts.begin()));
    }
    return states;
}

// As far to one side of zero as to the other.
ValueRange symmetricRange(ValueRange range)
{
    const float reach = std::max(std::abs(range.lo), std::abs(range.hi));
    return {-reach, reach};
}

} // namespace

std::string Overlay::colormapName() const
{
    if (difference && !model::isCategory(metric))
        return std::string(info().colormap);
    const bool own = colormap.empty() || colormap == kCategoryMap || model::isCategory(metric);
    return own ? std::string(model::metricInfo(metric).colormap) : colormap;
}

const model::MetricInfo& Overlay::info() const
{
    return difference ? model::differenceInfo(metric) : model::metricInfo(metric);
}

ValueRange niceRange(float lo, float hi)
{
    if (!(hi > lo)) {
        const float middle = std::isfinite(lo) ? lo : 0.0f;
        const float half = std::max(std::abs(middle) * 0.05f, 1e-3f);
        lo = middle - half;
        hi = middle + half;
    }
    double power = std::pow(10.0, std::floor(std::log10((double(hi) - lo) / 4)));
    for (;; power *= 10) {
        // Steps, and into how many parts one is divided for the place where the range may start: 40, 90, 140, ... reads
        // well.
        for (const auto& [factor, parts] : {std::pair{1.0, 2.0}, {2.0, 4.0}, {2.5, 5.0}, {5.0, 5.0}}) {
            const double step = factor * power;
            const double start = step / parts;
            // A hair of tolerance: 0.3 / 0.1 must count as 3.
            const double first = std::floor(lo / start + 1e-6) * start;
            if (first + 4 * step >= hi - step * 1e-5)
                return {float(first), float(first + 4 * step)};
        }
    }
}

ValueRange resolveRange(const Overlay& overlay, const model::TelemetryFrame* frame)
{
    const auto& info = overlay.info();
    const auto m = static_cast<std::size_t>(overlay.metric);
    if (model::isCategory(overlay.metric))
        return {0, 255};
    ValueRange range{info.rangeLo, info.rangeHi};
    if (overlay.rangeMode == Overlay::RangeMode::Fixed && overlay.hi > overlay.lo)
        range = {overlay.lo, overlay.hi};
    if (overlay.rangeMode == Overlay::RangeMode::Auto && frame) {
        const auto& plane = frame->gpu[m].empty() ? frame->rack[m] : frame->gpu[m];
        const std::span<const float> plant(frame->plant[m]);
        if (percentiles(plane, coloursPlant(overlay.metric) ? plant : plant.first(0), info, range)) {
            if (info.isDifference)
                range = symmetricRange(range);
            range = niceRange(range.lo, range.hi);
            range.lo = std::max(range.lo, info.planeLo);
            range.hi = std::min(range.hi, info.planeHi);
        }
    }
    return info.isDifference ? symmetricRange(range) : range;
}

bool coloursPlant(model::Metric metric)
{
    return std::ranges::find(kPlantMetrics, metric) != kPlantMetrics.end();
}

OverlayPlanes::OverlayPlanes(model::FramePtr frame, model::Metric metric, const model::Campus& campus)
    : m_frame(std::move(frame))
    , m_metric(metric)
    , m_serial(m_frame->serial * model::kMetricCount + static_cast<std::size_t>(metric) + 1)
{
    m_states = rackStates(*m_frame, metric, campus);
    m_hallStates = hallStates(campus, m_states);
    if (model::isCategory(metric)) {
        const auto& racks = m_frame->rack[static_cast<std::size_t>(metric)];
        m_racks = categoryColours(racks);
        m_halls = hallCategoryColours(campus, racks);
        return;
    }
    const auto& info = m_frame->info(metric);
    const auto& halls = m_frame->rollUp[static_cast<std::size_t>(metric)].halls;
    m_halls.reserve(halls.size());
    for (const auto& hall : halls)
        m_halls.push_back(model::quantise(info, hall.mean));
    const auto& plant = m_frame->plant[static_cast<std::size_t>(metric)];
    if (coloursPlant(metric)) {
        m_plant.resize(plant.size());
        model::quantise(info, plant, m_plant);
    }
}

render::Planes OverlayPlanes::planes() const
{
    const auto m = static_cast<std::size_t>(m_metric);
    return {.gpu = m_frame->gpu[m],
        .rack = model::isCategory(m_metric) ? m_racks : m_frame->rack[m],
        .hall = m_halls,
        .rackState = m_states,
        .serial = m_serial,
        .plant = m_plant,
        .hallState = m_hallStates,
        .gpuState = m_frame->gpuState[m].bytes()};
}

bool OverlayPlanes::looksLike(const OverlayPlanes& other) const
{
    const model::TelemetryFrame &a = *m_frame, &b = *other.m_frame;
    const render::Planes mine = planes(), theirs = other.planes();
    const auto darkRacks = [](const auto& frame) { return frame.impact ? frame.impact->darkRacks : 0u; };
    constexpr auto kPower = static_cast<std::size_t>(model::Metric::RackPower); // in labels, whatever else is shown
    return m_metric == other.m_metric && a.tenancy == b.tenancy && darkRacks(a) == darkRacks(b)
        && a.isDifference == b.isDifference && a.rack[kPower] == b.rack[kPower]
        && std::ranges::equal(mine.rack, theirs.rack) && std::ranges::equal(mine.hall, theirs.hall)
        && std::ranges::equal(mine.plant, theirs.plant) && std::ranges::equal(mine.rackState, theirs.rackState)
        && std::ranges::equal(mine.hallState, theirs.hallState) && std::ranges::equal(mine.gpuState, theirs.gpuState)
        && std::ranges::equal(mine.gpu, theirs.gpu);
}

void applyOverlay(const Overlay& overlay, ValueRange range, render::FrameSettings& settings)
{
    const auto& info = overlay.info();
    const auto step = [&](float value) { return (value - info.planeLo) / (info.planeHi - info.planeLo) * kPlaneSteps; };
    settings.rangeLo = step(range.lo);
    settings.rangeHi = step(range.hi);
    settings.categories = model::isCategory(overlay.metric);
    settings.colormap = colormap(overlay.colormapName());
    if (settings.colormap.empty())
        settings.colormap = colormap("viridis");
}

} // namespace gigahall::app
