// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/telemetry/alarmengine.h"
#include "model/telemetry/alarmscope.h"
#include "tests/support/alarmsketch.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace gigahall::model;
using namespace gigahall::tests;

class TestAlarms : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void levels();
    void sumsThatLackParts();
    void sumsOfNearlyAll();
    void plantThatWasNeverThere();
    void places_data();
    void places();
    void mistakes_data();
    void mistakes();
    void lifeOfAnAlarm();
    void latched();
    void jumps_data();
    void jumps();
    void changedRulesKeepTheRest();
    void nextAlarm();
};

void TestAlarms::kinds_data()
{
    QTest::addColumn<AlarmRule>("rule");
    QTest::addColumn<std::vector<float>>("values"); // one a second
    QTest::addColumn<QString>("on"); // a character a second

    const auto rule = [](AlarmKind kind, double limit, double hysteresis, double on, double off) {
        AlarmRule r = above(limit);
        r.kind = kind;
        r.hysteresis = hysteresis;
        r.delayOnS = on;
        r.delayOffS = off;
        return r;
    };
    const auto row = [](const char* name, const AlarmRule& r, const std::vector<float>& values, const char* on) {
        QTest::newRow(name) << r << values << QString(on);
    };
    using K = AlarmKind;
    row("above", rule(K::Above, 100, 0, 0, 0), {99, 101, 150, 99}, ".##.");
    row("at the limit is not above", rule(K::Above, 100, 0, 0, 0), {100, 100.04f, 100}, ".#.");
    row("below", rule(K::Below, 10, 0, 0, 0), {11, 9, 0, 10}, ".##.");
    row("hysteresis above", rule(K::Above, 100, 5, 0, 0), {101, 97, 95.03f, 95, 99, 101}, "###..#");
    row("hysteresis below", rule(K::Below, 10, 2, 0, 0), {9, 11, 11.9f, 12, 11}, "###..");
    row("delay on", rule(K::Above, 100, 0, 2, 0), {101, 101, 101, 101}, "..##");
    row("delay on starts anew", rule(K::Above, 100, 0, 2, 0), {101, 101, 99, 101, 101, 101}, ".....#");
    row("delay off", rule(K::Above, 100, 0, 0, 2), {101, 99, 99, 99}, "###.");
    row("delay off starts anew", rule(K::Above, 100, 0, 0, 2), {101, 99, 101, 99, 99, 99}, "#####.");
    row("hysteresis holds off the delay", rule(K::Above, 100, 5, 0, 1), {101, 94, 98, 94, 94}, "####.");
    row("missing raises nothing", rule(K::Below, 10, 0, 0, 0), {kNan, 50, kNan}, "...");
    row("missing clears nothing", rule(K::Above, 100, 0, 0, 0), {101, kNan, kNan, 99}, "###.");
    row("missing does not end a delay", rule(K::Above, 100, 0, 3, 0), {101, kNan, kNan, kNan, 101}, "....#");
    row("missing does not raise after a delay", rule(K::Above, 100, 0, 1, 0), {101, kNan, kNan, 99}, "....");
    AlarmRule band = rule(K::Outside, 45, 2, 0, 0);
    band.lower = 20;
    row("outside of a band", band, {30, 46, 44, 43, 19, 21, 22, 20}, ".##.##..");
    row("rising", rule(K::Rising, 10, 0, 0, 0), {50, 55, 66, 76, 70}, "..#..");
    row("falling", rule(K::Falling, 10, 0, 0, 0), {50, 39, 28, 20, 90}, ".##..");
    row("rising, hysteresis", rule(K::Rising, 10, 4, 0, 0), {50, 61, 68, 73}, ".##.");
    AlarmRule stretch = rule(K::Rising, 120, 0, 0, 0);
    stretch.rateUnitS = 60;
    stretch.windowS = 2;
    row("per minute over two seconds", stretch, {50, 60, 55, 55, 55, 55}, "..##..");
    row("rate over a hole", rule(K::Rising, 10, 0, 0, 0), {50, kNan, 80, 80}, "..#.");
}

void TestAlarms::kinds()
{
    QFETCH(AlarmRule, rule);
    QFETCH(std::vector<float>, values);
    QFETCH(QString, on);
    QCOMPARE(alarmMistake(rule), std::string());
    const auto campus = tiny();
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({rule});
    QString got;
    for (std::size_t i = 0; i < values.size(); ++i)
        got += isOn(*engine.update(powerFrame(*campus, 100 + double(i), {values[i]}))) ? '#' : '.';
    QCOMPARE(got, on);
}

/// Every level reads its own value.
void TestAlarms::levels()
{
    const auto campus = tiny();
    TelemetryFrame frame = powerFrame(*campus, 0, std::vector<float>(campus->rackCount(), 20));
    const MetricInfo& celsius = metricInfo(Metric::GpuTemperature);
    frame.gpu[kTemperature].assign(campus->gpuCount(), quantise(celsius, 60));
    frame.gpu[kTemperature][campus->rackFirstGpu[7] + 5] = quantise(celsius, 91); // one hot GPU
    frame.gpu[kTemperature][campus->rackFirstGpu[3] + 1] = kMissing16;
    frame.rackState[9] = DataState::Stale;
    rollUp(*campus, frame);

    const auto alarms = [&](AlarmRule rule) {
        AlarmEngine engine;
        engine.setCampus(campus);
        engine.setRules({std::move(rule)});
        return engine.update(frame)->alarms;
    };
    AlarmRule hot = above(90);
    hot.metric = Metric::GpuTemperature;
    hot.level = AlarmLevel::Gpu;
    QCOMPARE(alarms(hot).size(), std::size_t(1));
    QCOMPARE(alarms(hot)[0].asset, AssetId(AssetKind::Rack, 7));
    QVERIFY(std::abs(alarms(hot)[0].worst - 91) < 0.01f);
    hot.level = AlarmLevel::Rack; // the mean of its GPUs
    QCOMPARE(alarms(hot).size(), std::size_t(0));
    hot.level = AlarmLevel::Hall;
    QCOMPARE(alarms(hot).size(), std::size_t(1));
    QCOMPARE(alarms(hot)[0].asset, AssetId(AssetKind::Hall, 0));
    hot.statistic = AlarmStatistic::Mean;
    QCOMPARE(alarms(hot).size(), std::size_t(0));

    AlarmRule lost = hot;
    lost.level = AlarmLevel::Gpu;
    lost.kind = AlarmKind::State;
    lost.state = DataState::Missing;
    QCOMPARE(alarms(lost).size(), std::size_t(1));
    QCOMPARE(alarms(lost)[0].asset, AssetId(AssetKind::Rack, 3));
    QCOMPARE(alarms(lost)[0].worst, 1.0f);

    AlarmRule stale = above(0);
    stale.kind = AlarmKind::State;
    QCOMPARE(alarms(stale).size(), std::size_t(1));
    QCOMPARE(alarms(stale)[0].asset, AssetId(AssetKind::Rack, 9));
    QVERIFY(std::isnan(alarms(stale)[0].worst));

    AlarmRule sum = above(20.0 * campus->phases[0].racks.count - 1);
    sum.statistic = AlarmStatistic::Sum;
    sum.level = AlarmLevel::Phase;
    QCOMPARE(alarms(sum).size(), campus->phases.size());
    sum.level = AlarmLevel::Building; // one a phase here
    QCOMPARE(alarms(sum).size(), campus->buildings.size());
    sum.level = AlarmLevel::Hall;
    QCOMPARE(alarms(sum).size(), std::size_t(0));
    sum.level = AlarmLevel::Campus;
    QCOMPARE(alarms(sum).size(), std::size_t(1));
    QCOMPARE(alarms(sum)[0].asset, AssetId(AssetKind::Campus, 0));
}

/// A sum of racks of which some are missing may be too much, never too little and never enough again.
void TestAlarms::sumsThatLackParts()
{
    const auto campus = tiny({.phases = 1, .halls = 1, .rows = 1, .racks = 4});
    AlarmRule much = above(60), little = above(60);
    much.level = little.level = AlarmLevel::Hall;
    much.statistic = little.statistic = AlarmStatistic::Sum;
    little.kind = AlarmKind::Below;
    little.id = "little";
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({much, little});
    const auto told = [&](double timeS, const std::vector<float>& kw) {
        QString text;
        for (const Alarm& alarm : engine.update(powerFrame(*campus, timeS, kw))->alarms)
            if (alarm.active)
                text += QString::number(alarm.rule);
        return text;
    };
    QCOMPARE(told(0, {10, 10, 10, kNan}), QString());
    QCOMPARE(told(1, {10, 10, 10, 10}), QString("1"));
    QCOMPARE(told(2, {30, 30, 10, kNan}), QString("01")); // 70 at least; whether still too little can't be known
    QCOMPARE(told(3, {10, 10, 10, kNan}), QString("01"));
    QCOMPARE(told(4, {30, 30, 30, 30}), QString("0"));
    QCOMPARE(told(5, {10, 10, 10, 10}), QString("1"));
}

/// One meter in ten that is silent does not make a hall blind: the rest counts for it.
void TestAlarms::sumsOfNearlyAll()
{
    const auto campus = tiny({.phases = 1, .halls = 1, .rows = 1, .racks = 10});
    AlarmRule rule = above(95);
    rule.kind = AlarmKind::Below;
    rule.level = AlarmLevel::Hall;
    rule.statistic = AlarmStatistic::Sum;
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({rule});
    std::vector<float> kw(10, 10);
    kw[4] = kNan;
    QVERIFY(engine.update(powerFrame(*campus, 0, kw))->alarms.empty()); // 90 kW known, 100 in all
    std::ranges::fill(kw, 9.0f);
    kw[4] = kNan;
    QCOMPARE(engine.update(powerFrame(*campus, 1, kw))->alarms.size(), std::size_t(1));
    kw[5] = kNan; // a fifth: neither raises nor clears
    kw[0] = 500;
    QCOMPARE(engine.update(powerFrame(*campus, 2, kw))->alarms.size(), std::size_t(1));
}

/// A transformer has no flow; only what once had a value can miss it.
void TestAlarms::plantThatWasNeverThere()
{
    Campus built = makeTinyCampus();
    built.types.push_back({.key = "cdu", .category = "cdu"});
    Run run;
    run.type = 1;
    run.count = 2;
    built.runs.push_back(run);
    built.plantRun = {std::uint32_t(built.runs.size() - 1), std::uint32_t(built.runs.size() - 1)};
    built.ownPlant = {0, 2};
    built.names.plant.push_back("CDU-1");
    built.names.plant.push_back("CDU-2");
    built.names.index(built);
    const auto campus = std::make_shared<const Campus>(built);
    AlarmRule lost = above(0);
    lost.level = AlarmLevel::Plant;
    lost.metric = Metric::RackLiquidFlow;
    lost.kind = AlarmKind::State;
    lost.state = DataState::Missing;
    QCOMPARE(alarmMistake(lost), std::string());
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({lost});
    TelemetryFrame frame = powerFrame(*campus, 0, {});
    auto& flow = frame.plant[static_cast<std::size_t>(Metric::RackLiquidFlow)];
    flow = {900, kNan};
    QVERIFY(engine.update(frame)->alarms.empty());
    QCOMPARE(previewAlarms(lost, *campus, frame).alarms, 0u);
    frame.timeS = 1;
    flow = {kNan, kNan};
    const AlarmListPtr list = engine.update(frame);
    QCOMPARE(list->alarms.size(), std::size_t(1));
    QCOMPARE(list->alarms[0].asset, AssetId(AssetKind::Plant, 0));
    QCOMPARE(int(list->plant[0]), int(AlarmSeverity::Warning));
}

void TestAlarms::places_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<QString>("where");
    QTest::addColumn<int>("assets"); // of 2 phases, 1 building, 2 halls, 3 rows, 4 racks
    QTest::newRow("everything") << int(AlarmLevel::Rack) << "" << 48;
    QTest::newRow("a hall") << int(AlarmLevel::Rack) << "P02-B1-H2" << 12;
    QTest::newRow("a row") << int(AlarmLevel::Gpu) << "P02-B1-H2-R01" << 4;
    QTest::newRow("itself") << int(AlarmLevel::Rack) << "P02-B1-H2-R01-K03" << 1;
    QTest::newRow("a pattern") << int(AlarmLevel::Rack) << "*-K03" << 12;
    QTest::newRow("characters") << int(AlarmLevel::Rack) << "P0?-B1-H1-R01-K0?" << 8;
    QTest::newRow("all of a pattern") << int(AlarmLevel::Hall) << "*" << 4;
    QTest::newRow("stars that go back") << int(AlarmLevel::Rack) << "*1*2*3*" << 4; // P01..H2..R03, ..R02-K03 etc.
    QTest::newRow("halls of a phase") << int(AlarmLevel::Hall) << "P01" << 2;
    QTest::newRow("the campus") << int(AlarmLevel::Campus) << "" << 1;
    QTest::newRow("a hall in a rack") << int(AlarmLevel::Hall) << "P02-B1-H2-R01-K03" << 0;
    QTest::newRow("nobody") << int(AlarmLevel::Rack) << "P09" << 0;
    QTest::newRow("no plant") << int(AlarmLevel::Plant) << "" << 0;
}

void TestAlarms::places()
{
    QFETCH(int, level);
    QFETCH(QString, where);
    QFETCH(int, assets);
    const auto campus = tiny();
    AlarmRule rule = above(1);
    rule.level = AlarmLevel(level);
    rule.where = where.toStdString();
    const auto scope = alarmScope(rule, *campus);
    if (QString(QTest::currentDataTag()) == "stars that go back") {
        // By hand: a 1, then a 2, then a 3 in the name.
        assets = 0;
        for (std::uint32_t r = 0; r < campus->rackCount(); ++r) {
            const std::string name = campus->name({AssetKind::Rack, r});
            const auto one = name.find('1');
            const auto two = name.find('2', one);
            assets += two != std::string::npos && name.find('3', two) != std::string::npos;
        }
        QVERIFY(assets > 0);
    }
    QCOMPARE(int(scope.size()), assets);
    QVERIFY(std::ranges::is_sorted(scope));
    QCOMPARE(placeMistake(rule, *campus).empty(), assets > 0);
}

void TestAlarms::mistakes_data()
{
    QTest::addColumn<AlarmRule>("rule");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* says, auto edit) {
        AlarmRule rule = above(100);
        edit(rule);
        QTest::newRow(name) << rule << QString(says);
    };
    row("fine", "", [](AlarmRule&) {});
    row("no id", "id", [](AlarmRule& r) { r.id.clear(); });
    row("odd id", "letters", [](AlarmRule& r) { r.id = "a b"; });
    row("no label", "label", [](AlarmRule& r) { r.label.en.clear(); });
    row("a name", "a name", [](AlarmRule& r) { r.metric = Metric::Job; });
    row("GPUs of racks", "level rack", [](AlarmRule& r) { r.level = AlarmLevel::Gpu; });
    row("plant without GPUs", "no GPUs", [](AlarmRule& r) {
        r.level = AlarmLevel::Plant;
        r.metric = Metric::GpuPower;
    });
    row("NaN", "no number", [](AlarmRule& r) { r.limit = std::nan(""); });
    row("negative hysteresis", "hysteresis", [](AlarmRule& r) { r.hysteresis = -1; });
    row("band the wrong way", "lower end first", [](AlarmRule& r) {
        r.kind = AlarmKind::Outside;
        r.lower = 100;
    });
    row("band without a middle", "nothing of the band", [](AlarmRule& r) {
        r.kind = AlarmKind::Outside;
        r.lower = 90;
        r.hysteresis = 5;
    });
    row("negative rate", "more than 0", [](AlarmRule& r) {
        r.kind = AlarmKind::Rising;
        r.limit = -3;
    });
    row("rate that never clears", "less than its rate", [](AlarmRule& r) {
        r.kind = AlarmKind::Rising;
        r.hysteresis = 100;
    });
    row("change of a change", "change already", [](AlarmRule& r) {
        r.kind = AlarmKind::Rising;
        r.metric = Metric::PowerRamp;
    });
    row("long delay", "a week", [](AlarmRule& r) { r.delayOnS = 1e9; });
    row("negative delay", "0 to", [](AlarmRule& r) { r.delayOffS = -1; });
    row("good data", "no fault", [](AlarmRule& r) {
        r.kind = AlarmKind::State;
        r.state = DataState::Live;
    });
    row("stale hall", "of a space", [](AlarmRule& r) {
        r.kind = AlarmKind::State;
        r.level = AlarmLevel::Hall;
    });
    row("stale plant", "only be missing", [](AlarmRule& r) {
        r.kind = AlarmKind::State;
        r.level = AlarmLevel::Plant;
    });
}

void TestAlarms::mistakes()
{
    QFETCH(AlarmRule, rule);
    QFETCH(QString, says);
    const QString mistake = QString::fromStdString(alarmMistake(rule));
    QCOMPARE(mistake.isEmpty(), says.isEmpty());
    QVERIFY2(mistake.contains(says), qPrintable(mistake));
}

void TestAlarms::lifeOfAnAlarm()
{
    const auto campus = tiny();
    AlarmEngine engine;
    engine.setCampus(campus);
    AlarmRule rule = above(100);
    rule.severity = AlarmSeverity::Critical;
    engine.setRules({rule});
    QVERIFY(engine.update(powerFrame(*campus, 10, {50}))->alarms.empty());
    engine.update(powerFrame(*campus, 11, {120}));
    engine.update(powerFrame(*campus, 12, {160}));
    AlarmListPtr list = engine.update(powerFrame(*campus, 13, {140}));
    QCOMPARE(list->alarms.size(), std::size_t(1));
    Alarm alarm = list->alarms[0];
    QCOMPARE(alarm.sinceS, 11.0);
    QVERIFY(std::abs(alarm.value - 120) < 0.1f && std::abs(alarm.worst - 160) < 0.1f);
    QCOMPARE(list->counts, (std::array<std::uint32_t, 4>{0, 0, 0, 1}));
    QCOMPARE(list->unacknowledged[3], 1u);

    list = engine.acknowledge(alarm);
    QCOMPARE(list->alarms[0].acknowledgedS, 13.0);
    QCOMPARE(list->counts[3], 1u);
    QCOMPARE(list->unacknowledged[3], 0u);
    // Acknowledged and gone: finished.
    QVERIFY(engine.update(powerFrame(*campus, 14, {50}))->alarms.empty());

    // Not acknowledged: it stays a while, and says when it went.
    engine.update(powerFrame(*campus, 20, {120}));
    list = engine.update(powerFrame(*campus, 25, {50}));
    QCOMPARE(list->alarms.size(), std::size_t(1));
    QVERIFY(!list->alarms[0].active);
    QCOMPARE(list->alarms[0].clearedS, 25.0);
    QCOMPARE(list->counts[3], 0u);
    QCOMPARE(int(list->racks[0]), 0);
    for (double t = 70; t < 25 + AlarmEngine::kRecentS; t += 50)
        QCOMPARE(engine.update(powerFrame(*campus, t, {50}))->alarms.size(), std::size_t(1));
    QVERIFY(engine.update(powerFrame(*campus, 25.1 + AlarmEngine::kRecentS, {50}))->alarms.empty());

    // Gone and acknowledged afterwards: finished as well.
    engine.update(powerFrame(*campus, 400, {120}));
    engine.update(powerFrame(*campus, 401, {50}));
    QCOMPARE(engine.acknowledgeAll()->alarms.size(), std::size_t(0));
}

void TestAlarms::latched()
{
    const auto campus = tiny();
    AlarmEngine engine;
    engine.setCampus(campus);
    AlarmRule rule = above(100);
    rule.latched = true;
    engine.setRules({rule});
    engine.update(powerFrame(*campus, 0, {120}));
    for (double t = 1; t < 3 * AlarmEngine::kRecentS; t += 30)
        engine.update(powerFrame(*campus, t, {50}));
    AlarmListPtr list = engine.list();
    QCOMPARE(list->alarms.size(), std::size_t(1));
    QVERIFY(!list->alarms[0].active);
    QCOMPARE(list->counts[2], 1u); // still counts
    QCOMPARE(int(list->racks[0]), 2);
    list = engine.acknowledge(list->alarms[0]);
    QVERIFY(list->alarms.empty());
    QCOMPARE(int(list->racks[0]), 0);
}

void TestAlarms::jumps_data()
{
    QTest::addColumn<double>("toS"); // from 100, one second a step
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("keepsAlarm");
    QTest::addColumn<bool>("keepsDelay");
    QTest::newRow("the next second") << 101.0 << "test" << true << true;
    QTest::newRow("the same moment") << 100.0 << "test" << true << true;
    QTest::newRow("half a minute of silence") << 130.0 << "test" << true << true;
    QTest::newRow("far ahead") << 5000.0 << "test" << true << false;
    QTest::newRow("backwards") << 50.0 << "test" << false << false;
    QTest::newRow("another source") << 101.0 << "other" << false << false;
}

void TestAlarms::jumps()
{
    QFETCH(double, toS);
    QFETCH(QString, source);
    QFETCH(bool, keepsAlarm);
    QFETCH(bool, keepsDelay);
    const auto campus = tiny();
    AlarmRule now = above(100), later = above(100);
    later.id = "later";
    later.delayOnS = 2;
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({now, later});
    for (double t = 95; t < 99; ++t)
        engine.update(powerFrame(*campus, t, {120}));
    engine.update(powerFrame(*campus, 99, {50}));
    engine.update(powerFrame(*campus, 99.5, {120})); // the delay runs
    engine.acknowledge(*alarmOf(*engine.update(powerFrame(*campus, 100, {120})), {AssetKind::Rack, 0}));
    const double raisedS = alarmOf(*engine.list(), {AssetKind::Rack, 0})->sinceS;

    TelemetryFrame frame = powerFrame(*campus, toS, {120});
    frame.source = source.toStdString();
    engine.update(frame);
    const auto of = [&](std::uint32_t rule) {
        const auto at
            = std::ranges::find_if(engine.list()->alarms, [&](const Alarm& a) { return a.active && a.rule == rule; });
        return at == engine.list()->alarms.end() ? nullptr : &*at;
    };
    QVERIFY(of(0));
    QCOMPARE(of(0)->sinceS, keepsAlarm ? raisedS : toS);
    QCOMPARE(of(0)->isAcknowledged(), keepsAlarm);
    // Two seconds after the delay began anew it is told; sooner where it went on.
    frame.timeS = toS + 1.6;
    engine.update(frame);
    QCOMPARE(of(1) != nullptr, keepsDelay);
    frame.timeS += 2;
    engine.update(frame);
    QVERIFY(of(1) != nullptr);
}

void TestAlarms::changedRulesKeepTheRest()
{
    const auto campus = tiny();
    AlarmRule a = above(100), b = above(110);
    b.id = "b";
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({a, b});
    engine.update(powerFrame(*campus, 0, {120}));
    engine.acknowledgeAll();
    b.limit = 115;
    engine.setRules({b, a, a});
    QCOMPARE(engine.list()->alarms.size(), std::size_t(1)); // a, where it is now
    QCOMPARE(engine.list()->alarms[0].rule, 1u);
    QVERIFY(engine.list()->alarms[0].isAcknowledged());
    const AlarmListPtr list = engine.update(powerFrame(*campus, 1, {120}));
    QCOMPARE(list->alarms.size(), std::size_t(3));
    QCOMPARE(list->unacknowledged[2], 2u);
    engine.setCampus(nullptr);
    QVERIFY(engine.update(powerFrame(*campus, 2, {120}))->alarms.empty());
}

void TestAlarms::nextAlarm()
{
    const auto campus = tiny();
    AlarmEngine engine;
    engine.setCampus(campus);
    engine.setRules({above(100)});
    for (int t = 0; t < 60; ++t)
        engine.update(powerFrame(*campus, t, {t % 20 == 10 ? 120.0f : 50.0f}));
    QCOMPARE(engine.nextAlarmS(-1), std::optional(10.0));
    QCOMPARE(engine.nextAlarmS(10), std::optional(30.0));
    QCOMPARE(engine.nextAlarmS(50), std::optional<double>());
    engine.update(powerFrame(*campus, 5, {50})); // back: what was seen is still known
    QCOMPARE(engine.nextAlarmS(5), std::optional(10.0));
    engine.restart();
    QCOMPARE(engine.nextAlarmS(-1), std::optional<double>());
}

QTEST_GUILESS_MAIN(TestAlarms)
#include "tst_alarms.moc"
