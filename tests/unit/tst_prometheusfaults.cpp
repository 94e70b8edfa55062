// labels: sanitize threads
// A server of the Prometheus API that does all it should not do: what the feed says, and that it recovers by itself.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/feeds/prometheusfeed.h"
#include "tests/support/fakehttp.h"
#include "tests/support/feedsink.h"
#include "tests/support/tinycampus.h"

#include <QElapsedTimer>
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

constexpr int kLongMs = 20000;
const AssetId kRack(AssetKind::Rack, 0);

std::shared_ptr<const model::KeyMap> keys()
{
    return std::make_shared<model::KeyMap>(std::make_shared<model::Campus>(makeTinyCampus()));
}

model::MetricProfile profile()
{
    model::MetricProfile made;
    made.name = "test";
    made.kind = model::FeedKind::Prometheus;
    model::ProfileEntry power;
    power.metric = Metric::RackPower;
    power.query = R"(p{rack=~"{hall}"})";
    power.key = "{rack}";
    made.entries.push_back(power);
    return made;
}

model::Connection connection(const std::string& url)
{
    model::Connection made;
    made.name = "test";
    made.url = url;
    made.intervalS = 0.2;
    made.timeoutS = 1;
    made.maxAnswerBytes = std::uint64_t(4) << 20;
    return made;
}

std::string goodAnswer(const std::string& value = "42")
{
    return promVector({{R"({"rack":"P01-B1-H1-R01-K01"})", value}}, wallS());
}

QString message(const model::Feed& feed)
{
    return QString::fromStdString(feed.health().message);
}

} // namespace

class TestPrometheusFaults : public QObject
{
    Q_OBJECT
private slots:
    void faults_data();
    void faults();
    void endsAtOnce_data();
    void endsAtOnce();
    void retryAfterIsHonoured();
    void hugeAnswer();
    void sharding();
    void fewAtATime();
    void focus();
    void credentials_data();
    void credentials();
    void settings_data();
    void settings();
    void warningsAndUnknownKeys();
    void clocks_data();
    void clocks();
    void goneAndBack();
    void historyStops();
};

void TestPrometheusFaults::faults_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("says");
    const char* names[] = {"status 429", "status 503", "status 401", "status 500 with a page", "status 404", "redirect",
        "status 400", "half JSON", "cut in the middle", "wrong types", "page", "slow", "silent", "error in 200",
        "gzip that is none", "empty"};
    const char* says[] = {"status 429", "overloaded", "credentials", "status 500", "base path",
        "sends us on to http://elsewhere:1", "parse error", "breaks off", "broke off", "no text", "begins with",
        "within 1 s", "within 1 s", "no such function", "broke off", "it is empty"};
    for (int i = 0; i < int(std::size(names)); ++i)
        QTest::newRow(names[i]) << i << QString::fromLatin1(says[i]);
}

/// First all is well, then the fault, then all is well: values stay, the message comes and goes.
void TestPrometheusFaults::faults()
{
    QFETCH(int, fault);
    QFETCH(QString, says);
    std::atomic<bool> faulty = false;
    std::atomic<int> value = 42;
    FakeHttp server([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        const std::string good = goodAnswer(std::to_string(value.load()));
        if (!faulty)
            return reply.answer(200, good);
        switch (fault) {
        case 0:
            return reply.answer(429, "slow down");
        case 1:
            return reply.answer(503, R"({"status":"error","errorType":"timeout","error":"overloaded"})");
        case 2:
            return reply.answer(401, "no");
        case 3:
            return reply.answer(500, "<html>oh</html>");
        case 4:
            return reply.answer(404, "404 page not found");
        case 5:
            return reply.answer(302, "", "Location: http://user:secret@elsewhere:1/x?token=secret\r\n");
        case 6:
            return reply.answer(400, R"({"status":"error","errorType":"bad_data","error":"1:1: parse error"})");
        case 7:
            return reply.answer(200, good.substr(0, good.size() / 2));
        case 8:
            reply.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + good.substr(0, good.size() / 2));
            return false;
        case 9:
            return reply.answer(200,
                R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"rack":"P01-B1-H1-R01-K01"},"value":[1,0]}]}})");
        case 10:
            return reply.answer(200, "<html>Please sign in</html>");
        case 11:
            reply.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            for (const char c : good)
                if (!reply.send(std::string_view(&c, 1)) || reply.sleep(100))
                    break;
            return false;
        case 12:
            reply.sleep(5000);
            return false;
        case 13:
            return reply.answer(200, R"({"status":"error","errorType":"execution","error":"no such function"})");
        case 14:
            return reply.answer(200, "this is no gzip", "Content-Encoding: gzip\r\n");
        default:
            return reply.answer(200, "");
        }
    });
    FeedSink sink;
    model::PrometheusFeed feed(connection(server.url()), profile(), keys());
    feed.start(sink);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, kRack), 42.0f, kLongMs);
    QVERIFY(feed.health().state == FeedState::Up);
    QVERIFY(feed.health().message.empty());

    faulty = true;
    QTRY_VERIFY_WITH_TIMEOUT(message(feed).contains(says), kLongMs);
    QVERIFY(!message(feed).contains(QStringLiteral("secret")));
    QVERIFY(feed.health().errors > 0);
    QCOMPARE(sink.value(Metric::RackPower, kRack), 42.0f); // never zero
    value = 43;
    faulty = false;
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, kRack), 43.0f, kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().message.empty() && feed.health().state == FeedState::Up, kLongMs);
}

void TestPrometheusFaults::endsAtOnce_data()
{
    QTest::addColumn<int>("fault");
    QTest::newRow("silent") << 0;
    QTest::newRow("drips") << 1;
    QTest::newRow("floods") << 2;
    QTest::newRow("resting") << 3;
}

void TestPrometheusFaults::endsAtOnce()
{
    QFETCH(int, fault);
    std::atomic<bool> asked = false;
    FakeHttp server([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        asked = true;
        if (fault == 3)
            return reply.answer(503, "", "Retry-After: 500\r\n");
        if (fault != 0)
            reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"
                       R"({"status":"success","data":{"resultType":"vector","result":[)");
        for (int i = 0;
             fault == 2 && reply.send(R"({"metric":{"rack":")" + std::to_string(i) + R"("},"value":[1,"2"]},)");)
            ++i;
        while (!reply.sleep(20))
            if (fault == 1 && !reply.send(" "))
                break;
        return false;
    });
    model::Connection slow = connection(server.url());
    slow.timeoutS = 60;
    slow.maxAnswerBytes = std::uint64_t(1) << 31;
    FeedSink sink;
    auto feed = std::make_unique<model::PrometheusFeed>(slow, profile(), keys());
    feed->start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(asked, kLongMs);
    QTest::qWait(300);
    QElapsedTimer timer;
    timer.start();
    feed.reset();
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

void TestPrometheusFaults::retryAfterIsHonoured()
{
    FakeHttp server(
        [](const FakeHttp::Request&, FakeHttp::Reply& reply) { return reply.answer(429, "", "Retry-After: 3\r\n"); });
    FeedSink sink;
    model::PrometheusFeed feed(connection(server.url()), profile(), keys());
    feed.start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(server.requests() == 1, kLongMs);
    QTest::qWait(2500);
    QCOMPARE(server.requests(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(server.requests() == 2, kLongMs);
    QVERIFY(feed.health().state == FeedState::Waiting);
}

/// A gigabyte comes; no more than what is allowed is taken, and no hall of it is asked for as a whole again.
void TestPrometheusFaults::hugeAnswer()
{
    std::atomic<std::uint64_t> sent = 0;
    FakeHttp server([&](const FakeHttp::Request& request, FakeHttp::Reply& reply) {
        if (request.field("query") != R"(p{rack=~".+"})")
            return reply.answer(200, goodAnswer());
        reply.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"
                   R"({"status":"success","data":{"resultType":"vector","result":[)");
        const std::string series = R"({"metric":{"rack":"P01-B1-H1-R01-K01"},"value":[1,"2"]},)";
        std::string block;
        while (block.size() < 100000)
            block += series;
        while (sent < 1000000000 && reply.send(block))
            sent += block.size();
        return false;
    });
    FeedSink sink;
    model::PrometheusFeed feed(connection(server.url()), profile(), keys());
    feed.start(sink);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, kRack), 42.0f, kLongMs);
    QVERIFY2(sent < std::uint64_t(64) << 20, qPrintable(QString::number(sent)));
}

void TestPrometheusFaults::sharding()
{
    std::atomic<int> whole = 0;
    FakeHttp server([&](const FakeHttp::Request& request, FakeHttp::Reply& reply) {
        const std::string query = request.field("query");
        if (query == R"(p{rack=~".+"})") {
            ++whole;
            return reply.answer(422, R"({"status":"error","errorType":"execution","error":"too many series"})");
        }
        const std::string hall = query.find("P02-B1-H2") != std::string::npos ? "P02-B1-H2" : "P01-B1-H1";
        return reply.answer(200, promVector({{"{\"rack\":\"" + hall + "-R01-K01\"}", "7"}}, wallS()));
    });
    FeedSink sink;
    model::PrometheusFeed feed(connection(server.url()), profile(), keys());
    feed.start(sink);
    const auto campus = keys();
    const AssetId last = *campus->campus().find("P02-B1-H2-R01-K01");
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, last), 7.0f, kLongMs);
    QCOMPARE(whole.load(), 1);
    QTRY_VERIFY(feed.health().message.empty());
    QVERIFY(feed.health().state == FeedState::Up);
    QTRY_COMPARE(feed.health().matchedRacks, 2u);
}

void TestPrometheusFaults::fewAtATime()
{
    model::MetricProfile many = profile();
    many.entries.resize(9, many.entries.front());
    FakeHttp server([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        reply.sleep(60);
        return reply.answer(200, goodAnswer());
    });
    FeedSink sink;
    model::PrometheusFeed feed(connection(server.url()), many, keys());
    feed.start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(server.requests() > 30, kLongMs);
    QCOMPARE(server.mostAtOnce(), 4);
}

/// GPUs are asked for in the halls that are looked at, and nowhere else.
void TestPrometheusFaults::focus()
{
    model::MetricProfile some = profile();
    model::ProfileEntry gpu;
    gpu.metric = Metric::GpuPower;
    gpu.perGpu = true;
    gpu.query = R"(g{rack=~"{hall}"})";
    gpu.key = "{hostname|Hostname}/{gpu}";
    some.entries.push_back(gpu);
    std::atomic<int> gpuQueries = 0, otherHalls = 0;
    FakeHttp server([&](const FakeHttp::Request& request, FakeHttp::Reply& reply) {
        const std::string query = request.field("query");
        if (query.front() == 'p')
            return reply.answer(200, goodAnswer());
        ++gpuQueries;
        otherHalls += query.find("P01-B1-H2-") == std::string::npos;
        return reply.answer(200,
            promVector({{R"({"Hostname":"P01-B1-H2-R01-K01-T02","gpu":"1"})", "800"},
                           {R"({"hostname":"P01-B1-H2-R01-K01-T03","gpu":"1"})", "801"}},
                wallS()));
    });
    FeedSink sink;
    model::PrometheusFeed feed(connection(server.url()), some, keys());
    feed.start(sink);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, kRack), 42.0f, kLongMs);
    QCOMPARE(gpuQueries.load(), 0);
    feed.focus({{1}, model::MetricSet().set(std::size_t(Metric::GpuPower))});
    const auto campus = keys();
    QTRY_COMPARE_WITH_TIMEOUT(
        sink.value(Metric::GpuPower, *campus->campus().find("P01-B1-H2-R01-K01-T02-G2")), 800.0f, kLongMs);
    QCOMPARE(sink.value(Metric::GpuPower, *campus->campus().find("P01-B1-H2-R01-K01-T03-G2")), 801.0f);
    QCOMPARE(otherHalls.load(), 0);
    feed.focus({{1}, {}});
    QTest::qWait(500);
    const int before = gpuQueries;
    QTest::qWait(700);
    QCOMPARE(gpuQueries.load(), before);
}

void TestPrometheusFaults::credentials_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("token") << 0;
    QTest::newRow("user") << 1;
    QTest::newRow("header") << 2;
}

/// They arrive, with the base path, and a message never shows them.
void TestPrometheusFaults::credentials()
{
    QFETCH(int, kind);
    model::Connection c;
    const char* expected[]
        = {"Authorization: Bearer tok-123456", "Authorization: Basic dTpwYXNzLTEyMzQ1Ng==", "X-Scope-OrgID: tenant-7"};
    std::atomic<bool> refuse = false;
    std::atomic<int> wrong = 0;
    FakeHttp server([&](const FakeHttp::Request& request, FakeHttp::Reply& reply) {
        wrong += !request.has(expected[kind]) || request.line != "POST /base/path/api/v1/query HTTP/1.1";
        if (refuse)
            return reply.answer(500, R"({"status":"error","error":"you sent tok-123456, pass-123456 and tenant-7"})");
        return reply.answer(200, goodAnswer());
    });
    c = connection(server.url() + "/base/path/");
    if (kind == 0)
        c.token = "tok-123456";
    else if (kind == 1)
        c.user = "u", c.password = "pass-123456";
    else
        c.headers = {{"X-Scope-OrgID", "tenant-7"}};
    FeedSink sink;
    model::PrometheusFeed feed(c, profile(), keys());
    feed.start(sink);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, kRack), 42.0f, kLongMs);
    QCOMPARE(wrong.load(), 0);
    refuse = true;
    QTRY_VERIFY_WITH_TIMEOUT(message(feed).contains(QStringLiteral("you sent")), kLongMs);
    const char* secrets[] = {"tok-123456", "pass-123456", "tenant-7"};
    QVERIFY2(!message(feed).contains(QLatin1String(secrets[kind])), qPrintable(message(feed)));
}

void TestPrometheusFaults::settings_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("caFile");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("says");
    QTest::newRow("no URL") << "::"
                            << ""
                            << ""
                            << "URL";
    QTest::newRow("MQTT") << "mqtt://a"
                          << ""
                          << ""
                          << "http";
    QTest::newRow("file") << "file:///etc/passwd"
                          << ""
                          << ""
                          << "http";
    QTest::newRow("password in it") << "http://u:topsecret@127.0.0.1:1"
                                    << ""
                                    << ""
                                    << "fields of their own";
    QTest::newRow("query in it") << "http://127.0.0.1:1/?a=b"
                                 << ""
                                 << ""
                                 << "?";
    QTest::newRow("no CA file") << "https://127.0.0.1:1"
                                << "/nowhere/ca.pem"
                                << ""
                                << "/nowhere/ca.pem";
    QTest::newRow("line break") << "http://127.0.0.1:1"
                                << ""
                                << "a\r\nX: topsecret"
                                << "line break";
}

void TestPrometheusFaults::settings()
{
    QFETCH(QString, url);
    QFETCH(QString, caFile);
    QFETCH(QString, token);
    QFETCH(QString, says);
    model::Connection c = connection(url.toStdString());
    c.caFile = caFile.toStdString();
    c.token = token.toStdString();
    FeedSink sink;
    model::PrometheusFeed feed(c, profile(), keys());
    feed.start(sink);
    QVERIFY(feed.health().state == FeedState::Failed);
    QVERIFY2(message(feed).contains(says), qPrintable(message(feed)));
    QVERIFY(!message(feed).contains(QStringLiteral("topsecret")));
    QCOMPARE(feed.series(Metric::RackPower, kRack, 0, 10, 3, {}).size(), std::size_t(3));
}

void TestPrometheusFaults::warningsAndUnknownKeys()
{
    FakeHttp server([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        return reply.answer(200,
            promVector({{R"({"rack":"P01-B1-H1-R01-K01"})", "+Inf"}, {R"({"rack":"P01-B1-H1-R01-K02"})", "NaN"},
                           {R"({"rack":"nobody"})", "1"}},
                wallS(), R"(,"warnings":["a store is away"])"));
    });
    FeedSink sink;
    model::PrometheusFeed feed(connection(server.url()), profile(), keys());
    feed.start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().values >= 6, kLongMs); // of two rounds
    QTRY_COMPARE(feed.health().unknownKeyCount, std::uint64_t(1));
    QCOMPARE(feed.health().unknownKeys, std::vector<std::string>{"nobody"});
    QCOMPARE(feed.health().warnings, std::vector<std::string>{"a store is away"});
    QVERIFY(!sink.reading(Metric::RackPower, kRack).good);
    QVERIFY(std::isnan(sink.value(Metric::RackPower, AssetId(AssetKind::Rack, 1))));
    QVERIFY(sink.reading(Metric::RackPower, AssetId(AssetKind::Rack, 1)).good);
}

void TestPrometheusFaults::clocks_data()
{
    QTest::addColumn<double>("aheadS");
    QTest::addColumn<bool>("date");
    QTest::newRow("same") << 0.0 << false;
    QTest::newRow("same, date") << 0.0 << true;
    QTest::newRow("an hour ahead") << 3600.0 << false;
    QTest::newRow("an hour ahead, date") << 3600.0 << true;
    QTest::newRow("a day behind") << -86400.0 << false;
}

void TestPrometheusFaults::clocks()
{
    QFETCH(double, aheadS);
    QFETCH(bool, date);
    FakeHttp server([&](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        const double nowS = wallS() + aheadS;
        std::array<char, 64> text{};
        const std::time_t seconds = std::time_t(nowS);
        std::tm utc{};
        gmtime_r(&seconds, &utc);
        std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
        // VictoriaMetrics evaluates half a minute ago: the header knows better.
        return reply.answer(200, promVector({{R"({"rack":"P01-B1-H1-R01-K01"})", "42"}}, date ? nowS - 30 : nowS),
            date ? text.data() : "");
    });
    FeedSink sink;
    model::PrometheusFeed feed(connection(server.url()), profile(), keys());
    feed.start(sink);
    QTRY_VERIFY_WITH_TIMEOUT(std::isfinite(feed.health().clockAheadS), kLongMs);
    QVERIFY2(
        std::abs(feed.health().clockAheadS - aheadS) < 1.5, qPrintable(QString::number(feed.health().clockAheadS)));
}

void TestPrometheusFaults::goneAndBack()
{
    const auto good = [](const FakeHttp::Request&, FakeHttp::Reply& reply) { return reply.answer(200, goodAnswer()); };
    auto server = std::make_unique<FakeHttp>(good);
    const std::uint16_t port = server->port();
    FeedSink sink;
    model::PrometheusFeed feed(connection(server->url()), profile(), keys());
    feed.start(sink);
    QTRY_COMPARE_WITH_TIMEOUT(sink.value(Metric::RackPower, kRack), 42.0f, kLongMs);
    server.reset();
    QTRY_VERIFY_WITH_TIMEOUT(message(feed).contains(QStringLiteral("nobody answers")), kLongMs);
    const double newestS = sink.reading(Metric::RackPower, kRack).timeS;
    QTest::qWait(500);
    QCOMPARE(sink.reading(Metric::RackPower, kRack).timeS, newestS); // grows old, so it turns stale
    server = std::make_unique<FakeHttp>(good, port);
    QTRY_VERIFY_WITH_TIMEOUT(sink.reading(Metric::RackPower, kRack).timeS > newestS, kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(feed.health().state == FeedState::Up && feed.health().message.empty(), kLongMs);
}

void TestPrometheusFaults::historyStops()
{
    FakeHttp server([](const FakeHttp::Request&, FakeHttp::Reply& reply) {
        reply.sleep(30000);
        return false;
    });
    model::Connection c = connection(server.url());
    c.timeoutS = 60;
    model::PrometheusFeed feed(c, profile(), keys());
    FeedSink sink;
    std::stop_source stop;
    QElapsedTimer timer;
    timer.start();
    std::jthread later([&stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        stop.request_stop();
    });
    feed.readAt(1000, {}, sink, stop.get_token());
    const auto curve = feed.series(Metric::RackPower, kRack, 0, 100, 11, stop.get_token());
    QVERIFY(timer.elapsed() < 2000);
    QCOMPARE(curve.size(), std::size_t(11));
    QVERIFY(std::isnan(curve[5]));
}

QTEST_GUILESS_MAIN(TestPrometheusFaults)
#include "tst_prometheusfaults.moc"
