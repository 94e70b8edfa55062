#include "app/cli/commandline.h"

#include "app/cli/animateoptions.h"
#include "app/cli/hardwareoption.h"
#include "app/cli/minusoption.h"
#include "app/cli/optionvalues.h"
#include "app/cli/recordoptions.h"
#include "app/cli/scenariooption.h"
#include "app/cli/simulateoptions.h"
#include "app/cli/sweepoptions.h"
#include "app/cli/values.h"
#include "app/scenery/colormaps.h"
#include "app/scenery/viewfile.h"
#include "app/scenery/viewpresets.h"
#include "assets/import/nearmiss.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace gigahall::app {
namespace {

std::vector<std::string_view> metricNames()
{
    std::vector<std::string_view> names;
    for (const auto& info : model::allMetrics())
        names.push_back(info.name);
    return names;
}

std::optional<std::string> readLanguage(const std::string& text)
{
    return text == "en" || text == "de" ? std::optional(text) : std::nullopt;
}

void setRange(SceneOptions& scene, const std::string& text)
{
    if (text == "auto") {
        scene.overlay.rangeMode = Overlay::RangeMode::Auto;
    } else {
        const auto pair = parsePair(text);
        if (!pair || !(pair->x < pair->y))
            wrong("--range", text, "A,B with A below B, e.g. 40,240, or auto");
        scene.overlay.rangeMode = Overlay::RangeMode::Fixed;
        scene.overlay.lo = float(pair->x);
        scene.overlay.hi = float(pair->y);
    }
    scene.rangeGiven = true;
}

void addOverlayOptions(CLI::App* app, SceneOptions& scene)
{
    const auto names = metricNames();
    const auto didYouMean = [names](const std::string& text) { return assets::didYouMean(text, names); };
    app->add_option_function<std::string>(
           "--overlay",
           [&scene, names, didYouMean](const std::string& text) {
               const auto metric = model::metricByName(text);
               if (!metric)
                   wrong("--overlay", text, fmt::format("one of {}{}", joined(names), didYouMean(text)));
               scene.overlay.metric = *metric;
               scene.overlayGiven = true;
           },
           "Quantity that colours the picture: " + joined(names))
        ->type_name("METRIC");
    app->add_option_function<std::string>(
           "--colormap",
           [&scene](const std::string& text) {
               if (colormap(text).empty() || text == kCategoryMap)
                   wrong("--colormap", text,
                       fmt::format("one of {}{}", joined(colormapNames()), assets::didYouMean(text, colormapNames())));
               scene.overlay.colormap = text;
               scene.colormapGiven = true;
           },
           "Colours: " + joined(colormapNames()))
        ->type_name("NAME");
    app->add_option_function<std::string>(
           "--range", [&scene](const std::string& text) { setRange(scene, text); },
           "Values at the ends of the colour bar, or auto for the 2nd to 98th percentile")
        ->type_name("A,B");
}

void addSceneOptions(CLI::App* app, SceneOptions& scene, bool print)
{
    addOverlayOptions(app, scene);
    addValue(
        app, "--time", "SECONDS", "Time of the clock of the simulation or recording",
        [](const std::string& t) { return parseNumber(t); }, "a number of seconds",
        [&scene](double t) { scene.timeS = t; });
    addValue(app, "--seed", "N", "Seed of the simulation (1)", parseWhole, "a whole number from 0",
        [&scene](std::uint64_t n) { scene.session.seed = n; });
    addHardwareOption(app, scene.session.hardware);
    addScenarioOptions(app, scene.session.whatIf);
    addMinusOptions(app, scene.minus);
    addPlanOption(app, scene.session.plan);
    addDateOption(app, scene.session.day);
    auto* replay = app->add_option("--replay", scene.session.replay,
                          "Recording (.h5) or measured trace (wide or long CSV, MQTT messages as CSV) to play")
                       ->type_name("FILE");
    auto* mapping = app->add_option("--mapping", scene.session.mapping,
                           "What the keys of a CSV belong to: source,key,asset; without it they are names of assets")
                        ->type_name("FILE.csv");
    if (print)
        mapping->needs(replay); // the window has live sources as well
    addValue(
        app, "--theme", print ? "light|dark|print" : "light|dark", "Dress of the picture",
        [print](const std::string& t) {
            const auto theme = themeByName(t);
            return !print && theme == render::Theme::Print ? std::nullopt : theme;
        },
        print ? "light, dark or print" : "light or dark", [&scene](render::Theme t) { scene.theme = t; });
    addValue(app, "--language", "en|de", "Language of names and numbers", readLanguage, "en or de",
        [&scene](const std::string& l) { scene.language = l; });
    app->add_option("--gpu", scene.gpu, "Vulkan device by part of its name (see --list-gpus)")->type_name("NAME");
}

void addViewOptions(CLI::App* app, ViewOptions& options)
{
    app->add_option_function<std::string>(
           "CAMPUS",
           [&options](const std::string& text) {
               options.scene.session.campus = text;
               options.campusGiven = true;
           },
           "Campus file, recording, 3D scene or shipped campus (default, variant-b, one-hall, frontier)")
        ->option_text(" ");
    addSceneOptions(app, options.scene, false);
    auto* from
        = app->add_option("--from", options.from, "Live source: http://HOST:PORT (Prometheus API), mqtt://HOST:PORT")
              ->type_name("URL");
    auto* profile
        = app->add_option("--profile", options.profile, "What the source calls things: dcgm, dsx-bms, ... or a file")
              ->type_name("NAME");
    from->needs(profile);
    profile->needs(from);
    auto* several = app->add_option("--connections", options.connections, "Live sources from a file *.connections.json")
                        ->type_name("FILE");
    several->excludes(from);
    for (CLI::Option* live : {from, several})
        live->excludes(app->get_option("--replay"));
}

void addCameraOptions(CLI::App* app, RenderOptions& options)
{
    const auto triple = [](const std::string& t) { return parseTriple(t); };
    const std::string expected = "X,Y,Z in metres, e.g. 0,-4000,2500";
    addValue(app, "--camera-position", "X,Y,Z", "Where the camera is (metres; east, north, up)", triple, expected,
        [&options](glm::dvec3 p) { options.position = p; });
    addValue(app, "--camera-focal-point", "X,Y,Z", "What it looks at", triple, expected,
        [&options](glm::dvec3 p) { options.focalPoint = p; });
    addValue(
        app, "--camera-view-up", "X,Y,Z", "What is up in the picture (0,0,1)",
        [](const std::string& t) {
            const auto v = parseTriple(t);
            return v && glm::length(*v) > 1e-9 ? v : std::nullopt;
        },
        "a direction X,Y,Z", [&options](glm::dvec3 p) { options.viewUp = p; });
    addValue(
        app, "--camera-view-angle", "DEGREES", "Vertical angle of view",
        [](const std::string& t) {
            const auto v = parseNumber(t);
            return v && *v >= 1 && *v <= 150 ? v : std::nullopt;
        },
        "degrees from 1 to 150", [&options](double a) { options.viewAngleDeg = a; });
    app->add_flag("--camera-orthographic", options.orthographic, "No perspective");
}

std::optional<render::Quality> readQuality(const std::string& text)
{
    if (text == "plain")
        return render::Quality::Plain;
    return text == "fine" ? std::optional(render::Quality::Fine) : std::nullopt;
}

/// Which campus, from where and in which dress.
void addPictureOptions(CLI::App* app, RenderOptions& options)
{
    app->add_option("CAMPUS", options.scene.session.campus,
           "Campus file or shipped campus (default, variant-b, one-hall, frontier)")
        ->option_text(" ");
    addValue(
        app, "--resolution", "W,H", "Size in pixels, up to 16384,16384 (1920,1080)",
        [](const std::string& t) { return parseResolution(t); }, "W,H in pixels, each 1 to 16384, e.g. 1920,1080",
        [&options](glm::uvec2 s) { options.sizePx = s; });
    addValue(
        app, "--view", "VIEW",
        "overview (default), top, front, right, phase:N, building:ID, hall:ID, row:ID, aisle:ID, rack:ID, gpu:ID or "
        "F.view.json",
        [](const std::string& t) {
            return t.ends_with(".view.json") || isPresetKeyword(t) ? std::optional(t) : std::nullopt;
        },
        "overview, top, front, right, phase:N, building:ID, hall:ID, row:ID, aisle:ID, rack:ID, gpu:ID or a path "
        "ending in .view.json",
        [&options](const std::string& t) { options.view = t; });
    addCameraOptions(app, options);
    addSceneOptions(app, options.scene, true);
}

void addRenderOptions(CLI::App* app, RenderOptions& options)
{
    addPictureOptions(app, options);
    app->add_option("--output", options.output, "PNG to write, - for standard output")->type_name("F.png");
    addValue(app, "--quality", "plain|fine", "Shadows and smooth edges (fine) or speed", readQuality, "plain or fine",
        [&options](render::Quality q) { options.quality = q; });
    app->add_flag_callback(
        "--no-labels", [&options] { options.labels = false; }, "No names in the picture");
    app->add_flag_callback(
        "--no-legend", [&options] { options.legend = false; }, "No legend and no view cube");
    app->add_flag_callback(
        "--no-roofs", [&options] { options.roofs = false; }, "Every building open");
    app->add_flag("--flat-data", options.flatData,
        "Side faces as bright as those towards the camera: colours are exact everywhere");
    app->add_flag("--true-scale", options.trueScale, "Roof diagrams not enlarged");
    addValue(
        app, "--text-scale", "FACTOR", "Size of text against a screen's (by the size of the picture)",
        [](const std::string& t) {
            const auto v = parseNumber(t);
            return v && *v >= 0.25 && *v <= 16 ? v : std::nullopt;
        },
        "a factor from 0.25 to 16", [&options](double s) { options.uiScale = s; });
    app->add_option("--gallery", options.gallery, "Folder for a set of pictures instead of one output")
        ->type_name("DIR");
}

constexpr double kReportTextScale = 1.8; // text in the picture is nearly as large on paper as the text around it

// Everything the parser fills in; lambdas point into it, so it stays where it is.
struct Parsed
{
    ViewOptions view;
    RenderOptions render;
    AnimateOptions animate;
    CheckCommand check;
    InfoCommand info;
    PlanCommand plan;
    ImportOptions import;
    RecordOptions record;
    ReportOptions report;
    SimulateOptions simulate;
    SweepCommand sweep;
    VerifyOptions verify;
    bool version = false, listGpus = false;
};

void addSmallCommands(CLI::App& app, Parsed& parsed)
{
    addAnimateOptions(app.add_subcommand("animate", "Draw a story as a video"), parsed.animate);
    auto* check = app.add_subcommand(
        "check", "Check layouts, plans and stories; all problems at once, with line and JSON pointer");
    check
        ->add_option(
            "FILE", parsed.check.files, "Campus files; plans: *.csv, *.xml, *.rollout.json; stories: *.story.json")
        ->required()
        ->option_text(" ");
    check->add_option("--campus", parsed.check.campus, "Campus that the plans are for (default)")->type_name("CAMPUS");
    auto* info = app.add_subcommand("info", "Counts and ratings of a campus, and its rollout");
    info->add_option(
            "CAMPUS", parsed.info.campus, "Campus file or shipped campus (default, variant-b, one-hall, frontier)")
        ->option_text(" ");
    addHardwareOption(info, parsed.info.hardware);
    addPlanOption(info, parsed.info.plan);
    addDateOption(info, parsed.info.day);
    info->add_flag("--json", parsed.info.json, "As JSON");
    addPlanOptions(app.add_subcommand("plan", "The rollout of a campus as CSV"), parsed.plan);
    addRecordOptions(app.add_subcommand("record", "Write what a source delivers to a recording"), parsed.record);
    auto* report = app.add_subcommand("report", "A campus on a date as PDF: picture, totals, plan, energy, sources");
    report->add_option("--output", parsed.report.output, "PDF to write")->required()->type_name("F.pdf");
    addPictureOptions(report, parsed.report.picture);
    addSimulateOptions(app.add_subcommand("simulate", "Power, cooling and losses of a campus"), parsed.simulate);
    addSweepOptions(
        app.add_subcommand("sweep", "Every single failure of plant, ranked by what it costs"), parsed.sweep);
    auto* verify = app.add_subcommand("verify", "Published and measured figures against what the model makes of them");
    verify->add_flag("--json", parsed.verify.json, "As JSON");
    verify->add_option("--data", parsed.verify.data, "Folder of measured data: mlperf-power (else those are skipped)")
        ->type_name("DIR");
    auto* import = app.add_subcommand("import", "Make a campus of a 3D scene");
    import->add_option("SCENE", parsed.import.scene, "glTF, GLB, OBJ or FBX file")->required()->option_text(" ");
    import->add_option("--rack-pattern", parsed.import.rackPattern, "Nodes whose names match become racks")
        ->required()
        ->type_name("REGEX");
    import->add_option("--type", parsed.import.type, "What kind of rack they are")->required()->type_name("RACKTYPE");
    import->add_option("--campus", parsed.import.campus, "Layout whose rack types are meant (default)")
        ->type_name("LAYOUT");
    import->add_option("--output", parsed.import.output, "Layout to write")->required()->type_name("F.campus.json");
}

std::string usageText(const CLI::App& app, const CLI::App* sub, const std::string& what)
{
    const std::string name = sub ? "gigahall " + sub->get_name() : "gigahall";
    (void)app;
    return fmt::format("{}: {}\nRun {} --help for what there is.\n", name, what, name);
}

// The parser's own words, put into a sentence of ours where they are curt.
std::string explain(const CLI::App& app, const CLI::App* sub, const CLI::ParseError& error)
{
    std::string what = error.what();
    const auto* active = sub ? sub : &app;
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
        std::vector<std::string> names;
        for (const auto* option : active->get_options())
            for (const auto& longName : option->get_lnames())
                names.push_back("--" + longName);
        const std::vector<std::string_view> views(names.begin(), names.end());
        const auto extra = active->remaining();
        if (!extra.empty())
            what = fmt::format("{} is not expected here{}", extra.front(), assets::didYouMean(extra.front(), views));
    }
    return what;
}

Command pickReport(const CLI::App& app, const ReportOptions& options)
{
    std::string mistake = minusMistake(options.picture.scene.minus);
    if (mistake.empty() && !options.output.ends_with(".pdf"))
        mistake = fmt::format("--output: \"{}\" does not fit; expected a file ending in .pdf", options.output);
    if (!mistake.empty())
        return Done{kExitUsage, {}, usageText(app, app.get_subcommand("report"), mistake)};
    return options;
}

Command pick(const CLI::App& app, Parsed& parsed)
{
    if (parsed.version)
        return VersionCommand{};
    if (parsed.listGpus)
        return ListGpusCommand{};
    if (app.got_subcommand("render")) {
        const auto* sub = app.get_subcommand("render");
        const auto& r = parsed.render;
        if (const std::string mistake = minusMistake(r.scene.minus); !mistake.empty())
            return Done{kExitUsage, {}, usageText(app, sub, mistake)};
        if (r.output.empty() == r.gallery.empty())
            return Done{kExitUsage, {},
                usageText(app, sub,
                    r.output.empty() ? "--output F.png is missing (or --gallery DIR for a set of pictures)"
                                     : "--output and --gallery exclude each other")};
        if (r.position && r.focalPoint && glm::length(*r.position - *r.focalPoint) < 1e-6)
            return Done{
                kExitUsage, {}, usageText(app, sub, "--camera-position and --camera-focal-point are the same point")};
        return parsed.render;
    }
    if (app.got_subcommand("animate")) {
        const std::string mistake = animateMistake(parsed.animate);
        if (!mistake.empty())
            return Done{kExitUsage, {}, usageText(app, app.get_subcommand("animate"), mistake)};
        return parsed.animate;
    }
    if (app.got_subcommand("check"))
        return parsed.check;
    if (app.got_subcommand("info"))
        return parsed.info;
    if (app.got_subcommand("plan"))
        return parsed.plan;
    if (app.got_subcommand("import"))
        return parsed.import;
    if (app.got_subcommand("verify"))
        return parsed.verify;
    if (app.got_subcommand("record")) {
        const std::string mistake = recordMistake(parsed.record);
        if (!mistake.empty())
            return Done{kExitUsage, {}, usageText(app, app.get_subcommand("record"), mistake)};
        return parsed.record;
    }
    if (app.got_subcommand("report"))
        return pickReport(app, parsed.report);
    if (app.got_subcommand("simulate")) {
        const std::string mistake = simulateMistake(parsed.simulate);
        if (!mistake.empty())
            return Done{kExitUsage, {}, usageText(app, app.get_subcommand("simulate"), mistake)};
        return parsed.simulate;
    }
    if (app.got_subcommand("sweep")) {
        const std::string mistake = sweepMistake(parsed.sweep);
        if (!mistake.empty())
            return Done{kExitUsage, {}, usageText(app, app.get_subcommand("sweep"), mistake)};
        return parsed.sweep;
    }
    const ViewOptions& view = parsed.view;
    if (const std::string mistake = minusMistake(view.scene.minus); !mistake.empty())
        return Done{kExitUsage, {}, usageText(app, nullptr, mistake)};
    if (!view.scene.session.mapping.empty() && view.scene.session.replay.empty() && view.from.empty())
        return Done{kExitUsage, {}, usageText(app, nullptr, "--mapping is for --replay or --from")};
    return view;
}

} // namespace

Command parseCommandLine(int argc, const char* const* argv)
{
    Parsed parsed;
    parsed.report.command = shellCommand(argc, argv);
    parsed.report.picture.scene.theme = render::Theme::Print;
    parsed.report.picture.quality = render::Quality::Fine;
    parsed.report.picture.sizePx = {2400, 1200};
    parsed.report.picture.uiScale = kReportTextScale;
    CLI::App app{"Gigahall: a visual digital twin of gigawatt-scale AI campuses.\n"
                 "gigahall [CAMPUS] opens the window; the commands below work without a display."};
    app.name("gigahall");
    app.get_formatter()->column_width(34);
    app.set_help_flag("-h,--help", "This text");
    app.add_flag("--version", parsed.version, "Version, commit, Qt and the Vulkan device");
    app.add_flag("--list-gpus", parsed.listGpus, "Vulkan devices, best first");
    app.require_subcommand(0, 1);
    addViewOptions(&app, parsed.view);
    addViewOptions(app.add_subcommand("view", "Open the window (what happens without a command)"), parsed.view);
    addRenderOptions(app.add_subcommand("render", "Draw pictures without a window"), parsed.render);
    addSmallCommands(app, parsed);
    try {
        app.parse(argc, argv);
        return pick(app, parsed);
    } catch (const CLI::CallForHelp&) {
        return Done{kExitOk, app.help(), {}};
    } catch (const CLI::ParseError& error) {
        const auto subs = app.get_subcommands();
        const auto* sub = subs.empty() ? nullptr : subs.front();
        return Done{kExitUsage, {}, usageText(app, sub, explain(app, sub, error))};
    }
}

} // namespace gigahall::app
