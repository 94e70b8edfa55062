#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gigahall::model {

/// What a key is made of: text and names in braces, `{hostname|Hostname}/{gpu}`; the first that is there of several.
class KeyTemplate
{
public:
    /// What is wrong with a text, and what was expected; empty = nothing.
    static std::string mistakeIn(std::string_view text);

    explicit KeyTemplate(std::string_view text); ///< a text without mistakes

    using Lookup = std::function<std::string_view(std::string_view name)>; ///< empty = not there
    /// Nothing where a name is not there; `missing` is then what braces asked for.
    std::optional<std::string> fill(const Lookup& lookup, std::string& missing) const;

    /// All names that it asks for.
    std::vector<std::string> names() const;

private:
    struct Part
    {
        std::string text; ///< as it is, where there are no names
        std::vector<std::string> names;
    };
    std::vector<Part> m_parts;
};

} // namespace gigahall::model
