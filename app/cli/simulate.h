#pragma once

#include "app/cli/runtable.h"
#include "app/rollout/planchoice.h"
#include "app/whatif/writtenscenario.h"
#include "assets/import/campusfile.h"
#include "model/rollout/inservice.h"

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gigahall::app {

/// `gigahall simulate [CAMPUS] --steady ...` and `gigahall simulate [CAMPUS] --duration S ...`
struct SimulateOptions
{
    std::string campus = "default"; ///< shipped name or path
    std::vector<assets::HardwareChange> hardware; ///< what-ifs on top of it
    PlanChoice plan;
    std::optional<double> day; ///< of the rollout: only what is in service then; empty = all of the campus
    std::shared_ptr<const model::InService> service; ///< what that is; runSimulate() finds it
    WrittenScenario scenario; ///< of a run; its policy for overloads counts for one operating point as well
    bool json = false;
    std::vector<std::string> given; ///< options of the command line, "--step"

    bool steady = false; ///< one operating point
    double gpuUtilization = 1, cpuUtilization = 1; ///< of all units, 0..1
    double dryBulbC = 20;
    std::vector<std::string> fail; ///< names of assets that are out, all of them at once

    std::optional<double> durationS; ///< step by step for that long
    double startS = 0, stepS = 15;
    std::uint64_t seed = 1;
    RunLevel level = RunLevel::Campus;
    std::vector<std::string> metrics; ///< empty = the usual ones of the level
    std::uint64_t every = 1; ///< rows of every so many steps
    std::string output; ///< file; empty or "-" = standard output

    bool toFile() const { return !output.empty() && output != "-"; }
};

/// Results on `out`, what is wrong on `err`. Exit code 0 or 1, 130 when it was interrupted.
int runSimulate(SimulateOptions options, std::ostream& out, std::ostream& err);

} // namespace gigahall::app
