#include "assets/import/jsonformat.h"

#include <nlohmann/json.hpp>

namespace gigahall::assets {

namespace {

using Json = nlohmann::ordered_json;

std::string quoted(const std::string& text)
{
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// On one line, with a space after colons and commas; gives up (false) beyond `room` characters.
bool appendInline(std::string& out, const Json& value, std::size_t room)
{
    const std::size_t start = out.size();
    const auto fits = [&] { return out.size() - start <= room; };
    if (value.is_object() || value.is_array()) {
        out += value.is_object() ? '{' : '[';
        bool first = true;
        for (auto it = value.begin(); it != value.end(); ++it) {
            if (!first)
                out += ", ";
            first = false;
            if (value.is_object())
                out += quoted(it.key()) + ": ";
            if (!fits() || !appendInline(out, *it, room - (out.size() - start)))
                return false;
        }
        out += value.is_object() ? '}' : ']';
    } else {
        out += value.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return fits();
}

void append(std::string& out, const Json& value, std::size_t indent, std::size_t used, std::size_t lineLength)
{
    const std::size_t start = out.size();
    const bool container = (value.is_object() || value.is_array()) && !value.empty();
    if (indent > 0 || !container) {
        if (appendInline(out, value, lineLength > used ? lineLength - used : 0) || !container)
            return;
        out.resize(start);
    }
    out += value.is_object() ? "{\n" : "[\n";
    bool first = true;
    for (auto it = value.begin(); it != value.end(); ++it) {
        if (!first)
            out += ",\n";
        first = false;
        const std::string key = value.is_object() ? quoted(it.key()) + ": " : std::string();
        out.append(indent + 2, ' ');
        out += key;
        append(out, *it, indent + 2, indent + 3 + key.size(), lineLength);
    }
    out += '\n';
    out.append(indent, ' ');
    out += value.is_object() ? '}' : ']';
}

} // namespace

std::string formatJson(const Json& value, std::size_t lineLength)
{
    std::string out;
    append(out, value, 0, 0, lineLength);
    return out + '\n';
}

} // namespace gigahall::assets
