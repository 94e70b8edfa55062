#pragma once

#include "model/simulation/meanloads.h"
#include "model/simulation/scenario.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace gigahall::model {

/// The physics of a campus at any time of a scenario. Until the first event the campus is where it settles under its
/// load; from then on state is carried along a grid of times that begins anew at every event, fine at first and coarser
/// later, so that a result depends on nothing but campus, seed, scenario and time. Going back is going forward from an
/// earlier point of the grid. One object a thread; campus and loads must outlive it.
class Trajectory
{
public:
    /// `newYearS`: when the weather's time 0 is; times of a clock that starts at midnight leave it at 0.
    Trajectory(const Campus& campus, const MeanLoads& loads, Scenario scenario, double newYearS = 0,
        const InService* service = nullptr);

    /// As if it had been so all the time.
    void setService(const InService* service);
    Twin& twin() { return m_twin; }
    const Twin& twin() const { return m_twin; }
    const Scenario& scenario() const { return m_scenario; }
    const Weather& weather() const { return m_weather; }
    /// Rack caps at that time, by rack; empty = none.
    const std::vector<float>& capsAt(double timeS);

    /// Under `load`, which may be more exact than the mean the grid is made with. Valid until the next call.
    const TwinResult& at(double timeS, const TwinLoad& load);
    /// One step of the grid towards that time; false when there is none left and at() costs no more than itself.
    bool approach(double timeS);
    /// Of the result of at(): infinity before anything happened.
    double rideThroughS() const { return m_rideThroughS; }
    double timeToLimitS() const { return m_timeToLimitS; }

    /// Distance of grid times `sinceS` seconds after an event.
    static double gridStepS(double sinceS);

private:
    struct Point
    {
        double timeS = 0;
        std::size_t events = 0; ///< that have happened, those at timeS among them
        bool atEvent = false; ///< what follows begins here; other points are where the step before them ends
        TwinState state;

        bool leadsTo(double laterS) const { return timeS < laterS || (atEvent && timeS == laterS); }
    };

    void start(double timeS, std::size_t events);
    void goBackBefore(double timeS);
    bool advance(double timeS);
    void stepTo(double timeS, const TwinLoad& load, TwinState& state);
    TwinConditions conditions(std::size_t events, double timeS) const;
    TwinLoad meanLoad(std::size_t events, double timeS);

    const MeanLoads& m_loads;
    double m_newYearS;
    Scenario m_scenario;
    Weather m_weather;
    Twin m_twin;
    TwinResult m_result;
    Point m_point; ///< newest of the grid that was needed
    std::vector<Point> m_marks; ///< some of the points before it, to go back to
    std::size_t m_stepsSinceMark = 0;
    std::vector<float> m_caps;
    std::size_t m_capEvents = static_cast<std::size_t>(-1); ///< how many events m_caps is for
    double m_rideThroughS = std::numeric_limits<double>::infinity();
    double m_timeToLimitS = std::numeric_limits<double>::infinity();
};

} // namespace gigahall::model
