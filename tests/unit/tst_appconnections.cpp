#include "app/live/livesetup.h"
#include "app/live/savedconnection.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace gigahall;
using app::SavedConnection;

/// Files of connections: what is written is read again, what is broken says where and what was expected.
class TestAppConnections : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip();
    void holdsNoSecret();
    void broken_data();
    void broken();
    void fileThatIsNotThere();
    void unfinished();
    void mistakes_data();
    void mistakes();
    void addresses_data();
    void addresses();
    void commandLine();
};

namespace {

SavedConnection full()
{
    SavedConnection out;
    out.connection.name = "GPUs of \"hall\" 1";
    out.connection.url = "https://metrics.example:9443/prom";
    out.connection.user = "twin";
    out.connection.caFile = "/etc/ssl/own.pem";
    out.connection.clientCertFile = "/etc/ssl/client.pem";
    out.connection.clientKeyFile = "/etc/ssl/client.key";
    out.connection.headers = {{"X-Scope-OrgID", "a"}, {"X-Other", "b; c"}};
    out.connection.intervalS = 2.5;
    out.connection.timeoutS = 30;
    out.passwordFrom = "keyring";
    out.tokenFrom = "env:TOKEN";
    out.profile = "dcgm-hosts";
    out.mapping = "hosts.csv";
    out.enabled = false;
    return out;
}

bool same(const SavedConnection& a, const SavedConnection& b)
{
    const model::Connection &x = a.connection, &y = b.connection;
    return x.name == y.name && x.url == y.url && x.user == y.user && x.caFile == y.caFile
        && x.clientCertFile == y.clientCertFile && x.clientKeyFile == y.clientKeyFile && x.headers == y.headers
        && x.intervalS == y.intervalS && x.timeoutS == y.timeoutS && a.passwordFrom == b.passwordFrom
        && a.tokenFrom == b.tokenFrom && a.profile == b.profile && a.mapping == b.mapping && a.enabled == b.enabled;
}

} // namespace

void TestAppConnections::roundTrip()
{
    SavedConnection plain;
    plain.connection.name = "broker";
    plain.connection.url = "mqtt://localhost:1883";
    plain.profile = "dsx-bms";
    const std::vector<SavedConnection> all{full(), plain};
    const std::string text = app::connectionsText(all);
    const auto read = app::parseConnections(text, "mine.connections.json");
    QVERIFY2(read.problems.empty(), read.problems.empty() ? "" : read.problems.front().text().c_str());
    QCOMPARE(read.connections.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        QVERIFY(same(read.connections[i], all[i]));
    QCOMPARE(app::connectionsText(read.connections), text);

    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("mine.connections.json")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text.c_str()) > 0);
    file.close();
    const auto loaded = app::loadConnections(file.fileName().toStdString());
    QVERIFY(loaded.problems.empty());
    QCOMPARE(app::connectionsText(loaded.connections), text);
}

void TestAppConnections::holdsNoSecret()
{
    SavedConnection one = full();
    one.connection.password = "open sesame";
    one.connection.token = "t0ken";
    const std::string text = app::connectionsText({one});
    QVERIFY(text.find("sesame") == std::string::npos);
    QVERIFY(text.find("t0ken") == std::string::npos);
}

void TestAppConnections::broken_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
    const QByteArray good = R"("name": "a", "url": "http://a:1", "profile": "generic")";
    QTest::newRow("no address") << QByteArray("[{\"name\": \"a\",\n\"url\": \"a:1\", \"profile\": \"generic\"}]") << 2
                                << "expected http://HOST:PORT";
    QTest::newRow("no profile") << QByteArray(R"([{"name": "a", "url": "http://a:1"}])") << 2 << "has no profile";
    QTest::newRow("not a list") << QByteArray("7") << 2 << "expected a list";
    QTest::newRow("not an object") << QByteArray("[\n7]") << 3 << "expected an object";
    QTest::newRow("typed") << "[{" + good + ",\n\"enabled\": \"yes\"}]" << 3 << "expected true or false";
    QTest::newRow("misspelt") << "[{" + good + ",\n\"mappings\": \"x\"}]" << 3 << "mapping";
    QTest::newRow("secret") << "[{" + good + ",\n\"password\": \"x\"}]" << 3 << "env:NAME";
    QTest::newRow("secret in a header") << "[{" + good + ",\n\"headers\": {\"Authorization\": \"Bearer x\"}}]" << 3
                                        << "tokenFrom";
    QTest::newRow("secret nowhere") << "[{" + good + ",\n\"tokenFrom\": \"file:x\"}]" << 2 << "env:NAME";
    QTest::newRow("seconds") << "[{" + good + ",\n\"timeoutS\": 0}]" << 3 << "expected seconds";
    QTest::newRow("same name twice") << "[{" + good + "},\n{" + good + "}]" << 3 << "name of its own";
    QTest::newRow("cut off") << "[{" + good + ",\n" << 3 << "";
}

void TestAppConnections::broken()
{
    QFETCH(QByteArray, list);
    QFETCH(int, line);
    QFETCH(QString, says);
    const std::string text = ("{\"format\": \"gigahall/connections\",\n\"connections\": " + list + "}").toStdString();
    const auto read = app::parseConnections(text, "mine.connections.json");
    QVERIFY(read.connections.empty());
    QVERIFY(!read.problems.empty());
    const assets::Problem& problem = read.problems.front();
    QCOMPARE(QString::fromStdString(problem.file), QStringLiteral("mine.connections.json"));
    QVERIFY2(problem.line == line, problem.text().c_str());
    QVERIFY2(QString::fromStdString(problem.text()).contains(says), problem.text().c_str());
}

void TestAppConnections::fileThatIsNotThere()
{
    const auto read = app::loadConnections("/no/mine.connections.json");
    QVERIFY(read.connections.empty());
    QCOMPARE(read.problems.size(), std::size_t(1));
    QVERIFY(read.problems.front().text().find("/no/mine.connections.json") != std::string::npos);
}

/// What the dialog keeps may be half written; nothing else may be wrong with it.
void TestAppConnections::unfinished()
{
    SavedConnection half;
    half.connection.name = "Source 1";
    half.profile = "generic";
    const std::string text = app::connectionsText({full(), half});
    QVERIFY(app::parseConnections(text, "settings").connections.empty());
    const auto kept = app::parseConnections(text, "settings", app::Unfinished::Keep);
    QVERIFY(kept.problems.empty());
    QCOMPARE(kept.connections.size(), std::size_t(2));
    QVERIFY(same(kept.connections[1], half));
}

void TestAppConnections::mistakes_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("says"); // empty = nothing wrong
    QTest::newRow("fine") << "name"
                          << "a"
                          << "";
    QTest::newRow("no name") << "name"
                             << ""
                             << "has no name";
    QTest::newRow("taken") << "name"
                           << "other"
                           << "there is another connection";
    QTest::newRow("ftp") << "url"
                         << "ftp://a"
                         << "is no address";
    QTest::newRow("nothing behind the scheme") << "url"
                                               << "http://"
                                               << "is no address";
    QTest::newRow("password in the address") << "url"
                                             << "mqtt://u:p@a:1883"
                                             << "fields of their own";
    QTest::newRow("at in a path") << "url"
                                  << "http://a/x@y"
                                  << "";
    QTest::newRow("key without certificate") << "key"
                                             << "a.key"
                                             << "client certificate";
}

void TestAppConnections::mistakes()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, says);
    SavedConnection one;
    one.connection.name = "a";
    one.connection.url = "http://a:1";
    one.profile = "generic";
    (field == "name"         ? one.connection.name
            : field == "url" ? one.connection.url
                             : one.connection.clientKeyFile)
        = value.toStdString();
    const QString mistake = QString::fromStdString(app::connectionMistake(one, {"other"}));
    QVERIFY2(says.isEmpty() ? mistake.isEmpty() : mistake.contains(says), qPrintable(mistake));
}

void TestAppConnections::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("name");
    QTest::newRow("http") << "http://localhost:9090"
                          << "http"
                          << "localhost:9090";
    QTest::newRow("path") << "https://m.example/prom/x"
                          << "https"
                          << "m.example";
    QTest::newRow("broker") << "mqtts://b:8883"
                            << "mqtts"
                            << "b:8883";
    QTest::newRow("none") << "b:8883"
                          << ""
                          << "b:8883";
}

void TestAppConnections::addresses()
{
    QFETCH(QString, url);
    QFETCH(QString, scheme);
    QFETCH(QString, name);
    const std::string text = url.toStdString();
    const std::string_view found = app::schemeOf(text);
    QCOMPARE(QString::fromUtf8(found.data(), qsizetype(found.size())), scheme);
    QCOMPARE(QString::fromStdString(app::nameOfUrl(text)), name);
}

/// Nothing secret stands on a command line: the environment has it.
void TestAppConnections::commandLine()
{
    qunsetenv("GIGAHALL_PASSWORD");
    qputenv("GIGAHALL_TOKEN", "t0ken");
    qputenv("GIGAHALL_USER", "twin");
    const SavedConnection one = app::connectionOf("http://localhost:9090", "dcgm", "hosts.csv");
    qunsetenv("GIGAHALL_TOKEN");
    qunsetenv("GIGAHALL_USER");
    QCOMPARE(one.connection.name, std::string("localhost:9090"));
    QCOMPARE(one.connection.user, std::string("twin"));
    QCOMPARE(one.passwordFrom, std::string());
    QCOMPARE(one.tokenFrom, std::string("env:GIGAHALL_TOKEN"));
    QCOMPARE(one.mapping, std::string("hosts.csv"));
    QCOMPARE(app::connectionMistake(one, {}), std::string());
}

QTEST_GUILESS_MAIN(TestAppConnections)
#include "tst_appconnections.moc"
