#pragma once

#include "model/telemetry/alarmlist.h"
#include "model/telemetry/alarmrule.h"
#include "model/telemetry/frame.h"
#include "tests/support/tinycampus.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

/// Small campuses, frames with nothing but rack power, and a rule for it: what tests of alarms begin with.
namespace gigahall::tests {

using namespace model;

inline constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
inline constexpr auto kPower = static_cast<std::size_t>(Metric::RackPower);
inline constexpr auto kTemperature = static_cast<std::size_t>(Metric::GpuTemperature);

inline std::shared_ptr<const Campus> tiny(const TinyShape& shape = {})
{
    return std::make_shared<const Campus>(makeTinyCampus(shape));
}

inline TelemetryFrame powerFrame(const Campus& campus, double timeS, const std::vector<float>& kw)
{
    TelemetryFrame frame;
    frame.timeS = timeS;
    frame.source = "test";
    frame.rack[kPower].assign(campus.rackCount(), kMissing16);
    for (std::size_t r = 0; r < kw.size(); ++r)
        frame.rack[kPower][r] = quantise(metricInfo(Metric::RackPower), kw[r]);
    frame.rackState.assign(campus.rackCount(), DataState::Live);
    rollUp(campus, frame);
    return frame;
}

inline AlarmRule above(double limit)
{
    AlarmRule rule;
    rule.id = "power";
    rule.label.en = "Too much power";
    rule.limit = limit;
    return rule;
}

/// Whether an asset, rack 0 unless told, has an active alarm.
inline bool isOn(const AlarmList& list, AssetId asset = {AssetKind::Rack, 0})
{
    return std::ranges::any_of(list.alarms, [&](const Alarm& a) { return a.active && a.asset == asset; });
}

inline const Alarm* alarmOf(const AlarmList& list, AssetId asset)
{
    const auto at = std::ranges::find(list.alarms, asset, &Alarm::asset);
    return at == list.alarms.end() ? nullptr : &*at;
}

} // namespace gigahall::tests
