#include "model/telemetry/alarmscope.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {
namespace {

constexpr double kNearlyAll = 0.9; ///< of the parts of a sum
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::uint32_t assetCount(AlarmLevel level, const Campus& campus)
{
    switch (level) {
    case AlarmLevel::Gpu:
    case AlarmLevel::Rack:
        return campus.rackCount();
    case AlarmLevel::Plant:
        return campus.plantCount();
    case AlarmLevel::Hall:
        return static_cast<std::uint32_t>(campus.halls.size());
    case AlarmLevel::Building:
        return static_cast<std::uint32_t>(campus.buildings.size());
    case AlarmLevel::Phase:
        return static_cast<std::uint32_t>(campus.phases.size());
    case AlarmLevel::Campus:
        return 1;
    }
    return 0;
}

/// `*` any text, also none; `?` one character. Goes back to the last star only: never slow.
bool fits(std::string_view pattern, std::string_view name)
{
    std::size_t p = 0, n = 0, star = std::string_view::npos, mark = 0;
    while (n < name.size()) {
        if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n]) && pattern[p] != '*') {
            ++p;
            ++n;
        } else if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++mark;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool isIn(const Campus& campus, AssetId id, AssetId space)
{
    for (; id.isValid(); id = campus.parent(id))
        if (id == space)
            return true;
    return false;
}

double halfStep(const AlarmRule& rule)
{
    const MetricInfo& info = metricInfo(rule.metric);
    return double{info.planeHi - info.planeLo} / double{kPlaneSteps} / 2;
}

} // namespace

AssetKind assetKind(AlarmLevel level)
{
    constexpr AssetKind kKinds[] = {AssetKind::Rack, AssetKind::Rack, AssetKind::Plant, AssetKind::Hall,
        AssetKind::Building, AssetKind::Phase, AssetKind::Campus};
    return kKinds[static_cast<std::size_t>(level)];
}

std::vector<std::uint32_t> alarmScope(const AlarmRule& rule, const Campus& campus)
{
    const AssetKind kind = assetKind(rule.level);
    const bool pattern = rule.where.find_first_of("*?") != std::string::npos;
    const auto space = rule.where.empty() || pattern ? std::optional(AssetId()) : campus.find(rule.where);
    std::vector<std::uint32_t> out;
    if (!space)
        return out;
    for (std::uint32_t i = 0; i < assetCount(rule.level, campus); ++i) {
        const AssetId id(kind, i);
        if (pattern ? fits(rule.where, campus.name(id)) : !space->isValid() || isIn(campus, id, *space))
            out.push_back(i);
    }
    return out;
}

AlarmValues::AlarmValues(const AlarmRule& rule, const Campus& campus, const TelemetryFrame& frame)
    : m_rule(rule)
    , m_campus(campus)
    , m_frame(frame)
    , m_metric(static_cast<std::size_t>(rule.metric))
    , m_info(metricInfo(rule.metric))
    , m_step((m_info.planeHi - m_info.planeLo) / kPlaneSteps)
{
}

float AlarmValues::operator()(std::uint32_t asset) const
{
    if (m_rule.kind == AlarmKind::State)
        return state(asset);
    switch (m_rule.level) {
    case AlarmLevel::Gpu:
        return gpus(asset);
    case AlarmLevel::Rack: {
        const Plane& plane = m_frame.rack[m_metric];
        return asset < plane.size() ? dequantise(m_info, plane[asset]) : kNan;
    }
    case AlarmLevel::Plant: {
        const std::vector<float>& values = m_frame.plant[m_metric];
        return asset < values.size() ? values[asset] : kNan;
    }
    default:
        return space(asset);
    }
}

void AlarmValues::read(std::span<const std::uint32_t> assets, std::span<float> values) const
{
    const Plane& plane = m_frame.rack[m_metric];
    if (m_rule.kind == AlarmKind::State || m_rule.level != AlarmLevel::Rack || plane.size() != m_campus.rackCount()) {
        for (std::size_t i = 0; i < assets.size(); ++i)
            values[i] = (*this)(assets[i]);
        return;
    }
    // The common case, without a question for each rack.
    for (std::size_t i = 0; i < assets.size(); ++i) {
        const std::uint16_t q = plane[assets[i]];
        const float value = m_info.planeLo + static_cast<float>(q) * m_step;
        values[i] = q == kMissing16 ? kNan : value;
    }
}

/// A rack of which only one value is known counts as all its GPUs.
float AlarmValues::gpus(std::uint32_t rack) const
{
    const std::vector<GpuStats>& stats = m_frame.rackGpus[m_metric];
    if (rack < stats.size() && stats[rack].known != 0)
        return m_info.planeLo + static_cast<float>(stats[rack].maxQ) * m_step;
    const Plane& plane = m_frame.rack[m_metric];
    return rack < plane.size() ? dequantise(m_info, plane[rack]) : kNan;
}

float AlarmValues::state(std::uint32_t asset) const
{
    if (m_rule.level == AlarmLevel::Rack)
        return asset < m_frame.rackState.size() ? float(m_frame.rackState[asset] == m_rule.state) : kNan;
    if (m_rule.level == AlarmLevel::Plant)
        return asset < m_frame.plant[m_metric].size() ? float(std::isnan(m_frame.plant[m_metric][asset])) : kNan;
    const std::vector<GpuStats>& stats = m_frame.rackGpus[m_metric];
    return asset < stats.size() ? static_cast<float>(m_campus.rackGpus(asset) - stats[asset].known) : kNan;
}

/// Highest and mean are those of what is known. A sum of which nearly all is known counts as if the rest were like it;
/// one that lacks more is at least what is there: that can be too much, but never too little or little enough.
float AlarmValues::space(std::uint32_t index) const
{
    const TelemetryFrame::Level& level = m_frame.rollUp[m_metric];
    const auto at = [index](const std::vector<Summary>& v) { return index < v.size() ? v[index] : Summary(); };
    const bool ofGpus = m_info.level == MetricLevel::Gpu;
    Summary summary;
    Range all{0, ofGpus ? m_campus.gpuCount() : m_campus.rackCount()};
    const auto use = [&](const std::vector<Summary>& summaries, const auto& spaces) {
        summary = at(summaries);
        all = ofGpus ? spaces[index].gpus : spaces[index].racks;
    };
    if (m_rule.level == AlarmLevel::Hall)
        use(level.halls, m_campus.halls);
    else if (m_rule.level == AlarmLevel::Building)
        use(level.buildings, m_campus.buildings);
    else if (m_rule.level == AlarmLevel::Phase)
        use(level.phases, m_campus.phases);
    else
        summary = level.campus;
    if (m_rule.statistic != AlarmStatistic::Sum)
        return m_rule.statistic == AlarmStatistic::Mean ? summary.mean : summary.max;
    if (kNearlyAll * all.count <= summary.known)
        return summary.known >= all.count ? summary.sum : summary.mean * static_cast<float>(all.count);
    const bool enough = m_rule.kind == AlarmKind::Above && m_rule.metric != Metric::PowerRamp
        && AlarmBounds(m_rule).isBeyond(summary.sum, false);
    return enough ? summary.sum : kNan;
}

AlarmBounds::AlarmBounds(const AlarmRule& rule)
{
    constexpr double kFar = std::numeric_limits<double>::infinity();
    for (const int on : {0, 1}) {
        const double slack = on ? rule.hysteresis : 0;
        m_upper[on] = kFar;
        m_lower[on] = -kFar;
        if (rule.kind == AlarmKind::Above || rule.kind == AlarmKind::Outside)
            m_upper[on] = rule.limit - slack + halfStep(rule);
        if (rule.kind == AlarmKind::Below)
            m_lower[on] = rule.limit + slack - halfStep(rule);
        if (rule.kind == AlarmKind::Outside)
            m_lower[on] = rule.lower + slack - halfStep(rule);
        if (rule.kind == AlarmKind::Rising)
            m_upper[on] = rule.limit - slack;
        if (rule.kind == AlarmKind::Falling)
            m_lower[on] = slack - rule.limit;
        if (rule.kind == AlarmKind::State)
            m_upper[on] = 0;
    }
}

double badness(const AlarmRule& rule, double value)
{
    switch (rule.kind) {
    case AlarmKind::Below:
    case AlarmKind::Falling:
        return -value;
    case AlarmKind::Outside:
        return std::max(value - rule.limit, rule.lower - value);
    default:
        return value;
    }
}

AlarmPreview previewAlarms(const AlarmRule& rule, const Campus& campus, const TelemetryFrame& frame)
{
    AlarmPreview preview;
    const AlarmValues values(rule, campus, frame);
    const AlarmBounds bounds(rule);
    for (const std::uint32_t asset : alarmScope(rule, campus)) {
        const float value = isRate(rule.kind) ? kNan : values(asset);
        // Plant without a value may never have had one: only time can tell.
        const bool maybe = rule.kind == AlarmKind::State && rule.level == AlarmLevel::Plant && value > 0;
        ++preview.assets;
        if (std::isnan(value) || maybe)
            ++preview.unknown;
        else if (bounds.isBeyond(value, false))
            ++preview.alarms;
    }
    return preview;
}

} // namespace gigahall::model
