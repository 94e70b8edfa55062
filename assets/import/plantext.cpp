#include "assets/import/plantext.h"

#include "assets/import/nearmiss.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gigahall::assets {

using model::AssetId;
using model::AssetKind;

std::string planKeyMistake(std::string_view key)
{
    const bool isGood = !key.empty() && key.size() <= 200 && trimmedText(key) == key && key.front() != '#'
        && std::ranges::none_of(
            key, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == ';' || c == ','; });
    return isGood ? std::string() : "expected a text of 1 to 200 letters without commas and semicolons";
}

std::string_view trimmedText(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
        const unsigned first = byte(i);
        const std::size_t more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if ((first >= 0x80 && first < 0xc2) || first > 0xf4)
            return false;
        for (std::size_t k = 1; k <= more; ++k)
            if ((byte(i + k) & 0xc0u) != 0x80)
                return false;
        // Over-long forms, surrogates and what is above the last code point.
        const unsigned second = byte(i + 1);
        if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) || (first == 0xf0 && second < 0x90)
            || (first == 0xf4 && second > 0x8f))
            return false;
        i += more + 1;
    }
    return true;
}

std::optional<model::Day> planDay(std::string_view text)
{
    if (text.size() == 10 && text[2] == '.' && text[5] == '.')
        return model::parseDay(fmt::format("{}-{}-{}", text.substr(6), text.substr(3, 2), text.substr(0, 2)));
    return model::parseDay(text);
}

Workplaces::Workplaces(const model::Campus& campus)
    : m_campus(campus)
{
    const std::array<std::pair<AssetKind, std::size_t>, 4> kinds{
        {{AssetKind::Campus, 1}, {AssetKind::Phase, campus.phases.size()},
            {AssetKind::Building, campus.buildings.size()}, {AssetKind::Hall, campus.halls.size()}}};
    for (const auto& [kind, count] : kinds)
        for (std::uint32_t i = 0; i < count; ++i)
            m_names.push_back(campus.name({kind, i}));
}

std::optional<AssetId> Workplaces::find(std::string_view name) const
{
    const auto found = m_campus.find(name);
    return found && found->kind() <= AssetKind::Hall ? found : std::nullopt;
}

std::string Workplaces::mistake(std::string_view name) const
{
    if (m_campus.find(name))
        return fmt::format(
            "'{}' is too small to be worked at; expected the campus, a phase, a building or a hall", name);
    const std::vector<std::string_view> names(m_names.begin(), m_names.end());
    return fmt::format("'{}' is no space of campus '{}'{}; expected a name such as '{}'", name, m_campus.key,
        didYouMean(name, names), m_names.size() > 1 ? m_names[1] : m_names[0]);
}

std::optional<std::uint32_t> ActivityKeys::find(std::string_view key) const
{
    const auto found = m_index.find(key);
    return found == m_index.end() ? std::nullopt : std::optional(found->second);
}

std::string ActivityKeys::mistake(std::string_view key) const
{
    std::vector<std::string_view> keys;
    for (const auto& [known, ignored] : m_index)
        keys.push_back(known);
    return fmt::format("'{}' is no activity of this plan{}; expected the key of one", key, didYouMean(key, keys));
}

std::string kindMistake(std::string_view kind)
{
    std::vector<std::string_view> kinds;
    std::string list;
    for (std::size_t i = 0; i < model::kActivityKinds; ++i) {
        kinds.push_back(model::activityKey(static_cast<model::ActivityKind>(i)));
        list += (i ? ", " : "") + std::string(kinds.back());
    }
    return fmt::format("'{}' is no kind of work{}; expected one of {}", kind, didYouMean(kind, kinds), list);
}

} // namespace gigahall::assets
