#include "app/cli/check.h"

#include "app/cli/numbers.h"
#include "assets/import/campusfile.h"

#include <fmt/format.h>

#include <ostream>

namespace gigahall::app {

int runCheck(const std::vector<std::string>& files, std::ostream& out, std::ostream& err)
{
    std::size_t problems = 0;
    for (const std::string& file : files) {
        const assets::CampusResult result = assets::loadCampus(assets::resolveCampusPath(file));
        for (const assets::Problem& problem : result.problems)
            err << problem.text() << '\n';
        problems += result.problems.size();
        if (result.campus)
            out << fmt::format("{}: valid, {} compute racks, {} GPUs, {} MW IT\n", file,
                grouped(result.campus->rackCount()), grouped(result.campus->gpuCount()),
                grouped(result.campus->itKw / 1000, 1));
    }
    if (problems > 0)
        err << fmt::format("{} problem{}\n", problems, problems == 1 ? "" : "s");
    return problems > 0 ? 1 : 0;
}

} // namespace gigahall::app
