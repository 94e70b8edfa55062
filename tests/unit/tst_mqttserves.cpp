// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "tests/support/readerbench.h"

#include <QTest>

#include <algorithm>

using namespace gigahall;
using namespace gigahall::model;
using namespace gigahall::tests;
using Bench = gigahall::tests::ReaderBench;

/// Paths of power and coolant that a BMS describes, against those of the layout.
class TestMqttServes : public QObject
{
    Q_OBJECT

private slots:
    void servesAsDesigned();
    void servesDifferently();
    void servesThroughUnknownMeters();
};

void TestMqttServes::servesAsDesigned()
{
    Bench b;
    for (const tests::BmsPoint& point : tests::bmsPoints(*hall()))
        b.metadata(point.topic, point.metadata);
    for (int i = 0; i < 2000; ++i)
        b.reader->tick(b.nowS += 0.1);
    const FeedHealth health = b.health();
    QVERIFY2(health.differences.empty(), health.differences.empty() ? "" : health.differences.front().c_str());
}

void TestMqttServes::servesDifferently()
{
    Bench b;
    const AssetId rack = named(kRack);
    const std::string cdu = hall()->name(serverOf(hall()->coolant, rack));
    const std::string busway = hall()->name(serverOf(hall()->power, rack));
    const auto meter = [&](const std::string& id, const std::string& serves) {
        b.metadata("PowerMeter/ActivePower/" + id, meterMetadata(id, serves));
    };
    const std::string otherRack = hall()->name(AssetId(AssetKind::Rack, hall()->rackCount() - 1));
    meter(cdu, quoted(otherRack)); // leaves out its racks, one of which somebody else names
    meter(busway, quoted(kRack) + ',' + quoted(otherRack));
    meter(kRack, quoted(busway)); // upside down
    meter("PM-1", quoted("nowhere"));
    for (int i = 0; i < 100; ++i)
        b.reader->tick(b.nowS += 0.1);
    const std::vector<std::string> found = b.health().differences;
    const auto has = [&](const std::string& text) { return std::count(found.begin(), found.end(), text) == 1; };
    QVERIFY(has("the BMS says that " + busway + " serves " + otherRack + ", the layout does not"));
    QVERIFY(has("the BMS says that " + kRack + " serves " + busway + ", the layout does not"));
    QVERIFY(has("the layout says that " + cdu + " serves " + kRack + ", the BMS does not"));
    QVERIFY(has("the BMS says that PM-1 serves nowhere, which the layout does not have"));
}

void TestMqttServes::servesThroughUnknownMeters()
{
    Bench b;
    const AssetId rack = named(kRack);
    const AssetId busway = serverOf(hall()->power, rack);
    const AssetId above = serverOf(hall()->power, busway);
    const auto meter = [&](const std::string& id, const std::string& serves) {
        b.metadata("PowerMeter/ActivePower/" + id, meterMetadata(id, serves));
    };
    // The busway is left out, two meters that the layout does not know stand in between, one in a circle.
    meter(hall()->name(above), quoted("PM-A"));
    meter("PM-A", quoted("PM-B"));
    meter("PM-B", quoted(kRack) + ',' + quoted("PM-A"));
    for (int i = 0; i < 100; ++i)
        b.reader->tick(b.nowS += 0.1);
    QVERIFY2(
        b.health().differences.empty(), b.health().differences.empty() ? "" : b.health().differences.front().c_str());
}

QTEST_GUILESS_MAIN(TestMqttServes)
#include "tst_mqttserves.moc"
