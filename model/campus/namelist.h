#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// Many short strings in one block of memory: a campus has some hundred thousand names.
class NameList
{
public:
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_ends.size()); }
    bool empty() const { return m_ends.empty(); }
    std::string_view operator[](std::uint32_t i) const
    {
        const std::uint32_t first = i ? m_ends[i - 1] : 0;
        return {m_text.data() + first, m_ends[i] - first};
    }

    void reserve(std::size_t names, std::size_t characters)
    {
        m_ends.reserve(names);
        m_text.reserve(characters);
    }
    void push_back(std::string_view name)
    {
        m_text.append(name);
        m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
    }

private:
    std::string m_text;
    std::vector<std::uint32_t> m_ends; // one past the last character of each name
};

} // namespace gigahall::model
