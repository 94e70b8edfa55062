// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/telemetry/alarmengine.h"
#include "tests/support/alarmsketch.h"

#include <QtTest>

#include <cmath>

using namespace gigahall::tests;

class TestAlarmGroups : public QObject
{
    Q_OBJECT

private slots:
    void groups_data();
    void groups();
    void groupsOfRows();
    void acknowledgesGroups();
    void marks();
};

void TestAlarmGroups::groups_data()
{
    QTest::addColumn<QString>("racks"); // a letter a rack: 2 phases x 2 buildings x 2 halls x 4 racks
    QTest::addColumn<QStringList>("lines"); // name and how many racks
    const QString none(4, '.'), all(4, '#');
    const auto halls = [&](std::initializer_list<QString> texts) {
        QString out;
        for (const QString& text : texts)
            out += text;
        return out.leftJustified(32, '.');
    };
    QTest::newRow("nothing") << halls({}) << QStringList{};
    QTest::newRow("one rack") << halls({"#"}) << QStringList{"P01-B1-H1-R01-K01 0"};
    QTest::newRow("half a hall") << halls({"##.."}) << QStringList{"P01-B1-H1-R01-K01 0", "P01-B1-H1-R01-K02 0"};
    QTest::newRow("most of a hall") << halls({"##.#"}) << QStringList{"P01-B1-H1 3"};
    QTest::newRow("a hall and a rack") << halls({all, "#..."}) << QStringList{"P01-B1-H1 4", "P01-B1-H2-R01-K01 0"};
    QTest::newRow("a building") << halls({all, ".###"}) << QStringList{"P01-B1 7"};
    QTest::newRow("two halls of two") << halls({none, all, all}) << QStringList{"P01-B1-H2 4", "P01-B2-H1 4"};
    QTest::newRow("three halls of four") << halls({all, all, all}) << QStringList{"P01-B1 8", "P01-B2-H1 4"};
    QTest::newRow("a phase") << halls({all, all, all, "###."}) << QStringList{"P01 15"};
    QTest::newRow("everything") << QString(32, '#') << QStringList{"campus 32"};
}

void TestAlarmGroups::groups()
{
    QFETCH(QString, racks);
    QFETCH(QStringList, lines);
    const auto campus = tiny({.phases = 2, .buildings = 2, .halls = 2, .rows = 1, .racks = 4});
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({above(100)});
    std::vector<float> kw;
    for (const QChar c : racks)
        kw.push_back(c == '#' ? 120.0f + float(kw.size()) : 50.0f);
    const auto told = [&](bool active) {
        QStringList out;
        for (const Alarm& alarm : engine.list()->alarms)
            if (alarm.active == active)
                out.append((alarm.asset.kind() == AssetKind::Campus ? QString("campus")
                                                                    : QString::fromStdString(campus->name(alarm.asset)))
                    + ' ' + QString::number(alarm.members));
        out.sort();
        return out;
    };
    engine.update(powerFrame(*campus, 0, kw));
    QCOMPARE(told(true), lines);
    QCOMPARE(engine.list()->counts[2], std::uint32_t(racks.count('#')));
    // What goes together is one line as well.
    engine.update(powerFrame(*campus, 5, std::vector<float>(32, 50)));
    QCOMPARE(told(false), lines);
}

/// Less than a hall: row by row, and the rest rack by rack.
void TestAlarmGroups::groupsOfRows()
{
    const auto campus = tiny(); // halls of 3 rows of 4 racks
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({above(100)});
    std::vector<float> kw(campus->rackCount(), 50);
    kw[4] = kw[5] = kw[7] = kw[8] = 120;
    const AlarmListPtr list = engine.update(powerFrame(*campus, 0, kw));
    QCOMPARE(list->alarms.size(), std::size_t(2));
    const Alarm* row = alarmOf(*list, {AssetKind::Row, 1});
    QVERIFY(row && row->members == 3 && row->racks == 4);
    QVERIFY(alarmOf(*list, {AssetKind::Rack, 8}));
    QCOMPARE(engine.acknowledge(*row)->unacknowledged[2], 1u);
}

void TestAlarmGroups::acknowledgesGroups()
{
    const auto campus = tiny({.phases = 1, .halls = 2, .rows = 1, .racks = 4});
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({above(100)});
    engine.update(powerFrame(*campus, 0, {50, 110, 120, 50, 130}));
    const AlarmListPtr list = engine.update(powerFrame(*campus, 3, {105, 110, 180, 50, 130}));
    const Alarm* hall = alarmOf(*list, {AssetKind::Hall, 0});
    QVERIFY(hall && hall->members == 3 && hall->racks == 4);
    QCOMPARE(hall->sinceS, 0.0);
    QVERIFY(std::abs(hall->worst - 180) < 0.1f && std::abs(hall->value - 120) < 0.1f);
    const AlarmListPtr after = engine.acknowledge(*hall);
    QVERIFY(alarmOf(*after, {AssetKind::Hall, 0})->isAcknowledged());
    QVERIFY(!alarmOf(*after, {AssetKind::Rack, 4})->isAcknowledged());
    QCOMPARE(after->unacknowledged[2], 1u);
    // One more rack: the group has something nobody has seen.
    const AlarmListPtr more = engine.update(powerFrame(*campus, 4, {105, 110, 180, 120, 130}));
    QVERIFY(!alarmOf(*more, {AssetKind::Hall, 0})->isAcknowledged());
}

void TestAlarmGroups::marks()
{
    const auto campus = tiny(); // 12 racks a hall, 2 halls a building, one building a phase
    AlarmRule warn = above(100), critical = above(150);
    critical.id = "critical";
    critical.severity = AlarmSeverity::Critical;
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({critical, warn});
    std::vector<float> kw(campus->rackCount(), 50);
    kw[3] = 120;
    kw[14] = 160;
    const AlarmListPtr list = engine.update(powerFrame(*campus, 0, kw));
    QCOMPARE(int(list->racks[3]), 2);
    QCOMPARE(int(list->racks[14]), 3);
    QCOMPARE(int(list->racks[15]), 0);
    QCOMPARE(list->halls, (std::vector<std::uint8_t>{2, 3, 0, 0}));
    QCOMPARE(list->buildings, (std::vector<std::uint8_t>{3, 0}));
    QCOMPARE(list->phases, (std::vector<std::uint8_t>{3, 0}));
    // Severe first.
    QCOMPARE(list->alarms.front().asset, AssetId(AssetKind::Rack, 14));
    QCOMPARE(list->alarms.front().severity, AlarmSeverity::Critical);
}

QTEST_GUILESS_MAIN(TestAlarmGroups)
#include "tst_alarmgroups.moc"
