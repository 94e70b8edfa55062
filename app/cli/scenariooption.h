#pragma once

#include "app/whatif/writtenscenario.h"

namespace CLI {
class App;
}

namespace gigahall::app {

/// --event, --weather and --overload.
void addScenarioOptions(CLI::App* app, WrittenScenario& scenario);

} // namespace gigahall::app
