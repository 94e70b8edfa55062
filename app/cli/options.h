#pragma once

#include "app/minus.h"
#include "app/overlay.h"
#include "app/session.h"
#include "render/renderer.h"

#include <glm/glm.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gigahall::app {

enum ExitCode : int
{
    kExitOk = 0,
    kExitFailed = 1,
    kExitUsage = 2
};

/// What `view` and `render` share: what is open, how it is coloured, in which dress.
struct SceneOptions
{
    SessionOptions session;
    std::string gpu; ///< part of a device name; empty = best
    Overlay overlay;
    bool overlayGiven = false; ///< --overlay was on the command line (settings and view files give way)
    bool rangeGiven = false;
    bool colormapGiven = false;
    std::optional<render::Theme> theme;
    std::string language; ///< "en", "de" or empty = the system's
    std::optional<double> timeS;
    Minus minus; ///< what is shown is the difference from it
};

/// `gigahall [view] [CAMPUS]`: the window.
struct ViewOptions
{
    SceneOptions scene;
    bool campusGiven = false;
    std::string from, profile; ///< a live source to connect to; its mapping is that of the scene
    std::string connections; ///< file of live sources
};

/// `gigahall render`: pictures without a window.
struct RenderOptions
{
    SceneOptions scene;
    std::string output; ///< file, "-" = standard output
    std::string gallery; ///< folder for the standard set of pictures instead of one output
    std::string view = "overview";
    glm::uvec2 sizePx{1920, 1080};
    std::optional<glm::dvec3> position, focalPoint, viewUp;
    std::optional<double> viewAngleDeg;
    bool orthographic = false;
    render::Quality quality = render::Quality::Fine;
    bool labels = true, legend = true;
    bool flatData = false, trueScale = false, roofs = true;
    double uiScale = 0; ///< size of text against a screen's; 0 = by the height of the picture
};

/// The window; returns when it is closed. Implemented in app/window.
int runWindow(const ViewOptions& options, int argc, char** argv);
/// Draws and writes; messages go to stderr.
int runRender(const RenderOptions& options);

} // namespace gigahall::app
