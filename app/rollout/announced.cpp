#include "app/rollout/announced.h"

#include "app/scenery/format.h"

#include <QCoreApplication>

namespace gigahall::app {

namespace {

constexpr double kMillion = 1e6, kKwPerGw = 1e6;

QString text(const char* source)
{
    return QCoreApplication::translate("rollout", source);
}

QString plain(double number, const QLocale& locale)
{
    return locale.toString(number, 'g', 6);
}

} // namespace

QString announcedGpus(const model::Announcement& said, const QLocale& locale)
{
    if (said.gpusLow < kMillion)
        return text(QT_TRANSLATE_NOOP("rollout", "%1 to %2"))
            .arg(formatCount(said.gpusLow, locale), formatCount(said.gpusHigh, locale));
    return text(QT_TRANSLATE_NOOP("rollout", "%1 to %2 million"))
        .arg(plain(said.gpusLow / kMillion, locale), plain(said.gpusHigh / kMillion, locale));
}

QString announcedBy(const model::Announcement& said, const QLocale& locale)
{
    return QString::fromStdString(said.source.in(locale.language() == QLocale::German ? "de" : "en"));
}

QString announcedPowerHint(const model::Campus& campus, const QLocale& locale)
{
    if (!campus.announced || campus.announced->powerGw <= 0)
        return {};
    return QLatin1Char(' ')
        + text(QT_TRANSLATE_NOOP("rollout", "Announced: %1. %2."))
              .arg(formatPower(campus.announced->powerGw * kKwPerGw, locale), announcedBy(*campus.announced, locale));
}

QString announcedGpusHint(const model::Campus& campus, const QLocale& locale)
{
    if (!campus.announced || campus.announced->gpusHigh <= 0)
        return {};
    return QLatin1Char(' ')
        + text(QT_TRANSLATE_NOOP("rollout", "Announced: %1 GPUs, counted as dies. %2."))
              .arg(announcedGpus(*campus.announced, locale), announcedBy(*campus.announced, locale));
}

QString stakeText(const model::Announcement& said, const QLocale& locale)
{
    return text(QT_TRANSLATE_NOOP("rollout",
                    "The announced %1 bn US$ are the investor's stake, paid in tranches of %2 bn for each gigawatt; "
                    "they are not the cost of building. %3."))
        .arg(plain(said.stakeBnUsd, locale), plain(said.stakePerGwBnUsd, locale), announcedBy(said, locale));
}

} // namespace gigahall::app
