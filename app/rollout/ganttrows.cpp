#include "app/rollout/ganttrows.h"

#include "model/rollout/schedule.h"

#include <algorithm>

namespace gigahall::app {

using model::ActivityKind;
using model::AssetId;
using model::AssetKind;
using model::Work;

namespace {

/// The space whose row an activity hangs on: halls have none of their own, four lines a building are enough.
AssetId spaceOf(const model::Campus& campus, AssetId scope)
{
    const auto hasRow = [](AssetKind kind) {
        return kind == AssetKind::Campus || kind == AssetKind::Phase || kind == AssetKind::Building;
    };
    while (scope.isValid() && !hasRow(scope.kind()))
        scope = campus.parent(scope);
    return scope.isValid() ? scope : AssetId(AssetKind::Campus, 0);
}

void widen(std::optional<Work>& all, const std::optional<Work>& one)
{
    if (one)
        all = all ? Work{std::min(all->start, one->start), std::max(all->finish, one->finish)} : *one;
}

std::optional<Work> actualWork(const model::Plan& plan, const model::Activity& activity)
{
    if (!activity.actualStart && !activity.actualFinish)
        return std::nullopt;
    const model::Day start = activity.actualStart.value_or(activity.work().start);
    // What is not finished has come as far as one knows.
    return Work{start, std::max(start, activity.actualFinish.value_or(plan.statusDay.value_or(start)))};
}

GanttBar barOf(const model::Plan& plan, std::uint32_t index, int slackDays)
{
    const model::Activity& activity = plan.activities[index];
    GanttBar out;
    out.planned = activity.planned;
    out.baseline = activity.baseline;
    out.actual = actualWork(plan, activity);
    out.slackDays = slackDays;
    out.isMilestone = activity.isMilestone();
    return out;
}

} // namespace

GanttRows::GanttRows(const model::Campus& campus, const model::Plan& plan)
{
    BySpace work;
    for (std::uint32_t i = 0; i < plan.activities.size(); ++i)
        work[spaceOf(campus, plan.activities[i].scope)].push_back(i);
    for (auto& [space, activities] : work) {
        std::ranges::stable_sort(activities, [&](std::uint32_t a, std::uint32_t b) {
            const Work &x = plan.activities[a].planned, &y = plan.activities[b].planned;
            return std::pair(x.start, x.finish) < std::pair(y.start, y.finish);
        });
    }
    const AssetId whole(AssetKind::Campus, 0);
    if (work.contains(whole))
        addSpace(work, whole, 0, kNoActivity);
    for (std::uint32_t p = 0; p < campus.phases.size(); ++p) {
        const std::uint32_t phase = addSpace(work, AssetId(AssetKind::Phase, p), 0, kNoActivity);
        const model::Range buildings = campus.phases[p].buildings;
        for (std::uint32_t b = buildings.first; b < buildings.end(); ++b)
            if (work.contains(AssetId(AssetKind::Building, b)))
                addSpace(work, AssetId(AssetKind::Building, b), 1, phase);
        m_all[phase].end = static_cast<std::uint32_t>(m_all.size());
        if (m_all[phase].end == phase + 1)
            m_all.pop_back(); // nothing is done there
    }
    findVisible();
}

std::uint32_t GanttRows::addSpace(const BySpace& work, AssetId space, std::uint32_t depth, std::uint32_t parent)
{
    const auto row = static_cast<std::uint32_t>(m_all.size());
    m_all.push_back({{space, kNoActivity}, depth, parent, row + 1});
    if (const auto at = work.find(space); at != work.end()) {
        for (const std::uint32_t activity : at->second) {
            const auto own = static_cast<std::uint32_t>(m_all.size());
            m_all.push_back({{space, activity}, depth + 1, row, own + 1});
        }
    }
    m_all[row].end = static_cast<std::uint32_t>(m_all.size());
    return row;
}

void GanttRows::setFolded(std::uint32_t row, bool folded)
{
    if (!m_all[row].isSpace() || !canFold(row))
        return;
    if (folded)
        m_open.erase(m_all[row].target.space);
    else
        m_open.insert(m_all[row].target.space);
    findVisible();
}

void GanttRows::setAllFolded(bool folded)
{
    m_open.clear();
    for (const GanttRow& row : m_all)
        if (row.isSpace() && !folded)
            m_open.insert(row.target.space);
    findVisible();
}

std::optional<std::uint32_t> GanttRows::reveal(const model::Campus& campus, AssetId id)
{
    const auto find = [&](AssetId space) {
        return std::ranges::find_if(
            m_all, [space](const GanttRow& row) { return row.isSpace() && row.target.space == space; });
    };
    auto at = find(id);
    while (at == m_all.end() && id.isValid()) {
        id = campus.parent(id);
        at = find(id);
    }
    if (at == m_all.end() || !id.isValid())
        return std::nullopt;
    for (std::uint32_t parent = at->parent; parent != kNoActivity; parent = m_all[parent].parent)
        m_open.insert(m_all[parent].target.space);
    findVisible();
    return static_cast<std::uint32_t>(at - m_all.begin());
}

std::optional<std::size_t> GanttRows::place(std::uint32_t row) const
{
    const auto at = std::ranges::lower_bound(m_visible, row);
    if (at == m_visible.end() || *at != row)
        return std::nullopt;
    return static_cast<std::size_t>(at - m_visible.begin());
}

void GanttRows::findVisible()
{
    m_visible.clear();
    for (std::uint32_t i = 0; i < m_all.size();) {
        m_visible.push_back(i);
        i = m_all[i].isSpace() && isFolded(i) ? m_all[i].end : i + 1;
    }
}

std::vector<GanttBar> ganttBars(const model::Campus& campus, const model::Plan& plan, const GanttRows& rows)
{
    const std::vector<int> slack = model::slackDays(campus, plan);
    const std::vector<GanttRow>& all = rows.all();
    std::vector<GanttBar> out(all.size());
    // Children stand after their space: from the last to the first each space has all of its own when its turn comes.
    std::vector<std::optional<Work>> planned(all.size());
    for (std::size_t i = all.size(); i-- > 0;) {
        const std::uint32_t activity = all[i].target.activity;
        if (activity != kNoActivity) {
            out[i] = barOf(plan, activity, slack[activity]);
            planned[i] = out[i].planned;
            if (plan.activities[activity].kind == ActivityKind::Energised)
                out[i].energised = plan.activities[activity].work().finish;
        } else {
            out[i].planned = planned[i].value_or(Work{});
        }
        const std::uint32_t parent = all[i].parent;
        if (parent == kNoActivity)
            continue;
        GanttBar& space = out[parent];
        const bool isFirst = !planned[parent];
        space.slackDays = isFirst ? out[i].slackDays : std::min(space.slackDays, out[i].slackDays);
        widen(planned[parent], planned[i]);
        widen(space.baseline, out[i].baseline);
        widen(space.actual, out[i].actual);
        if (out[i].energised)
            space.energised = std::max(space.energised.value_or(*out[i].energised), *out[i].energised);
    }
    return out;
}

} // namespace gigahall::app
