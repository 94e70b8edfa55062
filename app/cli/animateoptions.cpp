#include "app/cli/animateoptions.h"

#include "app/cli/optionvalues.h"
#include "app/cli/values.h"
#include "app/scenery/viewfile.h"

namespace gigahall::app {
namespace {

constexpr unsigned kLargestPx = 7680;
constexpr double kLongestS = 3600;

std::optional<glm::uvec2> videoSize(const std::string& text)
{
    const auto size = parseResolution(text);
    const bool fits = size && size->x >= 64 && size->y >= 64 && size->x <= kLargestPx && size->y <= kLargestPx;
    return fits ? size : std::nullopt;
}

std::optional<double> numberIn(const std::string& text, double lo, double hi)
{
    const auto value = parseNumber(text);
    return value && *value >= lo && *value <= hi ? value : std::nullopt;
}

void addLook(CLI::App* app, AnimateOptions& options)
{
    addValue(
        app, "--theme", "light|dark|print", "Dress of the pictures (the story's, else light)",
        [](const std::string& t) { return themeByName(t); }, "light, dark or print",
        [&options](render::Theme t) { options.theme = t; });
    addValue(
        app, "--language", "en|de", "Language of captions and numbers (en)",
        [](const std::string& t) { return t == "en" || t == "de" ? std::optional(t) : std::nullopt; }, "en or de",
        [&options](const std::string& l) { options.language = l; });
    addValue(
        app, "--quality", "plain|fine", "Speed (plain), or shadows and smooth edges (fine)",
        [](const std::string& t) {
            return t == "plain" ? std::optional(render::Quality::Plain)
                : t == "fine"   ? std::optional(render::Quality::Fine)
                                : std::nullopt;
        },
        "plain or fine", [&options](render::Quality q) { options.quality = q; });
    app->add_option("--gpu", options.gpu, "Vulkan device by part of its name (see --list-gpus)")->type_name("NAME");
}

} // namespace

void addAnimateOptions(CLI::App* app, AnimateOptions& options)
{
    app->add_option("STORY", options.story,
           "F.story.json, or one that ships: field-to-ten-gigawatts, day-in-a-hall, transformer-fails")
        ->required()
        ->option_text(" ");
    app->add_option("--output", options.output, "F.mp4, F.webm, F.gif, or pictures: DIR/%05d.png")->type_name("F");
    addValue(app, "--resolution", "W,H", "Size in pixels (1920,1080)", videoSize,
        "W,H in pixels, each 64 to 7680, e.g. 1920,1080", [&options](glm::uvec2 s) { options.sizePx = s; });
    addValue(
        app, "--frame-rate", "N", "Pictures a second (30)", [](const std::string& t) { return numberIn(t, 1, 120); },
        "a number from 1 to 120", [&options](double r) { options.framesPerS = r; });
    const auto seconds = [](const std::string& t) { return numberIn(t, 0, kLongestS); };
    addValue(app, "--from", "SECONDS", "Where in the story to begin (0)", seconds, "seconds from 0 to 3600",
        [&options](double s) { options.fromS = s; });
    addValue(app, "--to", "SECONDS", "Where to end (its end)", seconds, "seconds from 0 to 3600",
        [&options](double s) { options.toS = s; });
    addLook(app, options);
    app->add_option(
           "--milestones", options.milestones, "Folder for one still a phase, on the day all of it is energised")
        ->type_name("DIR");
    app->add_option("--hashes", options.hashes, "Write a hash of each picture: the same in every run")
        ->type_name("F.txt");
    app->add_flag("--costs", options.costs, "Say at the end where the time went");
}

} // namespace gigahall::app
