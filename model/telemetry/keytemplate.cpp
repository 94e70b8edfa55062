#include "model/telemetry/keytemplate.h"

#include <fmt/format.h>

namespace gigahall::model {

KeyTemplate::KeyTemplate(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        if (open > 0)
            m_parts.push_back({std::string(text.substr(0, open)), {}});
        if (open == std::string_view::npos)
            return;
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos)
            return;
        std::string_view inside = text.substr(open + 1, close - open - 1);
        Part part;
        for (;;) {
            const std::size_t bar = inside.find('|');
            part.names.emplace_back(inside.substr(0, bar));
            if (bar == std::string_view::npos)
                break;
            inside.remove_prefix(bar + 1);
        }
        m_parts.push_back(std::move(part));
        text.remove_prefix(close + 1);
    }
}

std::string KeyTemplate::mistakeIn(std::string_view text)
{
    if (text.empty())
        return "it is empty; expected names in braces, e.g. {hostname|Hostname}/{gpu}";
    bool open = false;
    for (const char c : text) {
        if ((c == '{' && open) || (c == '}' && !open))
            return fmt::format("\"{}\" has a {} too many; expected names in braces", text, c);
        open = c == '{' || (open && c != '}');
    }
    if (open)
        return fmt::format("\"{}\" lacks a }}", text);
    const KeyTemplate made(text);
    const std::vector<std::string> names = made.names();
    if (names.empty())
        return fmt::format("\"{}\" names nothing in braces, so all keys are the same; expected e.g. {{rack}}", text);
    for (const std::string& name : names)
        if (name.empty())
            return fmt::format("\"{}\" has an empty name in braces", text);
    return {};
}

std::optional<std::string> KeyTemplate::fill(const Lookup& lookup, std::string& missing) const
{
    std::string out;
    for (const Part& part : m_parts) {
        out += part.text;
        std::string_view value;
        for (std::size_t i = 0; i < part.names.size() && value.empty(); ++i)
            value = lookup(part.names[i]);
        if (!part.names.empty() && value.empty()) {
            missing = fmt::format("{}", fmt::join(part.names, "|"));
            return std::nullopt;
        }
        out += value;
    }
    return out;
}

std::vector<std::string> KeyTemplate::names() const
{
    std::vector<std::string> out;
    for (const Part& part : m_parts)
        out.insert(out.end(), part.names.begin(), part.names.end());
    return out;
}

} // namespace gigahall::model
