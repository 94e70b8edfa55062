#include "app/scenery/categories.h"

#include <algorithm>

namespace gigahall::app {
namespace {

std::uint16_t colourOf(std::uint32_t category)
{
    return static_cast<std::uint16_t>(category % kCategoryColours);
}

} // namespace

std::optional<std::uint32_t> categoryOf(const model::TelemetryFrame& frame, model::Metric metric, std::uint32_t rack)
{
    const auto& plane = frame.rack[static_cast<std::size_t>(metric)];
    if (rack >= plane.size() || plane[rack] == model::kMissing16)
        return std::nullopt;
    return plane[rack];
}

QString categoryName(const model::TelemetryFrame& frame, model::Metric metric, std::uint32_t category)
{
    if (frame.tenancy) {
        const auto& [jobs, owners] = *frame.tenancy;
        if (metric == model::Metric::Job && category < jobs.size())
            return QString::fromStdString(jobs[category].name);
        if (metric == model::Metric::Owner && category < owners.size())
            return QString::fromStdString(owners[category]);
    }
    return QString::number(category);
}

QString categoryText(const model::TelemetryFrame& frame, model::Metric metric, std::uint32_t rack)
{
    const auto category = categoryOf(frame, metric, rack);
    return category ? categoryName(frame, metric, *category) : QString();
}

std::vector<CategoryCount> categoryCounts(std::span<const std::uint16_t> racks)
{
    std::vector<std::uint32_t> counts;
    for (const auto category : racks) {
        if (category == model::kMissing16)
            continue;
        if (category >= counts.size())
            counts.resize(std::size_t(category) + 1);
        ++counts[category];
    }
    std::vector<CategoryCount> found;
    for (std::uint32_t c = 0; c < counts.size(); ++c)
        if (counts[c] > 0)
            found.push_back({c, counts[c]});
    std::ranges::stable_sort(found, std::ranges::greater(), &CategoryCount::racks);
    return found;
}

std::vector<std::uint16_t> categoryColours(std::span<const std::uint16_t> racks)
{
    std::vector<std::uint16_t> colours(racks.size());
    std::ranges::transform(
        racks, colours.begin(), [](std::uint16_t c) { return c == model::kMissing16 ? c : colourOf(c); });
    return colours;
}

std::vector<std::uint16_t> hallCategoryColours(const model::Campus& campus, std::span<const std::uint16_t> racks)
{
    std::vector<std::uint16_t> colours(campus.halls.size(), model::kMissing16);
    if (racks.size() != campus.rackCount())
        return colours;
    for (std::size_t h = 0; h < colours.size(); ++h) {
        // Racks without a category have a vote as well: a hall that is mostly idle looks idle.
        std::vector<std::uint16_t> members(
            racks.begin() + campus.halls[h].racks.first, racks.begin() + campus.halls[h].racks.end());
        std::ranges::sort(members);
        std::size_t most = 0;
        for (auto from = members.begin(); from != members.end();) {
            const auto to = std::upper_bound(from, members.end(), *from);
            if (std::size_t(to - from) > most) {
                most = std::size_t(to - from);
                colours[h] = *from == model::kMissing16 ? *from : colourOf(*from);
            }
            from = to;
        }
    }
    return colours;
}

} // namespace gigahall::app
