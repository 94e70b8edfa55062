#include "model/campus/namepattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace gigahall::model {

namespace {

void appendNumber(std::string& out, std::uint32_t number, std::size_t width)
{
    char digits[12];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    const auto length = static_cast<std::size_t>(end - digits);
    if (length < width)
        out.append(width - length, '0');
    out.append(digits, length);
}

std::string listed(std::span<const std::string_view> names)
{
    std::string out;
    for (const auto name : names)
        out += fmt::format("{}{{{}}}", out.empty() ? "" : ", ", name);
    return out;
}

/// "02" -> 2; nothing for anything else than a zero and one digit.
std::optional<std::uint8_t> parseWidth(std::string_view text)
{
    if (text.size() != 2 || text[0] != '0' || text[1] < '1' || text[1] > '9')
        return std::nullopt;
    return static_cast<std::uint8_t>(text[1] - '0');
}

} // namespace

std::string withNumber(std::string text, std::uint32_t n)
{
    for (const auto& [field, width] : {std::pair("{n}", 0), {"{n:02}", 2}, {"{n:03}", 3}, {"{n:04}", 4}})
        for (std::size_t at = 0; (at = text.find(field, at)) != std::string::npos;)
            text.replace(at, std::string_view(field).size(), fmt::format("{:0{}}", n, width));
    return text;
}

std::optional<NamePattern::Field> NamePattern::fieldByName(std::string_view name)
{
    static constexpr std::pair<std::string_view, Field> kFields[]
        = {{"phase", Field::Phase}, {"parent", Field::Parent}, {"tag", Field::Tag}, {"building", Field::Building},
            {"hall", Field::Hall}, {"row", Field::Row}, {"rack", Field::Rack}, {"n", Field::N}};
    for (const auto& [key, field] : kFields)
        if (key == name)
            return field;
    return std::nullopt;
}

NamePattern::ParseResult NamePattern::parse(std::string_view text, std::span<const std::string_view> allowed)
{
    NamePattern pattern;
    pattern.m_text = text;
    const auto fail = [](std::string why) { return ParseResult{std::nullopt, std::move(why)}; };
    if (text.empty())
        return fail("is empty; expected text with fields such as " + listed(allowed));
    std::size_t i = 0;
    while (i < text.size()) {
        if (text[i] == '}')
            return fail(fmt::format("has a '}}' without '{{' at character {}", i + 1));
        if (text[i] != '{') {
            const std::size_t end = std::min(text.find_first_of("{}", i), text.size());
            pattern.m_pieces.push_back({Field::Literal, 0, std::string(text.substr(i, end - i))});
            i = end;
            continue;
        }
        const std::size_t close = text.find_first_of("{}", i + 1);
        if (close == std::string_view::npos || text[close] == '{')
            return fail(fmt::format("has a '{{' without '}}' at character {}", i + 1));
        const std::string_view inner = text.substr(i + 1, close - i - 1);
        const std::size_t colon = inner.find(':');
        const std::string_view name = inner.substr(0, colon);
        const auto field = fieldByName(name);
        if (!field || std::find(allowed.begin(), allowed.end(), name) == allowed.end())
            return fail(fmt::format("has an unknown field {{{}}}; expected one of {}", name, listed(allowed)));
        std::uint8_t width = 0;
        if (colon != std::string_view::npos) {
            const auto parsed = parseWidth(inner.substr(colon + 1));
            if (!parsed)
                return fail(fmt::format("has a bad width '{}' of {{{}}}; expected 01 to 09, as in {{{}:02}}",
                    inner.substr(colon + 1), name, name));
            width = *parsed;
        }
        pattern.m_pieces.push_back({*field, width, {}});
        i = close + 1;
    }
    return {std::move(pattern), {}};
}

void NamePattern::appendTo(std::string& out, const NameFields& fields) const
{
    for (const Piece& piece : m_pieces) {
        switch (piece.field) {
        case Field::Literal:
            out += piece.literal;
            break;
        case Field::Phase:
            out += fields.phase;
            break;
        case Field::Parent:
            out += fields.parent;
            break;
        case Field::Tag:
            out += fields.tag;
            break;
        case Field::Building:
            appendNumber(out, fields.building, piece.width);
            break;
        case Field::Hall:
            appendNumber(out, fields.hall, piece.width);
            break;
        case Field::Row:
            appendNumber(out, fields.row, piece.width);
            break;
        case Field::Rack:
            appendNumber(out, fields.rack, piece.width);
            break;
        case Field::N:
            appendNumber(out, fields.n, piece.width);
            break;
        }
    }
}

} // namespace gigahall::model
