#include "model/simulation/campusrun.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gigahall::model {

namespace {

constexpr double kSPerH = 3600;

} // namespace

double RunTotals::energyResidual() const
{
    return suppliedKwh > 0 ? (suppliedKwh - itKwh - coolingKwh - lossKwh - chargingKwh) / suppliedKwh : 0;
}

void RunTotals::add(const TwinResult& result, double endS, double dtS)
{
    const EnergyBalance& b = result.balance;
    const double hours = dtS / kSPerH;
    timeS += dtS;
    suppliedKwh += hours * b.suppliedKw;
    itKwh += hours * b.itKw;
    coolingKwh += hours * b.coolingKw;
    lossKwh += hours * b.lossKw;
    chargingKwh += hours * b.chargingKw;
    lostKwh += hours * result.lostKw;
    waterL += hours * b.waterLph;
    co2Kg += hours * b.co2KgPerH;
    cost += hours * b.costPerH;
    if (b.suppliedKw > peakKw) {
        peakKw = b.suppliedKw;
        peakAtS = endS;
    }
    const auto keepWorst = [](double& worst, double residual) {
        if (std::abs(residual) > std::abs(worst))
            worst = residual;
    };
    keepWorst(worstPowerResidual, b.relativePowerResidual());
    keepWorst(worstHeatResidual, b.relativeHeatResidual());
}

CampusRun::CampusRun(
    const Campus& campus, std::uint64_t seed, Scenario scenario, double startS, const InService* service)
    : m_loads(campus, seed)
    , m_scenario(std::move(scenario))
    , m_weather(weatherOf(m_scenario, campus))
    , m_twin(campus, service)
    , m_timeS(startS)
{
    m_load = m_loads.meanLoad(m_twin, startS, {});
    m_state = m_twin.settle(m_load, conditionsAt(m_scenario, m_weather, 0, startS));
    m_result.rackKw.resize(campus.rackCount());
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        m_result.rackKw[r] = m_load.rackKw[r] * double(m_state.served[m_twin.power().rackNode(r)]);
}

void CampusRun::advance(double timeS)
{
    while (m_timeS < timeS) {
        const std::size_t events = m_scenario.eventsUntil(m_timeS);
        if (events != m_events)
            m_caps = m_scenario.capsAfter(campus(), events);
        m_events = events;
        const bool event = events < m_scenario.events.size() && m_scenario.events[events].timeS < timeS;
        step(event ? m_scenario.events[events].timeS : timeS);
    }
}

void CampusRun::step(double timeS)
{
    m_dtS = timeS - m_timeS;
    m_rackKwBefore.swap(m_result.rackKw);
    const TwinConditions conditions = conditionsAt(m_scenario, m_weather, m_events, timeS);
    m_load = m_loads.meanLoad(m_twin, timeS, m_caps);
    m_twin.step(m_load, conditions, m_dtS, m_state, m_result);
    m_totals.add(m_result, timeS, m_dtS);
    m_dryBulbC = conditions.dryBulbC;
    m_timeS = timeS;
}

std::uint32_t CampusRun::cappedRacks() const
{
    if (m_caps.empty())
        return m_result.cappedRacks;
    std::uint32_t count = 0;
    const TwinLoad wanted = m_loads.meanLoad(m_twin, m_timeS, {});
    for (std::uint32_t r = 0; r < wanted.rackKw.size(); ++r)
        count += m_result.rackKw[r] > 0 && m_result.rackKw[r] < wanted.rackKw[r] ? 1 : 0;
    return count;
}

std::uint32_t CampusRun::stoppedJobs() const
{
    if (m_result.darkRacks == 0)
        return 0;
    const WorkloadModel& workload = m_loads.workload();
    const Placement placement = workload.placement(m_timeS);
    std::vector<char> stopped(placement.tenancy->jobs.size(), 0);
    for (std::uint32_t r = 0; r < campus().rackCount(); ++r)
        if (const std::uint32_t job = placement.jobOf[workload.allocationOfRack(r)];
            job != Placement::kNoJob && m_result.rackKw[r] <= 0 && m_twin.isThere(m_twin.power().rackNode(r)))
            stopped[job] = 1;
    return static_cast<std::uint32_t>(std::count(stopped.begin(), stopped.end(), 1));
}

} // namespace gigahall::model
