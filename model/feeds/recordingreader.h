#pragma once

#include "model/feeds/recordinghandle.h"
#include "model/telemetry/frame.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace gigahall::model {

/// Rows and columns of a recording as they are in the file, which may still grow. Not thread safe.
class RecordingReader
{
public:
    /// Null and what is wrong with the file, without its name.
    static std::unique_ptr<RecordingReader> open(const std::string& path, std::string& problem);

    /// Looks for rows that were added; times then has them. True when there are.
    bool refresh();

    const std::string& path() const { return m_path; }
    const std::vector<double>& timesS() const { return m_timesS; } ///< increasing, at least one
    bool sinceEpoch() const { return m_sinceEpoch; }
    const std::string& source() const { return m_source; } ///< of the first frame
    const std::string& campusKey() const { return m_campusKey; }
    const std::string& fingerprint() const { return m_fingerprint; }
    const std::vector<std::string>& racks() const { return m_racks; }
    const std::vector<std::string>& plant() const { return m_plant; }
    const std::vector<std::uint32_t>& firstGpu() const { return m_firstGpu; } ///< by rack, then the number of all
    const std::shared_ptr<const Tenancy>& tenancy() const { return m_tenancy; } ///< null = none recorded

    enum class Level
    {
        Rack,
        Plant,
        Gpu
    };
    static constexpr std::size_t kLevels = 3;
    bool has(Level level, Metric metric) const { return table(level, metric).isValid(); }
    /// A part of a row. False when the file can't be read there; `out` is then NaN.
    bool read(Level level, Metric metric, std::size_t row, std::uint32_t firstColumn, std::span<float> out) const;
    bool readStates(std::size_t row, std::span<std::uint8_t> out) const;

private:
    RecordingReader() = default;

    const H5Handle& table(Level level, Metric metric) const
    {
        return m_tables[static_cast<std::size_t>(level)][static_cast<std::size_t>(metric)];
    }
    std::string openFile();
    std::string readHead();
    std::string openTables();
    std::string openTable(const std::string& name, std::uint64_t columns, H5Handle& out) const;
    std::string readTimes();
    std::string readJobs();
    std::string checkRows() const;
    std::uint64_t sizeBytes() const;
    bool isCutOff() const { return sizeBytes() < m_bytes; }

    std::string m_path;
    std::uint64_t m_bytes = 0; // that the file had; it never gets shorter by itself
    H5Handle m_file, m_time, m_states, m_jobNames, m_jobOwners;
    std::array<std::array<H5Handle, kMetricCount>, kLevels> m_tables;
    std::vector<double> m_timesS;
    std::vector<std::string> m_owners;
    std::shared_ptr<const Tenancy> m_tenancy;
    bool m_sinceEpoch = false;
    std::string m_source, m_campusKey, m_fingerprint;
    std::vector<std::string> m_racks, m_plant;
    std::vector<std::uint32_t> m_firstGpu;
};

} // namespace gigahall::model
