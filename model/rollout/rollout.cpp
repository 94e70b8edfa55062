#include "model/rollout/rollout.h"

#include <algorithm>

namespace gigahall::model {

InService inService(const Buildup& buildup, double day)
{
    const auto mask = [day](const std::vector<float>& from) {
        std::vector<std::uint8_t> out(from.size());
        std::ranges::transform(from, out.begin(), [day](float f) { return std::uint8_t(double(f) <= day); });
        return out;
    };
    return {day, mask(buildup.rackFrom), mask(buildup.supportFrom), mask(buildup.plantFrom)};
}

std::shared_ptr<const Rollout> makeRollout(const Campus& campus, Plan plan)
{
    Buildup built = buildup(campus, plan);
    RolloutCurve curve(campus, built);
    return std::make_shared<const Rollout>(Rollout{std::move(plan), std::move(built), std::move(curve)});
}

} // namespace gigahall::model
