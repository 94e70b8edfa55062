#pragma once

#include "assets/import/campusfile.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gigahall::assets {

/// Collects what is wrong with one CSV file; the pointer is the column. A file that is wrong in every line gets a
/// bounded list.
class CsvProblems
{
public:
    static constexpr std::size_t kMost = 50;

    explicit CsvProblems(std::string file)
        : m_file(std::move(file))
    {
    }

    void add(int line, std::string_view column, std::string what)
    {
        if (m_count++ < kMost)
            m_list.push_back({m_file, line, std::string(column), std::move(what)});
    }

    bool empty() const { return m_count == 0; }
    std::size_t count() const { return m_count; }

    std::vector<Problem> take()
    {
        if (m_count > kMost)
            m_list.push_back({m_file, 0, "", fmt::format("has {} more problems like these", m_count - kMost)});
        return std::move(m_list);
    }

private:
    std::string m_file;
    std::vector<Problem> m_list;
    std::size_t m_count = 0;
};

} // namespace gigahall::assets
