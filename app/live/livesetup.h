#pragma once

#include "app/live/savedconnection.h"
#include "model/campus/campus.h"
#include "model/feeds/livefeeds.h"

#include <memory>
#include <string>
#include <vector>

namespace gigahall::app {

/// A feed that is not started yet: profile and mapping are read, secrets are there. Null and problems where it can't
/// work; a server that does not answer is no problem. On the thread of the application where a secret is in the key
/// store.
std::unique_ptr<model::Feed> makeFeed(
    const SavedConnection& saved, std::shared_ptr<const model::Campus> campus, std::vector<assets::Problem>& problems);

/// All that are enabled, started, in their order; null where one of them can't work, or none is enabled.
std::shared_ptr<model::LiveFeeds> connectFeeds(const std::vector<SavedConnection>& connections,
    std::shared_ptr<const model::Campus> campus, std::vector<assets::Problem>& problems);

/// What `--from URL --profile NAME --mapping FILE` stands for. GIGAHALL_USER, GIGAHALL_PASSWORD and GIGAHALL_TOKEN of
/// the environment count where they are set: nothing secret stands on a command line.
SavedConnection connectionOf(const std::string& url, const std::string& profile, const std::string& mapping);

} // namespace gigahall::app
