#include "app/rollout/planwhatif.h"

#include <QUndoStack>

#include <utility>

namespace gigahall::app {

namespace {

constexpr int kCommandId = 4711; // told from other commands, never merged

class Shift : public QUndoCommand
{
public:
    using Shifts = std::vector<PlanShift>;

    Shift(const QString& text, Shifts before, Shifts after, std::function<void(const Shifts&)> show)
        : QUndoCommand(text)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_show(std::move(show))
    {
    }

    int id() const override { return kCommandId; }
    void undo() override { m_show(m_before); }
    void redo() override { m_show(m_after); }

private:
    Shifts m_before, m_after;
    std::function<void(const Shifts&)> m_show;
};

} // namespace

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
        show(m_shifts);
}

void PlanWhatIf::shift(const PlanShift& shift, const QString& text)
{
    if (!m_loaded)
        return;
    std::vector<PlanShift> after = m_shifts;
    addShift(after, shift);
    push(std::move(after), text);
}

void PlanWhatIf::clear(const QString& text)
{
    if (!m_shifts.empty())
        push({}, text);
}

void PlanWhatIf::push(std::vector<PlanShift> after, const QString& text)
{
    m_undo.push(
        new Shift(text, m_shifts, std::move(after), [this](const std::vector<PlanShift>& shifts) { show(shifts); }));
}

bool PlanWhatIf::isShift(const QUndoStack& undo, int index)
{
    const QUndoCommand* command = undo.command(index);
    return command != nullptr && command->id() == kCommandId;
}

void PlanWhatIf::show(const std::vector<PlanShift>& shifts)
{
    m_isPreview = false;
    if (!m_loaded)
        return;
    m_shifts = shifts;
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
