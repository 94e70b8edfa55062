#include "model/feeds/mqttmetadata.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gigahall::model {
namespace {

using simdjson::dom::element;

std::string_view textOf(element value)
{
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool readList(element value, std::vector<std::string_view>& out)
{
    simdjson::dom::array list;
    if (value.get(list) != simdjson::SUCCESS)
        return false;
    for (const element item : list) {
        std::string_view text;
        if (item.get(text) != simdjson::SUCCESS)
            return false;
        out.push_back(text);
    }
    return true;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

bool containsAnyCase(std::string_view text, std::string_view word)
{
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
        return lower(a) == lower(b);
    }) != text.end();
}

} // namespace

struct BmsMetadataReader::Parser
{
    simdjson::dom::parser parser;
    std::string padded;
};

BmsMetadataReader::BmsMetadataReader()
    : m_parser(std::make_unique<Parser>())
{
}
BmsMetadataReader::~BmsMetadataReader() = default;

bool BmsMetadataReader::read(std::string_view payload, BmsMetadata& out, std::string& problem)
{
    // Lists keep their memory: metadata come by the hundred thousand.
    std::vector<std::string_view> processArea = std::move(out.processArea), servesId = std::move(out.servesId);
    processArea.clear();
    servesId.clear();
    out = {.processArea = std::move(processArea), .servesId = std::move(servesId)};
    constexpr std::size_t kMaxBytes = 1024 * 1024; // a meter may serve a whole building
    if (payload.size() > kMaxBytes) {
        problem = fmt::format("has {} bytes; expected at most {}", payload.size(), kMaxBytes);
        return false;
    }
    m_parser->padded.assign(payload);
    m_parser->padded.append(simdjson::SIMDJSON_PADDING, '\0');
    simdjson::dom::object object;
    if (const auto error
        = m_parser->parser.parse(m_parser->padded.data(), payload.size(), false).get_object().get(object);
        error != simdjson::SUCCESS) {
        problem = fmt::format("is no whole JSON object ({})", simdjson::error_message(error));
        return false;
    }
    const std::array<std::pair<std::string_view, std::string_view*>, 8> texts
        = {{{"objectType", &out.objectType}, {"pointType", &out.pointType}, {"engUnit", &out.engUnit},
            {"integration", &out.integration}, {"rackLocationId", &out.rackLocationId}, {"objectId", &out.objectId},
            {"associateId", &out.associateId}, {"objectName", &out.objectName}}};
    for (const auto& [key, value] : object) {
        if (key == "processArea" || key == "servesId") {
            if (!readList(value, key == "servesId" ? out.servesId : out.processArea)) {
                problem = fmt::format("\"{}\" is no list of texts", key);
                return false;
            }
        } else if (key == "isSetpoint") {
            out.isSetpoint = value.is_bool() && bool(value);
        }
        const auto found
            = std::find_if(texts.begin(), texts.end(), [&name = key](const auto& text) { return text.first == name; });
        if (found == texts.end())
            continue;
        if (!value.is_string()) {
            problem = fmt::format("\"{}\" is no text", key);
            return false;
        }
        *found->second = textOf(value);
    }
    if (out.objectType.empty() || out.pointType.empty()) {
        problem = fmt::format("has no \"{}\"", out.objectType.empty() ? "objectType" : "pointType");
        return false;
    }
    return true;
}

std::string_view BmsMetadata::field(std::string_view name) const
{
    const std::array<std::pair<std::string_view, std::string_view>, 5> texts = {{{"rackLocationId", rackLocationId},
        {"objectId", objectId}, {"associateId", associateId}, {"objectName", objectName}, {"objectType", objectType}}};
    for (const auto& [text, value] : texts)
        if (text == name)
            return value;
    if (name == "servesId" && servesId.size() == 1)
        return servesId.front();
    return {};
}

bool mayBeAbout(const ProfileEntry& entry, std::string_view objectType, std::string_view pointType)
{
    const std::string_view wanted = entry.pointType;
    const std::size_t slash = wanted.find('/');
    if (slash == std::string_view::npos)
        return wanted == pointType;
    return wanted.substr(slash + 1) == pointType && wanted.substr(0, slash) == objectType;
}

bool isAbout(const ProfileEntry& entry, const BmsMetadata& point)
{
    if (point.isSetpoint || !mayBeAbout(entry, point.objectType, point.pointType))
        return false;
    std::string_view words = entry.processArea;
    while (!words.empty()) {
        const std::size_t space = std::min(words.find(' '), words.size());
        const std::string_view word = words.substr(0, space);
        words.remove_prefix(std::min(space + 1, words.size()));
        if (std::none_of(point.processArea.begin(), point.processArea.end(),
                [word](std::string_view area) { return containsAnyCase(area, word); }))
            return false;
    }
    return true;
}

std::string keyOf(std::string_view pattern, const BmsMetadata& point)
{
    std::string out;
    while (!pattern.empty()) {
        const std::size_t open = std::min(pattern.find('{'), pattern.size());
        out += pattern.substr(0, open);
        pattern.remove_prefix(open);
        if (pattern.empty())
            break;
        const std::size_t close = std::min(pattern.find('}'), pattern.size());
        std::string_view names = pattern.substr(1, close - 1), value;
        while (value.empty() && !names.empty()) {
            const std::size_t bar = std::min(names.find('|'), names.size());
            value = point.field(names.substr(0, bar));
            names.remove_prefix(std::min(bar + 1, names.size()));
        }
        if (value.empty())
            return {};
        out += value;
        pattern.remove_prefix(std::min(close + 1, pattern.size()));
    }
    return out;
}

} // namespace gigahall::model
