#pragma once

#include "app/minus.h"

namespace CLI {
class App;
}

namespace gigahall::app {

/// --minus, --minus-start, --minus-time, --minus-earlier: what is subtracted from what plays.
void addMinusOptions(CLI::App* app, Minus& minus);
/// What does not go together; empty when all does.
std::string minusMistake(const Minus& minus);

} // namespace gigahall::app
