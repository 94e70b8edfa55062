#pragma once

#include "app/cli/record.h"

#include <string>

namespace CLI {
class App;
}

namespace gigahall::app {

void addRecordOptions(CLI::App* app, RecordOptions& options);
/// What does not go together; empty = nothing.
std::string recordMistake(const RecordOptions& options);

} // namespace gigahall::app
