#pragma once

#include "app/rollout/planwhatif.h"

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace gigahall::app {

class DateBar;
class GanttView;

/// The rollout under the view: its clock, its plan as bars, and what came of moving them. It moves bars of the plan it
/// is given and shows whatever that then says.
class RolloutPanel : public QWidget
{
    Q_OBJECT

public:
    RolloutPanel(PlanWhatIf& plan, QWidget* parent = nullptr);

    DateBar& dateBar() { return *m_dateBar; }
    GanttView& gantt() { return *m_gantt; }
    /// What the line about moved bars says; empty = nothing was moved.
    QString result() const;
    void setDay(std::optional<double> day);
    void setSelected(model::AssetId id);

    QSize sizeHint() const override { return {900, 300}; }

signals:
    void dayChanged(std::optional<double> day);
    void assetChosen(gigahall::model::AssetId id);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showPlan();
    void showResult();
    void retranslate();

    PlanWhatIf& m_plan;
    std::shared_ptr<const model::Rollout> m_shownPlan; ///< the one rows are made of
    DateBar* m_dateBar;
    GanttView* m_gantt;
    QLabel* m_result;
    QToolButton* m_reset;
    QToolButton* m_fit;
    QToolButton* m_fold;
    QWidget* m_legend;
};

} // namespace gigahall::app
