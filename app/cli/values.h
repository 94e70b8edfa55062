#pragma once

#include <glm/glm.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

/// Values of options as people type them. Nullopt when the text is anything else; the whole text must fit.
namespace gigahall::app {

inline constexpr unsigned kMaxPicturePx = 16384;

std::optional<double> parseNumber(std::string_view text);
std::optional<std::uint64_t> parseWhole(std::string_view text); ///< from 0
std::optional<glm::dvec2> parsePair(std::string_view text); ///< "A,B"
std::optional<glm::dvec3> parseTriple(std::string_view text); ///< "X,Y,Z"
/// "W,H" or "WxH", each 1 to kMaxPicturePx.
std::optional<glm::uvec2> parseResolution(std::string_view text);

} // namespace gigahall::app
