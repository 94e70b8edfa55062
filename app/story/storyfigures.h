#pragma once

#include "app/story/storypainter.h"

#include <QString>

#include <vector>

namespace gigahall::app {

/// One of the large figures and what it is.
struct StoryFigure
{
    QString value, label;
};
/// Left to right; three of them, fewer where the campus has no rollout.
std::vector<StoryFigure> storyFigures(
    const StoryMoment& moment, const StoryFacts& facts, const model::Rollout* rollout, const QLocale& locale);

/// The day as a headline: "December 2028"; the time where a story has no days: "14:30", to the second in quick ones.
QString storyDay(double day, const QLocale& locale);
QString storyTime(double timeS, bool withSeconds);

} // namespace gigahall::app
