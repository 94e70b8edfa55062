#include "app/story/stagedstory.h"

#include "app/story/storyfile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gigahall::app {
std::unique_ptr<StagedStory> stageStory(
    Story story, const std::string& path, std::vector<assets::Problem>& problems, const std::vector<int>& keyLines)
{
    auto staged = std::make_unique<StagedStory>();
    staged->path = path;
    SessionOptions options;
    options.campus = story.campus;
    options.plan = story.plan;
    options.whatIf = story.scenario.value_or(WrittenScenario());
    staged->session = Session::open(options, problems);
    for (assets::Problem& problem : problems)
        if (problem.file == "--shift")
            problem = {path, 0, "/shifts", std::move(problem.what)};
    if (!staged->session)
        return nullptr;
    if (story.hasDates())
        staged->rollout = staged->session->rollout();
    if (staged->rollout && staged->rollout->plan.activities.empty())
        problems.push_back({path, 0, "/plan", "has no activities, but the story has dates; expected a rollout"});
    staged->timeline = std::make_unique<StoryTimeline>(std::move(story), staged->campus());
    for (const StoryProblem& problem : staged->timeline->problems())
        problems.push_back({path, problem.key < keyLines.size() ? keyLines[problem.key] : 0,
            "/keys/" + std::to_string(problem.key), problem.text()});
    return problems.empty() ? std::move(staged) : nullptr;
}

std::unique_ptr<StagedStory> openStory(const std::string& path, std::vector<assets::Problem>& problems)
{
    const std::string file = resolveStoryPath(path);
    StoryResult read = readStory(file);
    problems.insert(problems.end(), read.problems.begin(), read.problems.end());
    return read.story ? stageStory(std::move(*read.story), file, problems, read.keyLines) : nullptr;
}

std::vector<Milestone> milestones(const model::Campus& campus, const model::Rollout& rollout)
{
    std::vector<Milestone> out;
    for (std::uint32_t p = 0; p < campus.phases.size(); ++p) {
        float last = -std::numeric_limits<float>::infinity();
        const model::Range racks = campus.phases[p].racks;
        for (std::uint32_t rack = racks.first; rack < racks.end(); ++rack)
            last = std::max(last, rollout.buildup.rackFrom[rack]);
        if (std::isfinite(last))
            out.push_back({double(last), p});
    }
    std::ranges::stable_sort(out, {}, &Milestone::day);
    return out;
}

} // namespace gigahall::app
