#pragma once

#include "model/feeds/recordinghandle.h"
#include "model/telemetry/frame.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gigahall::model {

struct Campus;

/// A data set whose first dimension grows. Rows go straight to the file: the library keeps no copy and writes none of
/// them twice.
class GrowingTable
{
public:
    /// `columns` = 0: one dimension.
    bool create(hid_t parent, const std::string& name, hid_t type, std::uint64_t columns);
    /// Row `rows()`.
    bool append(const void* row);
    std::uint64_t rows() const { return m_rows; }
    hid_t id() const { return m_set.id(); }

private:
    H5Handle m_set, m_type, m_rowSpace;
    std::uint64_t m_columns = 0, m_rows = 0;
};

/// /campus, /owners: written once.
bool writeCampusTables(hid_t file, const Campus& campus);
bool writeTexts(hid_t parent, const std::string& name, const std::vector<std::string>& texts);

/// Numbers of jobs of a recording: a source numbers them anew whenever one ends.
class JobTable
{
public:
    bool create(hid_t file, const Tenancy& tenancy);
    bool isCreated() const { return m_names.id() >= 0; }
    /// Adds what is new of them; what the planes of a frame with this tenancy become. False: the file failed.
    bool update(const std::shared_ptr<const Tenancy>& tenancy);
    /// kMissing16 where there are no numbers left.
    std::uint16_t job(std::uint16_t ofFrame) const;
    std::uint16_t owner(std::uint16_t ofFrame) const;

private:
    std::uint16_t ownerNumber(const std::string& name) const;

    GrowingTable m_names, m_owners;
    std::vector<std::string> m_ownerNames;
    std::map<std::pair<std::string, std::uint16_t>, std::uint16_t> m_numbers; // by name and owner
    std::shared_ptr<const Tenancy> m_tenancy; // of the frame before
    std::vector<std::uint16_t> m_jobOf, m_ownerOf; // by its numbers
};

} // namespace gigahall::model
