#include "app/scenery/viewfile.h"

#include "app/scenery/colormaps.h"
#include "assets/import/campusdocument.h"
#include "assets/import/jsonformat.h"
#include "assets/import/nearmiss.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

namespace gigahall::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "gigahall/view";
constexpr double kDeg = std::numbers::pi / 180;
constexpr std::array<std::string_view, 3> kThemes{"light", "dark", "print"}; // in the order of render::Theme
constexpr double kFarthestM = 1e7;

std::string joined(std::span<const std::string_view> words)
{
    return fmt::format("{}", fmt::join(words, ", "));
}

std::vector<std::string_view> metricNames()
{
    std::vector<std::string_view> names;
    for (const auto& info : model::allMetrics())
        names.push_back(info.name);
    return names;
}

// One pass over the document; every problem is noted with its line and nothing is kept when there is one.
class Reader
{
public:
    explicit Reader(const assets::CampusDocument& document)
        : m_document(document)
    {
    }

    ViewFileResult read()
    {
        const auto& root = m_document.root();
        if (!root.is_object()) {
            complain("", fmt::format("is {}, expected an object with \"format\": \"{}\"", root.type_name(), kFormat));
            return {std::nullopt, std::move(m_problems)};
        }
        checkKeys(root, "", {"format", "camera", "time", "overlay", "theme", "selection", "scenario", "description"});
        if (const auto* format = text(root, "", "format"); !format) {
            if (!root.contains("format"))
                complain("", fmt::format("has no \"format\", expected \"format\": \"{}\"", kFormat));
        } else if (*format != kFormat) {
            complain("/format", fmt::format("is \"{}\", expected \"{}\"", *format, kFormat));
        }
        readCamera(root);
        m_view.timeS = number(root, "", "time", -1e12, 1e12);
        readOverlay(root);
        if (const auto* theme = text(root, "", "theme")) {
            m_view.theme = themeByName(*theme);
            if (!m_view.theme)
                complain("/theme", fmt::format("is \"{}\", expected one of {}", *theme, joined(kThemes)));
        }
        if (const auto* selection = text(root, "", "selection"))
            m_view.selection = *selection;
        readScenario(root);
        if (!m_problems.empty())
            return {std::nullopt, std::move(m_problems)};
        return {m_view, {}};
    }

private:
    void complain(const std::string& pointer, const std::string& what)
    {
        m_problems.push_back(m_document.problem(pointer, what));
    }

    void checkKeys(const Json& object, const std::string& at, std::initializer_list<std::string_view> known)
    {
        const std::vector<std::string_view> names(known);
        for (const auto& [key, value] : object.items())
            if (std::ranges::find(names, key) == names.end())
                complain(at + assets::pointerStep(key),
                    fmt::format("is not known{}; expected one of {}", assets::didYouMean(key, names), joined(names)));
    }

    const std::string* text(const Json& object, const std::string& at, const std::string& key)
    {
        const auto it = object.find(key);
        if (it == object.end())
            return nullptr;
        if (!it->is_string()) {
            complain(at + assets::pointerStep(key), fmt::format("is {}, expected a string", it->type_name()));
            return nullptr;
        }
        return it->get_ptr<const std::string*>();
    }

    std::optional<double> number(
        const Json& object, const std::string& at, const std::string& key, double lo, double hi)
    {
        const auto it = object.find(key);
        if (it == object.end())
            return std::nullopt;
        if (!it->is_number()) {
            complain(at + assets::pointerStep(key), fmt::format("is {}, expected a number", it->type_name()));
            return std::nullopt;
        }
        const double value = it->get<double>();
        if (!(value >= lo && value <= hi)) {
            complain(
                at + assets::pointerStep(key), fmt::format("is {}, expected a number from {} to {}", value, lo, hi));
            return std::nullopt;
        }
        return value;
    }

    std::optional<glm::dvec3> point(const Json& camera, const std::string& key)
    {
        const auto it = camera.find(key);
        const std::string at = "/camera" + assets::pointerStep(key);
        if (it == camera.end())
            return std::nullopt;
        const auto isCoordinate
            = [](const Json& v) { return v.is_number() && std::abs(v.get<double>()) <= kFarthestM; };
        if (!it->is_array() || it->size() != 3 || !std::ranges::all_of(*it, isCoordinate)) {
            complain(at, fmt::format("expected three numbers in metres, e.g. [0, -4000, 2500]"));
            return std::nullopt;
        }
        return glm::dvec3((*it)[0].get<double>(), (*it)[1].get<double>(), (*it)[2].get<double>());
    }

    void readCamera(const Json& root)
    {
        const auto it = root.find("camera");
        if (it == root.end())
            return;
        if (!it->is_object()) {
            complain("/camera", fmt::format("is {}, expected an object with position and focalPoint", it->type_name()));
            return;
        }
        checkKeys(*it, "/camera",
            {"position", "focalPoint", "viewUp", "viewAngle", "orthographic", "parallelHeight", "nearClip"});
        render::View view;
        for (const auto* key : {"position", "focalPoint"})
            if (!it->contains(key))
                complain("/camera", fmt::format("has no \"{}\", expected three numbers in metres", key));
        view.eyeM = point(*it, "position").value_or(view.eyeM);
        view.targetM = point(*it, "focalPoint").value_or(view.targetM);
        view.up = point(*it, "viewUp").value_or(view.up);
        view.fovYRad = number(*it, "/camera", "viewAngle", 1, 150).value_or(view.fovYRad / kDeg) * kDeg;
        view.orthoHeightM = number(*it, "/camera", "parallelHeight", 1e-3, kFarthestM).value_or(view.orthoHeightM);
        view.nearM = number(*it, "/camera", "nearClip", 1e-4, kFarthestM).value_or(view.nearM);
        if (const auto flag = it->find("orthographic"); flag != it->end()) {
            if (flag->is_boolean())
                view.orthographic = flag->get<bool>();
            else
                complain("/camera/orthographic", fmt::format("is {}, expected true or false", flag->type_name()));
        }
        if (glm::length(view.targetM - view.eyeM) < 1e-6)
            complain("/camera/focalPoint", "is where the camera is, expected a point it looks at");
        if (glm::length(view.up) < 1e-9)
            complain("/camera/viewUp", "has no direction, expected e.g. [0, 0, 1]");
        m_view.camera = view;
    }

    void readOverlay(const Json& root)
    {
        const auto it = root.find("overlay");
        if (it == root.end())
            return;
        if (!it->is_object()) {
            complain("/overlay",
                fmt::format("is {}, expected an object, e.g. {{\"metric\": \"rack.power\"}}", it->type_name()));
            return;
        }
        checkKeys(*it, "/overlay", {"metric", "range", "colormap", "minus"});
        m_view.minus = Minus();
        if (const auto minus = it->find("minus"); minus != it->end())
            readMinus(*minus);
        if (const auto* name = text(*it, "/overlay", "metric")) {
            m_view.metric = model::metricByName(*name);
            if (!m_view.metric)
                complain("/overlay/metric", fmt::format("is \"{}\", expected one of {}", *name, joined(metricNames())));
        }
        if (const auto* name = text(*it, "/overlay", "colormap")) {
            m_view.colormap = *name;
            if (colormap(*name).empty())
                complain(
                    "/overlay/colormap", fmt::format("is \"{}\", expected one of {}", *name, joined(colormapNames())));
        }
        if (const auto range = it->find("range"); range != it->end())
            readRange(*range);
    }

    /// "planned", or an object with one of time, earlier and recording.
    void readMinus(const Json& minus)
    {
        const std::string at = "/overlay/minus",
                          expected = "expected \"planned\", {\"time\": SECONDS}, {\"earlier\": "
                                     "SECONDS} or {\"recording\": FILE}";
        if (minus == "planned") {
            m_view.minus->kind = Minus::Kind::Planned;
            return;
        }
        if (!minus.is_object())
            return complain(at, expected);
        checkKeys(minus, at, {"time", "earlier", "recording", "startsAt"});
        if (minus.contains("time") + minus.contains("earlier") + minus.contains("recording") != 1)
            return complain(at, expected);
        Minus& out = *m_view.minus;
        if (minus.contains("time")) {
            out.kind = Minus::Kind::Time;
            out.s = number(minus, at, "time", -1e12, 1e12).value_or(0);
        } else if (minus.contains("earlier")) {
            out.kind = Minus::Kind::Earlier;
            out.s = number(minus, at, "earlier", 0, 1e12).value_or(0);
        } else if (const auto* file = text(minus, at, "recording")) {
            out.kind = Minus::Kind::Recording;
            out.file = *file;
        }
        if (minus.contains("startsAt") && !minus.contains("recording"))
            return complain(at + "/startsAt", "is for a recording");
        out.startsAtS = number(minus, at, "startsAt", -1e12, 1e12);
    }

    void readScenario(const Json& root)
    {
        const auto it = root.find("scenario");
        if (it == root.end())
            return;
        if (!it->is_object()) {
            complain("/scenario",
                fmt::format("is {}, expected an object, e.g. {{\"events\": [\"600 fail P01\"]}}", it->type_name()));
            return;
        }
        checkKeys(*it, "/scenario", {"from", "events", "weather", "overload"});
        WrittenScenario& scenario = m_view.scenario.emplace();
        scenario.fromS = number(*it, "/scenario", "from", 0, 1e12);
        if (const auto* weather = text(*it, "/scenario", "weather"))
            scenario.weather = *weather;
        if (const auto* name = text(*it, "/scenario", "overload")) {
            scenario.overload = overloadByName(*name);
            if (!scenario.overload)
                complain(
                    "/scenario/overload", fmt::format("is \"{}\", expected one of {}", *name, joined(overloadNames())));
        }
        if (const auto events = it->find("events"); events != it->end())
            readEvents(*events, scenario);
    }

    void readEvents(const Json& events, WrittenScenario& scenario)
    {
        if (!events.is_array())
            complain("/scenario/events", fmt::format("is {}, expected a list of events", events.type_name()));
        for (std::size_t i = 0; events.is_array() && i < events.size(); ++i) {
            const std::string at = fmt::format("/scenario/events/{}", i);
            if (!events[i].is_string()) {
                complain(at, fmt::format("is {}, expected an event such as \"600 fail P01\"", events[i].type_name()));
                continue;
            }
            std::string problem;
            if (auto event = readEvent(events[i].get<std::string>(), problem))
                scenario.events.push_back(std::move(*event));
            else
                complain(at, problem);
        }
    }

    void readRange(const Json& range)
    {
        if (range == "auto") {
            m_view.rangeMode = Overlay::RangeMode::Auto;
        } else if (range == "metric") {
            m_view.rangeMode = Overlay::RangeMode::Metric;
        } else if (range.is_array() && range.size() == 2 && range[0].is_number() && range[1].is_number()
            && range[0].get<double>() < range[1].get<double>()) {
            m_view.rangeMode = Overlay::RangeMode::Fixed;
            m_view.lo = range[0].get<float>();
            m_view.hi = range[1].get<float>();
        } else {
            complain("/overlay/range", "expected two numbers, the lower first, or \"auto\" or \"metric\"");
        }
    }

    const assets::CampusDocument& m_document;
    ViewFile m_view;
    std::vector<assets::Problem> m_problems;
};

// Millimetres are enough for a place, and keep files readable.
Json tidy(glm::dvec3 p)
{
    const auto r = [](double v) { return std::round(v * 1e4) / 1e4 + 0.0; };
    return Json::array({r(p.x), r(p.y), r(p.z)});
}

Json minusJson(const Minus& minus)
{
    switch (minus.kind) {
    case Minus::Kind::Time:
        return {{"time", minus.s}};
    case Minus::Kind::Earlier:
        return {{"earlier", minus.s}};
    case Minus::Kind::Recording: {
        Json out{{"recording", minus.file}};
        if (minus.startsAtS)
            out["startsAt"] = *minus.startsAtS;
        return out;
    }
    default:
        return "planned";
    }
}

bool hasRecording(const ViewFile& view)
{
    return view.minus && view.minus->kind == Minus::Kind::Recording;
}

// Files of a view are found beside it, wherever one stands.
void resolve(ViewFile& view, const std::string& path)
{
    if (hasRecording(view))
        view.minus->file = (std::filesystem::path(path).parent_path() / view.minus->file).string();
}

// What lies beside or below the view file stays there when both are moved.
ViewFile movable(ViewFile view, const std::string& path)
{
    if (!hasRecording(view))
        return view;
    const std::filesystem::path file(view.minus->file);
    const auto beside = file.lexically_relative(std::filesystem::path(path).parent_path());
    if (file.is_absolute() && !beside.empty() && *beside.begin() != "..")
        view.minus->file = beside.string();
    return view;
}

Json scenarioJson(const WrittenScenario& scenario)
{
    Json out = Json::object();
    if (scenario.fromS)
        out["from"] = *scenario.fromS;
    for (const WrittenEvent& event : scenario.events)
        out["events"].push_back(event.text);
    if (!scenario.weather.empty())
        out["weather"] = scenario.weather;
    if (scenario.overload)
        out["overload"] = overloadName(*scenario.overload);
    return out;
}

} // namespace

std::optional<render::Theme> themeByName(std::string_view name)
{
    const auto it = std::ranges::find(kThemes, name);
    if (it == kThemes.end())
        return std::nullopt;
    return static_cast<render::Theme>(it - kThemes.begin());
}

std::string_view themeName(render::Theme theme)
{
    return kThemes[static_cast<std::size_t>(theme)];
}

void ViewFile::applyTo(Overlay& overlay) const
{
    if (metric) {
        overlay.metric = *metric;
        overlay.colormap.clear();
        overlay.rangeMode = Overlay::RangeMode::Metric;
    }
    if (rangeMode) {
        overlay.rangeMode = *rangeMode;
        overlay.lo = lo;
        overlay.hi = hi;
    }
    if (colormap)
        overlay.colormap = *colormap;
}

ViewFile ViewFile::from(const render::View& camera, const Overlay& overlay, double timeS, render::Theme theme)
{
    ViewFile file;
    file.camera = camera;
    file.timeS = timeS;
    file.metric = overlay.metric;
    file.rangeMode = overlay.rangeMode;
    file.lo = overlay.lo;
    file.hi = overlay.hi;
    if (!overlay.difference) // differences have a map of their own
        file.colormap = overlay.colormapName();
    file.theme = theme;
    return file;
}

ViewFileResult parseViewFile(const std::string& text, const std::string& name)
{
    auto parsed = assets::CampusDocument::parse(text, name);
    if (!parsed.document || !parsed.problems.empty())
        return {std::nullopt, std::move(parsed.problems)};
    return Reader(*parsed.document).read();
}

ViewFileResult readViewFile(const std::string& path)
{
    auto loaded = assets::CampusDocument::load(path);
    if (!loaded.document || !loaded.problems.empty())
        return {std::nullopt, std::move(loaded.problems)};
    ViewFileResult result = Reader(*loaded.document).read();
    if (result.view)
        resolve(*result.view, path);
    return result;
}

std::string viewFileText(const ViewFile& view)
{
    Json root{{"format", kFormat}};
    if (view.camera) {
        const auto& c = *view.camera;
        Json camera{{"position", tidy(c.eyeM)}, {"focalPoint", tidy(c.targetM)}, {"viewUp", tidy(c.up)},
            {"viewAngle", std::round(c.fovYRad / kDeg * 1e6) / 1e6}, {"orthographic", c.orthographic}};
        if (c.orthographic)
            camera["parallelHeight"] = c.orthoHeightM;
        if (c.nearM != render::View().nearM)
            camera["nearClip"] = c.nearM;
        root["camera"] = std::move(camera);
    }
    if (view.timeS)
        root["time"] = *view.timeS;
    const bool differs = view.minus && view.minus->isGiven();
    if (view.metric || view.rangeMode || view.colormap || differs) {
        Json overlay = Json::object();
        if (view.metric)
            overlay["metric"] = model::metricInfo(*view.metric).name;
        if (view.rangeMode == Overlay::RangeMode::Fixed)
            overlay["range"] = Json::array({double(view.lo), double(view.hi)});
        else if (view.rangeMode)
            overlay["range"] = view.rangeMode == Overlay::RangeMode::Auto ? "auto" : "metric";
        if (view.colormap)
            overlay["colormap"] = *view.colormap;
        if (differs)
            overlay["minus"] = minusJson(*view.minus);
        root["overlay"] = std::move(overlay);
    }
    if (view.theme)
        root["theme"] = themeName(*view.theme);
    if (!view.selection.empty())
        root["selection"] = view.selection;
    if (view.scenario)
        root["scenario"] = scenarioJson(*view.scenario);
    return assets::formatJson(root);
}

std::string writeViewFile(const std::string& path, const ViewFile& view)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << viewFileText(movable(view, path));
    out.close();
    return out ? std::string() : fmt::format("{}: cannot be written", path);
}

} // namespace gigahall::app
