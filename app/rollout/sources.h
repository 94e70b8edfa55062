#pragma once

#include "model/rollout/rollout.h"

#include <QLocale>
#include <QString>

#include <vector>

/// Where the figures of a rollout come from, in words.
namespace gigahall::app {

struct SourceNote
{
    QString title;
    QStringList lines;
};
/// Announcements where there are some, ratings, PUE, dates; cost apart, see costNote().
std::vector<SourceNote> sourceNotes(const model::Campus& campus, const model::Plan& plan, const QLocale& locale);

enum class CostRateChoice
{
    PublicStatement, ///< 50 to 60 bn US$ a gigawatt
    MissionText ///< 5 to 6
};
model::CostRate costRate(CostRateChoice choice);
/// Two lines: the rate, and who says so.
QString costRateText(CostRateChoice choice, const QLocale& locale);
/// What the rates mean, and why the higher one is the default; for the facility power of the whole campus.
SourceNote costNote(const model::Campus& campus, std::int64_t wholeFacilityW, const QLocale& locale);

} // namespace gigahall::app
