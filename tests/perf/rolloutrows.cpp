#include "tests/perf/rolloutrows.h"

#include "app/rollout/planshift.h"
#include "app/rollout/stackedcurve.h"
#include "assets/import/planfile.h"
#include "model/simulation/simulator.h"
#include "tests/perf/scene.h"

#include <fmt/format.h>

namespace gigahall::bench {
namespace {

constexpr double kBarMs = 50;
constexpr std::size_t kCurvePx = 600;
constexpr std::uint32_t kPhase = 2;
constexpr int kDays = 182;

/// As far apart as a date bar of 40 pictures a second takes them at two months a second.
constexpr double kScrubDays = 1.5;

void measureScrub(const model::Campus& campus, const model::Rollout& rollout, render::Renderer& renderer,
    const render::View& view, int times, Report& report)
{
    renderer.setBuildup(rollout.buildup);
    render::FrameSettings settings = plainSettings();
    render::Image image;
    // A stretch with much going on: between the first and the last day that something comes into service.
    const auto& days = rollout.curve.days();
    double day = (days.front() + days.back()) / 2;
    const Samples samples = measure(3, times, [&] {
        day += kScrubDays;
        settings.day = day;
        renderer.render(view, settings, image);
    });
    report.rows.push_back(row("rollout.scrub", "a picture of another date of the rollout", kBarMs, samples, "ms"));
    settings.day.reset();
    renderer.render(view, settings, image);

    model::Simulator simulator(campus, 1);
    const Samples values = measure(1, 5, [&] {
        day += 7;
        simulator.setInService(std::make_shared<const model::InService>(model::inService(rollout.buildup, day)));
        simulator.frame(43200, {});
    });
    report.notes.push_back(fmt::format("values of another date, beside the pictures: {:.0f} ms", values.median()));
}

} // namespace

void measureRollout(
    const model::Campus& campus, render::Renderer& renderer, const render::View& view, int times, Report& report)
{
    const assets::PlanResult read = assets::loadPlan({}, campus);
    if (!read.plan || read.plan->activities.empty() || campus.phases.size() <= kPhase) {
        report.notes.emplace_back("this campus has no rollout with a third phase: moving it was not measured");
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
    measureScrub(campus, *loaded, renderer, view, times, report);
}

} // namespace gigahall::bench
