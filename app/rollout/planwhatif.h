#pragma once

#include "app/rollout/planchoice.h"
#include "model/rollout/rollout.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QUndoStack;

namespace gigahall::app {

/// The rollout that is shown: the one that was loaded, and what people moved in it. Changes, and plans that are opened,
/// are commands on a stack that belongs to somebody else and outlives it.
class PlanWhatIf : public QObject
{
    Q_OBJECT

public:
    explicit PlanWhatIf(QUndoStack& undo, QObject* parent = nullptr);

    /// Another plan, or the same one on a campus that was built again. Nothing planned = there is none.
    void reset(std::shared_ptr<const model::Campus> campus, ShiftedRollout rollout);

    const std::shared_ptr<const model::Campus>& campus() const { return m_campus; }
    /// Null = there is no plan.
    const std::shared_ptr<const model::Rollout>& loaded() const { return m_loaded; }
    /// With all shifts, the previewed one as well.
    const std::shared_ptr<const model::Rollout>& now() const { return m_now; }
    const std::vector<PlanShift>& shifts() const { return m_shifts; }
    /// The plan with its shifts, as files and options have it.
    PlanChoice choice() const;
    /// What is shown, with the previewed shift.
    ShiftedRollout shown() const { return {m_loaded, m_now, m_shown}; }
    bool isPreview() const { return m_isPreview; }

    /// As if it were moved, until it is moved or the preview ends. Some milliseconds.
    void preview(const PlanShift& shift);
    void endPreview();
    void shift(const PlanShift& shift, const QString& text);
    /// Instead of those there are; nothing happens where they are the same.
    void setShifts(std::vector<PlanShift> shifts, const QString& text);
    void clear(const QString& text);
    /// Another plan of the same campus, from a file. Some milliseconds.
    void open(model::Plan plan, const QString& text);
    /// Whether a command of an undo stack is one of these: they work on any source of telemetry.
    static bool isOurs(const QUndoStack& undo, int index);

signals:
    /// now() is another one; while it is previewed as well.
    void changed();

private:
    /// What commands go between. Plans, not rollouts: what stands follows from the racks there are now.
    struct State
    {
        std::shared_ptr<const model::Plan> plan; ///< null = there is none
        std::vector<PlanShift> shifts;
    };
    class Change;

    void push(State after, const QString& text);
    void show(const State& state);
    void make(std::vector<PlanShift> shifts);

    QUndoStack& m_undo;
    std::shared_ptr<const model::Campus> m_campus;
    std::shared_ptr<const model::Rollout> m_loaded, m_now;
    std::shared_ptr<const model::Plan> m_plan; ///< of m_loaded
    std::vector<PlanShift> m_shifts, m_shown;
    bool m_isPreview = false;
};

} // namespace gigahall::app
