// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/readerbench.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace gigahall;
using namespace gigahall::model;
using namespace gigahall::tests;
using Bench = gigahall::tests::ReaderBench;

namespace {

MetricProfile topicProfileOf(std::string topic, std::string pointer, std::string timePointer, std::string key)
{
    ProfileEntry entry;
    entry.metric = Metric::RackPower;
    entry.topic = std::move(topic);
    entry.pointer = std::move(pointer);
    entry.timePointer = std::move(timePointer);
    entry.timeScaleS = 0.001;
    entry.key = std::move(key);
    return {.name = "t", .label = {}, .source = {}, .kind = FeedKind::MqttTopics, .entries = {entry}};
}

} // namespace

/// Topics by a profile, and the profiles that are shipped.
class TestMqttTopics : public QObject
{
    Q_OBJECT

private slots:
    void topicProfile();
    void topicTimes();
    void topicsBroken();
    void shippedProfiles_data();
    void shippedProfiles();
};

void TestMqttTopics::topicProfile()
{
    MetricProfile profile = topicProfileOf("site/+/+/power", "", "", "P01-B1-H1-{1}-{2}");
    ProfileEntry supply = profile.entries[0];
    supply.metric = Metric::RackLiquidSupplyTemperature;
    supply.topic = "site/+/+/state";
    supply.pointer = "/liquid/supply";
    supply.scale = 0.1f;
    supply.offset = -1;
    profile.entries.push_back(supply);
    supply.metric = Metric::RackLiquidReturnTemperature;
    supply.pointer = "/liquid/return";
    profile.entries.push_back(supply);
    Bench b({}, profile);
    QCOMPARE(b.reader->subscriptions().size(), 2u); // one topic twice
    b.message("site/R01/K01/power", "97.5");
    b.message("site/R01/K01/power", "98.5"); // at the same moment of our clock
    b.message("site/R01/K01/state", R"({"liquid":{"supply":410,"return":null}})");
    b.message("site/R01/K99/power", "1");
    b.message("elsewhere", "1");
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 4u);
    QCOMPARE(readings[0].value, 97.5f);
    QCOMPARE(readings[0].timeS, kT);
    QCOMPARE(readings[1].value, 98.5f);
    QCOMPARE(readings[2].value, 40.0f);
    QVERIFY(std::isnan(readings[3].value));
    QCOMPARE(b.health().unknownKeys, (std::vector<std::string>{"P01-B1-H1-R01-K99"}));
}

void TestMqttTopics::topicTimes()
{
    Bench b({}, topicProfileOf("site/+", "/v", "/t", "{1}"));
    const std::string topic = "site/" + kRack;
    b.message(topic, R"({"v":1,"t":1743620423000})", true); // retained, but it says how old it is
    b.message(topic, R"({"v":2,"t":1743620423000})");
    b.message(topic, R"({"v":3,"t":1743620420000})");
    b.message(topic, R"({"v":4,"t":1743620424000})");
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 2u);
    QCOMPARE(readings[0].timeS, kT);
    QCOMPARE(readings[1].value, 4.0f);

    Bench without({}, topicProfileOf("site/+", "", "", "{1}"));
    without.message(topic, "1", true);
    QCOMPARE(without.taken().at(0).timeS, kT - 100); // of unknown age: stale
}

void TestMqttTopics::topicsBroken()
{
    Bench b({}, topicProfileOf("site/+", "/v", "/t", "{1}"));
    const std::string topic = "site/" + kRack;
    for (const char* payload : {"{", "[]", "12", R"({"v":1})", R"({"t":1743620423000})", R"({"v":1,"t":"now"})",
             R"({"v":1,"t":17})", R"({"v":"1","t":1743620423000})", R"({"v":1e99,"t":1743620423000})"})
        b.message(topic, payload);
    QVERIFY(b.taken().empty());
    QCOMPARE(b.health().errors, 9u);
    b.message(topic, R"({"v":1,"t":1743620423000})");
    QCOMPARE(b.taken().size(), 1u);
}

void TestMqttTopics::shippedProfiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("BMS") << QStringLiteral(SOURCE_DIR "/assets/profiles/dsx-bms.profile.json");
    QTest::newRow("topics") << QStringLiteral(SOURCE_DIR "/assets/profiles/mqtt-generic.profile.json");
}

void TestMqttTopics::shippedProfiles()
{
    QFETCH(QString, file);
    QFile json(file);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject profile = QJsonDocument::fromJson(json.readAll()).object();
    QCOMPARE(profile["format"].toString(), QStringLiteral("gigahall/profile"));
    const bool topics = profile["kind"].toString() == QStringLiteral("mqtt-topics");
    QVERIFY(topics || profile["kind"].toString() == QStringLiteral("mqtt-bms"));
    std::vector<ProfileEntry> entries;
    for (const auto& each : profile["entries"].toArray()) {
        const QJsonObject value = each.toObject();
        ProfileEntry entry;
        const auto metric = metricByName(value["metric"].toString().toStdString());
        QVERIFY2(metric, qPrintable(value["metric"].toString()));
        entry.metric = *metric;
        entry.pointType = value["pointType"].toString().toStdString();
        entry.processArea = value["processArea"].toString().toStdString();
        entry.topic = value["topic"].toString().toStdString();
        entry.key = value["key"].toString().toStdString();
        QVERIFY(!entry.key.empty() && (topics ? filterMistake(entry.topic).empty() : !entry.pointType.empty()));
        for (const auto& unit : value["units"].toArray()) {
            entry.units.push_back(unit.toString().toStdString());
            QVERIFY2(unitConversion(entry.units.back(), entry.metric), entry.units.back().c_str());
        }
        entries.push_back(std::move(entry));
    }
    if (topics)
        return;
    // What the tests and the bench work with is part of it.
    for (const ProfileEntry& used : tests::dsxBmsProfile().entries)
        QVERIFY2(std::any_of(entries.begin(), entries.end(),
                     [&](const ProfileEntry& e) {
                         return e.metric == used.metric && e.pointType == used.pointType
                             && e.processArea == used.processArea && e.key == used.key;
                     }),
            used.pointType.c_str());
}

QTEST_GUILESS_MAIN(TestMqttTopics)
#include "tst_mqtttopics.moc"
