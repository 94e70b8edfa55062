#include "app/cli/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace gigahall::app {

void Table::write(std::ostream& out) const
{
    std::vector<std::size_t> widths;
    for (const auto& row : m_rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths.resize(std::max(widths.size(), row.size()));
            widths[i] = std::max(widths[i], row[i].size());
        }
    for (const auto& row : m_rows) {
        std::string line = "  ";
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const std::string cell = row.empty() ? std::string(widths[i], '-') : i < row.size() ? row[i] : "";
            line += i < m_left ? fmt::format("{:<{}}", cell, widths[i]) : fmt::format("{:>{}}", cell, widths[i]);
            line += i + 1 < widths.size() ? "  " : "";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
    }
}

} // namespace gigahall::app
