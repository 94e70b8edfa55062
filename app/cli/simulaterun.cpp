#include "app/cli/simulaterun.h"

#include "app/cli/progress.h"
#include "app/cli/runsummary.h"
#include "app/cli/runwriter.h"
#include "app/cli/wholefile.h"
#include "assets/import/jsonformat.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

namespace gigahall::app {
namespace {

class Steps
{
public:
    Steps(const model::Campus& campus, const SimulateOptions& options, model::Scenario scenario)
        : m_options(options)
        , m_run(campus, options.seed, std::move(scenario), options.startS, options.service.get())
        , m_summary(campus)
    {
    }

    const model::CampusRun& run() const { return m_run; }
    const RunSummary& summary() const { return m_summary; }

    /// Empty = to the end. What is wrong, or that it was interrupted.
    std::string go(RunTable& table, RunWriter& writer, const std::ostream& out, const Interruption& interruption)
    {
        Progress progress("Simulating");
        // A remainder of rounding is no step.
        const auto steps = static_cast<std::uint64_t>(std::ceil(*m_options.durationS / m_options.stepS - 1e-9));
        const double endS = m_options.startS + *m_options.durationS;
        for (std::uint64_t i = 1; i <= steps; ++i) {
            m_run.advance(i == steps ? endS : m_options.startS + m_options.stepS * double(i));
            if (interruption.requested())
                return fmt::format("interrupted at {} s, nothing is written to a file", m_run.timeS());
            if (!m_run.result().problem.empty())
                return fmt::format("at {} s: {}", m_run.timeS(), m_run.result().problem);
            m_summary.see(m_run);
            if (i % m_options.every == 0) {
                table.read(m_run);
                writer.add(m_run.timeS());
            }
            if (!out)
                return "the output can't be written";
            progress.show(double(i) / double(steps));
        }
        return {};
    }

private:
    const SimulateOptions& m_options;
    model::CampusRun m_run;
    RunSummary m_summary;
};

/// Rows as they come, in JSON within an object that ends with the summary. What is wrong; empty = nothing.
std::string writeRows(Steps& steps, const SimulateOptions& options, RunWriter::Form form, std::ostream& out,
    const Interruption& interruption)
{
    std::string wrong;
    const model::Campus& campus = steps.run().campus();
    const bool json = form == RunWriter::Form::Json;
    if (json)
        out << fmt::format("{{\n\"campus\": {},\n\"seed\": {},\n\"startS\": {},\n\"stepS\": {},\n\"rows\": [",
            nlohmann::json(campus.key).dump(), options.seed, options.startS, options.stepS);
    RunTable table(campus, options.level, chooseQuantities(options.level, options.metrics, wrong));
    RunWriter writer(out, form, table);
    wrong = steps.go(table, writer, out, interruption);
    writer.finish();
    if (json)
        out << "\n],\n\"summary\": " << steps.summary().json(steps.run()).dump() << "\n}\n";
    out.flush();
    return wrong.empty() && !out ? "the output can't be written" : wrong;
}

int failed(std::ostream& err, const std::string& wrong, const Interruption& interruption)
{
    err << fmt::format("gigahall simulate: {}\n", wrong);
    return interruption.requested() ? Interruption::kExitCode : 1;
}

int toFile(Steps& steps, const SimulateOptions& options, std::ostream& out, std::ostream& err)
{
    const Interruption interruption;
    WholeFile file(options.output);
    std::string wrong = file.problem();
    if (wrong.empty())
        wrong = writeRows(steps, options, RunWriter::Form::Csv, file.stream(), interruption);
    if (!file.problem().empty())
        wrong = file.problem();
    if (wrong.empty())
        wrong = file.save();
    if (!wrong.empty())
        return failed(err, wrong, interruption);
    if (options.json)
        out << assets::formatJson(steps.summary().json(steps.run()));
    else
        steps.summary().write(steps.run(), options, out);
    return 0;
}

} // namespace

int runSteps(const model::Campus& campus, const SimulateOptions& options, std::ostream& out, std::ostream& err)
{
    std::vector<std::string> problems;
    auto scenario = findScenario(options.scenario, campus, problems);
    for (const std::string& problem : problems)
        err << fmt::format("gigahall simulate: {}\n", problem);
    if (!scenario)
        return 1;
    const bool none = (options.level == RunLevel::Phase && campus.phases.empty())
        || (options.level == RunLevel::Hall && campus.halls.empty());
    if (none) {
        err << fmt::format("gigahall simulate: --level: campus \"{}\" has no {}s; expected campus or another level\n",
            campus.key, runLevelName(options.level));
        return 1;
    }
    Steps steps(campus, options, std::move(*scenario));
    if (options.toFile())
        return toFile(steps, options, out, err);
    const Interruption interruption;
    const std::string wrong
        = writeRows(steps, options, options.json ? RunWriter::Form::Json : RunWriter::Form::Csv, out, interruption);
    return wrong.empty() ? 0 : failed(err, wrong, interruption);
}

} // namespace gigahall::app
