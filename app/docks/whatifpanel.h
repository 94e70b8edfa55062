#pragma once

#include "model/campus/campus.h"
#include "model/simulation/scenario.h"
#include "model/telemetry/frame.h"

#include <QScrollArea>

#include <memory>

class QAction;
class QGridLayout;
class QLabel;
class QTreeWidget;

namespace gigahall::app {

/// What was done to the campus, and what came of it: events with their time, consequences, overloaded elements.
class WhatIfPanel : public QScrollArea
{
    Q_OBJECT

public:
    /// The actions are shown as buttons; they belong to the window.
    WhatIfPanel(QAction* undo, QAction* redo, QAction* asPlanned, QWidget* parent = nullptr);

    void setCampus(std::shared_ptr<const model::Campus> campus);
    void setScenario(const model::Scenario& scenario);
    void setFrame(model::FramePtr frame);
    QTreeWidget& events() { return *m_events; }
    QTreeWidget& overloads() { return *m_overloads; }

    QSize sizeHint() const override { return {290, 260}; }

signals:
    void selected(gigahall::model::AssetId id);
    void timeChosen(double timeS);

protected:
    void changeEvent(QEvent* event) override;

private:
    QTreeWidget* addList(const char* name);
    void retranslate();
    void fillEvents();
    void fillFork();
    void fillImpact();
    void fillOverloads();

    std::shared_ptr<const model::Campus> m_campus;
    model::Scenario m_scenario;
    model::FramePtr m_frame;
    QLabel* m_fork;
    QLabel* m_calm;
    QGridLayout* m_facts;
    QLabel* m_eventsHeading;
    QTreeWidget* m_events;
    QLabel* m_overloadsHeading;
    QTreeWidget* m_overloads;
};

} // namespace gigahall::app
