#include "app/docks/whatiftext.h"

#include "app/scenery/format.h"

#include <QCoreApplication>

#include <cmath>

namespace gigahall::app {

using model::ScenarioEvent;

namespace {

struct WhatIfText
{
    Q_DECLARE_TR_FUNCTIONS(WhatIfText)
};

constexpr std::size_t kNamedAssets = 2;
constexpr double kMinute = 60, kHour = 3600, kForever = 100 * kHour;

/// The first names, and how many more there are.
QString names(const model::Campus& campus, const model::Outage& assets, const QLocale& locale)
{
    QStringList list;
    for (std::size_t i = 0; i < assets.size() && i < kNamedAssets; ++i)
        list.append(QString::fromStdString(campus.name(assets[i])));
    const QString named = list.join(QStringLiteral(", "));
    return assets.size() <= kNamedAssets
        ? named
        : WhatIfText::tr("%1 and %2 more")
              .arg(named, formatCount(static_cast<double>(assets.size() - kNamedAssets), locale));
}

} // namespace

QString eventText(const model::Campus& campus, const ScenarioEvent& event, const QLocale& locale)
{
    const auto kelvin = [&] { return formatNumber(std::abs(event.value), locale) + QStringLiteral("\u202fK"); };
    switch (event.kind) {
    case ScenarioEvent::Kind::Fail:
        return WhatIfText::tr("%1 fails").arg(names(campus, event.assets, locale));
    case ScenarioEvent::Kind::Restore:
        return WhatIfText::tr("%1 works again").arg(names(campus, event.assets, locale));
    case ScenarioEvent::Kind::Supply:
        return event.value == 0 ? WhatIfText::tr("Coolant at its set-point")
            : event.value < 0   ? WhatIfText::tr("Coolant %1 colder").arg(kelvin())
                                : WhatIfText::tr("Coolant %1 warmer").arg(kelvin());
    case ScenarioEvent::Kind::DryBulb:
        return WhatIfText::tr("%1 outside").arg(formatNumber(event.value, locale) + QStringLiteral("\u202f\u00b0C"));
    case ScenarioEvent::Kind::Cap:
        return event.value >= 1 ? WhatIfText::tr("%1 without a cap").arg(names(campus, event.assets, locale))
                                : WhatIfText::tr("%1 capped at %2")
                                      .arg(names(campus, event.assets, locale),
                                          locale.toString(std::round(100 * event.value)) + QStringLiteral("\u202f%"));
    }
    return {};
}

QString policyText(model::OverloadPolicy policy)
{
    switch (policy) {
    case model::OverloadPolicy::Shed:
        return WhatIfText::tr("Overloads are shed");
    case model::OverloadPolicy::Cap:
        return WhatIfText::tr("Overloads are capped");
    case model::OverloadPolicy::Carry:
        break;
    }
    return WhatIfText::tr("Overloads are only listed");
}

QString durationText(double seconds, const QLocale& locale)
{
    if (seconds >= kForever)
        return WhatIfText::tr("over %1 h").arg(formatCount(kForever / kHour, locale));
    if (seconds < 2 * kMinute)
        return WhatIfText::tr("%1 s").arg(formatCount(std::floor(seconds), locale));
    if (seconds < 2 * kHour)
        return WhatIfText::tr("%1 min").arg(formatCount(std::floor(seconds / kMinute), locale));
    const double hours = std::floor(seconds / kHour);
    return WhatIfText::tr("%1 h %2 min")
        .arg(formatCount(hours, locale), formatCount(std::floor((seconds - hours * kHour) / kMinute), locale));
}

std::vector<Fact> impactFacts(const model::Impact& impact, const QLocale& locale)
{
    std::vector<Fact> facts;
    const auto count = [&](const QString& name, double value, const QString& hint = {}) {
        if (value > 0)
            facts.push_back({name, formatCount(value, locale), hint});
    };
    if (impact.lostKw > 0)
        facts.push_back(
            {WhatIfText::tr("Lost"), formatPower(impact.lostKw, locale), WhatIfText::tr("IT load that is not served")});
    count(WhatIfText::tr("Racks dark"), impact.darkRacks);
    count(WhatIfText::tr("too hot"), impact.hotRacks, WhatIfText::tr("Switched off since their coolant got too warm"));
    count(WhatIfText::tr("GPUs dark"), static_cast<double>(impact.darkGpus));
    count(WhatIfText::tr("Jobs hit"), impact.stoppedJobs, WhatIfText::tr("Jobs with a dark rack"));
    count(WhatIfText::tr("Racks held back"), impact.cappedRacks);
    if (impact.heldBackKw > 0)
        facts.push_back({WhatIfText::tr("Held back"), formatPower(impact.heldBackKw, locale), {}});
    if (std::isfinite(impact.rideThroughS))
        facts.push_back({WhatIfText::tr("Batteries last"), durationText(impact.rideThroughS, locale),
            WhatIfText::tr("Until the first one that carries load is empty")});
    if (std::isfinite(impact.timeToLimitS))
        facts.push_back({WhatIfText::tr("Too hot in"), durationText(impact.timeToLimitS, locale),
            WhatIfText::tr("Until the first rack switches itself off")});
    count(WhatIfText::tr("Overloaded"), static_cast<double>(impact.overloaded.size()),
        WhatIfText::tr("Above the rating before loads were shed or capped"));
    return facts;
}

QString impactSummary(const model::Impact& impact, const QLocale& locale)
{
    QStringList parts;
    if (impact.darkRacks > 0)
        parts.append(WhatIfText::tr("%1 racks dark").arg(formatCount(impact.darkRacks, locale)));
    if (impact.lostKw > 0)
        parts.append(WhatIfText::tr("%1 lost").arg(formatPower(impact.lostKw, locale)));
    if (impact.heldBackKw > 0)
        parts.append(WhatIfText::tr("%1 held back").arg(formatPower(impact.heldBackKw, locale)));
    if (std::isfinite(impact.rideThroughS))
        parts.append(WhatIfText::tr("batteries last %1").arg(durationText(impact.rideThroughS, locale)));
    if (std::isfinite(impact.timeToLimitS))
        parts.append(WhatIfText::tr("too hot in %1").arg(durationText(impact.timeToLimitS, locale)));
    if (!impact.overloaded.empty())
        parts.append(
            WhatIfText::tr("%1 overloaded").arg(formatCount(static_cast<double>(impact.overloaded.size()), locale)));
    return parts.join(QStringLiteral(", "));
}

} // namespace gigahall::app
