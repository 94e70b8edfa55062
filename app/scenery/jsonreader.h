#pragma once

#include "assets/import/campusdocument.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gigahall::app {

/// Reads small JSON files of ours: every problem is noted with its line, and what is absent or wrong comes back empty.
class JsonReader
{
public:
    using Json = nlohmann::ordered_json;

    explicit JsonReader(const assets::CampusDocument& document)
        : m_document(document)
    {
    }

    const Json& root() const { return m_document.root(); }
    void complain(const std::string& pointer, const std::string& what);
    /// That the root is an object whose "format" is this one. False: nothing else is worth reading.
    bool checkFormat(std::string_view format);
    /// Complains of keys that are none of these.
    void checkKeys(const Json& object, const std::string& at, std::span<const std::string_view> known);
    void checkKeys(const Json& object, const std::string& at, std::initializer_list<std::string_view> known);

    /// A member of `parent`, whose pointer is `at`.
    const std::string* text(const Json& parent, const std::string& at, const std::string& key);
    std::optional<double> number(
        const Json& parent, const std::string& at, const std::string& key, double lo, double hi);
    std::optional<bool> truth(const Json& parent, const std::string& at, const std::string& key);
    /// `expected` says what the object should be like.
    const Json* object(const Json& parent, const std::string& at, const std::string& key, std::string_view expected);
    const Json* list(const Json& parent, const std::string& at, const std::string& key, std::string_view expected);
    /// One of `names`, by index.
    std::optional<std::size_t> choice(
        const Json& parent, const std::string& at, const std::string& key, std::span<const std::string_view> names);

    bool isFine() const { return m_problems.empty(); }
    std::vector<assets::Problem> takeProblems() { return std::move(m_problems); }

private:
    const assets::CampusDocument& m_document;
    std::vector<assets::Problem> m_problems;
};

} // namespace gigahall::app
