#include "app/cli/recordlive.h"

namespace gigahall::app {

std::unique_ptr<model::TelemetrySource> openLive(std::shared_ptr<const model::Campus>,
    const model::Connection& connection, const std::string&, const std::string&, std::vector<assets::Problem>& problems)
{
    problems.push_back({connection.url, 0, {}, "can't be recorded: this build has no live sources"});
    return nullptr;
}

} // namespace gigahall::app
