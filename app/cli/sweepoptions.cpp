#include "app/cli/sweepoptions.h"

#include "app/cli/hardwareoption.h"
#include "app/cli/simulateoptions.h"

namespace gigahall::app {

void addSweepOptions(CLI::App* app, SweepCommand& sweep)
{
    app->add_option("CAMPUS", sweep.campus, "Campus file or shipped campus (default, variant-b, one-hall, frontier)")
        ->option_text(" ");
    app->add_option("--output", sweep.output, "Table of all failures to write, - for standard output")
        ->type_name("F.csv");
    app->add_flag("--json", sweep.json, "All failures as JSON on standard output");
    app->add_flag("--halls", sweep.halls, "Whole halls fail as well");
    addHardwareOption(app, sweep.hardware);
    addOperatingPoint(app, sweep.gpuUtilization, sweep.cpuUtilization, sweep.dryBulbC);
}

std::string sweepMistake(const SweepCommand& sweep)
{
    if (sweep.output.empty() && !sweep.json)
        return "--output F.csv is missing (or --json)";
    return sweep.output == "-" && sweep.json ? "--output - and --json exclude each other" : std::string();
}

} // namespace gigahall::app
