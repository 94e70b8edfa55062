#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// Text for a terminal: the first columns to the left, numbers to the right.
class Table
{
public:
    explicit Table(std::vector<std::string> head, std::size_t leftColumns = 1)
        : m_left(leftColumns)
    {
        add(std::move(head));
    }
    void add(std::vector<std::string> row) { m_rows.push_back(std::move(row)); }
    void rule() { m_rows.emplace_back(); }
    void write(std::ostream& out) const;

private:
    std::size_t m_left;
    std::vector<std::vector<std::string>> m_rows; // an empty one is a rule
};

} // namespace gigahall::app
