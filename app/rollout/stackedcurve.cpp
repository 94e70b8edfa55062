#include "app/rollout/stackedcurve.h"

#include <algorithm>

namespace gigahall::app {

namespace {

constexpr double kWPerMw = 1e6;

} // namespace

double quantityOf(const model::RolloutTotals& totals, RolloutQuantity quantity, const model::CostRate& rate)
{
    switch (quantity) {
    case RolloutQuantity::Power:
        return double(totals.facilityW) / kWPerMw;
    case RolloutQuantity::Dies:
        return double(totals.gpus);
    case RolloutQuantity::Racks:
        return totals.racks;
    case RolloutQuantity::Cost:
        break;
    }
    const model::CostRate::Range cost = rate.cost(totals.facilityW);
    return 0.5 * (cost.low + cost.high);
}

StackedCurve stackedCurve(const model::RolloutCurve& curve, std::size_t phases, RolloutQuantity quantity,
    const model::CostRate& rate, std::vector<double> days)
{
    StackedCurve out;
    out.days = std::move(days);
    out.layers = phases + 1;
    const std::size_t count = out.days.size();
    out.tops.resize(out.layers * count);
    for (std::size_t i = 0; i < count; ++i) {
        const double total = quantityOf(curve.at(out.days[i]), quantity, rate);
        // From the top down: so the total is exact, and the lowest layer is what no phase has.
        double top = total;
        for (std::size_t p = phases; p-- > 0;) {
            out.tops[(p + 1) * count + i] = top;
            top -= quantityOf(curve.at(static_cast<std::uint32_t>(p), out.days[i]), quantity, rate);
        }
        out.tops[i] = top;
    }
    return out;
}

std::vector<double> daysBetween(double first, double last, std::size_t count)
{
    std::vector<double> out(count);
    for (std::size_t i = 0; i < count; ++i)
        out[i] = first + (last - first) * double(i) / double(std::max<std::size_t>(count - 1, 1));
    return out;
}

} // namespace gigahall::app
