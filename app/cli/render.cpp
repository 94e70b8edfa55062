#include "app/cli/offscreen.h"
#include "app/cli/stagedfigure.h"
#include "app/scenery/viewpresets.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

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

int renderOne(const RenderOptions& options, const Session& session, const render::DeviceOptions& device)
{
    std::vector<assets::Problem> problems;
    std::string mistake;
    const auto staged = stageFigure(options, session, problems, mistake);
    printProblems(problems);
    if (!staged)
        return mistake.empty() ? int(kExitFailed) : failed(mistake);
    FigureWriter writer(session, staged->source(session), device);
    const auto error = writer.write(staged->figure, options.output);
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
    std::vector<assets::Problem> problems;
    std::string mistake;
    if (!addDifference(session, base, problems, mistake)) {
        printProblems(problems);
        return mistake.empty() ? int(kExitFailed) : failed(mistake);
    }
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

} // namespace

int runRender(const RenderOptions& options)
{
    const Offscreen offscreen(options.scene.language);
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
