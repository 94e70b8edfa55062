#include "assets/import/profilefile.h"

#include "assets/import/campusdocument.h"
#include "assets/import/jsonnode.h"
#include "assets/import/nearmiss.h"
#include "assets/import/shippedfiles.h"
#include "model/telemetry/keytemplate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <set>
#include <span>

namespace gigahall::assets {
namespace {

namespace fs = std::filesystem;
using model::FeedKind;
using model::ProfileEntry;

constexpr std::string_view kFormat = "gigahall/profile", kEnding = ".profile.json";
constexpr std::array<std::string_view, 3> kKinds{"prometheus", "mqtt-bms", "mqtt-topics"};
constexpr std::array<std::string_view, 6> kRootKeys{"format", "name", "label", "source", "kind", "entries"};

/// A field of an entry: what it must be, and in which kinds of profile it means something.
struct Field
{
    enum class Type
    {
        Text,
        Number,
        Truth,
        Texts
    };
    std::string_view name;
    Type type;
    std::optional<FeedKind> kind{}; ///< empty = all
    bool required = false;
};

constexpr std::array<Field, 14> kFields{{
    {"metric", Field::Type::Text, std::nullopt, true},
    {"key", Field::Type::Text, std::nullopt, true},
    {"scale", Field::Type::Number},
    {"offset", Field::Type::Number},
    {"query", Field::Type::Text, FeedKind::Prometheus, true},
    {"perGpu", Field::Type::Truth, FeedKind::Prometheus},
    {"topic", Field::Type::Text, FeedKind::MqttTopics, true},
    {"pointer", Field::Type::Text, FeedKind::MqttTopics},
    {"timePointer", Field::Type::Text, FeedKind::MqttTopics},
    {"timeScaleS", Field::Type::Number, FeedKind::MqttTopics},
    {"pointType", Field::Type::Text, FeedKind::MqttBms, true},
    {"processArea", Field::Type::Text, FeedKind::MqttBms},
    {"units", Field::Type::Texts, FeedKind::MqttBms},
    {"note", Field::Type::Text},
}};

std::string_view typeText(Field::Type type)
{
    constexpr std::array<std::string_view, 4> kTexts{"a text", "a number", "true or false", "an array of texts"};
    return kTexts[std::size_t(type)];
}

bool hasType(const nlohmann::ordered_json& value, Field::Type type)
{
    switch (type) {
    case Field::Type::Text:
        return value.is_string();
    case Field::Type::Number:
        return value.is_number() && std::isfinite(value.get<double>());
    case Field::Type::Truth:
        return value.is_boolean();
    default:
        return value.is_array()
            && std::all_of(value.begin(), value.end(), [](const auto& part) { return part.is_string(); });
    }
}

/// Reads one file; collects problems.
class Reader
{
public:
    Reader(const CampusDocument& document, std::vector<Problem>& problems)
        : m_document(document)
        , m_problems(problems)
    {
    }

    model::MetricProfile read()
    {
        const JsonNode root(&m_document.root(), {});
        if (!m_document.root().is_object()) {
            report(root, "expected an object with \"format\": \"gigahall/profile\"");
            return {};
        }
        refuseUnknown(root, kRootKeys);
        if (root["format"].text() != kFormat)
            report(root["format"], fmt::format("expected \"format\": \"{}\"", kFormat));
        model::MetricProfile profile;
        profile.name = requiredText(root, "name");
        profile.label = requiredText(root, "label");
        profile.source = root["source"].text();
        if (root["source"].exists() && !root["source"].isString())
            report(root["source"], "expected a text");
        const std::string kind = requiredText(root, "kind");
        const auto known = std::find(kKinds.begin(), kKinds.end(), kind);
        if (!kind.empty() && known == kKinds.end())
            report(root["kind"], unknownName("kind", kind, kKinds));
        profile.kind = known == kKinds.end() ? FeedKind::Prometheus : FeedKind(known - kKinds.begin());
        const JsonNode entries = root["entries"];
        if (entries.size() == 0)
            report(entries, "expected \"entries\", an array of at least one entry");
        if (known != kKinds.end())
            entries.forEach([&](const JsonNode& entry) { profile.entries.push_back(readEntry(entry, profile.kind)); });
        return profile;
    }

private:
    void report(const JsonNode& at, std::string what)
    {
        m_problems.push_back(m_document.problem(at.pointer(), std::move(what)));
    }

    static std::string unknownName(
        std::string_view what, const std::string& name, std::span<const std::string_view> known)
    {
        return fmt::format(
            "unknown {} '{}'{}; expected one of {}", what, name, didYouMean(name, known), fmt::join(known, ", "));
    }

    void refuseUnknown(const JsonNode& node, std::span<const std::string_view> known)
    {
        node.forEachMember([&](const std::string& key, const JsonNode& value) {
            if (!key.starts_with("x-") && std::find(known.begin(), known.end(), key) == known.end())
                report(value, unknownName("key", key, known));
        });
    }

    std::string requiredText(const JsonNode& node, std::string_view key)
    {
        const std::string text = node[key].text();
        if (text.empty())
            report(node[key], fmt::format("expected \"{}\", a text that is not empty", key));
        return text;
    }

    void checkFields(const JsonNode& node, FeedKind kind)
    {
        std::vector<std::string_view> here;
        for (const Field& field : kFields)
            if (!field.kind || *field.kind == kind)
                here.push_back(field.name);
        node.forEachMember([&](const std::string& key, const JsonNode& value) {
            const auto field
                = std::find_if(kFields.begin(), kFields.end(), [&key](const Field& f) { return f.name == key; });
            if (field == kFields.end()) {
                if (!key.starts_with("x-"))
                    report(value, unknownName("key", key, here));
            } else if (field->kind && *field->kind != kind) {
                report(value,
                    fmt::format("'{}' belongs to profiles of kind {}; this one is {}", key,
                        kKinds[std::size_t(*field->kind)], kKinds[std::size_t(kind)]));
            } else if (!hasType(
                           m_document.root()[nlohmann::ordered_json::json_pointer(value.pointer())], field->type)) {
                report(value, fmt::format("expected {}", typeText(field->type)));
            }
        });
        for (const Field& field : kFields)
            if (field.required && (!field.kind || *field.kind == kind)
                && (!node[field.name].exists() || (node[field.name].isString() && node[field.name].text().empty())))
                report(node,
                    fmt::format("the entry lacks \"{}\", {} that is not empty", field.name, typeText(field.type)));
    }

    ProfileEntry readEntry(const JsonNode& node, FeedKind kind)
    {
        ProfileEntry entry;
        const std::size_t before = m_problems.size();
        checkFields(node, kind);
        if (m_problems.size() > before)
            return entry;
        const std::string metric = node["metric"].text();
        std::vector<std::string_view> metrics;
        for (const model::MetricInfo& info : model::allMetrics())
            if (!model::isCategory(info.metric))
                metrics.push_back(info.name);
        const auto known = model::metricByName(metric);
        if (!known || model::isCategory(*known))
            report(node["metric"], unknownName("metric", metric, metrics));
        else
            entry.metric = *known;
        entry.scale = float(node["scale"].number(1));
        entry.offset = float(node["offset"].number(0));
        if (entry.scale == 0 || !std::isfinite(entry.scale))
            report(node["scale"], "expected a number that is not 0");
        entry.key = node["key"].text();
        if (const std::string mistake = model::KeyTemplate::mistakeIn(entry.key); !mistake.empty())
            report(node["key"], mistake);
        entry.query = node["query"].text();
        entry.perGpu = node["perGpu"].truth(false);
        checkQuery(node, entry);
        entry.topic = node["topic"].text();
        entry.pointer = node["pointer"].text();
        entry.timePointer = node["timePointer"].text();
        for (const char* key : {"pointer", "timePointer"})
            if (const std::string pointer = node[key].text(); !pointer.empty() && pointer.front() != '/')
                report(node[key], "expected a JSON pointer, which begins with /");
        entry.timeScaleS = node["timeScaleS"].number(1);
        if (!(entry.timeScaleS > 0))
            report(node["timeScaleS"], "expected a number above 0: seconds of one unit of the time");
        entry.pointType = node["pointType"].text();
        entry.processArea = node["processArea"].text();
        node["units"].forEach([&entry](const JsonNode& unit) { entry.units.push_back(unit.text()); });
        return entry;
    }

    void checkQuery(const JsonNode& node, const ProfileEntry& entry)
    {
        if (!entry.perGpu)
            return;
        if (model::metricInfo(entry.metric).level != model::MetricLevel::Gpu)
            report(node["perGpu"],
                fmt::format("{} is a metric of racks; expected one of GPUs", model::metricInfo(entry.metric).name));
        if (entry.query.find("{hall}") == std::string::npos)
            report(node["query"], "a query of every GPU must hold {hall}: it is asked for one hall at a time");
    }

    const CampusDocument& m_document;
    std::vector<Problem>& m_problems;
};

ProfileResult fromDocument(CampusDocument::Result read)
{
    ProfileResult result{std::nullopt, std::move(read.problems)};
    if (!read.document)
        return result;
    model::MetricProfile profile = Reader(*read.document, result.problems).read();
    std::stable_sort(result.problems.begin(), result.problems.end(),
        [](const Problem& a, const Problem& b) { return a.line < b.line; });
    if (result.problems.empty())
        result.profile = std::move(profile);
    return result;
}

} // namespace

ProfileResult parseProfile(const std::string& text, const std::string& path)
{
    return fromDocument(CampusDocument::parse(text, path));
}

ProfileResult loadProfile(const std::string& nameOrPath)
{
    std::error_code error;
    if (nameOrPath.find('/') == std::string::npos && !fs::is_regular_file(nameOrPath, error)) {
        for (const std::string& folder : shippedFolders())
            for (const std::string_view ending : {kEnding, std::string_view()})
                if (const fs::path file = fs::path(folder) / "profiles" / fmt::format("{}{}", nameOrPath, ending);
                    fs::is_regular_file(file, error))
                    return fromDocument(CampusDocument::load(file.lexically_normal().string()));
        const std::vector<std::string> shipped = shippedProfiles();
        const std::vector<std::string_view> known(shipped.begin(), shipped.end());
        return {std::nullopt,
            {{nameOrPath, 0, {},
                fmt::format("there is no such profile{}; expected a file or one of {}", didYouMean(nameOrPath, known),
                    fmt::join(known, ", "))}}};
    }
    return fromDocument(CampusDocument::load(nameOrPath));
}

std::vector<std::string> shippedProfiles()
{
    std::set<std::string> names;
    std::error_code error;
    for (const std::string& folder : shippedFolders())
        for (fs::directory_iterator it(fs::path(folder) / "profiles", error), end; !error && it != end;
             it.increment(error))
            if (const std::string name = it->path().filename().string(); name.ends_with(kEnding))
                names.insert(name.substr(0, name.size() - kEnding.size()));
    return {names.begin(), names.end()};
}

} // namespace gigahall::assets
