#pragma once

#include "app/cli/animate.h"

namespace CLI {
class App;
}

namespace gigahall::app {

/// The options of `gigahall animate`. Points into `options`, so it stays where it is.
void addAnimateOptions(CLI::App* app, AnimateOptions& options);

} // namespace gigahall::app
