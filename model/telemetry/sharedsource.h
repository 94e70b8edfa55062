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

public:
    /// Who wants another handle as long as there is one, but keeps nothing open.
    class Weak
    {
    public:
        Weak() = default;
        explicit Weak(const SharedSource& source)
            : m_shared(source.m_shared)
            , m_span(source.m_span)
            , m_intervalS(source.m_intervalS)
        {
        }
        /// Null when the last handle is gone.
        std::unique_ptr<SharedSource> another() const
        {
            auto shared = m_shared.lock();
            return shared ? std::unique_ptr<SharedSource>(new SharedSource(std::move(shared), m_span, m_intervalS))
                          : nullptr;
        }
        TimeSpan timeSpan() const { return m_span; }

    private:
        std::weak_ptr<Shared> m_shared;
        TimeSpan m_span{0, 0};
        double m_intervalS = 1;
    };

private:
    SharedSource(std::shared_ptr<Shared> shared, TimeSpan span, double intervalS)
        : m_shared(std::move(shared))
        , m_span(span)
        , m_intervalS(intervalS)
    {
    }

    std::shared_ptr<Shared> m_shared;
    TimeSpan m_span;
    double m_intervalS;
};

} // namespace gigahall::model
