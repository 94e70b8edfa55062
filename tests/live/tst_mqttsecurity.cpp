#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/livemqtt.h"

#include <QProcess>
#include <QTest>

using namespace gigahall;
using namespace gigahall::model;
using namespace gigahall::tests;

namespace {

bool runTool(const QString& program, const QStringList& arguments, const QString& folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool fine = process.waitForFinished(30'000) && process.exitCode() == 0;
    if (!fine)
        qWarning("%s", process.readAll().constData());
    return fine;
}

/// An authority ca.pem, certificates signed by it for 127.0.0.1 (server), another host (other) and a client, and an
/// authority that signed none of them (foreign.pem).
bool makeCertificates(const QString& folder)
{
    const auto openssl
        = [&](const QString& line) { return runTool(QStringLiteral("openssl"), line.split(' '), folder); };
    const QString key = QStringLiteral(" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=");
    bool fine = openssl("req -x509 -keyout ca.key -out ca.pem" + key + "TestCA")
        && openssl("req -x509 -keyout foreign.key -out foreign.pem" + key + "ForeignCA");
    for (const auto& [name, host] : {std::pair("server", "IP:127.0.0.1"), std::pair("other", "DNS:other.example"),
             std::pair("client", "DNS:client")}) {
        fine = fine
            && openssl(QStringLiteral(
                           "req -x509 -CA ca.pem -CAkey ca.key -keyout %1.key -out %1.pem -addext subjectAltName=%2")
                           .arg(name, host)
                + key + name);
    }
    return fine;
}

/// Starts a broker whose settings name the certificates above, and says how to reach it.
bool startWithTls(Server& broker, Connection& connection)
{
    if (!makeCertificates(broker.folder()) || !broker.start())
        return false;
    connection = connectionTo(broker);
    connection.url.replace(0, 4, "mqtts");
    return true;
}

} // namespace

/// Passwords, tokens and certificates.
class TestMqttSecurity : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void passwords();
    void tls();
    void tlsIsNotTrustedBlindly();
    void impostor();
    void clientCertificate();
};

void TestMqttSecurity::initTestCase()
{
    if (Server::find(QStringLiteral("mosquitto")).isEmpty())
        QSKIP("no mosquitto here (Debian package mosquitto)");
}

void TestMqttSecurity::passwords()
{
    const auto broker = makeBroker("allow_anonymous false\npassword_file " + QByteArray("pw\n"));
    if (Server::find(QStringLiteral("mosquitto_passwd")).isEmpty())
        QSKIP("no mosquitto_passwd here (Debian package mosquitto)");
    const QString tool = Server::find(QStringLiteral("mosquitto_passwd"));
    QVERIFY(runTool(tool, {"-c", "-b", "pw", "reader", "right"}, broker->folder()));
    QVERIFY(runTool(tool, {"-b", "pw", "oauthtoken", "ticket"}, broker->folder()));
    QVERIFY(broker->start());

    Connection connection = connectionTo(*broker);
    Live nobody(connection);
    QTRY_VERIFY_WITH_TIMEOUT(nobody.says("does not let this user in"), kPatienceMs);
    connection.user = "reader";
    connection.password = "wrong-secret";
    Live wrong(connection);
    QTRY_COMPARE_WITH_TIMEOUT(wrong.health().state, FeedState::Waiting, kPatienceMs);
    QVERIFY2(wrong.says("does not let this user in") || wrong.says("refuses user or password"),
        wrong.health().message.c_str());
    QVERIFY(!wrong.says("wrong-secret"));
    connection.password = "right";
    Live right(connection);
    QTRY_COMPARE_WITH_TIMEOUT(right.health().state, FeedState::Up, kPatienceMs);
    connection.user.clear();
    connection.password.clear();
    connection.token = "ticket";
    Live token(connection);
    QTRY_COMPARE_WITH_TIMEOUT(token.health().state, FeedState::Up, kPatienceMs);
}

void TestMqttSecurity::tls()
{
    if (Server::find(QStringLiteral("openssl")).isEmpty())
        QSKIP("no openssl here (Debian package openssl)");
    const auto broker = makeBroker("certfile server.pem\nkeyfile server.key\n");
    Connection connection;
    QVERIFY(startWithTls(*broker, connection));
    connection.caFile = broker->path(QStringLiteral("ca.pem")).toStdString();
    Live good(connection);
    QTRY_COMPARE_WITH_TIMEOUT(good.health().state, FeedState::Up, kPatienceMs);
    const std::vector<tests::BmsPoint> points = rackPoints();
    BmsPublisher bms("127.0.0.1", broker->port(), {.user = {}, .password = {}, .caFile = connection.caFile});
    bms.metadata(points);
    for (int i = 0; i < 20; ++i)
        for (const tests::BmsPoint& point : points)
            bms.value(point, 1, tests::nowS() + i);
    bms.flush();
    QTRY_COMPARE_WITH_TIMEOUT(good.sink.count(), 20 * points.size(), kPatienceMs);
}

void TestMqttSecurity::tlsIsNotTrustedBlindly()
{
    if (Server::find(QStringLiteral("openssl")).isEmpty())
        QSKIP("no openssl here (Debian package openssl)");
    const auto broker = makeBroker("certfile server.pem\nkeyfile server.key\n");
    Connection connection;
    QVERIFY(startWithTls(*broker, connection));
    {
        Live system(connection); // signed by nobody the system knows
        QTRY_VERIFY_WITH_TIMEOUT(system.says("certificate verify failed"), kPatienceMs);
        QCOMPARE(system.health().state, FeedState::Waiting);
    }
    connection.caFile = broker->path(QStringLiteral("foreign.pem")).toStdString();
    {
        Live foreign(connection);
        QTRY_VERIFY_WITH_TIMEOUT(foreign.says("certificate verify failed"), kPatienceMs);
    }
    connection.caFile = broker->path(QStringLiteral("ca.pem")).toStdString();
    connection.url.replace(0, 5, "mqtt");
    Live plain(connection);
    QTRY_VERIFY_WITH_TIMEOUT(plain.says("does it expect TLS?"), kPatienceMs);
}

/// The right authority, but for somebody else.
void TestMqttSecurity::impostor()
{
    if (Server::find(QStringLiteral("openssl")).isEmpty())
        QSKIP("no openssl here (Debian package openssl)");
    const auto other = makeBroker("certfile other.pem\nkeyfile other.key\n");
    Connection connection;
    QVERIFY(startWithTls(*other, connection));
    connection.caFile = other->path(QStringLiteral("ca.pem")).toStdString();
    Live impostor(connection);
    QTRY_COMPARE_WITH_TIMEOUT(impostor.health().state, FeedState::Waiting, kPatienceMs);
    QVERIFY2(impostor.says("no safe connection"), impostor.health().message.c_str());
}

void TestMqttSecurity::clientCertificate()
{
    if (Server::find(QStringLiteral("openssl")).isEmpty())
        QSKIP("no openssl here (Debian package openssl)");
    const auto broker
        = makeBroker("cafile ca.pem\ncertfile server.pem\nkeyfile server.key\nrequire_certificate true\n");
    Connection connection;
    QVERIFY(startWithTls(*broker, connection));
    connection.caFile = broker->path(QStringLiteral("ca.pem")).toStdString();
    {
        Live without(connection);
        QTRY_COMPARE_WITH_TIMEOUT(without.health().state, FeedState::Waiting, kPatienceMs);
    }
    connection.clientCertFile = broker->path(QStringLiteral("client.pem")).toStdString();
    connection.clientKeyFile = broker->path(QStringLiteral("client.key")).toStdString();
    Live with(connection);
    QTRY_COMPARE_WITH_TIMEOUT(with.health().state, FeedState::Up, kPatienceMs);
}

QTEST_GUILESS_MAIN(TestMqttSecurity)
#include "tst_mqttsecurity.moc"
