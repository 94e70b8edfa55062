#include "app/scenery/scenery.h"

#include "app/scenery/categories.h"
#include "app/scenery/format.h"
#include "app/scenery/textpaint.h"
#include "app/scenery/viewcube.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app {
namespace {

using model::AssetId;
using model::AssetKind;

constexpr double kMarginPx = 16;
constexpr double kFadeS = 0.2;
constexpr std::size_t kMostLabels = 90;
constexpr std::size_t kMostOutlines = 48;

bool isPowerMetric(model::Metric metric)
{
    return metric == model::Metric::RackPower || metric == model::Metric::GpuPower;
}

const model::Summary* summaryOf(const model::TelemetryFrame& frame, model::Metric metric, AssetId id)
{
    const auto& level = frame.rollUp[static_cast<std::size_t>(metric)];
    const auto at = [&](const std::vector<model::Summary>& list) {
        return id.index() < list.size() ? &list[id.index()] : nullptr;
    };
    switch (id.kind()) {
    case AssetKind::Campus:
        return &level.campus;
    case AssetKind::Phase:
        return at(level.phases);
    case AssetKind::Building:
        return at(level.buildings);
    case AssetKind::Hall:
        return at(level.halls);
    default:
        return nullptr;
    }
}

// NaN when no rack of the row has a value: unknown is not zero.
double rowSum(const Scenery::Input& input, model::Metric metric, std::uint32_t row)
{
    const auto& info = input.frame->info(metric);
    const auto& plane = input.frame->rack[static_cast<std::size_t>(info.metric)];
    const auto& racks = input.campus.rows[row].racks;
    double sum = 0;
    bool known = false;
    for (auto rack = racks.first; rack < racks.end() && rack < plane.size(); ++rack) {
        if (plane[rack] == model::kMissing16)
            continue;
        sum += double(model::dequantise(info, plane[rack]));
        known = true;
    }
    return known ? sum : std::numeric_limits<double>::quiet_NaN();
}

// Live power of a place and, where another quantity is shown, its mean: "688 MW", "688 MW, 91.2 %"; a rack has just its
// value.
QString valueText(const Scenery::Input& input, AssetId id, const QLocale& locale)
{
    if (!input.frame)
        return {};
    const auto metric = input.overlay.metric;
    const auto& info = input.frame->info(metric);
    const auto& powerInfo = input.frame->info(model::Metric::RackPower);
    if (id.kind() == AssetKind::Row && isPowerMetric(metric))
        return formatMetric(rowSum(input, model::Metric::RackPower, id.index()), powerInfo, locale);
    if (id.kind() == AssetKind::Row && metric == model::Metric::PowerRamp)
        return formatMetric(rowSum(input, metric, id.index()), info, locale);
    if (model::isCategory(metric) && id.kind() == AssetKind::Rack)
        return categoryText(*input.frame, metric, id.index());
    const auto* power = summaryOf(*input.frame, model::Metric::RackPower, id);
    if (!power || power->known == 0) {
        const float value = input.frame->value(input.campus, metric, id);
        return std::isfinite(value) ? formatMetric(double(value), info, locale) : QString();
    }
    QString text = formatMetric(double(power->sum), powerInfo, locale);
    if (!isPowerMetric(metric))
        if (const auto* shown = summaryOf(*input.frame, metric, id); shown && shown->known)
            text += QStringLiteral(" \u00b7 ")
                + formatMetric(double(metric == model::Metric::PowerRamp ? shown->sum : shown->mean), info, locale);
    return text;
}

// From this share of its racks on a place says that they are stale, bad or missing: their patterns may be too small.
constexpr double kDoubtfulShare = 0.05;

// "12 % stale \u00b7 5 % missing", after a value if there is one; or nothing.
QString withDoubt(const QString& value, const Scenery::Input& input, AssetId id, const QLocale& locale)
{
    using model::DataState;
    const bool place
        = id.kind() == AssetKind::Phase || id.kind() == AssetKind::Building || id.kind() == AssetKind::Hall;
    if (!place || !input.frame)
        return value;
    const auto& counts = input.frame->counts(input.overlay.metric);
    const auto states = input.frame->rackStates(input.overlay.metric);
    const auto racks = input.campus.racksOf(id);
    QString text = value;
    for (const auto state : {DataState::Stale, DataState::Bad, DataState::Missing}) {
        if (counts[static_cast<std::size_t>(state)] == 0 || racks.end() > states.size() || racks.count == 0)
            continue;
        const auto count = std::ranges::count(states.subspan(racks.first, racks.count), state);
        if (double(count) < kDoubtfulShare * double(racks.count))
            continue;
        // Whole percent; a hundred is only what is all.
        const bool all = count == std::ptrdiff_t(racks.count);
        const int percent = all ? 100 : std::min(int(std::lround(100.0 * double(count) / double(racks.count))), 99);
        text += (text.isEmpty() ? QString() : QStringLiteral(" \u00b7 ")) + locale.toString(percent)
            + QStringLiteral("\u202f% ") + dataStateName(state);
    }
    return text;
}

// Roofs are diagrams as long as some building of the picture is closed: then a metre is a few pixels at most (see the
// renderer).
bool showsDiagrams(const Scenery::Input& input, const SceneryOptions& options)
{
    constexpr double kOpenPx = 3.0;
    constexpr double kLeastSlope = 0.03; // below that a roof is a line, or one stands inside
    if (options.trueScale || input.campus.halls.empty())
        return false;
    const double scale = 1080.0 / std::max(input.view.sizePx.y, 1u);
    return std::ranges::any_of(input.campus.buildings, [&](const model::Building& building) {
        const auto& group = input.campus.groups[building.group];
        const auto p = input.view.toPixel(group.originM + glm::dvec3(building.minM + building.sizeM * 0.5f));
        const bool inside = p.z > 0 && p.x > 0 && p.y > 0 && p.x < input.view.sizePx.x && p.y < input.view.sizePx.y;
        const auto roof = group.originM + glm::dvec3(building.minM + building.sizeM);
        const bool fromAbove = input.view.orthographic ? input.view.forward().z < -kLeastSlope
                                                       : input.view.eyeM.z - roof.z > kLeastSlope * p.z;
        return inside && fromAbove && input.view.pixelsPerMetre(p.z) * scale < kOpenPx;
    });
}

} // namespace

std::span<const render::Sprite> Scenery::update(const SceneryOptions& options, const Input& input)
{
    const auto generation = m_atlas.generation();
    build(options, input);
    // The atlas overflowed half-way: everything again from an empty one.
    if (m_atlas.generation() != generation)
        build(options, input);
    m_lastS = input.nowS;
    return m_sprites;
}

void Scenery::build(const SceneryOptions& options, const Input& input)
{
    m_sprites.clear();
    m_viewCube = {};
    m_animating = false;
    const glm::vec2 size(input.view.sizePx);
    Declutter declutter(size, float(6 * options.scale));
    if (options.legend)
        addLegend(options, input, declutter);
    if (options.viewCube)
        addViewCube(options, input, declutter);
    addAlarms(options, input, declutter);
    if (options.labels)
        addLabels(options, input, declutter);
    if (input.pointerPx && input.hovered.isValid())
        addTooltip(options, input);
}

void Scenery::add(const SpriteAtlas::Slot& slot, glm::vec2 minPx, float alpha)
{
    m_sprites.push_back({.minPx = glm::round(minPx),
        .sizePx = slot.sizePx,
        .atlasMinPx = slot.minPx,
        .atlasSizePx = slot.sizePx,
        .tint = glm::vec4(alpha)});
}

/// Empty but for categories.
const LegendContent& Scenery::namesOf(const Input& input)
{
    const bool wanted = input.frame && model::isCategory(input.overlay.metric);
    if (!wanted || m_namesSerial != input.frame->serial || m_names.metric != input.overlay.metric) {
        m_names = {};
        m_names.metric = input.overlay.metric;
        m_namesSerial.reset();
        if (wanted) {
            nameCategories(*input.frame, m_names);
            m_namesSerial = input.frame->serial;
        }
    }
    return m_names;
}

void Scenery::addLegend(const SceneryOptions& options, const Input& input, Declutter& declutter)
{
    const auto m = static_cast<std::size_t>(input.overlay.metric);
    LegendContent content = namesOf(input);
    content.metric = input.overlay.metric;
    content.colormap = input.overlay.colormapName();
    content.range = input.range;
    content.perGpu = input.frame ? !input.frame->gpu[m].empty()
                                 : model::metricInfo(content.metric).level == model::MetricLevel::Gpu;
    content.difference = input.overlay.difference && !model::isCategory(content.metric);
    if (content.difference) {
        content.minuend = QString::fromStdString(input.overlay.minuend);
        content.subtrahend = QString::fromStdString(input.overlay.subtrahend);
    }
    content.diagram = showsDiagrams(input, options);
    if (input.frame) {
        content.plant = coloursPlant(content.metric) && !input.frame->plant[m].empty();
        content.counts = input.frame->counts(content.metric);
        content.darkRacks = input.frame->impact ? input.frame->impact->darkRacks : 0;
    }
    const QString look
        = QStringLiteral("/%1/%2/%3").arg(int(options.theme)).arg(options.scale).arg(options.locale.name());
    const auto slot = m_atlas.get(legendKey(content) + look,
        [&] { return paintLegend(content, pictureColours(options.theme), options.locale, options.scale); });
    const float margin = float(kMarginPx * options.scale);
    const glm::vec2 picture(input.view.sizePx);
    if (!slot || slot->sizePx.x + 2 * margin > picture.x || slot->sizePx.y + 2 * margin > picture.y * 0.6f)
        return;
    const glm::vec2 at(margin, picture.y - margin - slot->sizePx.y);
    add(*slot, at);
    declutter.block(at, slot->sizePx);
}

void Scenery::addAlarms(const SceneryOptions& options, const Input& input, Declutter& declutter)
{
    m_signs.clear();
    m_outlined.clear();
    if (!input.alarms)
        return;
    const auto colours = pictureColours(options.theme);
    const QString look
        = QStringLiteral("/%1/%2/%3").arg(int(options.theme)).arg(options.scale).arg(options.locale.name());
    const double edge = alarmSignPx(options.scale);
    const auto signs = app::alarmSigns(input.campus, *input.alarms, input.view, options.scale);
    // The most severe last: nothing is painted over it.
    for (auto sign = signs.rbegin(); sign != signs.rend(); ++sign) {
        const auto key = QStringLiteral("alarm/%1/%2").arg(int(sign->severity)).arg(sign->alarms) + look;
        const auto slot = m_atlas.get(
            key, [&] { return paintAlarmSign(sign->severity, sign->alarms, colours, options.locale, options.scale); });
        if (!slot)
            continue;
        const glm::vec2 at(sign->pixel - glm::dvec2(edge / 2, edge + 2 * options.scale));
        add(*slot, at);
        declutter.block(at, slot->sizePx);
        m_signs.insert(m_signs.begin(), {{at, slot->sizePx}, *sign});
    }
    for (const auto& rack : outlinedRacks(input.campus, *input.alarms, input.view, options.scale, kMostOutlines)) {
        const QColor colour = alarmColour(rack.severity);
        m_outlined.push_back({rack.asset, {colour.redF(), colour.greenF(), colour.blueF(), 1}});
    }
}

void Scenery::addViewCube(const SceneryOptions& options, const Input& input, Declutter& declutter)
{
    const float margin = float(kMarginPx * options.scale);
    const glm::vec2 picture(input.view.sizePx);
    const float edge = float(kViewCubePx * options.scale);
    if (picture.x < 5 * edge || picture.y < 4 * edge)
        return;
    const auto f = input.view.forward();
    const auto u = input.view.trueUp();
    const QString key = QStringLiteral("%1/%2/%3/%4/%5/%6")
                            .arg(std::lround(f.x * 200))
                            .arg(std::lround(f.y * 200))
                            .arg(std::lround(f.z * 200))
                            .arg(std::lround(std::atan2(u.y, u.x) * 100))
                            .arg(int(options.theme))
                            .arg(options.locale.name());
    const QString slotKey = QStringLiteral("viewcube/%1").arg(options.scale);
    const auto paint = [&] { return paintViewCube(input.view, pictureColours(options.theme), options.scale); };
    const auto slot = key == m_viewCubeKey ? m_atlas.get(slotKey, paint) : m_atlas.replace(slotKey, paint);
    m_viewCubeKey = key;
    if (!slot)
        return;
    const glm::vec2 at(picture.x - margin - slot->sizePx.x, margin);
    add(*slot, at);
    declutter.block(at, slot->sizePx);
    m_viewCube = {at, slot->sizePx};
}

void Scenery::addLabels(const SceneryOptions& options, const Input& input, Declutter& declutter)
{
    auto spots = labelSpots(input.campus, input.view, options.scale);
    const auto isSelected = [&](const LabelSpot& spot) { return spot.id == input.selected; };
    // The selection is named first; then what was named in the last picture keeps its place before what is new.
    std::ranges::stable_sort(spots, [&](const LabelSpot& a, const LabelSpot& b) {
        if (isSelected(a) != isSelected(b))
            return isSelected(a);
        if (a.id.kind() != b.id.kind())
            return a.id.kind() < b.id.kind();
        return m_fades.value(a.id.value).target > m_fades.value(b.id.value).target;
    });
    const auto colours = pictureColours(options.theme);
    const QString look = QStringLiteral("/%1/%2").arg(int(options.theme)).arg(options.scale);
    const float margin = float(labelMarginPx(options.scale));
    std::size_t shown = 0;
    for (auto& fade : m_fades) {
        fade.target = 0;
        fade.seen = false;
    }
    for (const auto& spot : spots) {
        const LabelText text{shortName(input.campus, spot.id, options.locale),
            withDoubt(valueText(input, spot.id, options.locale), input, spot.id, options.locale),
            spot.id.kind() == AssetKind::Phase, isSelected(spot)};
        const auto key
            = QStringLiteral("label/%1/%2/%3%4").arg(text.title, text.value).arg(text.large).arg(text.selected) + look;
        const auto slot = m_atlas.get(key, [&] { return paintLabel(text, colours, options.scale); });
        if (!slot || shown >= kMostLabels)
            continue;
        const glm::vec2 pixel(spot.pixel);
        const float gap = float(6 * options.scale);
        const glm::vec2 at(pixel.x - slot->sizePx.x / 2,
            spot.above ? pixel.y - gap / 2 - slot->sizePx.y + margin : pixel.y + gap - margin);
        const bool fits = declutter.tryPlace(at + margin, slot->sizePx - 2 * margin);
        const float alpha = faded(spot.id, fits ? spot.alpha : 0, input.nowS);
        if (alpha > 0.01f)
            add(*slot, at, alpha);
        shown += fits;
    }
    erase_if(m_fades, [](const auto& entry) {
        return !entry.value().seen || (entry.value().target <= 0 && entry.value().alpha <= 0.01f);
    });
}

float Scenery::faded(AssetId id, float target, double nowS)
{
    auto& fade = m_fades[id.value];
    fade.target = target;
    fade.seen = true;
    if (nowS < 0 || m_lastS < 0) {
        fade.alpha = target;
    } else {
        const float step = float(std::clamp(nowS - m_lastS, 0.0, 0.1) / kFadeS);
        fade.alpha += std::clamp(target - fade.alpha, -step, step);
        m_animating = m_animating || fade.alpha != target;
    }
    return fade.alpha;
}

void Scenery::addTooltip(const SceneryOptions& options, const Input& input)
{
    const QString name = QString::fromStdString(input.campus.name(input.hovered));
    const QString value = valueText(input, input.hovered, options.locale);
    const auto key = QStringLiteral("tooltip/%1/%2/%3/%4").arg(name, value).arg(int(options.theme)).arg(options.scale);
    const auto slot
        = m_atlas.get(key, [&] { return paintTooltip(name, value, pictureColours(options.theme), options.scale); });
    if (!slot)
        return;
    const float gap = float(14 * options.scale);
    const glm::vec2 picture(input.view.sizePx);
    glm::vec2 at = *input.pointerPx + glm::vec2(gap);
    if (at.x + slot->sizePx.x > picture.x)
        at.x = input.pointerPx->x - gap - slot->sizePx.x;
    if (at.y + slot->sizePx.y > picture.y)
        at.y = input.pointerPx->y - gap - slot->sizePx.y;
    add(*slot, glm::max(at, glm::vec2(0)));
}

} // namespace gigahall::app
