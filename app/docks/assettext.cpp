#include "app/docks/assettext.h"

#include "app/scenery/categories.h"
#include "app/scenery/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>

namespace gigahall::app {

using model::AssetId;
using model::AssetKind;
using model::DataState;

namespace {

struct AssetText
{
    Q_DECLARE_TR_FUNCTIONS(AssetText)
};

std::string languageOf(const QLocale& locale)
{
    return locale.language() == QLocale::German ? "de" : "en";
}

const model::AssetType* typeOf(const model::Campus& campus, AssetId id)
{
    const std::uint32_t i = id.index();
    switch (id.kind()) {
    case AssetKind::Rack:
        return &campus.rackType(i);
    case AssetKind::SupportRack:
        return &campus.types[campus.runs[campus.supportRun[i]].type];
    case AssetKind::Plant:
        return &campus.types[campus.runs[campus.plantRun[i]].type];
    default:
        return nullptr;
    }
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Sum over the racks of a range; a rack's GPU power is the mean of its GPUs times their number.
double sumOfRacks(
    const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, model::Range racks)
{
    const model::MetricInfo& info = frame.info(metric);
    const model::Plane& plane = frame.rack[static_cast<std::size_t>(metric)];
    double sum = 0;
    std::uint32_t known = 0;
    for (std::uint32_t r = racks.first; r < racks.end() && r < plane.size(); ++r) {
        if (plane[r] != model::kMissing16) {
            const double parts = info.level == model::MetricLevel::Gpu ? campus.rackGpus(r) : 1.0;
            sum += parts * static_cast<double>(model::dequantise(info, plane[r]));
            ++known;
        }
    }
    return known ? sum : kNan;
}

double sumOf(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, AssetId id)
{
    const auto& level = frame.rollUp[static_cast<std::size_t>(metric)];
    const auto at = [i = id.index()](const std::vector<model::Summary>& v) {
        return i < v.size() ? static_cast<double>(v[i].sum) : kNan;
    };
    switch (id.kind()) {
    case AssetKind::Campus:
        return static_cast<double>(level.campus.sum);
    case AssetKind::Phase:
        return at(level.phases);
    case AssetKind::Building:
        return at(level.buildings);
    case AssetKind::Hall:
        return at(level.halls);
    case AssetKind::Tray:
        return static_cast<double>(frame.value(campus, metric, id))
            * campus.rackType(campus.rackOfTray(id.index())).gpusPerTray;
    default:
        return sumOfRacks(campus, frame, metric, racksOf(campus, id));
    }
}

/// What adds up over racks.
bool isExtensive(const model::MetricInfo& info)
{
    return info.unit == "W" || info.unit == "kW" || info.metric == model::Metric::PowerRamp;
}

/// Case-insensitive for the ASCII of asset names; `lowered` is in lower case already.
bool containsLowered(std::string_view name, const std::string& lowered)
{
    return std::search(name.begin(), name.end(), lowered.begin(), lowered.end(), [](char a, char b) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(a))) == b;
    }) != name.end();
}

} // namespace

QString kindText(const model::Campus& campus, AssetId id, const QLocale& locale)
{
    if (const model::AssetType* type = typeOf(campus, id))
        return QString::fromStdString(type->label.in(languageOf(locale)));
    switch (id.kind()) {
    case AssetKind::Campus:
        return AssetText::tr("Campus");
    case AssetKind::Phase:
        return AssetText::tr("Phase");
    case AssetKind::Building:
        return AssetText::tr("Building");
    case AssetKind::Hall:
        return AssetText::tr("Hall");
    case AssetKind::Row:
        return AssetText::tr("Row");
    case AssetKind::Tray:
        return AssetText::tr("Tray");
    case AssetKind::Gpu:
        return AssetText::tr("GPU");
    default:
        return {};
    }
}

bool hasMetric(const model::Campus& campus, model::Metric metric, AssetId id)
{
    const bool gpuMetric = model::metricInfo(metric).level == model::MetricLevel::Gpu;
    if (model::isCategory(metric))
        return id.kind() == AssetKind::Rack;
    if (id.kind() == AssetKind::Plant)
        return !gpuMetric;
    if (racksOf(campus, id).count == 0)
        return false;
    const bool inRack = id.kind() == AssetKind::Tray || id.kind() == AssetKind::Gpu;
    return !inRack || gpuMetric;
}

bool knowsMetric(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, AssetId id)
{
    const auto m = static_cast<std::size_t>(metric);
    if (!hasMetric(campus, metric, id))
        return false;
    if (id.kind() == AssetKind::Plant)
        return std::isfinite(frame.value(campus, metric, id));
    return !frame.rack[m].empty() || !frame.gpu[m].empty();
}

double levelValue(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, AssetId id)
{
    if (!hasMetric(campus, metric, id) || model::isCategory(metric))
        return kNan;
    const bool holdsSeveral = id.kind() != AssetKind::Gpu && id.kind() != AssetKind::Plant;
    return isExtensive(model::metricInfo(metric)) && holdsSeveral
        ? sumOf(campus, frame, metric, id)
        : static_cast<double>(frame.value(campus, metric, id));
}

QString levelText(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, AssetId id,
    const QLocale& locale)
{
    if (!hasMetric(campus, metric, id))
        return {};
    if (model::isCategory(metric)) {
        const QString name = categoryText(frame, metric, id.index());
        return name.isEmpty() ? QString(QChar(0x2013)) : name;
    }
    if (id.kind() == AssetKind::Plant && !knowsMetric(campus, frame, metric, id))
        return {};
    return formatMetric(levelValue(campus, frame, metric, id), frame.info(metric), locale);
}

QString metricTitle(model::Metric metric, AssetId id)
{
    if (metric != model::Metric::RackPower || id.kind() == AssetKind::Rack)
        return metricTitle(metric);
    return id.kind() == AssetKind::Plant ? AssetText::tr("Power") : AssetText::tr("IT power");
}

QString stateText(DataState state)
{
    switch (state) {
    case DataState::Missing:
        return AssetText::tr("missing");
    case DataState::Live:
        return AssetText::tr("live");
    case DataState::Simulated:
        return AssetText::tr("simulated");
    case DataState::Recorded:
        return AssetText::tr("recorded");
    case DataState::Stale:
        return AssetText::tr("stale");
    case DataState::Bad:
        return AssetText::tr("bad quality");
    case DataState::Planned:
        return AssetText::tr("planned");
    }
    return {};
}

QStringList stateTexts(const model::StateCounts& counts, const QLocale& locale)
{
    QStringList texts;
    for (const DataState state : {DataState::Live, DataState::Simulated, DataState::Recorded, DataState::Stale,
             DataState::Bad, DataState::Missing, DataState::Planned}) {
        const std::uint32_t count = counts[static_cast<std::size_t>(state)];
        if (count > 0)
            texts.append(stateText(state) + QChar(0x202f) + formatCount(count, locale));
    }
    return texts;
}

model::Range racksOf(const model::Campus& campus, AssetId id)
{
    return campus.racksOf(id);
}

std::vector<AssetId> findAssets(const model::Campus& campus, const QString& text, std::size_t limit)
{
    std::vector<AssetId> found;
    const std::string wanted = text.trimmed().toStdString();
    if (wanted.empty())
        return found;
    const auto add = [&](AssetId id) {
        if (found.size() < limit && std::find(found.begin(), found.end(), id) == found.end())
            found.push_back(id);
    };
    for (const std::string& spelling : {wanted, text.trimmed().toUpper().toStdString()}) {
        if (const auto exact = campus.find(spelling))
            add(*exact);
    }
    const std::string lowered = text.trimmed().toLower().toStdString();
    const auto scan = [&](AssetKind kind, std::size_t count, const auto& nameOf) {
        for (std::uint32_t i = 0; i < count && found.size() < limit; ++i) {
            if (containsLowered(nameOf(i), lowered))
                add(AssetId(kind, i));
        }
    };
    const auto from
        = [](const auto& names) { return [&names](std::uint32_t i) -> std::string_view { return names[i]; }; };
    scan(AssetKind::Phase, campus.phases.size(),
        [&](std::uint32_t i) { return campus.phases[i].key + " " + campus.phases[i].label.en; });
    scan(AssetKind::Building, campus.names.buildings.size(), from(campus.names.buildings));
    scan(AssetKind::Hall, campus.names.halls.size(), from(campus.names.halls));
    scan(AssetKind::Row, campus.names.rows.size(), from(campus.names.rows));
    scan(AssetKind::Rack, campus.names.racks.size(), from(campus.names.racks));
    scan(AssetKind::SupportRack, campus.names.support.size(), from(campus.names.support));
    scan(AssetKind::Plant, campus.names.plant.size(), from(campus.names.plant));
    return found;
}

} // namespace gigahall::app
