#include "app/cli/values.h"

#include <charconv>
#include <cmath>
#include <vector>

namespace gigahall::app {
namespace {

std::optional<std::vector<double>> parseList(std::string_view text, std::size_t count, std::string_view separators)
{
    std::vector<double> values;
    while (true) {
        const auto end = text.find_first_of(separators);
        const auto value = parseNumber(text.substr(0, end));
        if (!value)
            return std::nullopt;
        values.push_back(*value);
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return values.size() == count ? std::optional(values) : std::nullopt;
}

} // namespace

std::optional<double> parseNumber(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<std::uint64_t> parseWhole(std::string_view text)
{
    std::uint64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() && result.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<glm::dvec2> parsePair(std::string_view text)
{
    const auto v = parseList(text, 2, ",");
    return v ? std::optional(glm::dvec2((*v)[0], (*v)[1])) : std::nullopt;
}

std::optional<glm::dvec3> parseTriple(std::string_view text)
{
    const auto v = parseList(text, 3, ",");
    return v ? std::optional(glm::dvec3((*v)[0], (*v)[1], (*v)[2])) : std::nullopt;
}

std::optional<glm::uvec2> parseResolution(std::string_view text)
{
    const auto v = parseList(text, 2, ",x");
    const auto fits = [](double n) { return n >= 1 && n <= kMaxPicturePx && n == std::floor(n); };
    if (!v || !fits((*v)[0]) || !fits((*v)[1]))
        return std::nullopt;
    return glm::uvec2(unsigned((*v)[0]), unsigned((*v)[1]));
}

} // namespace gigahall::app
