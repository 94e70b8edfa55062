#include "app/docks/alarmtext.h"

#include "app/docks/assettext.h"
#include "app/scenery/format.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "app/window/timebar.h"

#include <QCoreApplication>

#include <cmath>

namespace gigahall::app {

using model::AlarmKind;
using model::AlarmLevel;
using model::AlarmSeverity;

namespace {

struct AlarmText
{
    Q_DECLARE_TR_FUNCTIONS(AlarmText)
};

} // namespace

QString severityText(AlarmSeverity severity)
{
    return severity == AlarmSeverity::Critical ? AlarmText::tr("Critical")
        : severity == AlarmSeverity::Warning   ? AlarmText::tr("Warning")
                                               : AlarmText::tr("Info");
}

QColor severityColour(AlarmSeverity severity, const QPalette& palette)
{
    const ThemeColours colours = themeColours(palette);
    return severity == AlarmSeverity::Critical ? colours.critical
        : severity == AlarmSeverity::Warning   ? colours.warning
                                               : colours.accent;
}

QIcon severityIcon(AlarmSeverity severity, bool hollow, const QPalette& palette)
{
    const Glyph glyph = severity == AlarmSeverity::Critical ? (hollow ? Glyph::DiamondOutline : Glyph::Diamond)
        : severity == AlarmSeverity::Warning                ? (hollow ? Glyph::TriangleOutline : Glyph::Triangle)
                                                            : (hollow ? Glyph::CircleOutline : Glyph::Circle);
    return glyphIcon(glyph, severityColour(severity, palette));
}

QString labelText(const model::AlarmRule& rule, const QLocale& locale)
{
    return QString::fromStdString(rule.label.in(locale.language() == QLocale::German ? "de" : "en"));
}

QString alarmKindText(AlarmKind kind)
{
    switch (kind) {
    case AlarmKind::Above:
        return AlarmText::tr("above");
    case AlarmKind::Below:
        return AlarmText::tr("below");
    case AlarmKind::Outside:
        return AlarmText::tr("outside of");
    case AlarmKind::Rising:
        return AlarmText::tr("rises by");
    case AlarmKind::Falling:
        return AlarmText::tr("falls by");
    case AlarmKind::State:
        return AlarmText::tr("data are");
    }
    return {};
}

QString alarmLevelText(AlarmLevel level, model::AlarmStatistic statistic)
{
    const QString how = statistic == model::AlarmStatistic::Sum ? AlarmText::tr("sum")
        : statistic == model::AlarmStatistic::Mean              ? AlarmText::tr("mean")
                                                                : AlarmText::tr("highest");
    switch (level) {
    case AlarmLevel::Gpu:
        return AlarmText::tr("GPUs");
    case AlarmLevel::Rack:
        return AlarmText::tr("Racks");
    case AlarmLevel::Plant:
        return AlarmText::tr("Plant");
    case AlarmLevel::Hall:
        return AlarmText::tr("Halls, %1").arg(how);
    case AlarmLevel::Building:
        return AlarmText::tr("Buildings, %1").arg(how);
    case AlarmLevel::Phase:
        return AlarmText::tr("Phases, %1").arg(how);
    case AlarmLevel::Campus:
        return AlarmText::tr("Campus, %1").arg(how);
    }
    return {};
}

QString alarmValueText(const model::AlarmRule& rule, double value, const QLocale& locale)
{
    if (std::isnan(value))
        return {};
    if (rule.kind == AlarmKind::State)
        return AlarmText::tr("%n GPU(s)", nullptr, static_cast<int>(value));
    const model::MetricInfo& info = model::metricInfo(rule.metric);
    if (!model::isRate(rule.kind))
        return formatMetric(value, info, locale);
    // A difference of temperatures is in kelvin.
    const QString number = info.unit == "C" ? formatNumber(value, locale) + QStringLiteral("\u202fK")
                                            : formatMetric(value, info, locale);
    return number + (rule.rateUnitS == 60 ? QStringLiteral("/min") : QStringLiteral("/s"));
}

QString conditionText(const model::AlarmRule& rule, const QLocale& locale)
{
    const QString kind = alarmKindText(rule.kind);
    if (rule.kind == AlarmKind::State)
        return kind + QLatin1Char(' ') + stateText(rule.state);
    if (rule.kind == AlarmKind::Outside)
        return AlarmText::tr("%1 %2 to %3")
            .arg(kind, alarmValueText(rule, rule.lower, locale), alarmValueText(rule, rule.limit, locale));
    return kind + QLatin1Char(' ') + alarmValueText(rule, rule.limit, locale);
}

QString alarmAssetText(const model::Campus& campus, const model::Alarm& alarm, const QLocale& locale)
{
    const bool big = alarm.asset.kind() == model::AssetKind::Campus || alarm.asset.kind() == model::AssetKind::Phase;
    const QString name
        = big ? shortName(campus, alarm.asset, locale) : QString::fromStdString(campus.name(alarm.asset));
    if (alarm.members == 0)
        return name;
    return AlarmText::tr("%1, %2 of %3 racks")
        .arg(name, formatCount(alarm.members, locale), formatCount(alarm.racks, locale));
}

QString alarmStateText(const model::Alarm& alarm, const QLocale& locale)
{
    if (!alarm.active)
        return AlarmText::tr("gone %1").arg(clockText(alarm.clearedS, locale));
    return alarm.isAcknowledged() ? AlarmText::tr("acknowledged %1").arg(clockText(alarm.acknowledgedS, locale))
                                  : AlarmText::tr("active");
}

} // namespace gigahall::app
