// Publishes a campus as the building management system of DSX Exchange would: metadata, values, heartbeat.

#include "assets/import/campusfile.h"
#include "tests/support/bmspublisher.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

using namespace gigahall;

struct Options
{
    std::string campus = "one-hall", host = "127.0.0.1";
    tests::BmsPublisher::Login login;
    std::uint16_t port = 1883;
    double rate = 500, durationS = 0;
    std::size_t brokenEvery = 0;
    bool noMetadata = false, allPoints = false;
};

using Clock = std::chrono::steady_clock;

/// Values in turn, each a little different every time, at a rate or as fast as the broker takes them. Those of some
/// milliseconds go out together, as a controller sends what it has polled.
std::size_t publish(tests::BmsPublisher& bms, const std::vector<tests::BmsPoint>& points, const Options& options)
{
    constexpr auto kPoll = std::chrono::milliseconds(5);
    const Clock::time_point begin = Clock::now();
    Clock::time_point nextBeat = begin;
    const auto elapsedS = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
    std::size_t sent = 0;
    for (; options.durationS <= 0 || elapsedS() < options.durationS; ++sent) {
        if (Clock::now() >= nextBeat) {
            bms.heartbeat(tests::nowS());
            nextBeat += std::chrono::seconds(10);
        }
        const tests::BmsPoint& point = points[sent % points.size()];
        if (options.brokenEvery > 0 && sent % options.brokenEvery == options.brokenEvery - 1) {
            bms.publish("BMS/v1/PUB/Value/" + point.topic, tests::brokenBmsValue(sent / options.brokenEvery));
            continue;
        }
        const double wave = 1 + 0.05 * std::sin(0.1 * elapsedS() + double(sent % points.size()));
        bms.value(point, wave * point.typical, tests::nowS());
        const std::chrono::duration<double> due(options.rate > 0 ? double(sent + 1) / options.rate : 0);
        if (begin + due > Clock::now() + kPoll)
            std::this_thread::sleep_until(begin + due);
    }
    return sent;
}

int run(const Options& options)
{
    const assets::CampusResult loaded = assets::loadCampus(assets::resolveCampusPath(options.campus));
    if (!loaded.campus)
        throw std::runtime_error(options.campus + " can't be loaded");
    const std::vector<tests::BmsPoint> points
        = tests::bmsPoints(*loaded.campus, {.allRackPoints = options.allPoints, .plant = true});
    tests::BmsPublisher bms(options.host, options.port, options.login);
    if (!options.noMetadata) {
        bms.metadata(points);
        bms.metadata(std::vector{tests::BmsPublisher::heartbeatPoint()});
        bms.flush();
    }
    fmt::print("{} points\n", points.size());
    std::fflush(stdout);
    const Clock::time_point begin = Clock::now();
    const std::size_t sent = publish(bms, points, options);
    bms.flush();
    fmt::print("{} values in {:.3f} s\n", sent, std::chrono::duration<double>(Clock::now() - begin).count());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    Options o;
    CLI::App app(
        "Publishes a campus over MQTT as a building management system by DSX Exchange. For tests and demonstrations.");
    app.add_option("--campus", o.campus, "Shipped campus by name, or a layout file")->capture_default_str();
    app.add_option("--host", o.host, "Broker")->capture_default_str();
    app.add_option("--port", o.port, "Port of the broker")->capture_default_str();
    app.add_option("--user", o.login.user, "Name to log in with");
    app.add_option("--password", o.login.password, "Its password")->envname("GIGAHALL_BMS_PASSWORD");
    app.add_option("--ca", o.login.caFile, "Certificate authority (PEM): connect with TLS");
    app.add_option("--rate", o.rate, "Values a second; 0 = as fast as the broker takes them")->capture_default_str();
    app.add_option("--duration", o.durationS, "Seconds; 0 = until it is ended")->capture_default_str();
    app.add_option("--broken-every", o.brokenEvery, "Make every so many values unusable; 0 = none")
        ->capture_default_str();
    app.add_flag("--no-metadata", o.noMetadata, "The broker has retained them already");
    app.add_flag("--all-points", o.allPoints, "Also rack points that Gigahall has no metric for");
    try {
        app.parse(argc, argv);
        return run(o);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "gigahall-bms: {}\n", error.what());
        return 1;
    }
}
