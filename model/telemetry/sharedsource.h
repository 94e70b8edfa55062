#pragma once

#include "model/telemetry/source.h"

#include <memory>
#include <mutex>
#include <utility>

namespace gigahall::model {

/// One source that several play in turn: a recording is opened once, and what-ifs on top of it read the same. A copy is
/// another handle. Handles may live on different threads: they ask one after another. The time span is that of the
/// beginning, so that nobody waits for it.
class SharedSource : public TelemetrySource
{
public:
    explicit SharedSource(std::unique_ptr<TelemetrySource> source)
        : m_shared(std::make_shared<Shared>())
        , m_span(source->timeSpan())
        , m_intervalS(source->intervalS())
    {
        m_shared->source = std::move(source);
    }

    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override
    {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->source->frame(timeS, gpuPlanes);
    }
    float valueAt(double timeS, Metric metric, AssetId id) override
    {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->source->valueAt(timeS, metric, id);
    }
    bool valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples) override
    {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->source->valuesAt(timeS, metric, assets, samples);
    }
    TimeSpan timeSpan() const override { return m_span; }
    double intervalS() const override { return m_intervalS; }

private:
    struct Shared
    {
        std::mutex mutex;
        std::unique_ptr<TelemetrySource> source;
    };
    std::shared_ptr<Shared> m_shared;
    TimeSpan m_span;
    double m_intervalS;
};

} // namespace gigahall::model
