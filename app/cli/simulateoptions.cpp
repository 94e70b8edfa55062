#include "app/cli/simulateoptions.h"

#include "app/cli/hardwareoption.h"
#include "app/cli/optionvalues.h"
#include "app/cli/plan.h"
#include "app/cli/scenariooption.h"
#include "app/cli/values.h"
#include "assets/import/nearmiss.h"

#include <array>

namespace gigahall::app {
namespace {

constexpr double kShortestStepS = 1e-3;
constexpr double kLongestS = 10 * 365 * 86400.0;

std::optional<double> within(const std::string& text, double lo, double hi)
{
    const auto v = parseNumber(text);
    return v && *v >= lo && *v <= hi ? v : std::nullopt;
}

void setLevel(SimulateOptions& options, const std::string& text)
{
    static constexpr std::array<std::string_view, 4> kLevels{"campus", "phase", "hall", "rack"};
    const auto level = runLevelByName(text);
    if (!level)
        wrong("--level", text, fmt::format("campus, phase, hall or rack{}", assets::didYouMean(text, kLevels)));
    options.level = *level;
}

} // namespace

void addOperatingPoint(CLI::App* app, double& gpuUtilization, double& cpuUtilization, double& dryBulbC)
{
    const auto share = [](const std::string& text) { return within(text, 0, 1); };
    const auto celsius = [](const std::string& text) { return within(text, -70, 70); };
    addValue(app, "--gpu-utilization", "U", "Of all GPUs, 0 to 1 (1)", share, "a share from 0 to 1",
        [&gpuUtilization](double u) { gpuUtilization = u; });
    addValue(app, "--cpu-utilization", "U", "Of all CPUs, 0 to 1 (1)", share, "a share from 0 to 1",
        [&cpuUtilization](double u) { cpuUtilization = u; });
    addValue(app, "--dry-bulb", "C", "Temperature outside (20)", celsius, "degrees Celsius from -70 to 70",
        [&dryBulbC](double t) { dryBulbC = t; });
}

namespace {

void addSteadyOptions(CLI::App* app, SimulateOptions& options)
{
    app->add_flag("--steady", options.steady, "One operating point, after everything has settled");
    addOperatingPoint(app, options.gpuUtilization, options.cpuUtilization, options.dryBulbC);
    app->add_option("--fail", options.fail, "Plant, rack, row, hall, building or phase that is out; may be repeated")
        ->type_name("ID")
        ->allow_extra_args(false);
}

void addTimeOptions(CLI::App* app, SimulateOptions& options)
{
    const auto seconds = [app](const char* name, const char* help, double lo, double hi, const char* expected,
                             auto store) {
        addValue(
            app, name, "SECONDS", help, [lo, hi](const std::string& t) { return within(t, lo, hi); }, expected, store);
    };
    seconds("--duration", "Jobs, power and coolant through time, for that long", kShortestStepS, kLongestS,
        "seconds above 0, up to ten years", [&options](double s) { options.durationS = s; });
    seconds("--step", "Length of a step (15)", kShortestStepS, 3600, "seconds from 0.001 to 3600",
        [&options](double s) { options.stepS = s; });
    seconds("--start", "Where it begins; 0 is midnight (0)", 0, kLongestS, "seconds from 0, up to ten years",
        [&options](double s) { options.startS = s; });
    addValue(app, "--seed", "N", "Seed of jobs (1)", parseWhole, "a whole number from 0",
        [&options](std::uint64_t n) { options.seed = n; });
}

void addOutputOptions(CLI::App* app, SimulateOptions& options)
{
    app->add_option("--metrics", options.metrics, "What is written, separated by commas; a wrong name lists them all")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    app->add_option_function<std::string>(
           "--level", [&options](const std::string& text) { setLevel(options, text); },
           "A row for the campus (default), each phase, hall or rack, at the end of each step")
        ->type_name("campus|phase|hall|rack");
    addValue(
        app, "--every", "N", "Rows of every Nth step (1)",
        [](const std::string& t) {
            const auto n = parseWhole(t);
            return n && *n > 0 ? n : std::nullopt;
        },
        "a whole number from 1", [&options](std::uint64_t n) { options.every = n; });
    app->add_option("--output", options.output, "CSV file to write, then a summary is shown; else standard output")
        ->type_name("F.csv");
}

bool isGiven(const SimulateOptions& options, std::string_view name)
{
    return std::find(options.given.begin(), options.given.end(), name) != options.given.end();
}

/// What is said of options of one of the two ways to simulate in the other.
struct Misplaced
{
    std::string_view name, instead;
};
constexpr std::array<Misplaced, 4> kOfSteady{{{"--fail", "in a run it is --event \"T fail ID\""},
    {"--dry-bulb", "in a run it is --weather or --event \"T weather C\""},
    {"--gpu-utilization", "in a run it is what jobs make of it"},
    {"--cpu-utilization", "in a run it is what jobs make of it"}}};
constexpr std::array<std::string_view, 9> kOfRuns{
    "--step", "--start", "--seed", "--weather", "--event", "--metrics", "--level", "--every", "--output"};

std::string eventOutside(const SimulateOptions& options)
{
    const double endS = options.startS + *options.durationS;
    for (const WrittenEvent& event : options.scenario.events)
        if (event.timeS < options.startS || event.timeS >= endS)
            return fmt::format("--event: \"{}\" lies outside of the run; expected a time from {} s to before {} s",
                event.text, options.startS, endS);
    return {};
}

} // namespace

void addSimulateOptions(CLI::App* app, SimulateOptions& options)
{
    app->add_option("CAMPUS", options.campus, "Campus file or shipped campus (default, variant-b, one-hall, frontier)")
        ->option_text(" ");
    addHardwareOption(app, options.hardware);
    addPlanOption(app, options.plan);
    addDateOption(app, options.day);
    addSteadyOptions(app, options);
    addTimeOptions(app, options);
    addScenarioOptions(app, options.scenario);
    addOutputOptions(app, options);
    app->add_flag("--json", options.json, "As JSON");
    app->parse_complete_callback([app, &options] {
        for (const CLI::Option* option : app->get_options())
            if (option->count() > 0)
                options.given.push_back(option->get_name());
    });
}

std::string simulateMistake(const SimulateOptions& options)
{
    if (options.steady && options.durationS)
        return "--steady and --duration exclude each other";
    for (const std::string_view name : kOfRuns)
        if (options.steady && isGiven(options, name))
            return fmt::format("{} is for a run (--duration), not for --steady", name);
    for (const Misplaced& one : kOfSteady)
        if (!options.steady && isGiven(options, one.name))
            return fmt::format("{} is for --steady only; {}", one.name, one.instead);
    if (options.steady)
        return {};
    if (!options.durationS)
        return "--duration is missing (or --steady for one operating point)";
    std::string problem;
    chooseQuantities(options.level, options.metrics, problem);
    return problem.empty() ? eventOutside(options) : "--metrics: " + problem;
}

} // namespace gigahall::app
