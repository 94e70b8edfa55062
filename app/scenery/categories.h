#pragma once

#include "model/campus/campus.h"
#include "model/telemetry/frame.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Job and owner: names instead of numbers. A name's colour is its index modulo the palette; nothing is ever averaged.
namespace gigahall::app {

/// Colours of the map "categories", whose 256 entries repeat them.
inline constexpr std::uint32_t kCategoryColours = 12;

/// What a rack belongs to; nothing where it belongs to nobody or nobody knows.
std::optional<std::uint32_t> categoryOf(const model::TelemetryFrame& frame, model::Metric metric, std::uint32_t rack);
/// Name of a category; its number where the frame has no names.
QString categoryName(const model::TelemetryFrame& frame, model::Metric metric, std::uint32_t category);
/// Name of what a rack belongs to; empty where there is nothing.
QString categoryText(const model::TelemetryFrame& frame, model::Metric metric, std::uint32_t rack);

struct CategoryCount
{
    std::uint32_t category;
    std::uint32_t racks;

    bool operator==(const CategoryCount&) const = default;
};
/// How many racks each category has, most racks first, then by number. Racks without one are not counted.
std::vector<CategoryCount> categoryCounts(std::span<const std::uint16_t> racks);

/// Planes of a category for the renderer: palette indices by rack, and of each hall that of its most common category.
std::vector<std::uint16_t> categoryColours(std::span<const std::uint16_t> racks);
std::vector<std::uint16_t> hallCategoryColours(const model::Campus& campus, std::span<const std::uint16_t> racks);

} // namespace gigahall::app
