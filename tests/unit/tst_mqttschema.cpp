#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/bmspublisher.h"
#include "tests/support/twincampus.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace gigahall;

namespace {

constexpr int kMissingModule = 77;

QByteArray line(std::string_view kind, const std::string& topic, const std::string& payload)
{
    return "BMS/v1/PUB/" + QByteArray(kind.data(), int(kind.size())) + '/' + QByteArray::fromStdString(topic) + '\t'
        + QByteArray::fromStdString(payload) + '\n';
}

/// The first racks and one plant of each kind of point.
QByteArray messages()
{
    const model::Campus campus = tests::loadCampus("one-hall");
    QByteArray out;
    std::set<std::string> seen;
    std::vector<tests::BmsPoint> points = tests::bmsPoints(campus, {.allRackPoints = true, .plant = true});
    points.push_back(tests::BmsPublisher::heartbeatPoint());
    for (const tests::BmsPoint& point : points) {
        const std::string kind
            = point.topic.substr(0, point.topic.find('/', point.topic.find('/') + 1)) + point.topic.back();
        if (!seen.insert(kind).second)
            continue;
        out += line("Metadata", point.topic, point.metadata);
        out += line("Value", point.topic, tests::bmsValue(point.typical, 1743620423.25));
        out += line("Value", point.topic, tests::bmsValue(std::nan(""), 1743620423, 0));
    }
    return out;
}

} // namespace

/// What our own building management system publishes, against the published contract.
class TestMqttSchema : public QObject
{
    Q_OBJECT

private slots:
    void messagesFollowTheContract_data();
    void messagesFollowTheContract();
};

void TestMqttSchema::messagesFollowTheContract_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<bool>("fine");
    QTest::newRow("ours") << messages() << true;
    QTest::newRow("no such point") << line("Value", "Rack/RackWeight/x", tests::bmsValue(1, 1743620423)) << false;
    QTest::newRow("text for a value") << line(
        "Value", "Rack/RackPower/x", R"({"value":"1","timestamp":1743620423000,"quality":1})")
                                      << false;
    QTest::newRow("wrong unit") << line("Metadata", "Rack/RackPower/x",
        R"({"objectType":"Rack","pointType":"RackPower","rackLocationName":"r","rackLocationId":"r","engUnit":"W"})")
                                << false;
    QTest::newRow("two identities") << line("Metadata", "CDU/LiquidFlow/x",
        R"({"objectType":"CDU","pointType":"LiquidFlow","objectName":"c","objectId":"c","associateId":"d","engUnit":"LPM"})")
                                    << false;
}

void TestMqttSchema::messagesFollowTheContract()
{
    QFETCH(QByteArray, messages);
    QFETCH(bool, fine);
    const QString contract = QStringLiteral(SHARED_DIR "/dsx-exchange/bms.yaml");
    if (!QFile::exists(contract))
        QSKIP("no contract beside this tree (shared/dsx-exchange/bms.yaml)");
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("messages")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(messages) == messages.size());
    file.close();
    // Debian's own, whose modules come as packages, before any other.
    QString python = QStringLiteral("/usr/bin/python3");
    if (!QFile::exists(python))
        python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        QSKIP("no python3 here (Debian packages python3-yaml and python3-jsonschema)");
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(python, {QStringLiteral(SOURCE_DIR "/tests/support/bms-schema.py"), contract, file.fileName()});
    QVERIFY(process.waitForFinished(120'000));
    if (process.exitCode() == kMissingModule)
        QSKIP("a module is missing (Debian packages python3-yaml and python3-jsonschema)");
    const QByteArray said = process.readAll();
    QVERIFY2((process.exitCode() == 0) == fine && said.contains("against the contract"), said.constData());
}

QTEST_GUILESS_MAIN(TestMqttSchema)
#include "tst_mqttschema.moc"
