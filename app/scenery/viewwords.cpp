#include "app/scenery/viewwords.h"

#include "app/scenery/colormaps.h"
#include "app/scenery/viewfile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace gigahall::app {
namespace {

using Json = JsonReader::Json;

constexpr double kDeg = std::numbers::pi / 180;
constexpr double kFarthestM = 1e7;

std::vector<std::string_view> metricNames()
{
    std::vector<std::string_view> names;
    for (const auto& info : model::allMetrics())
        names.push_back(info.name);
    return names;
}

std::optional<glm::dvec3> readPoint(JsonReader& reader, const Json& camera, const std::string& at, const char* key)
{
    const auto it = camera.find(key);
    if (it == camera.end())
        return std::nullopt;
    const auto isCoordinate = [](const Json& v) { return v.is_number() && std::abs(v.get<double>()) <= kFarthestM; };
    if (it->is_array() && it->size() == 3 && std::ranges::all_of(*it, isCoordinate))
        return glm::dvec3((*it)[0].get<double>(), (*it)[1].get<double>(), (*it)[2].get<double>());
    reader.complain(fmt::format("{}/{}", at, key), "expected three numbers in metres, e.g. [0, -4000, 2500]");
    return std::nullopt;
}

void readRange(JsonReader& reader, const Json& range, const std::string& at, OverlayChoice& out)
{
    if (range == "auto") {
        out.rangeMode = Overlay::RangeMode::Auto;
    } else if (range == "metric") {
        out.rangeMode = Overlay::RangeMode::Metric;
    } else if (range.is_array() && range.size() == 2 && range[0].is_number() && range[1].is_number()
        && range[0].get<double>() < range[1].get<double>()) {
        out.rangeMode = Overlay::RangeMode::Fixed;
        out.lo = range[0].get<float>();
        out.hi = range[1].get<float>();
    } else {
        reader.complain(at + "/range", "expected two numbers, the lower first, or \"auto\" or \"metric\"");
    }
}

void readEvents(JsonReader& reader, const Json& events, const std::string& at, WrittenScenario& scenario)
{
    for (std::size_t i = 0; i < events.size(); ++i) {
        const std::string here = fmt::format("{}/{}", at, i);
        if (!events[i].is_string()) {
            reader.complain(
                here, fmt::format("is {}, expected an event such as \"600 fail P01\"", events[i].type_name()));
            continue;
        }
        std::string problem;
        if (auto event = readEvent(events[i].get<std::string>(), problem))
            scenario.events.push_back(std::move(*event));
        else
            reader.complain(here, problem);
    }
}

// "planned", or an object with one of time, earlier and recording.
Minus readMinus(JsonReader& reader, const Json& minus, const std::string& at)
{
    constexpr const char* kExpected = "expected \"planned\", {\"time\": SECONDS}, {\"earlier\": SECONDS} or "
                                      "{\"recording\": FILE}";
    Minus out;
    if (minus == "planned") {
        out.kind = Minus::Kind::Planned;
        return out;
    }
    if (minus.is_object())
        reader.checkKeys(minus, at, {"time", "earlier", "recording", "startsAt"});
    if (!minus.is_object() || minus.contains("time") + minus.contains("earlier") + minus.contains("recording") != 1) {
        reader.complain(at, kExpected);
        return out;
    }
    if (minus.contains("time")) {
        out.kind = Minus::Kind::Time;
        out.s = reader.number(minus, at, "time", -1e12, 1e12).value_or(0);
    } else if (minus.contains("earlier")) {
        out.kind = Minus::Kind::Earlier;
        out.s = reader.number(minus, at, "earlier", 0, 1e12).value_or(0);
    } else if (const auto* file = reader.text(minus, at, "recording")) {
        out.kind = Minus::Kind::Recording;
        out.file = *file;
    }
    if (minus.contains("startsAt") && !minus.contains("recording"))
        reader.complain(at + "/startsAt", "is for a recording");
    else
        out.startsAtS = reader.number(minus, at, "startsAt", -1e12, 1e12);
    return out;
}

// A tenth of a millimetre is enough for a place, and keeps files readable.
Json tidy(glm::dvec3 p)
{
    const auto r = [](double v) { return std::round(v * 1e4) / 1e4 + 0.0; };
    return Json::array({r(p.x), r(p.y), r(p.z)});
}

} // namespace

void OverlayChoice::applyTo(Overlay& overlay) const
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

std::optional<render::View> readCamera(JsonReader& reader, const Json& parent, const std::string& above)
{
    const Json* camera = reader.object(parent, above, "camera", " with position and focalPoint");
    if (!camera)
        return std::nullopt;
    const std::string at = above + "/camera";
    reader.checkKeys(
        *camera, at, {"position", "focalPoint", "viewUp", "viewAngle", "orthographic", "parallelHeight", "nearClip"});
    render::View view;
    for (const auto* key : {"position", "focalPoint"})
        if (!camera->contains(key))
            reader.complain(at, fmt::format("has no \"{}\", expected three numbers in metres", key));
    view.eyeM = readPoint(reader, *camera, at, "position").value_or(view.eyeM);
    view.targetM = readPoint(reader, *camera, at, "focalPoint").value_or(view.targetM);
    view.up = readPoint(reader, *camera, at, "viewUp").value_or(view.up);
    view.fovYRad = reader.number(*camera, at, "viewAngle", 1, 150).value_or(view.fovYRad / kDeg) * kDeg;
    view.orthoHeightM = reader.number(*camera, at, "parallelHeight", 1e-3, kFarthestM).value_or(view.orthoHeightM);
    view.nearM = reader.number(*camera, at, "nearClip", 1e-4, kFarthestM).value_or(view.nearM);
    view.orthographic = reader.truth(*camera, at, "orthographic").value_or(false);
    if (glm::length(view.targetM - view.eyeM) < 1e-6)
        reader.complain(at + "/focalPoint", "is where the camera is, expected a point it looks at");
    if (glm::length(view.up) < 1e-9)
        reader.complain(at + "/viewUp", "has no direction, expected e.g. [0, 0, 1]");
    return view;
}

OverlayChoice readOverlay(JsonReader& reader, const Json& parent, const std::string& above, std::optional<Minus>* minus)
{
    OverlayChoice out;
    const Json* overlay = reader.object(parent, above, "overlay", ", e.g. {\"metric\": \"rack.power\"}");
    if (!overlay)
        return out;
    const std::string at = above + "/overlay";
    if (minus) {
        reader.checkKeys(*overlay, at, {"metric", "range", "colormap", "minus"});
        const auto given = overlay->find("minus");
        *minus = given == overlay->end() ? Minus() : readMinus(reader, *given, at + "/minus");
    } else {
        reader.checkKeys(*overlay, at, {"metric", "range", "colormap"});
    }
    if (const auto index = reader.choice(*overlay, at, "metric", metricNames()))
        out.metric = model::metricByName(metricNames()[*index]);
    if (const auto index = reader.choice(*overlay, at, "colormap", colormapNames()))
        out.colormap = std::string(colormapNames()[*index]);
    if (const auto range = overlay->find("range"); range != overlay->end())
        readRange(reader, *range, at, out);
    return out;
}

std::optional<WrittenScenario> readScenario(JsonReader& reader, const Json& parent, const std::string& above)
{
    const Json* scenario = reader.object(parent, above, "scenario", ", e.g. {\"events\": [\"600 fail P01\"]}");
    if (!scenario)
        return std::nullopt;
    const std::string at = above + "/scenario";
    reader.checkKeys(*scenario, at, {"from", "events", "weather", "overload"});
    WrittenScenario out;
    out.fromS = reader.number(*scenario, at, "from", 0, 1e12);
    if (const auto* weather = reader.text(*scenario, at, "weather"))
        out.weather = *weather;
    if (const auto index = reader.choice(*scenario, at, "overload", overloadNames()))
        out.overload = overloadByName(overloadNames()[*index]);
    if (const Json* events = reader.list(*scenario, at, "events", " of events"))
        readEvents(reader, *events, at + "/events", out);
    return out;
}

std::optional<std::vector<WrittenShift>> readShifts(JsonReader& reader, const Json& parent, const std::string& above)
{
    const Json* list = reader.list(parent, above, "shifts", ", e.g. [\"P03=6mo\"]");
    if (!list)
        return std::nullopt;
    std::vector<WrittenShift> out;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json& one = (*list)[i];
        const auto shift = one.is_string() ? readShift(one.get<std::string>()) : std::nullopt;
        if (shift)
            out.push_back(*shift);
        else
            reader.complain(
                fmt::format("{}/shifts/{}", above, i), fmt::format("is {}, expected {}", one.dump(), kShiftExpected));
    }
    return out;
}

std::optional<render::Theme> readTheme(JsonReader& reader, const Json& parent, const std::string& at)
{
    constexpr std::array kThemes{render::Theme::Light, render::Theme::Dark, render::Theme::Print};
    std::array<std::string_view, kThemes.size()> names;
    std::ranges::transform(kThemes, names.begin(), themeName);
    const auto index = reader.choice(parent, at, "theme", names);
    return index ? std::optional(kThemes[*index]) : std::nullopt;
}

Json cameraJson(const render::View& c)
{
    Json camera{{"position", tidy(c.eyeM)}, {"focalPoint", tidy(c.targetM)}, {"viewUp", tidy(c.up)},
        {"viewAngle", std::round(c.fovYRad / kDeg * 1e6) / 1e6}, {"orthographic", c.orthographic}};
    if (c.orthographic)
        camera["parallelHeight"] = c.orthoHeightM;
    if (c.nearM != render::View().nearM)
        camera["nearClip"] = c.nearM;
    return camera;
}

Json overlayJson(const OverlayChoice& choice)
{
    Json overlay = Json::object();
    if (choice.metric)
        overlay["metric"] = model::metricInfo(*choice.metric).name;
    if (choice.rangeMode == Overlay::RangeMode::Fixed)
        overlay["range"] = Json::array({double(choice.lo), double(choice.hi)});
    else if (choice.rangeMode)
        overlay["range"] = choice.rangeMode == Overlay::RangeMode::Auto ? "auto" : "metric";
    if (choice.colormap)
        overlay["colormap"] = *choice.colormap;
    return overlay;
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

Json shiftsJson(const std::vector<WrittenShift>& shifts)
{
    Json out = Json::array();
    for (const WrittenShift& shift : shifts)
        out.push_back(optionText(shift));
    return out;
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

} // namespace gigahall::app
