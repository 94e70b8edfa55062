#pragma once

#include "app/docks/assetfacts.h"
#include "model/simulation/scenario.h"
#include "model/telemetry/frame.h"

#include <QLocale>
#include <QString>

#include <vector>

/// Words for what was done to a campus and for what came of it.
namespace gigahall::app {

/// "P03-MT1 fails", "Coolant 2 K colder"
QString eventText(const model::Campus& campus, const model::ScenarioEvent& event, const QLocale& locale);
QString policyText(model::OverloadPolicy policy);

/// Seconds as people say them: "42 s", "12 min", "3 h 5 min".
QString durationText(double seconds, const QLocale& locale);

/// Consequences, one line each; those that are nothing are left out.
std::vector<Fact> impactFacts(const model::Impact& impact, const QLocale& locale);
/// All of it in a few words: "128 racks dark, 24 MW lost"; empty = nothing is missing.
QString impactSummary(const model::Impact& impact, const QLocale& locale);

} // namespace gigahall::app
