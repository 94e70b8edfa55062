#include "app/cli/powerfacts.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace gigahall::app {
namespace {

using model::EnergyNode;

/// Keys of the JSON output.
constexpr std::array<const char*, static_cast<std::size_t>(EnergyNode::Count)> kStations{"grid", "generators",
    "batteries", "transformers", "distribution", "ups", "compute", "support", "cooling", "losses", "liquid", "air",
    "heatStore", "dryCoolers", "chillers", "ambient"};

/// Share of the utilisation at which a rack takes what it gets.
double shareAt(const model::RackPower& rack, double kw, double gpuUtilization, double cpuUtilization)
{
    double lo = 0, hi = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (lo + hi) / 2;
        (rack.inputKw(middle * gpuUtilization, middle * cpuUtilization, {}) > kw ? hi : lo) = middle;
    }
    return lo;
}

float servedShare(const model::Twin& twin, const model::TwinResult& result, std::uint32_t rack)
{
    return result.power.served[twin.power().rackNode(rack)];
}

} // namespace

std::vector<NamedKw> stageLosses(
    const model::Twin& twin, const model::TwinResult& result, double gpuUtilization, double cpuUtilization)
{
    // Racks of one type that are served alike are alike.
    std::map<std::pair<const model::RackPower*, float>, std::uint32_t> groups;
    for (std::uint32_t r = 0; r < twin.campus().rackCount(); ++r)
        if (const float served = servedShare(twin, result, r); served > 0)
            ++groups[{&twin.rackPower(r), served}];
    std::vector<NamedKw> losses;
    const model::RackPower* before = nullptr;
    for (const auto& [group, count] : groups) {
        const auto& [rack, served] = group;
        const double wholeKw = rack->inputKw(gpuUtilization, cpuUtilization, {});
        const double share = served < 1 ? shareAt(*rack, wholeKw * double(served), gpuUtilization, cpuUtilization) : 1;
        std::vector<double> lossKw(rack->stages().size(), 0);
        rack->inputKw(share * gpuUtilization, share * cpuUtilization, lossKw);
        for (std::size_t i = 0; i < lossKw.size(); ++i) {
            const std::string& name = rack->stages()[i].name;
            auto entry = std::find_if(losses.begin(), losses.end(), [&](const NamedKw& l) { return l.first == name; });
            if (entry == losses.end())
                entry = losses.insert(losses.end(), {name, 0});
            entry->second += count * lossKw[i] + (rack != before ? rack->emptyLossKw(i) : 0);
        }
        before = rack;
    }
    return losses;
}

std::vector<NamedKw> stationLosses(const model::Twin& twin, const model::TwinResult& result)
{
    std::vector<NamedKw> losses;
    for (const model::EnergyFlow& flow : twin.flows(result))
        if (flow.to == EnergyNode::Losses)
            losses.emplace_back(kStations[static_cast<std::size_t>(flow.from)], flow.kw);
    return losses;
}

double sumKw(const std::vector<NamedKw>& losses)
{
    double sum = 0;
    for (const auto& [name, kw] : losses)
        sum += kw;
    return sum;
}

double conversionEfficiency(const model::EnergyBalance& balance, const std::vector<NamedKw>& stages)
{
    return balance.suppliedKw > 0 ? 1 - (balance.lossKw + sumKw(stages)) / balance.suppliedKw : 0;
}

std::vector<LoadedElement> mostLoaded(const model::Twin& twin, const model::TwinResult& result, std::size_t count)
{
    const model::Campus& campus = twin.campus();
    std::vector<std::uint32_t> plants;
    for (std::uint32_t p = 0; p < campus.plantCount(); ++p)
        // What only takes power is at its own rating of cooling, not of power.
        if (!twin.power().loads(p).empty() && result.power.loading(twin.power(), p) > 0)
            plants.push_back(p);
    std::stable_sort(plants.begin(), plants.end(), [&](std::uint32_t a, std::uint32_t b) {
        return result.power.loading(twin.power(), a) > result.power.loading(twin.power(), b);
    });
    plants.resize(std::min(plants.size(), count));
    std::vector<LoadedElement> elements;
    for (const std::uint32_t p : plants)
        elements.push_back({campus.name({model::AssetKind::Plant, p}), campus.runs[campus.plantRun[p]].type,
            result.power.loading(twin.power(), p), result.power.outputKw[p]});
    return elements;
}

std::vector<std::string> overloadedNames(const model::Twin& twin, const model::TwinResult& result)
{
    std::vector<std::string> names;
    for (const model::ServesNetwork::Node node : result.power.overloaded)
        if (const model::AssetId id = twin.power().assetOf(node); id.isValid())
            names.push_back(twin.campus().name(id));
    return names;
}

std::uint64_t darkGpus(const model::Twin& twin, const model::TwinResult& result)
{
    std::uint64_t gpus = 0;
    for (std::uint32_t r = 0; r < twin.campus().rackCount(); ++r)
        if (twin.isThere(twin.power().rackNode(r)) && servedShare(twin, result, r) <= 0)
            gpus += twin.campus().rackGpus(r);
    return gpus;
}

} // namespace gigahall::app
