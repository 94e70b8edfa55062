#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <QLocale>
#include <QString>
#include <QStringList>

#include <vector>

/// What the docks say about assets, in words and numbers of the user's language.
namespace gigahall::app {

/// "Rack", "Hall", ...; for racks and plant the type's own label.
QString kindText(const model::Campus& campus, model::AssetId id, const QLocale& locale);
/// Whether a quantity makes sense for an asset: not for plant, no coolant of a GPU, no GPU load of an empty yard.
bool hasMetric(const model::Campus& campus, model::Metric metric, model::AssetId id);
/// Value of an asset at its level: everything that holds several shows the sum of power, the mean of anything else. NaN
/// = missing.
double levelValue(
    const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, model::AssetId id);
/// The same with unit; empty where the quantity makes no sense, a dash where it should be there and is not.
QString levelText(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric,
    model::AssetId id, const QLocale& locale);
/// "live", "simulated", ...
QString stateText(model::DataState state);
/// State of a rack's data, or the most common one of the racks below; Missing where there are none.
model::DataState stateOf(const model::Campus& campus, const model::TelemetryFrame& frame, model::AssetId id);
/// Compute racks below (or of) an asset; an empty range for plant.
model::Range racksOf(const model::Campus& campus, model::AssetId id);

/// Assets whose name contains `text` (any case), exact matches first, then big before small; at most `limit`. GPUs and
/// trays by their full name only: there are millions of them.
std::vector<model::AssetId> findAssets(const model::Campus& campus, const QString& text, std::size_t limit);

} // namespace gigahall::app
