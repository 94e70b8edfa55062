#include "app/scenery/alarmmarks.h"

#include "app/scenery/fonts.h"
#include "app/scenery/format.h"
#include "app/scenery/placement.h"
#include "app/scenery/textpaint.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace gigahall::app {
namespace {

using model::AssetId;
using model::AssetKind;
using model::Campus;

constexpr std::uint32_t kNone = model::Run::kNone;
// Sizes on screen at which a building shows its halls, and a hall its racks: where they get names as well.
constexpr double kHallsFromPx = 600, kRacksFromPx = 700;
constexpr double kOutlineFromPx = 18;
constexpr double kSignPx = 15, kFramePx = 1.5;

AlarmMarks::Entry entryOf(const Campus& campus, const AlarmPlace& alarm)
{
    AlarmMarks::Entry entry{alarm.asset, kNone, kNone, kNone, alarm.severity, 1};
    // Racks are as fine as signs get.
    while (entry.asset.isValid() && (entry.asset.kind() == AssetKind::Gpu || entry.asset.kind() == AssetKind::Tray))
        entry.asset = campus.parent(entry.asset);
    for (AssetId id = entry.asset; id.isValid() && id.kind() != AssetKind::Campus; id = campus.parent(id)) {
        if (id.kind() == AssetKind::Hall)
            entry.hall = id.index();
        else if (id.kind() == AssetKind::Building)
            entry.building = id.index();
        else if (id.kind() == AssetKind::Phase)
            entry.phase = id.index();
    }
    return entry;
}

auto orderOf(const AlarmMarks::Entry& entry)
{
    return std::tuple(entry.building, entry.hall, entry.asset.value);
}

// Middle of the top of what a sign stands on.
glm::dvec3 topOf(const Campus& campus, AssetId id)
{
    const auto box = campus.box(id);
    return toCampus(campus, box.group, box.minM, box.yawRad, box.sizeM * glm::vec3(0.5f, 0.5f, 1.0f));
}

double widthPx(const Campus& campus, const render::View& view, AssetId id)
{
    const auto box = campus.box(id);
    const double radiusM = 0.5 * double(glm::length(box.sizeM));
    const double depth = view.toPixel(centreOf(campus, box)).z;
    return view.pixelsPerMetre(std::max(depth, 0.2 * radiusM)) * double(std::max(box.sizeM.x, box.sizeM.y));
}

// What the sign of an alarm stands on at this distance.
AssetId placeOf(const Campus& campus, const render::View& view, const AlarmMarks::Entry& entry, double scale)
{
    if (entry.building == kNone)
        return entry.asset;
    const AssetId building(AssetKind::Building, entry.building);
    if (entry.hall == kNone || widthPx(campus, view, building) < kHallsFromPx * scale)
        return building;
    const AssetId hall(AssetKind::Hall, entry.hall);
    return widthPx(campus, view, hall) < kRacksFromPx * scale ? hall : entry.asset;
}

bool isWorse(const AlarmSign& a, const AlarmSign& b)
{
    return a.severity != b.severity ? a.severity > b.severity : a.distanceM < b.distanceM;
}

// Room for the shape and a number beside it.
bool touch(const AlarmSign& a, const AlarmSign& b, double scale)
{
    const double edge = alarmSignPx(scale);
    return std::abs(a.pixel.x - b.pixel.x) < 2.2 * edge && std::abs(a.pixel.y - b.pixel.y) < 1.15 * edge;
}

QPainterPath shapeOf(AlarmSeverity severity, const QRectF& box)
{
    QPainterPath path;
    const QPointF c = box.center();
    if (severity == AlarmSeverity::Critical)
        path.addPolygon(QPolygonF({QPointF(c.x(), box.top()), QPointF(box.right(), c.y()), QPointF(c.x(), box.bottom()),
            QPointF(box.left(), c.y())}));
    else if (severity == AlarmSeverity::Warning)
        path.addPolygon(
            QPolygonF({QPointF(c.x(), box.top() + box.height() * 0.04), box.bottomRight(), box.bottomLeft()}));
    else
        path.addEllipse(box.adjusted(box.width() * 0.08, box.width() * 0.08, -box.width() * 0.08, -box.width() * 0.08));
    path.closeSubpath();
    return path;
}

} // namespace

AlarmMarks::AlarmMarks(const Campus& campus, std::span<const AlarmPlace> alarms)
{
    m_entries.reserve(alarms.size());
    for (const auto& alarm : alarms)
        if (alarm.asset.isValid())
            m_entries.push_back(entryOf(campus, alarm));
    std::ranges::sort(m_entries, [](const Entry& a, const Entry& b) { return orderOf(a) < orderOf(b); });
    std::size_t kept = 0;
    for (const auto& entry : m_entries) {
        if (kept > 0 && m_entries[kept - 1].asset == entry.asset) {
            m_entries[kept - 1].severity = std::max(m_entries[kept - 1].severity, entry.severity);
            ++m_entries[kept - 1].alarms;
        } else {
            m_entries[kept++] = entry;
        }
    }
    m_entries.resize(kept);
}

std::vector<AlarmSign> alarmSigns(const Campus& campus, const AlarmMarks& marks, const render::View& view, double scale)
{
    std::map<std::uint32_t, AlarmSign> byPlace;
    for (const auto& entry : marks.entries()) {
        const AssetId place
            = entry.asset.kind() == AssetKind::Campus ? entry.asset : placeOf(campus, view, entry, scale);
        auto [found, isNew] = byPlace.try_emplace(place.value, AlarmSign{place, entry.severity, 0, {}, 0});
        found->second.alarms += entry.alarms;
        found->second.severity = std::max(found->second.severity, entry.severity);
    }
    std::vector<AlarmSign> all;
    for (auto& [value, sign] : byPlace) {
        const auto pixel = view.toPixel(topOf(campus, sign.place));
        sign.pixel = glm::dvec2(pixel);
        sign.distanceM = pixel.z;
        const bool inside = pixel.x >= 0 && pixel.y >= 0 && pixel.x <= view.sizePx.x && pixel.y <= view.sizePx.y;
        if (inside && (pixel.z > view.nearM || view.orthographic))
            all.push_back(sign);
    }
    std::ranges::stable_sort(all, isWorse);
    std::vector<AlarmSign> signs;
    for (const auto& sign : all) {
        const auto near
            = std::ranges::find_if(signs, [&](const AlarmSign& other) { return touch(sign, other, scale); });
        if (near == signs.end())
            signs.push_back(sign);
        else
            near->alarms += sign.alarms;
    }
    return signs;
}

std::vector<AlarmMarks::Entry> outlinedRacks(
    const Campus& campus, const AlarmMarks& marks, const render::View& view, double scale, std::size_t most)
{
    std::vector<std::pair<double, const AlarmMarks::Entry*>> found;
    for (const auto& entry : marks.entries()) {
        if (entry.asset.kind() != AssetKind::Rack)
            continue;
        const auto box = campus.box(entry.asset);
        const auto pixel = view.toPixel(centreOf(campus, box));
        const bool inFront = pixel.z > view.nearM || view.orthographic;
        if (inFront && view.pixelsPerMetre(pixel.z) * double(box.sizeM.z) >= kOutlineFromPx * scale)
            found.emplace_back(pixel.z, &entry);
    }
    std::ranges::sort(found);
    std::vector<AlarmMarks::Entry> racks;
    for (std::size_t i = 0; i < std::min(found.size(), most); ++i)
        racks.push_back(*found[i].second);
    return racks;
}

QColor alarmColour(AlarmSeverity severity)
{
    switch (severity) {
    case AlarmSeverity::Info:
        return QColor(0x6b, 0x77, 0x86);
    case AlarmSeverity::Warning:
        return QColor(0xf2, 0xa4, 0x00);
    case AlarmSeverity::Critical:
        break;
    }
    return QColor(0xd8, 0x1f, 0x2a);
}

double alarmSignPx(double scale)
{
    return std::round(kSignPx * scale);
}

QImage paintAlarmSign(
    AlarmSeverity severity, std::uint32_t alarms, const PictureColours& colours, const QLocale& locale, double scale)
{
    const QFont font = pictureFont(11 * scale, QFont::DemiBold);
    const QFontMetricsF metrics(font);
    const double edge = alarmSignPx(scale), frame = kFramePx * scale;
    const QString text = alarms > 1 ? formatCount(alarms, locale) : QString();
    const double gap = 3 * scale, pad = 5 * scale;
    const double pill = text.isEmpty() ? 0 : gap + metrics.horizontalAdvance(text) + pad;
    QImage image = emptyPicture(edge + pill, edge);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!text.isEmpty()) {
        painter.setPen(QPen(colours.line, std::max(1.0, std::round(scale))));
        painter.setBrush(colours.card);
        const QRectF card(edge / 2, 0.5, edge / 2 + pill - 0.5, edge - 1);
        painter.drawRoundedRect(card, edge / 2, edge / 2);
        painter.setFont(font);
        painter.setPen(colours.text);
        painter.drawText(QPointF(edge + gap, std::round((edge + metrics.ascent() - metrics.descent()) / 2)), text);
    }
    const QRectF box(frame, frame, edge - 2 * frame, edge - 2 * frame);
    // A frame that no roof swallows.
    painter.setPen(QPen(QColor(colours.card.rgb()), 2 * frame, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shapeOf(severity, box));
    painter.setPen(Qt::NoPen);
    painter.setBrush(alarmColour(severity));
    painter.drawPath(shapeOf(severity, box));
    return image;
}

} // namespace gigahall::app
