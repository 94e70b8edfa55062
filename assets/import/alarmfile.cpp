#include "assets/import/alarmfile.h"

#include "assets/import/campusdocument.h"
#include "assets/import/jsonformat.h"
#include "assets/import/nearmiss.h"
#include "assets/import/shippedfiles.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace gigahall::assets {
namespace {

using Json = nlohmann::ordered_json;
using model::AlarmKind;
using model::AlarmLevel;
using model::AlarmRule;

constexpr std::string_view kFormat = "gigahall/alarms";

/// How keys of a metric end: "C", "KwPerS", nothing for shares.
std::string unitSuffix(model::Metric metric)
{
    static const std::map<std::string_view, std::string> kSuffixes{
        {"", ""}, {"C", "C"}, {"W", "W"}, {"kW", "Kw"}, {"L/min", "LPerMin"}, {"kW/s", "KwPerS"}};
    return kSuffixes.at(model::metricInfo(metric).unit);
}

std::string rateSuffix(const AlarmRule& rule)
{
    return unitSuffix(rule.metric) + (rule.rateUnitS == 60 ? "PerMin" : "PerS");
}

std::string joined(std::span<const std::string_view> words)
{
    return fmt::format("{}", fmt::join(words, ", "));
}

std::vector<std::string_view> quantityNames()
{
    std::vector<std::string_view> names;
    for (const model::MetricInfo& info : model::allMetrics())
        if (!model::isCategory(info.metric))
            names.push_back(info.name);
    return names;
}

/// One rule of the file; complains about all that is wrong with it.
class RuleReader
{
public:
    RuleReader(const CampusDocument& document, std::string at, std::vector<Problem>& problems)
        : m_document(document)
        , m_at(std::move(at))
        , m_problems(problems)
    {
    }

    AlarmRule read(const Json& object)
    {
        if (!object.is_object()) {
            complain("", fmt::format("is {}, expected an object with id, label and a condition", object.type_name()));
            return m_rule;
        }
        const std::size_t before = m_problems.size();
        if (!object.contains("id"))
            complain("", "has no \"id\", expected a name of its own such as \"gpu-hot\"");
        if (!object.contains("label"))
            complain("", "has no \"label\", expected what people call it");
        m_rule.id = text(object, "id").value_or("");
        readLabel(object);
        m_rule.severity = static_cast<model::AlarmSeverity>(word(object, "severity", model::severityNames(), 1) + 1);
        readCondition(object);
        m_rule.where = text(object, "where").value_or("");
        m_rule.delayOnS = number(object, "delayOnS").value_or(0);
        m_rule.delayOffS = number(object, "delayOffS").value_or(0);
        m_rule.source = text(object, "source").value_or("");
        if (const Json* latched = member(object, "latched")) {
            if (latched->is_boolean())
                m_rule.latched = latched->get<bool>();
            else
                complain("latched", fmt::format("is {}, expected true or false", latched->type_name()));
        }
        const bool unknown = checkKeys(object);
        // A limit with another unit is an unknown key: that says it all.
        if (m_conditions.size() != 1 && m_metricKnown && !unknown)
            complainOfConditions();
        // A rule that was misread would only be called wrong once more.
        if (m_problems.size() == before)
            if (const std::string mistake = model::alarmMistake(m_rule); !mistake.empty())
                complain("", mistake);
        return m_rule;
    }

private:
    void complain(const std::string& key, const std::string& what)
    {
        m_problems.push_back(m_document.problem(key.empty() ? m_at : m_at + pointerStep(key), what));
    }

    const Json* member(const Json& object, const std::string& key)
    {
        m_known.push_back(key);
        const auto it = object.find(key);
        return it == object.end() ? nullptr : &*it;
    }

    std::optional<std::string> text(const Json& object, const std::string& key)
    {
        const Json* value = member(object, key);
        if (value && !value->is_string()) {
            complain(key, fmt::format("is {}, expected a string", value->type_name()));
            return std::nullopt;
        }
        return value ? std::optional(value->get<std::string>()) : std::nullopt;
    }

    std::optional<double> number(const Json& object, const std::string& key)
    {
        const Json* value = member(object, key);
        if (value && !value->is_number()) {
            complain(key, fmt::format("is {}, expected a number", value->type_name()));
            return std::nullopt;
        }
        return value ? std::optional(value->get<double>()) : std::nullopt;
    }

    std::size_t word(
        const Json& object, const std::string& key, std::span<const std::string_view> words, std::size_t ifAbsent)
    {
        const auto written = text(object, key);
        if (!written)
            return ifAbsent;
        const auto at = std::ranges::find(words, *written);
        if (at != words.end())
            return static_cast<std::size_t>(at - words.begin());
        complain(
            key, fmt::format("is \"{}\"{}, expected one of {}", *written, didYouMean(*written, words), joined(words)));
        return ifAbsent;
    }

    void readLabel(const Json& object)
    {
        const Json* label = member(object, "label");
        if (!label)
            return;
        if (label->is_string()) {
            m_rule.label.en = label->get<std::string>();
            return;
        }
        const bool isPair
            = label->is_object() && label->contains("en") && std::ranges::all_of(label->items(), [](const auto& item) {
                  return item.value().is_string() && (item.key() == "en" || item.key() == "de");
              });
        if (!isPair) {
            complain("label", "expected a text, or {\"en\": \"...\", \"de\": \"...\"}");
            return;
        }
        m_rule.label.en = label->at("en").get<std::string>();
        m_rule.label.de = label->value("de", "");
    }

    void readCondition(const Json& object)
    {
        m_rule.level = static_cast<AlarmLevel>(word(object, "level", model::alarmLevelNames(), 1));
        const Json* state = member(object, "state");
        readMetric(object, state != nullptr);
        const auto usual = static_cast<std::size_t>(model::usualStatistic(m_rule.metric));
        if (model::isSpace(m_rule.level))
            m_rule.statistic
                = static_cast<model::AlarmStatistic>(word(object, "statistic", model::statisticNames(), usual));
        if (state) {
            m_conditions.emplace_back("state");
            m_rule.kind = AlarmKind::State;
            const auto written = text(object, "state");
            const auto value = written ? model::alarmStateByName(*written) : std::nullopt;
            if (written && !value)
                complain("state",
                    fmt::format("is \"{}\"{}, expected one of {}", *written,
                        didYouMean(*written, model::alarmStateNames()), joined(model::alarmStateNames())));
            m_rule.state = value.value_or(model::DataState::Stale);
        }
        if (m_metricKnown)
            readLimits(object);
    }

    void complainOfConditions()
    {
        complain("",
            m_conditions.empty()
                ? fmt::format("has no condition, expected one of {}", fmt::join(m_limitKeys, ", "))
                : fmt::format("has several conditions ({}), expected one", fmt::join(m_conditions, ", ")));
    }

    void readMetric(const Json& object, bool isState)
    {
        const auto name = text(object, "metric");
        if (!name) {
            // Data of racks are stale as a whole.
            m_metricKnown = isState && m_rule.level == AlarmLevel::Rack;
            if (!m_metricKnown && !object.contains("metric"))
                complain("", fmt::format("has no \"metric\", expected one of {}", joined(quantityNames())));
            m_limitKeys.emplace_back("state");
            return;
        }
        const std::vector<std::string_view> names = quantityNames();
        const auto metric = model::metricByName(*name);
        m_metricKnown = metric && std::ranges::find(names, *name) != names.end();
        if (m_metricKnown)
            m_rule.metric = *metric;
        else
            complain("metric",
                fmt::format("is \"{}\"{}, expected one of {}", *name, didYouMean(*name, names), joined(names)));
        if (m_metricKnown && isState && m_rule.level == AlarmLevel::Rack)
            complain(
                "metric", "is for nothing: data of a rack are stale, missing or bad as a whole; expected no metric");
    }

    void readLimits(const Json& object)
    {
        const std::string unit = unitSuffix(m_rule.metric);
        std::string hysteresis = "hysteresis" + unit;
        const auto limit = [&](const std::string& key, AlarmKind kind) {
            m_limitKeys.push_back(key);
            const auto value = number(object, key);
            if (!object.contains(key))
                return false;
            m_conditions.push_back(key);
            m_rule.kind = kind;
            m_rule.limit = value.value_or(0);
            return true;
        };
        limit("above" + unit, AlarmKind::Above);
        limit("below" + unit, AlarmKind::Below);
        readBand(object, "outside" + unit);
        for (const auto& [kind, name] :
            {std::pair(AlarmKind::Rising, "rising"), std::pair(AlarmKind::Falling, "falling")})
            for (const double unitS : {1.0, 60.0}) {
                const std::string rate = unit + (unitS == 60 ? "PerMin" : "PerS");
                if (limit(name + rate, kind)) {
                    m_rule.rateUnitS = unitS;
                    hysteresis = "hysteresis" + rate;
                }
            }
        if (m_rule.kind == AlarmKind::State)
            return;
        m_rule.hysteresis = number(object, hysteresis).value_or(0);
        if (model::isRate(m_rule.kind))
            m_rule.windowS = number(object, "windowS").value_or(0);
    }

    void readBand(const Json& object, const std::string& key)
    {
        m_limitKeys.push_back(key);
        const Json* band = member(object, key);
        if (!band)
            return;
        m_conditions.push_back(key);
        m_rule.kind = AlarmKind::Outside;
        const bool isPair = band->is_array() && band->size() == 2 && (*band)[0].is_number() && (*band)[1].is_number();
        if (!isPair) {
            complain(key, "expected two numbers, the lower first");
            return;
        }
        m_rule.lower = (*band)[0].get<double>();
        m_rule.limit = (*band)[1].get<double>();
    }

    bool checkKeys(const Json& object)
    {
        if (!m_metricKnown)
            return false; // which units are right is not known
        const std::size_t before = m_problems.size();
        const std::vector<std::string_view> known(m_known.begin(), m_known.end());
        for (const auto& item : object.items())
            if (std::ranges::find(known, item.key()) == known.end())
                complain(item.key(), unknownKey(item.key(), known));
        return m_problems.size() > before;
    }

    /// A limit in another unit than that of its metric, or some other key.
    std::string unknownKey(std::string_view key, const std::vector<std::string_view>& known) const
    {
        std::vector<std::string_view> kinds(model::alarmKindNames().begin(), model::alarmKindNames().end());
        kinds.back() = "hysteresis"; // instead of the state, which has no unit
        for (const std::string_view kind : kinds) {
            std::vector<std::string_view> same;
            std::ranges::copy_if(known, std::back_inserter(same), [&](auto k) { return k.starts_with(kind); });
            if (key.starts_with(kind) && !same.empty())
                return fmt::format(
                    "is not known of {}; expected {}", model::metricInfo(m_rule.metric).name, fmt::join(same, " or "));
        }
        return fmt::format("is not known{}; expected one of {}", didYouMean(key, known), joined(known));
    }

    const CampusDocument& m_document;
    const std::string m_at;
    std::vector<Problem>& m_problems;
    AlarmRule m_rule;
    bool m_metricKnown = false;
    std::vector<std::string> m_known, m_limitKeys, m_conditions;
};

AlarmFileResult readDocument(const CampusDocument& document)
{
    std::vector<Problem> problems;
    std::vector<AlarmRule> rules;
    const auto complain
        = [&](const std::string& at, const std::string& what) { problems.push_back(document.problem(at, what)); };
    const Json& root = document.root();
    if (!root.is_object()) {
        complain("", fmt::format("is {}, expected an object with \"format\": \"{}\"", root.type_name(), kFormat));
        return {std::nullopt, std::move(problems)};
    }
    const std::string_view known[] = {"format", "description", "rules"};
    for (const auto& item : root.items())
        if (std::ranges::find(known, item.key()) == std::end(known))
            complain(pointerStep(item.key()),
                fmt::format("is not known{}; expected one of {}", didYouMean(item.key(), known), joined(known)));
    if (!root.contains("format"))
        complain("", fmt::format("has no \"format\", expected \"format\": \"{}\"", kFormat));
    else if (root["format"] != kFormat)
        complain("/format", fmt::format("is {}, expected \"{}\"", root["format"].dump(), kFormat));
    const auto list = root.find("rules");
    if (list == root.end() || !list->is_array())
        complain(list == root.end() ? "" : "/rules", "expected \"rules\": a list of rules");
    else if (list->size() > model::kMostAlarmRules)
        complain("/rules", fmt::format("has {} rules, expected {} at most", list->size(), model::kMostAlarmRules));
    else
        for (std::size_t i = 0; i < list->size(); ++i) {
            const std::string at = fmt::format("/rules/{}", i);
            rules.push_back(RuleReader(document, at, problems).read((*list)[i]));
            const auto same = std::ranges::find(rules, rules.back().id, &AlarmRule::id);
            if (!rules.back().id.empty() && same != rules.end() - 1)
                complain(at + "/id",
                    fmt::format(
                        "is \"{}\" as that of rule {}, expected one of its own", same->id, same - rules.begin() + 1));
        }
    if (!problems.empty())
        return {std::nullopt, std::move(problems)};
    return {std::move(rules), {}};
}

Json tidyNumber(double value)
{
    // Whole numbers as people write them.
    if (value == std::round(value) && std::abs(value) < 1e15)
        return static_cast<std::int64_t>(value);
    return value;
}

void writeCondition(const AlarmRule& rule, Json& out)
{
    if (rule.kind == AlarmKind::State) {
        out["state"] = model::alarmStateName(rule.state);
        return;
    }
    const std::string suffix = model::isRate(rule.kind) ? rateSuffix(rule) : unitSuffix(rule.metric);
    const std::string key = std::string(model::alarmKindNames()[static_cast<std::size_t>(rule.kind)]) + suffix;
    if (rule.kind == AlarmKind::Outside)
        out[key] = Json::array({tidyNumber(rule.lower), tidyNumber(rule.limit)});
    else
        out[key] = tidyNumber(rule.limit);
    if (rule.hysteresis != 0)
        out["hysteresis" + suffix] = tidyNumber(rule.hysteresis);
    if (model::isRate(rule.kind) && rule.windowS != 0)
        out["windowS"] = tidyNumber(rule.windowS);
}

Json ruleJson(const AlarmRule& rule)
{
    Json out = Json::object();
    out["id"] = rule.id;
    if (rule.label.de.empty())
        out["label"] = rule.label.en;
    else
        out["label"] = {{"en", rule.label.en}, {"de", rule.label.de}};
    out["severity"] = model::severityNames()[static_cast<std::size_t>(rule.severity) - 1];
    out["level"] = model::alarmLevelNames()[static_cast<std::size_t>(rule.level)];
    if (!rule.where.empty())
        out["where"] = rule.where;
    if (model::usesMetric(rule))
        out["metric"] = model::metricInfo(rule.metric).name;
    if (model::isSpace(rule.level))
        out["statistic"] = model::statisticNames()[static_cast<std::size_t>(rule.statistic)];
    writeCondition(rule, out);
    for (const auto& [key, seconds] : {std::pair("delayOnS", rule.delayOnS), std::pair("delayOffS", rule.delayOffS)})
        if (seconds != 0)
            out[key] = tidyNumber(seconds);
    if (rule.latched)
        out["latched"] = true;
    if (!rule.source.empty())
        out["source"] = rule.source;
    return out;
}

Json fileJson(const std::vector<AlarmRule>& rules)
{
    Json list = Json::array();
    for (const AlarmRule& rule : rules)
        list.push_back(ruleJson(rule));
    return {{"format", kFormat}, {"rules", std::move(list)}};
}

} // namespace

AlarmFileResult parseAlarmFile(const std::string& text, const std::string& name)
{
    auto parsed = CampusDocument::parse(text, name);
    if (!parsed.document || !parsed.problems.empty())
        return {std::nullopt, std::move(parsed.problems)};
    return readDocument(*parsed.document);
}

AlarmFileResult readAlarmFile(const std::string& path)
{
    auto loaded = CampusDocument::load(path);
    if (!loaded.document || !loaded.problems.empty())
        return {std::nullopt, std::move(loaded.problems)};
    return readDocument(*loaded.document);
}

std::string alarmFileText(const std::vector<AlarmRule>& rules)
{
    return formatJson(fileJson(rules));
}

std::string writeAlarmFile(const std::string& path, const std::vector<AlarmRule>& rules)
{
    auto parsed = CampusDocument::parse(alarmFileText(rules), path);
    return parsed.document->save(path);
}

std::string defaultAlarmFile()
{
    return findShipped("profiles/default.alarms.json");
}

} // namespace gigahall::assets
