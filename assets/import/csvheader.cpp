#include "assets/import/csvheader.h"

#include "assets/import/nearmiss.h"
#include "assets/import/plantext.h"

#include <algorithm>

namespace gigahall::assets {

CsvHeader::CsvHeader(
    std::span<const std::string_view> known, std::span<const std::size_t> required, std::string expected)
    : m_known(known)
    , m_required(required)
    , m_expected(std::move(expected))
    , m_at(known.size(), kAbsent)
{
}

bool CsvHeader::read(CsvReader& csv, CsvProblems& problems, CsvProblems& warnings)
{
    std::vector<std::string_view> header;
    if (!csv.next(header)) {
        if (csv.error().empty())
            problems.add(0, "", fmt::format("is empty; expected {}", m_expected));
        return false;
    }
    m_width = header.size();
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto known = std::ranges::find(m_known, header[i]);
        if (known == m_known.end()) {
            warnings.add(csv.line(), isUtf8(header[i]) ? header[i] : "?",
                fmt::format(
                    "column is not used{}; known are {}", didYouMean(header[i], m_known), fmt::join(m_known, ", ")));
            continue;
        }
        std::size_t& at = m_at[static_cast<std::size_t>(known - m_known.begin())];
        if (at != kAbsent)
            problems.add(csv.line(), header[i], "column appears twice; expected it once");
        at = i;
    }
    for (const std::size_t column : m_required)
        if (m_at[column] == kAbsent)
            problems.add(csv.line(), m_known[column], fmt::format("column is missing; expected {}", m_expected));
    return problems.empty();
}

} // namespace gigahall::assets
