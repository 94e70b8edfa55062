// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "assets/import/csvreplay.h"
#include "model/telemetry/replaysource.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <cmath>

using namespace gigahall;
using namespace gigahall::model;
using tests::makeTinyCampus;

/// Measured traces: files and mappings (good and bad), what frames show of them, and the two traces of shared/data.
class TestReplay : public QObject
{
    Q_OBJECT
private slots:
    void values_data();
    void values();
    void hold();
    void gapsGoStale();
    void outsideTheSpan();
    void gpuPlanes();
    void timesSince1970();
    void problems_data();
    void problems();
    void warnings_data();
    void warnings();
    void manyProblemsAreBounded();
    void fixture();
    void mlperf();
    void frontier();
    void exampleMappings_data();
    void exampleMappings();

private:
    std::string write(const QString& name, const QByteArray& text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("can't write a test file");
        return file.fileName().toStdString();
    }
    assets::ReplayResult load(const QByteArray& trace, const QByteArray& mapping)
    {
        return assets::loadReplay(m_campus, write("trace.csv", trace), write("mapping.csv", mapping));
    }
    ReplaySource source(const QByteArray& trace, const QByteArray& mapping)
    {
        assets::ReplayResult result = load(trace, mapping);
        if (!result.trace)
            qFatal("%s", result.problems.front().what.c_str());
        return {m_campus, std::move(*result.trace)};
    }
    AssetId asset(const QString& name) const { return m_campus.find(name.toStdString()).value_or(AssetId()); }
    float value(const TelemetryFrame& frame, const QString& metric, const QString& name) const
    {
        return frame.value(m_campus, *metricByName(metric.toStdString()), asset(name));
    }

    const Campus m_campus = makeTinyCampus();
    QTemporaryDir m_folder;
};

namespace {

const QByteArray kHeader = "source,key,asset\n";

bool close(double a, double b)
{
    return std::abs(a - b) < 0.02;
}

QString shared(const char* path)
{
    return QString(SHARED_DIR) + "/data/" + path;
}

} // namespace

void TestReplay::values_data()
{
    QTest::addColumn<QByteArray>("trace");
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QString>("asset");
    QTest::addColumn<double>("expected"); // NaN = missing
    const double none = std::nan("");
    const QByteArray watts = "t_s,a_W,b_W\n0,12000,8000\n2,14000,6000\n";
    QTest::newRow("one key, one rack") << watts << kHeader + "trace,a_W,P01-B1-H1-R01-K01\n"
                                       << "rack.power"
                                       << "P01-B1-H1-R01-K01" << 12.0;
    QTest::newRow("nobody mapped this rack") << watts << kHeader + "trace,a_W,P01-B1-H1-R01-K01\n"
                                             << "rack.power"
                                             << "P01-B1-H1-R01-K02" << none;
    QTest::newRow("keys of one rack add up")
        << watts << kHeader + "trace,a_W,P01-B1-H1-R01-K01\ntrace,b_W,P01-B1-H1-R01-K01\n"
        << "rack.power"
        << "P01-B1-H1-R01-K01" << 20.0;
    QTest::newRow("racks of one key share")
        << watts << kHeader + "trace,a_W,P01-B1-H1-R01-K01\ntrace,a_W,P01-B1-H1-R01-K02\ntrace,a_W,P02-B1-H2-R03-K04\n"
        << "rack.power"
        << "P02-B1-H2-R03-K04" << 4.0;
    QTest::newRow("a row stands for its racks") << watts << kHeader + "trace,a_W,P01-B1-H1-R02\n"
                                                << "rack.power"
                                                << "P01-B1-H1-R02-K03" << 3.0;
    QTest::newRow("a hall stands for its racks") << watts << kHeader + "trace,a_W,P01-B1-H2\n"
                                                 << "rack.power"
                                                 << "P01-B1-H2-R02-K03" << 1.0;
    QTest::newRow("a tray counts for its rack")
        << watts << kHeader + "trace,a_W,P01-B1-H1-R01-K01-T01\ntrace,b_W,P01-B1-H1-R01-K01-T02\n"
        << "rack.power"
        << "P01-B1-H1-R01-K01" << 20.0;
    QTest::newRow("kW in the name") << QByteArray("time,power (kW)\n0,17.5\n")
                                    << kHeader + "trace,power (kW),P01-B1-H1-R01-K01\n"
                                    << "rack.power"
                                    << "P01-B1-H1-R01-K01" << 17.5;
    QTest::newRow("unit in the mapping") << QByteArray("time,p\n0,0.02\n")
                                         << QByteArray("source,key,asset,unit\ntrace,p,P01-B1-H1-R01-K01,MW\n")
                                         << "rack.power"
                                         << "P01-B1-H1-R01-K01" << 20.0;
    QTest::newRow("scale in the mapping")
        << QByteArray("time,p\n0,1999\n") << QByteArray("source,key,asset,scale\ntrace,p,P01-B1-H1-R01-K01,0.01\n")
        << "rack.power"
        << "P01-B1-H1-R01-K01" << 19.99;
    QTest::newRow("no unit is watts") << QByteArray("time,power[1]\n0,21000\n")
                                      << kHeader + "trace,power[1],P01-B1-H1-R01-K01\n"
                                      << "rack.power"
                                      << "P01-B1-H1-R01-K01" << 21.0;
    const QByteArray loops = "t_s,in_C,out_F,flow_LPM,other_C\n0,41.5,122,88,43.5\n";
    QTest::newRow("a temperature holds for each")
        << loops << QByteArray("source,key,asset,metric\nx,in_C,P01-B1-H1,rack.liquidSupplyTemperature\n")
        << "rack.liquidSupplyTemperature"
        << "P01-B1-H1-R03-K02" << 41.5;
    QTest::newRow("two temperatures: their mean")
        << loops
        << QByteArray("source,key,asset,metric\nx,in_C,P01-B1-H1-R01-K01,rack.liquidSupplyTemperature\n"
                      "x,other_C,P01-B1-H1-R01-K01,rack.liquidSupplyTemperature\n")
        << "rack.liquidSupplyTemperature"
        << "P01-B1-H1-R01-K01" << 42.5;
    QTest::newRow("fahrenheit") << loops
                                << QByteArray(
                                       "source,key,asset,metric\nx,out_F,P01-B1-H1,rack.liquidReturnTemperature\n")
                                << "rack.liquidReturnTemperature"
                                << "P01-B1-H1-R01-K01" << 50.0;
    QTest::newRow("flow shares") << loops
                                 << QByteArray("asset,metric,key,source\nP01-B1-H1-R01,rack.liquidFlow,flow_LPM,x\n")
                                 << "rack.liquidFlow"
                                 << "P01-B1-H1-R01-K01" << 22.0;
    QTest::newRow("GPU power of a rack is one GPU's part")
        << watts << QByteArray("source,key,asset,metric\nx,a_W,P01-B1-H1-R01-K01,gpu.power\n") << "gpu.power"
        << "P01-B1-H1-R01-K01" << 500.0;
    QTest::newRow("source by name, others left alone")
        << watts << kHeader + "trace.csv,a_W,P01-B1-H1-R01-K01\nprometheus,no such key,P01-B1-H1-R01-K01\n"
        << "rack.power"
        << "P01-B1-H1-R01-K01" << 12.0;
    QTest::newRow("semicolons and decimal commas, CRLF, BOM, quotes")
        << QByteArray("\xef\xbb\xbf\"t_s\";\"a, left_kW\"\r\n0;12,25\r\n")
        << QByteArray("source;key;asset\r\nx;\"a, left_kW\";P01-B1-H1-R01-K01\r\n") << "rack.power"
        << "P01-B1-H1-R01-K01" << 12.25;
}

void TestReplay::values()
{
    QFETCH(QByteArray, trace);
    QFETCH(QByteArray, mapping);
    QFETCH(QString, metric);
    QFETCH(QString, asset);
    QFETCH(double, expected);
    ReplaySource replay = source(trace, mapping);
    const FramePtr frame = replay.frame(0, {});
    const double got = double(value(*frame, metric, asset));
    QVERIFY2(std::isnan(expected) ? std::isnan(got) : close(got, expected), qPrintable(QString::number(got)));
    const float direct = replay.valueAt(0, *metricByName(metric.toStdString()), this->asset(asset));
    QVERIFY(std::isnan(expected) ? std::isnan(direct) : double(direct) == got);
    QCOMPARE(int(frame->rackState[this->asset(asset).index()]),
        int(std::isnan(expected) ? DataState::Missing : DataState::Recorded));
}

void TestReplay::hold()
{
    ReplaySource replay = source("t_s,a_W\n10,1000\n12,2000\n14,3000\n", kHeader + "x,a_W,P01-B1-H1-R01-K01\n");
    QCOMPARE(replay.intervalS(), 2.0);
    QCOMPARE(replay.timeSpan().firstS, 10.0);
    QCOMPARE(replay.timeSpan().lastS, 14.0);
    const QList<QPair<double, double>> expected{{10, 1}, {11.999, 1}, {12, 2}, {13.5, 2}, {14, 3}, {12.5, 2}};
    for (const auto& [timeS, kw] : expected)
        QVERIFY(close(double(value(*replay.frame(timeS, {}), "rack.power", "P01-B1-H1-R01-K01")), kw));
    QVERIFY(QString::fromStdString(replay.frame(10, {})->source).contains("trace.csv"));
}

void TestReplay::gapsGoStale()
{
    QByteArray trace("t_s,a_W,b_W,c_W\n");
    for (int t = 0; t <= 40; t += 2)
        trace += QByteArray::number(t) + (t == 0 || t > 30 ? ",1000," : ",,") + (t < 10 ? ",5\n" : "2000,5\n");
    ReplaySource replay = source(trace,
        kHeader
            + "x,a_W,P01-B1-H1-R01-K01\nx,b_W,P01-B1-H1-R01-K02\nx,a_W,P01-B1-H1-R01-K03\nx,b_W,P01-B1-H1-R01-K03\n");
    const auto state
        = [&](double timeS, const char* rack) { return replay.frame(timeS, {})->rackState[asset(rack).index()]; };
    // The last reading holds, live until five intervals are over, then stale; before the first there is nothing.
    QCOMPARE(state(10, "P01-B1-H1-R01-K01"), DataState::Recorded);
    QCOMPARE(state(10.5, "P01-B1-H1-R01-K01"), DataState::Stale);
    QVERIFY(close(double(value(*replay.frame(30, {}), "rack.power", "P01-B1-H1-R01-K01")), 0.5));
    QCOMPARE(state(32, "P01-B1-H1-R01-K01"), DataState::Recorded);
    QCOMPARE(state(8, "P01-B1-H1-R01-K02"), DataState::Missing);
    QCOMPARE(state(10, "P01-B1-H1-R01-K02"), DataState::Recorded);
    // A sum with an unknown part is unknown, not small.
    QVERIFY(std::isnan(value(*replay.frame(8, {}), "rack.power", "P01-B1-H1-R01-K03")));
    QVERIFY(close(double(value(*replay.frame(36, {}), "rack.power", "P01-B1-H1-R01-K03")), 1.5));
    const FramePtr frame = replay.frame(10.5, {});
    QCOMPARE(frame->stateCounts[std::size_t(DataState::Stale)], 2u);
    QCOMPARE(frame->stateCounts[std::size_t(DataState::Missing)], m_campus.rackCount() - 3);
}

void TestReplay::outsideTheSpan()
{
    ReplaySource replay = source("t_s,a_W\n0,1000\n2,2000\n", kHeader + "x,a_W,P01-B1-H1-R01-K01\n");
    for (const double timeS : {-0.001, 2.001, 1e9}) {
        const FramePtr frame = replay.frame(timeS, {});
        QCOMPARE(frame->stateCounts[std::size_t(DataState::Missing)], m_campus.rackCount());
        QCOMPARE(frame->rollUp[std::size_t(Metric::RackPower)].campus.known, 0u);
    }
}

void TestReplay::gpuPlanes()
{
    ReplaySource replay = source("t_s,g_C,tray_W,rack_kW\n0,66,2000,20\n",
        "source,key,asset,metric\nx,g_C,P01-B1-H1-R01-K02-T03-G2,gpu.temperature\n"
        "x,tray_W,P01-B1-H1-R01-K01-T02,gpu.power\nx,rack_kW,P01-B1-H1-R01-K01,rack.power\n");
    const FramePtr frame = replay.frame(0, MetricSet().set());
    QCOMPARE(frame->gpu[std::size_t(Metric::GpuTemperature)].size(), std::size_t{m_campus.gpuCount()});
    QVERIFY(frame->gpu[std::size_t(Metric::GpuUtilization)].empty());
    QVERIFY(frame->rack[std::size_t(Metric::GpuUtilization)].empty());
    QVERIFY(close(double(value(*frame, "gpu.temperature", "P01-B1-H1-R01-K02-T03-G2")), 66));
    QVERIFY(std::isnan(value(*frame, "gpu.temperature", "P01-B1-H1-R01-K02-T03-G1")));
    QVERIFY(close(double(value(*frame, "gpu.temperature", "P01-B1-H1-R01-K02")), 66));
    // A tray's power is divided among its GPUs.
    QVERIFY(std::abs(value(*frame, "gpu.power", "P01-B1-H1-R01-K01-T02-G4") - 500) < 0.1f);
    QCOMPARE(frame->rollUp[std::size_t(Metric::GpuPower)].campus.known, 4u);
    QVERIFY(std::abs(frame->rollUp[std::size_t(Metric::GpuPower)].campus.sum - 2000) < 0.5f);
    QVERIFY(replay.frame(0, {})->gpu[std::size_t(Metric::GpuPower)].empty());
    for (const char* name : {"P01-B1-H1-R01-K01-T02-G4", "P01-B1-H1-R01-K01-T01-G1", "P01-B1-H1-R01-K01"}) {
        const float plane = value(*frame, "gpu.power", name);
        const float direct = replay.valueAt(0, Metric::GpuPower, asset(name));
        QVERIFY(std::isnan(plane) ? std::isnan(direct) : plane == direct);
    }
}

void TestReplay::timesSince1970()
{
    for (const char* trace : {"timestamp,a_W\n2024-05-17T15:38:28Z,1000\n2024-05-17T15:38:30Z,2000\n",
             "time_ms,a_W\n1715960308000,1000\n1715960310000,2000\n"}) {
        const assets::ReplayResult result = load(trace, kHeader + "x,a_W,P01-B1-H1-R01-K01\n");
        QVERIFY(result.trace);
        QCOMPARE(result.trace->timesS, (std::vector<double>{0, 2}));
        QCOMPARE(result.trace->epochS, 1715960308.0);
    }
}

void TestReplay::problems_data()
{
    QTest::addColumn<QByteArray>("trace");
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("what");
    const QByteArray good = "t_s,a_W,b_W\n0,1,2\n2,3,4\n";
    const QByteArray map = kHeader + "x,a_W,P01-B1-H1-R01-K01\n";
    const auto row = [](const char* name, const QByteArray& trace, const QByteArray& mapping, const char* file,
                         int line, const char* column, const char* what) {
        QTest::newRow(name) << trace << mapping << file << line << column << what;
    };
    row("unknown asset", good, kHeader + "x,a_W,P09-B1-H1-R01-K01\n", "mapping.csv", 2, "asset", "no asset of campus");
    row("no asset", good, kHeader + "x,a_W,\n", "mapping.csv", 2, "asset", "no asset of campus");
    row("tray beyond the rack", good, kHeader + "x,a_W,P01-B1-H1-R01-K01-T07\n", "mapping.csv", 2, "asset", "no asset");
    row("key that the trace lacks", good, map + "x,c_W,P01-B1-H1-R01-K02\n", "mapping.csv", 3, "key", "no column of");
    row("time as key", good, map + "x,t_s,P01-B1-H1-R01-K02\n", "mapping.csv", 3, "key", "time column");
    row("empty key", good, map + "x,,P01-B1-H1-R01-K02\n", "mapping.csv", 3, "key", "is empty");
    row("pair twice", good, map + "x,b_W,P01-B1-H1-R01-K01\nx,a_W,P01-B1-H1-R01-K01\n", "mapping.csv", 4, "key",
        "line 2");
    row("missing column", good, "source,key\nx,a_W\n", "mapping.csv", 1, "asset", "source,key,asset");
    row("header twice", good, "source,key,asset,asset\n", "mapping.csv", 1, "asset", "twice");
    row("short line", good, map + "x,b_W\n", "mapping.csv", 3, "", "2 fields; expected 3");
    row("empty mapping", good, "", "mapping.csv", 0, "", "empty");
    row("mapping without lines", good, kHeader, "mapping.csv", 0, "", "no line");
    row("open quote in the mapping", good, kHeader + "x,\"a_W,P01\n", "mapping.csv", 2, "", "closing quote");
    row("unknown metric", good, "source,key,asset,metric\nx,a_W,P01-B1-H1-R01-K01,rack.watts\n", "mapping.csv", 2,
        "metric", "rack.power");
    row("unknown unit", good, "source,key,asset,unit\nx,a_W,P01-B1-H1-R01-K01,hp\n", "mapping.csv", 2, "unit", "kw, w");
    row("unit of another quantity", good, "source,key,asset,unit\nx,a_W,P01-B1-H1-R01-K01,C\n", "mapping.csv", 2,
        "unit", "rack.power");
    row("scale", good, "source,key,asset,scale\nx,a_W,P01-B1-H1-R01-K01,ten\n", "mapping.csv", 2, "scale", "no number");
    row("two units of one key", good, "source,key,asset,unit\nx,a_W,P01-B1-H1-R01-K01,W\nx,a_W,P01-B1-H1-R01-K02,kW\n",
        "mapping.csv", 3, "unit", "another unit");
    row("coolant of a tray", good,
        "source,key,asset,metric\nx,a_W,P01-B1-H1-R01-K01-T01,rack.liquidSupplyTemperature\n", "mapping.csv", 2,
        "asset", "can't carry");
    row("no line for this trace", good, kHeader + "y,a_W,P01-B1-H1-R01-K01\nz,b_W,P01-B1-H1-R01-K02\n", "mapping.csv",
        2, "source", "'trace'");
    row("text in a cell", "t_s,a_W\n0,1\n2,n0ne\n", map, "trace.csv", 3, "a_W", "'n0ne' is no number");
    row("infinity in a cell", "t_s,a_W\n0,inf\n", map, "trace.csv", 2, "a_W", "no number");
    row("time goes back", "t_s,a_W\n0,1\n4,1\n2,1\n", map, "trace.csv", 4, "t_s", "not after that of line 3");
    row("time stands still", "t_s,a_W\n0,1\n0,1\n", map, "trace.csv", 3, "t_s", "not after");
    row("no time", "t_s,a_W\n,1\n", map, "trace.csv", 2, "t_s", "no time");
    row("short sample", "t_s,a_W\n0\n", map, "trace.csv", 2, "", "1 fields; expected 2");
    row("long sample", "t_s,a_W\n0,1,2\n", map, "trace.csv", 2, "", "3 fields; expected 2");
    row("empty trace", "", map, "trace.csv", 0, "", "empty");
    row("trace without samples", "t_s,a_W\n", map, "trace.csv", 0, "", "no samples");
    row("only a time column", "t_s\n0\n", map, "trace.csv", 1, "", "one column");
    row("column twice", "t_s,a_W,a_W\n0,1,2\n", map, "trace.csv", 1, "a_W", "twice");
    row("column without name", "t_s,a_W,\n0,1,2\n", map, "trace.csv", 1, "", "column 3 has no name");
    row("open quote in the trace", "t_s,a_W\n0,\"1\n2,3\n", map, "trace.csv", 2, "", "closing quote");
}

void TestReplay::problems()
{
    QFETCH(QByteArray, trace);
    QFETCH(QByteArray, mapping);
    QFETCH(QString, file);
    QFETCH(int, line);
    QFETCH(QString, column);
    QFETCH(QString, what);
    const assets::ReplayResult result = load(trace, mapping);
    QVERIFY(!result.trace);
    bool found = false;
    QString all;
    for (const assets::Problem& problem : result.problems) {
        all += QString("%1:%2 %3: %4\n")
                   .arg(problem.file.c_str())
                   .arg(problem.line)
                   .arg(problem.pointer.c_str(), problem.what.c_str());
        found = found
            || (QString::fromStdString(problem.file).endsWith(file) && problem.line == line
                && QString::fromStdString(problem.pointer) == column
                && QString::fromStdString(problem.what).contains(what));
    }
    QVERIFY2(found, qPrintable("got:\n" + all));
}

void TestReplay::warnings_data()
{
    QTest::addColumn<QByteArray>("trace");
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<QString>("what");
    const QByteArray map = kHeader + "x,a_W,P01-B1-H1-R01-K01\n";
    QTest::newRow("nothing to say") << QByteArray("t_s,a_W\n0,1\n") << map << "";
    QTest::newRow("unmapped key") << QByteArray("t_s,a_W,total_W\n0,1,2\n") << map
                                  << "not mapped, so not shown: 'total_W'";
    QTest::newRow("many unmapped keys") << QByteArray("t_s,a_W,b,c,d,e,f,g\n0,1,2,3,4,5,6,7\n") << map
                                        << "'b', 'c', 'd', 'e' and 2 more";
    QTest::newRow("no unit") << QByteArray("t_s,power[1]\n0,1\n") << kHeader + "x,power[1],P01-B1-H1-R01-K01\n"
                             << "read as W: 'power[1]'";
    QTest::newRow("unknown mapping column")
        << QByteArray("t_s,a_W\n0,1\n") << QByteArray("source,key,asset,colour\nx,a_W,P01-B1-H1-R01-K01,red\n")
        << "not used";
}

void TestReplay::warnings()
{
    QFETCH(QByteArray, trace);
    QFETCH(QByteArray, mapping);
    QFETCH(QString, what);
    const assets::ReplayResult result = load(trace, mapping);
    QVERIFY(result.trace);
    QVERIFY(result.problems.empty());
    QCOMPARE(result.warnings.size(), what.isEmpty() ? 0u : 1u);
    if (!what.isEmpty())
        QVERIFY2(
            QString::fromStdString(result.warnings.front().what).contains(what), result.warnings.front().what.c_str());
}

void TestReplay::manyProblemsAreBounded()
{
    QByteArray trace("t_s,a_W\n");
    for (int i = 0; i < 1000; ++i)
        trace += QByteArray::number(i) + ",bad\n";
    const assets::ReplayResult result = load(trace, kHeader + "x,a_W,P01-B1-H1-R01-K01\n");
    QCOMPARE(result.problems.size(), 51u);
    QVERIFY(QString::fromStdString(result.problems.back().what).contains("950 more"));
    const assets::ReplayResult none = assets::loadReplay(m_campus, "/no/such/trace.csv", "/no/such/mapping.csv");
    QCOMPARE(none.problems.size(), 2u);
}

void TestReplay::fixture()
{
    const std::string folder = std::string(SOURCE_DIR) + "/tests/fixtures/replay/";
    assets::ReplayResult result = assets::loadReplay(m_campus, folder + "tiny.csv", folder + "tiny.mapping.csv");
    for (const assets::Problem& problem : result.problems)
        qWarning("%s", problem.what.c_str());
    QVERIFY(result.trace);
    ReplaySource replay(m_campus, std::move(*result.trace));
    const FramePtr frame = replay.frame(replay.timeSpan().lastS, {});
    QVERIFY(frame->rollUp[std::size_t(Metric::RackPower)].campus.known > 0);
    QVERIFY(frame->rollUp[std::size_t(Metric::RackLiquidSupplyTemperature)].campus.known > 0);
}

void TestReplay::mlperf()
{
    const QString trace = shared("mlperf-power/gpt3_175b_512xH100_ac_node_watts_2s.csv");
    if (!QFile::exists(trace))
        QSKIP("shared/data/mlperf-power is not here");
    // 64 nodes on 16 racks of 4.
    const Campus campus = makeTinyCampus({.phases = 1, .halls = 1, .rows = 4, .racks = 4});
    QByteArray mapping = kHeader;
    for (int node = 0; node < 64; ++node)
        mapping += QString("mlperf,node_%1_W,P01-B1-H1-R%2-K%3\n")
                       .arg(node + 1)
                       .arg(node / 16 + 1, 2, 10, QChar('0'))
                       .arg(node / 4 % 4 + 1, 2, 10, QChar('0'))
                       .toLatin1();
    assets::ReplayResult result = assets::loadReplay(campus, trace.toStdString(), write("mapping.csv", mapping));
    QVERIFY(result.trace);
    QCOMPARE(result.trace->channels.size(), 64u);
    ReplaySource replay(campus, std::move(*result.trace));
    double kwh = 0;
    for (const double timeS : replay.trace().timesS)
        kwh += double(replay.frame(timeS, {})->rollUp[std::size_t(Metric::RackPower)].campus.sum) * replay.intervalS()
            / 3600;
    QVERIFY2(std::abs(kwh - 415.13) < 0.02, qPrintable(QString("%1 kWh").arg(kwh)));
}

void TestReplay::frontier()
{
    const QString trace = shared("frontier-cdu-24h-2024-04-07/input_04-07-24.csv");
    if (!QFile::exists(trace))
        QSKIP("shared/data/frontier-cdu-24h-2024-04-07 is not here");
    // 25 coolant units with three racks each.
    const Campus campus = makeTinyCampus({.phases = 1, .halls = 1, .rows = 25, .racks = 3});
    QByteArray mapping = kHeader;
    for (int cdu = 1; cdu <= 25; ++cdu)
        for (int rack = 1; rack <= 3; ++rack)
            mapping += QString("frontier,power[%1],P01-B1-H1-R%2-K%3\n")
                           .arg(cdu)
                           .arg(cdu, 2, 10, QChar('0'))
                           .arg(rack, 2, 10, QChar('0'))
                           .toLatin1();
    assets::ReplayResult result = assets::loadReplay(campus, trace.toStdString(), write("mapping.csv", mapping));
    QVERIFY(result.trace);
    QCOMPARE(result.trace->timesS.size(), 5761u);
    QCOMPARE(result.warnings.size(), 2u); // the wet bulb, and watts guessed
    ReplaySource replay(campus, std::move(*result.trace));
    QCOMPARE(replay.intervalS(), 15.0);
    double lo = 1e9, hi = 0, sum = 0;
    for (const double timeS : replay.trace().timesS) {
        const double mw = double(replay.frame(timeS, {})->rollUp[std::size_t(Metric::RackPower)].campus.sum) / 1000;
        lo = std::min(lo, mw);
        hi = std::max(hi, mw);
        sum += mw;
    }
    QVERIFY(std::abs(lo - 5.204) < 0.002);
    QVERIFY(std::abs(sum / 5761 - 16.125) < 0.002);
    QVERIFY(std::abs(hi - 26.606) < 0.002);
}

void TestReplay::exampleMappings_data()
{
    QTest::addColumn<QString>("trace");
    QTest::addColumn<QString>("mapping");
    QTest::addColumn<QString>("campus");
    for (const char* campus : {"default", "one-hall"}) {
        QTest::addRow("mlperf on %s", campus) << "mlperf-power/gpt3_175b_512xH100_ac_node_watts_2s.csv"
                                              << "mlperf-64-nodes.mapping.csv" << campus;
        QTest::addRow("frontier on %s", campus) << "frontier-cdu-24h-2024-04-07/input_04-07-24.csv"
                                                << "frontier-25-cdus.mapping.csv" << campus;
    }
}

void TestReplay::exampleMappings()
{
    QFETCH(QString, trace);
    QFETCH(QString, mapping);
    QFETCH(QString, campus);
    if (!QFile::exists(shared(qPrintable(trace))))
        QSKIP("shared/data is not here");
    const auto loaded
        = assets::loadCampus(std::string(SOURCE_DIR) + "/assets/campuses/" + campus.toStdString() + ".campus.json");
    QVERIFY(loaded.campus);
    const assets::ReplayResult result = assets::loadReplay(*loaded.campus, shared(qPrintable(trace)).toStdString(),
        std::string(SOURCE_DIR) + "/assets/profiles/" + mapping.toStdString());
    for (const assets::Problem& problem : result.problems)
        qWarning("%s", problem.text().c_str());
    QVERIFY(result.trace);
}

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
