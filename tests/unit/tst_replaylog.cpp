// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/csvreplay.h"
#include "model/telemetry/replaysource.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <cmath>

using namespace gigahall;
using namespace gigahall::model;

/// Logs: long CSV and the MQTT messages of DSX Exchange, good and broken. Tables are in tst_replay.
class TestReplayLog : public QObject
{
    Q_OBJECT
private slots:
    void values_data();
    void values();
    void problems_data();
    void problems();
    void warnings_data();
    void warnings();
    void holdsAndGoesStale();
    void badAndNull();
    void silence();
    void times();

private:
    std::string write(const QString& name, const QByteArray& text)
    {
        if (text.isEmpty())
            return {};
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("can't write a test file");
        return file.fileName().toStdString();
    }
    assets::ReplayResult load(const QByteArray& log, const QByteArray& mapping = {})
    {
        return assets::loadReplay(m_campus, write("log.csv", log), write("mapping.csv", mapping));
    }
    ReplaySource source(const QByteArray& log, const QByteArray& mapping = {})
    {
        assets::ReplayResult result = load(log, mapping);
        if (!result.trace)
            qFatal("%s", result.problems.front().text().c_str());
        return {m_campus, std::move(*result.trace)};
    }
    AssetId asset(const char* name) const { return m_campus.find(name).value_or(AssetId()); }

    const Campus m_campus = tests::makeTinyCampus();
    QTemporaryDir m_folder;
};

namespace {

const char* const kRack = "P01-B1-H1-R01-K01";

bool close(double a, double b)
{
    return std::abs(a - b) < 0.02;
}

QByteArray line(const char* offset, const char* kind, const char* point, QByteArray payload)
{
    return QByteArray(offset) + ",BMS/v1/PUB/" + kind + "/Rack/" + point + "/site/a/b," + '"'
        + payload.replace("\"", "\"\"") + "\"\n";
}

QByteArray metadata(const char* point, const char* unit, const char* rack = kRack)
{
    return line("0s", "Metadata", point,
        QByteArray("{\"pointType\":\"") + point + "\",\"rackLocationId\":\"" + rack + "\",\"engUnit\":\"" + unit
            + "\"}");
}

const QByteArray kTopics = "offset,topic,payload\n";

} // namespace

void TestReplayLog::values_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QString>("rack");
    QTest::addColumn<double>("expected"); // at the end; NaN = missing
    const QByteArray map = "source,key,asset\n";
    const auto row = [](const char* name, const QByteArray& log, const QByteArray& mapping, double expected,
                         const char* metric = "rack.power", const char* rack = kRack) {
        QTest::newRow(name) << log << mapping << QString(metric) << QString(rack) << expected;
    };
    row("keys are racks", "time,key,value\n0,P01-B1-H1-R01-K01,12000\n", {}, 12);
    row("the newest counts", "time,key,value\n0,P01-B1-H1-R01-K01,1\n5,P01-B1-H1-R01-K01,12000\n", {}, 12);
    row("in any order", "time,key,value\n5,P01-B1-H1-R01-K01,12000\n0,P01-B1-H1-R01-K01,1\n", {}, 12);
    row("columns in any order", "value,time,key\n12000,0,P01-B1-H1-R01-K01\n", {}, 12);
    row("header in capitals", "Time,Key,Value\n0,P01-B1-H1-R01-K01,12000\n", {}, 12);
    row("by a mapping", "time,key,value\n0,n1,12000\n", map + "x,n1,P01-B1-H1-R01-K01\n", 12);
    row("by source", "time,source,key,value\n0,a,n1,12000\n0,b,n1,13000\n", map + "a,n1,P01-B1-H1-R01-K01\n", 12);
    row("a mapping shares", "time,key,value\n0,n1,12000\n", map + "x,n1,P01-B1-H1-R01\n", 3);
    row("keys of one rack add up", "time,key,value\n0,n1,12000\n0,n2,1000\n",
        map + "x,n1,P01-B1-H1-R01-K01\nx,n2,P01-B1-H1-R01-K01\n", 13);
    row("unit of the key", "time,key,value\n0,n1_kW,12\n", map + "x,n1_kW,P01-B1-H1-R01-K01\n", 12);
    row("column of units", "time,key,value,unit\n0,P01-B1-H1-R01-K01,12,kW\n", {}, 12);
    row("unit of the mapping wins", "time,key,value,unit\n0,n1,12,W\n",
        "source,key,asset,unit\nx,n1,P01-B1-H1-R01-K01,kW\n", 12);
    row("column of metrics", "time,key,metric,value\n0,P01-B1-H1-R01-K01,rack.liquidFlow,240\n", {}, 240,
        "rack.liquidFlow");
    row("two metrics of one key",
        "time,key,metric,value\n0,P01-B1-H1-R01-K01,rack.liquidFlow,240\n0,P01-B1-H1-R01-K01,rack.power,12000\n", {},
        12);
    row("a metric of the mapping", "time,key,value\n0,n1,41.5\n",
        "source,key,asset,metric\nx,n1,P01-B1-H1,rack.liquidSupplyTemperature\n", 41.5, "rack.liquidSupplyTemperature");
    row("semicolons and decimal commas", "time;key;value\n0;P01-B1-H1-R01-K01;12500,5\n", {}, 12.5005);
    row("nobody measured this one", "time,key,value\n0,P01-B1-H1-R01-K01,12000\n", {}, std::nan(""), "rack.power",
        "P01-B1-H1-R01-K02");
    row("topics",
        kTopics + metadata("RackPower", "kW")
            + line("500ms", "Value", "RackPower", R"({"value":12,"timestamp":{{timestamp_ms}},"quality":1})"),
        {}, 12);
    row("topics, by a mapping",
        kTopics + metadata("RackPower", "kW", "loc-7")
            + line("1m", "Value", "RackPower", R"({"value":12,"quality":1})"),
        map + "x,loc-7,P01-B1-H1-R01-K01\n", 12);
    row("topics, flow",
        kTopics + metadata("RackLiquidFlow", "LPM") + line("1h2m3.5s", "Value", "RackLiquidFlow", R"({"value":240})"),
        {}, 240, "rack.liquidFlow");
    row("topics, supply",
        kTopics + metadata("RackLiquidSupplyTemperature", "C")
            + line("0s", "Value", "RackLiquidSupplyTemperature", R"({"value":44.5,"quality":1})"),
        {}, 44.5, "rack.liquidSupplyTemperature");
    row("topics, metadata again",
        kTopics + metadata("RackPower", "kW") + line("1s", "Value", "RackPower", R"({"value":1})")
            + metadata("RackPower", "kW").replace("0s,", "2s,") + line("3s", "Value", "RackPower", R"({"value":12})"),
        {}, 12);
}

void TestReplayLog::values()
{
    QFETCH(QByteArray, log);
    QFETCH(QByteArray, mapping);
    QFETCH(QString, metric);
    QFETCH(QString, rack);
    QFETCH(double, expected);
    ReplaySource replay = source(log, mapping);
    const Metric what = *metricByName(metric.toStdString());
    const AssetId id = asset(qPrintable(rack));
    const double lastS = replay.timeSpan().lastS;
    const FramePtr frame = replay.frame(lastS, {});
    const double got = double(frame->value(m_campus, what, id));
    QVERIFY2(std::isnan(expected) ? std::isnan(got) : close(got, expected), qPrintable(QString::number(got)));
    const double direct = double(replay.valueAt(lastS, what, id));
    QVERIFY(direct == got || (std::isnan(direct) && std::isnan(got)));
    QCOMPARE(frame->rackState[id.index()], std::isnan(expected) ? DataState::Missing : DataState::Recorded);
}

void TestReplayLog::problems_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("what");
    const auto row
        = [](const char* name, const QByteArray& log, int line, const char* what, const QByteArray& mapping = {}) {
              QTest::newRow(name) << log << mapping << line << QString(what);
          };
    const QByteArray head = "time,key,value,quality,unit\n";
    row("no samples", head, 0, "has no samples after its header");
    row("no time", head + "soon,P01-B1-H1-R01-K01,1,1,W\n", 2, "'soon' is no time");
    row("no number", head + "0,P01-B1-H1-R01-K01,many,1,W\n", 2, "'many' is no number");
    row("infinite", head + "0,P01-B1-H1-R01-K01,inf,1,W\n", 2, "'inf' is no number");
    row("no key", head + "0,,1,1,W\n", 2, "expected what was measured");
    row("quality", head + "0,P01-B1-H1-R01-K01,1,so so,W\n", 2, "'so so' is no quality");
    row("unit", head + "0,P01-B1-H1-R01-K01,1,1,C\n", 2, "'C' is no unit of rack.power");
    row("fields", head + "0,P01-B1-H1-R01-K01,1\n", 2, "has 3 fields; expected 5");
    row("metric", "time,key,value,metric\n0,P01-B1-H1-R01-K01,1,power\n", 2, "'power' is no metric");
    row("two columns of time", "time,timestamp,key,value\n0,0,P01-B1-H1-R01-K01,1\n", 1, "two columns of time");
    row("open quote", "time,key,value\n0,\"P01,1\n", 2, "no closing quote");
    row("no key is a name", "time,key,value\n0,n1,1\n0,n2,2\n", 0, "no key is the name of an asset of campus");
    row("no key is mapped", "time,key,value\n0,n1,1\n", 0, "no key is in the mapping",
        "source,key,asset\nx,n9,P01-B1-H1-R01-K01\n");
    row("an asset without racks", "time,key,metric,value\n0,P01-B1-H1-R01-K01-T01,rack.liquidSupplyTemperature,1\n", 2,
        "can't carry rack.liquidSupplyTemperature");
    row("mapping is wrong", "time,key,value\n0,n1,1\n", 2, "is no asset of campus", "source,key,asset\nx,n1,P99\n");
    const QByteArray known = kTopics + metadata("RackPower", "kW");
    row("no value", known, 0, "no value of a rack with metadata");
    row("only a header", kTopics, 0, "no value of a rack with metadata");
    row("offset", known + line("soon", "Value", "RackPower", "{\"value\":1}"), 3, "'soon' is no time from the start");
    row("negative offset", known + line("-1s", "Value", "RackPower", "{\"value\":1}"), 3, "'-1s' is no time");
    row("offset without unit of time", known + line("5kg", "Value", "RackPower", "{\"value\":1}"), 3,
        "'5kg' is no time");
    row("offsets fall",
        known + line("5s", "Value", "RackPower", "{\"value\":1}") + line("4s", "Value", "RackPower", "{\"value\":1}"),
        4, "4s lies before the line before it");
    row("half JSON", known + line("1s", "Value", "RackPower", "{\"value\":"), 3, "is no JSON object");
    row("JSON list", known + line("1s", "Value", "RackPower", "[1]"), 3, "is no JSON object");
    row("text for a value", known + line("1s", "Value", "RackPower", R"({"value":"12"})"), 3, "number or null");
    row("value is missing", known + line("1s", "Value", "RackPower", R"({"timestamp":5})"), 3, "number or null");
    row("quality is text", known + line("1s", "Value", "RackPower", R"({"value":1,"quality":"good"})"), 3,
        "does not fit");
    row("unquoted payload", known + "1s,BMS/v1/PUB/Value/Rack/RackPower/a,{\"value\":1,\"quality\":1}\n", 3,
        "text after the closing quote");
    row("unit does not fit",
        kTopics + metadata("RackPower", "LPM") + line("1s", "Value", "RackPower", R"({"value":1})"), 2,
        "'LPM' is no unit of rack.power");
    row("racks of another site",
        kTopics + metadata("RackPower", "kW", "X1") + line("1s", "Value", "RackPower", R"({"value":1})"), 0,
        "no key is the name of an asset");
}

void TestReplayLog::problems()
{
    QFETCH(QByteArray, log);
    QFETCH(QByteArray, mapping);
    QFETCH(int, line);
    QFETCH(QString, what);
    const assets::ReplayResult result = load(log, mapping);
    QVERIFY(!result.trace);
    QVERIFY(!result.problems.empty());
    QVERIFY2(
        QString::fromStdString(result.problems.front().what).contains(what), result.problems.front().text().c_str());
    QCOMPARE(result.problems.front().line, line);
    QVERIFY(result.problems.front().file.find(".csv") != std::string::npos);
}

void TestReplayLog::warnings_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const QByteArray& log, const char* what) {
        QTest::newRow(name) << log << QString(what);
    };
    row("unknown keys", "time,key,value,unit\n0,P01-B1-H1-R01-K01,1,W\n0,n1,2,W\n",
        "1 keys are not mapped, so not shown: 'n1'");
    row("guessed unit", "time,key,value\n0,P01-B1-H1-R01-K01,1\n", "read as W: 'P01-B1-H1-R01-K01'");
    row("unknown column", "time,key,value,unit,colour\n0,P01-B1-H1-R01-K01,1,W,red\n", "column is not used");
    row("twice", "time,key,value,unit\n0,P01-B1-H1-R01-K01,1,W\n0,P01-B1-H1-R01-K01,2,W\n", "1 samples at a time");
    const QByteArray good = metadata("RackPower", "kW") + line("1s", "Value", "RackPower", R"({"value":1})");
    row("value before its metadata", kTopics + line("0s", "Value", "RackPower", R"({"value":1})") + good,
        "1 values came before their metadata");
    row("points that are not drawn",
        kTopics + metadata("RackLeakDetect", "") + line("0s", "Value", "RackLeakDetect", R"({"value":1})") + good,
        "1 values are of points that are not drawn");
    row("other topics", kTopics + "0s,grid/v1/load,\"{}\"\n0s,BMS/v1/nico/Value/Rack/RackPower/a,\"{}\"\n" + good,
        "2 messages are neither values nor metadata");
}

void TestReplayLog::warnings()
{
    QFETCH(QByteArray, log);
    QFETCH(QString, what);
    const assets::ReplayResult result = load(log);
    QVERIFY2(result.trace, result.problems.empty() ? "" : result.problems.front().text().c_str());
    QCOMPARE(result.warnings.size(), std::size_t(1));
    QVERIFY2(
        QString::fromStdString(result.warnings.front().what).contains(what), result.warnings.front().text().c_str());
}

void TestReplayLog::holdsAndGoesStale()
{
    // The second rack stops after 4 s; both say something every 2 s.
    QByteArray log = "time,key,value,unit\n";
    for (int t = 0; t <= 40; t += 2) {
        log += QByteArray::number(t) + ",P01-B1-H1-R01-K01," + QByteArray::number(t) + ",kW\n";
        if (t <= 4)
            log += QByteArray::number(t + 0.5) + ",P01-B1-H1-R01-K02,5,kW\n";
    }
    ReplaySource replay = source(log);
    QCOMPARE(replay.intervalS(), 2.0);
    const AssetId first = asset(kRack), second = asset("P01-B1-H1-R01-K02");
    QVERIFY(close(double(replay.valueAt(5.9, Metric::RackPower, first)), 4));
    QVERIFY(std::isnan(replay.valueAt(0.4, Metric::RackPower, second)));
    for (const auto& [timeS, state] : {std::pair(0.4, DataState::Missing), {0.5, DataState::Recorded},
             {14.5, DataState::Recorded}, {14.6, DataState::Stale}}) {
        QCOMPARE(replay.frame(timeS, {})->rackState[second.index()], state);
        QCOMPARE(replay.frame(timeS, {})->rackState[first.index()], DataState::Recorded);
    }
    QVERIFY(close(double(replay.valueAt(30, Metric::RackPower, second)), 5)); // stale, not gone
    QCOMPARE(replay.frame(40.1, {})->stateCounts[std::size_t(DataState::Missing)], m_campus.rackCount());
}

void TestReplayLog::badAndNull()
{
    ReplaySource replay
        = source("time,key,value,unit,quality\n0,P01-B1-H1-R01-K01,1,kW,1\n1,P01-B1-H1-R01-K01,2,kW,0\n"
                 "2,P01-B1-H1-R01-K01,,kW,1\n3,P01-B1-H1-R01-K01,4,kW,good\n4,P01-B1-H1-R01-K01,5,kW,bad\n");
    const AssetId rack = asset(kRack);
    for (const auto& [timeS, state] : {std::pair(0.0, DataState::Recorded), {1.0, DataState::Bad},
             {2.0, DataState::Missing}, {3.0, DataState::Recorded}, {4.0, DataState::Bad}})
        QCOMPARE(replay.frame(timeS, {})->rackState[rack.index()], state);
    QVERIFY(std::isnan(replay.valueAt(2, Metric::RackPower, rack))); // null is no zero
    QVERIFY(close(double(replay.valueAt(1, Metric::RackPower, rack)), 2)); // bad is shown, as bad
}

void TestReplayLog::silence()
{
    const QByteArray other = metadata("RackLiquidFlow", "LPM", "P01-B1-H1-R01-K02");
    ReplaySource replay = source(kTopics + metadata("RackPower", "kW") + other
        + line("0s", "Value", "RackPower", R"({"value":1,"quality":1})")
        + line("10s", "Value", "RackPower", R"({"value":2,"quality":0})")
        + line("20s", "Value", "RackPower", R"({"value":3,"quality":1})")
        + line("4m", "Value", "RackLiquidFlow", R"({"value":null,"quality":1})"));
    const AssetId rack = asset(kRack);
    QCOMPARE(replay.frame(10, {})->rackState[rack.index()], DataState::Bad);
    QCOMPARE(replay.frame(120, {})->rackState[rack.index()], DataState::Recorded);
    QCOMPARE(replay.frame(121, {})->rackState[rack.index()], DataState::Stale); // 100 s of silence
    QCOMPARE(replay.timeSpan().lastS, 240.0);
}

void TestReplayLog::times()
{
    const auto epoch = [this](const QByteArray& log) { return load(log).trace->epochS; };
    QCOMPARE(epoch("time,key,value\n2024-04-07T12:00:00Z,P01-B1-H1-R01-K01,1\n"), 1712491200.0);
    QCOMPARE(epoch("time_ms,key,value\n1712491200000,P01-B1-H1-R01-K01,1\n"), 1712491200.0);
    QCOMPARE(epoch("time,key,value\n5,P01-B1-H1-R01-K01,1\n"), 0.0);
    const auto trace
        = load("timestamp,key,value\n1712491260,P01-B1-H1-R01-K01,1\n1712491200,P01-B1-H1-R01-K01,1\n").trace;
    QCOMPARE(trace->timesS, (std::vector<double>{0, 60}));
    QCOMPARE(trace->channels[0].points.front().timeS, 0.0);
}

QTEST_APPLESS_MAIN(TestReplayLog)
#include "tst_replaylog.moc"
