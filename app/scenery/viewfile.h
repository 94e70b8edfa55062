#pragma once

#include "app/scenery/viewwords.h"
#include "assets/import/campusfile.h"
#include "render/renderer.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::app {

/// `*.view.json`: a figure that can be made again next month. Absent parts leave what is set elsewhere.
struct ViewFile : OverlayChoice
{
    std::optional<render::View> camera; ///< without sizePx and crop, which belong to the picture
    std::optional<double> timeS;
    std::optional<double> day; ///< of the rollout, see model/rollout/date.h; infinity = all of it stands, whenever
    std::optional<std::vector<WrittenShift>> shifts; ///< in the rollout; empty there = it is as planned
    std::optional<Minus> minus; ///< the values minus these; an overlay that does not say is of the values
    std::optional<render::Theme> theme;
    std::string selection; ///< asset name; empty = none
    std::optional<WrittenScenario> scenario; ///< all that happens to a simulated campus; empty there = nothing does

    static ViewFile from(const render::View& camera, const Overlay& overlay, double timeS, render::Theme theme);
};

struct ViewFileResult
{
    std::optional<ViewFile> view;
    std::vector<assets::Problem> problems;
};
ViewFileResult readViewFile(const std::string& path);
/// The same for text at hand; `name` is what messages call it.
ViewFileResult parseViewFile(const std::string& text, const std::string& name);
std::string viewFileText(const ViewFile& view);
/// Empty when written, else what went wrong.
std::string writeViewFile(const std::string& path, const ViewFile& view);

/// Names as files and options write them: "light", "dark", "print".
std::optional<render::Theme> themeByName(std::string_view name);
std::string_view themeName(render::Theme theme);

} // namespace gigahall::app
