#pragma once

#include "model/cooling/weather.h"
#include "model/simulation/twin.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gigahall::model {

/// What someone does, or what breaks, at one moment.
struct ScenarioEvent
{
    enum class Kind : std::uint8_t
    {
        Fail, ///< `assets` go out, as one failure
        Restore, ///< `assets` are in order again
        Supply, ///< set-point of every technology loop: the layout's plus `value` K
        DryBulb, ///< it has `value` C outside from now on
        Cap ///< racks of `assets` take at most `value` (0..1) of their rating; 1 lifts it
    };
    double timeS = 0;
    Kind kind = Kind::Fail;
    Outage assets;
    double value = 0;

    bool operator==(const ScenarioEvent&) const = default;
};

/// Weather and events over the life of a simulated campus: all that tells one "what if" from another. A plain value;
/// undo is the scenario of before. On top of measured values it is a fork: from one moment on the simulator takes over.
struct Scenario
{
    std::optional<double> fromS; ///< of a fork: that moment; empty = the first event. Means nothing to a simulation
    std::optional<Weather> weather; ///< empty = the first day of the layout, 20 C when it has none
    std::string weatherText; ///< where it is from: a day of the layout or a file; empty = from neither
    OverloadPolicy policy = OverloadPolicy::Shed;
    std::vector<ScenarioEvent> events; ///< by time; those of one time in the order they happen

    bool operator==(const Scenario&) const = default;
    /// Puts an event behind those of the same time.
    void add(ScenarioEvent event);
    /// How many events have happened at `timeS`.
    std::size_t eventsUntil(double timeS) const;
    /// When a fork begins: `fromS`, or the first event where that is earlier; nothing where there is neither.
    std::optional<double> forkS() const;
    /// Rack caps of the first `count` events, by rack, 0..1; empty = none.
    std::vector<float> capsAfter(const Campus& campus, std::size_t count) const;
};

/// What can be switched off: plant, racks and spaces, but no parts of racks.
bool canFail(AssetKind kind);
/// The weather of a scenario on a campus.
Weather weatherOf(const Scenario& scenario, const Campus& campus);
/// What the first `count` events and the weather at `timeS` (0 = midnight) put a campus under.
TwinConditions conditionsAt(const Scenario& scenario, const Weather& weather, std::size_t count, double timeS);

} // namespace gigahall::model
