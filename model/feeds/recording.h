#pragma once

#include "model/telemetry/frame.h"
#include "model/telemetry/source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// Recordings: what a source delivers, in HDF5. An asset is a column, a moment a row:
///
///   /time             [time] float64, seconds; attribute "clock": "unix" (since 1970) or "source"
///   /rack/<metric>    [time, rack] float32 in the metric's unit, NaN = missing; "job" and "owner" are rows of the
///                     tables below
///   /rack/state       [time, rack] uint8, attribute "meaning"
///   /plant/<metric>   [time, plant] float32, /gpu/<metric> [time, gpu] float32: where asked for
///   /campus/rack, /campus/plant   names, in the order of the columns
///   /campus/rackGpus  [rack] uint32; the columns of /gpu are the GPUs of one rack after another, tray by tray
///   /jobs/name, /jobs/owner, /owners   who computes; jobs are added as they come up
///
/// A row is there when its time is. Others may read while it is written (SWMR), and after a kill at any moment.
namespace gigahall::model {

struct Campus;

inline constexpr const char* kRecordingFormat = "gigahall-recording";
inline constexpr int kRecordingVersion = 1;

/// A number for the names of all racks and plant in their order, and their GPUs; equal = same columns.
std::string campusFingerprint(const Campus& campus);

struct RecordingOptions
{
    std::vector<Metric> metrics; ///< of racks and plant; empty = those of the first frame
    MetricSet gpuMetrics; ///< GPU metrics that are kept GPU by GPU as well
    bool sinceEpoch = false; ///< times are seconds since 1970 rather than of the source's own clock
    std::string program; ///< "gigahall 0.1.0"
};

/// Writes one recording. The file appears under its name with the first frame and is whole from then on, whatever
/// happens to the program; it never replaces a file. All functions that can fail return what is wrong, naming the file;
/// empty = nothing. After a failure the file keeps what it has, and further calls return the same. Not thread safe.
class Recorder
{
public:
    /// The campus must outlive it.
    Recorder(const Campus& campus, std::string path, RecordingOptions options);
    ~Recorder(); ///< as close()
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// Tries whether the file can be written, so that this is known before the first frame.
    std::string open();
    /// Frames that are not after the one before are left out and counted. What is older than half a second then gets to
    /// the file; who adds less often than every half second has nothing to flush.
    std::string add(const TelemetryFrame& frame);
    /// All that was added gets to the file; the library's own memory is empty then.
    std::string flush();
    /// Whether something waits for flush() for longer than half a second.
    bool isFlushDue() const;
    std::string close();

    struct Counts
    {
        std::uint64_t frames = 0;
        std::uint64_t leftOut = 0; ///< not after the frame before
        std::uint64_t bytes = 0; ///< written, the library's own included
        double firstS = 0, lastS = 0; ///< of the times recorded
        std::vector<Metric> unrecorded; ///< came, but were not among the metrics
        std::uint64_t namelessJobs = 0; ///< racks' jobs that had no number left: not recorded
    };
    const Counts& counts() const;
    const std::string& path() const;

private:
    struct File;
    std::unique_ptr<File> m_file;
};

} // namespace gigahall::model
