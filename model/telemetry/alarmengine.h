#pragma once

#include "model/telemetry/alarmlist.h"
#include "model/telemetry/alarmscope.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gigahall::model {

/// Applies rules to frames as they come and remembers what was told. The same frames give the same lists for any number
/// of threads. Not thread safe: one thread owns an engine; lists may go anywhere.
///
/// A value that is missing neither raises nor clears, and does not end a delay that runs: an alarm is told, or cleared,
/// with the first known value after its delay. Between two frames nothing is known: a value "held" when all frames seen
/// say so. Time that jumps takes with it what can't be known any more:
/// - backwards, or to another source: everything, also what was acknowledged; what holds is told anew, after its delay;
/// - ahead, further than kGapS and ten of the steps before: delays that run and changes that are measured start anew;
///   what is active stays so until a value says otherwise.
class AlarmEngine
{
public:
    static constexpr double kRecentS = 300; ///< how long an alarm that is gone stays in the list
    static constexpr double kGapS = 60;

    /// Forgets everything; without a campus there are no alarms.
    void setCampus(std::shared_ptr<const Campus> campus);
    /// Rules that stay as they are keep what they know. At most kMostAlarmRules, without mistakes (alarmMistake).
    void setRules(std::vector<AlarmRule> rules);
    const std::vector<AlarmRule>& rules() const { return *m_list->rules; }
    /// Forgets what was told, as if no frame had been seen.
    void restart();

    const AlarmListPtr& update(const TelemetryFrame& frame);
    /// The same but for list(), which stays as it is: for those who look ahead. True when the frame raised an alarm.
    bool advance(const TelemetryFrame& frame);
    const AlarmListPtr& list() const { return m_list; } ///< never null
    /// A line of list(), or all of it, at the time of the newest frame. What is gone leaves the list with it.
    const AlarmListPtr& acknowledge(const Alarm& alarm);
    const AlarmListPtr& acknowledgeAll();

    /// The first time after `fromS` at which a frame that was seen raised an alarm; the newest kMostRaises are known.
    std::optional<double> nextAlarmS(double fromS) const;
    static constexpr std::size_t kMostRaises = 10000;
    /// All times that are known, ascending.
    const std::vector<double>& raisesS() const { return m_raises; }
    /// Of the newest frame.
    std::optional<double> timeS() const { return m_timeS; }

private:
    /// What is known of one rule and asset. Times in seconds.
    struct Cell
    {
        double changeS = 0; ///< since when it has been otherwise, while kPending
        double raisedS = 0, clearedS = 0, acknowledgedS = 0;
        float value = 0, worst = 0;
    };
    struct Reference
    {
        double timeS;
        float value;
    };
    struct Tracked
    {
        std::vector<std::uint32_t> scope;
        std::vector<std::uint8_t> bits; ///< hot: mostly 0
        std::vector<Cell> cells;
        std::vector<Reference> references; ///< rates: where the present stretch began; NaN = nowhere
    };

    Tracked tracked(const AlarmRule& rule) const;
    void forgetWhatCannotBeKnown(const TelemetryFrame& frame);
    float rate(const AlarmRule& rule, Reference& reference, float value) const;
    bool step(const AlarmRule& rule, const AlarmBounds& bounds, Tracked& tracked, std::size_t i, float value) const;
    void acknowledge(Tracked& tracked, std::size_t i) const;
    void noteRaise(double timeS);
    void rebuild();
    std::vector<Alarm> linesOf(std::size_t rule) const;
    void count(std::size_t rule, AlarmList& list) const;
    void spreadMarks(AlarmList& list) const;

    std::shared_ptr<const Campus> m_campus;
    std::vector<Tracked> m_tracked; ///< by rule
    AlarmListPtr m_list = emptyList({});
    std::optional<double> m_timeS; ///< of the newest frame
    double m_stepS = 0; ///< between the two newest
    std::string m_source;
    std::vector<double> m_raises; ///< ascending

    static AlarmListPtr emptyList(std::vector<AlarmRule> rules);
};

} // namespace gigahall::model
