// A rack in two passes: what it wants to draw, and, once physics has answered, what it shows.
#include "model/simulation/racknow.h"

#include "model/cooling/fluid.h"
#include "model/simulation/faults.h"
#include "model/simulation/hash.h"

#include <algorithm>
#include <cmath>

namespace gigahall::model {

namespace {

// Assumptions: controllers hunt around their set-point, a rack adds what its place on the manifold costs; a cold plate
// is never colder than that above its coolant; metal in a hall without coolant.
constexpr double kHuntingK = 0.5, kPlaceK = 0.35, kColdPlateK = 2.5, kRoomC = 25;
constexpr double kHuntingS = 420;
/// GPUs are driven again when their coolant differs by more than a plane step of temperature.
constexpr double kDriveAgainK = 2e-3;

void forget(GpuPlanes planes, std::size_t first, std::size_t count)
{
    for (const auto& plane : {planes.utilization, planes.power, planes.temperature}) {
        const auto part = plane.subspan(first, count);
        std::fill(part.begin(), part.end(), kMissing16);
    }
}

/// Power of a rack's GPUs together, and how many of them are known.
std::pair<double, double> totalW(std::span<const std::uint16_t> power)
{
    const GpuStats stats = gpuStats(power);
    const MetricInfo& info = metricInfo(Metric::GpuPower);
    const double stepW = (double{info.planeHi} - double{info.planeLo}) / double{kPlaneSteps};
    return {stepW * stats.sumQ + double{info.planeLo} * stats.known, static_cast<double>(stats.known)};
}

float& at(std::array<float, kMetricCount>& values, Metric metric)
{
    return values[static_cast<std::size_t>(metric)];
}

} // namespace

double Simulator::huntingK(std::uint32_t rack, double timeS) const
{
    const std::uint32_t row = m_campus.rowOfRack(rack);
    const std::uint64_t loop = hashOf(m_seed, 0x100b, row == Run::kNone ? row : m_campus.rows[row].hall);
    return kHuntingK * valueNoise(loop, timeS / kHuntingS) + kPlaceK * unit(hashOf(m_seed, 0x91ace, rack));
}

double Simulator::setC(std::uint32_t rack, double shiftK) const
{
    const CoolingLoops& loops = m_trajectory->twin().cooling().loops();
    const std::uint32_t tech = loops.techOfRack[rack];
    const AssetType& type = m_campus.rackType(rack);
    const double layoutC = type.liquidSupplyC > 0 ? type.liquidSupplyC : 45;
    return (tech == CoolingLoops::kNone ? layoutC : loops.tech[tech].setC) + shiftK;
}

Simulator::RackNow Simulator::drawRack(
    std::uint32_t rack, double timeS, double shiftK, const LoadState& allocation, double cap, GpuPlanes out) const
{
    const AssetType& type = m_campus.rackType(rack);
    const RackFault fault = rackFault(m_seed, rack, type.trays, timeS);
    RackNow now;
    now.shownS = fault.heldS;
    now.deadTray = fault.deadTray;
    now.capW = m_loads.capW(rack, cap);
    now.supplyC = setC(rack, shiftK);
    if (isPlanned(rack)) {
        now.state = DataState::Planned;
        now.gpusKnown = false;
        forget(out, 0, out.power.size());
        return now;
    }
    const LoadState own = m_loads.ownState(rack, allocation);
    now.inputKw = now.heatKw = meanKw(rack, allocation, now.capW); // what can't be seen is drawn all the same
    now.shown = own;
    if (fault.missing) {
        now.state = DataState::Missing;
        now.gpusKnown = false;
        forget(out, 0, out.power.size());
        return now;
    }
    if (fault.stale) {
        now.state = DataState::Stale;
        now.shown
            = m_loads.ownState(rack, m_loads.workload().state(m_loads.workload().allocationOfRack(rack), fault.heldS));
    }
    if (now.shown.kind == LoadKind::Maintenance) {
        now.gpusKnown = false;
        now.shownKw = now.shownHeatKw = m_loads.standbyKw(rack);
        forget(out, 0, out.power.size());
        return now;
    }
    reDrive(rack, now, now.supplyC, now.capW, out);
    // Power adds up what the GPUs report: the sums of the picture close.
    const auto [gpuW, known] = totalW(out.power);
    now.shownKw = m_loads.inputKw(rack, gpuW);
    now.shownHeatKw = m_loads.heatKw(rack, now.shown, gpuW, known, now.capW);
    if (!fault.stale) {
        now.inputKw = now.shownKw;
        now.heatKw = now.shownHeatKw;
    }
    return now;
}

void Simulator::reDrive(std::uint32_t rack, const RackNow& now, double supplyC, double capW, GpuPlanes out) const
{
    const AssetType& type = m_campus.rackType(rack);
    GpuDrive drive = m_loads.drive(rack, now.shownS, now.shown, capW);
    drive.coldC = static_cast<float>(supplyC + huntingK(rack, now.shownS) + kColdPlateK);
    driveGpus(drive, out);
    if (now.deadTray >= 0)
        forget(out, static_cast<std::size_t>(now.deadTray) * type.gpusPerTray, type.gpusPerTray);
}

/// A rack on a loop that holds its set-point, with all it wants.
Simulator::Reading Simulator::readCalm(std::uint32_t rack, const RackNow& now) const
{
    Reading reading;
    if (hasNoValue(now.state))
        return reading;
    at(reading.rack, Metric::RackPower) = float(now.shownKw);
    at(reading.rack, Metric::Loading) = float(now.shownKw / m_loads.power(rack).ratedKw());
    at(reading.rack, Metric::PowerRamp) = float(now.kwPerS);
    const auto& types = m_trajectory->twin().cooling().loops().byType;
    const CoolingLoops::Rack& coolant = types[m_campus.runs[m_campus.rackRun[rack]].type];
    if (coolant.designLpm <= 0)
        return reading;
    const double heatKw = now.shownHeatKw * std::clamp(m_campus.rackType(rack).liquidShare, 0.0, 1.0);
    const double lpm = coolant.designLpm * valveOpening(heatKw / coolant.ratedHeatKw);
    const double supplyC = now.supplyC + huntingK(rack, now.shownS);
    at(reading.rack, Metric::RackLiquidSupplyTemperature) = float(supplyC);
    at(reading.rack, Metric::RackLiquidReturnTemperature) = float(supplyC + riseForHeatK(heatKw, lpm, kRhoCpPg25));
    at(reading.rack, Metric::RackLiquidFlow) = float(lpm);
    return reading;
}

Simulator::Reading Simulator::readRack(
    std::uint32_t rack, double timeS, const RackNow& now, const TwinResult& result, GpuPlanes out) const
{
    if (hasNoValue(now.state) || now.state == DataState::Stale)
        return readCalm(rack, now);
    Reading reading;
    const Twin& twin = m_trajectory->twin();
    const double served = double(result.power.served[twin.power().rackNode(rack)]);
    const double hunting = huntingK(rack, timeS);
    const float liquidC = result.cooling.rackSupplyC[rack], returnC = result.cooling.rackReturnC[rack];
    const double supplyC = std::isnan(liquidC) ? now.supplyC : double(liquidC);
    at(reading.rack, Metric::RackPower) = float(result.rackKw[rack]);
    at(reading.rack, Metric::Loading) = float(result.rackKw[rack] / m_loads.power(rack).ratedKw());
    at(reading.rack, Metric::PowerRamp) = float(now.kwPerS * served);
    at(reading.rack, Metric::RackLiquidSupplyTemperature) = float(double(liquidC) + hunting);
    at(reading.rack, Metric::RackLiquidReturnTemperature) = float(double(returnC) + hunting);
    at(reading.rack, Metric::RackLiquidFlow) = result.cooling.rackFlowLpm[rack];
    if (!now.gpusKnown)
        return reading;
    if (served <= 0) {
        // Off, and as warm as what is around them.
        RackNow off = now;
        off.shown.busy = off.shown.intensity = off.shown.loadGpuLag = 0;
        off.shown.spread = off.shown.rackSpread = 0;
        reDrive(rack, off, std::isnan(returnC) ? kRoomC : double(returnC) - kColdPlateK, 0, out);
        for (std::uint16_t& q : out.utilization)
            q = q == kMissing16 ? q : 0;
        reading.driven = true;
    } else if (served < 1) {
        reDrive(rack, now, supplyC, m_loads.gpuMeanW(rack, served * now.inputKw), out);
        reading.driven = true;
    } else if (std::abs(supplyC - now.supplyC) > kDriveAgainK) {
        reDrive(rack, now, supplyC, now.capW, out);
        reading.driven = true;
    }
    return reading;
}

} // namespace gigahall::model
