#include "model/simulation/trajectory.h"

#include <algorithm>
#include <utility>

namespace gigahall::model {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// A power failure is over within a second, a loop takes minutes, a hall an hour: steps grow with the time since.
constexpr double kFirstStepS = 1, kLastStepS = 300, kStepOfSince = 1.0 / 60;
/// The moment of an event itself shows what it did to the power chain; loops have hardly moved.
constexpr double kInstantS = 1e-3;
constexpr std::size_t kMostMarks = 48;
constexpr std::size_t kMarkEvery = 32; // steps
constexpr double kFarS = 1e8; // without events no grid

} // namespace

Trajectory::Trajectory(
    const Campus& campus, const MeanLoads& loads, Scenario scenario, double newYearS, const InService* service)
    : m_loads(loads)
    , m_newYearS(newYearS)
    , m_scenario(std::move(scenario))
    , m_weather(weatherOf(m_scenario, campus))
    , m_twin(campus, service)
{
    m_point.timeS = kFarS;
}

void Trajectory::setService(const InService* service)
{
    m_twin.setService(service);
    m_point = {};
    m_point.timeS = kFarS;
    m_marks.clear();
}

double Trajectory::gridStepS(double sinceS)
{
    return std::clamp(sinceS * kStepOfSince, kFirstStepS, kLastStepS);
}

const std::vector<float>& Trajectory::capsAt(double timeS)
{
    const std::size_t events = m_scenario.eventsUntil(timeS);
    if (events != m_capEvents) {
        m_caps = m_scenario.capsAfter(m_twin.campus(), events);
        m_capEvents = events;
    }
    return m_caps;
}

TwinConditions Trajectory::conditions(std::size_t events, double timeS) const
{
    return conditionsAt(m_scenario, m_weather, events, timeS - m_newYearS);
}

TwinLoad Trajectory::meanLoad(std::size_t events, double timeS)
{
    const std::vector<float> caps = m_scenario.capsAfter(m_twin.campus(), events);
    return m_loads.meanLoad(m_twin, timeS, caps);
}

/// A point at an event: the state before it is that of a campus at rest under its load, or goes on from the grid.
void Trajectory::start(double timeS, std::size_t events)
{
    m_point.timeS = timeS;
    m_point.events = events;
    m_point.atEvent = true;
    m_point.state = m_twin.settle(meanLoad(0, timeS), conditions(0, timeS));
    m_marks.assign(1, m_point);
}

/// One step of the state; leaves result, ride-through and time to the limit.
void Trajectory::stepTo(double timeS, const TwinLoad& load, TwinState& state)
{
    const double dtS = std::max(timeS - m_point.timeS, kInstantS);
    const CoolingState before = state.cooling;
    m_twin.step(load, conditions(m_point.events, timeS), dtS, state, m_result);
    m_rideThroughS = m_twin.rideThroughS(state, m_result);
    m_timeToLimitS = m_twin.timeToLimitS(before, state.cooling, m_result.cooling, dtS);
}

/// One step along the grid, unless the next point would be at or behind `timeS`.
bool Trajectory::advance(double timeS)
{
    const std::vector<ScenarioEvent>& events = m_scenario.events;
    const double sinceS = m_point.timeS - events[m_point.events - 1].timeS;
    double nextS = m_point.timeS + gridStepS(sinceS);
    const bool event = m_point.events < events.size() && events[m_point.events].timeS <= nextS;
    if (event)
        nextS = events[m_point.events].timeS;
    if (event ? nextS > timeS : nextS >= timeS)
        return false;
    if (nextS > m_point.timeS)
        stepTo(nextS, meanLoad(m_point.events, nextS), m_point.state);
    m_point.timeS = nextS;
    m_point.atEvent = event;
    if (event)
        m_point.events = m_scenario.eventsUntil(nextS);
    if (event || ++m_stepsSinceMark % kMarkEvery == 0) {
        if (m_marks.size() == kMostMarks)
            m_marks.erase(m_marks.begin() + 1); // the first one stays: from there everything can be reached
        m_marks.push_back(m_point);
    }
    return true;
}

/// To a point of the grid from which `timeS` can be reached.
void Trajectory::goBackBefore(double timeS)
{
    const std::vector<ScenarioEvent>& events = m_scenario.events;
    if (m_marks.empty())
        start(events.front().timeS, m_scenario.eventsUntil(events.front().timeS));
    if (!m_point.leadsTo(timeS)) {
        while (!m_marks.back().leadsTo(timeS))
            m_marks.pop_back(); // the first one does
        m_point = m_marks.back();
    }
}

bool Trajectory::approach(double timeS)
{
    const std::vector<ScenarioEvent>& events = m_scenario.events;
    if (events.empty() || timeS < events.front().timeS)
        return false;
    goBackBefore(timeS);
    return advance(timeS);
}

const TwinResult& Trajectory::at(double timeS, const TwinLoad& load)
{
    m_rideThroughS = m_timeToLimitS = kInfinity;
    const std::vector<ScenarioEvent>& events = m_scenario.events;
    if (events.empty() || timeS < events.front().timeS) {
        m_twin.steady(load, conditions(0, timeS), m_result);
        return m_result;
    }
    goBackBefore(timeS);
    while (advance(timeS)) { }
    TwinState state = m_point.state;
    // What racks draw now becomes heat in this step: their lag is in the loops' state.
    TwinLoad now = load;
    now.heatKw.clear();
    stepTo(timeS, now, state);
    return m_result;
}

} // namespace gigahall::model
