#pragma once

#include "model/simulation/scenario.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Events of a scenario as people write them, in the shell and in the window:
///   T fail ID...        T restore ID...      T supply K
///   T weather C         T cap ID... SHARE
/// T counts seconds of the clock of the simulation or recording. A name with blanks stands in double quotes, a quote in it is doubled.
namespace gigahall::app {

/// An event before it is known which campus it is for.
struct WrittenEvent
{
    std::string text; ///< as it was written
    double timeS = 0;
    model::ScenarioEvent::Kind kind = model::ScenarioEvent::Kind::Fail;
    std::vector<std::string> names;
    double value = 0;
};

/// Nothing where the text is no event; `problem` then names it and what was expected.
std::optional<WrittenEvent> readEvent(std::string_view text, std::string& problem);
/// The same where the campus has no such assets, or none that the event can happen to.
std::optional<model::ScenarioEvent> findEvent(
    const WrittenEvent& written, const model::Campus& campus, std::string& problem);
/// The inverse of both.
std::string eventText(const model::ScenarioEvent& event, const model::Campus& campus);
/// What does not go together: the first thing that is restored while it is not out. Empty = nothing.
std::string scenarioMistake(const model::Scenario& scenario, const model::Campus& campus);

} // namespace gigahall::app
