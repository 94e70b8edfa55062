#include "app/rollout/figures.h"

#include "app/rollout/announced.h"

#include "app/scenery/format.h"

#include <QCoreApplication>

#include <cmath>

namespace gigahall::app {

using model::CostRate;
using model::RolloutTotals;

namespace {

constexpr char16_t kThinSpace = 0x202f; // narrow, no break
constexpr char16_t kEnDash = 0x2013;
constexpr double kMillion = 1e6, kMwhPerTwh = 1e6, kMwhPerGwh = 1e3;

QString text(const char* source)
{
    return QCoreApplication::translate("rollout", source);
}

QString withUnit(const QString& number, const QString& unit)
{
    return number + QChar(kThinSpace) + unit;
}

QString billions(const QString& number)
{
    return withUnit(number, text(QT_TRANSLATE_NOOP("rollout", "bn US$")));
}

QString ofWhole(std::uint32_t part, std::size_t whole, const QLocale& locale)
{
    return text(QT_TRANSLATE_NOOP("rollout", "%1 of %2"))
        .arg(formatCount(part, locale), formatCount(double(whole), locale));
}

QString energyText(double mwh, const QLocale& locale)
{
    if (std::abs(mwh) >= kMwhPerTwh)
        return withUnit(formatNumber(mwh / kMwhPerTwh, locale), QStringLiteral("TWh"));
    return withUnit(formatNumber(mwh / kMwhPerGwh, locale), QStringLiteral("GWh"));
}

/// MW up to 10 GW: what is added phase by phase is told in one unit.
QString megawatts(std::int64_t watts, const QLocale& locale)
{
    return withUnit(formatCount(std::round(double(watts) / kMillion), locale), QStringLiteral("MW"));
}

} // namespace

QString quantityTitle(RolloutQuantity quantity)
{
    switch (quantity) {
    case RolloutQuantity::Power:
        return QStringLiteral("MW");
    case RolloutQuantity::Dies:
        return text(QT_TRANSLATE_NOOP("rollout", "Dies"));
    case RolloutQuantity::Racks:
        return text(QT_TRANSLATE_NOOP("rollout", "Racks"));
    case RolloutQuantity::Cost:
        break;
    }
    return text(QT_TRANSLATE_NOOP("rollout", "bn US$"));
}

QString formatMany(double count, const QLocale& locale, int digits)
{
    constexpr double kFromMillions = 99950; // below: as many as there are
    if (std::abs(count) < kFromMillions)
        return formatCount(count, locale);
    return withUnit(formatNumber(count / kMillion, locale, digits), text(QT_TRANSLATE_NOOP("rollout", "M")));
}

QString formatRange(CostRate::Range range, const QLocale& locale)
{
    return formatNumber(range.low, locale) + QChar(kEnDash) + formatNumber(range.high, locale);
}

std::vector<RolloutFigure> headlines(const model::Campus& campus, const RolloutTotals& now, const RolloutTotals& whole,
    const CostRate& rate, const QLocale& locale)
{
    return {
        {megawatts(now.facilityW, locale),
            text(QT_TRANSLATE_NOOP("rollout", "energised of %1"))
                .arg(formatPower(double(whole.facilityW) / 1e3, locale)),
            text(QT_TRANSLATE_NOOP("rollout", "Nameplate of the racks in service times the peak PUE of their phase."))
                + announcedPowerHint(campus, locale)},
        {formatMany(double(now.gpus), locale),
            text(QT_TRANSLATE_NOOP("rollout", "GPU dies online of %1")).arg(formatMany(double(whole.gpus), locale)),
            text(QT_TRANSLATE_NOOP("rollout", "%1 dies.")).arg(formatCount(double(now.gpus), locale))
                + announcedGpusHint(campus, locale)},
        {billions(formatRange(rate.cost(now.facilityW), locale)),
            text(QT_TRANSLATE_NOOP("rollout", "of %1")).arg(formatRange(rate.cost(whole.facilityW), locale)),
            text(QT_TRANSLATE_NOOP(
                "rollout", "Cost: rate times gigawatts energised, see the panel on sources and assumptions."))},
    };
}

std::vector<RolloutFigure> details(const model::Campus& campus, const RolloutTotals& now, const RolloutTotals& whole,
    bool hasDate, const QLocale& locale)
{
    const auto part = [&](double a, double b) {
        return text(QT_TRANSLATE_NOOP("rollout", "%1 of %2")).arg(formatMany(a, locale), formatMany(b, locale));
    };
    std::vector<RolloutFigure> out{
        {ofWhole(now.phases, campus.phases.size(), locale), text(QT_TRANSLATE_NOOP("rollout", "Phases energised")),
            text(QT_TRANSLATE_NOOP("rollout", "All of whose racks are in service"))},
        {ofWhole(now.buildings, campus.buildings.size(), locale), text(QT_TRANSLATE_NOOP("rollout", "Buildings")), {}},
        {ofWhole(now.halls, campus.halls.size(), locale), text(QT_TRANSLATE_NOOP("rollout", "Halls")), {}},
        {part(now.gpuPackages, whole.gpuPackages), text(QT_TRANSLATE_NOOP("rollout", "GPU packages online")),
            text(QT_TRANSLATE_NOOP("rollout", "A package holds two or more dies."))},
        {ofWhole(now.racks, whole.racks, locale), text(QT_TRANSLATE_NOOP("rollout", "Compute racks")), {}},
        {ofWhole(now.supportRacks, whole.supportRacks, locale), text(QT_TRANSLATE_NOOP("rollout", "Support racks")),
            {}},
        {megawatts(now.itW, locale), text(QT_TRANSLATE_NOOP("rollout", "IT of that")),
            text(QT_TRANSLATE_NOOP("rollout", "Nameplate of racks and support racks"))},
        {hasDate ? energyText(now.facilityMwh(), locale) : QString(QChar(kEnDash)),
            text(QT_TRANSLATE_NOOP("rollout", "Energy at nameplate")),
            text(QT_TRANSLATE_NOOP("rollout", "If everything ran at its nameplate from the day it was energised"))},
    };
    constexpr int kAfterPackages = 4;
    const auto& said = campus.announced;
    if (said && said->gpusHigh > 0)
        out.insert(out.begin() + kAfterPackages,
            {announcedGpus(*said, locale), text(QT_TRANSLATE_NOOP("rollout", "GPUs announced")),
                announcedBy(*said, locale)});
    if (said && said->stakeBnUsd > 0)
        out.push_back({billions(formatNumber(said->paidBnUsd(now.facilityW), locale)),
            text(QT_TRANSLATE_NOOP("rollout", "Investor's tranches")), stakeText(*said, locale)});
    return out;
}

} // namespace gigahall::app
