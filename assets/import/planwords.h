#pragma once

#include "model/rollout/plan.h"

#include <optional>
#include <string>
#include <string_view>

namespace gigahall::assets {

/// What kind of work the name of a task speaks of, in English or German; nothing where it has no such word.
std::optional<model::ActivityKind> kindOfWork(std::string_view name);

/// Lower case, of ASCII and of German letters.
std::string lowered(std::string_view text);

} // namespace gigahall::assets
