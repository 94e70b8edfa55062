#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// What every + and the # of a subscription stood for; nothing where the topic does not fit.
std::optional<std::vector<std::string>> matchTopic(std::string_view filter, std::string_view topic);
/// What is wrong with a subscription; empty = nothing.
std::string filterMistake(std::string_view filter);

/// Topics to numbers, 0, 1, 2, ... in the order they came; nothing is ever taken out. Finding one is one hash and
/// one comparison. Memory: 24 to 40 bytes and its text for each.
class TopicTable
{
public:
    static constexpr std::uint32_t kNone = 0xffffffffu;

    std::uint32_t find(std::string_view topic) const;
    /// Of a topic that find() does not have.
    std::uint32_t add(std::string_view topic);
    std::string_view name(std::uint32_t index) const;
    std::size_t size() const { return m_ends.size(); }
    std::size_t bytes() const;

private:
    struct Slot
    {
        std::uint32_t hash = 0, index = kNone;
    };

    static std::uint32_t hashOf(std::string_view topic);
    void insert(Slot slot);

    std::vector<Slot> m_slots; // open addressing, a power of two in size, at most half full
    std::vector<std::uint64_t> m_ends; // of the texts in m_text
    std::string m_text;
};

} // namespace gigahall::model
