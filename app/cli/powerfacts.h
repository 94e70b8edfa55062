#pragma once

#include "model/simulation/twin.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// What a report says about a result of the twin beyond its balance.
namespace gigahall::app {

using NamedKw = std::pair<std::string, double>;

/// Loss by stage inside racks, in the order of the layout; empty positions count as long as a rack of their type has
/// power. A capped rack counts as one whose units all do less, in equal measure.
std::vector<NamedKw> stageLosses(
    const model::Twin& twin, const model::TwinResult& result, double gpuUtilization, double cpuUtilization);
/// Loss outside racks by station, in the order of EnergyNode; those without loss are left out.
std::vector<NamedKw> stationLosses(const model::Twin& twin, const model::TwinResult& result);
double sumKw(const std::vector<NamedKw>& losses);
/// Share of what is supplied that is left after all conversion, inside racks and outside; 0 where nothing is.
double conversionEfficiency(const model::EnergyBalance& balance, const std::vector<NamedKw>& stages);

struct LoadedElement
{
    std::string name;
    std::uint32_t type; ///< index into the types of the campus
    double loading; ///< of its rating
    double kw; ///< what it passes on
};
/// Plant by loading, the highest first.
std::vector<LoadedElement> mostLoaded(const model::Twin& twin, const model::TwinResult& result, std::size_t count);
/// Names of what is above its rating, of a result of OverloadPolicy::Carry.
std::vector<std::string> overloadedNames(const model::Twin& twin, const model::TwinResult& result);

/// GPUs of racks that get no power.
std::uint64_t darkGpus(const model::Twin& twin, const model::TwinResult& result);

} // namespace gigahall::app
