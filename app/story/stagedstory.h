#pragma once

#include "app/session.h"
#include "app/story/storymoment.h"
#include "model/rollout/rollout.h"

#include <memory>
#include <string>
#include <vector>

namespace gigahall::app {

/// A story with everything it plays on: campus, values, rollout. Made as a whole or not at all; any thread.
struct StagedStory
{
    std::string path;
    std::unique_ptr<Session> session;
    std::shared_ptr<const model::Rollout> rollout; ///< null where the story has no dates
    std::unique_ptr<StoryTimeline> timeline;

    const model::Campus& campus() const { return *session->campus(); }
};

/// Null, and every problem with file and line or key, when it can't be played.
std::unique_ptr<StagedStory> openStory(const std::string& path, std::vector<assets::Problem>& problems);
/// The same for a story at hand; `keyLines`: where its keys are in the file, if there is one.
std::unique_ptr<StagedStory> stageStory(Story story, const std::string& path, std::vector<assets::Problem>& problems,
    const std::vector<int>& keyLines = {});

/// The days on which phases are energised as a whole, by phase that a plan brings.
struct Milestone
{
    double day = 0;
    std::uint32_t phase = 0;
};
std::vector<Milestone> milestones(const model::Campus& campus, const model::Rollout& rollout);

} // namespace gigahall::app
