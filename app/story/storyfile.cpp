#include "app/story/storyfile.h"

#include "app/scenery/viewfile.h"
#include "assets/import/jsonformat.h"
#include "assets/import/shippedfiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace gigahall::app {
namespace {

namespace fs = std::filesystem;
using Json = JsonReader::Json;

constexpr std::string_view kFormat = "gigahall/story";
constexpr std::string_view kEnding = ".story.json";
constexpr int kVersion = 1;
constexpr double kLongestS = 3600;
constexpr std::array<std::string_view, 4> kTotals{"off", "rollout", "load", "loss"}; // in the order of StoryTotals
constexpr std::array<std::string_view, 2> kEases{"through", "stop"};

std::optional<model::LocalizedText> readText(
    JsonReader& reader, const Json& parent, const std::string& above, const std::string& key)
{
    const Json* object = reader.object(parent, above, key, ", e.g. {\"en\": \"A field\", \"de\": \"Ein Feld\"}");
    if (!object)
        return std::nullopt;
    const std::string at = above + assets::pointerStep(key);
    reader.checkKeys(*object, at, {"en", "de"});
    if (!object->contains("en"))
        reader.complain(at, "has no \"en\", expected the English text");
    model::LocalizedText out;
    if (const auto* en = reader.text(*object, at, "en"))
        out.en = *en;
    if (const auto* de = reader.text(*object, at, "de"))
        out.de = *de;
    return out;
}

StoryCallout readCallout(JsonReader& reader, const Json& callout, const std::string& at)
{
    StoryCallout out;
    if (!callout.is_object()) {
        reader.complain(at, fmt::format("is {}, expected an object with asset and text", callout.type_name()));
        return out;
    }
    reader.checkKeys(callout, at, {"asset", "text", "detail"});
    for (const char* needed : {"asset", "text"})
        if (!callout.contains(needed))
            reader.complain(at, fmt::format("has no \"{}\", expected asset and text", needed));
    if (const auto* asset = reader.text(callout, at, "asset"))
        out.asset = *asset;
    out.text = readText(reader, callout, at, "text").value_or(out.text);
    out.detail = readText(reader, callout, at, "detail").value_or(out.detail);
    return out;
}

// What is on the picture beside the campus.
void readWords(JsonReader& reader, const Json& json, const std::string& at, StoryKey& key)
{
    key.caption = readText(reader, json, at, "caption");
    key.note = readText(reader, json, at, "note");
    if (const Json* callouts = reader.list(json, at, "callouts", " of objects with asset and text"))
        for (std::size_t i = 0; i < callouts->size(); ++i)
            key.callouts.push_back(readCallout(reader, (*callouts)[i], fmt::format("{}/callouts/{}", at, i)));
    if (const auto index = reader.choice(json, at, "totals", kTotals))
        key.totals = StoryTotals(*index);
    key.gantt = reader.truth(json, at, "gantt");
    key.legend = reader.truth(json, at, "legend");
}

StoryKey readKey(JsonReader& reader, const Json& json, const std::string& at)
{
    StoryKey key;
    if (!json.is_object()) {
        reader.complain(at, fmt::format("is {}, expected an object such as {{\"at\": 0}}", json.type_name()));
        return key;
    }
    reader.checkKeys(json, at,
        {"at", "hold", "ease", "camera", "date", "time", "overlay", "caption", "note", "callouts", "totals", "gantt",
            "legend"});
    if (!json.contains("at"))
        reader.complain(at, "has no \"at\", expected seconds from the beginning");
    key.atS = reader.number(json, at, "at", 0, kLongestS).value_or(0);
    key.holdS = reader.number(json, at, "hold", 0, kLongestS).value_or(0);
    key.stops = reader.choice(json, at, "ease", kEases) == 1;
    key.camera = readCamera(reader, json, at);
    if (key.camera && key.camera->orthographic)
        reader.complain(at + "/camera/orthographic", "is true, expected a perspective camera: it flies");
    if (const auto* date = reader.text(json, at, "date")) {
        key.date = model::parseDay(*date);
        if (!key.date)
            reader.complain(at + "/date", fmt::format("is \"{}\", expected a day such as 2026-12-31", *date));
    }
    key.timeS = reader.number(json, at, "time", -1e12, 1e12);
    key.overlay = readOverlay(reader, json, at);
    readWords(reader, json, at, key);
    return key;
}

void checkOrder(JsonReader& reader, const Story& story)
{
    if (story.keys.empty())
        return reader.complain("/keys", "is empty, expected at least one key");
    if (story.keys.front().atS != 0)
        reader.complain(
            "/keys/0/at", fmt::format("is {}, expected 0: a story begins with its first key", story.keys.front().atS));
    if (!story.keys.front().camera)
        reader.complain("/keys/0", "has no camera, expected where the story begins");
    for (std::size_t i = 1; i < story.keys.size(); ++i) {
        const double end = story.keys[i - 1].endS();
        if (!(story.keys[i].atS > story.keys[i - 1].atS) || story.keys[i].atS < end)
            reader.complain(fmt::format("/keys/{}/at", i),
                fmt::format("is {}, expected a time after key {}, which ends at {} s", story.keys[i].atS, i, end));
    }
}

void readTop(JsonReader& reader, Story& story)
{
    const Json& root = reader.root();
    reader.checkKeys(root, "",
        {"format", "version", "title", "campus", "plan", "shifts", "theme", "overlay", "time", "scenario", "sources",
            "keys", "description"});
    if (!root.contains("version"))
        reader.complain("", fmt::format("has no \"version\", expected \"version\": {}", kVersion));
    else if (const auto version = reader.number(root, "", "version", 1, 1e6); version && *version != kVersion)
        reader.complain("/version", fmt::format("is {}, expected {}", *version, kVersion));
    story.title = readText(reader, root, "", "title").value_or(story.title);
    if (!root.contains("title"))
        reader.complain("", R"(has no "title", expected e.g. {"en": "A field", "de": "Ein Feld"})");
    if (const auto* campus = reader.text(root, "", "campus"))
        story.campus = *campus;
    if (const auto* plan = reader.text(root, "", "plan"))
        story.plan.file = *plan;
    story.plan.shifts = readShifts(reader, root, "").value_or(story.plan.shifts);
    story.theme = readTheme(reader, root, "");
    story.overlay = readOverlay(reader, root, "");
    story.timeS = reader.number(root, "", "time", -1e12, 1e12).value_or(story.timeS);
    story.scenario = readScenario(reader, root, "");
    if (const Json* sources = reader.list(root, "", "sources", " of texts"))
        for (std::size_t i = 0; i < sources->size(); ++i) {
            if ((*sources)[i].is_string())
                story.sources.push_back((*sources)[i].get<std::string>());
            else
                reader.complain(
                    fmt::format("/sources/{}", i), fmt::format("is {}, expected a text", (*sources)[i].type_name()));
        }
}

StoryResult read(const assets::CampusDocument& document)
{
    JsonReader reader(document);
    Story story;
    if (reader.checkFormat(kFormat)) {
        readTop(reader, story);
        const Json& root = reader.root();
        if (!root.contains("keys"))
            reader.complain("", "has no \"keys\", expected a list of them");
        else if (const Json* keys = reader.list(root, "", "keys", " of keys")) {
            for (std::size_t i = 0; i < keys->size(); ++i)
                story.keys.push_back(readKey(reader, (*keys)[i], fmt::format("/keys/{}", i)));
            if (reader.isFine())
                checkOrder(reader, story);
        }
    }
    if (!reader.isFine())
        return {std::nullopt, reader.takeProblems(), {}};
    StoryResult result{std::move(story), {}, {}};
    for (std::size_t i = 0; i < result.story->keys.size(); ++i)
        result.keyLines.push_back(document.lineOf(fmt::format("/keys/{}", i)));
    return result;
}

Json textJson(const model::LocalizedText& text)
{
    Json out{{"en", text.en}};
    if (!text.de.empty())
        out["de"] = text.de;
    return out;
}

Json keyJson(const StoryKey& key)
{
    Json out{{"at", key.atS}};
    if (key.holdS > 0)
        out["hold"] = key.holdS;
    if (key.stops)
        out["ease"] = kEases[1];
    if (key.camera)
        out["camera"] = cameraJson(*key.camera);
    if (key.date)
        out["date"] = model::dayText(*key.date);
    if (key.timeS)
        out["time"] = *key.timeS;
    if (!key.overlay.isEmpty())
        out["overlay"] = overlayJson(key.overlay);
    if (key.caption)
        out["caption"] = textJson(*key.caption);
    if (key.note)
        out["note"] = textJson(*key.note);
    for (const StoryCallout& callout : key.callouts) {
        Json one{{"asset", callout.asset}, {"text", textJson(callout.text)}};
        if (!callout.detail.en.empty())
            one["detail"] = textJson(callout.detail);
        out["callouts"].push_back(std::move(one));
    }
    if (key.totals)
        out["totals"] = kTotals[std::size_t(*key.totals)];
    if (key.gantt)
        out["gantt"] = *key.gantt;
    if (key.legend)
        out["legend"] = *key.legend;
    return out;
}

// A path as the story's file has it, from where the program runs.
std::string besideStory(const std::string& named, const fs::path& story)
{
    std::error_code error;
    const fs::path beside = story.parent_path() / named;
    return !named.empty() && fs::is_regular_file(beside, error) ? beside.lexically_normal().string() : named;
}

} // namespace

bool Story::hasDates() const
{
    return std::ranges::any_of(keys, [](const StoryKey& key) { return key.date.has_value(); });
}

bool Story::hasTimes() const
{
    return std::ranges::any_of(keys, [](const StoryKey& key) { return key.timeS.has_value(); });
}

StoryResult parseStory(const std::string& text, const std::string& name)
{
    auto parsed = assets::CampusDocument::parse(text, name);
    if (!parsed.document || !parsed.problems.empty())
        return {std::nullopt, std::move(parsed.problems), {}};
    return read(*parsed.document);
}

StoryResult readStory(const std::string& path)
{
    auto loaded = assets::CampusDocument::load(path);
    if (!loaded.document || !loaded.problems.empty())
        return {std::nullopt, std::move(loaded.problems), {}};
    StoryResult result = read(*loaded.document);
    if (result.story) {
        result.story->campus = besideStory(result.story->campus, path);
        result.story->plan.file = besideStory(result.story->plan.file, path);
    }
    return result;
}

std::string storyText(const Story& story)
{
    Json root{{"format", kFormat}, {"version", kVersion}, {"title", textJson(story.title)}, {"campus", story.campus}};
    if (!story.plan.file.empty())
        root["plan"] = story.plan.file;
    if (!story.plan.shifts.empty())
        root["shifts"] = shiftsJson(story.plan.shifts);
    if (story.theme)
        root["theme"] = themeName(*story.theme);
    if (!story.overlay.isEmpty())
        root["overlay"] = overlayJson(story.overlay);
    root["time"] = story.timeS;
    if (story.scenario)
        root["scenario"] = scenarioJson(*story.scenario);
    if (!story.sources.empty())
        root["sources"] = story.sources;
    root["keys"] = Json::array();
    for (const StoryKey& key : story.keys)
        root["keys"].push_back(keyJson(key));
    return assets::formatJson(root);
}

std::string writeStory(const std::string& path, const Story& story)
{
    auto document = assets::CampusDocument::parse(storyText(story), path);
    return document.document->save(path);
}

std::string resolveStoryPath(const std::string& nameOrPath)
{
    std::error_code error;
    if (fs::is_regular_file(nameOrPath, error) || nameOrPath.find('/') != std::string::npos)
        return nameOrPath;
    for (const std::string& path : shippedStories())
        if (fs::path(path).filename() == nameOrPath + std::string(kEnding) || fs::path(path).filename() == nameOrPath)
            return path;
    return nameOrPath;
}

std::vector<std::string> shippedStories()
{
    for (const std::string& folder : assets::shippedFolders()) {
        std::vector<std::string> out;
        std::error_code error;
        for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(folder) / "stories", error))
            if (entry.path().string().ends_with(kEnding))
                out.push_back(entry.path().lexically_normal().string());
        std::ranges::sort(out);
        if (!out.empty())
            return out;
    }
    return {};
}

} // namespace gigahall::app
