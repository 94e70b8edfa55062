#include "app/scenery/colormaps.h"

#include "app/scenery/categories.h"
#include "resources/colormaps/tables.h"

#include <algorithm>
#include <array>

namespace gigahall::app {
namespace {

using Table = std::array<glm::vec4, 256>;

constexpr std::array<std::string_view, 5> kNames{"viridis", "cividis", "inferno", "turbo", "diverging"};
constexpr std::array<const std::array<std::uint32_t, 256>*, 5> kSources{&colourtables::kViridis,
    &colourtables::kCividis, &colourtables::kInferno, &colourtables::kTurbo, &colourtables::kDiverging};

glm::vec4 toColour(std::uint32_t rgb)
{
    return glm::vec4(float(rgb >> 16), float((rgb >> 8) & 255), float(rgb & 255), 255.0f) / 255.0f;
}

std::array<Table, 5> makeTables()
{
    std::array<Table, 5> tables;
    for (std::size_t m = 0; m < tables.size(); ++m) {
        std::ranges::transform(*kSources[m], tables[m].begin(), toColour);
    }
    return tables;
}

// The palette over and over: an index is its own place in the table.
Table makeCategories()
{
    static_assert(colourtables::kCategories.size() == kCategoryColours);
    Table table;
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = toColour(colourtables::kCategories[i % kCategoryColours]);
    return table;
}

} // namespace

std::span<const glm::vec4> colormap(std::string_view name)
{
    static const auto tables = makeTables();
    static const auto categories = makeCategories();
    if (name == kCategoryMap)
        return categories;
    const auto it = std::ranges::find(kNames, name);
    if (it == kNames.end())
        return {};
    return tables[std::size_t(it - kNames.begin())];
}

std::span<const std::string_view> colormapNames()
{
    return kNames;
}

} // namespace gigahall::app
