#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/source.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gigahall::model {

/// A measured trace joined with the campus: one channel a key, samples in rows of increasing time, or a log, in which
/// every channel has times of its own. Values are in the metric's unit.
struct RecordedTrace
{
    /// What a log says of one channel.
    struct Point
    {
        double timeS;
        float value; ///< NaN = from here on there is none
        bool good = true; ///< false: its source says that it can't be trusted
    };
    /// Share of a channel's value that one asset has: 1, or less where one meter covers several assets and the metric
    /// adds up.
    struct Target
    {
        AssetId asset;
        float share = 1;
    };
    struct Channel
    {
        std::string key; ///< column of the trace
        Metric metric = Metric::RackPower;
        std::vector<Target> targets; ///< racks for rack metrics; racks, trays or GPUs for GPU metrics
        std::vector<Point> points{}; ///< of a log, by time
    };

    std::string name; ///< file name, for people
    double epochS = 0; ///< what time 0 is in seconds since 1970, 0 = not known
    std::vector<double> timesS; ///< strictly increasing: the rows, or all times of a log
    std::vector<Channel> channels;
    std::vector<float> values; ///< row by row, one per channel; NaN = empty cell. None: a log
    double intervalS = 0; ///< of frames; 0 = the rows'
    double staleAfterS = 0; ///< 0 = after some intervals
};

/// Power and flow add up over assets, temperatures and load don't.
bool addsUp(Metric metric);

/// Plays a RecordedTrace: the newest sample holds until the next (zero-order hold). Racks without data, and every rack
/// outside the trace's time, are Missing; a rack with a sample older than kStaleIntervals (or staleAfterS) is Stale,
/// one with a sample that can't be trusted Bad. Several channels on one asset add up where the metric does (unknown as
/// long as one of them is), else their mean counts. GPU planes carry what is mapped onto trays and GPUs only. The
/// campus must outlive it.
class ReplaySource : public TelemetrySource
{
public:
    static constexpr double kStaleIntervals = 5;

    ReplaySource(const Campus& campus, RecordedTrace trace);

    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override;
    float valueAt(double timeS, Metric metric, AssetId id) override;
    /// States are those of the metric's own channels.
    bool valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples) override;
    TimeSpan timeSpan() const override;
    double intervalS() const override { return m_intervalS; }
    const RecordedTrace& trace() const { return m_trace; }

private:
    /// One contribution to the racks or GPUs of one metric.
    struct Link
    {
        std::uint32_t index;
        std::uint32_t channel;
        float share;
    };
    struct Aged
    {
        float value;
        double ageS;
        bool good = true;
    };
    using Gap = std::pair<std::uint32_t, std::uint32_t>; // rows first..last without a value

    DataState stateOf(double ageS, bool good) const;
    void addTarget(std::uint32_t channel, Metric metric, const RecordedTrace::Target& target);
    void findGaps();
    std::vector<Aged> samplesAt(double timeS) const;
    void readLog(double timeS, std::vector<Aged>& samples) const;
    template <typename Sink>
    void join(Metric metric, std::span<const Link> links, const std::vector<Aged>& samples, Sink sink) const;
    Sample joined(Metric metric, AssetId id, const std::vector<Aged>& samples) const;

    const Campus& m_campus;
    RecordedTrace m_trace;
    double m_intervalS = 1, m_staleAfterS = 1;
    std::uint64_t m_serial = 0;
    std::array<std::vector<Link>, kMetricCount> m_rackLinks, m_gpuLinks; // sorted by index
    std::vector<std::vector<Gap>> m_gaps; // by channel, in order
};

} // namespace gigahall::model
