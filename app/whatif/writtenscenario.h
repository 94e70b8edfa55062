#pragma once

#include "app/whatif/event.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::app {

/// A scenario as options and view files write it, before it is known which campus it is for.
struct WrittenScenario
{
    std::vector<WrittenEvent> events;
    std::optional<double> fromS; ///< of a fork of measured values: when it begins; empty = at the first event
    std::string weather; ///< a day of the campus, or an EPW or CSV file; empty = the first day of the campus
    std::optional<model::OverloadPolicy> overload; ///< empty = Shed

    /// Says nothing at all.
    bool isEmpty() const { return events.empty() && weather.empty() && !overload && !fromS; }
};

/// The scenario on a campus; nothing where something does not fit it: all problems, each named as on the command line
/// ("--event: ..."). Reads the weather file.
std::optional<model::Scenario> findScenario(
    const WrittenScenario& written, const model::Campus& campus, std::vector<std::string>& problems);
/// The inverse.
WrittenScenario writtenScenario(const model::Scenario& scenario, const model::Campus& campus);

/// "shed", "cap", "carry".
std::optional<model::OverloadPolicy> overloadByName(std::string_view name);
std::string_view overloadName(model::OverloadPolicy policy);
std::vector<std::string_view> overloadNames();

} // namespace gigahall::app
