#include "model/telemetry/differencesource.h"

#include "model/campus/campus.h"
#include "model/telemetry/difference.h"

#include <algorithm>
#include <limits>

namespace gigahall::model {

namespace {

/// Nobody knows anything.
FramePtr nothing(const Campus& campus, double timeS)
{
    auto frame = std::make_shared<TelemetryFrame>();
    frame->timeS = timeS;
    frame->source = "no data";
    frame->rackState.assign(campus.rackCount(), DataState::Missing);
    rollUp(campus, *frame);
    return frame;
}

} // namespace

DifferenceSource::DifferenceSource(TelemetrySource& a, const Comparison& other)
    : m_a(a)
    , m_b(other.source ? *other.source : a)
    , m_campus(*other.campus)
    , m_time(other.time)
{
}

/// Asked each time: what a live source remembers moves on.
bool DifferenceSource::knows(double timeOfB) const
{
    const TimeSpan span = m_b.timeSpan();
    return timeOfB >= span.firstS && timeOfB <= span.lastS;
}

ComparedFrames DifferenceSource::frames(double timeS, const MetricSet& gpuPlanes)
{
    const double timeOfB = m_time.of(timeS);
    ComparedFrames out;
    out.frame = m_a.frame(timeS, gpuPlanes);
    out.other = knows(timeOfB) ? m_b.frame(timeOfB, gpuPlanes) : nothing(m_campus, timeOfB);
    out.difference = difference(m_campus, *out.frame, *out.other);
    return out;
}

float DifferenceSource::valueAt(double timeS, Metric metric, AssetId id)
{
    const double timeOfB = m_time.of(timeS);
    if (!knows(timeOfB) || isCategory(metric))
        return std::numeric_limits<float>::quiet_NaN();
    return m_a.valueAt(timeS, metric, id) - m_b.valueAt(timeOfB, metric, id);
}

bool DifferenceSource::valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples)
{
    const double timeOfB = m_time.of(timeS);
    if (!knows(timeOfB) || isCategory(metric)) {
        std::fill(samples.begin(), samples.end(), Sample());
        return true;
    }
    m_samples.resize(samples.size());
    if (!m_a.valuesAt(timeS, metric, assets, samples) || !m_b.valuesAt(timeOfB, metric, assets, m_samples))
        return false;
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = {samples[i].value - m_samples[i].value, worse(samples[i].state, m_samples[i].state)};
    return true;
}

} // namespace gigahall::model
