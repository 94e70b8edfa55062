#include "app/window/whatif.h"

#include <algorithm>
#include <utility>

namespace gigahall::app {

using model::Scenario;
using model::ScenarioEvent;

namespace {

class Change : public QUndoCommand
{
public:
    Change(const QString& text, Scenario before, Scenario after, std::function<void(const Scenario&)> show)
        : QUndoCommand(text)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_show(std::move(show))
    {
    }

    void undo() override { m_show(m_before); }
    void redo() override { m_show(m_after); }

private:
    Scenario m_before, m_after;
    std::function<void(const Scenario&)> m_show;
};

} // namespace

WhatIf::WhatIf(QObject* parent)
    : QObject(parent)
{
}

void WhatIf::reset(const Scenario& scenario)
{
    m_scenario = scenario;
    m_undo.clear();
}

void WhatIf::show(const Scenario& scenario)
{
    m_scenario = scenario;
    emit changed();
}

void WhatIf::change(const QString& text, const std::function<void(Scenario&)>& edit)
{
    Scenario after = m_scenario;
    edit(after);
    if (m_beginning && !(after == Scenario()) && !after.forkS())
        after.fromS = m_beginning();
    m_undo.push(new Change(text, m_scenario, std::move(after), [this](const Scenario& s) { show(s); }));
}

void WhatIf::add(ScenarioEvent event, const QString& text)
{
    change(text, [&](Scenario& scenario) { scenario.add(std::move(event)); });
}

void WhatIf::fail(const model::Outage& assets, double timeS, const QString& text)
{
    add({timeS, ScenarioEvent::Kind::Fail, assets}, text);
}

void WhatIf::restore(const model::Outage& assets, double timeS, const QString& text)
{
    add({timeS, ScenarioEvent::Kind::Restore, assets}, text);
}

void WhatIf::setWeather(const model::DayWeather& day, const QString& text)
{
    change(text, [&](Scenario& scenario) {
        scenario.weather = model::Weather::repeated(day);
        scenario.weatherText = day.name;
    });
}

void WhatIf::setScenario(const Scenario& scenario, const QString& text)
{
    change(text, [&](Scenario& now) { now = scenario; });
}

void WhatIf::setPolicy(model::OverloadPolicy policy, const QString& text)
{
    change(text, [&](Scenario& scenario) { scenario.policy = policy; });
}

void WhatIf::clear(const QString& text)
{
    change(text, [](Scenario& scenario) { scenario = {}; });
}

bool WhatIf::isOut(model::AssetId id, double timeS) const
{
    const auto conditions = model::conditionsAt(m_scenario, model::Weather(), m_scenario.eventsUntil(timeS), timeS);
    return std::any_of(conditions.outages.begin(), conditions.outages.end(),
        [id](const model::Outage& outage) { return std::find(outage.begin(), outage.end(), id) != outage.end(); });
}

} // namespace gigahall::app
