#pragma once

#include "model/simulation/rackloads.h"
#include "model/simulation/scenario.h"
#include "model/simulation/twin.h"

#include <cstdint>
#include <vector>

namespace gigahall::model {

/// Sums over the time of a run, each step by what holds at its end.
struct RunTotals
{
    double timeS = 0;
    double suppliedKwh = 0, itKwh = 0, coolingKwh = 0, lossKwh = 0, chargingKwh = 0;
    double lostKwh = 0; ///< IT load that was not served
    double waterL = 0, co2Kg = 0, cost = 0;
    double peakKw = 0, peakAtS = 0; ///< of the supply
    double worstPowerResidual = 0, worstHeatResidual = 0; ///< relative, of a step

    double meanPue() const { return itKwh > 0 ? (suppliedKwh - chargingKwh) / itKwh : 0; }
    /// What is left of the supply when all that is known of it is taken away, relative.
    double energyResidual() const;
    void add(const TwinResult& result, double endS, double dtS);
};

/// A campus carried through a scenario step by step, under the mean loads of its jobs: for hours and days, of which
/// everything is wanted and no moment twice (see Trajectory for the others). It begins where the campus settles under
/// its load with nothing failed. Depends on nothing but campus, seed, scenario and the times it is carried to: the same
/// bytes for any number of threads. One object a thread; the campus must outlive it.
class CampusRun
{
public:
    /// With `service` only that part of the campus runs.
    CampusRun(
        const Campus& campus, std::uint64_t seed, Scenario scenario, double startS, const InService* service = nullptr);

    /// On to a later time, in one step, or in as many as events on the way begin. An event at `timeS` itself shows in
    /// the step after it.
    void advance(double timeS);

    const Campus& campus() const { return m_twin.campus(); }
    const Twin& twin() const { return m_twin; }
    const RackLoads& loads() const { return m_loads; }
    const Weather& weather() const { return m_weather; }
    double timeS() const { return m_timeS; }
    const RunTotals& totals() const { return m_totals; }

    // Of the last step.
    const TwinResult& result() const { return m_result; }
    double dryBulbC() const { return m_dryBulbC; }
    /// What a rack gets of what it wants, 0..1.
    double served(std::uint32_t rack) const { return double(m_result.power.served[m_twin.power().rackNode(rack)]); }
    double cap(std::uint32_t rack) const { return m_caps.empty() ? 1.0 : double(m_caps[rack]); }
    double rackKwPerS(std::uint32_t rack) const { return (m_result.rackKw[rack] - m_rackKwBefore[rack]) / m_dtS; }
    double rideThroughS() const { return m_twin.rideThroughS(m_state, m_result); }
    std::uint32_t cappedRacks() const; ///< held back by a cap that binds, or since their supply can't carry more
    std::uint32_t stoppedJobs() const; ///< with a dark rack

private:
    void step(double timeS);

    RackLoads m_loads;
    Scenario m_scenario;
    Weather m_weather;
    Twin m_twin;
    TwinState m_state;
    TwinResult m_result;
    RunTotals m_totals;
    TwinLoad m_load; // of the last step
    std::vector<float> m_caps; // by rack, empty = none
    std::size_t m_events = 0; // that have happened
    double m_timeS, m_dtS = 1, m_dryBulbC = 0;
    std::vector<double> m_rackKwBefore;
};

} // namespace gigahall::model
