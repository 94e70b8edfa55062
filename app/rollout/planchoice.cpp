#include "app/rollout/planchoice.h"

#include "assets/import/nearmiss.h"
#include "model/rollout/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace gigahall::app {
namespace {

constexpr int kMostDays = 36'500, kDaysAWeek = 7, kMostMonths = 1200;

std::optional<PlanTarget> findTarget(const std::string& name, const model::Campus& campus, const model::Plan& plan)
{
    const auto activity = std::ranges::find(plan.activities, name, &model::Activity::key);
    if (const auto id = campus.find(name); id && !model::activitiesIn(campus, plan, *id).empty())
        return PlanTarget{*id, kNoActivity};
    if (activity == plan.activities.end())
        return std::nullopt;
    return PlanTarget{activity->scope, static_cast<std::uint32_t>(activity - plan.activities.begin())};
}

std::string noTarget(const std::string& name, const model::Campus& campus, const model::Plan& plan)
{
    if (plan.activities.empty())
        return fmt::format("campus \"{}\" has no rollout in which \"{}\" could be moved", campus.key, name);
    if (campus.find(name))
        return fmt::format("nothing in the rollout works in \"{}\"", name);
    std::vector<std::string_view> names;
    for (const model::Phase& phase : campus.phases)
        names.push_back(phase.key);
    for (const model::Activity& activity : plan.activities)
        names.push_back(activity.key);
    return fmt::format("\"{}\" is neither in campus \"{}\" nor an activity of its rollout{}", name, campus.key,
        assets::didYouMean(name, names));
}

model::Day startOf(const model::Campus& campus, const model::Plan& plan, const PlanTarget& target)
{
    model::Day first = model::Day::max();
    for (const std::uint32_t index : activitiesOf(campus, plan, target))
        first = std::min(first, plan.activities[index].planned.start);
    return first;
}

} // namespace

std::optional<WrittenShift> readShift(std::string_view text)
{
    const std::size_t equals = text.rfind('=');
    if (equals == std::string_view::npos || equals == 0)
        return std::nullopt;
    std::string_view time = text.substr(equals + 1);
    if (time.starts_with('+') && !time.starts_with("+-"))
        time.remove_prefix(1);
    int number = 0;
    const auto [end, error] = std::from_chars(time.data(), time.data() + time.size(), number);
    if (error != std::errc() || number < -kMostDays || number > kMostDays)
        return std::nullopt;
    const std::string_view unit(end, time.data() + time.size());
    WrittenShift out{std::string(text.substr(0, equals))};
    if (unit == "d")
        out.days = number;
    else if (unit == "w" && std::abs(number) <= kMostDays / kDaysAWeek)
        out.days = number * kDaysAWeek;
    else if (unit == "mo" && std::abs(number) <= kMostMonths)
        out.months = number;
    else
        return std::nullopt;
    return out;
}

std::string optionText(const WrittenShift& shift)
{
    return shift.months != 0 ? fmt::format("{}={}mo", shift.target, shift.months)
                             : fmt::format("{}={}d", shift.target, shift.days);
}

std::optional<std::vector<PlanShift>> findShifts(const std::vector<WrittenShift>& written, const model::Campus& campus,
    const model::Plan& plan, std::vector<std::string>& problems)
{
    std::vector<PlanShift> out;
    bool fits = true;
    for (const WrittenShift& shift : written) {
        const auto target = findTarget(shift.target, campus, plan);
        if (!target) {
            problems.push_back(noTarget(shift.target, campus, plan));
            fits = false;
            continue;
        }
        int days = shift.days;
        if (shift.months != 0)
            days = daysOfMonths(startOf(campus, withShifts(campus, plan, out), *target), shift.months);
        addShift(out, {*target, days});
    }
    return fits ? std::optional(std::move(out)) : std::nullopt;
}

std::vector<WrittenShift> writtenShifts(
    std::span<const PlanShift> shifts, const model::Campus& campus, const model::Plan& plan)
{
    std::vector<WrittenShift> out;
    for (const PlanShift& shift : shifts)
        out.push_back(
            {shift.target.isSpace() ? campus.name(shift.target.space) : plan.activities[shift.target.activity].key,
                shift.days, 0});
    return out;
}

assets::PlanResult loadPlan(const PlanChoice& choice, const model::Campus& campus)
{
    assets::PlanResult result = assets::loadPlan(choice.file, campus);
    if (!result.plan || choice.shifts.empty())
        return result;
    std::vector<std::string> wrong;
    const auto shifts = findShifts(choice.shifts, campus, *result.plan, wrong);
    for (std::string& what : wrong)
        result.problems.push_back({"--shift", 0, {}, std::move(what)});
    if (shifts)
        result.plan = withShifts(campus, std::move(*result.plan), *shifts);
    else
        result.plan.reset();
    return result;
}

ShiftedRollout withShifts(
    const model::Campus& campus, std::shared_ptr<const model::Rollout> planned, std::vector<PlanShift> shifts)
{
    ShiftedRollout out{planned, planned, std::move(shifts)};
    if (planned && !out.shifts.empty())
        out.now = model::makeRollout(campus, withShifts(campus, planned->plan, out.shifts));
    return out;
}

} // namespace gigahall::app
