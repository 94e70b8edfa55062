#pragma once

#include "model/campus/campusspec.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::model {

/// What a layout would expand to; double, so that no product overflows.
struct CampusCounts
{
    double phases = 0, buildings = 0, halls = 0, rows = 0, racks = 0, supportRacks = 0, plant = 0, decor = 0;
    double trays = 0, gpus = 0, runs = 0, shells = 0;
};
CampusCounts countCampus(const CampusSpec& spec);

/// The most of each that is built; far above 100 GW, far below what would exhaust memory.
CampusCounts campusLimits();

struct BuildProblem
{
    std::string where; ///< part of the layout as a JSON pointer, e.g. "/names/rack"
    std::string what;
};

/// Either a whole campus or what keeps it from being one.
struct BuildResult
{
    std::optional<Campus> campus;
    std::vector<BuildProblem> problems;
};

/// Expands templates, arrays and rules. Limits are checked first: nothing large is allocated for a layout above them.
BuildResult buildCampus(const CampusSpec& spec);

} // namespace gigahall::model
