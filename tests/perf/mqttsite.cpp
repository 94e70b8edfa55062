#include "tests/perf/mqttsite.h"

#include "assets/import/campusfile.h"
#include "tests/perf/measure.h"
#include "tests/support/bmspublisher.h"
#include "tests/support/loopback.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gigahall::bench {
Program::Program(
    std::vector<std::string> command, const std::string& output, const std::vector<std::string>& environment)
{
    std::vector<std::string> variables = environmentWith(environment);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    if (posix_spawnp(
            &m_pid, command.front().c_str(), &actions, nullptr, pointers(command).data(), pointers(variables).data())
        != 0)
        m_pid = -1;
    posix_spawn_file_actions_destroy(&actions);
}

double Program::end(int signal)
{
    if (m_pid > 0)
        ::kill(m_pid, signal);
    return wait();
}

double Program::wait()
{
    rusage usage{};
    if (m_pid > 0)
        ::wait4(m_pid, nullptr, 0, &usage);
    m_pid = -1;
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

MqttSite::MqttSite(const std::string& campus, std::string& problem)
    : m_publisher((ownPath().parent_path() / "gigahall-bms").string())
    , m_campus(campus)
{
    const char* const places[] = {"/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto"};
    const auto broker = std::find_if(
        std::begin(places), std::end(places), [](const char* place) { return std::filesystem::exists(place); });
    if (broker == std::end(places)) {
        problem = "no mosquitto here";
        return;
    }
    if (!std::filesystem::exists(m_publisher)) {
        problem = "no " + m_publisher;
        return;
    }
    const assets::CampusResult loaded = assets::loadCampus(assets::resolveCampusPath(campus));
    if (!loaded.campus)
        throw std::runtime_error(campus + " can't be loaded");
    m_port = tests::freePort();
    m_folder = std::filesystem::temp_directory_path() / fmt::format("gigahall-mqtt-{}-{}", getpid(), m_port);
    std::filesystem::create_directories(m_folder);
    std::filesystem::permissions(m_folder, std::filesystem::perms::owner_all);
    // By default mosquitto drops what a reader does not take at once: most of the metadata, and then the number would
    // be one about brokers. This one keeps everything.
    std::ofstream(file("broker.conf"))
        << "listener " << m_port
        << " 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\nuser root\n";
    m_broker = std::make_unique<Program>(std::vector<std::string>{*broker, "-c", file("broker.conf")}, file("broker"));
    if (!tests::waitForPort(m_port, 5000)) {
        problem = "mosquitto does not start";
        return;
    }
    tests::BmsPublisher bms("127.0.0.1", m_port);
    bms.metadata(tests::bmsPoints(*loaded.campus));
    bms.flush();
}

MqttSite::~MqttSite()
{
    m_broker.reset();
    std::error_code none;
    if (!m_folder.empty())
        std::filesystem::remove_all(m_folder, none);
}

std::vector<std::string> MqttSite::publisher(double ratePerS, double seconds) const
{
    return {m_publisher, "--port", std::to_string(m_port), "--campus", m_campus, "--rate", fmt::format("{}", ratePerS),
        "--duration", fmt::format("{}", seconds), "--no-metadata"};
}

} // namespace gigahall::bench
