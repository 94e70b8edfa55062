#pragma once

#include "model/campus/campus.h"

#include <QLocale>
#include <QString>

#include <vector>

namespace gigahall::app {

/// One line about an asset that does not change: counts, ratings, dates.
struct Fact
{
    QString name, value, hint;
};
std::vector<Fact> assetFacts(const model::Campus& campus, model::AssetId id, const QLocale& locale);

} // namespace gigahall::app
