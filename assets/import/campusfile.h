#pragma once

#include "model/campus/campus.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::assets {

/// One thing wrong with an input file. `line` counts from 1, 0 = whole file; `pointer` is a JSON pointer or empty.
struct Problem
{
    std::string file;
    int line = 0;
    std::string pointer;
    std::string what; ///< what is wrong and what was expected

    std::string text() const; ///< FILE:LINE: /json/pointer: what
};

/// Either a whole campus or every problem found; never both, never half of one.
struct CampusResult
{
    std::optional<model::Campus> campus;
    std::vector<Problem> problems;
};

/// A what-if on top of a layout: every compute rack in a space becomes one of another type.
struct HardwareChange
{
    std::string asset; ///< name of the campus, a phase, a building or a hall
    std::string type; ///< key of a compute rack of the layout

    bool operator==(const HardwareChange&) const = default;
};

/// Reads, validates against the schema, checks meaning, builds; with other hardware than the file says where asked for.
/// Safe from any thread.
CampusResult loadCampus(const std::string& path, const std::vector<HardwareChange>& hardware = {});
/// Shipped campuses by name ("default", "variant-b", "one-hall", "frontier", ...) or a path as it is. Looks beside the
/// binary and in the source tree.
std::string resolveCampusPath(const std::string& nameOrPath);

} // namespace gigahall::assets
