#include "model/telemetry/alarmgroups.h"

#include "model/telemetry/alarmscope.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {
namespace {

/// The alarms of the racks of a space; `first` and `end` are places in the list that is grouped.
struct Part
{
    AssetId space;
    Range racks;
    std::size_t first = 0, end = 0;
    bool isWhole = false; ///< all of it is there, or more than half of each hall
    bool isGroup = false; ///< and it says more than its only part would
};

Alarm grouped(const AlarmRule& rule, const Part& part, const std::vector<Alarm>& alarms)
{
    Alarm group = alarms[part.first];
    group.asset = part.space;
    group.members = static_cast<std::uint32_t>(part.end - part.first);
    group.racks = part.racks.count;
    double value = badness(rule, double{group.value});
    double worst = badness(rule, double{group.worst});
    for (std::size_t i = part.first + 1; i < part.end; ++i) {
        const Alarm& alarm = alarms[i];
        group.sinceS = std::min(group.sinceS, alarm.sinceS);
        group.clearedS = std::max(group.clearedS, alarm.clearedS); // NaN both or neither
        const bool both = group.isAcknowledged() && alarm.isAcknowledged();
        group.acknowledgedS
            = both ? std::max(group.acknowledgedS, alarm.acknowledgedS) : std::numeric_limits<double>::quiet_NaN();
        if (badness(rule, double{alarm.value}) > value) {
            value = badness(rule, double{alarm.value});
            group.value = alarm.value;
        }
        if (badness(rule, double{alarm.worst}) > worst) {
            worst = badness(rule, double{alarm.worst});
            group.worst = alarm.worst;
        }
    }
    return group;
}

/// The alarms of one space of racks after another; `at` is how far the list is used up.
Part partOf(AssetId space, Range racks, const std::vector<Alarm>& alarms, std::size_t& at)
{
    while (at < alarms.size() && alarms[at].asset.index() < racks.first)
        ++at; // outside of such spaces
    Part part{space, racks, at, at};
    while (at < alarms.size() && alarms[at].asset.index() < racks.end())
        ++at;
    part.end = at;
    const std::size_t members = part.end - part.first;
    part.isWhole = part.isGroup = members > 1 && 2 * members > racks.count;
    return part;
}

/// Parents of parts: whole where all their parts are.
template <typename Space, typename Children>
std::vector<Part> parents(
    AssetKind kind, const std::vector<Space>& spaces, const std::vector<Part>& parts, Children children)
{
    std::vector<Part> out;
    for (std::uint32_t i = 0; i < spaces.size(); ++i) {
        const Range range = children(spaces[i]);
        Part part{{kind, i}, spaces[i].racks};
        std::uint32_t withRacks = 0, whole = 0;
        for (std::uint32_t c = range.first; c < range.end(); ++c) {
            withRacks += parts[c].racks.count > 0;
            whole += parts[c].isWhole;
        }
        part.isWhole = whole > 0 && whole == withRacks;
        part.isGroup = part.isWhole && withRacks > 1;
        if (range.count > 0) {
            part.first = parts[range.first].first;
            part.end = parts[range.end() - 1].end;
        }
        out.push_back(part);
    }
    return out;
}

} // namespace

std::vector<Alarm> groupAlarms(const Campus& campus, const AlarmRule& rule, const std::vector<Alarm>& racks)
{
    std::vector<Part> rows, halls;
    std::size_t inRows = 0, inHalls = 0;
    for (std::uint32_t r = 0; r < campus.rows.size(); ++r)
        rows.push_back(partOf({AssetKind::Row, r}, campus.rows[r].racks, racks, inRows));
    for (std::uint32_t h = 0; h < campus.halls.size(); ++h)
        halls.push_back(partOf({AssetKind::Hall, h}, campus.halls[h].racks, racks, inHalls));
    const auto buildings
        = parents(AssetKind::Building, campus.buildings, halls, [](const Building& b) { return b.halls; });
    const auto phases = parents(AssetKind::Phase, campus.phases, buildings, [](const Phase& p) { return p.buildings; });

    // The biggest first; what is told once is not told again.
    std::vector<Alarm> out;
    std::vector<bool> told(racks.size());
    const auto tell = [&](const std::vector<Part>& parts) {
        for (const Part& part : parts) {
            if (!part.isGroup || told[part.first])
                continue;
            out.push_back(grouped(rule, part, racks));
            std::fill(told.begin() + std::ptrdiff_t(part.first), told.begin() + std::ptrdiff_t(part.end), true);
        }
    };
    const auto counts = [](const Part& part) { return part.racks.count > 0; };
    const auto isWhole = [&](const Part& part) { return part.isWhole || !counts(part); };
    if (std::ranges::count_if(phases, counts) > 1 && std::ranges::all_of(phases, isWhole))
        tell({{{AssetKind::Campus, 0}, {0, campus.rackCount()}, 0, racks.size(), true, !racks.empty()}});
    tell(phases);
    tell(buildings);
    tell(halls);
    tell(rows);
    for (std::size_t i = 0; i < racks.size(); ++i)
        if (!told[i])
            out.push_back(racks[i]);
    return out;
}

} // namespace gigahall::model
