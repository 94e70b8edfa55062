#pragma once

#include "model/simulation/scenario.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <optional>
#include <utility>

namespace gigahall::app {

/// The scenario the window plays, with undo: every change is a whole new scenario.
class WhatIf : public QObject
{
    Q_OBJECT

public:
    explicit WhatIf(QObject* parent = nullptr);

    const model::Scenario& scenario() const { return m_scenario; }
    QUndoStack& undoStack() { return m_undo; }
    /// When a change that has no time of its own begins, where a what-if is on top of measured values; nothing
    /// elsewhere.
    void setBeginning(std::function<std::optional<double>()> beginning) { m_beginning = std::move(beginning); }
    /// Another campus: nothing was done to it yet, nothing can be undone.
    void reset(const model::Scenario& scenario);

    void fail(const model::Outage& assets, double timeS, const QString& text);
    void restore(const model::Outage& assets, double timeS, const QString& text);
    void add(model::ScenarioEvent event, const QString& text);
    void setWeather(const model::DayWeather& day, const QString& text);
    /// All of it at once.
    void setScenario(const model::Scenario& scenario, const QString& text);
    void setPolicy(model::OverloadPolicy policy, const QString& text);
    /// Nothing ever happens.
    void clear(const QString& text);
    /// Is it out at that time, itself and not through something else?
    bool isOut(model::AssetId id, double timeS) const;

signals:
    void changed();

private:
    void change(const QString& text, const std::function<void(model::Scenario&)>& edit);
    void show(const model::Scenario& scenario);

    std::function<std::optional<double>()> m_beginning;
    model::Scenario m_scenario;
    QUndoStack m_undo;
};

} // namespace gigahall::app
