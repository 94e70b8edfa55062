#include "model/telemetry/alarmsearch.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

AlarmSearch::AlarmSearch(AlarmEngine engine, double fromS, double toS, const MetricSet& gpuPlanes)
    : m_engine(std::move(engine))
    , m_planes(gpuPlanes)
    , m_fromS(fromS)
    , m_toS(toS)
    , m_reachedS(fromS)
    , m_started(m_engine.timeS() == fromS)
{
}

void AlarmSearch::step(TelemetrySource& source)
{
    if (isDone())
        return;
    if (!m_started) {
        m_engine.advance(*source.frame(m_fromS, m_planes));
        m_started = true;
        return;
    }
    // The grid of playing; the last frame need not lie on it.
    const double stepS = source.intervalS();
    const double nextS = (std::floor(m_reachedS / stepS + 1e-6) + 1) * stepS;
    m_reachedS = std::min(nextS, m_toS);
    const FramePtr frame = source.frame(m_reachedS, m_planes);
    if (m_engine.advance(*frame) && frame->timeS > m_fromS)
        m_foundS = frame->timeS;
}

} // namespace gigahall::model
