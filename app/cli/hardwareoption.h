#pragma once

#include "assets/import/campusfile.h"

#include <CLI/CLI.hpp>

#include <vector>

namespace gigahall::app {

/// `--hardware ASSET=TYPE`, which may be repeated; for every command that opens a campus. Points into `hardware`, so it
/// stays where it is.
void addHardwareOption(CLI::App* app, std::vector<assets::HardwareChange>& hardware);

} // namespace gigahall::app
