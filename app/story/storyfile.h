#pragma once

#include "app/story/story.h"
#include "assets/import/campusfile.h"

#include <optional>
#include <string>
#include <vector>

namespace gigahall::app {

/// Either a whole story or every problem found.
struct StoryResult
{
    std::optional<Story> story;
    std::vector<assets::Problem> problems;
    std::vector<int> keyLines; ///< of the file, by key
};
/// Paths of campus and plan come back so that they are found from where the program runs.
StoryResult readStory(const std::string& path);
/// The same for text at hand; `name` is what messages call it. Paths stay as they are.
StoryResult parseStory(const std::string& text, const std::string& name);
/// The inverse: what is read from it is the same story.
std::string storyText(const Story& story);
/// Written beside the file first; empty when it is there, else what went wrong.
std::string writeStory(const std::string& path, const Story& story);

/// A shipped story by name ("field-to-ten-gigawatts") or a path as it is.
std::string resolveStoryPath(const std::string& nameOrPath);
/// Paths of those that ship, by name.
std::vector<std::string> shippedStories();

} // namespace gigahall::app
