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
/// Whether a quantity can make sense for an asset: no coolant of a GPU, no GPU load of plant or of an empty yard, no
/// job of a hall.
bool hasMetric(const model::Campus& campus, model::Metric metric, model::AssetId id);
/// Whether the source has it: for plant this very value (a transformer has no flow), otherwise the quantity at all.
bool knowsMetric(
    const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, model::AssetId id);
/// Value of an asset at its level: everything that holds several shows the sum of power and of its ramp, the mean of
/// anything else. NaN = missing, or a name.
double levelValue(
    const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, model::AssetId id);
/// The same with unit, or the name; empty where the quantity makes no sense, a dash where it should be there and is
/// not.
QString levelText(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric,
    model::AssetId id, const QLocale& locale);
/// What a quantity of an asset is called: the rack power of a hall is its IT power.
QString metricTitle(model::Metric metric, model::AssetId id);
/// "live", "simulated", ...
QString stateText(model::DataState state);
/// "live 30,000", "missing 720", ...: those there are, what can be trusted first.
QStringList stateTexts(const model::StateCounts& counts, const QLocale& locale);
/// Compute racks below (or of) an asset; an empty range for plant.
model::Range racksOf(const model::Campus& campus, model::AssetId id);

/// Assets whose name contains `text` (any case), exact matches first, then big before small; at most `limit`. GPUs and
/// trays by their full name only: there are millions of them.
std::vector<model::AssetId> findAssets(const model::Campus& campus, const QString& text, std::size_t limit);

} // namespace gigahall::app
