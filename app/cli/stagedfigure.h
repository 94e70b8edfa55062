#pragma once

#include "app/cli/options.h"
#include "app/export/figure.h"

namespace gigahall::app {

/// A figure as the command line and a view file ask for it.
struct StagedFigure
{
    Figure figure;
    std::unique_ptr<model::TelemetrySource> own; ///< where the view file has a scenario or a date of its own

    model::TelemetrySource& source(const Session& session) const { return own ? *own : *session.source(); }
};

/// What the command line says, without a view.
Figure baseFigure(const RenderOptions& options, const Session& session);
/// Finds B of a difference. False after telling `problems` or `mistake`.
bool addDifference(
    const Session& session, Figure& figure, std::vector<assets::Problem>& problems, std::string& mistake);
/// Nothing after telling `problems` (of files) or `mistake` (of options); warnings go to stderr.
std::optional<StagedFigure> stageFigure(
    const RenderOptions& options, const Session& session, std::vector<assets::Problem>& problems, std::string& mistake);

} // namespace gigahall::app
