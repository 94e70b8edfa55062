#pragma once

#include "app/rollout/figures.h"

#include <QScrollArea>

#include <array>
#include <memory>
#include <optional>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QToolButton;

namespace gigahall::app {

class CurveView;

/// What is in service on a date, as figures and as curves over time.
class TotalsPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit TotalsPanel(QWidget* parent = nullptr);

    /// Null = there is no plan: figures of the whole campus need one as well.
    void setRollout(std::shared_ptr<const model::Campus> campus, std::shared_ptr<const model::Rollout> now,
        std::shared_ptr<const model::Rollout> loaded);
    /// Nothing = all of it is in service.
    void setDay(std::optional<double> day);
    void setRate(const model::CostRate& rate);
    CurveView& curves() { return *m_curves; }

    QSize sizeHint() const override { return {312, 520}; }

signals:
    void dayChosen(double day);
    void sourcesAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    void copyTable() const;

    std::shared_ptr<const model::Campus> m_campus;
    std::shared_ptr<const model::Rollout> m_now;
    std::optional<double> m_day;
    model::CostRate m_rate;
    struct Headline
    {
        QLabel* value;
        QLabel* name;
    };
    std::array<Headline, 3> m_headlines;
    QGridLayout* m_facts;
    std::vector<Headline> m_details;
    QButtonGroup* m_quantities;
    CurveView* m_curves;
    QLabel* m_note;
    QToolButton* m_copy;
    QToolButton* m_sources;
};

} // namespace gigahall::app
