#include "render/plan.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <string>

namespace gigahall::render {
namespace {

using namespace model;

struct Rect
{
    glm::vec2 min{1e30f}, max{-1e30f};
    void add(glm::vec2 p)
    {
        min = glm::min(min, p);
        max = glm::max(max, p);
    }
};

/// Footprint of a run in the hall's frame.
Rect footprint(const Run& run)
{
    const float length = run.pitchM * float(run.count - 1) + run.sizeM.x;
    const float c = std::cos(run.yawRad), s = std::sin(run.yawRad);
    Rect rect;
    for (const auto corner :
        {glm::vec2(0, 0), glm::vec2(length, 0), glm::vec2(0, run.sizeM.y), glm::vec2(length, run.sizeM.y)})
        rect.add(glm::vec2(run.originM) + glm::vec2(c * corner.x - s * corner.y, s * corner.x + c * corner.y));
    return rect;
}

/// A row of the hall: its whole footprint and its compute runs in order along it.
struct PlanRow
{
    Rect rect;
    std::vector<const Run*> compute;
    bool alongY = false;
};

std::vector<PlanRow> rowsOf(const Campus& campus, const Hall& hall)
{
    std::map<std::uint32_t, PlanRow> byRow;
    for (std::uint32_t r = hall.runs.first; r < hall.runs.end(); ++r) {
        const auto& run = campus.runs[r];
        const bool rack = run.kind == AssetKind::Rack;
        if (!rack && run.kind != AssetKind::SupportRack)
            continue;
        // A rack outside of any row is a row of its own.
        auto& row = byRow[run.row != Run::kNone ? run.row : 0x80000000u + r];
        const auto f = footprint(run);
        row.rect.add(f.min);
        row.rect.add(f.max);
        if (rack)
            row.compute.push_back(&run);
    }
    std::vector<PlanRow> rows;
    for (auto& [key, row] : byRow) {
        if (row.compute.empty())
            continue;
        const auto size = row.rect.max - row.rect.min;
        row.alongY = size.y > size.x;
        const int axis = row.alongY;
        std::ranges::sort(row.compute, {}, [&](const Run* run) { return footprint(*run).min[axis]; });
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Rows grow across, into their half of the aisles, until they nearly touch their neighbours: the share of the gap they
/// leave.
constexpr float kGapLeft = 0.16f;

void growAcross(std::vector<PlanRow>& rows)
{
    const auto original = rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const int across = !rows[i].alongY, along = rows[i].alongY;
        const auto& me = original[i].rect;
        float below = 1e30f, above = 1e30f;
        for (std::size_t j = 0; j < original.size(); ++j) {
            const auto& other = original[j].rect;
            if (j == i || other.min[along] >= me.max[along] || other.max[along] <= me.min[along])
                continue;
            if (other.min[across] >= me.max[across])
                above = std::min(above, other.min[across] - me.max[across]);
            else if (other.max[across] <= me.min[across])
                below = std::min(below, me.min[across] - other.max[across]);
        }
        const float spare = std::min(below, above);
        const float outer = spare < 1e29f ? spare : 0;
        rows[i].rect.min[across] -= (below < 1e29f ? below : outer) * 0.5f * (1 - kGapLeft);
        rows[i].rect.max[across] += (above < 1e29f ? above : outer) * 0.5f * (1 - kGapLeft);
    }
}

std::vector<gpu::GpuPlanSegment> makeSegments(const Campus& campus, const Hall& hall)
{
    auto rows = rowsOf(campus, hall);
    growAcross(rows);
    Rect all;
    for (const auto& row : rows) {
        all.add(row.rect.min);
        all.add(row.rect.max);
    }
    const glm::vec2 margin = (all.max - all.min) * 0.015f;
    const glm::vec2 low = all.min - margin, span = glm::max(all.max - all.min + 2.0f * margin, glm::vec2(1e-3f));
    std::vector<gpu::GpuPlanSegment> segments;
    for (const auto& row : rows) {
        float total = 0, done = 0;
        for (const auto* run : row.compute)
            total += float(run->count) * run->sizeM.x;
        const int axis = row.alongY;
        for (const auto* run : row.compute) {
            const float share = float(run->count) * run->sizeM.x / total;
            Rect r = row.rect;
            r.min[axis] = row.rect.min[axis] + (row.rect.max[axis] - row.rect.min[axis]) * done;
            r.max[axis] = row.rect.min[axis] + (row.rect.max[axis] - row.rect.min[axis]) * (done + share);
            done += share;
            const auto& type = campus.types[run->type];
            segments.push_back({(r.min - low) / span, (r.max - r.min) / span, run->firstItem - hall.racks.first,
                campus.rackFirstGpu[run->firstItem] - hall.gpus.first, run->count, type.trays, type.gpusPerTray,
                row.alongY});
        }
    }
    return segments;
}

std::vector<std::uint32_t> makeGrid(const std::vector<gpu::GpuPlanSegment>& segments)
{
    std::vector<std::uint32_t> grid(gpu::kPlanGrid * gpu::kPlanGrid, ~0u);
    const float n = float(gpu::kPlanGrid);
    for (std::uint32_t s = 0; s < segments.size(); ++s) {
        // Every cell that the segment touches, so that its edge is exact; where two touch a cell, the one over its
        // middle wins.
        const auto first = glm::max(glm::ivec2(glm::floor(segments[s].min * n)), glm::ivec2(0));
        const auto last = glm::min(glm::ivec2(glm::ceil((segments[s].min + segments[s].size) * n)), glm::ivec2(int(n)));
        for (int y = first.y; y < last.y; ++y) {
            for (int x = first.x; x < last.x; ++x) {
                auto& cell = grid[std::size_t(y) * gpu::kPlanGrid + std::size_t(x)];
                const glm::vec2 at = (glm::vec2(x, y) + 0.5f) / n - segments[s].min;
                const bool middle = at.x >= 0 && at.y >= 0 && at.x < segments[s].size.x && at.y < segments[s].size.y;
                if (cell == ~0u || middle)
                    cell = s;
            }
        }
    }
    return grid;
}

/// For plans so small that a cell is less than a pixel: straight from the cell to its rack.
std::vector<std::uint16_t> makeRacks(
    const std::vector<std::uint32_t>& grid, const std::vector<gpu::GpuPlanSegment>& segments)
{
    std::vector<std::uint16_t> racks(grid.size(), 0xffff);
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
        if (grid[i] == ~0u)
            continue;
        const auto& s = segments[grid[i]];
        const glm::vec2 at = (glm::vec2(i % gpu::kPlanGrid, i / gpu::kPlanGrid) + 0.5f) / float(gpu::kPlanGrid);
        const glm::vec2 within = (at - s.min) / s.size;
        if (within.x < 0 || within.y < 0 || within.x >= 1 || within.y >= 1)
            continue;
        const float along = s.alongY ? within.y : within.x;
        const auto rack = s.firstRack + std::min(std::uint32_t(along * float(s.count)), s.count - 1);
        racks[i] = static_cast<std::uint16_t>(std::min(rack, 0xfffeu));
    }
    return racks;
}

/// Largest extent of any rack on a plan of that size.
float largestRackM(const std::vector<gpu::GpuPlanSegment>& segments, glm::vec2 sizeM)
{
    float largest = 0;
    for (const auto& s : segments) {
        glm::vec2 rack = s.size * sizeM;
        rack[s.alongY ? 1 : 0] /= float(s.count);
        largest = std::max({largest, rack.x, rack.y});
    }
    return largest;
}

} // namespace

Plans::Plans(const Campus& campus)
{
    std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> known;
    for (const auto& hall : campus.halls) {
        const auto plan = makeSegments(campus, hall);
        std::string key(plan.size() * sizeof(gpu::GpuPlanSegment), '\0');
        if (!key.empty())
            std::memcpy(key.data(), plan.data(), key.size());
        const auto [it, fresh] = known.try_emplace(
            key, static_cast<std::uint32_t>(grid.size()), static_cast<std::uint32_t>(segments.size()));
        if (fresh) {
            const auto cells = makeGrid(plan);
            const auto cellRacks = makeRacks(cells, plan);
            grid.insert(grid.end(), cells.begin(), cells.end());
            racks.insert(racks.end(), cellRacks.begin(), cellRacks.end());
            segments.insert(segments.end(), plan.begin(), plan.end());
        }
        hallGrid.push_back(it->second.first);
        hallSegments.push_back(it->second.second);
        rackM.push_back(largestRackM(plan, glm::vec2(hall.roofSizeM)));
    }
}

} // namespace gigahall::render
