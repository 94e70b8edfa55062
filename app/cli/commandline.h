#pragma once

#include "app/cli/animate.h"
#include "app/cli/import.h"
#include "app/cli/options.h"
#include "app/cli/plan.h"
#include "app/cli/record.h"
#include "app/cli/report.h"
#include "app/cli/simulate.h"
#include "app/cli/sweep.h"
#include "app/cli/verify.h"
#include "app/rollout/planchoice.h"

#include <string>
#include <variant>
#include <vector>

namespace gigahall::app {

struct CheckCommand
{
    std::vector<std::string> files;
    std::string campus = "default"; ///< of plans
};
struct InfoCommand
{
    std::string campus = "default";
    std::vector<assets::HardwareChange> hardware;
    PlanChoice plan;
    std::optional<double> day; ///< for running totals
    bool json = false;
};
struct VersionCommand
{
};
struct ListGpusCommand
{
};
/// Nothing to run: text to show and how to end (help, or what was wrong with the arguments).
struct Done
{
    int exitCode = kExitOk;
    std::string out, error;
};
using Command = std::variant<ViewOptions, RenderOptions, AnimateOptions, CheckCommand, InfoCommand, PlanCommand,
    ImportOptions, RecordOptions, ReportOptions, SimulateOptions, SweepCommand, VerifyOptions, VersionCommand,
    ListGpusCommand, Done>;

/// Reads the arguments and nothing else: no file is opened, no device touched.
Command parseCommandLine(int argc, const char* const* argv);

} // namespace gigahall::app
