#include "model/rollout/schedule.h"

#include <algorithm>
#include <limits>

namespace gigahall::model {

using std::chrono::days;

namespace {

/// First day of `work` at the earliest, if it waits for `before` like that.
Day startAfter(const Work& before, const Link& link, const Work& work)
{
    const auto length = work.finish - work.start;
    const days lag(link.lagDays);
    switch (link.kind) {
    case LinkKind::FinishToStart:
        // A milestone takes no time of its own: it falls on the day when what it waits for is finished.
        return before.finish + lag + days(length == days(0) ? 0 : 1);
    case LinkKind::StartToStart:
        return before.start + lag;
    case LinkKind::FinishToFinish:
        return before.finish + lag - length;
    case LinkKind::StartToFinish:
        break;
    }
    return before.start + lag - length;
}

Work moved(const Work& work, Day start)
{
    return {start, work.finish + (start - work.start)};
}

/// Depth-first over "waits for"; finds the order, or the circle.
class Walk
{
public:
    explicit Walk(const Plan& plan)
        : m_plan(plan)
        , m_state(plan.activities.size(), 0)
    {
        for (std::uint32_t i = 0; i < m_state.size() && circle.empty(); ++i)
            visit(i);
    }

    std::vector<std::uint32_t> order, circle;

private:
    struct Step
    {
        std::uint32_t activity;
        std::size_t next = 0;
    };

    void visit(std::uint32_t first)
    {
        std::vector<Step> path;
        const auto enter = [&](std::uint32_t i) {
            m_state[i] = 1;
            path.push_back({i});
        };
        if (m_state[first] == 0)
            enter(first);
        while (!path.empty()) {
            Step& step = path.back();
            const auto& after = m_plan.activities[step.activity].after;
            if (step.next == after.size()) {
                m_state[step.activity] = 2;
                order.push_back(step.activity);
                path.pop_back();
                continue;
            }
            const std::uint32_t before = after[step.next++].activity;
            if (m_state[before] == 0) {
                enter(before);
            } else if (m_state[before] == 1) {
                const auto at = std::ranges::find(path, before, &Step::activity);
                for (auto it = path.rbegin(); it.base() != at; ++it)
                    circle.push_back(it->activity);
                order.clear();
                return;
            }
        }
    }

    const Plan& m_plan;
    std::vector<std::uint8_t> m_state; // 0 not seen, 1 on the path, 2 done
};

} // namespace

std::vector<std::uint32_t> workOrder(const Plan& plan)
{
    Walk walk(plan);
    return walk.circle.empty() ? std::move(walk.order) : std::vector<std::uint32_t>();
}

std::vector<std::uint32_t> findWaitingCircle(const Plan& plan)
{
    return Walk(plan).circle;
}

std::optional<Day> earliestStart(const Plan& plan, std::uint32_t activity)
{
    const Activity& own = plan.activities[activity];
    std::optional<Day> out;
    for (const Link& link : own.after) {
        const Day day = startAfter(plan.activities[link.activity].work(), link, own.work());
        out = std::max(out.value_or(day), day);
    }
    return out;
}

std::vector<int> slackDays(const Campus& campus, const Plan& plan)
{
    const std::size_t count = plan.activities.size();
    // Nothing may be finished later than the last of its phase, no milestone later than it is.
    std::vector<Day> last(campus.phases.size() + 1, Day::min());
    std::vector<std::size_t> group(count, campus.phases.size());
    for (std::size_t i = 0; i < count; ++i) {
        group[i] = phaseOf(campus, plan.activities[i].scope).value_or(std::uint32_t(campus.phases.size()));
        last[group[i]] = std::max(last[group[i]], plan.activities[i].work().finish);
    }
    last.back() = std::ranges::max(last);
    std::vector<int> out(count, std::numeric_limits<int>::max());
    const auto order = workOrder(plan);
    for (auto at = order.rbegin(); at != order.rend(); ++at) {
        const Activity& activity = plan.activities[*at];
        const Work work = activity.work();
        const bool held = activity.kind == ActivityKind::Energised;
        const auto toEnd = held ? days(0) : last[group[*at]] - work.finish;
        out[*at] = std::min(out[*at], static_cast<int>(toEnd.count()));
        for (const Link& link : activity.after) {
            const Activity& before = plan.activities[link.activity];
            const auto gap = work.start - startAfter(before.work(), link, work);
            out[link.activity] = std::min(out[link.activity], out[*at] + static_cast<int>(gap.count()));
        }
    }
    // A plan whose links are broken already has no room either.
    for (int& slack : out)
        slack = std::max(slack, 0);
    return out;
}

Plan shifted(const Plan& plan, std::span<const std::uint32_t> chosen, int shiftDays)
{
    Plan out = plan;
    std::vector<std::uint8_t> isChosen(plan.activities.size(), 0);
    for (const std::uint32_t i : chosen)
        isChosen[i] = 1;
    for (const std::uint32_t i : workOrder(plan)) {
        Activity& activity = out.activities[i];
        if (activity.actualStart || activity.actualFinish)
            continue;
        const Day planned = activity.planned.start;
        Day start = planned + days(isChosen[i] ? shiftDays : 0);
        if (const auto allowed = earliestStart(out, i)) {
            // What was too early in the plan already stays that much too early: mending it was not asked for.
            const auto tooEarly = std::max(*earliestStart(plan, i) - planned, days(0));
            start = std::max(start, *allowed - tooEarly);
        }
        activity.planned = moved(activity.planned, start);
    }
    return out;
}

std::vector<std::uint32_t> activitiesIn(const Campus& campus, const Plan& plan, AssetId space)
{
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < plan.activities.size(); ++i) {
        AssetId at = plan.activities[i].scope;
        while (at.isValid() && at != space)
            at = campus.parent(at);
        if (at.isValid() || space.kind() == AssetKind::Campus)
            out.push_back(i);
    }
    return out;
}

} // namespace gigahall::model
