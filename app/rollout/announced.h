#pragma once

#include "model/campus/campus.h"

#include <QLocale>
#include <QString>

/// What the layout says was announced, in words. Empty where nothing was.
namespace gigahall::app {

/// "4 to 5 million".
QString announcedGpus(const model::Announcement& said, const QLocale& locale);
/// "As announced, September 2025, letter of intent".
QString announcedBy(const model::Announcement& said, const QLocale& locale);
/// "Announced: 10 GW. As announced, ...", behind other sentences; each begins with a blank.
QString announcedPowerHint(const model::Campus& campus, const QLocale& locale);
QString announcedGpusHint(const model::Campus& campus, const QLocale& locale);
/// What the investor's stake is, as a sentence.
QString stakeText(const model::Announcement& said, const QLocale& locale);

} // namespace gigahall::app
