#include "app/docks/chartsubject.h"

#include "app/docks/assettext.h"
#include "app/docks/chartaxis.h"
#include "app/scenery/format.h"
#include "app/window/timebar.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app {

using model::AssetId;
using model::AssetKind;

namespace {

constexpr std::size_t kMostCells = 700000; ///< values a chart reads: some seconds of a simulated campus
constexpr std::size_t kMostSteps = 120; ///< columns of what a source has to work out as a whole
constexpr std::size_t kFewestColumns = 60;

struct ChartText
{
    Q_DECLARE_TR_FUNCTIONS(ChartText)
};

bool isSpaceOf(ChartKind kind, model::Metric metric, AssetKind space)
{
    const bool gpus = model::metricInfo(metric).level == model::MetricLevel::Gpu;
    switch (space) {
    case AssetKind::Rack:
        return kind != ChartKind::Worst && gpus;
    case AssetKind::Row:
        return kind != ChartKind::Worst;
    case AssetKind::Hall:
        return true;
    case AssetKind::Building:
    case AssetKind::Phase:
    case AssetKind::Campus:
        return kind == ChartKind::Band;
    default:
        return false;
    }
}

/// Without what it shares with the space it is in.
QString nameWithin(const model::Campus& campus, AssetId id, AssetId space)
{
    const QString name = QString::fromStdString(campus.name(id));
    if (space == id)
        return {}; // the title has it
    if (space.kind() == AssetKind::Campus)
        return name;
    const QString prefix = QString::fromStdString(campus.name(space)) + QLatin1Char('-');
    return name.startsWith(prefix) ? name.mid(prefix.size()) : name;
}

QString spaceName(const model::Campus& campus, AssetId id, const QLocale& locale)
{
    return id.kind() == AssetKind::Campus || id.kind() == AssetKind::Phase ? shortName(campus, id, locale)
                                                                           : QString::fromStdString(campus.name(id));
}

/// What holds several racks shows their sum as in the other panels, or their mean.
bool sumsUp(model::Metric metric)
{
    return metric == model::Metric::RackPower || metric == model::Metric::PowerRamp;
}

void addSpreads(ChartTable& table, ChartKind kind, AssetId space, const model::SeriesSet& set)
{
    const auto add = [&](const QString& name, float model::Spread::*member) {
        ChartTable::Row& row = table.rows.emplace_back();
        row.asset = space;
        row.name = name;
        for (const model::Spread& spread : set.spreads)
            row.samples.push_back(
                {spread.*member, spread.known > 0 ? model::DataState::Live : model::DataState::Missing});
    };
    for (const model::Spread& spread : set.spreads)
        table.groupCounts.push_back(spread.states);
    table.band = kind == ChartKind::Band;
    table.adds = !table.band && sumsUp(table.metric);
    if (table.band) {
        add(ChartText::tr("highest"), &model::Spread::high);
        add(ChartText::tr("mean"), &model::Spread::mean);
        add(ChartText::tr("lowest"), &model::Spread::low);
    } else if (table.adds) {
        add(ChartText::tr("sum"), &model::Spread::sum);
    } else {
        add(ChartText::tr("mean"), &model::Spread::mean);
    }
}

void keepWorst(ChartTable& table, double fromS, double toS)
{
    std::vector<std::pair<float, std::size_t>> peaks;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        float peak = -std::numeric_limits<float>::infinity();
        for (std::uint32_t c = 0; c < table.columns; ++c) {
            const float value = table.rows[row].samples[c].value;
            if (table.timeS(c) >= fromS && table.timeS(c) <= toS && !std::isnan(value))
                peak = std::max(peak, table.difference ? std::abs(value) : value); // less is as far off as more
        }
        if (std::isfinite(peak)) // a rack nobody knows of is not among the worst
            peaks.emplace_back(-peak, row);
    }
    std::sort(peaks.begin(), peaks.end());
    std::vector<ChartTable::Row> worst;
    for (std::size_t i = 0; i < std::min(peaks.size(), kWorstRacks); ++i)
        worst.push_back(std::move(table.rows[peaks[i].second]));
    table.rows = std::move(worst);
}

QString membersText(const model::SeriesRequest& request, ChartKind kind)
{
    const auto count = static_cast<int>(request.assets.size());
    if (kind == ChartKind::Worst)
        return ChartText::tr("the %1 highest peaks of %Ln rack(s)", "", count).arg(kWorstRacks);
    if (count == 1 && !request.spread)
        return {};
    return request.assets.front().kind() == AssetKind::Gpu ? ChartText::tr("%Ln GPU(s)", "", count)
                                                           : ChartText::tr("%Ln rack(s)", "", count);
}

} // namespace

std::vector<AssetId> chartSpaces(
    const model::Campus& campus, ChartKind kind, model::Metric metric, AssetId selected, AssetId hall)
{
    const AssetId all(AssetKind::Campus, 0);
    if (kind == ChartKind::Selection)
        return {selected.isValid() ? selected : all};
    std::vector<AssetId> spaces;
    for (AssetId id = selected; id.isValid(); id = campus.parent(id)) {
        if (isSpaceOf(kind, metric, id.kind()) && campus.racksOf(id).count > 0)
            spaces.push_back(id);
    }
    if (spaces.empty())
        spaces.push_back(kind == ChartKind::Band ? all : hall.isValid() ? hall : all);
    return spaces;
}

AssetId worstHall(const model::Campus& campus, const model::TelemetryFrame& frame, model::Metric metric, AssetId within)
{
    const model::Plane& plane = frame.rack[static_cast<std::size_t>(metric)];
    model::Range racks = campus.racksOf(within.isValid() ? within : AssetId(AssetKind::Campus, 0));
    if (racks.count == 0)
        racks = {0, campus.rackCount()};
    if (racks.count == 0)
        return {};
    std::uint32_t worst = racks.first;
    const auto value = [&](std::uint32_t rack) {
        if (rack >= plane.size() || plane[rack] == model::kMissing16)
            return -1;
        return frame.isDifference ? std::abs(int{plane[rack]} - int{model::kDifferenceZero}) : int{plane[rack]};
    };
    for (std::uint32_t rack = racks.first; rack < racks.end(); ++rack)
        worst = value(rack) > value(worst) ? rack : worst;
    AssetId id(AssetKind::Rack, worst);
    while (id.isValid() && id.kind() != AssetKind::Hall)
        id = campus.parent(id);
    return id;
}

model::SeriesRequest chartRequest(const model::Campus& campus, ChartKind kind, model::Metric metric, AssetId space)
{
    model::SeriesRequest request;
    request.metric = metric;
    const bool gpuMetric = model::metricInfo(metric).level == model::MetricLevel::Gpu;
    if (model::isCategory(metric) || !hasMetric(campus, metric, space))
        return request;
    const bool single = space.kind() == AssetKind::Gpu || space.kind() == AssetKind::Tray
        || space.kind() == AssetKind::Plant || (space.kind() == AssetKind::Rack && kind == ChartKind::Selection);
    if (single) {
        request.assets = {space};
    } else if (space.kind() == AssetKind::Rack && gpuMetric) {
        for (std::uint32_t g = 0; g < campus.rackGpus(space.index()); ++g)
            request.assets.emplace_back(AssetKind::Gpu, campus.rackFirstGpu[space.index()] + g);
    } else {
        const model::Range racks = campus.racksOf(space);
        for (std::uint32_t r = racks.first; r < racks.end(); ++r)
            request.assets.emplace_back(AssetKind::Rack, r);
    }
    request.spread = !single && (kind == ChartKind::Selection || kind == ChartKind::Band);
    return request;
}

ChartTable chartTable(
    const model::Campus& campus, ChartKind kind, AssetId space, const model::SeriesSet& set, double fromS, double toS)
{
    ChartTable table;
    table.metric = set.request.metric;
    table.difference = set.request.difference;
    table.firstS = set.request.firstS;
    table.stepS = set.request.stepS;
    table.columns = set.done;
    if (set.request.spread) {
        addSpreads(table, kind, space, set);
        return table;
    }
    for (std::size_t a = 0; a < set.request.assets.size(); ++a) {
        const AssetId id = set.request.assets[a];
        ChartTable::Row& row = table.rows.emplace_back();
        row.asset = id;
        row.name = nameWithin(campus, id, space);
        const bool gpuOfRack = id.kind() == AssetKind::Gpu && space.kind() == AssetKind::Rack;
        if (gpuOfRack || (id.kind() == AssetKind::Rack && space.kind() == AssetKind::Hall))
            row.group = nameWithin(campus, campus.parent(id), space);
        row.samples.reserve(set.done);
        for (std::uint32_t c = 0; c < set.done; ++c)
            row.samples.push_back(set.at(c, a));
    }
    if (kind == ChartKind::Worst)
        keepWorst(table, fromS, toS);
    return table;
}

QString chartTitle(const model::Campus& campus, ChartKind kind, AssetId space, const model::SeriesSet& set,
    std::pair<double, double> span, const QString& source, const QLocale& locale)
{
    const model::SeriesRequest& request = set.request;
    const bool plain = kind == ChartKind::Selection && (!request.spread || sumsUp(request.metric));
    const QString quantity = plain ? metricTitle(request.metric, space) : metricTitle(request.metric);
    QStringList parts{
        request.difference ? ChartText::tr("%1, A minus B").arg(quantity) : quantity, spaceName(campus, space, locale)};
    if (const QString members = membersText(request, kind); !members.isEmpty())
        parts << members;
    parts << clockText(span.first, locale) + QStringLiteral(" \u2013 ") + clockText(span.second, locale);
    parts << ChartText::tr("a value every %1").arg(spanText(request.stepS, locale));
    if (!source.isEmpty())
        parts << source;
    return parts.join(QStringLiteral(" \u00b7 "));
}

AssetId smallestSpace(const model::Campus& campus, const std::vector<AssetId>& assets)
{
    if (assets.empty())
        return {};
    std::vector<AssetId> above;
    for (AssetId id = assets.front(); id.isValid(); id = campus.parent(id))
        above.push_back(id);
    std::size_t level = 0;
    for (const AssetId asset : assets) {
        AssetId id = asset;
        auto found = above.end();
        while (id.isValid() && (found = std::find(above.begin(), above.end(), id)) == above.end())
            id = campus.parent(id);
        if (found != above.end())
            level = std::max(level, static_cast<std::size_t>(found - above.begin()));
    }
    return above[level];
}

ValueRange fittedRange(const ChartTable& table, ValueRange otherwise)
{
    std::vector<float> values;
    for (const ChartTable::Row& row : table.rows) {
        for (const model::Sample& sample : row.samples) {
            if (!std::isnan(sample.value))
                values.push_back(sample.value);
        }
    }
    if (values.empty())
        return otherwise;
    const auto at = [&](double share) {
        const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), values.begin() + place, values.end());
        return values[static_cast<std::size_t>(place)];
    };
    const float lo = at(0.01), hi = at(0.99);
    const float span = std::max({hi - lo, 0.02f * std::max(std::abs(lo), std::abs(hi)), 1e-6f});
    return {0.5f * (lo + hi - span), 0.5f * (lo + hi + span)};
}

void setTimes(model::SeriesRequest& request, double fromS, double toS, double intervalS, int widthPx)
{
    const std::size_t assets = std::max<std::size_t>(request.assets.size(), 1);
    const bool whole = !request.assets.empty() && request.assets.front().kind() == AssetKind::Plant;
    const std::size_t most = whole ? kMostSteps : std::max(kMostCells / assets, kFewestColumns);
    const auto columns = static_cast<double>(std::min(most, static_cast<std::size_t>(std::clamp(widthPx, 100, 4000))));
    request.stepS = timeStep(std::max((toS - fromS) / columns, 0.1 * intervalS));
    const double first = std::floor(fromS / request.stepS + 1e-6), last = std::floor(toS / request.stepS + 1e-6);
    request.firstS = first * request.stepS;
    request.columns = last >= first ? static_cast<std::uint32_t>(last - first) + 1 : 0;
}

} // namespace gigahall::app
