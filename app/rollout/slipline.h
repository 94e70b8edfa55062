#pragma once

#include "app/rollout/planchoice.h"

#include <QLocale>
#include <QString>

namespace gigahall::app {

/// "Phase 3", "P03-B2", or an activity behind its space: what is moved.
QString targetName(
    const model::Campus& campus, const model::Plan& plan, const PlanTarget& target, const QLocale& locale);
/// "Phase 3 +182 days": also what an undo menu says.
QString shiftText(const model::Campus& campus, const model::Plan& plan, const PlanShift& shift, const QLocale& locale);

/// What all shifts come to against the plan without them: GPU-months and megawatts at quarter ends, at most
/// `mostQuarters` of them, those that lose or gain most. Empty without shifts.
QString slipText(
    const model::Campus& campus, const ShiftedRollout& rollout, const QLocale& locale, std::size_t mostQuarters);

} // namespace gigahall::app
