#include "app/story/storyfigures.h"

#include "app/scenery/format.h"

#include <QCoreApplication>
#include <QDate>

#include <cmath>
#include <limits>

namespace gigahall::app {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

QString translated(const char* text)
{
    return QCoreApplication::translate("story", text);
}

// Millions as they are spoken of; the thin space is that of units.
QString millions(double count, const QLocale& locale)
{
    return locale.toString(count / 1e6, 'f', 2) + QChar(0x202f) + translated(QT_TRANSLATE_NOOP("story", "M"));
}

// Gigawatts with two decimals, so that the figure does not change its width as it grows.
QString gigawatts(double watts, const QLocale& locale)
{
    return locale.toString(watts / 1e9, 'f', 2) + QChar(0x202f) + QStringLiteral("GW");
}

double pueOf(const StoryFacts& facts)
{
    const bool known = facts.frame && facts.frame->balance && facts.frame->balance->pue > 0;
    return known ? facts.frame->balance->pue : kNone;
}

StoryFigure pue(double value, const QLocale& locale)
{
    return {std::isfinite(value) ? locale.toString(value, 'f', 3) : QString(QChar(0x2013)),
        translated(QT_TRANSLATE_NOOP("story", "PUE, computed"))};
}

std::vector<StoryFigure> rolloutFigures(
    const StoryMoment& moment, const StoryFacts& facts, const model::Rollout& rollout, const QLocale& locale)
{
    const model::RolloutTotals now = rollout.curve.at(moment.day.value_or(1e9));
    const model::RolloutTotals& whole = rollout.curve.whole();
    const double all = double(whole.facilityW) / 1e9;
    const QString of = locale.toString(all, 'f', std::abs(all - std::round(all)) < 0.05 ? 0 : 1);
    return {{gigawatts(double(now.facilityW), locale),
                translated(QT_TRANSLATE_NOOP("story", "energised of %1 GW")).arg(of)},
        {millions(double(now.gpus), locale), translated(QT_TRANSLATE_NOOP("story", "GPU dies online"))},
        pue(now.racks > 0 ? pueOf(facts) : kNone, locale)};
}

std::vector<StoryFigure> loadFigures(const StoryFacts& facts, const QLocale& locale)
{
    const bool known = facts.frame && facts.frame->balance;
    return {{formatPower(known ? facts.frame->balance->suppliedKw : kNone, locale, 4),
                translated(QT_TRANSLATE_NOOP("story", "drawn in all"))},
        pue(pueOf(facts), locale),
        {locale.toString(facts.outsideC, 'f', 1) + QChar(0x202f) + QChar(0xb0) + QLatin1Char('C'),
            translated(QT_TRANSLATE_NOOP("story", "outside"))}};
}

std::vector<StoryFigure> lossFigures(const StoryFacts& facts, const QLocale& locale)
{
    static const model::Impact kNothing{};
    const model::Impact& impact = facts.frame && facts.frame->impact ? *facts.frame->impact : kNothing;
    return {{formatPower(impact.lostKw, locale), translated(QT_TRANSLATE_NOOP("story", "of IT load lost"))},
        {formatCount(double(impact.darkRacks), locale), translated(QT_TRANSLATE_NOOP("story", "racks dark"))},
        {formatCount(double(impact.stoppedJobs), locale), translated(QT_TRANSLATE_NOOP("story", "jobs stopped"))}};
}

} // namespace

std::vector<StoryFigure> storyFigures(
    const StoryMoment& moment, const StoryFacts& facts, const model::Rollout* rollout, const QLocale& locale)
{
    switch (moment.totals) {
    case StoryTotals::Off:
        break;
    case StoryTotals::Rollout:
        return rollout ? rolloutFigures(moment, facts, *rollout, locale) : std::vector<StoryFigure>();
    case StoryTotals::Load:
        return loadFigures(facts, locale);
    case StoryTotals::Loss:
        return lossFigures(facts, locale);
    }
    return {};
}

QString storyDay(double day, const QLocale& locale)
{
    const std::chrono::year_month_day date(model::dayAt(day));
    return locale.toString(
        QDate(int(date.year()), int(unsigned(date.month())), int(unsigned(date.day()))), QStringLiteral("MMMM yyyy"));
}

QString storyTime(double timeS, bool withSeconds)
{
    const auto s = static_cast<long long>(std::floor(timeS));
    const long long day = ((s % 86400) + 86400) % 86400;
    const QString minutes
        = QStringLiteral("%1:%2").arg(day / 3600, 2, 10, QLatin1Char('0')).arg(day / 60 % 60, 2, 10, QLatin1Char('0'));
    return withSeconds ? minutes + QStringLiteral(":%1").arg(day % 60, 2, 10, QLatin1Char('0')) : minutes;
}

} // namespace gigahall::app
