#pragma once

#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>

namespace gigahall::assets {

std::string pointerStep(std::string_view key);

/// A value of a document with its JSON pointer; may be absent. Reading never fails: what has the wrong type counts as
/// absent, because the schema check has said so already.
class JsonNode
{
public:
    using Json = nlohmann::ordered_json;

    JsonNode(const Json* value, std::string pointer)
        : m_value(value)
        , m_pointer(std::move(pointer))
    {
    }

    bool exists() const { return m_value; }
    const std::string& pointer() const { return m_pointer; }

    JsonNode operator[](std::string_view key) const
    {
        const Json* child = nullptr;
        if (m_value && m_value->is_object())
            if (const auto it = m_value->find(std::string(key)); it != m_value->end())
                child = &*it;
        return {child, m_pointer + pointerStep(key)};
    }
    JsonNode operator[](std::size_t i) const
    {
        return {i < size() && m_value->is_array() ? &(*m_value)[i] : nullptr, fmt::format("{}/{}", m_pointer, i)};
    }
    std::size_t size() const { return m_value && m_value->is_array() ? m_value->size() : 0; }

    bool isArray() const { return m_value && m_value->is_array(); }
    bool isString() const { return m_value && m_value->is_string(); }
    bool isNumber() const { return m_value && m_value->is_number(); }

    /// NaN where a number was expected but is not there: comparisons with it are false, so one mistake makes one
    /// message.
    double number(double ifAbsent = std::numeric_limits<double>::quiet_NaN()) const
    {
        if (!m_value)
            return ifAbsent;
        return m_value->is_number() ? m_value->get<double>() : std::numeric_limits<double>::quiet_NaN();
    }
    std::uint32_t whole(std::uint32_t ifAbsent) const
    {
        const double value = number(ifAbsent);
        return value >= 0 && value <= 4e9 ? static_cast<std::uint32_t>(value) : ifAbsent;
    }
    bool truth(bool ifAbsent) const { return m_value && m_value->is_boolean() ? m_value->get<bool>() : ifAbsent; }
    std::string text(std::string_view ifAbsent = {}) const
    {
        return isString() ? m_value->get<std::string>() : std::string(ifAbsent);
    }

    /// visit(node) for the elements of an array.
    template <typename Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t i = 0; i < size(); ++i)
            visit((*this)[i]);
    }
    /// visit(key, node) for the members of an object.
    template <typename Visit>
    void forEachMember(Visit visit) const
    {
        if (m_value && m_value->is_object())
            for (auto it = m_value->begin(); it != m_value->end(); ++it)
                visit(it.key(), JsonNode(&*it, m_pointer + pointerStep(it.key())));
    }

private:
    const Json* m_value;
    std::string m_pointer;
};

} // namespace gigahall::assets
