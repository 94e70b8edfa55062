#include "tests/perf/alarmrows.h"

#include "model/telemetry/alarmengine.h"

#include <fmt/format.h>

#include <memory>
#include <random>

namespace gigahall::bench {
namespace {

constexpr double kBarMs = 5, kFloodBarMs = 10;
constexpr std::uint32_t kRules = 8;

/// Values that move, one rack in a thousand beyond every limit; or all of them.
std::vector<model::TelemetryFrame> makeFrames(const model::Campus& campus, bool flood)
{
    std::mt19937 random(1);
    std::vector<model::TelemetryFrame> frames(4);
    for (std::size_t f = 0; f < frames.size(); ++f) {
        frames[f].source = "bench";
        frames[f].rackState.assign(campus.rackCount(), model::DataState::Live);
        for (const model::MetricInfo& info : model::allMetrics()) {
            if (model::isCategory(info.metric))
                continue;
            model::Plane& plane = frames[f].rack[static_cast<std::size_t>(info.metric)];
            for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
                plane.push_back(static_cast<std::uint16_t>(
                    flood || r % 1000 == f ? 60000 + random() % 1000 : 20000 + random() % 1000));
        }
    }
    return frames;
}

std::vector<model::AlarmRule> makeRules()
{
    std::vector<model::AlarmRule> rules;
    for (const model::MetricInfo& info : model::allMetrics()) {
        model::AlarmRule rule;
        rule.id = fmt::format("rule-{}", rules.size());
        rule.label.en = rule.id;
        rule.metric = info.metric;
        rule.limit = double{info.planeLo} + 0.8 * double{info.planeHi - info.planeLo};
        rule.hysteresis = 0.05 * double{info.planeHi - info.planeLo};
        if (!model::isCategory(info.metric) && rules.size() < kRules - 1)
            rules.push_back(rule);
    }
    model::AlarmRule rate = rules.front();
    rate.id = "rate";
    rate.kind = model::AlarmKind::Rising;
    rate.hysteresis = 0;
    rules.push_back(rate);
    return rules;
}

} // namespace

void measureAlarms(const model::Campus& campus, int frames, Report& report)
{
    // On its own and for good: the engine wants to own its campus together with others.
    const auto shared = std::make_shared<const model::Campus>(campus);
    for (const bool flood : {false, true}) {
        std::vector<model::TelemetryFrame> values = makeFrames(campus, flood);
        model::AlarmEngine engine;
        engine.setCampus(shared);
        engine.setRules(makeRules());
        double timeS = 0;
        std::size_t next = 0;
        const Samples step = measure(5, frames, [&] {
            model::TelemetryFrame& frame = values[next++ % values.size()];
            frame.timeS = ++timeS;
            engine.update(frame);
        });
        report.rows.push_back(row(flood ? "alarms.flood" : "alarms",
            fmt::format("{} racks x {} alarm rules, a frame{}", campus.rackCount(), kRules,
                flood ? ", all of them alarming" : ""),
            flood ? kFloodBarMs : kBarMs, step, "ms"));
    }
}

} // namespace gigahall::bench
