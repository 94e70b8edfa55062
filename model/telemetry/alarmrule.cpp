#include "model/telemetry/alarmrule.h"

#include "model/telemetry/alarmscope.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gigahall::model {
namespace {

constexpr std::array<std::string_view, 3> kSeverities{"info", "warning", "critical"};
constexpr std::array<std::string_view, 7> kLevels{"gpu", "rack", "plant", "hall", "building", "phase", "campus"};
constexpr std::array<std::string_view, 6> kKinds{"above", "below", "outside", "rising", "falling", "state"};
constexpr std::array<std::string_view, 3> kStatistics{"highest", "mean", "sum"};
constexpr std::array<std::string_view, 3> kStates{"stale", "missing", "bad"};
constexpr std::array kStateValues{DataState::Stale, DataState::Missing, DataState::Bad};
constexpr double kLongestS = 7 * 86400.0;

std::string stateMistake(const AlarmRule& rule)
{
    if (std::ranges::find(kStateValues, rule.state) == kStateValues.end())
        return "looks for a state of data that is no fault, expected stale, missing or bad";
    if (isSpace(rule.level))
        return "looks at the data of a space, expected level gpu, rack or plant";
    if (rule.level != AlarmLevel::Rack && rule.state != DataState::Missing)
        return fmt::format("data of {} can only be missing, expected state missing or level rack",
            rule.level == AlarmLevel::Gpu ? "GPUs" : "plant");
    return {};
}

std::string limitMistake(const AlarmRule& rule)
{
    if (!std::isfinite(rule.limit) || !std::isfinite(rule.lower))
        return "has a limit that is no number";
    if (!(rule.hysteresis >= 0) || !std::isfinite(rule.hysteresis))
        return fmt::format("has a hysteresis of {}, expected 0 or more", rule.hysteresis);
    if (rule.kind == AlarmKind::Outside && !(rule.lower < rule.limit))
        return fmt::format("has a band from {} to {}, expected the lower end first", rule.lower, rule.limit);
    if (rule.kind == AlarmKind::Outside && rule.hysteresis * 2 >= rule.limit - rule.lower)
        return fmt::format("has a hysteresis of {} that leaves nothing of the band from {} to {}", rule.hysteresis,
            rule.lower, rule.limit);
    if (!isRate(rule.kind))
        return {};
    if (rule.metric == Metric::PowerRamp)
        return "looks at the change of power.ramp, which is a change already; expected rack.power, or above and below";
    if (!(rule.limit > 0))
        return fmt::format("has a rate of {}, expected more than 0; falling is a kind of its own", rule.limit);
    if (rule.hysteresis >= rule.limit)
        return fmt::format("has a hysteresis of {}, expected less than its rate of {}", rule.hysteresis, rule.limit);
    if (rule.rateUnitS != 1 && rule.rateUnitS != 60)
        return "has a rate that is neither per second nor per minute";
    return {};
}

std::string timeMistake(const AlarmRule& rule)
{
    const std::pair<const char*, double> times[]
        = {{"delay before it is raised", rule.delayOnS}, {"delay before it clears", rule.delayOffS},
            {"stretch of time that a rate is measured over", isRate(rule.kind) ? rule.windowS : 0}};
    for (const auto& [what, seconds] : times)
        if (!(seconds >= 0 && seconds <= kLongestS))
            return fmt::format("has a {} of {} s, expected 0 to {} (a week)", what, seconds, kLongestS);
    return {};
}

std::string levelMistake(const AlarmRule& rule)
{
    if (!usesMetric(rule))
        return {};
    const MetricInfo& info = metricInfo(rule.metric);
    if (isCategory(rule.metric))
        return fmt::format("looks at {}, which is a name; expected a quantity", info.name);
    if (rule.level == AlarmLevel::Gpu && info.level != MetricLevel::Gpu)
        return fmt::format("looks at {} of GPUs, which is known of racks; expected level rack", info.name);
    if (rule.level == AlarmLevel::Plant && info.level == MetricLevel::Gpu)
        return fmt::format("looks at {} of plant, which has no GPUs; expected level gpu or rack", info.name);
    return {};
}

} // namespace

bool operator==(const LocalizedText& a, const LocalizedText& b)
{
    return a.en == b.en && a.de == b.de;
}

bool isRate(AlarmKind kind)
{
    return kind == AlarmKind::Rising || kind == AlarmKind::Falling;
}

bool isSpace(AlarmLevel level)
{
    return level >= AlarmLevel::Hall;
}

bool usesMetric(const AlarmRule& rule)
{
    return rule.kind != AlarmKind::State || rule.level != AlarmLevel::Rack;
}

AlarmStatistic usualStatistic(Metric metric)
{
    const bool adds = metric == Metric::GpuPower || metric == Metric::RackPower || metric == Metric::PowerRamp
        || metric == Metric::RackLiquidFlow;
    return adds ? AlarmStatistic::Sum : AlarmStatistic::Highest;
}

std::string alarmMistake(const AlarmRule& rule)
{
    const auto isPlain = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; };
    if (rule.id.empty() || !std::ranges::all_of(rule.id, isPlain))
        return fmt::format("has the id \"{}\", expected letters, digits and dashes", rule.id);
    if (rule.label.en.empty())
        return "has no label, expected what people call it";
    if (auto mistake = levelMistake(rule); !mistake.empty())
        return mistake;
    if (auto mistake = rule.kind == AlarmKind::State ? stateMistake(rule) : limitMistake(rule); !mistake.empty())
        return mistake;
    return timeMistake(rule);
}

std::string placeMistake(const AlarmRule& rule, const Campus& campus)
{
    if (!alarmScope(rule, campus).empty())
        return {};
    const std::string_view level = kLevels[static_cast<std::size_t>(rule.level)];
    if (rule.where.empty())
        return fmt::format("looks at level {}, of which this campus has nothing", level);
    const bool pattern = rule.where.find_first_of("*?") != std::string::npos;
    if (!pattern && !campus.find(rule.where))
        return fmt::format("looks at \"{}\"; nothing of this campus has that name", rule.where);
    return fmt::format("looks at \"{}\", where there is nothing of level {}", rule.where, level);
}

std::span<const std::string_view> severityNames()
{
    return kSeverities;
}

std::span<const std::string_view> alarmLevelNames()
{
    return kLevels;
}

std::span<const std::string_view> alarmKindNames()
{
    return kKinds;
}

std::span<const std::string_view> statisticNames()
{
    return kStatistics;
}

std::span<const std::string_view> alarmStateNames()
{
    return kStates;
}

std::string_view alarmStateName(DataState state)
{
    const auto at = std::ranges::find(kStateValues, state);
    return at == kStateValues.end() ? std::string_view() : kStates[static_cast<std::size_t>(at - kStateValues.begin())];
}

std::optional<DataState> alarmStateByName(std::string_view name)
{
    const auto at = std::ranges::find(kStates, name);
    return at == kStates.end() ? std::nullopt
                               : std::optional(kStateValues[static_cast<std::size_t>(at - kStates.begin())]);
}

} // namespace gigahall::model
