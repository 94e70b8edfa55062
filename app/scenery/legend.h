#pragma once

#include "app/overlay.h"
#include "app/scenery/picturecolours.h"

#include <QImage>
#include <QLocale>

#include <array>
#include <vector>

namespace gigahall::app {

/// What the legend says. Comparable, so that it is only painted when it changed.
struct LegendContent
{
    model::Metric metric = model::Metric::GpuUtilization;
    std::string colormap;
    ValueRange range{0, 1};
    bool perGpu = false; ///< cells are GPUs, else racks
    bool plant = false; ///< plant is coloured as well
    bool diagram = false; ///< roofs are enlarged: positions are not to scale
    bool difference = false; ///< of two frames, A minus B
    QString minuend, subtrahend; ///< what A and B are; empty = not said
    model::StateCounts counts{}; ///< of racks, by the state of what is shown
    std::uint32_t darkRacks = 0; ///< without power; counted above as well

    /// Categories: what the colours mean, instead of a bar.
    struct Name
    {
        QString text;
        std::uint32_t category = 0;
        std::uint32_t racks = 0;
    };
    std::vector<Name> names;
    std::uint32_t others = 0, otherRacks = 0; ///< categories that are not named, and their racks
    std::uint32_t freeRacks = 0; ///< racks of no category
};
/// Fills in the names: all owners up to as many as there are colours, of jobs the ten largest.
void nameCategories(const model::TelemetryFrame& frame, LegendContent& content);
/// One string for one picture.
QString legendKey(const LegendContent& content);
QImage paintLegend(const LegendContent& content, const PictureColours& colours, const QLocale& locale, double scale);
/// "live", "simulated", ... translated.
QString dataStateName(model::DataState state);

} // namespace gigahall::app
