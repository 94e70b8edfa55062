#pragma once

#include "app/overlay.h"
#include "app/scenery/picturecolours.h"

#include <QImage>
#include <QLocale>

#include <array>

namespace gigahall::app {

/// What the legend says. Comparable, so that it is only painted when it changed.
struct LegendContent
{
    model::Metric metric = model::Metric::GpuUtilization;
    std::string colormap;
    ValueRange range{0, 1};
    bool perGpu = false; ///< cells are GPUs, else racks
    bool diagram = false; ///< roofs are enlarged: positions are not to scale
    std::array<std::uint32_t, model::kDataStateCount> counts{};
};
/// One string for one picture.
QString legendKey(const LegendContent& content);
QImage paintLegend(const LegendContent& content, const PictureColours& colours, const QLocale& locale, double scale);
/// "live", "simulated", ... translated.
QString dataStateName(model::DataState state);

} // namespace gigahall::app
