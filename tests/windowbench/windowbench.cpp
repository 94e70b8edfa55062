// The window while values stream in from a broker: a program of its own, since the bench is free of Qt. Prints one line
// of JSON.

#include "app/scenery/viewpresets.h"
#include "app/window/mainwindow.h"
#include "model/feeds/livefeeds.h"
#include "tests/perf/measure.h"
#include "tests/perf/mqttsite.h"
#include "tests/support/bmspublisher.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QSettings>
#include <QTimer>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>

namespace gigahall::bench {
namespace {

using model::AssetId;
using model::AssetKind;
using Json = nlohmann::ordered_json;

constexpr double kRate = 7000; ///< values a second of the whole campus by the DSX profile
constexpr int kBeatMs = 2, kMouseMs = 5;
constexpr double kPatienceS = 60;
constexpr double kLeadS = 0.5; ///< until everything flows

struct Options
{
    std::string campus = "default", gpu;
    std::vector<int> resolution = {1920, 1080};
    int values = 11, rounds = 3;
    double roundS = 2.5, fullS = 4;
};

/// How long the event loop of the window does not come round.
class Heart : public QObject
{
public:
    Heart()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { beat(); });
        m_timer.start(kBeatMs);
    }
    double longestMs() const { return m_longestMs; }
    void reset() { m_longestMs = 0; }

private:
    void beat()
    {
        m_longestMs = std::max(m_longestMs, m_since.ms());
        m_since = Stopwatch();
    }

    QTimer m_timer;
    Stopwatch m_since;
    double m_longestMs = 0;
};

/// On the mouse: there is always another picture to draw.
class Hand
{
public:
    explicit Hand(const std::function<void()>& move)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, move);
    }
    void start() { m_timer.start(kMouseMs); }
    void stop() { m_timer.stop(); }

private:
    QTimer m_timer;
};

/// Somebody turns the camera all the time, for `seconds`.
struct Turning
{
    double frameMs = 0; ///< from picture to picture, mean
    double blockedMs = 0, valuesPerS = 0;
};

class WindowBench
{
public:
    explicit WindowBench(const Options& options, const MqttSite& site)
        : m_options(options)
        , m_site(site)
        , m_window(std::make_unique<app::MainWindow>(viewOptions(options)))
        , m_bms("127.0.0.1", site.port())
    {
        m_window->resize(options.resolution[0], options.resolution[1]);
        m_window->show();
        m_window->viewport().setReducedMotion(true);
        m_window->start();
        expect([this] { return m_window->frame() != nullptr; }, "no campus opens");
        m_points = tests::bmsPoints(*m_window->session()->campus());
    }

    /// Every point has a value afterwards.
    void connect()
    {
        app::SavedConnection saved;
        saved.connection.name = "bench";
        saved.connection.url = fmt::format("mqtt://127.0.0.1:{}", m_site.port());
        saved.profile = "dsx-bms";
        m_window->connectLive({saved});
        m_window->setOverlay({.metric = model::Metric::RackPower});
        expect(
            [this] { return m_window->live() && health().state == model::FeedState::Up; }, "the broker is not there");
        wait(5); // retained metadata
        Program publisher(m_site.publisher(0, kPatienceS), m_site.file("first"));
        const auto racks = m_window->session()->campus()->rackCount();
        expect([&] { return health().matchedRacks == racks; }, "not every rack has a value");
        publisher.end();
        wait(1); // what was on its way
    }

    /// From a value on its way to the broker to the first picture in which its rack has another colour, in pictures:
    /// fine ones while the camera stands still, plain ones while somebody has it in hand.
    Json latencies(bool inHand)
    {
        app::ViewportWidget& viewport = m_window->viewport();
        const model::Campus& campus = *m_window->session()->campus();
        const render::View view = app::viewOf(campus, AssetId(AssetKind::Hall, 0), viewport.view().sizePx);
        viewport.setView(view);
        Hand hand([&] { viewport.setView(view); });
        wait(1);
        if (inHand)
            hand.start();
        wait(1);
        const auto [rack, pixel] = rackInView();
        const tests::BmsPoint& point = *std::find_if(m_points.begin(), m_points.end(),
            [&, rack = rack](const auto& p) { return p.asset == rack && p.metric == model::Metric::RackPower; });
        Samples pictureMs, latencyMs;
        Stopwatch watch;
        std::optional<QRgb> before;
        QRgb now = 0;
        const auto seen = QObject::connect(
            &viewport, &app::ViewportWidget::drawn, &viewport, [&, pixel = pixel](const app::Drawn& drawn) {
                now = drawn.image.pixel(pixel);
                pictureMs.add(drawn.wallMs);
                if (before && differs(*before, now)) {
                    latencyMs.add(watch.ms());
                    before.reset();
                }
            });
        for (int i = -1; i < m_options.values; ++i) {
            wait(0.45 + std::fmod(0.37 * (i + 1), 0.5)); // at no fixed moment of the second
            if (i == 0)
                latencyMs = {};
            before = i < 0 ? std::optional<QRgb>() : now;
            watch = Stopwatch();
            m_bms.value(point, point.typical * (i % 2 ? 0.15 : 1.1), tests::nowS());
            if (before)
                expect([&] { return !before; }, "a value does not reach the picture");
        }
        QObject::disconnect(seen);
        Samples frames;
        for (const double ms : latencyMs.values)
            frames.add(ms / pictureMs.median());
        return {{"frames", frames.values}, {"ms", latencyMs.values}, {"pictureMs", pictureMs.median()}};
    }

    Json turns()
    {
        app::ViewportWidget& viewport = m_window->viewport();
        viewport.setView(app::overview(*m_window->session()->campus(), viewport.view().sizePx));
        Json quiet = Json::array(), flowing = Json::array(), full = Json::array();
        turn(1);
        for (int i = 0; i < m_options.rounds; ++i) {
            quiet.push_back(json(turn(m_options.roundS)));
            flowing.push_back(json(turnAt(kRate, m_options.roundS)));
        }
        full.push_back(json(turnAt(0, m_options.fullS)));
        return {{"quiet", quiet}, {"flowing", flowing}, {"full", full}};
    }

private:
    static app::ViewOptions viewOptions(const Options& options)
    {
        app::ViewOptions made;
        made.scene.session.campus = options.campus;
        made.scene.gpu = options.gpu;
        made.scene.language = "en";
        made.campusGiven = true;
        return made;
    }

    static Json json(const Turning& turning)
    {
        return {{"frameMs", turning.frameMs}, {"blockedMs", turning.blockedMs}, {"valuesPerS", turning.valuesPerS}};
    }

    static bool differs(QRgb a, QRgb b)
    {
        return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b)) > 24;
    }

    template <typename Condition>
    static bool waitFor(Condition condition, double seconds)
    {
        const Stopwatch watch;
        while (!condition() && watch.ms() < 1000 * seconds)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents); // the heart beats
        return condition();
    }
    static void wait(double seconds)
    {
        waitFor([] { return false; }, seconds);
    }
    template <typename Condition>
    static void expect(Condition condition, const char* problem)
    {
        if (!waitFor(condition, kPatienceS))
            throw std::runtime_error(problem);
    }

    model::FeedHealth health() const { return m_window->live()->health().front().health; }

    /// A rack that can be seen, and where.
    std::pair<AssetId, QPoint> rackInView()
    {
        app::ViewportWidget& viewport = m_window->viewport();
        const model::Campus& campus = *m_window->session()->campus();
        app::Picture picture;
        picture.view = viewport.view();
        picture.overlay = m_window->overlay();
        const glm::uvec2 sizePx = picture.view.sizePx;
        for (unsigned i = 1; i < 64; ++i) {
            const glm::uvec2 pixel(sizePx.x * (i % 8 + 4) / 16, sizePx.y * (i / 8 + 4) / 16);
            std::optional<AssetId> found;
            viewport.presenter().pick(picture, pixel, [&](const render::Pick& pick) { found = pick.id; });
            expect([&] { return found.has_value(); }, "no answer to a pick");
            AssetId id = *found;
            while (id.isValid() && (id.kind() == AssetKind::Gpu || id.kind() == AssetKind::Tray))
                id = campus.parent(id);
            if (id.isValid() && id.kind() == AssetKind::Rack)
                return {id, QPoint(int(pixel.x), int(pixel.y))};
        }
        throw std::runtime_error("no rack in view");
    }

    Turning turnAt(double rate, double seconds)
    {
        Program publisher(m_site.publisher(rate, seconds + kLeadS + 0.5), m_site.file("flow"));
        const std::uint64_t before = health().values;
        expect([&] { return health().values > before; }, "no values come"); // its start takes processor time as well
        turn(kLeadS, false); // processes start beside it
        const Turning turning = turn(seconds);
        publisher.wait();
        wait(0.5); // what was on its way
        return turning;
    }

    Turning turn(double seconds, bool isMeasured = true)
    {
        app::ViewportWidget& viewport = m_window->viewport();
        const render::View start = viewport.view();
        double angle = 0;
        const auto next = [&] {
            constexpr double kStepRad = 0.001;
            angle += kStepRad;
            render::View view = start;
            const glm::dvec3 arm = start.eyeM - start.targetM;
            view.eyeM = start.targetM
                + glm::dvec3(arm.x * std::cos(angle) - arm.y * std::sin(angle),
                    arm.x * std::sin(angle) + arm.y * std::cos(angle), arm.z);
            viewport.setView(view);
        };
        Hand hand(next);
        std::size_t pictures = 0;
        double lastMs = 0;
        const Stopwatch watch;
        const auto drawn = QObject::connect(&viewport, &app::ViewportWidget::drawn, &viewport, [&] {
            ++pictures;
            lastMs = watch.ms();
        });
        const std::uint64_t before = health().values;
        m_heart.reset();
        hand.start();
        wait(seconds);
        hand.stop();
        QObject::disconnect(drawn);
        viewport.setView(start);
        if (pictures == 0 && isMeasured)
            throw std::runtime_error("the window draws nothing while the camera turns");
        return {lastMs / double(std::max<std::size_t>(pictures, 1)), m_heart.longestMs(),
            double(health().values - before) / (1e-3 * watch.ms())};
    }

    Options m_options;
    const MqttSite& m_site;
    Heart m_heart;
    std::unique_ptr<app::MainWindow> m_window;
    tests::BmsPublisher m_bms;
    std::vector<tests::BmsPoint> m_points;
};

int run(const Options& options)
{
    std::string problem;
    const MqttSite site(options.campus, problem);
    Json result;
    if (problem.empty()) {
        // Settings of its own: what the user has open must not count, nor change.
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, QString::fromStdString(site.file("settings")));
        WindowBench bench(options, site);
        bench.connect();
        result["still"] = bench.latencies(false);
        result["inHand"] = bench.latencies(true);
        result.update(bench.turns());
    } else {
        result["problem"] = problem;
    }
    fmt::print("{}\n", result.dump());
    std::fflush(stdout);
    return 0;
}

} // namespace
} // namespace gigahall::bench

int main(int argc, char** argv)
{
    gigahall::bench::Options o;
    CLI::App app("Measures Gigahall's window while values stream in from a broker; for gigahall-bench.");
    app.add_option("--campus", o.campus, "Shipped campus by name, or a layout file")->capture_default_str();
    app.add_option("--gpu", o.gpu, "Part of the name of the device to draw with");
    app.add_option("--resolution", o.resolution, "W,H of the window")->delimiter(',')->expected(2);
    app.add_option("--values", o.values, "Single values that are followed")->capture_default_str();
    app.add_option("--rounds", o.rounds, "Rounds of turning the camera, quiet and with values")->capture_default_str();
    try {
        app.parse(argc, argv);
        qputenv(
            "QT_QPA_PLATFORM", qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ? qgetenv("QT_QPA_PLATFORM") : "offscreen");
        int none = 1;
        QApplication application(none, argv);
        return gigahall::bench::run(o);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "gigahall-window-bench: {}\n", error.what());
        return 1;
    }
}
