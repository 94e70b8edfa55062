#pragma once

#include <glm/glm.hpp>

#include <cstdint>
#include <span>
#include <string_view>

namespace gigahall::app {

/// 256 sRGB colours, alpha 1; empty when there is no such map.
std::span<const glm::vec4> colormap(std::string_view name);
/// The map of job and owner, see categories.h. It says nothing of numbers and is in no chooser.
inline constexpr std::string_view kCategoryMap = "categories";
/// All others, in the order a chooser shows them.
std::span<const std::string_view> colormapNames();

} // namespace gigahall::app
