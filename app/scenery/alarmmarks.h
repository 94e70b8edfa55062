#pragma once

#include "app/scenery/picturecolours.h"
#include "model/campus/campus.h"
#include "render/view.h"

#include <QImage>
#include <QLocale>

#include <cstdint>
#include <span>
#include <vector>

/// Where alarms stand in the picture: signs of one size whatever the distance, over buildings, halls or single racks.
namespace gigahall::app {

enum class AlarmSeverity : std::uint8_t
{
    Info = 1,
    Warning,
    Critical
};

/// One open alarm, as the picture needs it.
struct AlarmPlace
{
    model::AssetId asset; ///< any; alarms of GPUs, trays and rows show on their racks and halls
    AlarmSeverity severity = AlarmSeverity::Warning;
};

/// Open alarms sorted by where they stand, once; then any number of pictures. Immutable; any thread.
class AlarmMarks
{
public:
    AlarmMarks(const model::Campus& campus, std::span<const AlarmPlace> alarms);

    struct Entry
    {
        model::AssetId asset; ///< rack, plant, or the place itself
        std::uint32_t hall, building, phase; ///< model::Run::kNone outside
        AlarmSeverity severity;
        std::uint32_t alarms;
    };
    /// One an asset, by building, then hall; the most severe of an asset counts.
    const std::vector<Entry>& entries() const { return m_entries; }

private:
    std::vector<Entry> m_entries;
};

/// A sign in the picture.
struct AlarmSign
{
    model::AssetId place; ///< the building, hall, rack, ... it stands for, or the most severe of several
    AlarmSeverity severity;
    std::uint32_t alarms; ///< that it stands for
    glm::dvec2 pixel; ///< its foot
    double distanceM;
};
/// The signs of a picture: one a building from afar, a hall nearer, a rack close by. Signs that would touch become one,
/// the most severe, so that together they stand for every alarm of the picture. `scale` = size against a screen's.
std::vector<AlarmSign> alarmSigns(
    const model::Campus& campus, const AlarmMarks& marks, const render::View& view, double scale);

/// Racks with alarms that are large enough to be outlined, nearest first, at most `most`.
std::vector<AlarmMarks::Entry> outlinedRacks(
    const model::Campus& campus, const AlarmMarks& marks, const render::View& view, double scale, std::size_t most);

/// Circle, triangle, diamond: told apart by shape as well as by colour.
QColor alarmColour(AlarmSeverity severity);
/// With the number where it stands for several. Its foot is the middle of the lower edge of the shape.
QImage paintAlarmSign(
    AlarmSeverity severity, std::uint32_t alarms, const PictureColours& colours, const QLocale& locale, double scale);
/// Edge of the square that the shape fills, pixels; the number stands right of it.
double alarmSignPx(double scale);

} // namespace gigahall::app
