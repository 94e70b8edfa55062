#pragma once

#include "model/rollout/rollout.h"

#include <span>
#include <vector>

namespace gigahall::app {

/// Which figure of the totals; also what curves show.
enum class RolloutQuantity
{
    Power, ///< facility, nameplate
    Dies,
    Racks, ///< compute racks
    Cost ///< the middle of the range
};
inline constexpr int kRolloutQuantities = 4;

/// In MW, dies, racks, billions of US dollars.
double quantityOf(const model::RolloutTotals& totals, RolloutQuantity quantity, const model::CostRate& rate);

/// A quantity of a rollout by phase, one on top of the other. Layers: what is in no phase first, then phases in turn.
struct StackedCurve
{
    std::vector<double> days; ///< ascending day numbers
    std::size_t layers = 0;
    std::vector<double> tops; ///< of layer l on day i: [l * days.size() + i]; the last layer's top is the total

    std::span<const double> top(std::size_t layer) const
    {
        return std::span(tops).subspan(layer * days.size(), days.size());
    }
};
StackedCurve stackedCurve(const model::RolloutCurve& curve, std::size_t phases, RolloutQuantity quantity,
    const model::CostRate& rate, std::vector<double> days);

/// `count` days from `first` to `last`, evenly apart.
std::vector<double> daysBetween(double first, double last, std::size_t count);

} // namespace gigahall::app
