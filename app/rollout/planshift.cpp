#include "app/rollout/planshift.h"

#include "model/rollout/schedule.h"

#include <algorithm>

namespace gigahall::app {

std::vector<std::uint32_t> activitiesOf(const model::Campus& campus, const model::Plan& plan, const PlanTarget& target)
{
    if (target.isSpace())
        return model::activitiesIn(campus, plan, target.space);
    return {target.activity};
}

void addShift(std::vector<PlanShift>& shifts, const PlanShift& shift)
{
    if (shifts.empty() || shifts.back().target != shift.target)
        shifts.push_back(shift);
    else
        shifts.back().days += shift.days;
    if (shifts.back().days == 0)
        shifts.pop_back();
}

std::vector<PlanShift> sumsOf(std::span<const PlanShift> shifts)
{
    std::vector<PlanShift> out;
    for (const PlanShift& shift : shifts) {
        const auto at = std::ranges::find(out, shift.target, &PlanShift::target);
        if (at == out.end())
            out.push_back(shift);
        else
            at->days += shift.days;
    }
    std::erase_if(out, [](const PlanShift& shift) { return shift.days == 0; });
    return out;
}

model::Plan withShifts(const model::Campus& campus, model::Plan plan, std::span<const PlanShift> shifts)
{
    for (const PlanShift& shift : shifts)
        plan = model::shifted(plan, activitiesOf(campus, plan, shift.target), shift.days);
    return plan;
}

int daysOfMonths(model::Day from, int months)
{
    using namespace std::chrono;
    const year_month_day start(from);
    const year_month month = start.year() / start.month() + std::chrono::months(months);
    const year_month_day_last end(month.year(), month_day_last(month.month()));
    const year_month_day to(month.year(), month.month(), std::min(start.day(), end.day()));
    return static_cast<int>((sys_days(to) - from).count());
}

} // namespace gigahall::app
