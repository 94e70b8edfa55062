#pragma once

#include "app/docks/charttable.h"
#include "app/overlay.h"
#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <QLocale>

#include <utility>
#include <vector>

/// What a chart is about: which assets, and what their values make of it. No widgets.
namespace gigahall::app {

enum class ChartKind
{
    Selection, ///< the selected asset; the sum or mean of a space
    Worst, ///< the ten racks of a hall with the highest peaks in sight
    Band, ///< lowest, mean and highest of the racks of a space or the GPUs of a rack
    Raster ///< each rack of a row or hall, each GPU of a rack
};

/// Spaces a chart can be about, smallest first; never empty. Where a selection holds several halls, charts of a hall
/// are about `hall`.
std::vector<model::AssetId> chartSpaces(
    const model::Campus& campus, ChartKind kind, model::Metric metric, model::AssetId selected, model::AssetId hall);
/// The hall of the rack that shows most of a metric, among those of an asset (an invalid one: of the campus).
model::AssetId worstHall(
    const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, model::AssetId within);
/// What has to be read; without times. No assets: the quantity makes no sense here.
model::SeriesRequest chartRequest(
    const model::Campus& campus, ChartKind kind, model::Metric metric, model::AssetId space);
/// Rows, without title. Ranks the worst by what lies between the two times.
ChartTable chartTable(const model::Campus& campus, ChartKind kind, model::AssetId space, const model::SeriesSet& set,
    double fromS, double toS);
/// "GPU power . P01-B1-H1-R07-K05 . 72 GPUs . 12:00:00 - 12:10:00, one value every 1 s . simulated (seed 1)"
QString chartTitle(const model::Campus& campus, ChartKind kind, model::AssetId space, const model::SeriesSet& set,
    std::pair<double, double> span, const QString& source, const QLocale& locale);

/// The smallest asset that is or holds all of them; invalid for none.
model::AssetId smallestSpace(const model::Campus& campus, const std::vector<model::AssetId>& assets);
/// What nearly all values of a table lie within; at least a fiftieth of the value.
ValueRange fittedRange(const ChartTable& table, ValueRange otherwise);
/// On a grid of even times, as fine as `widthPx` can show and as many assets allow; never finer than a tenth of the
/// source's interval.
void setTimes(model::SeriesRequest& request, double fromS, double toS, double intervalS, int widthPx);

inline constexpr std::size_t kWorstRacks = 10;

} // namespace gigahall::app
