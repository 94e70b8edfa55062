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

void PlanWhatIf::reset(
    std::shared_ptr<const model::Campus> campus, std::shared_ptr<const model::Rollout> loaded, bool keepShifts)
{
    m_campus = std::move(campus);
    m_loaded = std::move(loaded);
    m_plan = m_loaded ? std::make_shared<const model::Plan>(m_loaded->plan) : nullptr;
    m_isPreview = false;
    if (!keepShifts || !m_loaded)
        m_shifts.clear();
    make(m_shifts);
    emit changed();
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

void PlanWhatIf::clear(const QString& text)
{
    if (!m_shifts.empty())
        push({m_plan, {}}, text);
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
    if (!m_loaded || m_shown.empty())
        m_now = m_loaded;
    else
        m_now = model::makeRollout(*m_campus, withShifts(*m_campus, m_loaded->plan, m_shown));
}

} // namespace gigahall::app
