#include "app/cli/simulateoptions.h"

#include "app/cli/hardwareoption.h"
#include "app/cli/optionvalues.h"
#include "app/cli/values.h"
#include "assets/import/nearmiss.h"

#include <array>

namespace gigahall::app {
namespace {

using model::OverloadPolicy;

constexpr std::array<std::string_view, 3> kPolicies{"shed", "cap", "carry"}; // in the order of OverloadPolicy

void setPolicy(SimulateOptions& options, const std::string& text)
{
    const auto found = std::find(kPolicies.begin(), kPolicies.end(), text);
    if (found == kPolicies.end())
        wrong("--overload", text, fmt::format("shed, cap or carry{}", assets::didYouMean(text, kPolicies)));
    options.overload = static_cast<OverloadPolicy>(found - kPolicies.begin());
}

} // namespace

void addOperatingPoint(CLI::App* app, double& gpuUtilization, double& cpuUtilization, double& dryBulbC)
{
    const auto within = [](double lo, double hi) {
        return [lo, hi](const std::string& text) {
            const auto v = parseNumber(text);
            return v && *v >= lo && *v <= hi ? v : std::nullopt;
        };
    };
    addValue(app, "--gpu-utilization", "U", "Of all GPUs, 0 to 1 (1)", within(0, 1), "a share from 0 to 1",
        [&gpuUtilization](double u) { gpuUtilization = u; });
    addValue(app, "--cpu-utilization", "U", "Of all CPUs, 0 to 1 (1)", within(0, 1), "a share from 0 to 1",
        [&cpuUtilization](double u) { cpuUtilization = u; });
    addValue(app, "--dry-bulb", "C", "Temperature outside (20)", within(-70, 70), "degrees Celsius from -70 to 70",
        [&dryBulbC](double t) { dryBulbC = t; });
}

void addSimulateOptions(CLI::App* app, SimulateOptions& options)
{
    app->add_option("CAMPUS", options.campus, "Campus file or shipped campus (default, variant-b, one-hall, frontier)")
        ->option_text(" ");
    addHardwareOption(app, options.hardware);
    app->add_flag("--steady", options.steady, "One operating point, after everything has settled");
    addOperatingPoint(app, options.gpuUtilization, options.cpuUtilization, options.dryBulbC);
    app->add_option("--fail", options.fail, "Plant, rack, row, hall, building or phase that is out; may be repeated")
        ->type_name("ID")
        ->allow_extra_args(false);
    app->add_option_function<std::string>(
           "--overload", [&options](const std::string& text) { setPolicy(options, text); },
           "What becomes of loads that an element can't carry: shed (default), cap or carry")
        ->type_name("shed|cap|carry");
    app->add_flag("--json", options.json, "As JSON");
}

std::string simulateMistake(const SimulateOptions& options)
{
    return options.steady ? std::string() : "--duration is missing (or --steady for one operating point)";
}

} // namespace gigahall::app
