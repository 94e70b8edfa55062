#pragma once

#include "assets/import/campusfile.h"
#include "model/cooling/weather.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// Either a whole weather or every problem found.
struct WeatherResult
{
    std::optional<model::Weather> weather;
    std::vector<Problem> problems;
};

/// Reads the dry bulb temperature of an EnergyPlus weather file (EPW: eight header lines, of which the first starts
/// with LOCATION, then a whole year of hours; hour 1 ends at 01:00 and holds for that moment, so the last hour of the
/// year stands at its beginning) or of a CSV table. A table has the column dry_bulb_c and one of
/// - hour: 0, 1, 2, ... of whole days (one day is repeated every day),
/// - time_s: 0, then in equal steps;
/// other columns don't count. A table of one row is a constant. Values are C between -70 and 70; nothing is filled in
/// for a reading that is missing. Safe from any thread.
WeatherResult loadWeather(const std::string& path);

} // namespace gigahall::assets
