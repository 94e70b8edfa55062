#include "tests/perf/rolloutrows.h"

#include "app/rollout/planshift.h"
#include "app/rollout/stackedcurve.h"
#include "assets/import/planfile.h"

#include <fmt/format.h>

namespace gigahall::bench {
namespace {

constexpr double kBarMs = 50;
constexpr std::size_t kCurvePx = 600;
constexpr std::uint32_t kPhase = 2;
constexpr int kDays = 182;

} // namespace

void measureRollout(const model::Campus& campus, int times, Report& report)
{
    const assets::PlanResult read = assets::loadPlan({}, campus);
    if (!read.plan || read.plan->activities.empty() || campus.phases.size() <= kPhase) {
        report.notes.push_back("this campus has no rollout with a third phase: moving it was not measured");
        return;
    }
    const auto loaded = model::makeRollout(campus, *read.plan);
    const model::Work extent = *read.plan->extent();
    const app::PlanShift shift{{model::AssetId(model::AssetKind::Phase, kPhase)}, kDays};
    const Samples samples = measure(2, times, [&] {
        const auto now = model::makeRollout(campus, app::withShifts(campus, loaded->plan, {&shift, 1}));
        const auto days
            = app::daysBetween(model::dayNumber(extent.start), model::dayNumber(extent.finish) + kDays, kCurvePx);
        for (int quantity = 0; quantity < app::kRolloutQuantities; ++quantity)
            app::stackedCurve(now->curve, campus.phases.size(), static_cast<app::RolloutQuantity>(quantity), {}, days);
        if (model::slipAgainst(loaded->curve, now->curve).quarters.empty())
            throw std::runtime_error("moving a phase by half a year changed nothing");
    });
    report.rows.push_back(row("rollout.shift",
        fmt::format("shift a phase in a plan of {} activities, to totals and curves", read.plan->activities.size()),
        kBarMs, samples, "ms"));
}

} // namespace gigahall::bench
