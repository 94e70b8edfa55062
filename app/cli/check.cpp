#include "app/cli/check.h"

#include "app/cli/numbers.h"
#include "app/cli/plan.h"
#include "assets/import/campusfile.h"
#include "assets/import/planfile.h"

#include <fmt/format.h>

#include <optional>
#include <ostream>

namespace gigahall::app {
namespace {

class Checker
{
public:
    Checker(std::ostream& out, std::ostream& err)
        : m_out(out)
        , m_err(err)
    {
    }

    void checkLayout(const std::string& file)
    {
        const assets::CampusResult result = load(file);
        if (!result.campus)
            return;
        m_out << fmt::format("{}: valid, {} compute racks, {} GPUs, {} MW IT\n", file,
            grouped(result.campus->rackCount()), grouped(result.campus->gpuCount()),
            grouped(result.campus->itKw / 1000, 1));
        // Of its own rollout: the standard one need not suit any layout.
        assets::PlanResult plan = assets::loadPlan({}, *result.campus);
        std::erase_if(plan.warnings, [&](const assets::Problem& p) { return p.file != result.campus->path; });
        tell(plan);
    }

    void checkPlan(const std::string& file, const std::string& campus)
    {
        if (!m_campus)
            m_campus = load(campus);
        if (!m_campus->campus)
            return;
        const assets::PlanResult result = assets::loadPlan(file, *m_campus->campus);
        tell(result);
        if (const auto extent = result.plan ? result.plan->extent() : std::nullopt)
            m_out << fmt::format("{}: valid, {} activities from {} to {}\n", file,
                grouped(double(result.plan->activities.size())), model::dayText(extent->start),
                model::dayText(extent->finish));
    }

    int end()
    {
        const auto count = [&](std::size_t n, const char* what) {
            if (n > 0)
                m_err << fmt::format("{} {}{}\n", n, what, n == 1 ? "" : "s");
        };
        count(m_problems, "problem");
        count(m_warnings, "warning");
        return m_problems > 0 ? 1 : 0;
    }

private:
    assets::CampusResult load(const std::string& file)
    {
        assets::CampusResult result = assets::loadCampus(assets::resolveCampusPath(file));
        for (const assets::Problem& problem : result.problems)
            m_err << problem.text() << '\n';
        m_problems += result.problems.size();
        return result;
    }

    void tell(const assets::PlanResult& result)
    {
        writeProblems(result, m_err);
        m_problems += result.problems.size();
        m_warnings += result.warnings.size();
    }

    std::ostream& m_out;
    std::ostream& m_err;
    std::optional<assets::CampusResult> m_campus; // of plans, once one is checked
    std::size_t m_problems = 0, m_warnings = 0;
};

} // namespace

int runCheck(const std::vector<std::string>& files, std::ostream& out, std::ostream& err, const std::string& campus)
{
    Checker checker(out, err);
    for (const std::string& file : files)
        isPlanFile(file) ? checker.checkPlan(file, campus) : checker.checkLayout(file);
    return checker.end();
}

} // namespace gigahall::app
