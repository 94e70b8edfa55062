#include "assets/import/planlinks.h"

#include "assets/import/plantext.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace gigahall::assets {
namespace {

using model::Link;
using model::LinkKind;

constexpr int kMostLagDays = 36500;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// `text` without `ending`, whatever the case; nothing where it ends otherwise.
std::optional<std::string_view> without(std::string_view text, std::string_view ending)
{
    if (text.size() < ending.size())
        return std::nullopt;
    const std::string_view end = text.substr(text.size() - ending.size());
    if (!std::ranges::equal(end, ending, {}, lower, lower))
        return std::nullopt;
    return trimmedText(text.substr(0, text.size() - ending.size()));
}

struct Lag
{
    std::string_view rest;
    int days;
};

/// The number at the end of "... +22 days".
std::optional<Lag> readLag(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, int>, 12> kUnits{{{"wochen", 7}, {"woche", 7}, {"weeks", 7},
        {"week", 7}, {"tage", 1}, {"days", 1}, {"tag", 1}, {"day", 1}, {"w", 7}, {"d", 1}, {"t", 1}, {"", 1}}};
    for (const auto& [unit, unitDays] : kUnits) {
        const auto head = without(text, unit);
        if (!head)
            continue;
        const std::size_t sign = head->find_last_not_of("0123456789 ");
        if (sign == std::string_view::npos || ((*head)[sign] != '+' && (*head)[sign] != '-'))
            continue;
        const std::string_view digits = trimmedText(head->substr(sign + 1));
        int number = 0;
        const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (digits.empty() || status != std::errc() || end != digits.data() + digits.size()
            || number > kMostLagDays / unitDays)
            continue;
        return Lag{trimmedText(head->substr(0, sign)), ((*head)[sign] == '-' ? -1 : 1) * number * unitDays};
    }
    return std::nullopt;
}

struct Kind
{
    std::string_view rest;
    LinkKind kind;
};

std::optional<Kind> readKind(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, LinkKind>, 8> kKinds{
        {{"FS", LinkKind::FinishToStart}, {"SS", LinkKind::StartToStart}, {"FF", LinkKind::FinishToFinish},
            {"SF", LinkKind::StartToFinish}, {"EA", LinkKind::FinishToStart}, {"AA", LinkKind::StartToStart},
            {"EE", LinkKind::FinishToFinish}, {"AE", LinkKind::StartToFinish}}};
    for (const auto& [name, kind] : kKinds)
        if (text.ends_with(name))
            return Kind{trimmedText(text.substr(0, text.size() - name.size())), kind};
    return std::nullopt;
}

} // namespace

LinkText readLink(std::string_view text, const std::function<std::optional<std::uint32_t>(std::string_view key)>& find)
{
    text = trimmedText(text);
    const auto link = [&](std::string_view key, LinkKind kind, int lagDays) -> std::optional<Link> {
        const auto found = find(key);
        return found ? std::optional(Link{*found, kind, lagDays}) : std::nullopt;
    };
    // The longest key that there is: keys may end like a link does.
    if (const auto whole = link(text, LinkKind::FinishToStart, 0))
        return {text, whole};
    const auto lag = readLag(text);
    if (lag)
        if (const auto found = link(lag->rest, LinkKind::FinishToStart, lag->days))
            return {lag->rest, found};
    const std::string_view head = lag ? lag->rest : text;
    if (const auto kind = readKind(head))
        return {kind->rest, link(kind->rest, kind->kind, lag ? lag->days : 0)};
    return {head, std::nullopt};
}

std::string linkText(const Link& link, const std::string& key)
{
    constexpr std::array<std::string_view, 4> kNames{"FS", "SS", "FF", "SF"};
    // Always with its kind where there is a lag, so that no reader has to guess.
    const std::string_view kind = kNames[static_cast<std::size_t>(link.kind)];
    if (link.lagDays != 0)
        return fmt::format("{} {}{:+}", key, kind, link.lagDays);
    return link.kind == LinkKind::FinishToStart ? key : fmt::format("{} {}", key, kind);
}

} // namespace gigahall::assets
