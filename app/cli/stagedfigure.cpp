#include "app/cli/stagedfigure.h"

#include "app/cli/offscreen.h"
#include "app/scenery/viewfile.h"
#include "app/scenery/viewpresets.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <numbers>

namespace gigahall::app {
namespace {

using Problems = std::vector<assets::Problem>;

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

// Another quantity on the command line comes with its own range and colours.
void applyOverlay(const ViewFile& file, const SceneOptions& scene, Figure& figure)
{
    Overlay fromFile;
    file.applyTo(fromFile);
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
}

// Events on the command line stand for all of the file's.
bool applyScenario(
    const ViewFile& file, const RenderOptions& options, const Session& session, Figure& figure, Problems& problems)
{
    if (!file.scenario || !options.scene.session.whatIf.isEmpty())
        return true;
    std::vector<std::string> wrong;
    auto scenario = findScenario(*file.scenario, *session.campus(), wrong);
    for (std::string& what : wrong)
        problems.push_back({options.view, 0, {}, std::move(what)});
    if (!scenario)
        return false;
    if (isPlayable(*scenario, session))
        figure.scenario = std::move(*scenario);
    else
        fmt::print(
            stderr, "Warning: {}: /scenario: does not begin within the recording and is left out\n", options.view);
    return true;
}

// Shifts on the command line stand for all of the file's.
bool applyShifts(
    const ViewFile& file, const RenderOptions& options, const Session& session, Figure& figure, Problems& problems)
{
    if (!file.shifts || !session.options().plan.shifts.empty())
        return true;
    const auto& planned = session.shiftedRollout().planned;
    std::vector<std::string> wrong;
    auto shifts = findShifts(*file.shifts, *session.campus(), planned->plan, wrong);
    for (std::string& what : wrong)
        problems.push_back({options.view, 0, "/shifts", std::move(what)});
    if (shifts)
        figure.rollout = withShifts(*session.campus(), planned, std::move(*shifts));
    return shifts.has_value();
}

// Fills in what a view file says and the command line does not. False after complaining.
bool applyViewFile(const RenderOptions& options, const Session& session, Figure& figure, Problems& problems)
{
    const model::Campus& campus = *session.campus();
    auto read = readViewFile(options.view);
    if (!read.view) {
        problems = std::move(read.problems);
        return false;
    }
    const ViewFile& file = *read.view;
    if (file.camera)
        figure.view = *file.camera;
    figure.view.sizePx = options.sizePx;
    applyOverlay(file, options.scene, figure);
    figure.timeS = options.scene.timeS.value_or(file.timeS.value_or(figure.timeS));
    figure.theme = options.scene.theme.value_or(file.theme.value_or(figure.theme));
    if (file.day && !session.options().day)
        figure.day = std::isfinite(*file.day) ? file.day : std::nullopt;
    if (!applyScenario(file, options, session, figure, problems)
        || !applyShifts(file, options, session, figure, problems))
        return false;
    if (!file.selection.empty()) {
        const auto id = campus.find(file.selection);
        if (!id) {
            problems.push_back({options.view, 0, "/selection",
                fmt::format("campus \"{}\" has no \"{}\"", campus.key, file.selection)});
            return false;
        }
        figure.selected = *id;
    }
    return true;
}

// Of a source that plays another scenario, or another date of the rollout.
SessionOptions playedOptions(const Session& session, const model::Scenario& scenario, const Figure& figure)
{
    SessionOptions options = session.options();
    options.scenario = scenario;
    options.service = nullptr;
    if (figure.day)
        options.service
            = std::make_shared<const model::InService>(model::inService(figure.rollout.now->buildup, *figure.day));
    return options;
}

bool applyView(
    const RenderOptions& options, const Session& session, Figure& figure, Problems& problems, std::string& mistake)
{
    if (options.view.ends_with(".view.json"))
        return applyViewFile(options, session, figure, problems);
    auto preset = presetView(*session.campus(), options.view, options.sizePx);
    if (!preset.view) {
        mistake = std::move(preset.error);
        return false;
    }
    figure.view = *preset.view;
    return true;
}

} // namespace

Figure baseFigure(const RenderOptions& options, const Session& session)
{
    Figure figure;
    figure.view = overview(*session.campus(), options.sizePx);
    figure.overlay = options.scene.overlay;
    figure.timeS = options.scene.timeS.value_or(session.startTimeS());
    figure.theme = options.scene.theme.value_or(render::Theme::Light);
    figure.scenario = session.options().scenario;
    figure.day = session.options().day;
    figure.rollout = session.shiftedRollout();
    figure.quality = options.quality;
    figure.locale = localeOf(options.scene.language);
    figure.labels = options.labels;
    figure.legend = options.legend;
    figure.flatData = options.flatData;
    figure.trueScale = options.trueScale;
    figure.roofs = options.roofs;
    figure.minus = options.scene.minus;
    figure.uiScale = options.uiScale;
    return figure;
}

bool addDifference(const Session& session, Figure& figure, Problems& problems, std::string& mistake)
{
    const Minus& minus = figure.minus;
    if (!minus.isGiven())
        return true;
    if (model::isCategory(figure.overlay.metric)) {
        mistake = fmt::format("{} are names, which have no difference; give --overlay another quantity or leave out "
                              "--minus",
            model::metricInfo(figure.overlay.metric).name);
        return false;
    }
    const Played played{figure.scenario, !session.isReplay() || !(figure.scenario == model::Scenario()), figure.timeS,
        [&](const model::Scenario& scenario, auto& wrong) {
            return session.makeSource(playedOptions(session, scenario, figure), wrong);
        }};
    auto other = makeComparison(session, minus, played, problems);
    if (!other)
        return false;
    figure.other = std::make_shared<const model::Comparison>(std::move(*other));
    return true;
}

std::optional<StagedFigure> stageFigure(
    const RenderOptions& options, const Session& session, Problems& problems, std::string& mistake)
{
    StagedFigure out{baseFigure(options, session), nullptr};
    Figure& figure = out.figure;
    if (!applyView(options, session, figure, problems, mistake))
        return std::nullopt;
    applyCamera(options, figure.view);
    if (glm::length(figure.view.targetM - figure.view.eyeM) < 1e-6) {
        mistake = "the camera stands on its focal point; give --camera-focal-point another place";
        return std::nullopt;
    }
    const bool otherService
        = figure.day != session.options().day || (figure.day && figure.rollout.now != session.rollout());
    if (!(figure.scenario == session.options().scenario) || otherService) {
        out.own = session.makeSource(playedOptions(session, figure.scenario, figure), problems);
        if (!out.own)
            return std::nullopt;
    }
    if (!addDifference(session, figure, problems, mistake))
        return std::nullopt;
    return out;
}

} // namespace gigahall::app
