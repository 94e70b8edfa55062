// Measures every row of the table "How fast" in README.md. Times belong here and nowhere else: tests assert work, never
// time.

#include "assets/import/campusfile.h"
#include "model/simulation/sweep.h"
#include "tests/perf/alarmrows.h"
#include "tests/perf/cameras.h"
#include "tests/perf/feedrows.h"
#include "tests/perf/mqttrows.h"
#include "tests/perf/recordingrows.h"
#include "tests/perf/report.h"
#include "tests/perf/rolloutrows.h"
#include "tests/perf/scene.h"
#include "tests/perf/storyrows.h"
#include "tests/perf/twinrows.h"
#include "tests/perf/windowrows.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>

#include <unistd.h>

namespace gigahall::bench {
namespace {

constexpr int kWarmUp = 5;
constexpr double kMsPerS = 1000;

struct Options
{
    std::string campus = "default", large = "hundred-gw", gpu;
    std::vector<unsigned> resolution = {1920, 1080};
    int frames = 30;
    bool quick = false;
    std::string json, append, pictures, program;
    std::vector<std::string> only; ///< groups of rows; empty = all
    bool firstPicture = false;

    bool wants(const char* group) const
    {
        return only.empty() || std::find(only.begin(), only.end(), group) != only.end();
    }
};

const std::vector<std::string> kGroups = {"load", "sweep", "start", "frames", "twin", "recording", "mqtt", "prometheus",
    "alarms", "rollout", "story", "memory", "live", "large"};

/// A renderer with its campus and values on it; what one of them refers to outlives it.
struct Stage
{
    Scene scene;
    render::Renderer renderer;
    Values values;

    Stage(const std::string& campus, const Options& options)
        : scene(loadScene(campus))
        , renderer({.gpuName = options.gpu}, scene.campus, scene.meshes)
        , values(scene.campus)
    {
        values.apply(renderer);
    }
};

/// What a child process does: everything from the file to a picture in memory, then one line.
int firstPicture(const Options& options)
{
    Stage stage(options.campus, options);
    render::Image image;
    const glm::uvec2 size(options.resolution[0], options.resolution[1]);
    stage.renderer.render(ownViews(stage.scene.campus, size).front().view, plainSettings(), image);
    fmt::print("{}\n", image.rgba.size());
    std::fflush(stdout);
    // Without the destructors: only the way to the picture counts.
    std::_Exit(image.rgba.empty() ? 1 : 0);
}

void measureLoad(const Options& options, Report& report)
{
    const std::string path = assets::resolveCampusPath(options.campus);
    const Samples load = measure(1, options.frames, [&] {
        if (!assets::loadCampus(path).campus)
            throw std::runtime_error(path + " can't be loaded");
    });
    report.rows.push_back(row("load", "load the campus, file to Campus", 150, load, "ms"));
}

/// From the tables of a campus to the cost of every single failure, at full load.
void measureSweep(const Options& options, Report& report)
{
    const assets::CampusResult loaded = assets::loadCampus(assets::resolveCampusPath(options.campus));
    if (!loaded.campus)
        throw std::runtime_error(options.campus + " can't be loaded");
    std::size_t failures = 0;
    const Samples sweep = measure(1, options.quick ? 3 : 7, [&] {
        model::Twin twin(*loaded.campus);
        failures = model::sweep(twin, twin.uniformLoad(1, 1), {}).failures.size();
    });
    report.rows.push_back(row("sweep", fmt::format("sweep of {} single failures", failures), 2, sweep, "s", kMsPerS));
}

Samples measureStart(const Options& options, Report& report)
{
    std::vector<std::string> command = {ownPath().string(), "--first-picture", "--campus", options.campus,
        "--resolution", fmt::format("{},{}", options.resolution[0], options.resolution[1])};
    if (!options.gpu.empty())
        command.insert(command.end(), {"--gpu", options.gpu});
    Samples start;
    msToFirstLine(command); // files into the cache
    for (int i = 0; i < (options.quick ? 2 : 7); ++i)
        start.add(msToFirstLine(command));
    report.rows.push_back(row("start", "start to first picture, warm file cache", 1.5, start, "s", kMsPerS));
    return start;
}

/// Picks on a grid over the picture, so that every kind of hit is among them.
Samples measurePicks(Stage& stage, const render::View& view, int count)
{
    const int columns = 6, rows = std::max(1, (count + columns - 1) / columns);
    int i = 0;
    return measure(2, count, [&] {
        const int column = i % columns, line = i / columns % rows;
        ++i;
        stage.renderer.pick(view, plainSettings(),
            {view.sizePx.x * unsigned(2 * column + 1) / unsigned(2 * columns),
                view.sizePx.y * unsigned(2 * line + 1) / unsigned(2 * rows)});
    });
}

/// Frames with still values, picks, then frames with new values for every GPU before each.
ViewResult measureView(Stage& stage, const NamedView& named, const Options& options)
{
    ViewResult result{.view = named.name};
    render::Image image, before;
    const auto frame = [&] {
        const Stopwatch watch;
        result.stats = stage.renderer.render(named.view, plainSettings(), image);
        result.wallMs.add(watch.ms());
        result.gpuMs.add(result.stats.gpuMs);
        result.cpuMs.add(result.stats.cpuMs);
    };
    for (int i = 0; i < kWarmUp; ++i)
        stage.renderer.render(named.view, plainSettings(), image);
    for (int i = 0; i < options.frames; ++i)
        frame();
    before = image;
    result.pickMs = measurePicks(stage, named.view, options.frames);
    for (int i = 0; i < options.frames; ++i) {
        stage.values.make(float(i + 1) / float(options.frames + 1));
        const Stopwatch watch;
        stage.values.apply(stage.renderer);
        const render::FrameStats stats = stage.renderer.render(named.view, plainSettings(), image);
        result.recolouredMs.add(watch.ms());
        result.recolourBytes = stats.bytesUploaded;
    }
    result.changed = changedShare(before, image);
    if (!options.pictures.empty())
        savePicture(before, options.pictures + "/" + named.name + ".ppm");
    return result;
}

/// New values for every GPU of the campus and a frame of a few pixels of empty sky, which uploads them.
Samples measureRecolour(Stage& stage, const Options& options)
{
    render::View sky = ownViews(stage.scene.campus, {16, 16}).front().view;
    sky.targetM = sky.eyeM + glm::dvec3(0, 1, 2);
    Samples samples;
    render::Image image;
    for (int i = 0; i < kWarmUp + options.frames; ++i) {
        stage.values.make(float(i) / 97.0f);
        const Stopwatch watch;
        stage.values.apply(stage.renderer);
        stage.renderer.render(sky, plainSettings(), image);
        if (i >= kWarmUp)
            samples.add(watch.ms());
    }
    return samples;
}

double barOf(const std::string& view)
{
    return view == "aisle" ? 33 : 20;
}

void measureFrames(Stage& stage, const Options& options, Report& report)
{
    const glm::uvec2 size(options.resolution[0], options.resolution[1]);
    for (const NamedView& named : ownViews(stage.scene.campus, size)) {
        const ViewResult& view = report.views.emplace_back(measureView(stage, named, options));
        report.rows.push_back(row("frame." + view.view, fmt::format("frame, plain preset: {}", view.view),
            barOf(view.view), view.wallMs, "ms"));
    }
    for (const NamedView& named : peerViews(stage.scene.campus, size))
        report.views.push_back(measureView(stage, named, options));
    report.rows.push_back(row("recolour", fmt::format("recolour all {} GPUs", stage.scene.campus.gpuCount()), 20,
        measureRecolour(stage, options), "ms"));
    const auto slowest = std::max_element(report.views.begin(), report.views.end(),
        [](const ViewResult& a, const ViewResult& b) { return a.pickMs.median() < b.pickMs.median(); });
    report.rows.push_back(
        row("pick", fmt::format("pick, slowest view ({})", slowest->view), 25, slowest->pickMs, "ms"));
}

/// Frames of both campuses in turn, so that a machine that slows down slows both.
void measureLarge(Stage& stage, const Options& options, Report& report)
{
    if (!std::filesystem::exists(assets::resolveCampusPath(options.large))) {
        report.notes.push_back(
            fmt::format("no campus {}: the ratio to ten times the racks was not measured", options.large));
        return;
    }
    Stage large(options.large, options);
    const glm::uvec2 size(options.resolution[0], options.resolution[1]);
    const std::vector<NamedView> views = ownViews(stage.scene.campus, size);
    const std::vector<NamedView> largeViews = ownViews(large.scene.campus, size);
    render::Image image;
    for (std::size_t v = 0; v < views.size(); ++v) {
        ViewResult result{.view = fmt::format("{} ({})", views[v].name, large.scene.campus.key)};
        Samples small;
        for (int i = 0; i < kWarmUp + options.frames; ++i) {
            const Stopwatch smallWatch;
            stage.renderer.render(views[v].view, plainSettings(), image);
            const double smallMs = smallWatch.ms();
            const Stopwatch largeWatch;
            result.stats = large.renderer.render(largeViews[v].view, plainSettings(), image);
            if (i < kWarmUp)
                continue;
            small.add(smallMs);
            result.wallMs.add(largeWatch.ms());
            result.gpuMs.add(result.stats.gpuMs);
            result.cpuMs.add(result.stats.cpuMs);
        }
        result.pickMs = measurePicks(large, largeViews[v].view, options.frames);
        report.rows.push_back({.key = "large." + views[v].name,
            .what = fmt::format("{} racks against {}: {}", large.scene.campus.rackCount(),
                stage.scene.campus.rackCount(), views[v].name),
            .bar = 1.5,
            .measured = result.wallMs.median() / small.median(),
            .unit = "x",
            .count = 1});
        if (!options.pictures.empty())
            savePicture(image, options.pictures + "/large-" + views[v].name + ".ppm");
        report.views.push_back(std::move(result));
    }
}

std::string programOf(const Options& options)
{
    return options.program.empty() ? (ownPath().parent_path() / "gigahall").string() : options.program;
}

void measureWindow(const Options& options, Report& report)
{
    const std::string program = programOf(options);
    double peak = std::numeric_limits<double>::quiet_NaN();
    if (std::filesystem::exists(program)) {
        // Settings of its own: what the user has open must not count, nor change.
        const std::filesystem::path home
            = std::filesystem::temp_directory_path() / fmt::format("gigahall-bench-{}", getpid());
        std::filesystem::create_directories(home);
        std::filesystem::permissions(home, std::filesystem::perms::owner_all);
        std::vector<std::string> command = {program};
        if (options.campus != "default")
            command.push_back(assets::resolveCampusPath(options.campus));
        if (!options.gpu.empty())
            command.insert(command.end(), {"--gpu", options.gpu});
        peak = peakMemoryOfMb(command,
            {"QT_QPA_PLATFORM=offscreen", "XDG_CONFIG_HOME=" + home.string(), "XDG_RUNTIME_DIR=" + home.string()}, 15);
        std::filesystem::remove_all(home);
        if (!std::isfinite(peak))
            report.notes.push_back(program + " ended by itself: its memory was not measured");
    } else {
        report.notes.push_back("no " + program + ": the memory of the window was not measured");
    }
    report.rows.push_back({.key = "memory.window",
        .what = "peak memory of the window",
        .bar = 700,
        .measured = peak,
        .unit = "MB",
        .lowest = peak,
        .highest = peak,
        .count = 1});
}

void measureData(const model::Campus& campus, const Options& options, Report& report)
{
    const auto shared = std::make_shared<const model::Campus>(campus);
    if (options.wants("recording"))
        measureRecording(campus, !options.quick, report);
    if (options.wants("mqtt"))
        measureMqtt(shared, options.campus, options.quick ? 2 : 5, report);
    if (options.wants("prometheus"))
        measureFeeds(shared, options.quick ? 3 : 7, report);
    if (options.wants("alarms"))
        measureAlarms(campus, options.frames, report);
}

int run(const Options& options)
{
    if (!options.pictures.empty())
        std::filesystem::create_directories(options.pictures);
    Report report{.campus = options.campus,
        .sizePx = {options.resolution[0], options.resolution[1]},
        .loadBefore = loadAverage()};
    if (options.wants("load"))
        measureLoad(options, report);
    if (options.wants("sweep"))
        measureSweep(options, report);
    const Samples start = options.wants("start") ? measureStart(options, report) : Samples();
    const Stopwatch buildWatch;
    Stage stage(options.campus, options);
    render::Image first;
    stage.renderer.render(ownViews(stage.scene.campus, report.sizePx).front().view, plainSettings(), first);
    PeerCosts costs{.buildMs = buildWatch.ms(), .startMs = start.median()};
    costs.makeMs = measure(1, 5, [&] { stage.values.make(0.5f); }).median();
    report.device = stage.renderer.deviceName();
    report.driver = stage.renderer.driverInfo();
    if (options.wants("frames"))
        measureFrames(stage, options, report);
    if (!options.append.empty())
        appendPeerLines(options.append, report.views, costs);
    if (options.wants("twin"))
        measureTwin(stage.scene.campus, stage.renderer, ownViews(stage.scene.campus, report.sizePx).front().view,
            options.frames, !options.quick, report);
    measureData(stage.scene.campus, options, report);
    if (options.wants("memory"))
        measureWindow(options, report);
    if (options.wants("live"))
        measureWindowLive(options.campus, options.gpu, report.sizePx, options.quick, report);
    if (options.wants("rollout"))
        measureRollout(stage.scene.campus, stage.renderer, ownViews(stage.scene.campus, report.sizePx).front().view,
            options.frames, report);
    if (options.wants("story"))
        measureStory(programOf(options), options.gpu, options.quick, report);
    report.notes.push_back(fmt::format("peak memory of the bench with this campus: {:.0f} MB", peakMemoryMb()));
    if (!options.quick && options.wants("large"))
        measureLarge(stage, options, report);
    report.print();
    if (!options.json.empty()) {
        std::ofstream file(options.json);
        file << report.json().dump(2) << '\n';
        if (!file)
            throw std::runtime_error("cannot write " + options.json);
    }
    return report.ok() ? 0 : 3;
}

Options parse(int argc, char** argv, CLI::App& app)
{
    Options o;
    app.add_option("--campus", o.campus, "Shipped campus by name, or a layout file")->capture_default_str();
    app.add_option("--large", o.large, "The campus with ten times the racks")->capture_default_str();
    app.add_option("--gpu", o.gpu, "Part of the name of the device to draw with");
    app.add_option("--resolution", o.resolution, "W,H of the pictures")
        ->delimiter(',')
        ->expected(2)
        ->capture_default_str();
    app.add_option("--frames", o.frames, "Frames a median is made of")
        ->check(CLI::Range(3, 10000))
        ->capture_default_str();
    app.add_flag("--quick", o.quick, "Leave out the large campus and the day, and repeat less often");
    app.add_option("--json", o.json, "Write everything to this file");
    app.add_option("--append", o.append,
        "Append lines with peer, variant, view, static_ms, dynamic_ms, ... for the views A, B and C to this file");
    app.add_option("--pictures", o.pictures, "Folder for pictures of what was measured (PPM)");
    app.add_option("--program", o.program, "The gigahall whose memory is measured (default: the one beside the bench)");
    app.add_option("--only", o.only, "Groups of rows, with commas between: " + CLI::detail::join(kGroups, ", "))
        ->delimiter(',')
        ->check(CLI::IsMember(kGroups));
    app.add_flag("--first-picture", o.firstPicture)->group("");
    app.parse(argc, argv);
    return o;
}

} // namespace
} // namespace gigahall::bench

int main(int argc, char** argv)
{
    CLI::App app("Measures Gigahall. Exit code 0: every bar is held, 3: one is not, 1: failed, 2: usage.");
    try {
        const gigahall::bench::Options options = gigahall::bench::parse(argc, argv, app);
        return options.firstPicture ? gigahall::bench::firstPicture(options) : gigahall::bench::run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "gigahall-bench: {}\n", error.what());
        return 1;
    }
}
