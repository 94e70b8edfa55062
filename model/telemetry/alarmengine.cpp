#include "model/telemetry/alarmengine.h"

#include "model/telemetry/alarmgroups.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <tuple>

namespace gigahall::model {
namespace {

constexpr std::uint8_t kOn = 1; ///< told, and not cleared
constexpr std::uint8_t kPending = 2; ///< values have said otherwise since changeS
constexpr std::uint8_t kGone = 4; ///< cleared, and still in the list
constexpr std::uint8_t kAcknowledged = 8;
constexpr std::uint8_t kSeen = 16; ///< plant: has had a value, so it can miss one

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr float kNoValue = std::numeric_limits<float>::quiet_NaN();
constexpr double kLongStep = 10; ///< times the step before

bool isOrdered(const Alarm& a, const Alarm& b)
{
    const auto key = [](const Alarm& alarm) {
        return std::tuple(!alarm.active, -int(alarm.severity), -alarm.sinceS, alarm.asset.value, alarm.rule);
    };
    return key(a) < key(b);
}

bool counts(const AlarmRule& rule, std::uint8_t bits)
{
    return (bits & kOn) || ((bits & kGone) && rule.latched && !(bits & kAcknowledged));
}

} // namespace

AlarmListPtr AlarmEngine::emptyList(std::vector<AlarmRule> rules)
{
    auto list = std::make_shared<AlarmList>();
    list->rules = std::make_shared<const std::vector<AlarmRule>>(std::move(rules));
    return list;
}

void AlarmEngine::setCampus(std::shared_ptr<const Campus> campus)
{
    m_campus = std::move(campus);
    m_tracked.clear();
    for (const AlarmRule& rule : rules())
        m_tracked.push_back(tracked(rule));
    m_timeS.reset();
    m_source.clear();
    m_raises.clear();
    rebuild();
}

void AlarmEngine::setRules(std::vector<AlarmRule> rules)
{
    assert(rules.size() <= kMostAlarmRules);
    std::vector<Tracked> kept;
    for (const AlarmRule& rule : rules) {
        const auto same = std::ranges::find(*m_list->rules, rule);
        const auto at = static_cast<std::size_t>(same - m_list->rules->begin());
        // Moved from = has no cells any more: of two equal rules the second starts anew.
        const bool known = at < m_tracked.size() && !m_tracked[at].cells.empty();
        kept.push_back(known ? std::move(m_tracked[at]) : tracked(rule));
    }
    m_tracked = std::move(kept);
    m_list = emptyList(std::move(rules));
    rebuild();
}

void AlarmEngine::restart()
{
    setCampus(m_campus);
}

AlarmEngine::Tracked AlarmEngine::tracked(const AlarmRule& rule) const
{
    Tracked out;
    if (!m_campus)
        return out;
    out.scope = alarmScope(rule, *m_campus);
    out.bits.resize(out.scope.size());
    out.cells.resize(out.scope.size());
    if (isRate(rule.kind))
        out.references.assign(out.scope.size(), {kNan, 0});
    return out;
}

void AlarmEngine::forgetWhatCannotBeKnown(const TelemetryFrame& frame)
{
    if (!m_timeS)
        return;
    const double stepS = frame.timeS - *m_timeS;
    if (stepS < 0 || frame.source != m_source) {
        // Raises that were seen stay known where only the clock went back.
        std::vector<double> raises = frame.source == m_source ? std::move(m_raises) : std::vector<double>();
        restart();
        m_raises = std::move(raises);
        return;
    }
    if (stepS > kGapS && stepS > kLongStep * m_stepS) {
        for (Tracked& tracked : m_tracked) {
            for (std::uint8_t& bits : tracked.bits)
                bits &= static_cast<std::uint8_t>(~kPending);
            for (Reference& reference : tracked.references)
                reference.timeS = kNan;
        }
    }
    // A frame of the same moment (other planes) says nothing about steps.
    if (stepS > 0)
        m_stepS = stepS;
}

const AlarmListPtr& AlarmEngine::update(const TelemetryFrame& frame)
{
    if (m_campus) {
        advance(frame);
        rebuild();
    }
    return m_list;
}

bool AlarmEngine::advance(const TelemetryFrame& frame)
{
    if (!m_campus)
        return false;
    forgetWhatCannotBeKnown(frame);
    m_timeS = frame.timeS;
    m_source = frame.source;
    std::atomic<bool> raised = false;
    for (std::size_t r = 0; r < m_tracked.size(); ++r) {
        const AlarmRule& rule = rules()[r];
        Tracked& tracked = m_tracked[r];
        const AlarmValues values(rule, *m_campus, frame);
        const AlarmBounds bounds(rule);
        // Rates remember values, plant that it had one.
        const bool simple = !isRate(rule.kind) && !(rule.kind == AlarmKind::State && rule.level == AlarmLevel::Plant);
        constexpr std::size_t kGrain = 2048;
        oneapi::tbb::parallel_for(
            oneapi::tbb::blocked_range<std::size_t>(0, tracked.scope.size(), kGrain), [&](const auto& range) {
                std::vector<float> read(range.size());
                values.read(std::span(tracked.scope).subspan(range.begin(), range.size()), read);
                bool any = false;
                for (std::size_t i = range.begin(); i < range.end(); ++i) {
                    const float value = read[i - range.begin()];
                    // Nearly all of them nearly always: in order, and nothing is remembered.
                    if (simple && tracked.bits[i] == 0 && !bounds.isBeyond(value, false))
                        continue;
                    any |= step(rule, bounds, tracked, i, value);
                }
                if (any)
                    raised = true;
            });
    }
    if (raised)
        noteRaise(frame.timeS);
    return raised;
}

/// The change since the stretch began, once it is long enough; NaN until then.
float AlarmEngine::rate(const AlarmRule& rule, Reference& reference, float value) const
{
    if (std::isnan(value))
        return value;
    const double stretchS = *m_timeS - reference.timeS;
    if (std::isnan(stretchS)) {
        reference = {*m_timeS, value};
        return std::numeric_limits<float>::quiet_NaN();
    }
    if (stretchS <= 0 || stretchS < rule.windowS)
        return std::numeric_limits<float>::quiet_NaN();
    const double perS = (double{value} - double{reference.value}) / stretchS;
    reference = {*m_timeS, value};
    return static_cast<float>(perS * rule.rateUnitS);
}

/// One asset a frame on; true when its alarm was raised.
bool AlarmEngine::step(
    const AlarmRule& rule, const AlarmBounds& bounds, Tracked& tracked, std::size_t i, float value) const
{
    std::uint8_t& bits = tracked.bits[i];
    Cell& cell = tracked.cells[i];
    const double timeS = *m_timeS;
    if ((bits & kGone) && !rule.latched && timeS - cell.clearedS > kRecentS)
        bits &= static_cast<std::uint8_t>(~kGone);
    if (!tracked.references.empty())
        value = rate(rule, tracked.references[i], value);
    if (rule.kind == AlarmKind::State && rule.level == AlarmLevel::Plant) {
        if (value == 0)
            bits |= kSeen;
        else if (!(bits & kSeen))
            return false;
    }
    if (std::isnan(value))
        return false;
    const bool on = bits & kOn;
    if (bounds.isBeyond(value, on) != on) {
        if (!(bits & kPending))
            cell.changeS = timeS;
        bits |= kPending;
        if (timeS - cell.changeS >= (on ? rule.delayOffS : rule.delayOnS)) {
            bits = static_cast<std::uint8_t>(bits & kSeen);
            if (!on) {
                bits |= kOn;
                cell = {timeS, timeS, kNan, kNan, value, value};
                return true;
            }
            cell.clearedS = timeS;
            if (std::isnan(cell.acknowledgedS))
                bits |= kGone;
            return false;
        }
    } else {
        bits &= static_cast<std::uint8_t>(~kPending);
    }
    if (on && badness(rule, double{value}) > badness(rule, double{cell.worst}))
        cell.worst = value;
    return false;
}

void AlarmEngine::acknowledge(Tracked& tracked, std::size_t i) const
{
    std::uint8_t& bits = tracked.bits[i];
    if (bits & kGone)
        bits &= static_cast<std::uint8_t>(~kGone);
    else if ((bits & kOn) && !(bits & kAcknowledged)) {
        bits |= kAcknowledged;
        tracked.cells[i].acknowledgedS = m_timeS.value_or(0);
    }
}

const AlarmListPtr& AlarmEngine::acknowledge(const Alarm& alarm)
{
    if (!m_campus || alarm.rule >= m_tracked.size())
        return m_list;
    Tracked& tracked = m_tracked[alarm.rule];
    const Range range = alarm.members > 0 ? m_campus->racksOf(alarm.asset) : Range{alarm.asset.index(), 1};
    const std::uint8_t wanted = alarm.active ? kOn : kGone;
    for (auto at = std::ranges::lower_bound(tracked.scope, range.first);
         at != tracked.scope.end() && range.contains(*at); ++at) {
        const auto i = static_cast<std::size_t>(at - tracked.scope.begin());
        if (tracked.bits[i] & wanted)
            acknowledge(tracked, i);
    }
    rebuild();
    return m_list;
}

const AlarmListPtr& AlarmEngine::acknowledgeAll()
{
    for (Tracked& tracked : m_tracked)
        for (std::size_t i = 0; i < tracked.bits.size(); ++i)
            acknowledge(tracked, i);
    rebuild();
    return m_list;
}

void AlarmEngine::noteRaise(double timeS)
{
    const auto at = std::ranges::lower_bound(m_raises, timeS);
    if (at != m_raises.end() && *at == timeS)
        return;
    m_raises.insert(at, timeS);
    if (m_raises.size() > kMostRaises)
        m_raises.erase(m_raises.begin());
}

std::optional<double> AlarmEngine::nextAlarmS(double fromS) const
{
    const auto at = std::ranges::upper_bound(m_raises, fromS);
    return at == m_raises.end() ? std::nullopt : std::optional(*at);
}

void AlarmEngine::rebuild()
{
    auto list = std::make_shared<AlarmList>();
    list->rules = m_list->rules;
    list->timeS = m_timeS.value_or(0);
    if (m_campus) {
        list->racks.resize(m_campus->rackCount());
        list->plant.resize(m_campus->plantCount());
        list->halls.resize(m_campus->halls.size());
        list->buildings.resize(m_campus->buildings.size());
        list->phases.resize(m_campus->phases.size());
        std::vector<std::vector<Alarm>> lines(m_tracked.size());
        oneapi::tbb::parallel_for(std::size_t(0), lines.size(), [&](std::size_t r) { lines[r] = linesOf(r); });
        for (std::size_t r = 0; r < lines.size(); ++r) {
            list->alarms.insert(list->alarms.end(), lines[r].begin(), lines[r].end());
            count(r, *list);
        }
        std::ranges::sort(list->alarms, isOrdered);
        spreadMarks(*list);
    }
    m_list = std::move(list);
}

/// What there is to tell of one rule, in groups.
std::vector<Alarm> AlarmEngine::linesOf(std::size_t index) const
{
    const AlarmRule& rule = rules()[index];
    const Tracked& tracked = m_tracked[index];
    const AssetKind kind = assetKind(rule.level);
    const bool hasValue = rule.kind != AlarmKind::State || rule.level == AlarmLevel::Gpu;
    std::vector<Alarm> active, gone;
    active.reserve(static_cast<std::size_t>(std::ranges::count_if(tracked.bits, [](auto bits) { return bits & kOn; })));
    for (std::size_t i = 0; i < tracked.bits.size(); ++i) {
        const std::uint8_t bits = tracked.bits[i];
        if (!(bits & (kOn | kGone)))
            continue;
        const Cell& cell = tracked.cells[i];
        const bool isActive = bits & kOn;
        (isActive ? active : gone)
            .push_back({.asset = {kind, tracked.scope[i]},
                .rule = static_cast<std::uint32_t>(index),
                .severity = rule.severity,
                .active = isActive,
                .sinceS = cell.raisedS,
                .clearedS = cell.clearedS,
                .acknowledgedS = cell.acknowledgedS,
                .value = hasValue ? cell.value : kNoValue,
                .worst = hasValue ? cell.worst : kNoValue});
    }
    for (std::vector<Alarm>* lines : {&active, &gone})
        if (kind == AssetKind::Rack && lines->size() > 1)
            *lines = groupAlarms(*m_campus, rule, *lines);
    active.insert(active.end(), gone.begin(), gone.end());
    return active;
}

/// Counts and marks of one rule.
void AlarmEngine::count(std::size_t index, AlarmList& list) const
{
    const AlarmRule& rule = rules()[index];
    const Tracked& tracked = m_tracked[index];
    const auto severity = static_cast<std::uint8_t>(rule.severity);
    const AssetKind kind = assetKind(rule.level);
    std::vector<std::uint8_t>* const marks = kind == AssetKind::Rack ? &list.racks
        : kind == AssetKind::Plant                                   ? &list.plant
        : kind == AssetKind::Hall                                    ? &list.halls
        : kind == AssetKind::Building                                ? &list.buildings
        : kind == AssetKind::Phase                                   ? &list.phases
                                                                     : nullptr;
    for (std::size_t i = 0; i < tracked.bits.size(); ++i) {
        const std::uint8_t bits = tracked.bits[i];
        if (bits == 0 || !counts(rule, bits))
            continue;
        ++list.counts[severity];
        list.unacknowledged[severity] += !(bits & kAcknowledged);
        if (marks)
            (*marks)[tracked.scope[i]] = std::max((*marks)[tracked.scope[i]], severity);
    }
}

void AlarmEngine::spreadMarks(AlarmList& list) const
{
    const auto raise = [](std::uint8_t& mark, const std::vector<std::uint8_t>& marks, Range range) {
        for (std::uint32_t i = range.first; i < range.end(); ++i)
            mark = std::max(mark, marks[i]);
    };
    for (std::size_t h = 0; h < list.halls.size(); ++h) {
        raise(list.halls[h], list.racks, m_campus->halls[h].racks);
        raise(list.halls[h], list.plant, m_campus->halls[h].ownPlant);
    }
    for (std::size_t b = 0; b < list.buildings.size(); ++b) {
        raise(list.buildings[b], list.halls, m_campus->buildings[b].halls);
        raise(list.buildings[b], list.plant, m_campus->buildings[b].ownPlant);
    }
    for (std::size_t p = 0; p < list.phases.size(); ++p) {
        raise(list.phases[p], list.buildings, m_campus->phases[p].buildings);
        raise(list.phases[p], list.plant, m_campus->phases[p].ownPlant);
    }
}

} // namespace gigahall::model
