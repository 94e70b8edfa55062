#pragma once

#include "model/rollout/plantemplate.h"
#include "tests/support/tinycampus.h"

/// A short rollout for campuses filled by hand: days are easy to count.
namespace gigahall::tests {

/// Phase n is ready on the last day of month n of 2027.
inline model::Campus datedCampus(const TinyShape& shape = {.buildings = 2})
{
    model::Campus campus = makeTinyCampus(shape);
    constexpr const char* kReady[] = {"2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"};
    for (std::size_t p = 0; p < campus.phases.size(); ++p) {
        campus.phases[p].readyDate = kReady[p % 4];
        campus.phases[p].peakPue = 1.25;
    }
    return campus;
}

inline model::ActivityTemplate activityTemplate(const char* key, model::ActivityKind kind,
    model::ActivityTemplate::Each each, int startDays, int days, std::vector<model::ActivityTemplate::After> after = {})
{
    model::ActivityTemplate out;
    out.key = key;
    out.label.en = key;
    out.kind = kind;
    out.each = each;
    out.startDays = startDays;
    out.days = days;
    out.after = std::move(after);
    return out;
}

/// clear (phase, 20 days) -> shell (building, 30) -> racks (building, 10) -> on (hall), all with room of no day.
/// Of buildings the second is 5 days later, of halls the second is 2 days later. The last hall is on when its phase is
/// ready.
inline std::vector<model::ActivityTemplate> shortRollout()
{
    using model::ActivityKind;
    using Each = model::ActivityTemplate::Each;
    std::vector out{activityTemplate("clear", ActivityKind::ClearSite, Each::Phase, -66, 20),
        activityTemplate("shell", ActivityKind::Shell, Each::Building, -46, 30, {{0}}),
        activityTemplate("racks", ActivityKind::Racks, Each::Building, -16, 10, {{1}}),
        activityTemplate("on", ActivityKind::Energised, Each::Hall, -7, 1, {{2}})};
    for (std::size_t i = 1; i < out.size(); ++i)
        out[i].staggerDays = 5;
    out[1].after.push_back({1, true, model::LinkKind::StartToStart, 5});
    out[3].hallStaggerDays = 2;
    return out;
}

inline model::Plan shortPlan(const model::Campus& campus)
{
    return expand(campus, shortRollout(), "made up");
}

inline std::uint32_t indexOf(const model::Plan& plan, std::string_view key)
{
    for (std::uint32_t i = 0; i < plan.activities.size(); ++i)
        if (plan.activities[i].key == key)
            return i;
    return 0xffffffffu;
}

inline model::Day day(std::string_view text)
{
    return *model::parseDay(text);
}

} // namespace gigahall::tests
