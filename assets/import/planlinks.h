#pragma once

#include "model/rollout/plan.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Predecessors as text: the key of an activity, then how it is waited for and how many days later (+) or sooner (-).
/// FS (the default), SS, FF, SF or, as German programs write them, EA, AA, EE, AE; an optional unit of the lag: d,
/// days, t, Tage (of the calendar), w, weeks, Wochen. E.g. "P03-B1/shell SS+22", "P03-B1/shellSS+22 days".
namespace gigahall::assets {

struct LinkText
{
    std::string_view key; ///< as far as it could be told: what else is no key
    std::optional<model::Link> link; ///< nothing where no activity is called like that
};

/// `find`: index of an activity by its key.
LinkText readLink(std::string_view text, const std::function<std::optional<std::uint32_t>(std::string_view key)>& find);
std::string linkText(const model::Link& link, const std::string& key);

} // namespace gigahall::assets
