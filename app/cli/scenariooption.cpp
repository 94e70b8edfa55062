#include "app/cli/scenariooption.h"

#include "app/cli/optionvalues.h"
#include "assets/import/nearmiss.h"

namespace gigahall::app {
namespace {

void setOverload(WrittenScenario& scenario, const std::string& text)
{
    scenario.overload = overloadByName(text);
    if (!scenario.overload)
        wrong("--overload", text, fmt::format("shed, cap or carry{}", assets::didYouMean(text, overloadNames())));
}

void addEvent(WrittenScenario& scenario, const std::string& text)
{
    std::string problem;
    const auto event = readEvent(text, problem);
    if (!event)
        throw CLI::ValidationError("--event", problem);
    scenario.events.push_back(*event);
}

} // namespace

void addScenarioOptions(CLI::App* app, WrittenScenario& scenario)
{
    app->add_option("--weather", scenario.weather, "EPW or CSV file, or a day of the campus: typical, hot")
        ->type_name("FILE");
    app->add_option_function<std::vector<std::string>>(
           "--event",
           [&scenario](const std::vector<std::string>& texts) {
               for (const std::string& text : texts)
                   addEvent(scenario, text);
           },
           "T fail ID..., T restore ID..., T supply K, T weather C or T cap ID... SHARE, at T seconds; may be repeated")
        ->type_name("\"T WHAT\"")
        ->allow_extra_args(false);
    app->add_option_function<std::string>(
           "--overload", [&scenario](const std::string& text) { setOverload(scenario, text); },
           "What becomes of loads that an element can't carry: shed (default), cap or carry")
        ->type_name("shed|cap|carry");
}

} // namespace gigahall::app
