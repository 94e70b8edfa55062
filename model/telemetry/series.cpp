#include "model/telemetry/series.h"

#include "model/telemetry/source.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gigahall::model {

Spread spreadOf(std::span<const Sample> samples)
{
    Spread spread;
    double sum = 0;
    for (const Sample& sample : samples) {
        ++spread.states[static_cast<std::size_t>(stateOf(sample))];
        if (std::isnan(sample.value))
            continue;
        spread.low = spread.known == 0 ? sample.value : std::min(spread.low, sample.value);
        spread.high = spread.known == 0 ? sample.value : std::max(spread.high, sample.value);
        sum += static_cast<double>(sample.value);
        ++spread.known;
    }
    if (spread.known > 0) {
        spread.sum = static_cast<float>(sum);
        spread.mean = static_cast<float>(sum / spread.known);
    }
    return spread;
}

bool SeriesRequest::sameLines(const SeriesRequest& other) const
{
    return metric == other.metric && difference == other.difference && spread == other.spread && stepS == other.stepS
        && assets == other.assets;
}

void SeriesSet::dropBefore(double timeS)
{
    // A hair of tolerance: times of a grid are sums.
    const double columns = std::ceil((timeS - request.firstS) / request.stepS - 1e-6);
    const auto gone = static_cast<std::uint32_t>(std::clamp(columns, 0.0, static_cast<double>(done)));
    const auto erase = [gone](auto& values, std::size_t each) {
        values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(gone * each));
    };
    if (request.spread)
        erase(spreads, 1);
    else
        erase(samples, request.assets.size());
    request.firstS = request.timeS(gone);
    request.columns -= gone;
    done -= gone;
}

void SeriesSet::append(const SeriesSet& later)
{
    assert(isWhole() && request.sameLines(later.request));
    samples.insert(samples.end(), later.samples.begin(), later.samples.end());
    spreads.insert(spreads.end(), later.spreads.begin(), later.spreads.end());
    done += later.done;
    request.columns = done;
}

bool TelemetrySource::valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples)
{
    for (std::size_t i = 0; i < assets.size(); ++i) {
        const float value = valueAt(timeS, metric, assets[i]);
        samples[i] = {value, std::isnan(value) ? DataState::Missing : DataState::Live};
    }
    return true;
}

bool readColumn(TelemetrySource& source, SeriesSet& set)
{
    const SeriesRequest& request = set.request;
    const std::size_t before = set.samples.size(), assets = request.assets.size();
    set.samples.resize(before + assets);
    const std::span<Sample> column(set.samples.data() + before, assets);
    if (!source.valuesAt(request.timeS(set.done), request.metric, request.assets, column)) {
        set.samples.resize(before);
        return false;
    }
    if (request.spread) {
        set.spreads.push_back(spreadOf(column));
        set.samples.resize(before);
    }
    ++set.done;
    return true;
}

} // namespace gigahall::model
