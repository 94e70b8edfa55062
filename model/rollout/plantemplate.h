#pragma once

#include "model/rollout/plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gigahall::model {

/// One activity for every phase, building or hall: what layouts say instead of hundreds of rows.
struct ActivityTemplate
{
    enum class Each : std::uint8_t
    {
        Campus,
        Phase,
        Building,
        Hall
    };
    struct After
    {
        std::uint32_t activity = 0; ///< index into the templates
        bool previous = false; ///< of the space before in the same parent, instead of the same space
        LinkKind kind = LinkKind::FinishToStart;
        int lagDays = 0;
    };

    std::string key; ///< e.g. "shell"; an activity is called SPACE/key
    LocalizedText label;
    ActivityKind kind = ActivityKind::Foundations;
    Each each = Each::Building;
    int startDays = 0; ///< first day of that of the first building and hall, see expand()
    bool fromReady = false; ///< startDays count from the day its phase is ready instead, whatever its size
    int days = 1; ///< worked on; a milestone has 1
    int staggerDays = 0; ///< later for each building within its phase
    int hallStaggerDays = 0; ///< and for each hall within its building
    std::vector<After> after;
    BuildStyle style = BuildStyle::Grow;
    std::string source;
};

/// When phases are ready is in the campus; one without a day is left out, it was always there. The start days of a
/// phase count from any day: it is moved as a whole so that its last Energised work ends when it is ready, however many
/// buildings and halls it has. Without such work they count from that day, as those of the campus do from the day on
/// which the first phase is ready. Baselines are as planned. `assumption` says why days without a source are believed.
/// A link from a larger space to a smaller one waits for all of the smaller ones.
Plan expand(const Campus& campus, const std::vector<ActivityTemplate>& templates, std::string assumption);

} // namespace gigahall::model
