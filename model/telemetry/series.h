#pragma once

#include "model/campus/ids.h"
#include "model/telemetry/frame.h"
#include "model/telemetry/metric.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// Values over time, for charts: what is asked for, and what comes back column by column.
namespace gigahall::model {

class TelemetrySource;

/// One asset at one time; value NaN = missing.
struct Sample
{
    float value = std::numeric_limits<float>::quiet_NaN();
    DataState state = DataState::Missing;
};

/// What its value says of it: without one it is missing, or not in service yet.
inline DataState stateOf(const Sample& sample)
{
    const bool known = sample.value == sample.value;
    return known || sample.state == DataState::Planned ? sample.state : DataState::Missing;
}

/// Many assets at one time, those that are known; NaN where none is.
struct Spread
{
    float low = std::numeric_limits<float>::quiet_NaN();
    float mean = low, high = low, sum = low;
    std::uint32_t known = 0;
    StateCounts states{}; ///< of all of them
};
Spread spreadOf(std::span<const Sample> samples);

/// Columns at firstS, firstS + stepS, ...: seconds of the source's clock.
struct SeriesRequest
{
    Metric metric = Metric::RackPower;
    std::vector<AssetId> assets; ///< GPUs, trays, racks, plant; those of one rack beside each other are read faster
    bool spread = false; ///< lowest, mean and highest of all of them instead of each
    double firstS = 0, stepS = 1;
    std::uint32_t columns = 0;
    bool difference = false; ///< of A minus B, where what reads it has both (TelemetryWorker)

    double timeS(std::uint32_t column) const { return firstS + stepS * column; }
    double lastS() const { return timeS(columns > 0 ? columns - 1 : 0); }
    /// Whether the same is asked for, at whatever times of the same grid.
    bool sameLines(const SeriesRequest& other) const;
    bool operator==(const SeriesRequest&) const = default;
};

struct SeriesSet
{
    SeriesRequest request;
    std::uint32_t done = 0; ///< columns that are there, from the first on
    std::vector<Sample> samples; ///< column by column, one an asset; empty for a spread
    std::vector<Spread> spreads; ///< one a column; empty without

    const Sample& at(std::uint32_t column, std::size_t asset) const
    {
        return samples[column * request.assets.size() + asset];
    }
    bool isWhole() const { return done == request.columns; }
    /// Columns before `timeS` go.
    void dropBefore(double timeS);
    /// Adds what lies behind the last column; both of the same lines, `later` right after this one.
    void append(const SeriesSet& later);
};

/// Reads the next column. False: the source is not there yet, ask again (TelemetrySource::valuesAt).
bool readColumn(TelemetrySource& source, SeriesSet& set);

} // namespace gigahall::model
