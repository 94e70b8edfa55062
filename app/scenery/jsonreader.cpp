#include "app/scenery/jsonreader.h"

#include "assets/import/nearmiss.h"

#include <fmt/format.h>

#include <algorithm>

namespace gigahall::app {

void JsonReader::complain(const std::string& pointer, const std::string& what)
{
    m_problems.push_back(m_document.problem(pointer, what));
}

bool JsonReader::checkFormat(std::string_view format)
{
    if (!root().is_object()) {
        complain("", fmt::format("is {}, expected an object with \"format\": \"{}\"", root().type_name(), format));
        return false;
    }
    if (!root().contains("format"))
        complain("", fmt::format("has no \"format\", expected \"format\": \"{}\"", format));
    else if (const auto* written = text(root(), "", "format"); written && *written != format)
        complain("/format", fmt::format("is \"{}\", expected \"{}\"", *written, format));
    return true;
}

void JsonReader::checkKeys(const Json& object, const std::string& at, std::span<const std::string_view> known)
{
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(known, key) == known.end())
            complain(at + assets::pointerStep(key),
                fmt::format(
                    "is not known{}; expected one of {}", assets::didYouMean(key, known), fmt::join(known, ", ")));
}

void JsonReader::checkKeys(const Json& object, const std::string& at, std::initializer_list<std::string_view> known)
{
    checkKeys(object, at, std::span(known.begin(), known.size()));
}

const std::string* JsonReader::text(const Json& parent, const std::string& at, const std::string& key)
{
    const auto it = parent.find(key);
    if (it == parent.end())
        return nullptr;
    if (it->is_string())
        return it->get_ptr<const std::string*>();
    complain(at + assets::pointerStep(key), fmt::format("is {}, expected a string", it->type_name()));
    return nullptr;
}

std::optional<double> JsonReader::number(
    const Json& parent, const std::string& at, const std::string& key, double lo, double hi)
{
    const auto it = parent.find(key);
    if (it == parent.end())
        return std::nullopt;
    if (!it->is_number()) {
        complain(at + assets::pointerStep(key), fmt::format("is {}, expected a number", it->type_name()));
        return std::nullopt;
    }
    const double value = it->get<double>();
    if (value >= lo && value <= hi)
        return value;
    complain(at + assets::pointerStep(key), fmt::format("is {}, expected a number from {} to {}", value, lo, hi));
    return std::nullopt;
}

std::optional<bool> JsonReader::truth(const Json& parent, const std::string& at, const std::string& key)
{
    const auto it = parent.find(key);
    if (it == parent.end())
        return std::nullopt;
    if (it->is_boolean())
        return it->get<bool>();
    complain(at + assets::pointerStep(key), fmt::format("is {}, expected true or false", it->type_name()));
    return std::nullopt;
}

const JsonReader::Json* JsonReader::object(
    const Json& parent, const std::string& at, const std::string& key, std::string_view expected)
{
    const auto it = parent.find(key);
    if (it == parent.end())
        return nullptr;
    if (it->is_object())
        return &*it;
    complain(at + assets::pointerStep(key), fmt::format("is {}, expected an object{}", it->type_name(), expected));
    return nullptr;
}

const JsonReader::Json* JsonReader::list(
    const Json& parent, const std::string& at, const std::string& key, std::string_view expected)
{
    const auto it = parent.find(key);
    if (it == parent.end())
        return nullptr;
    if (it->is_array())
        return &*it;
    complain(at + assets::pointerStep(key), fmt::format("is {}, expected a list{}", it->type_name(), expected));
    return nullptr;
}

std::optional<std::size_t> JsonReader::choice(
    const Json& parent, const std::string& at, const std::string& key, std::span<const std::string_view> names)
{
    const auto* written = text(parent, at, key);
    if (!written)
        return std::nullopt;
    const auto it = std::ranges::find(names, *written);
    if (it != names.end())
        return std::size_t(it - names.begin());
    complain(at + assets::pointerStep(key),
        fmt::format(
            "is \"{}\", expected one of {}{}", *written, fmt::join(names, ", "), assets::didYouMean(*written, names)));
    return std::nullopt;
}

} // namespace gigahall::app
