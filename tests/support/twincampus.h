#pragma once

#include "assets/import/campusfile.h"
#include "model/simulation/twin.h"

#include <QString>
#include <QVariant>

#include <random>
#include <string_view>
#include <utility>
#include <vector>

/// Campuses, conditions and checks for tests of the twin.
namespace gigahall::tests {

/// Values of a layout to change, by their path: {"types/cdu/rating", 1800}. An invalid value removes.
using LayoutEdits = std::vector<std::pair<QString, QVariant>>;

/// A shipped campus, with edits and other hardware. Ends the test if it can't be built.
model::Campus loadCampus(
    const char* name, const LayoutEdits& edits = {}, const std::vector<assets::HardwareChange>& hardware = {});
/// The one-hall campus with other sizes, ratings, redundancies, and rules missing.
model::Campus randomCampus(std::mt19937& random);

/// All plant of a type.
model::Outage allOf(const model::Campus& campus, std::string_view type);

double between(std::mt19937& random, double lo, double hi);
/// Racks that each do something else.
model::TwinLoad randomLoad(const model::Twin& twin, std::mt19937& random);
/// Weather, policy, set-point and up to four outages: mostly single assets, rarely rows, halls, all of a type.
model::TwinConditions randomConditions(const model::Twin& twin, std::mt19937& random);

/// What is wrong with a result: negative, NaN, sums that do not close to `tolerance`, stations that keep energy,
/// overloads; empty = nothing.
QString faultOf(const model::Twin& twin, const model::TwinConditions& conditions, const model::TwinResult& result,
    double tolerance);
/// Whether two results are the same to the last bit.
bool sameBytes(const model::TwinResult& a, const model::TwinResult& b);

} // namespace gigahall::tests
