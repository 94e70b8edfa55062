#pragma once

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

/// A broker on loopback and the program that publishes to it, for rows about MQTT. No Qt.
namespace gigahall::bench {

/// A program that runs beside; ended by its process id. Its output, and that to standard error, goes to a file.
class Program
{
public:
    /// Extra environment as "NAME=value".
    Program(
        std::vector<std::string> command, const std::string& output, const std::vector<std::string>& environment = {});
    ~Program() { end(); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    double end(int signal = SIGTERM); ///< processor seconds of it
    double wait(); ///< likewise, when it ends by itself

private:
    pid_t m_pid = -1;
};

/// Folder, broker and publisher of the rounds; what it runs and the folder go with it.
class MqttSite
{
public:
    /// Broker with the retained metadata of a campus. `problem` says what is not here; then nothing runs.
    MqttSite(const std::string& campus, std::string& problem);
    ~MqttSite();
    MqttSite(const MqttSite&) = delete;
    MqttSite& operator=(const MqttSite&) = delete;

    std::uint16_t port() const { return m_port; }
    std::string file(const char* name) const { return (m_folder / name).string(); }
    /// Publishes values for some seconds: so many a second, 0 = as fast as the broker takes them.
    std::vector<std::string> publisher(double ratePerS, double seconds) const;

private:
    std::filesystem::path m_folder;
    std::string m_publisher, m_campus;
    std::uint16_t m_port = 0;
    std::unique_ptr<Program> m_broker;
};

} // namespace gigahall::bench
