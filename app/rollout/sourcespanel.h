#pragma once

#include "app/rollout/sources.h"

#include <QScrollArea>

#include <memory>

class QButtonGroup;
class QLabel;

namespace gigahall::app {

/// Sources and assumptions of what a rollout shows, and the choice of the cost rate.
class SourcesPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit SourcesPanel(QWidget* parent = nullptr);

    void setRollout(std::shared_ptr<const model::Campus> campus, std::shared_ptr<const model::Rollout> rollout);
    void setRate(CostRateChoice choice);
    CostRateChoice rate() const;

    QSize sizeHint() const override { return {312, 420}; }

signals:
    void rateChosen(gigahall::app::CostRateChoice choice);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::shared_ptr<const model::Campus> m_campus;
    std::shared_ptr<const model::Rollout> m_rollout;
    QLabel* m_cost;
    QButtonGroup* m_rates;
    QLabel* m_costNote;
    QLabel* m_notes;
};

} // namespace gigahall::app
