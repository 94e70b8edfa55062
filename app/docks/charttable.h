#pragma once

#include "model/campus/ids.h"
#include "model/telemetry/series.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace gigahall::app {

/// What a chart shows: rows of values over time, of one metric in its unit.
struct ChartTable
{
    struct Row
    {
        model::AssetId asset;
        QString name; ///< short: beside its line or row
        QString group; ///< what several neighbours share, e.g. their tray; empty = nothing
        std::vector<model::Sample> samples;
    };

    model::Metric metric = model::Metric::RackPower;
    bool difference = false; ///< values are of A minus B
    QString title; ///< what, where, when: it has to do in a report
    double firstS = 0, stepS = 1;
    std::uint32_t columns = 0;
    std::vector<Row> rows;
    bool band = false; ///< rows are highest, mean and lowest of a group
    bool adds = false; ///< values are sums over a group
    std::vector<model::StateCounts>
        groupCounts; ///< of the assets that rows stand for, one a column; empty: rows are assets

    const model::MetricInfo& info() const
    {
        return difference ? model::differenceInfo(metric) : model::metricInfo(metric);
    }
    double timeS(std::uint32_t column) const { return firstS + stepS * column; }
    /// Values of assets in each state: of one column, or of all from one time to another.
    model::StateCounts counts(std::uint32_t column) const;
    model::StateCounts counts(double fromS, double toS) const;
    /// The column whose value holds at that time; none outside.
    std::optional<std::uint32_t> columnAt(double timeS) const;
};

/// There is a value, but it can't be taken for the present one.
constexpr bool isOld(model::DataState state)
{
    return state == model::DataState::Stale || state == model::DataState::Bad;
}

/// Comma-separated, point as decimal sign, full precision; a line a time, an empty cell where a value is missing; at
/// its end how many values are in each state. `names` are the full names of rows.
QByteArray chartCsv(const ChartTable& table, const std::vector<QString>& names);

/// The values of one chart: what is still to be asked for, and what has arrived.
class ChartData
{
public:
    /// What to ask for so that `wanted` becomes whole; none when it is, or is on its way.
    std::optional<model::SeriesRequest> want(const model::SeriesRequest& wanted);
    /// False: it is the answer to a question that is no longer asked.
    bool take(const model::SeriesSet& answer);
    void clear();
    /// Null until something has arrived. It may hold more, or other times, than what was wanted last.
    const std::shared_ptr<const model::SeriesSet>& set() const { return m_set; }
    bool isReading() const { return m_asked.has_value(); }

private:
    bool continues(const model::SeriesRequest& request) const;

    std::shared_ptr<const model::SeriesSet> m_set;
    std::optional<model::SeriesRequest> m_asked;
};

} // namespace gigahall::app
