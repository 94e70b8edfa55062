#include "tests/perf/mqttrows.h"

#include "model/feeds/mqttfeed.h"
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
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT: the C library declares it in no header of its own

namespace gigahall::bench {
namespace {

using namespace std::chrono_literals;

constexpr double kBar = 0.9; ///< of what mosquitto_sub takes
constexpr double kRoundS = 4;
constexpr auto kSettle = 8s;

/// A program that runs beside; ended by its process id. Its output goes to a file.
class Program
{
public:
    Program(std::vector<std::string> command, const std::string& output)
    {
        std::vector<char*> arguments;
        for (std::string& argument : command)
            arguments.push_back(argument.data());
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
        if (posix_spawnp(&m_pid, command.front().c_str(), &actions, nullptr, arguments.data(), environ) != 0)
            m_pid = -1;
        posix_spawn_file_actions_destroy(&actions);
    }
    ~Program() { end(); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Processor seconds of it.
    double end(int signal = SIGTERM)
    {
        if (m_pid > 0)
            ::kill(m_pid, signal);
        return wait();
    }
    double wait()
    {
        rusage usage{};
        if (m_pid > 0)
            ::wait4(m_pid, nullptr, 0, &usage);
        m_pid = -1;
        const auto seconds = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
        return seconds(usage.ru_utime) + seconds(usage.ru_stime);
    }

private:
    pid_t m_pid = -1;
};

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::uint16_t freePort()
{
    const int s = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(s, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(s, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(s);
    return ntohs(address.sin_port);
}

bool listens(std::uint16_t port)
{
    for (int i = 0; i < 100; ++i) {
        const int s = ::socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr_in address = loopback(port);
        const bool open = ::connect(s, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(s);
        if (open)
            return true;
        std::this_thread::sleep_for(50ms);
    }
    return false;
}

class Counter : public model::ReadingSink
{
public:
    void take(std::span<const model::Reading> readings) override { m_count += readings.size(); }
    std::uint64_t count() const { return m_count; }

private:
    std::atomic<std::uint64_t> m_count = 0;
};

/// Folder, broker and publisher of the rounds.
struct Site
{
    std::filesystem::path folder;
    std::string broker, publisher, campus;
    std::uint16_t port = 0;

    std::string file(const char* name) const { return (folder / name).string(); }
    /// Values as fast as the broker takes them, until a reader has had them all: from the first to the last of them, in
    /// seconds. `seen` grows as the reader gets on.
    template <typename Seen>
    double publish(Seen seen) const
    {
        const auto before = seen();
        Program program({publisher, "--port", std::to_string(port), "--campus", campus, "--rate", "0", "--duration",
                            std::to_string(kRoundS), "--no-metadata"},
            file("publisher"));
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
    double published() const
    {
        std::ifstream said(file("publisher"));
        double values = 0, seconds = 0;
        for (std::string line; std::getline(said, line);)
            if (std::sscanf(line.c_str(), "%lf values in %lf s", &values, &seconds) != 2)
                values = 0;
        return values;
    }
};

struct Round
{
    double perS = 0, share = 0, cpuUsEach = 0; ///< share of what was published
};

Round ourRound(const Site& site, const std::shared_ptr<const model::KeyMap>& keys)
{
    Counter sink;
    model::Connection connection;
    connection.name = "bench";
    connection.url = fmt::format("mqtt://127.0.0.1:{}", site.port);
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
    const double seconds = site.publish([&] { return sink.count(); });
    const auto count = double(sink.count());
    return {count / seconds, count / site.published(), 1e6 * (cpuS() - before) / count};
}

Round peerRound(const Site& site)
{
    const std::string output = site.file("peer");
    Program peer(
        {"mosquitto_sub", "-p", std::to_string(site.port), "-t", "BMS/v1/PUB/Metadata/#", "-t", "BMS/v1/PUB/Value/#"},
        output);
    std::this_thread::sleep_for(kSettle);
    const double seconds = site.publish([&] { return std::filesystem::file_size(output); });
    const double cpuS = peer.end(SIGINT);
    // Metadata begin otherwise; a heartbeat is one message of many.
    double count = 0;
    std::ifstream said(output);
    for (std::string line; std::getline(said, line);)
        count += line.starts_with("{\"value\"") ? 1 : 0;
    return {count / seconds, count / site.published(), 1e6 * cpuS / count};
}

bool prepare(Site& site, Report& report)
{
    const char* const places[] = {"/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto"};
    const auto broker = std::find_if(
        std::begin(places), std::end(places), [](const char* place) { return std::filesystem::exists(place); });
    site.publisher = (ownPath().parent_path() / "gigahall-bms").string();
    if (broker == std::end(places) || !std::filesystem::exists("/usr/bin/mosquitto_sub")) {
        report.notes.push_back("no mosquitto or mosquitto_sub here: the MQTT feed was not measured");
        return false;
    }
    if (!std::filesystem::exists(site.publisher)) {
        report.notes.push_back("no " + site.publisher + ": the MQTT feed was not measured");
        return false;
    }
    site.broker = *broker;
    site.port = freePort();
    site.folder = std::filesystem::temp_directory_path() / fmt::format("gigahall-mqtt-{}", getpid());
    std::filesystem::create_directories(site.folder);
    std::filesystem::permissions(site.folder, std::filesystem::perms::owner_all);
    // By default mosquitto drops what a reader does not take at once: most of the metadata, and then the number would
    // be one about brokers. This one keeps everything.
    std::ofstream(site.file("broker.conf"))
        << "listener " << site.port
        << " 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\nuser root\n";
    return true;
}

} // namespace

void measureMqtt(std::shared_ptr<const model::Campus> campus, const std::string& campusName, int rounds, Report& report)
{
    Site site{.campus = campusName};
    if (!prepare(site, report))
        return;
    Program broker({site.broker, "-c", site.file("broker.conf")}, site.file("broker"));
    if (!listens(site.port)) {
        report.notes.push_back("mosquitto does not start: the MQTT feed was not measured");
        return;
    }
    const auto keys = std::make_shared<const model::KeyMap>(campus);
    {
        tests::BmsPublisher bms("127.0.0.1", site.port);
        bms.metadata(tests::bmsPoints(*campus));
        bms.flush();
    }
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
    std::filesystem::remove_all(site.folder);
    report.rows.push_back(row("mqtt", "MQTT values: mosquitto_sub takes over ours", 1 / kBar, ratio, "x"));
    report.notes.push_back(fmt::format(
        "MQTT values a second, medians of {} rounds each in turn: ours {:.0f} ({:.2f} us of a processor each, at least "
        "{:.2f} % of what was published), mosquitto_sub {:.0f} ({:.2f} us, its metadata included)",
        rounds, ours.median(), ourCpu.median(), 100 * share.min(), peers.median(), peerCpu.median()));
}

} // namespace gigahall::bench
