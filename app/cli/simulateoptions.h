#pragma once

#include "app/cli/simulate.h"

#include <CLI/CLI.hpp>

namespace gigahall::app {

/// Load and weather, for every command that solves one operating point.
void addOperatingPoint(CLI::App* app, double& gpuUtilization, double& cpuUtilization, double& dryBulbC);
/// The options of `gigahall simulate`; they point into `options`, so it stays where it is.
void addSimulateOptions(CLI::App* app, SimulateOptions& options);
/// What does not go together; empty = nothing.
std::string simulateMistake(const SimulateOptions& options);

} // namespace gigahall::app
