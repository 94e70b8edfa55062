#include "app/whatif/event.h"

#include "app/cli/values.h"
#include "app/whatif/outage.h"
#include "assets/import/nearmiss.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gigahall::app {
namespace {

using Kind = model::ScenarioEvent::Kind;

/// What follows the time: a word, then names where the event has any, then a number where it has one.
struct Form
{
    std::string_view word;
    bool names;
    double lo, hi; ///< of the number; lo > hi: it has none
    std::string_view expected;

    bool number() const { return lo <= hi; }
};

constexpr std::array<Form, 5> kForms{{// in the order of Kind
    {"fail", true, 1, 0, "T fail ID [ID...]"}, {"restore", true, 1, 0, "T restore ID [ID...]"},
    {"supply", false, -20, 20, "T supply K with a shift of the supply set-point from -20 to 20 K"},
    {"weather", false, -70, 70, "T weather C with degrees Celsius from -70 to 70"},
    {"cap", true, 0, 1, "T cap ID [ID...] SHARE with a share of the rating from 0 to 1"}}};

const Form& formOf(Kind kind)
{
    return kForms[static_cast<std::size_t>(kind)];
}

/// Nothing when a quote is never closed.
std::optional<std::vector<std::string>> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ' || text[i] == '\t') {
            ++i;
            continue;
        }
        std::string& word = words.emplace_back();
        if (text[i] != '"') {
            for (; i < text.size() && text[i] != ' ' && text[i] != '\t'; ++i)
                word += text[i];
            continue;
        }
        for (++i;; ++i) {
            if (i >= text.size())
                return std::nullopt;
            if (text[i] == '"' && text.substr(i + 1, 1) != "\"")
                break;
            i += text[i] == '"' ? 1 : 0;
            word += text[i];
        }
        ++i;
    }
    return words;
}

std::string quoted(const std::string& name)
{
    if (!name.empty() && name.find_first_of(" \t\"") == std::string::npos)
        return name;
    std::string out = "\"";
    for (const char c : name)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

/// What is wrong with the words of an event; fills it in on the way.
std::string read(const std::vector<std::string>& words, WrittenEvent& event)
{
    const auto timeS = words.empty() ? std::nullopt : parseNumber(words[0]);
    if (!timeS || *timeS < 0)
        return "expected seconds from 0, then fail, restore, supply, weather or cap, e.g. \"600 weather 35\"";
    event.timeS = *timeS;
    std::vector<std::string_view> known;
    for (const Form& form : kForms)
        known.push_back(form.word);
    const std::string_view word = words.size() > 1 ? std::string_view(words[1]) : std::string_view();
    const auto found = std::find(known.begin(), known.end(), word);
    if (found == known.end())
        return fmt::format(
            "expected fail, restore, supply, weather or cap after the time{}", assets::didYouMean(word, known));
    event.kind = static_cast<Kind>(found - known.begin());
    const Form& form = formOf(event.kind);
    event.names.assign(words.begin() + 2, words.end());
    if (form.number()) {
        const auto value = event.names.empty() ? std::nullopt : parseNumber(event.names.back());
        if (!value || *value < form.lo || *value > form.hi)
            return fmt::format("expected {}", form.expected);
        event.value = *value;
        event.names.pop_back();
    }
    return event.names.empty() == form.names ? fmt::format("expected {}", form.expected) : std::string();
}

} // namespace

std::optional<WrittenEvent> readEvent(std::string_view text, std::string& problem)
{
    WrittenEvent event;
    event.text = text;
    const auto words = wordsOf(text);
    const std::string wrong = words ? read(*words, event) : "expected a second quote around the name";
    problem = wrong.empty() ? wrong : fmt::format("\"{}\": {}", text, wrong);
    return wrong.empty() ? std::optional(event) : std::nullopt;
}

std::optional<model::ScenarioEvent> findEvent(
    const WrittenEvent& written, const model::Campus& campus, std::string& problem)
{
    std::string wrong;
    model::ScenarioEvent event{written.timeS, written.kind, findOutage(campus, written.names, wrong), written.value};
    for (std::size_t i = 0; i < event.assets.size() && event.kind == Kind::Cap && wrong.empty(); ++i)
        if (campus.racksOf(event.assets[i]).count == 0)
            wrong = fmt::format(
                "{} has no compute racks; expected a rack, row, hall, building or phase to cap", written.names[i]);
    problem = wrong.empty() ? wrong : fmt::format("\"{}\": {}", written.text, wrong);
    return wrong.empty() ? std::optional(event) : std::nullopt;
}

std::string eventText(const model::ScenarioEvent& event, const model::Campus& campus)
{
    const Form& form = formOf(event.kind);
    std::string text = fmt::format("{} {}", event.timeS, form.word);
    for (std::size_t i = 0; i < event.assets.size() && form.names; ++i)
        text += ' ' + quoted(campus.name(event.assets[i]));
    return form.number() ? text + fmt::format(" {}", event.value) : text;
}

std::string scenarioMistake(const model::Scenario& scenario, const model::Campus& campus)
{
    for (std::size_t e = 0; e < scenario.events.size(); ++e) {
        const model::ScenarioEvent& event = scenario.events[e];
        if (event.kind != Kind::Restore)
            continue;
        std::vector<model::AssetId> out;
        for (const model::Outage& outage : model::conditionsAt(scenario, {}, e, event.timeS).outages)
            out.insert(out.end(), outage.begin(), outage.end());
        for (const model::AssetId id : event.assets) {
            if (std::find(out.begin(), out.end(), id) != out.end())
                continue;
            std::vector<std::string> names;
            for (const model::AssetId other : out)
                names.push_back(campus.name(other));
            return fmt::format("\"{}\": {} is not out at {} s; expected {}", eventText(event, campus), campus.name(id),
                event.timeS, names.empty() ? "a failure before it" : fmt::format("{}", fmt::join(names, " or ")));
        }
    }
    return {};
}

} // namespace gigahall::app
