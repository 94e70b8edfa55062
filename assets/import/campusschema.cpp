// GCC 12 sees an overlap in std::string::replace() of valijson that is not there (GCC bug 105329).
#pragma GCC diagnostic ignored "-Wrestrict"

#include "assets/import/campusschema.h"

#include "assets/import/campusschematext.h"
#include "assets/import/nearmiss.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <set>

namespace gigahall::assets {

namespace {

using Json = nlohmann::json;
using Ordered = nlohmann::ordered_json;

/// Longer text is cut before it is matched: std::regex recurses once a character.
constexpr std::size_t kLongestText = 1024;

Json plainCopy(const Ordered& value)
{
    const auto cut = [](const std::string& text) { return text.substr(0, kLongestText + 1); };
    if (value.is_object()) {
        Json out = Json::object();
        for (const auto& [key, child] : value.items())
            out[cut(key)] = plainCopy(child);
        return out;
    }
    if (value.is_array()) {
        Json out = Json::array();
        for (const auto& child : value)
            out.push_back(plainCopy(child));
        return out;
    }
    return value.is_string() ? Json(cut(value.get_ref<const std::string&>())) : Json(value);
}

const Json& resolved(const Json& root, const Json& schema)
{
    const auto it = schema.find("$ref");
    if (it == schema.end())
        return schema;
    return root.at(Json::json_pointer(it->get<std::string>().substr(1)));
}

std::string number(const Json& value)
{
    return value.is_number_float() ? fmt::format("{:g}", value.get<double>()) : value.dump();
}

std::string range(const Json& schema)
{
    const auto lo = schema.find("minimum"), above = schema.find("exclusiveMinimum"), hi = schema.find("maximum");
    std::string out;
    if (lo != schema.end())
        out = hi != schema.end() ? fmt::format(" from {} to {}", number(*lo), number(*hi))
                                 : fmt::format(" from {}", number(*lo));
    else if (above != schema.end())
        out = fmt::format(" above {}", number(*above)) + (hi != schema.end() ? " up to " + number(*hi) : "");
    return out;
}

std::string listed(const Json& values)
{
    std::string out;
    for (const Json& value : values)
        out += (out.empty() ? "" : ", ") + value.dump();
    return out;
}

/// What a value should have been, in words.
std::string expectation(const Json& root, const Json& unresolved)
{
    const Json& schema = resolved(root, unresolved);
    if (schema.contains("const"))
        return schema["const"].dump();
    if (schema.contains("enum"))
        return "one of " + listed(schema["enum"]);
    std::string out;
    const Json types = schema.value("type", Json("object"));
    for (const Json& type : types.is_array() ? types : Json::array({types})) {
        out += out.empty() ? "" : " or ";
        if (type == "array") {
            const auto lo = schema.find("minItems"), hi = schema.find("maxItems");
            out += "an array";
            if (lo != schema.end() && hi != schema.end())
                out += *lo == *hi ? fmt::format(" of {}", number(*lo))
                                  : fmt::format(" of {} to {}", number(*lo), number(*hi));
            else if (lo != schema.end())
                out += fmt::format(" of at least {}", number(*lo));
            if (schema.contains("items") && schema["items"].is_object()
                && resolved(root, schema["items"]).contains("type"))
                out += fmt::format(" (each {})", expectation(root, schema["items"]));
        } else if (type == "string") {
            out += "text";
            if (schema.contains("pattern"))
                out += " like " + schema["pattern"].get<std::string>();
            else if (schema.contains("minLength"))
                out += " that is not empty";
            if (schema.contains("maxLength"))
                out += fmt::format(" of at most {} characters", number(schema["maxLength"]));
        } else if (type == "integer") {
            out += "a whole number" + range(schema);
        } else if (type == "number") {
            out += "a number" + range(schema);
        } else if (type == "boolean") {
            out += "true or false";
        } else {
            out += "an object";
        }
    }
    if (schema.contains("description"))
        out += " (" + schema["description"].get<std::string>() + ")";
    return out;
}

std::string shortText(const Json& value)
{
    if (value.is_object())
        return "an object";
    if (value.is_array())
        return fmt::format("an array of {}", value.size());
    std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > 60)
        text = text.substr(0, 57) + "...";
    return text;
}

const Json* schemaOfMember(const Json& root, const Json& schema, const std::string& key)
{
    const auto properties = schema.find("properties");
    if (properties != schema.end() && properties->contains(key))
        return &resolved(root, (*properties)[key]);
    const auto other = schema.find("additionalProperties");
    return other != schema.end() && other->is_object() ? &resolved(root, *other) : nullptr;
}

const Json* schemaOfItem(const Json& root, const Json& schema, std::size_t index)
{
    const auto items = schema.find("items");
    if (items == schema.end())
        return nullptr;
    if (items->is_array())
        return index < items->size() ? &resolved(root, (*items)[index]) : nullptr;
    return &resolved(root, *items);
}

/// Finds misspelt keys: unknown ones that are near a known key that is not used.
class KeyWalk
{
public:
    KeyWalk(const Json& root, const CampusDocument& document, std::vector<Problem>& problems)
        : m_root(root)
        , m_document(document)
        , m_problems(problems)
    {
    }

    void walk(const Ordered& value, const Json& schema, const std::string& pointer)
    {
        if (value.is_array())
            for (std::size_t i = 0; i < value.size(); ++i) {
                if (const Json* item = schemaOfItem(m_root, schema, i))
                    walk(value[i], *item, fmt::format("{}/{}", pointer, i));
            }
        if (!value.is_object())
            return;
        std::vector<std::string_view> unused;
        if (schema.contains("properties"))
            for (const auto& [key, ignored] : schema["properties"].items())
                if (!value.contains(key))
                    unused.push_back(key);
        for (const auto& [key, child] : value.items()) {
            const std::string at = pointer + pointerStep(key);
            if (const Json* member = schemaOfMember(m_root, schema, key))
                walk(child, *member, at);
            else if (const auto near = nearMiss(key, unused); !near.empty() && !key.starts_with("x-"))
                m_problems.push_back(m_document.problem(
                    at, fmt::format("unknown key '{}'; expected '{}' (keys of your own begin with x-)", key, near)));
        }
    }

private:
    const Json& m_root;
    const CampusDocument& m_document;
    std::vector<Problem>& m_problems;
};

/// One failure of valijson in our words: it says where and what kind, the schema says what was expected.
class Translator
{
public:
    Translator(const Json& schema, const CampusDocument& document, const Json& copy)
        : m_schema(schema)
        , m_document(document)
        , m_copy(copy)
    {
    }

    std::optional<Problem> translate(const valijson::ValidationResults::Error& error)
    {
        if (error.description.starts_with("Failed to validate"))
            return std::nullopt; // a parent of the real failure
        std::string pointer;
        const Json* schema = &m_schema;
        const Json* value = &m_copy;
        for (std::size_t i = 1; i < error.context.size(); ++i) {
            const std::string key = error.context[i].substr(1, error.context[i].size() - 2);
            pointer += pointerStep(key);
            if (value && value->is_array()) {
                const std::size_t index = std::stoul(key);
                schema = schema ? schemaOfItem(m_schema, *schema, index) : nullptr;
                value = index < value->size() ? &(*value)[index] : nullptr;
            } else {
                schema = schema ? schemaOfMember(m_schema, *schema, key) : nullptr;
                value = value && value->contains(key) ? &(*value)[key] : nullptr;
            }
        }
        if (!schema || !value)
            return m_document.problem(pointer, error.description);
        static constexpr std::string_view kMissing = "Missing required property '";
        if (error.description.starts_with(kMissing)) {
            const std::string key
                = error.description.substr(kMissing.size(), error.description.size() - kMissing.size() - 2);
            const Json* member = schemaOfMember(m_schema, *schema, key);
            return m_document.problem(pointer,
                fmt::format("'{}' is missing; expected {}", key, member ? expectation(m_schema, *member) : "it"));
        }
        if (!m_told.insert(pointer).second)
            return std::nullopt;
        return m_document.problem(
            pointer, fmt::format("is {}; expected {}", shortText(*value), expectation(m_schema, *schema)));
    }

private:
    const Json& m_schema;
    const CampusDocument& m_document;
    const Json& m_copy;
    std::set<std::string> m_told;
};

/// Names in tables become parts of references and file names.
void checkTableKeys(const CampusDocument& document, const std::string& pointer, std::vector<Problem>& problems)
{
    const Ordered::json_pointer at(pointer);
    if (!document.root().contains(at) || !document.root()[at].is_object())
        return;
    for (const auto& [key, ignored] : document.root()[at].items()) {
        const bool good = !key.empty() && key.size() <= 128 && std::isalnum(static_cast<unsigned char>(key[0]))
            && key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
                == std::string::npos;
        if (!good && !key.starts_with("x-"))
            problems.push_back(document.problem(pointer + pointerStep(key),
                "is not a name; expected letters, digits, '.', '_' and '-', beginning with a letter or digit"));
    }
}

} // namespace

std::string_view campusSchemaText()
{
    return kCampusSchemaText;
}

std::vector<Problem> checkAgainstSchema(const CampusDocument& document, const char* definition)
{
    std::vector<Problem> problems;
    const Json whole = Json::parse(kCampusSchemaText);
    Json schemaJson = definition ? whole["definitions"][definition] : whole;
    schemaJson["definitions"] = whole["definitions"];
    const Json copy = plainCopy(document.root());

    valijson::Schema schema;
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schemaJson), schema);
    valijson::Validator validator;
    valijson::ValidationResults results;
    validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(copy), &results);
    Translator translator(schemaJson, document, copy);
    for (const auto& error : results)
        if (auto problem = translator.translate(error))
            problems.push_back(std::move(*problem));

    KeyWalk(schemaJson, document, problems).walk(document.root(), schemaJson, {});
    for (const char* table : {"/types", "/templates/rows", "/templates/halls", "/templates/buildings",
             "/templates/phases", "/templates/kits"})
        checkTableKeys(document, table, problems);
    return problems;
}

} // namespace gigahall::assets
