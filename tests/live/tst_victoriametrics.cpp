// Debian's VictoriaMetrics: values by its import, live and from the past, and what it refuses.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/campusfile.h"
#include "assets/import/profilefile.h"
#include "model/feeds/prometheusfeed.h"
#include "tests/support/fakehttp.h"
#include "tests/support/feedsink.h"
#include "tests/support/server.h"

#include <QtTest>

#include <cmath>

using namespace gigahall;
using namespace gigahall::tests;
using model::AssetId;
using model::AssetKind;
using model::FeedState;
using model::Metric;

namespace {

constexpr int kLongMs = 40000;

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

model::MetricProfile profile()
{
    auto loaded = assets::loadProfile("generic");
    if (!loaded.profile)
        qFatal("no profile generic");
    return *loaded.profile;
}

model::Connection connection(const Server& server)
{
    model::Connection made;
    made.name = "victoria";
    made.url = "http://127.0.0.1:" + std::to_string(server.port());
    made.intervalS = 0.5;
    made.timeoutS = 10;
    return made;
}

QStringList arguments(const QStringList& more = {})
{
    return QStringList{QStringLiteral("-storageDataPath=%DIR%/data"),
               QStringLiteral("-httpListenAddr=127.0.0.1:%PORT%"), QStringLiteral("-retentionPeriod=10y"),
               QStringLiteral("-search.latencyOffset=0s")}
    + more;
}

QByteArray lines(double timeS, double value)
{
    QByteArray out;
    for (std::uint32_t rack = 0; rack < keys()->campus().rackCount(); ++rack)
        out += QStringLiteral("gigahall_rack_power_kw{rack=\"%1\"} %2 %3\n")
                   .arg(QString::fromStdString(keys()->campus().name(AssetId(AssetKind::Rack, rack))))
                   .arg(value + rack % 7)
                   .arg(qint64(timeS * 1000))
                   .toLatin1();
    return out;
}

bool import(const Server& server, double timeS, double value)
{
    return httpPost(server.port(), "/api/v1/import/prometheus", lines(timeS, value).toStdString()) == 204
        && httpPost(server.port(), "/internal/force_flush", {}) == 200;
}

} // namespace

class TestVictoriaMetrics : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void liveAndPast();
    void duplicatesAndOldSamples();
    void tooManySeries();
    void killedAndRestarted();
};

void TestVictoriaMetrics::initTestCase()
{
    if (Server::find(QStringLiteral("victoria-metrics")).isEmpty())
        QSKIP("victoria-metrics is not installed");
}

void TestVictoriaMetrics::liveAndPast()
{
    Server server(QStringLiteral("victoria-metrics"), arguments());
    QVERIFY(server.start());
    const double firstS = std::floor(wallS() / 60) * 60 - 7200;
    for (int step = 0; step < 10; ++step)
        QVERIFY(import(server, firstS + 15 * step, 100 + step));
    QVERIFY(import(server, wallS(), 70));
    FeedSink sink, past;
    model::PrometheusFeed feed(connection(server), profile(), keys());
    feed.start(sink);
    const AssetId rack(AssetKind::Rack, 8);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, rack), 71.0f, kLongMs);
    QCOMPARE(sink.assets(), std::size_t(keys()->campus().rackCount()));
    QTRY_COMPARE(feed.health().matchedRacks, keys()->campus().rackCount());
    QVERIFY2(feed.health().message.empty(), feed.health().message.c_str());
    QVERIFY(std::abs(feed.health().clockAheadS) < 1.5);
    feed.readAt(firstS + 60, {}, past, {});
    QCOMPARE(past.value(Metric::RackPower, rack), 105.0f);
    const auto curve = feed.series(Metric::RackPower, rack, firstS, firstS + 135, 10, {});
    for (int step = 0; step < 10; ++step)
        QCOMPARE(curve[std::size_t(step)], float(101 + step));
}

void TestVictoriaMetrics::duplicatesAndOldSamples()
{
    Server server(QStringLiteral("victoria-metrics"), arguments());
    QVERIFY(server.start());
    const double nowS = wallS();
    for (const double ago : {20.0, 5.0, 40.0, 5.0, 60.0}) // twice the same, and backwards
        QVERIFY(import(server, nowS - ago, 100 - ago));
    FeedSink sink;
    model::PrometheusFeed feed(connection(server), profile(), keys());
    feed.start(sink);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, AssetId(AssetKind::Rack, 0)), 95.0f, kLongMs);
    const auto curve = feed.series(Metric::RackPower, AssetId(AssetKind::Rack, 0), nowS - 60, nowS - 20, 3, {});
    QCOMPARE(curve, (std::vector<float>{40, 60, 80}));
}

/// The whole campus is too much for it, and so is its only hall: the message is its own.
void TestVictoriaMetrics::tooManySeries()
{
    Server server(QStringLiteral("victoria-metrics"), arguments({QStringLiteral("-search.maxUniqueTimeseries=10")}));
    QVERIFY(server.start());
    QVERIFY(import(server, wallS(), 70));
    FeedSink sink;
    model::PrometheusFeed feed(connection(server), profile(), keys());
    feed.start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(
        QString::fromStdString(feed.health().message).contains(QStringLiteral("rack.power")), kLongMs);
    QVERIFY2(
        QString::fromStdString(feed.health().message).contains(QStringLiteral("10")), feed.health().message.c_str());
    QCOMPARE(sink.count(), std::size_t(0));
}

void TestVictoriaMetrics::killedAndRestarted()
{
    Server server(QStringLiteral("victoria-metrics"), arguments());
    QVERIFY(server.start());
    QVERIFY(import(server, wallS(), 70));
    FeedSink sink;
    model::PrometheusFeed feed(connection(server), profile(), keys());
    feed.start(sink);
    const AssetId rack(AssetKind::Rack, 0);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, rack), 70.0f, kLongMs);
    server.kill();
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().state == FeedState::Waiting, kLongMs);
    QCOMPARE(sink.value(Metric::RackPower, rack), 70.0f);
    QVERIFY(server.start());
    QVERIFY(import(server, wallS(), 80));
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, rack), 80.0f, kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().state == FeedState::Up && feed.health().message.empty(), kLongMs);
}

QTEST_GUILESS_MAIN(TestVictoriaMetrics)
#include "tst_victoriametrics.moc"
