#include "model/rollout/plantemplate.h"

#include <map>
#include <span>

namespace gigahall::model {

using std::chrono::days;

namespace {

class Expander
{
public:
    Expander(const Campus& campus, const std::vector<ActivityTemplate>& templates)
        : m_campus(campus)
        , m_templates(templates)
    {
    }

    std::vector<Activity> expand()
    {
        for (std::uint32_t t = 0; t < m_templates.size(); ++t)
            if (m_templates[t].each == ActivityTemplate::Each::Campus)
                addFirst(t);
        for (std::uint32_t p = 0; p < m_campus.phases.size(); ++p)
            if (const auto ready = parseDay(m_campus.phases[p].readyDate))
                addPhase(p, *ready);
        for (std::uint32_t i = 0; i < m_out.size(); ++i)
            link(i);
        return std::move(m_out);
    }

private:
    using Each = ActivityTemplate::Each;

    void addFirst(std::uint32_t t)
    {
        std::optional<Day> first;
        for (const Phase& phase : m_campus.phases)
            if (const auto ready = parseDay(phase.readyDate))
                first = std::min(first.value_or(*ready), *ready);
        if (first)
            add(t, {AssetKind::Campus, 0}, *first);
    }

    void addPhase(std::uint32_t p, Day ready)
    {
        const std::size_t first = m_out.size();
        addAll(Each::Phase, {AssetKind::Phase, p}, ready, 0, 0);
        const Range buildings = m_campus.phases[p].buildings;
        for (std::uint32_t b = buildings.first; b < buildings.end(); ++b) {
            const int building = static_cast<int>(b - buildings.first);
            addAll(Each::Building, {AssetKind::Building, b}, ready, building, 0);
            const Range halls = m_campus.buildings[b].halls;
            for (std::uint32_t h = halls.first; h < halls.end(); ++h)
                addAll(Each::Hall, {AssetKind::Hall, h}, ready, building, static_cast<int>(h - halls.first));
        }
        endOn(ready, first);
    }

    /// Moves the work of a phase so that the last of it goes into service on that day.
    void endOn(Day ready, std::size_t first)
    {
        const std::span phase = std::span(m_out).subspan(first);
        std::optional<Day> last;
        for (const Activity& activity : phase)
            if (activity.kind == ActivityKind::Energised)
                last = std::max(last.value_or(activity.planned.finish), activity.planned.finish);
        if (!last)
            return;
        for (std::size_t i = first; i < m_out.size(); ++i) {
            Activity& activity = m_out[i];
            if (m_templates[m_template[i]].fromReady)
                continue;
            activity.planned.start += ready - *last;
            activity.planned.finish += ready - *last;
            activity.baseline = activity.planned;
        }
    }

    void addAll(Each each, AssetId scope, Day ready, int building, int hall)
    {
        for (std::uint32_t t = 0; t < m_templates.size(); ++t) {
            const ActivityTemplate& one = m_templates[t];
            if (one.each == each)
                add(t, scope, ready + days(one.staggerDays * building + one.hallStaggerDays * hall));
        }
    }

    void add(std::uint32_t t, AssetId scope, Day from)
    {
        const ActivityTemplate& one = m_templates[t];
        Activity activity;
        activity.key = m_campus.name(scope) + '/' + one.key;
        activity.label = one.label;
        activity.kind = one.kind;
        activity.scope = scope;
        const Day start = from + days(one.startDays);
        activity.planned = {start, start + days(one.days - 1)};
        activity.baseline = activity.planned;
        activity.style = one.style;
        activity.source = one.source;
        m_index.emplace(std::pair(t, scope), static_cast<std::uint32_t>(m_out.size()));
        m_template.push_back(t);
        m_out.push_back(std::move(activity));
    }

    void link(std::uint32_t i)
    {
        for (const ActivityTemplate::After& after : m_templates[m_template[i]].after)
            for (const std::uint32_t before : instances(after, m_out[i].scope))
                m_out[i].after.push_back({before, after.kind, after.lagDays});
    }

    /// Of the space itself, of one around it, else of all within it.
    std::vector<std::uint32_t> instances(const ActivityTemplate::After& after, AssetId scope) const
    {
        if (after.previous) {
            const auto found = m_index.find({after.activity, sibling(scope)});
            return found == m_index.end() ? std::vector<std::uint32_t>() : std::vector{found->second};
        }
        for (AssetId at = scope; at.isValid(); at = m_campus.parent(at))
            if (const auto found = m_index.find({after.activity, at}); found != m_index.end())
                return {found->second};
        std::vector<std::uint32_t> out;
        for (auto it = m_index.lower_bound({after.activity, AssetId()});
             it != m_index.end() && it->first.first == after.activity; ++it)
            if (isWithin(it->first.second, scope))
                out.push_back(it->second);
        return out;
    }

    bool isWithin(AssetId id, AssetId space) const
    {
        while (id.isValid() && id != space)
            id = m_campus.parent(id);
        return id.isValid();
    }

    /// The one before among the children of the same parent; invalid for the first.
    AssetId sibling(AssetId id) const
    {
        if (id.index() == 0)
            return {};
        const AssetId before(id.kind(), id.index() - 1);
        return m_campus.parent(before) == m_campus.parent(id) ? before : AssetId();
    }

    const Campus& m_campus;
    const std::vector<ActivityTemplate>& m_templates;
    std::map<std::pair<std::uint32_t, AssetId>, std::uint32_t> m_index;
    std::vector<std::uint32_t> m_template; // by activity
    std::vector<Activity> m_out;
};

} // namespace

Plan expand(const Campus& campus, const std::vector<ActivityTemplate>& templates, std::string assumption)
{
    Plan plan;
    plan.label = campus.label;
    plan.assumption = std::move(assumption);
    plan.activities = Expander(campus, templates).expand();
    return plan;
}

} // namespace gigahall::model
