#pragma once

#include "model/campus/campus.h"
#include "model/simulation/campusrun.h"
#include "model/telemetry/metric.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What `gigahall simulate --duration` writes of a run: quantities by groups of racks. No Qt: the bench uses it too.
namespace gigahall::app {

enum class RunLevel : std::uint8_t
{
    Campus,
    Phase,
    Hall,
    Rack
};
std::string_view runLevelName(RunLevel level);
std::optional<RunLevel> runLevelByName(std::string_view name);

/// A quantity of every group, or of the campus as a whole.
struct RunQuantity
{
    std::string_view name; ///< what one asks for
    std::string_view head; ///< with its unit
    std::optional<model::Metric> metric; ///< of racks, rolled up
    double (*value)(const model::CampusRun&) = nullptr; ///< of the campus, where it is no metric
};
using RunQuantities = std::vector<const RunQuantity*>;

/// By their names; none: what is usual at that level. `problem` says what is wrong with a name.
RunQuantities chooseQuantities(RunLevel level, const std::vector<std::string>& names, std::string& problem);

/// The values of one moment of a run: a row a group.
class RunTable
{
public:
    RunTable(const model::Campus& campus, RunLevel level, RunQuantities quantities);

    RunLevel level() const { return m_level; }
    const RunQuantities& quantities() const { return m_quantities; }
    const std::vector<std::string>& assets() const { return m_assets; }
    /// NaN where nothing is known, infinity where there is no end.
    std::span<const double> row(std::size_t asset) const
    {
        return std::span(m_values).subspan(asset * m_quantities.size(), m_quantities.size());
    }
    /// Of the last step. Sums are made in table order: the same bytes every time.
    void read(const model::CampusRun& run);

private:
    void rollUp(const model::Campus& campus, model::Metric metric, std::size_t column);

    RunLevel m_level;
    RunQuantities m_quantities;
    std::vector<std::string> m_assets;
    std::vector<model::Range> m_racks; // by asset
    std::vector<double> m_values;
    std::vector<float> m_plane; // of one metric
};

} // namespace gigahall::app
