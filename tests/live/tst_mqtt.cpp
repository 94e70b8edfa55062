#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/livemqtt.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <cmath>

using namespace gigahall;
using namespace gigahall::model;
using namespace gigahall::tests;

/// The feed before brokers that work, end, stop and talk nonsense.
class TestMqtt : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingIsLost();
    void retainedMetadata();
    void droppedMetadataComeAgain();
    void brokenAmongGood();
    void brokerRestarts();
    void nothingIsPublished();
    void endsWhateverTheBrokerDoes();
    void nonsenseServers_data();
    void nonsenseServers();
    void lostAnswers_data();
    void lostAnswers();
    void giantPayload();
    void nobodyThere();
    void settingsThatCantWork_data();
    void settingsThatCantWork();
    void genericTopics();
};

void TestMqtt::initTestCase()
{
    if (Server::find(QStringLiteral("mosquitto")).isEmpty())
        QSKIP("no mosquitto here (Debian package mosquitto)");
}

void TestMqtt::nothingIsLost()
{
    const auto broker = makeBroker();
    QVERIFY(broker->start());
    Live live(connectionTo(*broker));
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, kPatienceMs);
    const std::vector<tests::BmsPoint> points = rackPoints();
    BmsPublisher bms("127.0.0.1", broker->port());
    bms.metadata(points);
    // As fast as it goes; the broker keeps what we do not take at once.
    constexpr std::size_t kRounds = 200;
    const double t = tests::nowS() - kRounds;
    for (std::size_t round = 0; round < kRounds; ++round)
        for (const tests::BmsPoint& point : points)
            bms.value(point, double(round), t + double(round));
    bms.flush();
    QTRY_COMPARE_WITH_TIMEOUT(live.sink.count(), kRounds * points.size(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(live.health().values, kRounds * points.size(), kPatienceMs);
    QCOMPARE(live.health().errors, 0u);
    QCOMPARE(live.health().matchedRacks, hall()->rackCount());
    QCOMPARE(live.sink.newest().value, float(kRounds - 1));
}

void TestMqtt::retainedMetadata()
{
    const auto broker = makeBroker();
    QVERIFY(broker->start());
    const std::vector<tests::BmsPoint> points = rackPoints();
    BmsPublisher bms("127.0.0.1", broker->port());
    bms.metadata(points);
    bms.metadata(std::vector{BmsPublisher::heartbeatPoint()});
    bms.flush();
    Live live(connectionTo(*broker));
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, kPatienceMs);
    bms.value(points[0], 97.5, tests::nowS(), 0);
    bms.heartbeat(tests::nowS() + 3600);
    bms.flush();
    QTRY_COMPARE_WITH_TIMEOUT(live.sink.count(), 1u, kPatienceMs);
    QVERIFY(!live.sink.newest().good);
    QCOMPARE(live.sink.newest().asset, points[0].asset);
    QTRY_VERIFY_WITH_TIMEOUT(std::abs(live.health().clockAheadS - 3600) < 5, kPatienceMs);
}

void TestMqtt::droppedMetadataComeAgain()
{
    // A broker that drops what is not taken at once, and metadata of more racks than fit between us.
    const auto broker = makeBroker("max_queued_messages 1\n");
    QVERIFY(broker->start());
    const auto campus = std::make_shared<const Campus>(tests::loadCampus("default"));
    std::vector<tests::BmsPoint> points = tests::bmsPoints(*campus, {.allRackPoints = false, .plant = false});
    std::erase_if(points, [](const tests::BmsPoint& point) { return point.metric != Metric::RackPower; });
    BmsPublisher bms("127.0.0.1", broker->port());
    bms.metadata(points);
    bms.flush();
    Live live(connectionTo(*broker), tests::dsxBmsProfile(), campus);
    // Answers are dropped as well, and asked for again after 3, 6, 12 s.
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, 3 * kPatienceMs);
    QElapsedTimer timer;
    timer.start();
    while (live.health().matchedRacks < campus->rackCount() && timer.elapsed() < 4 * kPatienceMs) {
        for (std::size_t i = 0; i < points.size(); ++i) {
            bms.value(points[i], 1, tests::nowS());
            if (i % 100 == 0)
                QTest::qSleep(2);
        }
        bms.flush();
        QTest::qWait(1000);
    }
    QCOMPARE(live.health().matchedRacks, campus->rackCount());
}

void TestMqtt::brokenAmongGood()
{
    const auto broker = makeBroker();
    QVERIFY(broker->start());
    const std::vector<tests::BmsPoint> points = rackPoints();
    BmsPublisher bms("127.0.0.1", broker->port());
    bms.metadata(points);
    bms.flush();
    Live live(connectionTo(*broker));
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, kPatienceMs);
    for (std::size_t i = 0; i < points.size(); ++i) {
        bms.publish("BMS/v1/PUB/Value/" + points[i].topic, tests::brokenBmsValue(i));
        bms.value(points[i], 1, tests::nowS());
    }
    bms.flush();
    QTRY_COMPARE_WITH_TIMEOUT(live.health().values, points.size(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(live.health().errors, points.size(), kPatienceMs);
    QCOMPARE(live.health().state, FeedState::Up);
}

void TestMqtt::brokerRestarts()
{
    const auto broker = makeBroker();
    QVERIFY(broker->start());
    Live live(connectionTo(*broker));
    const std::vector<tests::BmsPoint> points = rackPoints();
    for (int i = 0; i < 2; ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, kPatienceMs);
        QVERIFY2(live.health().message.empty(), live.health().message.c_str());
        const std::size_t before = live.sink.count();
        BmsPublisher bms("127.0.0.1", broker->port());
        bms.metadata(points);
        for (const tests::BmsPoint& point : points)
            bms.value(point, i, tests::nowS());
        bms.flush();
        QTRY_COMPARE_WITH_TIMEOUT(live.sink.count(), before + points.size(), kPatienceMs);
        broker->kill();
        QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Waiting, kPatienceMs);
        QVERIFY2(live.says("127.0.0.1:"), live.health().message.c_str());
        QVERIFY(broker->start());
    }
}

void TestMqtt::nothingIsPublished()
{
    const auto broker = makeBroker("log_type all\n");
    QVERIFY(broker->start());
    Live live(connectionTo(*broker));
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, kPatienceMs);
    live.endMs();
    QTRY_VERIFY_WITH_TIMEOUT(broker->log().contains("Received DISCONNECT from gigahall"), kPatienceMs);
    QVERIFY(broker->log().contains("as gigahall"));
    QVERIFY(broker->log().contains("No will message specified"));
    QVERIFY(!broker->log().contains("Received PUBLISH from gigahall"));
}

void TestMqtt::endsWhateverTheBrokerDoes()
{
    const auto broker = makeBroker();
    QVERIFY(broker->start());
    const Connection connection = connectionTo(*broker);
    Live connected(connection);
    QTRY_COMPARE_WITH_TIMEOUT(connected.health().state, FeedState::Up, kPatienceMs);
    broker->pause();
    Live asking(connection); // the system takes the connection, nobody answers
    Live unanswered(connection);
    QTest::qWait(300);
    QVERIFY(connected.endMs() < kEndMs);
    QVERIFY(asking.endMs() < kEndMs);
    QTRY_VERIFY_WITH_TIMEOUT(unanswered.says("does not answer within 5 s"), kPatienceMs);
    broker->resume();
    QTRY_COMPARE_WITH_TIMEOUT(unanswered.health().state, FeedState::Up, kPatienceMs);
    broker->kill();
    QTRY_COMPARE_WITH_TIMEOUT(unanswered.health().state, FeedState::Waiting, kPatienceMs);
    QVERIFY(unanswered.endMs() < kEndMs);
    MqttFeed neverStarted(connection, tests::dsxBmsProfile(), std::make_shared<const KeyMap>(hall()));
    QCOMPARE(neverStarted.health().state, FeedState::Off);
}

void TestMqtt::nonsenseServers_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray welcome("\x20\x02\x00\x00", 4);
    QTest::newRow("web server") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
    QTest::newRow("hangs up") << QByteArray();
    QTest::newRow("zeros") << QByteArray(64, '\0');
    QTest::newRow("welcome, then half a message") << welcome
            + QByteArray("\x30\x7f\x00\x03"
                         "BMS",
                7);
    QTest::newRow("welcome, then a topic longer than its message")
        << welcome + QByteArray("\x30\x04\x7f\xff\x41\x42", 6);
    QTest::newRow("welcome, then an endless length") << welcome + QByteArray("\x30\xff\xff\xff\xff\xff", 6);
    QTest::newRow("unwelcome") << QByteArray("\x20\x02\x00\x05", 4);
}

void TestMqtt::nonsenseServers()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    int visits = 0;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        ++visits;
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    Connection connection;
    connection.url = "mqtt://127.0.0.1:" + std::to_string(server.serverPort());
    connection.timeoutS = 2;
    Live live(connection);
    QTRY_VERIFY_WITH_TIMEOUT(visits >= 2, kPatienceMs); // and it tries again
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Waiting, kPatienceMs);
    QVERIFY(!live.health().message.empty());
    QVERIFY(live.endMs() < kEndMs);
}

void TestMqtt::lostAnswers_data()
{
    QTest::addColumn<int>("lost"); ///< answers to subscriptions that never come
    QTest::addColumn<bool>("messages"); ///< whether what is subscribed to comes nevertheless
    QTest::newRow("one") << 1 << false;
    QTest::newRow("both") << 2 << false;
    QTest::newRow("all, but messages come") << 1000 << true;
}

/// As mosquitto does where more waits for a client than max_queued_messages.
void TestMqtt::lostAnswers()
{
    QFETCH(int, lost);
    QFETCH(bool, messages);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    int questions = 0;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        auto rest = std::make_shared<QByteArray>();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [=, &questions] {
            *rest += socket->readAll();
            // Fixed header of two bytes: none of these packets is longer than 127.
            while (rest->size() >= 2 && rest->size() >= 2 + rest->at(1)) {
                const QByteArray packet = rest->left(2 + rest->at(1));
                rest->remove(0, packet.size());
                if (packet[0] == '\x10')
                    socket->write(QByteArray("\x20\x02\x00\x00", 4));
                if (packet[0] != '\x82')
                    continue;
                if (questions++ >= lost)
                    socket->write(QByteArray("\x90\x03", 2) + packet.mid(2, 2) + '\0');
                if (messages) {
                    const QByteArray topic = packet.mid(6, packet.size() - 8) + "a"; // the # is one thing
                    socket->write(QByteArray("\x30", 1) + char(topic.size() + 2) + '\0' + char(topic.size()) + topic);
                }
            }
        });
    });
    Connection connection;
    connection.url = "mqtt://127.0.0.1:" + std::to_string(server.serverPort());
    Live live(connection);
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, kPatienceMs);
    QCOMPARE(questions, messages ? 2 : 2 + lost);
}

void TestMqtt::giantPayload()
{
    const auto broker = makeBroker();
    QVERIFY(broker->start());
    const std::vector<tests::BmsPoint> points = rackPoints();
    BmsPublisher bms("127.0.0.1", broker->port());
    bms.metadata(points);
    bms.flush();
    Live live(connectionTo(*broker));
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, kPatienceMs);
    constexpr std::size_t kBytes = 50'000'000;
    bms.publish("BMS/v1/PUB/Value/" + points[0].topic, std::string(kBytes, '7'));
    bms.publish("BMS/v1/PUB/Metadata/" + points[1].topic, std::string(kBytes, '['));
    bms.value(points[2], 1, tests::nowS());
    bms.flush();
    QTRY_COMPARE_WITH_TIMEOUT(live.sink.count(), 1u, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(live.health().errors, 2u, kPatienceMs);
    QVERIFY(live.health().warnings.front().find("has 50000000 bytes; expected at most 65536") != std::string::npos);
}

void TestMqtt::nobodyThere()
{
    Connection connection;
    connection.timeoutS = 3;
    connection.url = "mqtt://127.0.0.1:" + std::to_string(tests::freePort());
    Live live(connection);
    QTRY_VERIFY_WITH_TIMEOUT(live.says("Connection refused"), kPatienceMs);
    connection.url = "mqtt://no-such-host.invalid";
    Live unknown(connection);
    QTRY_VERIFY_WITH_TIMEOUT(unknown.says("the name no-such-host.invalid"), kPatienceMs);
    QVERIFY(unknown.endMs() < kEndMs);
}

void TestMqtt::settingsThatCantWork_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("ca");
    QTest::addColumn<int>("change");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("http") << "http://127.0.0.1"
                          << "" << 0 << QByteArray("expected mqtt://HOST:PORT");
    QTest::newRow("no CA") << "mqtts://127.0.0.1"
                           << "/nowhere/ca.pem" << 0 << QByteArray("/nowhere/ca.pem can't be read");
    QTest::newRow("certificate without key") << "mqtts://127.0.0.1"
                                             << "" << 1 << QByteArray("needs its key");
    QTest::newRow("profile of another kind") << "mqtt://127.0.0.1"
                                             << "" << 2 << QByteArray("is not for MQTT");
    QTest::newRow("empty profile") << "mqtt://127.0.0.1"
                                   << "" << 3 << QByteArray("has 0 entries");
    QTest::newRow("no key") << "mqtt://127.0.0.1"
                            << "" << 4 << QByteArray("entry 1 of the profile dsx-bms: key is missing");
    QTest::newRow("no pointType") << "mqtt://127.0.0.1"
                                  << "" << 5 << QByteArray("pointType is missing");
    QTest::newRow("bad subscription") << "mqtt://127.0.0.1"
                                      << "" << 6 << QByteArray("# may only be the last part");
}

void TestMqtt::settingsThatCantWork()
{
    QFETCH(QString, url);
    QFETCH(QString, ca);
    QFETCH(int, change);
    QFETCH(QByteArray, says);
    Connection connection;
    connection.url = url.toStdString();
    connection.caFile = ca.toStdString();
    MetricProfile profile = tests::dsxBmsProfile();
    switch (change) {
    case 1:
        connection.clientCertFile = "/etc/hostname";
        break;
    case 2:
        profile.kind = FeedKind::Prometheus;
        break;
    case 3:
        profile.entries.clear();
        break;
    case 4:
        profile.entries[0].key.clear();
        break;
    case 5:
        profile.entries[0].pointType.clear();
        break;
    case 6:
        profile.kind = FeedKind::MqttTopics;
        profile.entries[0].topic = "a/#/b";
        break;
    default:
        break;
    }
    Live live(connection, profile);
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Failed, kPatienceMs);
    QVERIFY2(live.says(says.constData()), live.health().message.c_str());
}

void TestMqtt::genericTopics()
{
    const auto broker = makeBroker();
    QVERIFY(broker->start());
    ProfileEntry entry;
    entry.topic = "gigahall/+/rack.power";
    entry.key = "{1}";
    Live live(connectionTo(*broker),
        {.name = "generic", .label = {}, .source = {}, .kind = FeedKind::MqttTopics, .entries = {entry}});
    BmsPublisher publisher("127.0.0.1", broker->port());
    const std::string rack = hall()->name(AssetId(AssetKind::Rack, 5));
    publisher.publish("gigahall/" + rack + "/rack.power", "88.5");
    QTRY_COMPARE_WITH_TIMEOUT(live.health().state, FeedState::Up, kPatienceMs);
    for (int i = 0; i < 10; ++i) {
        publisher.publish("gigahall/" + rack + "/rack.power", "88.5");
        publisher.publish("gigahall/" + rack + "/other", "1");
        publisher.publish("gigahall/nobody/rack.power", "1");
    }
    publisher.flush();
    // The first one as well, where it was subscribed by then.
    QTRY_VERIFY_WITH_TIMEOUT(live.sink.count() >= 10u, kPatienceMs);
    QCOMPARE(live.sink.newest().value, 88.5f);
    QTRY_COMPARE_WITH_TIMEOUT(live.health().unknownKeyCount, 1u, kPatienceMs);
}

QTEST_GUILESS_MAIN(TestMqtt)
#include "tst_mqtt.moc"
