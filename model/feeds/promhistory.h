#pragma once

#include "model/feeds/connection.h"
#include "model/feeds/feed.h"
#include "model/feeds/httpclient.h"
#include "model/feeds/keyselector.h"
#include "model/feeds/profile.h"
#include "model/feeds/promquery.h"

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace gigahall::model {

/// What a database behind the Prometheus API knows of the past. Blocks until it has an answer, a time-out is over or it
/// is stopped; one caller at a time, a second one waits.
class PromHistory
{
public:
    PromHistory(const Connection& connection, const MetricProfile& profile, std::shared_ptr<const KeyMap> keys,
        const KeySelector& selector);

    void readAt(double timeS, const FeedFocus& focus, ReadingSink& sink, std::stop_token stop);
    std::vector<float> series(
        Metric metric, AssetId asset, double fromS, double toS, std::uint32_t samples, std::stop_token stop);
    /// Of the last call; empty = nothing went wrong.
    std::string problem() const;

private:
    struct Ask
    {
        std::uint32_t entry;
        std::uint32_t hall; // PollSchedule::kWhole = all
        HttpClient::Form form;
    };
    using Hear = std::function<void(const PromQuery&)>;

    bool run(const std::string& path, std::vector<Ask> asks, const Hear& hear, std::stop_token stop);
    HttpClient::Form formAt(std::uint32_t entry, std::uint32_t hall, double timeS) const;
    void setProblem(std::string text);

    const Connection m_connection;
    const MetricProfile m_profile;
    std::shared_ptr<const KeyMap> m_keys;
    const KeySelector& m_selector;
    std::mutex m_oneAtATime;
    std::vector<std::unique_ptr<SeriesJoin>> m_joins; // by entry
    mutable std::mutex m_problemMutex;
    std::string m_problem;
};

} // namespace gigahall::model
