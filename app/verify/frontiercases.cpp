#include "app/cli/powerfacts.h"
#include "app/verify/caselist.h"
#include "model/simulation/twin.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace gigahall::app {
namespace {

/// One row of the published table.
struct Point
{
    const char* name;
    double utilization; ///< of CPUs and GPUs
    double nodeW, sivocW, rackKw, systemMw, rectifierMw, sivocMw, efficiency;
};
constexpr Point kPoints[] = {{"idle", 0, 626.26, 652.3061, 95.874150, 7.306524, 0.324943, 0.246709, 92.1761},
    {"peak", 1, 2704.26, 2772.7143, 378.595238, 28.227884, 1.161798, 0.648399, 93.5872}};

struct Values
{
    double nodeW = 0, sivocW = 0, rackKw = 0, systemMw = 0, rectifierMw = 0, sivocMw = 0, efficiency = 0;
};

// SIVOC, rectifiers: the stages of the layout in its order.
constexpr std::size_t kSivoc = 0, kRectifiers = 1, kStages = 2;

/// As `gigahall simulate --steady` has it.
Values compute(const model::Campus& campus, double utilization)
{
    model::Twin twin(campus);
    model::TwinResult result;
    model::TwinConditions conditions;
    conditions.policy = model::OverloadPolicy::Carry; // RAPS knows no ratings
    twin.steady(twin.uniformLoad(utilization, utilization), conditions, result);

    const model::RackPower& rack = twin.rackPower(0);
    const double nodes = campus.rackType(0).power.nodes;
    const double gpuW = rack.gpus() * (rack.gpuIdleW() + (rack.gpuMaxW() - rack.gpuIdleW()) * utilization);
    const std::vector<NamedKw> losses = stageLosses(twin, result, utilization, utilization);
    if (losses.size() != kStages)
        return {}; // all racks are dark

    Values v;
    v.nodeW = 1000 * rack.nodesKw(gpuW, utilization) / nodes;
    v.sivocMw = losses[kSivoc].second / 1000;
    v.rectifierMw = losses[kRectifiers].second / 1000;
    v.sivocW = v.nodeW + 1e6 * v.sivocMw / (nodes * campus.rackCount());
    v.rackKw = result.balance.computeKw / campus.rackCount();
    v.systemMw = result.balance.suppliedKw / 1000;
    v.efficiency = 100 * conversionEfficiency(result.balance, losses);
    return v;
}

void addPoint(const VerifyInput& input, const Point& point, const std::string& problem, CaseList& list)
{
    const Values v = input.frontier && problem.empty() ? compute(*input.frontier, point.utilization) : Values();
    const auto add = [&](const char* what, double expected, double computed, Tolerance tolerance, const char* unit) {
        const std::string name = fmt::format("Frontier {}, {}", point.name, what);
        problem.empty() ? list.check(name, expected, computed, tolerance, unit)
                        : list.fail(name, expected, tolerance, unit, problem);
    };
    list.setSource("ExaDigiT RAPS 6c142bf, config/frontier.yaml");
    constexpr Tolerance kExact = withinShare(1e-6), kPrinted = within(5e-7); // of losses six digits are published
    add("node", point.nodeW, v.nodeW, kExact, "W");
    add("node with SIVOC", point.sivocW, v.sivocW, kExact, "W");
    add("rack", point.rackKw, v.rackKw, kExact, "kW");
    add("system", point.systemMw, v.systemMw, kExact, "MW");
    add("SIVOC loss", point.sivocMw, v.sivocMw, kPrinted, "MW");
    list.setSource("ExaDigiT RAPS as above, which counts rectifiers of the missing rack");
    add("rectifier loss", point.rectifierMw, v.rectifierMw, kPrinted, "MW");
    add("efficiency", point.efficiency, v.efficiency, kExact, "%");
}

} // namespace

void addFrontierCases(const VerifyInput& input, CaseList& list)
{
    std::string problem;
    if (!input.frontier)
        problem = "the campus \"frontier\" could not be opened";
    else if (input.frontier->rackCount() == 0 || input.frontier->rackType(0).power.nodes <= 0
        || input.frontier->rackType(0).power.stages.size() != kStages)
        problem = "expected racks with nodes and two stages, SIVOC and rectifiers";
    for (const Point& point : kPoints)
        addPoint(input, point, problem, list);
}

} // namespace gigahall::app
