#include "app/cli/options.h"
#include "app/export/figure.h"
#include "app/scenery/fonts.h"
#include "app/scenery/viewfile.h"
#include "app/scenery/viewpresets.h"
#include "app/window/translations.h"

#include <QGuiApplication>
#include <QtGlobal>

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numbers>

namespace gigahall::app {
namespace {

void printProblems(const std::vector<assets::Problem>& problems)
{
    for (const auto& problem : problems)
        fmt::print(stderr, "{}\n", problem.text());
}

int failed(const std::string& what)
{
    fmt::print(stderr, "gigahall render: {}\n", what);
    return kExitFailed;
}

// Camera options on the command line win over what the view has.
void applyCamera(const RenderOptions& options, render::View& view)
{
    if (options.position) {
        // Without a new focal point the camera keeps looking at the old one.
        view.eyeM = *options.position;
        view.nearM = render::View().nearM;
    }
    if (options.focalPoint)
        view.targetM = *options.focalPoint;
    if (options.viewUp)
        view.up = *options.viewUp;
    if (options.viewAngleDeg)
        view.fovYRad = *options.viewAngleDeg * std::numbers::pi / 180;
    if (options.orthographic)
        view = withProjection(view, true);
}

// What a view of a simulation did to it means nothing to a recording of other times.
bool isPlayable(const model::Scenario& scenario, const Session& session)
{
    return !session.isReplay() || scenario == model::Scenario()
        || scenario.forkS() >= session.source()->timeSpan().firstS;
}

// Fills in what a view file says and the command line does not. False after complaining.
bool applyViewFile(const RenderOptions& options, const Session& session, Figure& figure)
{
    const model::Campus& campus = *session.campus();
    const auto read = readViewFile(options.view);
    if (!read.view) {
        printProblems(read.problems);
        return false;
    }
    const auto& file = *read.view;
    if (file.camera)
        figure.view = *file.camera;
    figure.view.sizePx = options.sizePx;
    Overlay fromFile;
    file.applyTo(fromFile);
    const auto& scene = options.scene;
    // Another quantity on the command line comes with its own range and colours.
    figure.overlay = scene.overlayGiven ? scene.overlay : fromFile;
    if (scene.rangeGiven) {
        figure.overlay.rangeMode = scene.overlay.rangeMode;
        figure.overlay.lo = scene.overlay.lo;
        figure.overlay.hi = scene.overlay.hi;
    }
    if (file.minus && !scene.minus.isGiven() && !scene.overlayGiven)
        figure.minus = *file.minus;
    if (scene.colormapGiven)
        figure.overlay.colormap = scene.overlay.colormap;
    figure.timeS = scene.timeS.value_or(file.timeS.value_or(figure.timeS));
    figure.theme = scene.theme.value_or(file.theme.value_or(figure.theme));
    if (file.day && !session.options().day)
        figure.day = std::isfinite(*file.day) ? file.day : std::nullopt;
    // Events on the command line stand for all of the file's.
    if (file.scenario && scene.session.whatIf.isEmpty()) {
        std::vector<std::string> wrong;
        auto scenario = findScenario(*file.scenario, campus, wrong);
        for (const std::string& what : wrong)
            fmt::print(stderr, "{}: {}\n", options.view, what);
        if (!scenario)
            return false;
        if (isPlayable(*scenario, session))
            figure.scenario = std::move(*scenario);
        else
            fmt::print(
                stderr, "Warning: {}: /scenario: does not begin within the recording and is left out\n", options.view);
    }
    if (!file.selection.empty()) {
        const auto id = campus.find(file.selection);
        if (!id) {
            fmt::print(
                stderr, "{}: /selection: campus \"{}\" has no \"{}\"\n", options.view, campus.key, file.selection);
            return false;
        }
        figure.selected = *id;
    }
    return true;
}

Figure baseFigure(const RenderOptions& options, const Session& session)
{
    Figure figure;
    figure.view = overview(*session.campus(), options.sizePx);
    figure.overlay = options.scene.overlay;
    figure.timeS = options.scene.timeS.value_or(session.startTimeS());
    figure.theme = options.scene.theme.value_or(render::Theme::Light);
    figure.scenario = session.options().scenario;
    figure.day = session.options().day;
    figure.quality = options.quality;
    figure.locale = options.scene.language == "de" ? QLocale(QLocale::German, QLocale::Germany)
                                                   : QLocale(QLocale::English, QLocale::UnitedStates);
    figure.labels = options.labels;
    figure.legend = options.legend;
    figure.flatData = options.flatData;
    figure.trueScale = options.trueScale;
    figure.roofs = options.roofs;
    figure.minus = options.scene.minus;
    figure.uiScale = options.uiScale;
    return figure;
}

// Finds B. False after complaining.
bool addDifference(const Session& session, Figure& figure)
{
    const Minus& minus = figure.minus;
    if (!minus.isGiven())
        return true;
    if (model::isCategory(figure.overlay.metric)) {
        failed(fmt::format("{} are names, which have no difference; give --overlay another quantity or leave out "
                           "--minus",
            model::metricInfo(figure.overlay.metric).name));
        return false;
    }
    std::vector<assets::Problem> problems;
    const Played played{figure.scenario, !session.isReplay() || !(figure.scenario == model::Scenario()), figure.timeS,
        [&session](const model::Scenario& scenario, auto& wrong) {
            SessionOptions options = session.options();
            options.scenario = scenario;
            return session.makeSource(options, wrong);
        }};
    auto other = makeComparison(session, minus, played, problems);
    printProblems(problems);
    if (!other)
        return false;
    figure.other = std::make_shared<const model::Comparison>(std::move(*other));
    return true;
}

int renderOne(const RenderOptions& options, const Session& session, const render::DeviceOptions& device)
{
    Figure figure = baseFigure(options, session);
    if (options.view.ends_with(".view.json")) {
        if (!applyViewFile(options, session, figure))
            return kExitFailed;
    } else {
        const auto preset = presetView(*session.campus(), options.view, options.sizePx);
        if (!preset.view)
            return failed(preset.error);
        figure.view = *preset.view;
    }
    applyCamera(options, figure.view);
    if (glm::length(figure.view.targetM - figure.view.eyeM) < 1e-6)
        return failed("the camera stands on its focal point; give --camera-focal-point another place");
    std::unique_ptr<model::TelemetrySource> other; // where the view file has a scenario or a date of its own
    if (!(figure.scenario == session.options().scenario) || figure.day != session.options().day) {
        SessionOptions played = session.options();
        played.scenario = figure.scenario;
        played.service = figure.day
            ? std::make_shared<const model::InService>(model::inService(session.rollout()->buildup, *figure.day))
            : nullptr;
        std::vector<assets::Problem> problems;
        other = session.makeSource(played, problems);
        printProblems(problems);
        if (!other)
            return kExitFailed;
    }
    if (!addDifference(session, figure))
        return kExitFailed;
    FigureWriter writer(session, other ? *other : *session.source(), device);
    const auto error = writer.write(figure, options.output);
    return error.empty() ? int(kExitOk) : failed(error);
}

struct GalleryPicture
{
    std::string name, view;
    model::Metric metric;
    render::Theme theme;
};

// What shows a campus best, from afar to close up, then other quantities.
std::vector<GalleryPicture> galleryOf(const model::Campus& campus)
{
    using enum model::Metric;
    using enum render::Theme;
    using model::AssetKind;
    std::vector<GalleryPicture> pictures{{"01-campus-light", "overview", GpuUtilization, Light},
        {"02-campus-dark", "overview", RackPower, Dark}, {"03-campus-print", "overview", GpuUtilization, Print}};
    const auto name = [&](AssetKind kind, std::size_t count, double share) {
        return campus.name({kind, std::uint32_t(share * double(count))});
    };
    const auto add
        = [&](std::size_t count, const char* file, const std::string& view, model::Metric metric, render::Theme theme) {
              if (count)
                  pictures.push_back({file, view, metric, theme});
          };
    const auto& c = campus;
    const auto halls = c.halls.size();
    if (!c.phases.empty())
        add(1, "04-phase", fmt::format("phase:{}", 1 + c.phases.size() / 4), GpuUtilization, Light);
    if (!c.buildings.empty())
        add(1, "05-building", "building:" + name(AssetKind::Building, c.buildings.size(), 0.26), GpuUtilization, Light);
    if (halls == 0 || c.rackCount() == 0)
        return pictures;
    const std::string hall = name(AssetKind::Hall, halls, 0.26);
    const std::string rack = name(AssetKind::Rack, c.rackCount(), 0.26);
    add(1, "06-hall-light", "hall:" + hall, GpuUtilization, Light);
    add(1, "07-hall-dark", "hall:" + hall, GpuUtilization, Dark);
    add(1, "08-aisle", "aisle:" + hall, GpuUtilization, Light);
    add(1, "09-aisle-dark", "aisle:" + hall, GpuTemperature, Dark);
    add(1, "10-rack", "rack:" + rack, GpuUtilization, Light);
    add(1, "11-hall-temperature", "hall:" + hall, GpuTemperature, Dark);
    add(1, "12-hall-coolant-return", "hall:" + hall, RackLiquidReturnTemperature, Light);
    add(1, "13-hall-coolant-flow", "hall:" + hall, RackLiquidFlow, Light);
    add(1, "14-campus-gpu-power", "overview", GpuPower, Dark);
    add(1, "15-campus-top", "top", RackPower, Print);
    return pictures;
}

int renderGallery(const RenderOptions& options, const Session& session, const render::DeviceOptions& device)
{
    std::error_code error;
    std::filesystem::create_directories(options.gallery, error);
    if (error)
        return failed(fmt::format("{}: cannot be made: {}", options.gallery, error.message()));
    Figure base = baseFigure(options, session);
    if (!addDifference(session, base))
        return kExitFailed;
    FigureWriter writer(session, *session.source(), device);
    for (const auto& picture : galleryOf(*session.campus())) {
        Figure figure = base;
        const auto preset = presetView(*session.campus(), picture.view, options.sizePx);
        if (!preset.view)
            return failed(preset.error);
        figure.view = *preset.view;
        figure.theme = options.scene.theme.value_or(picture.theme);
        if (!options.scene.overlayGiven)
            figure.overlay.metric = picture.metric;
        const auto path = (std::filesystem::path(options.gallery) / (picture.name + ".png")).string();
        if (const auto what = writer.write(figure, path); !what.empty())
            return failed(what);
        fmt::print("{}\n", path);
        std::fflush(stdout);
    }
    return kExitOk;
}

// Nothing here needs the session's runtime folder; that Qt misses it is no news to anybody.
void onQtMessage(QtMsgType, const QMessageLogContext&, const QString& message)
{
    if (!message.startsWith(QLatin1String("QStandardPaths:")))
        fmt::print(stderr, "{}\n", message.toStdString());
}

} // namespace

int runRender(const RenderOptions& options)
{
    qInstallMessageHandler(onQtMessage);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "gigahall";
    char* argv[] = {name, nullptr};
    QGuiApplication application(argc, argv);
    loadFonts();
    Translations translations;
    translations.use(options.scene.language == "de" ? QStringLiteral("de") : QStringLiteral("en"));

    std::vector<assets::Problem> problems;
    const auto session = Session::open(options.scene.session, problems);
    printProblems(problems);
    if (!session)
        return kExitFailed;
    for (const auto& warning : session->warnings())
        fmt::print(stderr, "warning: {}\n", warning.text());
    const render::DeviceOptions device{.gpuName = options.scene.gpu};
    try {
        return options.gallery.empty() ? renderOne(options, *session, device)
                                       : renderGallery(options, *session, device);
    } catch (const std::exception& e) {
        return failed(e.what());
    }
}

} // namespace gigahall::app
