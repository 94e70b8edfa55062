#pragma once

#include "assets/import/campusfile.h"
#include "model/campus/campusspec.h"

#include <string>
#include <vector>

namespace gigahall::assets {

/// The campus with other hardware, or everything that is wrong with the changes.
struct HardwareResult
{
    model::CampusSpec spec;
    std::vector<std::string> problems;
};

/// One after the other: where spaces lie in each other the last change counts. `written` is the campus of the layout as
/// it is; names are looked up in it.
HardwareResult changeHardware(
    const model::CampusSpec& spec, const model::Campus& written, const std::vector<HardwareChange>& changes);

} // namespace gigahall::assets
