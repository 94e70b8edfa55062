#pragma once

#include "app/minus.h"
#include "app/overlay.h"
#include "app/scenery/scenery.h"
#include "app/session.h"
#include "render/renderer.h"

#include <string>

namespace gigahall::app {

/// Everything one exported picture depends on.
struct Figure
{
    render::View view;
    Overlay overlay;
    double timeS = 0;
    std::optional<double> day; ///< of the rollout: what stands, see model/rollout/date.h; empty = all of it
    ShiftedRollout rollout; ///< with what slips in it; empty = that of the session
    std::shared_ptr<const model::Comparison> other; ///< B: a picture of the difference; null = of the values
    Minus minus; ///< the same for people and for the view file
    std::vector<AlarmPlace> alarms; ///< open ones, for their signs
    render::Theme theme = render::Theme::Light;
    render::Quality quality = render::Quality::Fine;
    QLocale locale;
    model::AssetId selected;
    model::Scenario scenario; ///< what the source plays
    bool labels = true, legend = true;
    bool flatData = false, trueScale = false, roofs = true;
    double uiScale = 0; ///< 0 = by the height of the picture
};

/// Draws figures of one session; the device is kept between them. One thread; needs a QGuiApplication. Throws what
/// Renderer throws.
class FigureWriter
{
public:
    FigureWriter(const Session& session, model::TelemetrySource& source, const render::DeviceOptions& device);

    /// Streams the picture into a PNG that says how to make it again; empty when it is written, else what went wrong.
    std::string write(const Figure& figure, const std::string& path);
    const render::Renderer& renderer() const { return m_renderer; }

private:
    void loadFrame(const Figure& figure);

    const Session& m_session;
    model::TelemetrySource& m_source;
    render::Renderer m_renderer;
    Scenery m_scenery;
    model::FramePtr m_frame;
    model::FramePtr m_minuend; ///< A of a difference
    std::shared_ptr<const model::Comparison> m_other; ///< of m_frame
    std::shared_ptr<const model::Rollout> m_built; ///< that the renderer knows
};

/// Size of text for a picture: that of a screen from 1280x720 to 1920x1080, in proportion above, a little smaller
/// below.
double figureScale(glm::uvec2 sizePx);

} // namespace gigahall::app
