#pragma once

#include "app/cli/sweep.h"

#include <CLI/CLI.hpp>

namespace gigahall::app {

/// The options of `gigahall sweep`; they point into `sweep`, so it stays where it is.
void addSweepOptions(CLI::App* app, SweepCommand& sweep);
/// What does not go together; empty = nothing.
std::string sweepMistake(const SweepCommand& sweep);

} // namespace gigahall::app
