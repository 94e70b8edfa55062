#include "assets/import/campusfile.h"

#include "assets/import/campusdocument.h"
#include "assets/import/campusreader.h"
#include "assets/import/campusschema.h"
#include "assets/import/hardware.h"
#include "model/campus/campusbuilder.h"

#include <algorithm>

namespace gigahall::assets {

namespace {

bool within(const std::string& inner, const std::string& outer)
{
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

/// A value that breaks the schema is not asked for its meaning as well.
void addWhatIsNew(std::vector<Problem>& problems, std::vector<Problem>&& more)
{
    const std::size_t known = problems.size();
    for (Problem& problem : more) {
        bool told = false;
        for (std::size_t i = 0; i < known && !told; ++i)
            told = !problems[i].pointer.empty() && within(problem.pointer, problems[i].pointer);
        if (!told)
            problems.push_back(std::move(problem));
    }
}

/// The campus once more, with other hardware.
model::BuildResult rebuilt(const model::CampusSpec& spec, const model::Campus& written,
    const std::vector<HardwareChange>& hardware, std::vector<Problem>& problems)
{
    HardwareResult changed = changeHardware(spec, written, hardware);
    for (std::string& what : changed.problems)
        problems.push_back({written.path, 0, {}, std::move(what)});
    return problems.empty() ? model::buildCampus(changed.spec) : model::BuildResult();
}

} // namespace

CampusResult loadCampus(const std::string& path, const std::vector<HardwareChange>& hardware)
{
    auto [document, problems] = CampusDocument::load(path);
    if (!document)
        return {std::nullopt, std::move(problems)};
    addWhatIsNew(problems, checkAgainstSchema(*document));
    SpecResult read = readCampusSpec(*document);
    addWhatIsNew(problems, std::move(read.problems));
    if (problems.empty()) {
        model::BuildResult built = model::buildCampus(read.spec);
        if (built.campus && !hardware.empty())
            built = rebuilt(read.spec, *built.campus, hardware, problems);
        if (built.campus)
            return {std::move(built.campus), {}};
        for (model::BuildProblem& problem : built.problems)
            problems.push_back(document->problem(std::move(problem.where), std::move(problem.what)));
    }
    std::stable_sort(
        problems.begin(), problems.end(), [](const Problem& a, const Problem& b) { return a.line < b.line; });
    return {std::nullopt, std::move(problems)};
}

} // namespace gigahall::assets
