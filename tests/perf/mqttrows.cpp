#include "tests/perf/mqttrows.h"

#include "model/feeds/mqttfeed.h"
#include "tests/perf/mqttsite.h"
#include "tests/support/bmspublisher.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <thread>

#include <sys/resource.h>

namespace gigahall::bench {
namespace {

using namespace std::chrono_literals;

constexpr double kBar = 0.9; ///< of what mosquitto_sub takes
constexpr double kRoundS = 4;
constexpr auto kSettle = 8s;

class Counter : public model::ReadingSink
{
public:
    void take(std::span<const model::Reading> readings) override { m_count += readings.size(); }
    std::uint64_t count() const { return m_count; }

private:
    std::atomic<std::uint64_t> m_count = 0;
};

/// Values as fast as the broker takes them, until a reader has had them all: from the first to the last of them, in
/// seconds. `seen` grows as the reader gets on.
template <typename Seen>
double publish(const MqttSite& site, Seen seen)
{
    const auto before = seen();
    Program program(site.publisher(0, kRoundS), site.file("publisher"));
    const Stopwatch watch;
    double firstS = 0, lastS = 0;
    for (auto last = before; lastS == 0 || 1e-3 * watch.ms() < std::max(lastS + 1, firstS + kRoundS + 1);) {
        std::this_thread::sleep_for(5ms);
        const auto now = seen();
        if (now == last)
            continue;
        last = now;
        lastS = 1e-3 * watch.ms();
        firstS = firstS > 0 ? firstS : lastS;
    }
    program.wait();
    return lastS - firstS;
}

double published(const MqttSite& site)
{
    std::ifstream said(site.file("publisher"));
    double values = 0, seconds = 0;
    for (std::string line; std::getline(said, line);)
        if (std::sscanf(line.c_str(), "%lf values in %lf s", &values, &seconds) != 2)
            values = 0;
    return values;
}

struct Round
{
    double perS = 0, share = 0, cpuUsEach = 0; ///< share of what was published
};

Round ourRound(const MqttSite& site, const std::shared_ptr<const model::KeyMap>& keys)
{
    Counter sink;
    model::Connection connection;
    connection.name = "bench";
    connection.url = fmt::format("mqtt://127.0.0.1:{}", site.port());
    model::MqttFeed feed(connection, tests::dsxBmsProfile(), keys);
    const auto cpuS = [] {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + 1e-6 * double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
    };
    feed.start(sink);
    std::this_thread::sleep_for(kSettle); // retained metadata, and the paths they describe
    const double before = cpuS();
    const double seconds = publish(site, [&] { return sink.count(); });
    const auto count = double(sink.count());
    return {count / seconds, count / published(site), 1e6 * (cpuS() - before) / count};
}

Round peerRound(const MqttSite& site)
{
    const std::string output = site.file("peer");
    Program peer(
        {"mosquitto_sub", "-p", std::to_string(site.port()), "-t", "BMS/v1/PUB/Metadata/#", "-t", "BMS/v1/PUB/Value/#"},
        output);
    std::this_thread::sleep_for(kSettle);
    const double seconds = publish(site, [&] { return std::filesystem::file_size(output); });
    const double cpuS = peer.end(SIGINT);
    // Metadata begin otherwise; a heartbeat is one message of many.
    double count = 0;
    std::ifstream said(output);
    for (std::string line; std::getline(said, line);)
        count += line.starts_with("{\"value\"") ? 1 : 0;
    return {count / seconds, count / published(site), 1e6 * cpuS / count};
}

} // namespace

void measureMqtt(std::shared_ptr<const model::Campus> campus, const std::string& campusName, int rounds, Report& report)
{
    std::string problem;
    const MqttSite site(campusName, problem);
    if (problem.empty() && !std::filesystem::exists("/usr/bin/mosquitto_sub"))
        problem = "no mosquitto_sub here";
    if (!problem.empty()) {
        report.notes.push_back(problem + ": the MQTT feed was not measured");
        return;
    }
    const auto keys = std::make_shared<const model::KeyMap>(campus);
    Samples ours, peers, ratio, ourCpu, peerCpu, share;
    for (int i = 0; i < rounds; ++i) {
        const Round peer = peerRound(site), own = ourRound(site, keys);
        ours.add(own.perS);
        peers.add(peer.perS);
        ratio.add(peer.perS / own.perS);
        ourCpu.add(own.cpuUsEach);
        peerCpu.add(peer.cpuUsEach);
        share.add(own.share);
    }
    report.rows.push_back(row("mqtt", "MQTT values: mosquitto_sub takes over ours", 1 / kBar, ratio, "x"));
    report.notes.push_back(fmt::format(
        "MQTT values a second, medians of {} rounds each in turn: ours {:.0f} ({:.2f} us of a processor each, at least "
        "{:.2f} % of what was published), mosquitto_sub {:.0f} ({:.2f} us, its metadata included)",
        rounds, ours.median(), ourCpu.median(), 100 * share.min(), peers.median(), peerCpu.median()));
}

} // namespace gigahall::bench
