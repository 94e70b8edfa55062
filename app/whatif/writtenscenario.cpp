#include "app/whatif/writtenscenario.h"

#include "assets/import/nearmiss.h"
#include "assets/import/weatherfile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace gigahall::app {
namespace {

constexpr std::array<std::string_view, 3> kPolicies{"shed", "cap", "carry"}; // in the order of OverloadPolicy

/// A day of the campus by its name, else a file; nothing and a problem where it is neither.
std::optional<model::Weather> findWeather(
    const model::Campus& campus, const std::string& text, std::vector<std::string>& problems)
{
    std::vector<std::string_view> names;
    for (const model::DayWeather& day : campus.site.weather) {
        if (day.name == text)
            return model::Weather::repeated(day);
        names.push_back(day.name);
    }
    if (!std::filesystem::exists(text)) {
        problems.push_back(
            fmt::format("--weather: \"{}\" is neither a day of campus \"{}\" nor a file; expected {}{}{}", text,
                campus.key, fmt::join(names, ", "), names.empty() ? "an EPW or CSV file" : " or an EPW or CSV file",
                assets::didYouMean(text, names)));
        return std::nullopt;
    }
    assets::WeatherResult result = assets::loadWeather(text);
    for (const assets::Problem& problem : result.problems)
        problems.push_back(problem.text());
    return std::move(result.weather);
}

} // namespace

std::optional<model::Scenario> findScenario(
    const WrittenScenario& written, const model::Campus& campus, std::vector<std::string>& problems)
{
    const std::size_t before = problems.size();
    model::Scenario scenario;
    scenario.fromS = written.fromS;
    scenario.policy = written.overload.value_or(model::OverloadPolicy::Shed);
    if (!written.weather.empty()) {
        scenario.weather = findWeather(campus, written.weather, problems);
        scenario.weatherText = written.weather;
    }
    for (const WrittenEvent& event : written.events) {
        std::string problem;
        if (auto found = findEvent(event, campus, problem))
            scenario.add(std::move(*found));
        else
            problems.push_back("--event: " + problem);
    }
    if (problems.size() == before)
        if (const std::string mistake = scenarioMistake(scenario, campus); !mistake.empty())
            problems.push_back("--event: " + mistake);
    return problems.size() == before ? std::optional(std::move(scenario)) : std::nullopt;
}

WrittenScenario writtenScenario(const model::Scenario& scenario, const model::Campus& campus)
{
    WrittenScenario out;
    for (const model::ScenarioEvent& event : scenario.events) {
        std::string problem;
        if (auto read = readEvent(eventText(event, campus), problem))
            out.events.push_back(std::move(*read));
    }
    out.fromS = scenario.fromS;
    out.weather = scenario.weatherText;
    if (scenario.policy != model::OverloadPolicy::Shed)
        out.overload = scenario.policy;
    return out;
}

std::optional<model::OverloadPolicy> overloadByName(std::string_view name)
{
    const auto found = std::find(kPolicies.begin(), kPolicies.end(), name);
    if (found == kPolicies.end())
        return std::nullopt;
    return static_cast<model::OverloadPolicy>(found - kPolicies.begin());
}

std::string_view overloadName(model::OverloadPolicy policy)
{
    return kPolicies[static_cast<std::size_t>(policy)];
}

std::vector<std::string_view> overloadNames()
{
    return {kPolicies.begin(), kPolicies.end()};
}

} // namespace gigahall::app
