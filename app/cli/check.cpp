#include "app/cli/check.h"

#include "app/cli/numbers.h"
#include "app/story/stagedstory.h"
#include "assets/import/campusfile.h"

#include <fmt/format.h>

#include <ostream>

namespace gigahall::app {
namespace {

// A story with its campus: whether it can be played on it.
std::size_t checkStory(const std::string& file, std::ostream& out, std::ostream& err)
{
    std::vector<assets::Problem> problems;
    const auto story = openStory(file, problems);
    for (const assets::Problem& problem : problems)
        err << problem.text() << '\n';
    if (story)
        out << fmt::format("{}: valid, {} keys, {} s on {}\n", file, story->timeline->story().keys.size(),
            grouped(story->timeline->lengthS(), 1), story->campus().key);
    return problems.size();
}

} // namespace

int runCheck(const std::vector<std::string>& files, std::ostream& out, std::ostream& err)
{
    std::size_t problems = 0;
    for (const std::string& file : files) {
        if (file.ends_with(".story.json")) {
            problems += checkStory(file, out, err);
            continue;
        }
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
