#pragma once

#include "assets/import/csv.h"
#include "assets/import/csvproblems.h"

#include <span>

namespace gigahall::assets {

/// The first line of a CSV whose columns have names and stand in any order.
class CsvHeader
{
public:
    /// Names live as long as this. `expected` completes "expected ...".
    CsvHeader(std::span<const std::string_view> known, std::span<const std::size_t> required, std::string expected);

    /// False after telling what is wrong. Columns that nobody knows are warnings.
    bool read(CsvReader& csv, CsvProblems& problems, CsvProblems& warnings);

    std::size_t width() const { return m_width; }
    /// Of a record with width() fields: empty where the file has no such column.
    std::string_view cell(const std::vector<std::string_view>& fields, std::size_t column) const
    {
        return m_at[column] == kAbsent ? std::string_view() : fields[m_at[column]];
    }

private:
    static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

    std::span<const std::string_view> m_known;
    std::span<const std::size_t> m_required;
    std::string m_expected;
    std::vector<std::size_t> m_at; ///< by known column: which of the file's
    std::size_t m_width = 0;
};

} // namespace gigahall::assets
