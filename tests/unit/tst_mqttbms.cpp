// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/readerbench.h"

#include <QTest>

#include <cmath>
#include <memory>

using namespace gigahall;
using namespace gigahall::model;
using namespace gigahall::tests;
using Bench = gigahall::tests::ReaderBench;

/// What messages by the BMS contract of DSX Exchange become.
class TestMqttBms : public QObject
{
    Q_OBJECT

private slots:
    void valueAfterMetadata();
    void valueBeforeMetadata();
    void metadataAreAskedFor();
    void badAndMissing();
    void olderAndRepeatedAreIgnored();
    void wholeHall();
    void brokenMetadata_data();
    void brokenMetadata();
    void brokenValuesAreCounted();
    void unitsAreConverted();
    void wrongUnitIsRefused();
    void unknownKeys();
    void mappedMeters();
    void processArea();
    void setpointsAreNoMeasurements();
    void newMetadataCount();
    void metadataTakenBack();
    void firstEntryWins();
    void integrationPublishes();
    void strangeTopics();
    void heartbeat();
    void noMetadataIsSaid();
    void memoryOfAFlood();
};

void TestMqttBms::valueAfterMetadata()
{
    Bench b;
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    QVERIFY(b.taken().empty());
    b.value(kPower, 97.5, kT);
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 1u);
    QCOMPARE(readings[0].asset, named(kRack));
    QCOMPARE(readings[0].metric, Metric::RackPower);
    QCOMPARE(readings[0].value, 97.5f);
    QCOMPARE(readings[0].timeS, kT);
    QVERIFY(readings[0].good);
    QCOMPARE(b.batch.matchedRacks(), 1u);
    QCOMPARE(b.health().errors, 0u);
}

void TestMqttBms::valueBeforeMetadata()
{
    Bench b;
    b.value(kPower, 90, kT);
    b.value(kPower, 91, kT + 1);
    b.value(kPower, 89, kT - 5);
    QVERIFY(b.taken().empty());
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 1u); // the newest alone
    QCOMPARE(readings[0].value, 91.0f);
    QCOMPARE(readings[0].timeS, kT + 1);
}

void TestMqttBms::metadataAreAskedFor()
{
    Bench b;
    const auto asked = [&] { return b.reader->missing(b.nowS, 10).size(); };
    for (int i = 0; i < 30; ++i)
        b.value("Rack/RackPower/" + std::to_string(i), 90, kT);
    b.value("Rack/RackWeight/x", 90, kT); // not ours
    QCOMPARE(asked(), 0u); // they may be on their way
    b.nowS += 3;
    b.metadata("Rack/RackPower/0", rackMetadata("RackPower", "kW"));
    QCOMPARE(asked(), 0u); // they are
    b.nowS += 3;
    QCOMPARE(b.reader->missing(b.nowS, 1), (std::vector<std::string>{"BMS/v1/PUB/Metadata/Rack/RackPower/1"}));
    QCOMPARE(asked(), 10u);
    QCOMPARE(asked(), 10u);
    QCOMPARE(asked(), 8u); // 29 in all
    QCOMPARE(asked(), 0u);
    // A new one does not wait for those that were asked for before.
    b.value("Rack/RackPower/new", 90, kT);
    b.nowS += 3;
    QCOMPARE(b.reader->missing(b.nowS, 10), (std::vector<std::string>{"BMS/v1/PUB/Metadata/Rack/RackPower/new"}));
    int more = 0;
    for (int i = 0; i < 3000; ++i, b.nowS += 0.1)
        more += int(asked());
    QCOMPARE(more, 2 * 30); // not for ever
}

void TestMqttBms::badAndMissing()
{
    Bench b;
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    b.value(kPower, 97, kT, 0);
    b.value(kPower, std::nan(""), kT + 1);
    b.value(kPower, 98, kT + 2, 192); // what OPC calls good is none here
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 3u);
    QVERIFY(!readings[0].good && readings[0].value == 97);
    QVERIFY(readings[1].good && std::isnan(readings[1].value));
    QVERIFY(!readings[2].good);
}

void TestMqttBms::olderAndRepeatedAreIgnored()
{
    Bench b;
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    for (const double late : {0.0, 0.0, -1.0, -50.0, 1.0, 0.5})
        b.value(kPower, 100 + late, kT + late);
    QCOMPARE(b.taken().size(), 2u);
    QCOMPARE(b.health().errors, 0u);
    // The same once more, a hundred seconds later: nothing has changed, and somebody is there to say so.
    b.nowS += 100;
    b.value(kPower, 101, kT + 1);
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 1u);
    QVERIFY(readings[0].timeS > kT + 99);
}

void TestMqttBms::wholeHall()
{
    Bench b;
    const std::vector<tests::BmsPoint> points = tests::bmsPoints(*hall(), {.allRackPoints = true, .plant = true});
    for (const tests::BmsPoint& point : points)
        b.metadata(point.topic, point.metadata);
    for (const tests::BmsPoint& point : points)
        b.value(point.topic, point.typical, kT);
    std::size_t expected = 0;
    for (const tests::BmsPoint& point : points)
        expected += point.metric != Metric::Count ? 1 : 0;
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), expected);
    QCOMPARE(b.batch.matchedRacks(), hall()->rackCount());
    QCOMPARE(b.health().unknownKeyCount, 0u);
    QVERIFY2(b.health().warnings.empty(), b.warnings().c_str());
    for (const Reading& reading : readings) {
        if (reading.asset.kind() == AssetKind::Plant && reading.metric == Metric::RackLiquidFlow)
            QVERIFY(std::abs(reading.value - 100'000.0f / 60) < 0.01f); // 100 m3/h
    }
}

void TestMqttBms::brokenMetadata_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* json, const char* says) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(says);
    };
    row("half", R"({"objectType":"Rack","poi)", "no whole JSON object");
    row("list", "[]", "no whole JSON object");
    row("text", "\"Rack\"", "no whole JSON object");
    row("binary", "\xff\xff", "no whole JSON object");
    row("NaN", R"({"objectType":"Rack","pointType":"RackPower","x":NaN})", "no whole JSON object");
    row("no objectType", R"({"pointType":"RackPower"})", "no \"objectType\"");
    row("no pointType", R"({"objectType":"Rack"})", "no \"pointType\"");
    row("number for type", R"({"objectType":1,"pointType":"RackPower"})", "\"objectType\" is no text");
    row("null id", R"({"objectType":"Rack","pointType":"RackPower","rackLocationId":null})",
        "\"rackLocationId\" is no text");
    row("number id", R"({"objectType":"Rack","pointType":"RackPower","rackLocationId":17})",
        "\"rackLocationId\" is no text");
    row("list for unit", R"({"objectType":"Rack","pointType":"RackPower","engUnit":["kW"]})", "\"engUnit\" is no text");
    row("text for list", R"({"objectType":"Rack","pointType":"RackPower","processArea":"x"})",
        "\"processArea\" is no list of texts");
    row("numbers in list", R"({"objectType":"Rack","pointType":"RackPower","servesId":[1]})",
        "\"servesId\" is no list of texts");
    row("other point", R"({"objectType":"Rack","pointType":"RackLiquidFlow","rackLocationId":"P01-B1-H1-R01-K01"})",
        "calls itself Rack/RackLiquidFlow");
    row("no rack", R"({"objectType":"Rack","pointType":"RackPower","engUnit":"kW"})", "nothing for the key");
    row("no unit", R"({"objectType":"Rack","pointType":"RackPower","rackLocationId":"P01-B1-H1-R01-K01"})",
        "has the unit \"\"; expected kW");
}

void TestMqttBms::brokenMetadata()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, says);
    Bench b;
    b.metadata(kPower, json.toStdString());
    b.value(kPower, 97, kT);
    QVERIFY(b.taken().empty());
    QVERIFY2(b.warnings().find(says.toStdString()) != std::string::npos, b.warnings().c_str());
    QVERIFY(b.health().errors > 0);
    // Put right, it works.
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    b.value(kPower, 98, kT + 1);
    QVERIFY(!b.taken().empty());
}

void TestMqttBms::brokenValuesAreCounted()
{
    Bench b;
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    for (std::size_t i = 0; i < 1000; ++i)
        b.message("BMS/v1/PUB/Value/" + std::string(kPower), tests::brokenBmsValue(i));
    QVERIFY(b.taken().empty());
    QCOMPARE(b.health().errors, 1000u);
    QVERIFY2(b.health().warnings.size() <= 10, b.warnings().c_str());
    b.value(kPower, 98, kT);
    QCOMPARE(b.taken().size(), 1u);
}

void TestMqttBms::unitsAreConverted()
{
    MetricProfile profile = tests::dsxBmsProfile();
    profile.entries[0].units = {"W", "kW", "MW"};
    profile.entries[1].units = {"C", "F"};
    Bench b({}, profile);
    b.metadata(kPower, rackMetadata("RackPower", "W"));
    b.value(kPower, 132'000, kT);
    b.metadata("Rack/RackLiquidSupplyTemperature/x", rackMetadata("RackLiquidSupplyTemperature", "\xc2\xb0\x46"));
    b.value("Rack/RackLiquidSupplyTemperature/x", 104, kT);
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 2u);
    QCOMPARE(readings[0].value, 132.0f);
    QVERIFY(std::abs(readings[1].value - 40) < 1e-4f);
}

void TestMqttBms::wrongUnitIsRefused()
{
    Bench b;
    for (const char* unit : {"W", "kVA", "mW", "kw/h", ""}) {
        b.metadata(kPower, rackMetadata("RackPower", unit));
        b.value(kPower, 97, b.nowS += 1);
    }
    QVERIFY(b.taken().empty());
    QVERIFY2(
        b.warnings().find("has the unit \"W\"; expected kW for rack.power") != std::string::npos, b.warnings().c_str());
}

void TestMqttBms::unknownKeys()
{
    Bench b;
    b.metadata(kPower, rackMetadata("RackPower", "kW", "Z99"));
    b.metadata("Rack/RackLiquidFlow/y", rackMetadata("RackLiquidFlow", "LPM", "Z99"));
    b.metadata("Rack/RackLiquidFlow/z", rackMetadata("RackLiquidFlow", "LPM", "Z98"));
    b.value(kPower, 97, kT);
    QVERIFY(b.taken().empty());
    QCOMPARE(b.health().unknownKeyCount, 2u);
    QCOMPARE(b.health().unknownKeys, (std::vector<std::string>{"Z99", "Z98"}));
}

void TestMqttBms::mappedMeters()
{
    // One meter for two racks, another by a pattern.
    Bench b({{.source = "bms", .key = "PM-7", .asset = "P01-B1-H1-R01-K01", .share = 0.5f},
        {.source = "bms", .key = "PM-7", .asset = "P01-B1-H1-R01-K02", .share = 0.5f},
        {.source = "bms", .key = "meter *", .asset = "P01-B1-H1-R02-K{1:02}"},
        {.source = "other", .key = "PM-8", .asset = "P01-B1-H1-R01-K03"}});
    b.metadata("PowerMeter/ActivePower/a", meterMetadata("PM-7", "", "MW"));
    b.metadata("PowerMeter/ActivePower/b", meterMetadata("meter 3", "", "W"));
    b.metadata("PowerMeter/ActivePower/c", meterMetadata("PM-8", ""));
    b.value("PowerMeter/ActivePower/a", 0.2, kT);
    b.value("PowerMeter/ActivePower/b", 90'000, kT);
    b.value("PowerMeter/ActivePower/c", 1, kT);
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 3u);
    QCOMPARE(readings[0].value, 100.0f);
    QCOMPARE(readings[1].asset, named("P01-B1-H1-R01-K02"));
    QCOMPARE(readings[1].value, 100.0f);
    QCOMPARE(readings[2].asset, named("P01-B1-H1-R02-K03"));
    QCOMPARE(readings[2].value, 90.0f);
}

void TestMqttBms::processArea()
{
    const std::string cdu = hall()->name(serverOf(hall()->coolant, named(kRack)));
    Bench b;
    int i = 0;
    const auto point = [&](const char* area, const char* identity) {
        const std::string topic = "CDU/LiquidTemperature/t" + std::to_string(++i);
        b.metadata(topic,
            std::string(R"({"objectType":"CDU","pointType":"LiquidTemperature","engUnit":"C","processArea":)") + area
                + ",\"" + identity + "\":\"" + cdu + "\"}");
        b.value(topic, 40 + i, kT);
    };
    point(R"(["Secondary","Supply"])", "objectId");
    point(R"(["secondary side","RETURN header"])", "associateId");
    point(R"(["Primary","Supply"])", "objectId");
    point("[]", "objectId");
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 2u);
    QCOMPARE(readings[0].metric, Metric::RackLiquidSupplyTemperature);
    QCOMPARE(readings[0].asset, named(cdu));
    QCOMPARE(readings[0].value, 41.0f);
    QCOMPARE(readings[1].metric, Metric::RackLiquidReturnTemperature);
    QCOMPARE(readings[1].value, 42.0f);
    QCOMPARE(b.batch.matchedPlant(), 1u);
}

void TestMqttBms::setpointsAreNoMeasurements()
{
    Bench b;
    std::string json = rackMetadata("RackPower", "kW");
    json.insert(1, R"("isSetpoint":true,)");
    b.metadata(kPower, json);
    b.value(kPower, 97, kT);
    QVERIFY(b.taken().empty());
    QCOMPARE(b.health().errors, 0u);
}

void TestMqttBms::newMetadataCount()
{
    Bench b;
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    b.value(kPower, 97, kT);
    b.metadata(kPower, rackMetadata("RackPower", "kW")); // every 100 s
    QCOMPARE(b.taken().size(), 1u);
    b.metadata(kPower, rackMetadata("RackPower", "kW", "P01-B1-H1-R01-K02"));
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 1u); // what is known already goes to where it belongs
    QCOMPARE(readings[0].asset, named("P01-B1-H1-R01-K02"));
    // The first rack is free for another point.
    b.metadata("Rack/RackPower/2", rackMetadata("RackPower", "kW"));
    b.value("Rack/RackPower/2", 55, kT);
    QCOMPARE(b.taken().size(), 1u);
    QVERIFY2(b.health().warnings.empty(), b.warnings().c_str());
}

void TestMqttBms::metadataTakenBack()
{
    Bench b;
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    b.metadata(kPower, "");
    b.value(kPower, 97, kT);
    QVERIFY(b.taken().empty());
    QCOMPARE(b.health().errors, 0u);
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    QCOMPARE(b.taken().size(), 1u);
}

void TestMqttBms::firstEntryWins()
{
    Bench b;
    b.metadata("PowerMeter/ActivePower/a", meterMetadata(kRack, ""));
    b.value("PowerMeter/ActivePower/a", 1, kT);
    QCOMPARE(b.taken().size(), 1u);
    b.metadata(kPower, rackMetadata("RackPower", "kW")); // comes first in the profile
    b.value(kPower, 2, kT);
    b.value("PowerMeter/ActivePower/a", 1, kT + 1);
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 1u);
    QCOMPARE(readings[0].value, 2.0f);
    b.metadata("Rack/RackPower/other", rackMetadata("RackPower", "kW")); // the same quantity once more
    b.value("Rack/RackPower/other", 3, kT + 2);
    QVERIFY(b.taken().empty());
    QVERIFY2(b.warnings().find("Rack/RackPower/other is measured by Rack/RackPower/any") != std::string::npos,
        b.warnings().c_str());
}

void TestMqttBms::integrationPublishes()
{
    Bench b;
    std::string json = rackMetadata("RackPower", "kW");
    json.insert(1, R"("integration":"MEPAI1",)");
    const auto publish = [&](const char* who, double v, double timeS) {
        b.message(std::string("BMS/v1/") + who + "/Value/" + kPower, tests::bmsValue(v, timeS));
    };
    publish("MEPAI1", 1, kT); // nobody has said yet that it may
    b.metadata(kPower, json);
    QCOMPARE(b.reader->subscriptions().size(), 3u);
    QCOMPARE(b.reader->subscriptions()[2], std::string("BMS/v1/MEPAI1/Value/#"));
    publish("MEPAI1", 2, kT + 1);
    publish("Somebody", 3, kT + 2);
    const std::vector<Reading> readings = b.taken();
    QCOMPARE(readings.size(), 1u);
    QCOMPARE(readings[0].value, 2.0f);
}

void TestMqttBms::strangeTopics()
{
    Bench b;
    for (const char* topic : {"", "BMS", "BMS/v1/", "BMS/v1/PUB", "BMS/v1/PUB/Value/", "BMS/v1/PUB/Value/Rack",
             "BMS/v1/PUB/Value/Rack/RackPower", "BMS/v1/PUB/Metadata/", "BMS/v1/PUB/Metadata//", "BMS/v1//Value/x",
             "BMS/v2/PUB/Value/Rack/RackPower/x", "other"}) {
        b.message(topic, tests::bmsValue(1, kT));
        b.message(topic, "{}");
        b.message(topic, "");
    }
    QVERIFY(b.taken().empty());
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    b.value(kPower, 97, kT);
    QCOMPARE(b.taken().size(), 1u);
}

void TestMqttBms::heartbeat()
{
    Bench b;
    b.metadata(kPower, rackMetadata("RackPower", "kW"));
    const std::string beat = tests::BmsPublisher::heartbeatPoint().topic;
    for (int i = 0; i < 3; ++i, b.nowS += 10)
        b.value(beat, 1, b.nowS + 7);
    QVERIFY(b.health().message.empty());
    QVERIFY(std::abs(b.health().clockAheadS - 7) < 0.01);
    b.nowS += 45;
    QVERIFY2(b.health().message.starts_with(
                 "the BMS is offline: no heartbeat on System/HeartbeatTimestampBms/site1/bms for 55 s"),
        b.health().message.c_str());
    b.value(beat, 1, b.nowS);
    QVERIFY(b.health().message.empty());
}

void TestMqttBms::noMetadataIsSaid()
{
    Bench b;
    b.value(kPower, 97, kT);
    QVERIFY(b.health().message.empty());
    b.nowS += 31;
    QVERIFY2(b.health().message.starts_with("no metadata under BMS/v1/PUB/Metadata/# so far; 1 values"),
        b.health().message.c_str());
}

void TestMqttBms::memoryOfAFlood()
{
    const auto keys = std::make_shared<const KeyMap>(hall());
    BmsReader reader(tests::dsxBmsProfile(), keys, "bms");
    ReadingBatch batch(*hall());
    const auto flood = [&](const char* point, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            reader.take(
                {"BMS/v1/PUB/Metadata/Rack/" + std::string(point) + "/site1/building/hall/row/" + std::to_string(i),
                    rackMetadata(point, "kPa", "r" + std::to_string(i)), true, kT},
                batch);
    };
    flood("RackLiquidDifferentialPressure", 200'000); // nothing of ours
    QVERIFY(reader.bytes() < 1000);
    flood("RackLiquidFlow", 100'000);
    QVERIFY(reader.bytes() > 100'000 * 100u);
    qInfo("%zu bytes a point with its topic", reader.bytes() / 100'000);
    QVERIFY(reader.bytes() < 100'000 * 400u);
}

QTEST_GUILESS_MAIN(TestMqttBms)
#include "tst_mqttbms.moc"
