#pragma once

#include "model/telemetry/alarmengine.h"
#include "model/telemetry/source.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace gigahall::model {

/// Looks ahead for the next moment at which an alarm is raised: the frames of a source go through an engine one after
/// the other, at the source's own steps, as if one played on from `fromS` at speed 1. What is raised at `fromS` itself
/// is not ahead. Found is the first frame that raises; nothing is skipped. Not thread safe.
class AlarmSearch
{
public:
    /// `engine` as it is at fromS; an engine of another time sees the frame at fromS first. Looks up to toS, which
    /// counts. Rules for GPUs look at those planes, at the means of racks where there is none.
    AlarmSearch(AlarmEngine engine, double fromS, double toS, const MetricSet& gpuPlanes = {});

    /// One frame; does nothing when done.
    void step(TelemetrySource& source);
    bool isDone() const { return m_foundS || m_reachedS >= m_toS; }
    /// Time of the frame that raised; a source may answer with one that is a little older than what it was asked for.
    std::optional<double> foundS() const { return m_foundS; }
    double fromS() const { return m_fromS; }
    double reachedS() const { return m_reachedS; }
    double toS() const { return m_toS; }
    /// Has seen everything up to reachedS(); its list is older than that.
    AlarmEngine& engine() { return m_engine; }

private:
    AlarmEngine m_engine;
    MetricSet m_planes;
    double m_fromS, m_toS, m_reachedS;
    bool m_started;
    std::optional<double> m_foundS;
};

/// How far a search is that runs elsewhere.
struct AlarmSearchState
{
    std::uint64_t serial = 0; ///< which one
    double reachedS = 0;
    std::shared_ptr<AlarmSearch> done; ///< null until then
};

} // namespace gigahall::model
