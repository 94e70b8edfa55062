// Debian's Prometheus: history in blocks, a live scrape, TLS with an authority of our own, a restart in mid-stream.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/campusfile.h"
#include "assets/import/profilefile.h"
#include "model/feeds/prometheusfeed.h"
#include "tests/support/fakehttp.h"
#include "tests/support/feedsink.h"
#include "tests/support/server.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cmath>

using namespace gigahall;
using namespace gigahall::tests;
using model::AssetId;
using model::AssetKind;
using model::FeedState;
using model::Metric;

namespace {

constexpr int kLongMs = 30000;
constexpr double kStepS = 15;
constexpr int kSteps = 40;

std::shared_ptr<const model::KeyMap> keys()
{
    static const auto made = [] {
        auto loaded = assets::loadCampus(assets::resolveCampusPath("one-hall"));
        if (!loaded.campus)
            qFatal("one-hall can't be loaded");
        return std::make_shared<model::KeyMap>(std::make_shared<model::Campus>(std::move(*loaded.campus)));
    }();
    return made;
}

const model::Campus& campus()
{
    return keys()->campus();
}

model::MetricProfile profile(const char* name)
{
    auto loaded = assets::loadProfile(name);
    if (!loaded.profile)
        qFatal("no profile %s", name);
    return *loaded.profile;
}

model::Connection connection(const Server& server)
{
    model::Connection made;
    made.name = "prometheus";
    made.url = "http://127.0.0.1:" + std::to_string(server.port());
    made.intervalS = 0.5;
    made.timeoutS = 10;
    return made;
}

/// Power of a rack at a step of the past.
double power(std::uint32_t rack, int step)
{
    return 50 + rack % 100 + step;
}

/// Every rack's power and, for the first, a gap; two GPUs by either spelling of the label.
QByteArray openMetrics(double firstS)
{
    QByteArray out = "# TYPE gigahall_rack_power_kw gauge\n";
    for (std::uint32_t rack = 0; rack < campus().rackCount(); ++rack)
        for (int step = 0; step < kSteps; ++step)
            if (rack != 0 || step < 10 || step > 34) // longer than the five minutes that Prometheus looks back
                out += QStringLiteral("gigahall_rack_power_kw{rack=\"%1\"} %2 %3\n")
                           .arg(QString::fromStdString(campus().name(AssetId(AssetKind::Rack, rack))))
                           .arg(power(rack, step))
                           .arg(firstS + kStepS * step, 0, 'f', 3)
                           .toLatin1();
    return out + "# EOF\n";
}

QByteArray scrapePage(int value)
{
    const std::string rack = campus().name(AssetId(AssetKind::Rack, 1));
    const std::string tray = campus().name(campus().child(AssetId(AssetKind::Rack, 2), 0));
    const QString page = QStringLiteral("gigahall_rack_power_kw{rack=\"%1\"} %3\n"
                                        "gigahall_rack_power_kw{rack=\"nobody\"} 1\n"
                                        "DCGM_FI_DEV_POWER_USAGE{hostname=\"%2\",gpu=\"0\"} 700\n"
                                        "DCGM_FI_DEV_POWER_USAGE{Hostname=\"%2\",gpu=\"1\"} 900\n"
                                        "DCGM_FI_DEV_GPU_UTIL{hostname=\"%2\",gpu=\"0\"} 80\n"
                                        "DCGM_FI_DEV_GPU_TEMP{hostname=\"%2\",gpu=\"0\"} NaN\n");
    return page.arg(QString::fromStdString(rack), QString::fromStdString(tray)).arg(value).toLatin1();
}

bool run(const QString& program, const QStringList& arguments, const QString& folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    const bool good = process.waitForFinished(60000) && process.exitCode() == 0;
    if (!good)
        qWarning("%s", process.readAllStandardError().constData());
    return good;
}

QStringList prometheusArguments(const QStringList& more = {})
{
    return QStringList{QStringLiteral("--config.file=%DIR%/prometheus.yml"),
               QStringLiteral("--storage.tsdb.path=%DIR%/data"),
               QStringLiteral("--web.listen-address=127.0.0.1:%PORT%"),
               QStringLiteral("--storage.tsdb.retention.time=10y")}
    + more;
}

QByteArray scrapeConfig(std::uint16_t port)
{
    return QByteArrayLiteral("global: {scrape_interval: 500ms, scrape_timeout: 400ms}\nscrape_configs:\n"
                             "  - {job_name: test, honor_labels: true, static_configs: [{targets: ['127.0.0.1:")
        + QByteArray::number(port) + "']}]}\n";
}

} // namespace

class TestPrometheus : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void history();
    void liveScrape();
    void hostsAndGpus();
    void killedAndRestarted();
    void pausedServer();
    void wrongQuery();
    void tooManySamples();
    void ownAuthority();
    void badCertificate();
};

void TestPrometheus::initTestCase()
{
    if (Server::find(QStringLiteral("prometheus")).isEmpty() || Server::find(QStringLiteral("promtool")).isEmpty())
        QSKIP("prometheus is not installed");
}

void TestPrometheus::history()
{
    Server server(QStringLiteral("prometheus"), prometheusArguments());
    const double firstS = std::floor(wallS() / 100) * 100 - 86400;
    QVERIFY(server.write(QStringLiteral("prometheus.yml"), "global: {}\n"));
    QVERIFY(server.write(QStringLiteral("past.om"), openMetrics(firstS)));
    QVERIFY(run(Server::find(QStringLiteral("promtool")),
        {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"), QStringLiteral("openmetrics"),
            server.path(QStringLiteral("past.om")), server.path(QStringLiteral("data"))},
        server.folder()));
    QVERIFY(server.start());
    model::PrometheusFeed feed(connection(server), profile("generic"), keys());
    QVERIFY(feed.hasHistory());

    FeedSink sink; // every rack, as it was
    QTRY_VERIFY_WITH_TIMEOUT((feed.readAt(firstS + 8 * kStepS, {}, sink, {}), sink.assets() > 0), kLongMs);
    QCOMPARE(sink.assets(), std::size_t(campus().rackCount()));
    for (std::uint32_t rack = 0; rack < campus().rackCount(); ++rack)
        QCOMPARE(sink.value(Metric::RackPower, AssetId(AssetKind::Rack, rack)), float(power(rack, 8)));
    QCOMPARE(sink.reading(Metric::RackPower, AssetId(AssetKind::Rack, 0)).timeS, firstS + 8 * kStepS);

    const double lastS = firstS + (kSteps - 1) * kStepS;
    const auto curve = feed.series(Metric::RackPower, AssetId(AssetKind::Rack, 5), firstS, lastS, kSteps, {});
    QCOMPARE(curve.size(), std::size_t(kSteps));
    for (int step = 0; step < kSteps; ++step)
        QCOMPARE(curve[std::size_t(step)], float(power(5, step)));
    const auto gap = feed.series(Metric::RackPower, AssetId(AssetKind::Rack, 0), firstS, lastS, kSteps, {});
    QVERIFY(std::isnan(gap[32])); // never zero, nor held for ever
    QCOMPARE(gap[36], float(power(0, 36)));
    const auto before
        = feed.series(Metric::RackPower, AssetId(AssetKind::Rack, 5), firstS - 7200, firstS - 3600, 5, {});
    QVERIFY(std::all_of(before.begin(), before.end(), [](float v) { return std::isnan(v); }));
    // More samples than a server gives points for.
    const auto fine = feed.series(Metric::RackPower, AssetId(AssetKind::Rack, 5), firstS, lastS, 30000, {});
    QVERIFY2(feed.health().message.empty(), feed.health().message.c_str());
    QCOMPARE(fine.size(), std::size_t(30000));
    QCOMPARE(fine.front(), float(power(5, 0)));
    QCOMPARE(fine.back(), float(power(5, kSteps - 1)));
    // Nothing was there in any of the other metrics, which is no error.
    QVERIFY(std::isnan(feed.series(Metric::Loading, AssetId(AssetKind::Rack, 5), firstS, lastS, 3, {})[1]));
}

void TestPrometheus::liveScrape()
{
    std::atomic<int> value = 60;
    FakeHttp exporter([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        return reply.answer(200, scrapePage(value).toStdString());
    });
    Server server(QStringLiteral("prometheus"), prometheusArguments());
    QVERIFY(server.write(QStringLiteral("prometheus.yml"), scrapeConfig(exporter.port())));
    QVERIFY(server.start());
    FeedSink sink;
    model::PrometheusFeed feed(connection(server), profile("generic"), keys());
    feed.start(sink);
    const AssetId rack(AssetKind::Rack, 1);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, rack), 60.0f, kLongMs);
    value = 61;
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, rack), 61.0f, kLongMs);
    const model::FeedHealth health = feed.health();
    QVERIFY(health.state == FeedState::Up);
    QVERIFY2(health.message.empty(), health.message.c_str());
    QCOMPARE(health.matchedRacks, 1u);
    QCOMPARE(health.unknownKeys, std::vector<std::string>{"nobody"});
    QVERIFY(std::abs(health.clockAheadS) < 1.5);
    QVERIFY(std::abs(health.newestS - wallS()) < 10);
}

void TestPrometheus::hostsAndGpus()
{
    FakeHttp exporter([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        return reply.answer(200, scrapePage(60).toStdString());
    });
    Server server(QStringLiteral("prometheus"), prometheusArguments());
    QVERIFY(server.write(QStringLiteral("prometheus.yml"), scrapeConfig(exporter.port())));
    QVERIFY(server.start());
    FeedSink sink;
    model::PrometheusFeed feed(connection(server), profile("dcgm-hosts"), keys());
    feed.start(sink);
    model::MetricSet all;
    all.set();
    feed.focus({{0}, all});
    const AssetId tray = campus().child(AssetId(AssetKind::Rack, 2), 0);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::GpuPower, campus().child(tray, 0)), 700.0f, kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::GpuPower, campus().child(tray, 1)), 900.0f, kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::GpuUtilization, campus().child(tray, 0)), 0.8f, kLongMs);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::GpuPower, tray), 800.0f, kLongMs); // of both spellings
    QVERIFY(std::isnan(sink.value(Metric::GpuTemperature, campus().child(tray, 0))));
    QVERIFY2(feed.health().message.empty(), feed.health().message.c_str());
    const auto curve = feed.series(Metric::GpuPower, campus().child(tray, 1), wallS() - 1, wallS(), 2, {});
    QCOMPARE(curve.back(), 900.0f);
}

void TestPrometheus::killedAndRestarted()
{
    FakeHttp exporter([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        return reply.answer(200, scrapePage(60).toStdString());
    });
    Server server(QStringLiteral("prometheus"), prometheusArguments());
    QVERIFY(server.write(QStringLiteral("prometheus.yml"), scrapeConfig(exporter.port())));
    QVERIFY(server.start());
    FeedSink sink;
    model::PrometheusFeed feed(connection(server), profile("generic"), keys());
    feed.start(sink);
    const AssetId rack(AssetKind::Rack, 1);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, rack), 60.0f, kLongMs);
    server.kill();
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().state == FeedState::Waiting, kLongMs);
    QVERIFY(!feed.health().message.empty());
    const double newestS = sink.reading(Metric::RackPower, rack).timeS;
    QCOMPARE(sink.value(Metric::RackPower, rack), 60.0f);
    QVERIFY(server.start());
    QTRY_VERIFY_WITH_TIMEOUT(sink.reading(Metric::RackPower, rack).timeS > newestS, kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().state == FeedState::Up && feed.health().message.empty(), kLongMs);
}

/// It accepts connections and says nothing.
void TestPrometheus::pausedServer()
{
    FakeHttp exporter([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        return reply.answer(200, scrapePage(60).toStdString());
    });
    Server server(QStringLiteral("prometheus"), prometheusArguments());
    QVERIFY(server.write(QStringLiteral("prometheus.yml"), scrapeConfig(exporter.port())));
    QVERIFY(server.start());
    model::Connection c = connection(server);
    c.timeoutS = 1;
    FeedSink sink;
    model::PrometheusFeed feed(c, profile("generic"), keys());
    feed.start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(sink.count() > 0, kLongMs);
    server.pause();
    QTRY_VERIFY_WITH_TIMEOUT(
        QString::fromStdString(feed.health().message).contains(QStringLiteral("within 1 s")), kLongMs);
    server.resume();
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().state == FeedState::Up && feed.health().message.empty(), kLongMs);
}

void TestPrometheus::wrongQuery()
{
    Server server(QStringLiteral("prometheus"), prometheusArguments());
    QVERIFY(server.write(QStringLiteral("prometheus.yml"), "global: {}\n"));
    QVERIFY(server.start());
    model::MetricProfile wrong = profile("generic");
    wrong.entries.resize(2);
    wrong.entries[1].query = "sum by (rack) (";
    FeedSink sink;
    model::PrometheusFeed feed(connection(server), wrong, keys());
    feed.start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(
        QString::fromStdString(feed.health().message).contains(QStringLiteral("parse error")), kLongMs);
    QVERIFY(QString::fromStdString(feed.health().message).contains(QStringLiteral("rack.liquidSupplyTemperature")));
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().state == FeedState::Up, kLongMs); // the other query is fine
}

/// More than it may load for the whole campus: hall by hall it is no better here, which is said.
void TestPrometheus::tooManySamples()
{
    const double firstS = std::floor(wallS() / 100) * 100 - 86400;
    Server server(QStringLiteral("prometheus"), prometheusArguments({QStringLiteral("--query.max-samples=10")}));
    QVERIFY(server.write(QStringLiteral("prometheus.yml"), "global: {}\n"));
    QVERIFY(server.write(QStringLiteral("past.om"), openMetrics(firstS)));
    QVERIFY(run(Server::find(QStringLiteral("promtool")),
        {QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"), QStringLiteral("openmetrics"),
            server.path(QStringLiteral("past.om")), server.path(QStringLiteral("data"))},
        server.folder()));
    QVERIFY(server.start());
    model::PrometheusFeed feed(connection(server), profile("generic"), keys());
    FeedSink sink;
    // It answers with 503 until it has read its blocks.
    QTRY_VERIFY_WITH_TIMEOUT(
        (feed.readAt(firstS + 60, {}, sink, {}),
            QString::fromStdString(feed.health().message).contains(QStringLiteral("too many samples"))),
        kLongMs);
    QCOMPARE(sink.count(), std::size_t(0));
}

void TestPrometheus::ownAuthority()
{
    const QString openssl = Server::find(QStringLiteral("openssl"));
    if (openssl.isEmpty())
        QSKIP("openssl is not installed");
    Server server(
        QStringLiteral("prometheus"), prometheusArguments({QStringLiteral("--web.config.file=%DIR%/web.yml")}));
    QVERIFY(server.write(QStringLiteral("prometheus.yml"), "global: {}\n"));
    QVERIFY(server.write(QStringLiteral("san.cnf"), "subjectAltName=IP:127.0.0.1\n"));
    // Password "rack-password"; the program itself keeps none in a file.
    QVERIFY(server.write(QStringLiteral("web.yml"),
        "tls_server_config: {cert_file: server.pem, key_file: server.key, client_auth_type: "
        "RequireAndVerifyClientCert, "
        "client_ca_file: ca.pem}\n"
        "basic_auth_users: {twin: '$2b$04$ANXX25Iyip2ImlTHbb3eXO7xEqMcVDiDoDCDPcVCcPO11Edyvcq5.'}\n"));
    const auto ssl = [&](const QString& arguments) { return run(openssl, arguments.split(u' '), server.folder()); };
    QVERIFY(ssl(QStringLiteral("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ca")));
    for (const char* who : {"server", "client"}) {
        QVERIFY(ssl(QStringLiteral("req -newkey rsa:2048 -nodes -keyout %1.key -out %1.csr -subj /CN=%1")
                        .arg(QLatin1String(who))));
        QVERIFY(ssl(QStringLiteral("x509 -req -in %1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out %1.pem -days 2 "
                                   "-extfile san.cnf")
                        .arg(QLatin1String(who))));
    }
    QVERIFY(server.start());
    model::Connection c = connection(server);
    c.url = "https://127.0.0.1:" + std::to_string(server.port());
    c.caFile = server.path(QStringLiteral("ca.pem")).toStdString();
    c.clientCertFile = server.path(QStringLiteral("client.pem")).toStdString();
    c.clientKeyFile = server.path(QStringLiteral("client.key")).toStdString();
    c.user = "twin";
    c.password = "rack-password";
    const auto stateOf = [](const model::Connection& with, const char* expected) {
        FeedSink sink;
        model::PrometheusFeed feed(with, profile("generic"), keys());
        feed.start(sink);
        const auto done = [&] {
            const model::FeedHealth health = feed.health();
            return *expected ? QString::fromStdString(health.message).contains(QLatin1String(expected))
                             : health.state == FeedState::Up;
        };
        if (!QTest::qWaitFor(done, kLongMs))
            qWarning("%s", feed.health().message.c_str());
        return done();
    };
    QVERIFY(stateOf(c, ""));
    model::Connection wrong = c;
    wrong.caFile.clear();
    QVERIFY(stateOf(wrong, "is not trusted"));
    wrong = c;
    wrong.password = "other-password";
    QVERIFY(stateOf(wrong, "credentials"));
    wrong = c;
    wrong.clientCertFile.clear();
    wrong.clientKeyFile.clear();
    QVERIFY(stateOf(wrong, "certificate"));
}

/// Any TLS server will do to see whom we trust.
void TestPrometheus::badCertificate()
{
    const QString openssl = Server::find(QStringLiteral("openssl"));
    if (openssl.isEmpty())
        QSKIP("openssl is not installed");
    const QTemporaryDir folder;
    QVERIFY(run(openssl,
        QStringLiteral("req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=elsewhere")
            .split(u' '),
        folder.path()));
    Server server(QStringLiteral("openssl"),
        {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("%PORT%"), QStringLiteral("-cert"),
            folder.filePath(QStringLiteral("cert.pem")), QStringLiteral("-key"),
            folder.filePath(QStringLiteral("key.pem")), QStringLiteral("-www"), QStringLiteral("-quiet")});
    QVERIFY(server.start());
    for (const bool ownCa : {false, true}) {
        model::Connection c = connection(server);
        c.url = "https://127.0.0.1:" + std::to_string(server.port());
        if (ownCa) // signed by whom we trust, but for another name
            c.caFile = folder.filePath(QStringLiteral("cert.pem")).toStdString();
        FeedSink sink;
        model::PrometheusFeed feed(c, profile("generic"), keys());
        feed.start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(
            QString::fromStdString(feed.health().message).contains(QStringLiteral("is not trusted")), kLongMs);
        QVERIFY(feed.health().state == FeedState::Waiting);
        QCOMPARE(sink.count(), std::size_t(0));
    }
}

QTEST_GUILESS_MAIN(TestPrometheus)
#include "tst_prometheus.moc"
