#include "app/rollout/gantttip.h"

#include "app/rollout/dayscale.h"
#include "app/rollout/slipline.h"
#include "app/scenery/format.h"

#include <QCoreApplication>

namespace gigahall::app {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("rollout", source);
}

QString spanText(const model::Work& work, const QLocale& locale)
{
    if (work.days() == 1)
        return dateText(work.start, locale);
    return text(QT_TRANSLATE_NOOP("rollout", "%1 to %2"))
               .arg(dateText(work.start, locale), dateText(work.finish, locale))
        + QStringLiteral(" (%1)").arg(QCoreApplication::translate("rollout", "%n day(s)", nullptr, work.days()));
}

QString actualText(const model::Activity& activity, const QLocale& locale)
{
    if (activity.actualStart && activity.actualFinish)
        return spanText({*activity.actualStart, *activity.actualFinish}, locale);
    if (activity.actualStart)
        return text(QT_TRANSLATE_NOOP("rollout", "begun %1")).arg(dateText(*activity.actualStart, locale));
    return text(QT_TRANSLATE_NOOP("rollout", "finished %1")).arg(dateText(*activity.actualFinish, locale));
}

QString slackText(int slackDays)
{
    if (slackDays == 0)
        return text(QT_TRANSLATE_NOOP("rollout", "No slack: critical"));
    return QCoreApplication::translate("rollout", "Slack: %n day(s)", nullptr, slackDays);
}

} // namespace

QString ganttName(const model::Campus& campus, const model::Plan& plan, const GanttRow& row, const QLocale& locale)
{
    if (row.isSpace())
        return shortName(campus, row.target.space, locale);
    const model::Activity& activity = plan.activities[row.target.activity];
    const std::string language = locale.language() == QLocale::German ? "de" : "en";
    const auto label = QString::fromStdString(activity.label.in(language));
    if (activity.scope == row.target.space)
        return label;
    return shortName(campus, activity.scope, locale) + QStringLiteral(" \u00b7 ") + label;
}

QStringList ganttTip(const model::Campus& campus, const model::Plan& plan, const GanttRow& row, const GanttBar& bar,
    const QLocale& locale)
{
    QStringList lines{targetName(campus, plan, row.target, locale)};
    lines << text(QT_TRANSLATE_NOOP("rollout", "Planned: %1")).arg(spanText(bar.planned, locale));
    if (bar.baseline && *bar.baseline != bar.planned)
        lines << text(QT_TRANSLATE_NOOP("rollout", "Baseline: %1")).arg(spanText(*bar.baseline, locale));
    if (row.isSpace()) {
        if (bar.actual)
            lines << text(QT_TRANSLATE_NOOP("rollout", "Actual: %1")).arg(spanText(*bar.actual, locale));
        if (bar.energised)
            lines << text(QT_TRANSLATE_NOOP("rollout", "All energised: %1")).arg(dateText(*bar.energised, locale));
        return lines;
    }
    const model::Activity& activity = plan.activities[row.target.activity];
    if (bar.actual)
        lines << text(QT_TRANSLATE_NOOP("rollout", "Actual: %1")).arg(actualText(activity, locale));
    lines << slackText(bar.slackDays);
    lines << (activity.isAssumption()
            ? text(QT_TRANSLATE_NOOP("rollout", "Dates: assumption"))
            : text(QT_TRANSLATE_NOOP("rollout", "Dates from: %1")).arg(QString::fromStdString(activity.source)));
    return lines;
}

} // namespace gigahall::app
