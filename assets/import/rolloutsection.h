#pragma once

#include "assets/import/campusdocument.h"
#include "assets/import/jsonnode.h"
#include "model/rollout/plantemplate.h"

#include <string>
#include <vector>

namespace gigahall::assets {

/// What a layout or a file of its own (*.rollout.json) says of how its spaces are built.
struct RolloutSection
{
    std::string assumption;
    std::vector<model::ActivityTemplate> templates;
    std::vector<int> lines; ///< of the templates
};

/// Adds what contradicts itself to `problems`. Assumes nothing: what breaks the schema is left out, in silence.
RolloutSection readRolloutSection(
    const CampusDocument& document, const JsonNode& section, std::vector<Problem>& problems);

} // namespace gigahall::assets
