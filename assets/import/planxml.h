#pragma once

#include "assets/import/planfile.h"

#include <string>

namespace gigahall::assets {

/// A plan from a file that Microsoft Project saved as XML (MSPDI), in UTF-8. What a task works at and what kind of work
/// it is comes from, in this order:
/// 1. its custom fields called (by alias or name) "Gigahall asset" and "Gigahall kind";
/// 2. a key NAME/kind at the start of its name, e.g. "P03-B1/shell Steel and roof";
/// 3. the asset that its name, or the nearest task above it in the outline, has among its words (a phase also by its
///    label), and words for kinds of work, English or German: "Foundations", "Fundamente".
/// Tasks for which that gives nothing are left out, with a warning each; summary tasks, inactive and empty ones
/// without. Lags become days of as many minutes as the file says; parts of days are dropped, so that no link gets
/// stricter. Reads nothing but this file: entities are not resolved, and a file with a DOCTYPE is refused. Does not
/// check the plan: loadPlan() does.
PlanResult readPlanXml(const std::string& path, const model::Campus& campus);

} // namespace gigahall::assets
