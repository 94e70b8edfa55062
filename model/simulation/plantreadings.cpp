#include "model/simulation/plantreadings.h"

#include "model/cooling/fluid.h"

#include <array>
#include <cmath>
#include <limits>

namespace gigahall::model {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// How many of some plants take part.
std::uint32_t runningCount(const CoolingLoops& loops, const TwinResult& result, Range plants)
{
    std::uint32_t count = 0;
    for (std::uint32_t i = plants.first; i < plants.end(); ++i)
        count += result.power.served[loops.plants[i]] > 0 ? 1 : 0;
    return count;
}

/// One plant among those of its kind in a loop.
struct LoopPart
{
    float supplyC = kNan, returnC = kNan, flowLpm = kNan;
    double heatKw = 0; ///< of one
    double mostKw = 0; ///< one could carry; 0 = not known
};

LoopPart techPart(const Twin& twin, const TwinResult& result, std::uint32_t plant)
{
    const CoolingLoops& loops = twin.cooling().loops();
    const std::uint32_t t = loops.techOfPlant[plant];
    const TechLoopResult& loop = result.cooling.tech[t];
    const std::uint32_t running = runningCount(loops, result, loops.tech[t].cdus);
    const double share = running > 0 && result.power.served[plant] > 0 ? 1.0 / running : 0;
    return {float(loop.supplyC), float(loop.returnC), float(share * loop.flowLpm), share * loop.heatKw,
        loops.tech[t].cdu->ratedKw};
}

LoopPart facilityPart(const Twin& twin, const TwinResult& result, std::uint32_t plant)
{
    const Campus& campus = twin.campus();
    const CoolingLoops& loops = twin.cooling().loops();
    const std::uint32_t f = loops.facilityOfPlant[plant];
    const CoolingLoops::Facility& loop = loops.facility[f];
    const FacilityLoopResult& r = result.cooling.facility[f];
    const AssetType& type = campus.types[campus.runs[campus.plantRun[plant]].type];
    LoopPart part{float(r.supplyC), float(r.returnC), kNan, 0, 0};
    const double lpm = flowOfCapacityRateLpm(r.flowKwPerK, kRhoCpWater);
    const bool runs = result.power.served[plant] > 0;
    const auto shareIn = [&](Range plants) {
        const std::uint32_t running = runningCount(loops, result, plants);
        return running > 0 && runs ? 1.0 / running : 0.0;
    };
    const auto within = [&](Range plants) {
        for (std::uint32_t i = plants.first; i < plants.end(); ++i)
            if (loops.plants[i] == plant)
                return true;
        return false;
    };
    if (within(loop.pumps)) {
        part.flowLpm = float(shareIn(loop.pumps) * lpm);
        // A pump is loaded by its flow.
        part.heatKw = double(part.flowLpm);
        part.mostKw = type.cooling.flowLpm;
    } else if (within(loop.coolers)) {
        const double share = shareIn(loop.coolers);
        part.flowLpm = float(share * lpm);
        part.heatKw = share * (r.dryKw + r.trimKw + r.airKw);
        part.mostKw = type.ratedKw;
    }
    return part;
}

/// Empty where plant is no part of a loop.
LoopPart loopPart(const Twin& twin, const TwinResult& result, std::uint32_t plant)
{
    const CoolingLoops& loops = twin.cooling().loops();
    if (loops.techOfPlant[plant] != CoolingLoops::kNone)
        return techPart(twin, result, plant);
    if (loops.facilityOfPlant[plant] != CoolingLoops::kNone)
        return facilityPart(twin, result, plant);
    return {};
}

float loadingOf(const Twin& twin, const TwinResult& result, std::uint32_t plant, const LoopPart& part)
{
    if (part.mostKw > 0)
        return float(part.heatKw / part.mostKw);
    const ServesNetwork& power = twin.power();
    const bool chain = !power.loads(plant).empty() || power.role(plant) != PowerRole::Conversion;
    return chain && std::isfinite(power.capacityKw(plant)) && power.capacityKw(plant) > 0
        ? float(result.power.loading(power, plant))
        : kNan;
}

} // namespace

float plantLoading(const Twin& twin, const TwinResult& result, std::uint32_t plant)
{
    return loadingOf(twin, result, plant, loopPart(twin, result, plant));
}

void readPlant(const Twin& twin, const TwinResult& result, std::span<const double> nodeRampKwPerS, TelemetryFrame& out)
{
    const std::uint32_t count = twin.campus().plantCount();
    const auto plane = [&](Metric metric) -> std::vector<float>& {
        std::vector<float>& values = out.plant[static_cast<std::size_t>(metric)];
        values.assign(count, kNan);
        return values;
    };
    auto& power = plane(Metric::RackPower);
    auto& ramp = plane(Metric::PowerRamp);
    auto& loading = plane(Metric::Loading);
    auto& supply = plane(Metric::RackLiquidSupplyTemperature);
    auto& back = plane(Metric::RackLiquidReturnTemperature);
    auto& flow = plane(Metric::RackLiquidFlow);
    for (std::uint32_t p = 0; p < count; ++p) {
        if (!twin.isThere(twin.power().plantNode(p)))
            continue;
        const LoopPart part = loopPart(twin, result, p);
        supply[p] = part.supplyC;
        back[p] = part.returnC;
        flow[p] = part.flowLpm;
        loading[p] = loadingOf(twin, result, p, part);
        // A tank takes nothing and passes nothing on.
        if (twin.power().loads(p).empty() && twin.power().servers(p).empty())
            continue;
        power[p] = float(result.power.outputKw[p]);
        ramp[p] = float(nodeRampKwPerS[p]);
    }
}

Impact impactOf(const Twin& twin, const TwinResult& result)
{
    Impact impact;
    impact.darkRacks = result.darkRacks;
    impact.hotRacks = result.hotRacks;
    impact.cappedRacks = result.cappedRacks;
    impact.lostKw = result.lostKw;
    impact.problem = result.problem;
    const Campus& campus = twin.campus();
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        if (const auto node = twin.power().rackNode(r); twin.isThere(node) && result.power.served[node] <= 0)
            impact.darkGpus += campus.rackGpus(r);
    for (const ServesNetwork::Node node : result.power.overloaded)
        if (const AssetId id = twin.power().assetOf(node); id.isValid())
            impact.overloaded.push_back(id);
    return impact;
}

} // namespace gigahall::model
