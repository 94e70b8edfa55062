#pragma once

#include "model/telemetry/source.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gigahall::model {

struct Campus;
class RecordingReader;

/// Plays a recording (recording.h), also one that somebody still writes. Racks and plant are joined with the campus by
/// their names, GPUs by their racks. The newest row holds until the next; a row older than kStaleIntervals makes what
/// it has stale. What was stale, bad or missing when it was recorded still is. The campus must outlive it.
class RecordedFileSource : public TelemetrySource
{
public:
    static constexpr double kStaleIntervals = 5;

    struct Result
    {
        std::unique_ptr<RecordedFileSource> source; ///< null when there is a problem
        std::string problem; ///< what is wrong with the file, without its name
        std::vector<std::string> warnings; ///< what does not fit, with counts
    };
    static Result open(const Campus& campus, const std::string& path);
    ~RecordedFileSource() override;

    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override;
    float valueAt(double timeS, Metric metric, AssetId id) override;
    /// States are those of the racks; what was recorded of plant has none of its own.
    bool valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples) override;
    /// Looks at the file again, at most once a second.
    TimeSpan timeSpan() const override;
    double intervalS() const override { return m_intervalS; }
    /// Whether times are seconds since 1970.
    bool sinceEpoch() const;

private:
    static constexpr std::uint32_t kNone = 0xffffffffu;

    RecordedFileSource(const Campus& campus, std::unique_ptr<RecordingReader> reader);
    std::string join(std::vector<std::string>& warnings);
    void lookForMore() const;
    /// Row that holds at a time; nothing before the first and behind the last.
    std::size_t rowAt(double timeS) const;
    bool addRacks(TelemetryFrame& frame, std::size_t row, const MetricSet& metrics) const;
    bool addGpus(TelemetryFrame& frame, std::size_t row, const MetricSet& planes) const;
    bool addPlant(TelemetryFrame& frame, std::size_t row) const;
    std::vector<DataState> rackStates(double timeS, std::size_t row, bool& good) const;
    FramePtr build(double timeS, const MetricSet& racks, const MetricSet& gpuPlanes, bool plant);

    const Campus& m_campus;
    std::unique_ptr<RecordingReader> m_reader;
    std::vector<std::uint32_t> m_rackOf, m_plantOf; // column -> rack or plant of the campus, or kNone
    std::vector<std::uint32_t> m_columnOfRack, m_columnOfPlant; // and back
    std::vector<char> m_gpusFit; // by column: as many GPUs as the campus has there
    double m_intervalS = 1;
    std::uint64_t m_serial = 0;
    mutable std::chrono::steady_clock::time_point m_looked;
};

/// Whether a file begins like HDF5 does, whatever its name.
bool looksLikeHdf5(const std::string& path);

} // namespace gigahall::model
