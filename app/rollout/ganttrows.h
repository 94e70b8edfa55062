#pragma once

#include "app/rollout/planshift.h"
#include "model/rollout/plan.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

/// A plan as rows that fold: the campus where something works at it, phases, their buildings, and what is done there.
namespace gigahall::app {

struct GanttRow
{
    PlanTarget target;
    std::uint32_t depth = 0;
    std::uint32_t parent = kNoActivity; ///< index into all rows
    std::uint32_t end = 0; ///< index after the last row below it

    bool isSpace() const { return target.isSpace(); }
};

/// What is drawn in a row. Of spaces: from the first to the last day of all that works in them.
struct GanttBar
{
    model::Work planned{};
    std::optional<model::Work> baseline;
    std::optional<model::Work> actual; ///< to the status day while it goes on
    std::optional<model::Day> energised; ///< of spaces: the last milestone in them
    int slackDays = 0; ///< of spaces: the least of what works in them
    bool isMilestone = false;
};

class GanttRows
{
public:
    GanttRows() = default;
    /// Spaces without work have no row. Everything is folded. Rows in the order of the campus, activities by their
    /// first day.
    GanttRows(const model::Campus& campus, const model::Plan& plan);

    const std::vector<GanttRow>& all() const { return m_all; }
    /// Indices of the rows whose spaces are all unfolded.
    const std::vector<std::uint32_t>& visible() const { return m_visible; }

    bool canFold(std::uint32_t row) const { return m_all[row].end > row + 1; }
    bool isFolded(std::uint32_t row) const { return !m_open.contains(m_all[row].target.space); }
    void setFolded(std::uint32_t row, bool folded);
    void setAllFolded(bool folded);
    /// The row of a space, or of the smallest one around an asset that has one; unfolds what hides it.
    std::optional<std::uint32_t> reveal(const model::Campus& campus, model::AssetId id);
    /// Position in visible().
    std::optional<std::size_t> place(std::uint32_t row) const;

private:
    using BySpace = std::map<model::AssetId, std::vector<std::uint32_t>>;

    std::uint32_t addSpace(const BySpace& work, model::AssetId space, std::uint32_t depth, std::uint32_t parent);
    void findVisible();

    std::vector<GanttRow> m_all;
    std::vector<std::uint32_t> m_visible;
    std::set<model::AssetId> m_open;
};

/// By row of `rows`; `plan` has the same activities as the one they were made of. Without circles only.
std::vector<GanttBar> ganttBars(const model::Campus& campus, const model::Plan& plan, const GanttRows& rows);

} // namespace gigahall::app
