#include "model/simulation/twin.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kMostRounds = 24;
/// Support racks follow what their compute racks do; switches and drives never rest (assumption).
constexpr double kSupportIdle = 0.6;
/// Storage is charged in that time (assumption; chargers are small beside what they feed).
constexpr double kChargeHours = 4;

ServesNetwork::Design powerDesign(const AssetType& type)
{
    const ElectricalDesign& electrical = type.electrical;
    const bool kw = type.ratedUnit == "kW" || type.ratedUnit == "kVA";
    const double capacity = kw && type.ratedKw > 0 ? type.ratedKw * electrical.powerFactor : kInfinity;
    return {capacity, electrical.loss, electrical.role,
        electrical.role == PowerRole::Conversion && electrical.storageKwh > 0};
}

} // namespace

Twin::Twin(const Campus& campus, const InService* service)
    : m_campus(campus)
    , m_power(campus, campus.power, powerDesign)
    , m_cooling(campus)
    , m_solver(m_power)
    , m_buildingOfRack(campus.rackCount(), CoolingLoops::kNone)
    , m_buildingOfSupport(campus.supportCount(), CoolingLoops::kNone)
{
    for (const AssetType& type : campus.types)
        m_racks.emplace_back(type);
    for (std::uint32_t b = 0; b < campus.buildings.size(); ++b) {
        const Building& building = campus.buildings[b];
        std::fill_n(m_buildingOfRack.begin() + building.racks.first, building.racks.count, b);
        std::fill_n(m_buildingOfSupport.begin() + building.supportRacks.first, building.supportRacks.count, b);
    }
    setService(nullptr);
    m_chargeAt.assign(campus.plantCount(), ServesNetwork::kNoNode);
    for (std::uint32_t p = 0; p < campus.plantCount(); ++p)
        if (m_capacityKwh[p] > 0 && !(m_power.servers(p).empty() && m_power.loads(p).empty()))
            m_chargeAt[p] = m_power.servers(p).empty() ? m_power.loads(p).front() : p;
    setService(service);
    m_station = stations();
    m_airFacility.resize(campus.buildings.size(), CoolingLoops::kNone);
    const auto& facilities = m_cooling.loops().facility;
    for (std::uint32_t f = 0; f < facilities.size(); ++f)
        if (facilities[f].takesAir)
            m_airFacility[facilities[f].building] = f;
}

void Twin::setService(const InService* service)
{
    m_planned.clear();
    m_capacityKwh.assign(m_power.nodeCount(), 0);
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p)
        if (!service || service->plant[p])
            m_capacityKwh[p] = m_campus.types[m_campus.runs[m_campus.plantRun[p]].type].electrical.storageKwh;
    if (!service)
        return;
    m_planned.assign(m_power.nodeCount(), 0);
    for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r)
        m_planned[m_power.rackNode(r)] = service->racks[r] == 0;
    for (std::uint32_t s = 0; s < m_campus.supportCount(); ++s)
        m_planned[m_power.supportNode(s)] = service->supportRacks[s] == 0;
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p)
        m_planned[m_power.plantNode(p)] = service->plant[p] == 0;
}

/// What is not there is out, all the time.
void Twin::markPlanned()
{
    if (m_planned.empty())
        m_out.assign(m_power.nodeCount(), 0);
    else
        m_out = m_planned;
}

/// What each node of the power network is in the balance. A bus belongs to its servers.
std::vector<EnergyNode> Twin::stations() const
{
    std::vector<EnergyNode> station(m_power.nodeCount());
    for (const ServesNetwork::Node node : m_power.order()) {
        EnergyNode& s = station[node];
        if (m_power.isRack(node))
            s = EnergyNode::Compute;
        else if (m_power.isSupport(node))
            s = EnergyNode::Support;
        else if (m_power.isBus(node))
            s = station[m_power.servers(node).front()];
        else if (m_power.role(node) != PowerRole::Conversion)
            s = m_power.role(node) == PowerRole::Source   ? EnergyNode::Grid
                : m_power.role(node) == PowerRole::Backup ? EnergyNode::Generators
                                                          : EnergyNode::Batteries;
        else if (m_power.loads(node).empty())
            s = EnergyNode::Cooling;
        else if (m_campus.types[m_campus.runs[m_campus.plantRun[node]].type].category == "transformer")
            s = EnergyNode::Transformers;
        else
            s = m_power.stores(node) ? EnergyNode::Ups : EnergyNode::Distribution;
    }
    return station;
}

TwinLoad Twin::uniformLoad(double gpuUtilization, double cpuUtilization) const
{
    TwinLoad load;
    for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r) {
        load.rackKw.push_back(rackPower(r).inputKw(gpuUtilization, cpuUtilization, {}));
        load.idleKw.push_back(rackPower(r).idleKw());
    }
    for (std::uint32_t s = 0; s < m_campus.supportCount(); ++s)
        load.supportKw.push_back(supportKw(s, gpuUtilization));
    return load;
}

double Twin::supportKw(std::uint32_t support, double load) const
{
    const double rated = m_campus.types[m_campus.runs[m_campus.supportRun[support]].type].ratedKw;
    return rated * (kSupportIdle + (1 - kSupportIdle) * load);
}

TwinState Twin::rest() const
{
    TwinState state;
    state.cooling = m_cooling.rest();
    state.served.assign(m_power.nodeCount(), 1.0f);
    state.runs.assign(m_campus.plantCount(), 1);
    state.storedKwh = m_capacityKwh;
    state.hot.assign(m_campus.rackCount(), 0);
    for (std::size_t node = 0; node < m_planned.size(); ++node)
        if (m_planned[node]) {
            state.served[node] = 0;
            if (node < state.runs.size())
                state.runs[node] = 0;
        }
    return state;
}

void Twin::mark(const Outage& outage, std::vector<std::uint8_t>& out) const
{
    const auto markAll = [&](const Range& range, auto nodeOf) {
        for (std::uint32_t i = range.first; i < range.end(); ++i)
            out[(m_power.*nodeOf)(i)] = 1;
    };
    const auto markSpace = [&](const auto& space, const Range& plant) {
        markAll(space.racks, &ServesNetwork::rackNode);
        markAll(space.supportRacks, &ServesNetwork::supportNode);
        markAll(plant, &ServesNetwork::plantNode);
    };
    for (const AssetId id : outage) {
        const std::uint32_t i = id.index();
        switch (id.kind()) {
        case AssetKind::Plant:
        case AssetKind::Rack:
        case AssetKind::SupportRack:
            out[m_power.nodeOf(id)] = 1;
            break;
        case AssetKind::Row:
            markSpace(m_campus.rows[i], {});
            for (std::uint32_t r = m_campus.rows[i].runs.first; r < m_campus.rows[i].runs.end(); ++r)
                if (const Run& run = m_campus.runs[r]; run.kind == AssetKind::Plant)
                    markAll({run.firstItem, run.count}, &ServesNetwork::plantNode);
            break;
        case AssetKind::Hall:
            markSpace(m_campus.halls[i], m_campus.halls[i].ownPlant);
            break;
        case AssetKind::Building:
            markSpace(m_campus.buildings[i], m_campus.buildings[i].ownPlant);
            for (std::uint32_t h = m_campus.buildings[i].halls.first; h < m_campus.buildings[i].halls.end(); ++h)
                markAll(m_campus.halls[h].ownPlant, &ServesNetwork::plantNode);
            break;
        case AssetKind::Phase:
            markSpace(m_campus.phases[i], m_campus.phases[i].plant);
            break;
        case AssetKind::Campus:
            std::fill(out.begin(), out.end(), 1);
            break;
        default:
            break;
        }
    }
}

void Twin::assignDemand(const TwinLoad& load)
{
    m_demandKw.assign(m_power.nodeCount(), 0);
    m_floorKw.assign(m_power.nodeCount(), 0);
    for (std::uint32_t s = 0; s < m_campus.supportCount(); ++s)
        m_demandKw[m_power.supportNode(s)] = load.supportKw[s];
    for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r) {
        m_demandKw[m_power.rackNode(r)] = load.rackKw[r];
        m_floorKw[m_power.rackNode(r)] = load.idleKw[r];
    }
    for (std::size_t node = 0; node < m_planned.size(); ++node)
        if (m_planned[node])
            m_demandKw[node] = m_floorKw[node] = 0;
    m_warmKw = load.heatKw.empty() ? load.rackKw : load.heatKw;
    for (std::uint32_t r = 0; r < m_campus.rackCount() && !m_planned.empty(); ++r)
        if (!isThere(m_power.rackNode(r)))
            m_warmKw[r] = 0;
}

/// Heat of what is served now: into the coolant of racks and the air of buildings.
void Twin::addHeat(std::span<const float> served)
{
    const auto addAir = [&](std::uint32_t building, double kw, const AssetType& type) {
        const std::size_t b = building == CoolingLoops::kNone ? m_campus.buildings.size() : building;
        const double fanKw = m_handled[b] ? kw * type.cooling.fanKwPerKw : 0;
        m_airKw[b] += kw + fanKw;
        m_fanKw[b] += fanKw;
    };
    for (std::uint32_t r = 0; r < m_campus.rackCount(); ++r) {
        const AssetType& type = m_campus.rackType(r);
        const double kw = m_warmKw[r] * double(served[m_power.rackNode(r)]);
        m_heatKw[r] = kw * std::clamp(type.liquidShare, 0.0, 1.0);
        addAir(m_buildingOfRack[r], kw - m_heatKw[r], type);
    }
    for (std::uint32_t s = 0; s < m_campus.supportCount(); ++s) {
        const std::uint32_t node = m_power.supportNode(s);
        addAir(m_buildingOfSupport[s], m_demandKw[node] * double(served[node]),
            m_campus.types[m_campus.runs[m_campus.supportRun[s]].type]);
    }
}

/// What is served now, through the loops; leaves what plant draws for it in the demand.
void Twin::cool(const TwinConditions& conditions, double dtS, CoolingState& state, std::span<const float> served,
    std::span<const std::uint8_t> runs, TwinResult& out)
{
    m_heatKw.assign(m_campus.rackCount(), 0);
    m_airKw.assign(m_campus.buildings.size() + 1, 0); // the last one: outside of any building
    m_fanKw.assign(m_campus.buildings.size() + 1, 0);
    // Fans of air handlers hang on the heat rejection of their building.
    const CoolingInput running{.runs = runs};
    m_handled.assign(m_campus.buildings.size() + 1, 0);
    for (std::size_t b = 0; b < m_airFacility.size(); ++b)
        if (const std::uint32_t f = m_airFacility[b]; f != CoolingLoops::kNone)
            m_handled[b] = m_cooling.running(m_cooling.loops().facility[f].coolers, running) > 0 ? 1 : 0;
    addHeat(served);
    const CoolingInput in{m_heatKw, m_airKw, m_fanKw, runs, conditions.dryBulbC, conditions.supplyShiftK};
    m_cooling.step(in, dtS, state, out.cooling);
    std::copy(out.cooling.plantKw.begin(), out.cooling.plantKw.end(), m_demandKw.begin());
}

std::uint32_t Twin::switchOffHot(const TwinResult& out, const CoolingState& state, bool steady,
    std::vector<float>& served, std::vector<std::uint8_t>& hot) const
{
    std::uint32_t count = 0;
    const CoolingLoops& loops = m_cooling.loops();
    for (std::size_t t = 0; t < loops.tech.size(); ++t) {
        const CoolingLoops::Tech& loop = loops.tech[t];
        const TechLoopResult& result = out.cooling.tech[t];
        if (steady && result.returnC <= kReturnLimitC)
            continue;
        // In the steady state: as many as the loop can carry at the limit; the last of the table go first.
        const double facilityC
            = loop.facility == CoolingLoops::kNone ? loop.setC : state.facilitySupplyC[loop.facility];
        const double share
            = result.returnC > facilityC ? (kReturnLimitC - facilityC) / (result.returnC - facilityC) : 0;
        double left = result.heatKw, kept = std::max(0.0, result.heatKw * share);
        for (std::uint32_t i = loop.racks.end(); i-- > loop.racks.first;) {
            const std::uint32_t rack = loops.racks[i], node = m_power.rackNode(rack);
            const bool tooWarm = steady ? left > kept || result.heatKw <= 0 : state.rackC[rack] > kReturnLimitC;
            if (!tooWarm || served[node] <= 0)
                continue;
            left -= m_heatKw[rack];
            served[node] = 0;
            hot[rack] = 1;
            ++count;
        }
    }
    return count;
}

/// Rounds shed and cap what the ones before them found overloaded: all of them count.
void Twin::solve(const FlowInput& in, TwinResult& out)
{
    m_solver.solve(in, out.power);
    for (const ServesNetwork::Node node : out.power.overloaded)
        if (std::find(m_overloaded.begin(), m_overloaded.end(), node) == m_overloaded.end())
            m_overloaded.push_back(node);
    out.power.overloaded = m_overloaded;
}

bool Twin::updateRuns(const NetworkFlow& flow, std::vector<std::uint8_t>& runs) const
{
    bool changed = false;
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p) {
        const std::uint8_t run = flow.supply[p] != Supply::None && flow.served[p] > 0 ? 1 : 0;
        changed |= run != runs[p];
        runs[p] = run;
    }
    return changed;
}

/// Cooling needs power and power feeds cooling: until neither changes. Things only ever go dark on the way.
void Twin::settleStep(const TwinConditions& conditions, TwinState& state, TwinResult& out)
{
    const FlowInput in{m_demandKw, m_floorKw, m_out, m_empty, conditions.policy};
    if (out.power.served.size() != m_power.nodeCount())
        out.power.served.assign(m_power.nodeCount(), 1.0f);
    for (int round = 0; round < kMostRounds; ++round) {
        cool(conditions, kInfinity, state.cooling, out.power.served, state.runs, out);
        const std::vector<float> before = out.power.served;
        solve(in, out);
        const bool plant = updateRuns(out.power, state.runs);
        const std::uint32_t hot = switchOffHot(out, state.cooling, true, out.power.served, state.hot);
        out.hotRacks += hot;
        if (!plant && hot == 0 && out.power.served == before)
            break;
    }
}

void Twin::steady(const TwinLoad& load, const TwinConditions& conditions, TwinResult& out)
{
    assignDemand(load);
    markPlanned();
    m_empty.assign(m_power.nodeCount(), 1);
    out.power.served.clear();
    m_overloaded.clear();
    out.hotRacks = 0;
    out.chargingKw = 0;
    m_chargeKw.clear();
    TwinState state = rest();
    settleStep(conditions, state, out);
    for (const Outage& outage : conditions.outages) {
        mark(outage, m_out);
        settleStep(conditions, state, out);
    }
    sum(load, out);
}

TwinState Twin::settle(const TwinLoad& load, const TwinConditions& conditions)
{
    TwinConditions whole = conditions;
    whole.outages.clear();
    TwinResult result;
    steady(load, whole, result);
    TwinState state = rest();
    state.served = result.power.served;
    updateRuns(result.power, state.runs);
    // The steady state again, this time kept.
    cool(whole, kInfinity, state.cooling, state.served, state.runs, result);
    return state;
}

void Twin::step(const TwinLoad& load, const TwinConditions& conditions, double dtS, TwinState& state, TwinResult& out)
{
    assignDemand(load);
    markPlanned();
    for (const Outage& outage : conditions.outages)
        mark(outage, m_out);
    // Someone switched things on again: nothing stays dark for what is over.
    const auto& outages = conditions.outages;
    if (state.outages.size() > outages.size()
        || !std::equal(state.outages.begin(), state.outages.end(), outages.begin())) {
        std::fill(state.served.begin(), state.served.end(), 1.0f);
        std::fill(state.runs.begin(), state.runs.end(), 1);
        std::fill(state.hot.begin(), state.hot.end(), 0);
    }
    state.outages = outages;
    m_empty.resize(m_power.nodeCount());
    for (std::size_t node = 0; node < m_empty.size(); ++node)
        m_empty[node] = state.storedKwh[node] <= 0 ? 1 : 0;
    out.hotRacks = 0;
    out.chargingKw = 0;
    m_overloaded.clear();
    const CoolingState before = state.cooling;
    const FlowInput in{m_demandKw, m_floorKw, m_out, m_empty, conditions.policy};
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p)
        if (m_out[p])
            state.runs[p] = 0;
    for (int round = 0; round < kMostRounds; ++round) {
        state.cooling = before;
        cool(conditions, dtS, state.cooling, state.served, state.runs, out);
        const std::vector<float> served = state.served;
        out.power.served = state.served;
        solve(in, out);
        state.served = out.power.served;
        if (!updateRuns(out.power, state.runs) && state.served == served)
            break;
    }
    charge(in, dtS, state, out);
    sum(load, out);
    // From the next step on: their controllers have seen it by then.
    switchOffHot(out, state.cooling, false, state.served, state.hot);
    out.hotRacks = static_cast<std::uint32_t>(std::count(state.hot.begin(), state.hot.end(), 1));
    drawStorage(dtS, state, out);
}

void Twin::charge(FlowInput in, double dtS, TwinState& state, TwinResult& out)
{
    m_chargeKw.assign(m_campus.plantCount(), 0);
    if (std::equal(m_capacityKwh.begin(), m_capacityKwh.end(), state.storedKwh.begin()))
        return;
    std::vector<double> takenKw(m_power.nodeCount(), 0);
    const NetworkFlow& flow = out.power;
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p) {
        const ServesNetwork::Node at = m_chargeAt[p];
        const double missingKwh = m_capacityKwh[p] - state.storedKwh[p];
        if (at == ServesNetwork::kNoNode || missingKwh <= 1e-9 * m_capacityKwh[p] || m_out[p]
            || flow.supply[at] != Supply::Full)
            continue;
        const double freeKw = m_power.capacityKw(at) - flow.outputKw[at] - takenKw[at];
        m_chargeKw[p] = std::clamp(freeKw, 0.0, std::min(m_capacityKwh[p] / kChargeHours, missingKwh * 3600 / dtS));
        m_demandKw[at] += m_chargeKw[p];
        takenKw[at] += m_chargeKw[p];
        out.chargingKw += m_chargeKw[p];
    }
    if (out.chargingKw <= 0)
        return;
    NetworkFlow charged;
    charged.served = flow.served;
    in.policy = OverloadPolicy::Carry;
    m_solver.solve(in, charged);
    const auto isNew = [&](ServesNetwork::Node node) { return flow.loading(m_power, node) <= 1; };
    if (std::any_of(charged.overloaded.begin(), charged.overloaded.end(), isNew)) {
        // Racks come first: storage waits.
        for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p)
            if (m_chargeKw[p] > 0)
                m_demandKw[m_chargeAt[p]] -= m_chargeKw[p];
        m_chargeKw.assign(m_campus.plantCount(), 0);
        out.chargingKw = 0;
        return;
    }
    charged.overloaded = flow.overloaded;
    out.power = std::move(charged);
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p)
        state.storedKwh[p] = std::min(m_capacityKwh[p], state.storedKwh[p] + m_chargeKw[p] * dtS / 3600);
}

void Twin::drawStorage(double dtS, TwinState& state, const TwinResult& out) const
{
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p)
        if (m_capacityKwh[p] > 0 && out.power.supply[p] == Supply::Storage && out.power.inputKw[p] > 0
            && m_solver.isOrigin(p, out.power))
            state.storedKwh[p] = std::max(0.0, state.storedKwh[p] - out.power.inputKw[p] * dtS / 3600);
}

std::vector<double> Twin::ramps(const TwinResult& result, std::span<const double> rackKwPerS) const
{
    std::vector<double> change(m_power.nodeCount(), 0);
    std::copy(rackKwPerS.begin(), rackKwPerS.end(), change.begin() + m_power.rackNode(0));
    m_solver.spreadChange(result.power, change);
    return change;
}

double Twin::timeToLimitS(
    const CoolingState& before, const CoolingState& after, const CoolingResult& cooling, double dtS) const
{
    double seconds = kInfinity;
    const CoolingLoops& loops = m_cooling.loops();
    for (std::size_t t = 0; t < loops.tech.size(); ++t) {
        if (cooling.tech[t].held && cooling.tech[t].flowLpm > 0)
            continue;
        for (std::uint32_t i = loops.tech[t].racks.first; i < loops.tech[t].racks.end(); ++i) {
            const std::uint32_t rack = loops.racks[i];
            const double leftK = kReturnLimitC - after.rackC[rack];
            const double kPerS = (after.rackC[rack] - before.rackC[rack]) / dtS;
            if (leftK > 0 && kPerS > 0)
                seconds = std::min(seconds, leftK / kPerS);
        }
    }
    return seconds;
}

double Twin::rideThroughS(const TwinState& state, const TwinResult& result) const
{
    double seconds = kInfinity;
    for (std::uint32_t p = 0; p < m_campus.plantCount(); ++p)
        if (m_capacityKwh[p] > 0 && result.power.supply[p] == Supply::Storage && result.power.inputKw[p] > 0
            && m_solver.isOrigin(p, result.power))
            seconds = std::min(seconds, 3600 * state.storedKwh[p] / result.power.inputKw[p]);
    return seconds;
}

} // namespace gigahall::model
