#include "app/cli/simulate.h"

#include "app/cli/plan.h"
#include "app/cli/simulaterun.h"
#include "app/cli/simulatesteady.h"
#include "app/whatif/outage.h"
#include "assets/import/campusfile.h"
#include "assets/import/planfile.h"
#include "model/rollout/rollout.h"

#include <fmt/format.h>

#include <ostream>

namespace gigahall::app {

int runSimulate(SimulateOptions options, std::ostream& out, std::ostream& err)
{
    const assets::CampusResult loaded = assets::loadCampus(assets::resolveCampusPath(options.campus), options.hardware);
    for (const assets::Problem& problem : loaded.problems)
        err << problem.text() << '\n';
    if (!loaded.campus)
        return 1;
    if (options.day) {
        const assets::PlanResult plan = loadPlan(options.plan, *loaded.campus);
        writeProblems(plan, err);
        if (!plan.plan)
            return 1;
        options.service = std::make_shared<const model::InService>(
            model::inService(model::buildup(*loaded.campus, *plan.plan), *options.day));
    }
    if (!options.steady)
        return runSteps(*loaded.campus, options, out, err);
    std::string problem;
    const model::Outage outage = findOutage(*loaded.campus, options.fail, problem);
    if (!problem.empty()) {
        err << fmt::format("gigahall simulate: --fail: {}\n", problem);
        return 1;
    }
    return runSteady(*loaded.campus, outage, options, out, err);
}

} // namespace gigahall::app
