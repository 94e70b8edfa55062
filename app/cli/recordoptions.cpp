#include "app/cli/recordoptions.h"

#include "app/cli/hardwareoption.h"
#include "app/cli/optionvalues.h"
#include "app/cli/scenariooption.h"
#include "app/cli/values.h"
#include "assets/import/nearmiss.h"

namespace gigahall::app {
namespace {

constexpr double kLongestS = 10 * 365 * 86400.0;

void addMetric(RecordOptions& options, const std::string& text)
{
    std::vector<std::string_view> names;
    for (const auto& info : model::allMetrics())
        names.push_back(info.name);
    const auto metric = model::metricByName(text);
    if (!metric)
        wrong("--metrics", text, fmt::format("some of {}{}", joined(names), assets::didYouMean(text, names)));
    options.metrics.push_back(*metric);
}

void addSourceOptions(CLI::App* app, RecordOptions& options)
{
    addValue(app, "--seed", "N", "Seed of the simulation (1)", parseWhole, "a whole number from 0",
        [&options](std::uint64_t n) { options.session.seed = n; });
    addHardwareOption(app, options.session.hardware);
    addScenarioOptions(app, options.session.whatIf);
    auto* replay = app->add_option("--replay", options.session.replay, "Recording or CSV to take the values from")
                       ->type_name("FILE");
    auto* from = app->add_option("--from", options.from, "Server to take the values from: mqtt://HOST:PORT, http://...")
                     ->type_name("URL");
    app->add_option("--profile", options.profile, "What the server calls things: a shipped profile or a file")
        ->type_name("NAME")
        ->needs(from);
    app->add_option("--mapping", options.session.mapping,
           "What keys of a CSV or server belong to: source,key,asset; without it they are names of assets")
        ->type_name("FILE.csv");
    from->excludes(replay);
    for (const char* simulated : {"--event", "--weather", "--overload", "--seed"}) {
        replay->excludes(app->get_option(simulated));
        from->excludes(app->get_option(simulated));
    }
}

} // namespace

void addRecordOptions(CLI::App* app, RecordOptions& options)
{
    app->add_option(
           "CAMPUS", options.session.campus, "Campus file or shipped campus (default, variant-b, one-hall, frontier)")
        ->option_text(" ");
    app->add_option("--output", options.output, "Recording to write; it replaces no file")
        ->required()
        ->type_name("F.h5");
    addSourceOptions(app, options);
    const auto seconds = [app](const char* name, const char* help, double lo, const char* expected, auto store) {
        addValue(
            app, name, "SECONDS", help,
            [lo](const std::string& text) {
                const auto v = parseNumber(text);
                return v && *v >= lo && *v <= kLongestS ? v : std::nullopt;
            },
            expected, store);
    };
    seconds("--duration", "How much is recorded (until Ctrl+C, or to the end of what is replayed)", 1e-3,
        "seconds above 0, up to ten years", [&options](double s) { options.durationS = s; });
    seconds("--start", "Where a simulation or replay begins (0, its beginning)", 0, "seconds from 0, up to ten years",
        [&options](double s) { options.startS = s; });
    seconds("--interval", "Between two moments (the source's own)", 1e-2, "seconds from 0.01, up to ten years",
        [&options](double s) { options.intervalS = s; });
    app->add_option_function<std::vector<std::string>>(
           "--metrics",
           [&options](const std::vector<std::string>& texts) {
               for (const std::string& text : texts)
                   addMetric(options, text);
           },
           "What is recorded, separated by commas (all that the source has at first)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    app->add_flag("--gpu", options.gpu, "GPUs one by one as well");
    app->add_flag("--fast", options.fast, "As fast as possible instead of by the clock");
}

std::string recordMistake(const RecordOptions& options)
{
    const bool replay = !options.session.replay.empty(), live = !options.from.empty();
    if (live && options.profile.empty())
        return "--from needs --profile: what the server calls things, e.g. dsx-bms or dcgm";
    if (live && options.fast)
        return "--fast is for a simulation or replay; a server has its own clock";
    if (live && options.startS)
        return "--start is for a simulation or replay; a server has its own clock";
    if (!live && !replay && !options.session.mapping.empty())
        return "--mapping is for --replay or --from";
    if (options.fast && !replay && !options.durationS)
        return "--fast needs --duration: a simulation has no end";
    return {};
}

} // namespace gigahall::app
