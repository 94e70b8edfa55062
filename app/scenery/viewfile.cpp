#include "app/scenery/viewfile.h"

#include "assets/import/jsonformat.h"
#include "model/rollout/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

namespace gigahall::app {
namespace {

using Json = JsonReader::Json;

constexpr std::string_view kFormat = "gigahall/view";
constexpr std::array<std::string_view, 3> kThemes{"light", "dark", "print"}; // in the order of render::Theme
constexpr std::string_view kComplete = "complete"; // instead of a date

std::optional<double> readDay(JsonReader& reader, const Json& root)
{
    const auto* text = reader.text(root, "", "date");
    if (!text)
        return std::nullopt;
    if (*text == kComplete)
        return std::numeric_limits<double>::infinity();
    const auto day = model::parseDay(*text);
    if (!day)
        reader.complain("/date", fmt::format("is \"{}\", expected a day such as 2026-12-31, or {}", *text, kComplete));
    return day ? std::optional(model::dayNumber(*day)) : std::nullopt;
}

ViewFileResult read(const assets::CampusDocument& document)
{
    JsonReader reader(document);
    ViewFile view;
    if (reader.checkFormat(kFormat)) {
        const Json& root = reader.root();
        reader.checkKeys(root, "",
            {"format", "camera", "time", "date", "shifts", "overlay", "theme", "selection", "scenario", "description"});
        view.camera = readCamera(reader, root, "");
        view.timeS = reader.number(root, "", "time", -1e12, 1e12);
        view.day = readDay(reader, root);
        view.shifts = readShifts(reader, root, "");
        static_cast<OverlayChoice&>(view) = readOverlay(reader, root, "", &view.minus);
        view.theme = readTheme(reader, root, "");
        if (const auto* selection = reader.text(root, "", "selection"))
            view.selection = *selection;
        view.scenario = readScenario(reader, root, "");
    }
    if (!reader.isFine())
        return {std::nullopt, reader.takeProblems()};
    return {view, {}};
}

bool hasRecording(const ViewFile& view)
{
    return view.minus && view.minus->kind == Minus::Kind::Recording;
}

// Files of a view are found beside it, wherever one stands.
void resolve(ViewFile& view, const std::string& path)
{
    if (hasRecording(view))
        view.minus->file = (std::filesystem::path(path).parent_path() / view.minus->file).string();
}

// What lies beside or below the view file stays there when both are moved.
ViewFile movable(ViewFile view, const std::string& path)
{
    if (!hasRecording(view))
        return view;
    const std::filesystem::path file(view.minus->file);
    const auto beside = file.lexically_relative(std::filesystem::path(path).parent_path());
    if (file.is_absolute() && !beside.empty() && *beside.begin() != "..")
        view.minus->file = beside.string();
    return view;
}

} // namespace

std::optional<render::Theme> themeByName(std::string_view name)
{
    const auto it = std::ranges::find(kThemes, name);
    if (it == kThemes.end())
        return std::nullopt;
    return static_cast<render::Theme>(it - kThemes.begin());
}

std::string_view themeName(render::Theme theme)
{
    return kThemes[static_cast<std::size_t>(theme)];
}

ViewFile ViewFile::from(const render::View& camera, const Overlay& overlay, double timeS, render::Theme theme)
{
    ViewFile file;
    file.camera = camera;
    file.timeS = timeS;
    file.metric = overlay.metric;
    file.rangeMode = overlay.rangeMode;
    file.lo = overlay.lo;
    file.hi = overlay.hi;
    if (!overlay.difference) // differences have a map of their own
        file.colormap = overlay.colormapName();
    file.theme = theme;
    return file;
}

ViewFileResult parseViewFile(const std::string& text, const std::string& name)
{
    auto parsed = assets::CampusDocument::parse(text, name);
    if (!parsed.document || !parsed.problems.empty())
        return {std::nullopt, std::move(parsed.problems)};
    return read(*parsed.document);
}

ViewFileResult readViewFile(const std::string& path)
{
    auto loaded = assets::CampusDocument::load(path);
    if (!loaded.document || !loaded.problems.empty())
        return {std::nullopt, std::move(loaded.problems)};
    ViewFileResult result = read(*loaded.document);
    if (result.view)
        resolve(*result.view, path);
    return result;
}

std::string viewFileText(const ViewFile& view)
{
    Json root{{"format", kFormat}};
    if (view.camera)
        root["camera"] = cameraJson(*view.camera);
    if (view.timeS)
        root["time"] = *view.timeS;
    if (view.day)
        root["date"] = std::isfinite(*view.day) ? model::dayText(model::dayAt(*view.day)) : std::string(kComplete);
    if (view.shifts)
        root["shifts"] = shiftsJson(*view.shifts);
    const bool differs = view.minus && view.minus->isGiven();
    if (!view.isEmpty() || differs)
        root["overlay"] = overlayJson(view);
    if (differs)
        root["overlay"]["minus"] = minusJson(*view.minus);
    if (view.theme)
        root["theme"] = themeName(*view.theme);
    if (!view.selection.empty())
        root["selection"] = view.selection;
    if (view.scenario)
        root["scenario"] = scenarioJson(*view.scenario);
    return assets::formatJson(root);
}

std::string writeViewFile(const std::string& path, const ViewFile& view)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << viewFileText(movable(view, path));
    out.close();
    return out ? std::string() : fmt::format("{}: cannot be written", path);
}

} // namespace gigahall::app
