#pragma once

#include "app/overlay.h"
#include "app/scenery/alarmmarks.h"
#include "app/session.h"
#include "render/renderer.h"

#include <QImage>
#include <QLocale>
#include <QRectF>

#include <memory>
#include <optional>

namespace gigahall::app {

/// Everything one picture of the window depends on, owned: a plain value that is moved to the render thread.
struct Picture
{
    std::uint64_t serial = 0; ///< grows by one a wish
    render::View view;
    Overlay overlay;
    ValueRange range{0, 1};
    render::Theme theme = render::Theme::Dark;
    render::Quality quality = render::Quality::Plain;
    bool data = true;
    bool flatData = false;
    bool trueScale = false;
    bool roofs = true;
    bool labels = true;
    double scale = 1; ///< device pixel ratio
    QLocale locale;
    model::AssetId selected, hovered;
    std::shared_ptr<const AlarmMarks> alarms; ///< open ones; null = none
    std::shared_ptr<const model::Rollout> rollout; ///< when things are built; null = everything stands
    std::optional<double> day; ///< of it; empty = everything stands
    float blend = 1; ///< 0 = previous planes, 1 = newest
};

/// A picture that was made.
struct Drawn
{
    std::uint64_t serial = 0; ///< of the wish it fulfils
    QImage image;
    render::FrameStats stats;
    render::Quality quality = render::Quality::Plain;
    double wallMs = 0; ///< with labels and read-back
    QRectF viewCube; ///< in pixels of the picture; empty without one
};

/// What is known about the device once it is there.
struct DeviceFacts
{
    QString name, driver;
    bool software = false;
};

} // namespace gigahall::app
