#include "model/rollout/plan.h"

#include <algorithm>
#include <array>

namespace gigahall::model {
namespace {

constexpr std::array<std::string_view, kActivityKinds> kKeys{
    "clearSite", "foundations", "shell", "power", "cooling", "racks", "commissioning", "energised"};
constexpr std::array<std::string_view, 3> kStyles{"grow", "appear", "highlight"};

template <typename T, std::size_t N>
std::optional<T> byKey(const std::array<std::string_view, N>& keys, std::string_view key)
{
    const auto at = std::ranges::find(keys, key);
    return at == keys.end() ? std::nullopt : std::optional(static_cast<T>(at - keys.begin()));
}

} // namespace

std::string_view activityKey(ActivityKind kind)
{
    return kKeys.at(static_cast<std::size_t>(kind));
}

std::optional<ActivityKind> activityKind(std::string_view key)
{
    return byKey<ActivityKind>(kKeys, key);
}

std::string_view buildStyleKey(BuildStyle style)
{
    return kStyles.at(static_cast<std::size_t>(style));
}

std::optional<BuildStyle> buildStyle(std::string_view key)
{
    return byKey<BuildStyle>(kStyles, key);
}

Work Activity::work() const
{
    Work out{actualStart.value_or(planned.start), planned.finish};
    // What began late takes as long as it was planned to.
    if (actualStart)
        out.finish = *actualStart + (planned.finish - planned.start);
    if (actualFinish)
        out = {std::min(out.start, *actualFinish), *actualFinish};
    return out;
}

std::optional<Work> Plan::extent() const
{
    std::optional<Work> out;
    for (const Activity& activity : activities) {
        const Work work = activity.work();
        out = out ? Work{std::min(out->start, work.start), std::max(out->finish, work.finish)} : work;
    }
    return out;
}

std::optional<std::uint32_t> phaseOf(const Campus& campus, AssetId id)
{
    while (id.isValid() && id.kind() != AssetKind::Phase)
        id = campus.parent(id);
    return id.isValid() ? std::optional(id.index()) : std::nullopt;
}

} // namespace gigahall::model
