#pragma once

#include "app/cli/simulate.h"
#include "model/simulation/campusrun.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace gigahall::app {

/// Energy of a run, and which racks went dark and came back, seen at the end of every step.
class RunSummary
{
public:
    explicit RunSummary(const model::Campus& campus);

    void see(const model::CampusRun& run);
    /// As a table, under a line that says what was simulated.
    void write(const model::CampusRun& run, const SimulateOptions& options, std::ostream& out) const;
    nlohmann::ordered_json json(const model::CampusRun& run) const;

private:
    struct Change
    {
        double timeS;
        std::uint32_t dark, back, darkNow; ///< racks
        std::vector<std::string> halls; ///< where, with counts; the first few
    };
    model::StateCounts states() const;
    std::vector<std::string> hallsOf(const model::Campus& campus, const std::vector<std::uint32_t>& racks) const;

    std::vector<std::uint8_t> m_dark; // by rack
    std::uint32_t m_planned = 0; // racks that are not in service yet
    std::vector<Change> m_changes;
};

} // namespace gigahall::app
