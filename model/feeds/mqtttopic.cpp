#include "model/feeds/mqtttopic.h"

#include <fmt/format.h>

#include <functional>

namespace gigahall::model {
namespace {

/// Up to the next slash; the text then starts behind it. False: that was the last.
bool nextLevel(std::string_view& text, std::string_view& level)
{
    const std::size_t slash = text.find('/');
    level = text.substr(0, slash);
    text = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
    return slash != std::string_view::npos;
}

} // namespace

std::optional<std::vector<std::string>> matchTopic(std::string_view filter, std::string_view topic)
{
    std::vector<std::string> captures;
    bool moreFilter = true, moreTopic = true;
    while (moreFilter && moreTopic) {
        std::string_view want, have;
        const std::string_view rest = topic;
        moreFilter = nextLevel(filter, want);
        moreTopic = nextLevel(topic, have);
        if (want == "#") {
            captures.emplace_back(rest);
            return captures;
        }
        if (want == "+")
            captures.emplace_back(have);
        else if (want != have)
            return std::nullopt;
    }
    if (moreFilter && filter == "#") { // a/# is a as well
        captures.emplace_back();
        return captures;
    }
    return moreFilter == moreTopic ? std::optional(std::move(captures)) : std::nullopt;
}

std::string filterMistake(std::string_view filter)
{
    constexpr std::size_t kLongest = 65535; // of any string in MQTT
    if (filter.empty() || filter.size() > kLongest)
        return "a subscription needs 1 to 65535 characters";
    std::string_view level;
    for (bool more = true; more;) {
        more = nextLevel(filter, level);
        if (level.size() > 1 && level.find_first_of("+#") != std::string_view::npos)
            return fmt::format("\"{}\": + and # stand for whole parts between slashes", level);
        if (level == "#" && more)
            return "# may only be the last part";
    }
    return {};
}

std::uint32_t TopicTable::hashOf(std::string_view topic)
{
    const std::uint64_t hash = std::hash<std::string_view>()(topic);
    return std::uint32_t(hash ^ (hash >> 32));
}

std::uint32_t TopicTable::find(std::string_view topic) const
{
    if (m_slots.empty())
        return kNone;
    const std::uint32_t hash = hashOf(topic);
    for (std::size_t at = hash & (m_slots.size() - 1);; at = (at + 1) & (m_slots.size() - 1)) {
        const Slot& slot = m_slots[at];
        if (slot.index == kNone || (slot.hash == hash && name(slot.index) == topic))
            return slot.index;
    }
}

void TopicTable::insert(Slot slot)
{
    std::size_t at = slot.hash & (m_slots.size() - 1);
    while (m_slots[at].index != kNone)
        at = (at + 1) & (m_slots.size() - 1);
    m_slots[at] = slot;
}

std::uint32_t TopicTable::add(std::string_view topic)
{
    constexpr std::size_t kFirstSlots = 1024;
    if (2 * (size() + 1) > m_slots.size()) {
        const std::vector<Slot> old = std::move(m_slots);
        m_slots.assign(old.empty() ? kFirstSlots : 2 * old.size(), Slot());
        for (const Slot& slot : old)
            if (slot.index != kNone)
                insert(slot);
    }
    const auto index = std::uint32_t(size());
    m_text += topic;
    m_ends.push_back(m_text.size());
    insert({hashOf(topic), index});
    return index;
}

std::string_view TopicTable::name(std::uint32_t index) const
{
    const std::uint64_t first = index == 0 ? 0 : m_ends[index - 1];
    return std::string_view(m_text).substr(first, m_ends[index] - first);
}

std::size_t TopicTable::bytes() const
{
    return m_slots.capacity() * sizeof(Slot) + m_ends.capacity() * sizeof(std::uint64_t) + m_text.capacity();
}

} // namespace gigahall::model
