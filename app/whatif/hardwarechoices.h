#pragma once

#include "assets/import/campusfile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gigahall::app {

/// An entry of the menu "Hardware" of a space.
struct HardwareChoice
{
    std::string type; ///< key, as in HardwareChange
    model::LocalizedText label;
    std::uint32_t racks = 0; ///< of this type in the space now; all of them = the entry is ticked
};

/// The compute racks that the layout knows; nothing where hardware can't be changed: parts of halls, plant, spaces
/// without compute racks.
std::vector<HardwareChoice> hardwareChoices(const model::Campus& campus, model::AssetId space);

/// The changes and one more; an earlier one for the same space goes.
std::vector<assets::HardwareChange> withHardware(
    std::vector<assets::HardwareChange> changes, assets::HardwareChange change);

} // namespace gigahall::app
