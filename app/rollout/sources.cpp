#include "app/rollout/sources.h"

#include "app/rollout/announced.h"
#include "app/rollout/dayscale.h"
#include "app/rollout/figures.h"
#include "app/scenery/format.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <map>
#include <set>

namespace gigahall::app {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("rollout", source);
}

QString assumption()
{
    return text(QT_TRANSLATE_NOOP("rollout", "assumption"));
}

SourceNote announced(const model::Announcement& said, const QLocale& locale)
{
    SourceNote out{announcedBy(said, locale), {}};
    for (const model::LocalizedText& sentence : said.says)
        out.lines << QString::fromStdString(sentence.in(locale.language() == QLocale::German ? "de" : "en"));
    return out;
}

/// Racks of the campus, by type.
SourceNote ratings(const model::Campus& campus, const QLocale& locale)
{
    std::set<std::uint32_t> types;
    for (const model::Run& run : campus.runs)
        if (run.kind == model::AssetKind::Rack || run.kind == model::AssetKind::SupportRack)
            types.insert(run.type);
    SourceNote out{text(QT_TRANSLATE_NOOP("rollout", "Ratings")), {}};
    const std::string language = locale.language() == QLocale::German ? "de" : "en";
    for (const std::uint32_t i : types) {
        const model::AssetType& type = campus.types[i];
        const std::string& label = type.label.in(language);
        QString line = QString::fromStdString(label.empty() ? type.key : label) + QStringLiteral(": ")
            + formatPower(type.ratedKw, locale);
        if (type.gpus() > 0)
            line += QStringLiteral(", ")
                + text(QT_TRANSLATE_NOOP("rollout", "%1 dies in %2 packages"))
                      .arg(formatCount(type.gpus(), locale),
                          formatCount(double(type.gpus()) / type.gpusPerPackage, locale));
        out.lines << line + QStringLiteral(". ")
                + (type.source.empty()
                        ? text(QT_TRANSLATE_NOOP("rollout", "Assumption."))
                        : text(QT_TRANSLATE_NOOP("rollout", "Source: %1")).arg(QString::fromStdString(type.source)));
    }
    return out;
}

SourceNote facility(const model::Campus& campus, const QLocale& locale)
{
    std::map<double, QStringList> phases;
    for (std::uint32_t p = 0; p < campus.phases.size(); ++p)
        phases[campus.phases[p].peakPue] << shortName(campus, model::AssetId(model::AssetKind::Phase, p), locale);
    SourceNote out{text(QT_TRANSLATE_NOOP("rollout", "Facility power")), {}};
    out.lines << text(QT_TRANSLATE_NOOP("rollout",
        "Nameplate of racks times the peak PUE of their phase: what has to be there in the hottest hour. The simulated "
        "load is less."));
    for (const auto& [pue, names] : phases) {
        const QString who = names.size() > 2 ? names.front() + QStringLiteral(" \u2013 ") + names.back()
                                             : names.join(QStringLiteral(", "));
        out.lines << text(QT_TRANSLATE_NOOP("rollout", "PUE %1: %2 (the layout, an assumption)"))
                         .arg(formatNumber(pue, locale), who);
    }
    return out;
}

SourceNote dates(const model::Plan& plan, const QLocale& locale)
{
    SourceNote out{text(QT_TRANSLATE_NOOP("rollout", "Dates")), {}};
    std::map<std::string, int> sources;
    int actual = 0, without = 0;
    for (const model::Activity& activity : plan.activities) {
        ++(activity.isAssumption() ? without : sources[activity.source]);
        actual += activity.actualStart || activity.actualFinish ? 1 : 0;
    }
    out.lines << (plan.file.empty() ? text(QT_TRANSLATE_NOOP("rollout", "The plan is that of the layout."))
                                    : text(QT_TRANSLATE_NOOP("rollout", "The plan is from %1."))
                                          .arg(QFileInfo(QString::fromStdString(plan.file)).fileName()));
    for (const auto& [source, count] : sources)
        out.lines << QCoreApplication::translate("rollout", "%n activity(s): %1", nullptr, count)
                         .arg(QString::fromStdString(source));
    if (without > 0) {
        QString line = QCoreApplication::translate("rollout", "%n activity(s): %1", nullptr, without).arg(assumption());
        if (!plan.assumption.empty())
            line += QStringLiteral(". ") + QString::fromStdString(plan.assumption);
        out.lines << line;
    }
    out.lines << (actual == 0
            ? text(QT_TRANSLATE_NOOP("rollout", "No actual dates: there is no source for any."))
            : QCoreApplication::translate("rollout", "%n activity(s) with actual dates", nullptr, actual)
                + (plan.statusDay
                        ? text(QT_TRANSLATE_NOOP("rollout", ", known to %1")).arg(dateText(*plan.statusDay, locale))
                        : QString()));
    return out;
}

} // namespace

std::vector<SourceNote> sourceNotes(const model::Campus& campus, const model::Plan& plan, const QLocale& locale)
{
    std::vector<SourceNote> out{ratings(campus, locale), facility(campus, locale), dates(plan, locale)};
    if (campus.announced)
        out.insert(out.begin(), announced(*campus.announced, locale));
    return out;
}

model::CostRate costRate(CostRateChoice choice)
{
    if (choice == CostRateChoice::MissionText)
        return {.lowPerGw = 5, .highPerGw = 6};
    return {};
}

QString costRateText(CostRateChoice choice, const QLocale& locale)
{
    const model::CostRate rate = costRate(choice);
    const QString range = text(QT_TRANSLATE_NOOP("rollout", "%1 to %2 bn US$ a gigawatt"))
                              .arg(formatCount(rate.lowPerGw, locale), formatCount(rate.highPerGw, locale));
    return range + QLatin1Char('\n')
        + (choice == CostRateChoice::PublicStatement ? text(QT_TRANSLATE_NOOP("rollout", "public statement, 2025"))
                                                     : text(QT_TRANSLATE_NOOP("rollout", "the mission's text")));
}

SourceNote costNote(const model::Campus& campus, std::int64_t wholeFacilityW, const QLocale& locale)
{
    const auto whole
        = [&](CostRateChoice choice) { return formatRange(costRate(choice).cost(wholeFacilityW), locale); };
    const QString size = formatPower(double(wholeFacilityW) / 1e3, locale);
    SourceNote out{text(QT_TRANSLATE_NOOP("rollout", "Cost")),
        {text(QT_TRANSLATE_NOOP("rollout",
            "Cost is a rate times gigawatts of rated facility power, and nothing else: no interest, no schedule of "
            "payments."))}};
    if (!campus.announced) {
        out.lines << text(
            QT_TRANSLATE_NOOP("rollout",
                "At 50 to 60 bn US$ a gigawatt, the public statement of 2025 for AI factories, %1 come to "
                "%2 bn US$."))
                         .arg(size, whole(CostRateChoice::PublicStatement));
        return out;
    }
    out.lines << QStringList{
        text(QT_TRANSLATE_NOOP("rollout",
                 "At 5 to 6 bn US$ a gigawatt, %1 come to %2 bn US$. That contradicts the same text's \"several "
                 "trillions\", and the public statement of 50 to 60 bn a gigawatt."))
            .arg(size, whole(CostRateChoice::MissionText)),
        text(QT_TRANSLATE_NOOP(
                 "rollout", "At 50 to 60 bn they come to %1 bn US$: neither rate reaches several trillions."))
            .arg(whole(CostRateChoice::PublicStatement))};
    if (campus.announced->stakeBnUsd > 0)
        out.lines << stakeText(*campus.announced, locale);
    return out;
}

} // namespace gigahall::app
