#pragma once

#include "app/rollout/planshift.h"
#include "assets/import/planfile.h"
#include "model/rollout/rollout.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The rollout as options and files ask for it. No Qt.
namespace gigahall::app {

/// "P03=6mo": a space, or one activity by its key, that much later. Sooner with a minus.
struct WrittenShift
{
    std::string target;
    int days = 0, months = 0; ///< one of them; months from the day on which work at the target begins

    bool operator==(const WrittenShift&) const = default;
};

/// Amounts are whole numbers of d, w or mo.
inline constexpr std::string_view kShiftExpected = "ASSET=TIME, where TIME is e.g. 180d, 26w, 6mo or -10d";
std::optional<WrittenShift> readShift(std::string_view text);
std::string optionText(const WrittenShift& shift);

struct PlanChoice
{
    std::string file; ///< empty = the layout's
    std::vector<WrittenShift> shifts; ///< one after another

    bool operator==(const PlanChoice&) const = default;
};

/// Nothing, and `problems` are told, where one has no target or where that can't be moved.
std::optional<std::vector<PlanShift>> findShifts(const std::vector<WrittenShift>& written, const model::Campus& campus,
    const model::Plan& plan, std::vector<std::string>& problems);
/// The inverse, in days.
std::vector<WrittenShift> writtenShifts(
    std::span<const PlanShift> shifts, const model::Campus& campus, const model::Plan& plan);

/// assets::loadPlan() with its shifts.
assets::PlanResult loadPlan(const PlanChoice& choice, const model::Campus& campus);

/// A rollout before and after what was moved in it; the same one where nothing was.
struct ShiftedRollout
{
    std::shared_ptr<const model::Rollout> planned, now;
    std::vector<PlanShift> shifts; ///< between them
};
ShiftedRollout withShifts(
    const model::Campus& campus, std::shared_ptr<const model::Rollout> planned, std::vector<PlanShift> shifts);

} // namespace gigahall::app
