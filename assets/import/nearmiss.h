#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gigahall::assets {

/// The candidate that was most likely meant, empty when none is near: a few letters differ, or only case, dashes and
/// underscores do.
std::string_view nearMiss(std::string_view written, std::span<const std::string_view> candidates);
/// " (did you mean 'pitch'?)" or nothing.
std::string didYouMean(std::string_view written, std::span<const std::string_view> candidates);

} // namespace gigahall::assets
