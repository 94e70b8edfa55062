#pragma once

#include "model/feeds/connection.h"
#include "model/feeds/feed.h"
#include "model/feeds/httpclient.h"
#include "model/feeds/keyselector.h"
#include "model/feeds/pollschedule.h"
#include "model/feeds/profile.h"
#include "model/feeds/promhistory.h"
#include "model/feeds/promquery.h"
#include "model/telemetry/keymap.h"

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace gigahall::model {

/// Values from any database behind the Prometheus API. Asks for the racks of the whole campus, for the GPUs only of the
/// halls in its focus; hall by hall where the server refuses more. Time stamps are those of the evaluation: the
/// database looks back for samples by itself (Prometheus: five minutes) and says no more than that.
class PrometheusFeed : public Feed
{
public:
    /// The profile is one of kind Prometheus, as loadProfile() hands it out.
    PrometheusFeed(Connection connection, MetricProfile profile, std::shared_ptr<const KeyMap> keys);
    ~PrometheusFeed() override;

    const std::string& name() const override { return m_connection.name; }
    void start(ReadingSink& sink) override;
    void focus(const FeedFocus& focus) override;
    FeedHealth health() const override;
    double intervalS() const override { return m_intervalS; }
    double staleAfterS() const override;

    bool hasHistory() const override { return true; }
    void readAt(double timeS, const FeedFocus& focus, ReadingSink& sink, std::stop_token stop) override;
    std::vector<float> series(
        Metric metric, AssetId asset, double fromS, double toS, std::uint32_t samples, std::stop_token stop) override;

private:
    using Task = PollSchedule::Task;
    struct Request
    {
        Task task;
        std::unique_ptr<PromQuery> query;
        double startedWallS = 0;
    };

    // All of these belong to the feed's thread.
    void run(std::stop_token stop);
    void chooseTasks();
    void ask(Task task);
    void hear(const HttpAnswer& answer);
    void hearGood(const Request& request, const HttpAnswer& answer);
    void hearBad(const Request& request, const PromOutcome& outcome);
    void hearClock(const Request& request, const HttpAnswer& answer);
    void tell();
    void tellUnknown();

    const Connection m_connection;
    const MetricProfile m_profile;
    const std::shared_ptr<const KeyMap> m_keys;
    const KeySelector m_selector;
    PromHistory m_history;

    // The thread's own.
    HttpClient m_client; // wake() from anywhere
    ReadingSink* m_sink = nullptr;
    std::vector<std::unique_ptr<SeriesJoin>> m_joins; // by entry
    std::vector<bool> m_sharded; // by entry
    PollSchedule m_schedule;
    std::map<std::uint64_t, Request> m_requests;
    std::map<Task, std::string> m_problems;
    std::string m_serverProblem;
    std::vector<bool> m_rackSeen, m_plantSeen;
    std::deque<std::pair<double, std::uint64_t>> m_recent; // time, values
    std::vector<Reading> m_readings;

    std::atomic<double> m_intervalS;
    mutable std::mutex m_mutex; // guards everything below
    FeedFocus m_focus;
    bool m_focusChanged = true;
    FeedHealth m_health;

    std::jthread m_thread; // last: stops before the rest goes
};

} // namespace gigahall::model
