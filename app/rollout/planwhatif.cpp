#include "app/rollout/planwhatif.h"

#include <QUndoStack>

#include <utility>

namespace gigahall::app {

namespace {

constexpr int kCommandId = 4711; // told from other commands, never merged

} // namespace

class PlanWhatIf::Change : public QUndoCommand
{
public:
    Change(const QString& text, PlanWhatIf& shown, State before, State after)
        : QUndoCommand(text)
        , m_shown(shown)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }

    int id() const override { return kCommandId; }
    void undo() override { m_shown.show(m_before); }
    void redo() override { m_shown.show(m_after); }

private:
    PlanWhatIf& m_shown;
    State m_before, m_after;
};

PlanWhatIf::PlanWhatIf(QUndoStack& undo, QObject* parent)
    : QObject(parent)
    , m_undo(undo)
{
}

void PlanWhatIf::reset(std::shared_ptr<const model::Campus> campus, ShiftedRollout rollout)
{
    m_campus = std::move(campus);
    m_loaded = std::move(rollout.planned);
    m_now = std::move(rollout.now);
    m_plan = m_loaded ? std::make_shared<const model::Plan>(m_loaded->plan) : nullptr;
    m_isPreview = false;
    m_shifts = std::move(rollout.shifts);
    m_shown = m_shifts;
    emit changed();
}

PlanChoice PlanWhatIf::choice() const
{
    if (!m_loaded)
        return {};
    return {m_loaded->plan.file, writtenShifts(m_shifts, *m_campus, m_loaded->plan)};
}

void PlanWhatIf::preview(const PlanShift& shift)
{
    if (!m_loaded)
        return;
    std::vector<PlanShift> shifts = m_shifts;
    addShift(shifts, shift);
    make(std::move(shifts));
    m_isPreview = true;
    emit changed();
}

void PlanWhatIf::endPreview()
{
    if (std::exchange(m_isPreview, false))
        show({m_plan, m_shifts});
}

void PlanWhatIf::shift(const PlanShift& shift, const QString& text)
{
    if (!m_loaded)
        return;
    std::vector<PlanShift> after = m_shifts;
    addShift(after, shift);
    push({m_plan, std::move(after)}, text);
}

void PlanWhatIf::setShifts(std::vector<PlanShift> shifts, const QString& text)
{
    if (shifts != m_shifts)
        push({m_plan, std::move(shifts)}, text);
}

void PlanWhatIf::clear(const QString& text)
{
    setShifts({}, text);
}

void PlanWhatIf::open(model::Plan plan, const QString& text)
{
    push({std::make_shared<const model::Plan>(std::move(plan)), {}}, text);
}

void PlanWhatIf::push(State after, const QString& text)
{
    m_undo.push(new Change(text, *this, {m_plan, m_shifts}, std::move(after)));
}

bool PlanWhatIf::isOurs(const QUndoStack& undo, int index)
{
    const QUndoCommand* command = undo.command(index);
    return command != nullptr && command->id() == kCommandId;
}

void PlanWhatIf::show(const State& state)
{
    m_isPreview = false;
    if (m_plan != state.plan) {
        m_plan = state.plan;
        m_loaded = m_plan ? model::makeRollout(*m_campus, *m_plan) : nullptr;
    }
    m_shifts = state.shifts;
    make(m_shifts);
    emit changed();
}

void PlanWhatIf::make(std::vector<PlanShift> shifts)
{
    m_shown = std::move(shifts);
    m_now = withShifts(*m_campus, m_loaded, m_shown).now;
}

} // namespace gigahall::app
