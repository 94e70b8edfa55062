#include "app/cli/animate.h"

#include "app/cli/offscreen.h"
#include "app/cli/options.h"
#include "app/cli/progress.h"
#include "app/cli/wholefile.h"
#include "app/export/pngwriter.h"
#include "app/story/storyvideo.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace gigahall::app {
namespace {

int failed(const std::string& what)
{
    fmt::print(stderr, "gigahall animate: {}\n", what);
    return kExitFailed;
}

VideoFormat formatOf(const AnimateOptions& options)
{
    return {options.output, options.sizePx, options.framesPerS, {}, 0};
}

StageOptions stageOf(const AnimateOptions& options, const Story& story)
{
    return {.device = {.gpuName = options.gpu},
        .theme = options.theme.value_or(story.theme.value_or(render::Theme::Light)),
        .quality = options.quality,
        .locale = localeOf(options.language),
        .sizePx = options.sizePx};
}

std::string writeStill(const QImage& picture, const std::string& path, const std::string& title)
{
    render::Image image{{unsigned(picture.width()), unsigned(picture.height())}, {}};
    image.rgba.resize(std::size_t(picture.width()) * std::size_t(picture.height()) * 4);
    for (int y = 0; y < picture.height(); ++y)
        std::memcpy(image.rgba.data() + std::size_t(y) * std::size_t(picture.width()) * 4, picture.constScanLine(y),
            std::size_t(picture.width()) * 4);
    PngWriter png(path, image.sizePx, {{"Software", std::string("Gigahall ") + GIGAHALL_VERSION}, {"Title", title}});
    png.writeRows(image);
    return png.finish();
}

// Each where the story's own camera is on that day.
int writeMilestones(
    const AnimateOptions& options, const StagedStory& story, StoryStage& stage, const Interruption& interruption)
{
    if (!story.rollout)
        return failed(fmt::format("{}: has no dates, so there are no milestones", story.path));
    std::error_code error;
    std::filesystem::create_directories(options.milestones, error);
    if (error)
        return failed(fmt::format("{} can't be made: {}", options.milestones, error.message()));
    for (const Milestone& milestone : milestones(story.campus(), *story.rollout)) {
        if (interruption.requested())
            return Interruption::kExitCode;
        const std::string day = model::dayText(model::dayAt(milestone.day));
        const std::string& phase = story.campus().phases[milestone.phase].key;
        const auto when = story.timeline->whenDay(milestone.day);
        if (!when) {
            fmt::print(stderr, "{}: ends before {}, when {} is energised; no picture of it\n", story.path, day, phase);
            continue;
        }
        const auto path = (std::filesystem::path(options.milestones) / fmt::format("{}-{}.png", day, phase)).string();
        const std::string wrong = writeStill(stage.draw(*when), path, story.timeline->story().title.en);
        if (!wrong.empty())
            return failed(wrong);
        fmt::print("{}\n", path);
        std::fflush(stdout);
    }
    return kExitOk;
}

std::string writeHashes(const std::string& path, const std::vector<std::string>& hashes)
{
    WholeFile file(path);
    for (const std::string& hash : hashes)
        file.stream() << hash << '\n';
    return file.save();
}

int writeVideo(
    const AnimateOptions& options, const StagedStory& story, StoryStage& stage, const Interruption& interruption)
{
    VideoWish wish{formatOf(options), options.fromS.value_or(0), 0, !options.hashes.empty()};
    wish.format.title = story.timeline->story().title.in(options.language);
    wish.toS = std::min(options.toS.value_or(story.timeline->lengthS()), story.timeline->lengthS());
    if (wish.fromS >= wish.toS)
        return failed(fmt::format("there is nothing from {} s to {} s: the story is {} s long", wish.fromS,
            options.toS.value_or(wish.toS), story.timeline->lengthS()));
    VideoResult result;
    {
        Progress progress("Drawing");
        result = makeVideo(stage, wish, [&](double share) {
            progress.show(share);
            return !interruption.requested();
        });
    }
    if (result.cancelled || interruption.requested())
        return Interruption::kExitCode;
    if (!result.problem.empty())
        return failed(result.problem);
    if (wish.hashes)
        if (const std::string wrong = writeHashes(options.hashes, result.hashes); !wrong.empty())
            return failed(wrong);
    fmt::print("{}: {} pictures, {} x {}, {:.1f} s\n", options.output, wish.frames(), options.sizePx.x,
        options.sizePx.y, double(wish.frames()) / options.framesPerS);
    if (options.costs)
        fmt::print("{:.1f} ms a picture: values {:.1f}, drawing {:.1f}, words {:.1f}; encoding beside it {:.1f}\n",
            result.wallMs, result.valuesMs, result.pictureMs, result.wordsMs, result.encodeMs);
    return kExitOk;
}

int animate(const AnimateOptions& options)
{
    std::vector<assets::Problem> problems;
    const auto story = openStory(options.story, problems);
    for (const assets::Problem& problem : problems)
        fmt::print(stderr, "{}\n", problem.text());
    if (!story)
        return kExitFailed;
    const Interruption interruption;
    StageOptions look = stageOf(options, story->timeline->story());
    StoryStage stage(*story, look);
    if (!options.output.empty())
        if (const int code = writeVideo(options, *story, stage, interruption); code != kExitOk)
            return code;
    if (options.milestones.empty())
        return kExitOk;
    look.quality = render::Quality::Fine; // stills are looked at for longer
    stage.setOptions(look);
    return writeMilestones(options, *story, stage, interruption);
}

} // namespace

std::string animateMistake(const AnimateOptions& options)
{
    if (options.output.empty() && options.milestones.empty())
        return "--output F.mp4 is missing (or --milestones DIR for stills)";
    if (options.output.empty() && !options.hashes.empty())
        return "--hashes needs --output";
    if (options.fromS && options.toS && *options.fromS >= *options.toS)
        return "--from is not before --to";
    bool isUsage = true;
    const std::string mistake = options.output.empty() ? std::string() : formatMistake(formatOf(options), isUsage);
    return isUsage ? mistake : std::string();
}

int runAnimate(const AnimateOptions& options)
{
    bool isUsage = false;
    if (!options.output.empty())
        if (const std::string mistake = formatMistake(formatOf(options), isUsage); !mistake.empty())
            return failed(mistake);
    const Offscreen offscreen(options.language);
    try {
        return animate(options);
    } catch (const std::exception& e) {
        return failed(e.what());
    }
}

} // namespace gigahall::app
