#include "app/live/livesetup.h"

#include "app/live/secrets.h"
#include "assets/import/csvmapping.h"
#include "assets/import/profilefile.h"
#include "model/feeds/mqttfeed.h"
#include "model/feeds/prometheusfeed.h"

#include <fmt/format.h>

#include <cstdlib>

namespace gigahall::app {
namespace {

constexpr const char* kPasswordVariable = "GIGAHALL_PASSWORD";
constexpr const char* kTokenVariable = "GIGAHALL_TOKEN";

void complain(const SavedConnection& saved, std::string what, std::vector<assets::Problem>& problems)
{
    problems.push_back({saved.connection.name, 0, {}, std::move(what)});
}

bool isSet(const char* variable)
{
    const char* value = std::getenv(variable);
    return value && *value;
}

/// Password and token are read here and live in the feed only.
bool readSecrets(SavedConnection& saved, std::vector<assets::Problem>& problems)
{
    std::string problem;
    saved.connection.password = readSecret(saved.passwordFrom, saved.connection.name, "password", problem);
    if (problem.empty())
        saved.connection.token = readSecret(saved.tokenFrom, saved.connection.name, "token", problem);
    if (!problem.empty())
        complain(saved, problem, problems);
    return problem.empty();
}

} // namespace

std::unique_ptr<model::Feed> makeFeed(
    const SavedConnection& asked, std::shared_ptr<const model::Campus> campus, std::vector<assets::Problem>& problems)
{
    SavedConnection saved = asked;
    if (std::string mistake = connectionMistake(saved, {}); !mistake.empty()) {
        complain(saved, std::move(mistake), problems);
        return nullptr;
    }
    assets::ProfileResult profile = assets::loadProfile(saved.profile);
    problems.insert(problems.end(), profile.problems.begin(), profile.problems.end());
    std::vector<model::KeyRule> rules;
    if (!saved.mapping.empty()) {
        assets::KeyRulesResult mapping = assets::loadKeyRules(*campus, saved.mapping);
        problems.insert(problems.end(), mapping.problems.begin(), mapping.problems.end());
        rules = std::move(mapping.rules);
    }
    if (!profile.profile || !problems.empty() || !readSecrets(saved, problems))
        return nullptr;
    const bool http = schemeOf(saved.connection.url).starts_with("http");
    if (http != (profile.profile->kind == model::FeedKind::Prometheus)) {
        complain(saved,
            fmt::format("profile \"{}\" is for {}, the address for {}", profile.profile->name,
                http ? "MQTT" : "a Prometheus API", http ? "a Prometheus API" : "MQTT"),
            problems);
        return nullptr;
    }
    auto keys = std::make_shared<const model::KeyMap>(std::move(campus), std::move(rules));
    if (http)
        return std::make_unique<model::PrometheusFeed>(
            std::move(saved.connection), std::move(*profile.profile), std::move(keys));
    return std::make_unique<model::MqttFeed>(std::move(saved.connection), std::move(*profile.profile), std::move(keys));
}

std::shared_ptr<model::LiveFeeds> connectFeeds(const std::vector<SavedConnection>& connections,
    std::shared_ptr<const model::Campus> campus, std::vector<assets::Problem>& problems)
{
    std::vector<std::unique_ptr<model::Feed>> feeds;
    for (const SavedConnection& saved : connections)
        if (saved.enabled)
            if (auto feed = makeFeed(saved, campus, problems))
                feeds.push_back(std::move(feed));
    if (!problems.empty())
        return nullptr;
    if (feeds.empty()) {
        problems.push_back({"connections", 0, {}, "none is switched on; expected one at least"});
        return nullptr;
    }
    return std::make_shared<model::LiveFeeds>(std::move(campus), std::move(feeds));
}

SavedConnection connectionOf(const std::string& url, const std::string& profile, const std::string& mapping)
{
    SavedConnection saved;
    saved.connection.url = url;
    saved.connection.name = nameOfUrl(url);
    saved.profile = profile;
    saved.mapping = mapping;
    if (isSet(kPasswordVariable))
        saved.passwordFrom = std::string("env:") + kPasswordVariable;
    if (isSet(kTokenVariable))
        saved.tokenFrom = std::string("env:") + kTokenVariable;
    if (const char* user = std::getenv("GIGAHALL_USER"))
        saved.connection.user = user;
    return saved;
}

} // namespace gigahall::app
