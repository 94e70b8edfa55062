#pragma once

#include "model/graph/servesnetwork.h"

#include <algorithm>
#include <vector>

namespace gigahall::model {

/// A load behind an element.
struct PartBehind
{
    ServesNetwork::Node node;
    double share; ///< kW that the element carries less for each kW less of it
    double kw; ///< that much, for all of it that is served now
};

/// A sum of floats that is above a limit by less than this share of it is not.
inline constexpr double kFlowTolerance = 1e-9;

/// Which loads go so that an element carries no more than `keptKw` of these: compute racks first, then support racks,
/// plant last; the last of the table first. Sorts `parts` and calls `switchOff(node)`.
template <typename SwitchOff>
void shedParts(const ServesNetwork& network, std::vector<PartBehind>& parts, double keptKw, SwitchOff switchOff)
{
    using Node = ServesNetwork::Node;
    const auto rank = [&](Node node) { return network.isRack(node) ? 0 : network.isSupport(node) ? 1 : 2; };
    std::sort(parts.begin(), parts.end(), [&](const PartBehind& a, const PartBehind& b) {
        return rank(a.node) != rank(b.node) ? rank(a.node) < rank(b.node) : a.node > b.node;
    });
    double left = 0;
    for (const PartBehind& part : parts)
        left += part.kw;
    for (const PartBehind& part : parts) {
        if (left <= keptKw * (1 + kFlowTolerance))
            break;
        left -= part.kw;
        switchOff(part.node);
    }
}

} // namespace gigahall::model
