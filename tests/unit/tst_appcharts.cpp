#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "app/docks/chartaxis.h"
#include "app/docks/chartsubject.h"
#include "app/docks/charttable.h"
#include "tests/support/tinycampus.h"

#include <QtTest>

#include <cmath>

using namespace gigahall;
using namespace gigahall::app;
using model::AssetId;
using model::AssetKind;
using model::Metric;

namespace {

const QLocale kEnglish(QLocale::English, QLocale::UnitedStates);
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// The answer a source would give: value = time, or missing.
model::SeriesSet answer(const model::SeriesRequest& request, std::uint32_t done)
{
    model::SeriesSet set{request, done, {}, {}};
    for (std::uint32_t c = 0; c < done; ++c) {
        const auto value = static_cast<float>(request.timeS(c));
        if (request.spread)
            set.spreads.push_back({value - 1, value, value + 2, 3 * value, 3});
        for (std::size_t a = 0; a < request.assets.size() && !request.spread; ++a)
            set.samples.push_back({value + static_cast<float>(a), model::DataState::Live});
    }
    return set;
}
model::SeriesSet answer(const model::SeriesRequest& request)
{
    return answer(request, request.columns);
}

} // namespace

/// What charts are made of, without widgets: axes, tables, what is asked for, what they are about.
class TestAppCharts : public QObject
{
    Q_OBJECT
private slots:
    void valueTicksAreNice_data();
    void valueTicksAreNice();
    void tickTexts();
    void rangesHaveAir();
    void units_data();
    void units();
    void timeTicksAreTimes_data();
    void timeTicksAreTimes();
    void asksForWhatIsMissing();
    void answersOfOldQuestions();
    void csv();
    void spaces();
    void requests();
    void worstOfAHall();
    void bandsAndSums();
    void smallestSpaces();
    void stepsOfTime();
    void fittedColours();

private:
    const model::Campus m_campus = tests::makeTinyCampus();
    const std::vector<AssetId> m_racks{AssetId(AssetKind::Rack, 0), AssetId(AssetKind::Rack, 1)};
};

void TestAppCharts::valueTicksAreNice_data()
{
    QTest::addColumn<double>("lo");
    QTest::addColumn<double>("hi");
    QTest::addColumn<int>("most");
    QTest::addColumn<QList<double>>("ticks");
    QTest::newRow("hundred") << 0.0 << 100.0 << 5 << QList<double>{0, 25, 50, 75, 100};
    QTest::newRow("between") << 41.3 << 58.9 << 5 << QList<double>{45, 50, 55};
    QTest::newRow("negative") << -11.0 << 12.0 << 6 << QList<double>{-10, -5, 0, 5, 10};
    QTest::newRow("small") << 0.031 << 0.052 << 5 << QList<double>{0.035, 0.04, 0.045, 0.05};
    QTest::newRow("large") << 1.02e9 << 1.98e9 << 3 << QList<double>{1.5e9};
    QTest::newRow("nothing") << 5.0 << 5.0 << 5 << QList<double>{};
    QTest::newRow("not a number") << std::nan("") << 5.0 << 5 << QList<double>{};
    QTest::newRow("endless") << 0.0 << double(INFINITY) << 5 << QList<double>{};
}

void TestAppCharts::valueTicksAreNice()
{
    QFETCH(double, lo);
    QFETCH(double, hi);
    QFETCH(int, most);
    QFETCH(QList<double>, ticks);
    const std::vector<double> found = valueTicks(lo, hi, most);
    QCOMPARE(qsizetype(found.size()), ticks.size());
    for (qsizetype i = 0; i < ticks.size(); ++i)
        QVERIFY(std::abs(found[std::size_t(i)] - ticks[i]) <= 1e-9 * std::abs(ticks[i]));
}

void TestAppCharts::tickTexts()
{
    QCOMPARE(valueTickText(1500, 500, kEnglish), QStringLiteral("1,500"));
    QCOMPARE(valueTickText(2.5, 2.5, kEnglish), QStringLiteral("2.5"));
    QCOMPARE(valueTickText(0.035, 0.005, kEnglish), QStringLiteral("0.035"));
    QCOMPARE(valueTickText(-1e-12, 5, kEnglish), QStringLiteral("0"));
    QCOMPARE(valueTickText(2.5, 0.5, QLocale(QLocale::German)), QStringLiteral("2,5"));
    QCOMPARE(spanText(0.5, kEnglish).replace(QChar(0x202f), ' '), QStringLiteral("0.5 s"));
    QCOMPARE(spanText(600, kEnglish).replace(QChar(0x202f), ' '), QStringLiteral("10 min"));
    QCOMPARE(spanText(86400, kEnglish).replace(QChar(0x202f), ' '), QStringLiteral("24 h"));
}

void TestAppCharts::rangesHaveAir()
{
    const ValueRange wide = axisRange(100, 200);
    QVERIFY(wide.lo < 100 && wide.lo > 80 && wide.hi > 200 && wide.hi < 220);
    // Noise of a thousandth stays small, zero stays the floor of what is never below it.
    const ValueRange noise = axisRange(999.5, 1000);
    QVERIFY(noise.hi - noise.lo >= 20);
    QCOMPARE(axisRange(0, 10).lo, 0.0f);
    QVERIFY(axisRange(-5, 5).lo < -5);
    QVERIFY(axisRange(0, 0).hi > axisRange(0, 0).lo);
}

void TestAppCharts::units_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<double>("largest");
    QTest::addColumn<double>("factor");
    QTest::addColumn<QString>("unit");
    QTest::newRow("a GPU") << "gpu.power" << 950.0 << 1.0 << "W";
    QTest::newRow("some watts more") << "gpu.power" << 1100.0 << 1.0 << "W";
    QTest::newRow("a rack") << "rack.power" << 231.0 << 1.0 << "kW";
    QTest::newRow("a hall") << "rack.power" << 41000.0 << 1e-3 << "MW";
    QTest::newRow("a campus") << "rack.power" << 6.6e6 << 1e-6 << "GW";
    QTest::newRow("load") << "gpu.utilization" << 1.0 << 100.0 << "%";
    QTest::newRow("ramp") << "power.ramp" << 4000.0 << 1e-3 << "MW/s";
    QTest::newRow("flow") << "rack.liquidFlow" << 300.0 << 1.0 << "L/min";
}

void TestAppCharts::units()
{
    QFETCH(QString, metric);
    QFETCH(double, largest);
    QFETCH(double, factor);
    QFETCH(QString, unit);
    const AxisUnit found = axisUnit(model::metricInfo(*model::metricByName(metric.toStdString())), largest);
    QVERIFY2(std::abs(found.factor - factor) < 1e-9 * factor, qPrintable(QString::number(found.factor)));
    QCOMPARE(found.unit, unit);
}

void TestAppCharts::timeTicksAreTimes_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<double>("step");
    QTest::addColumn<QString>("first");
    QTest::newRow("two seconds") << 43200.05 << 43202.0 << 0.5 << "12:00:00.5";
    QTest::newRow("a minute") << 43201.0 << 43261.0 << 10.0 << "12:00:10";
    QTest::newRow("ten minutes") << 43200.0 << 43800.0 << 120.0 << "12:00";
    QTest::newRow("an hour") << 42000.0 << 45600.0 << 600.0 << "11:40";
    QTest::newRow("a day") << 0.0 << 86400.0 << 10800.0 << "00:00";
    QTest::newRow("a date") << 1.75e9 << 1.75e9 + 3600 << 600.0 << "15:10";
}

void TestAppCharts::timeTicksAreTimes()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(double, step);
    QFETCH(QString, first);
    const TimeTicks ticks = timeTicks(from, to, 700);
    QCOMPARE(ticks.stepS, step);
    QVERIFY(!ticks.timesS.empty() && ticks.timesS.front() >= from - 1e-3 && ticks.timesS.back() <= to + 1e-3);
    QCOMPARE(timeTickText(ticks.timesS.front(), ticks.stepS), first);
    QVERIFY(timeTicks(5, 5, 700).timesS.empty() && timeTicks(0, 5, 0).timesS.empty());
}

void TestAppCharts::asksForWhatIsMissing()
{
    ChartData data;
    model::SeriesRequest wanted{Metric::RackPower, m_racks, false, 100, 1, 11};
    auto asked = data.want(wanted);
    QVERIFY(asked && *asked == wanted && data.isReading());
    QVERIFY(!data.want(wanted)); // it is on its way
    QVERIFY(data.take(answer(*asked, 4))); // as far as it has come
    QCOMPARE(data.set()->done, 4u);
    QVERIFY(data.isReading() && !data.want(wanted));
    QVERIFY(data.take(answer(*asked)) && !data.isReading());
    QVERIFY(!data.want(wanted)); // it is there

    // Time goes on: the end only, again and again, and what lies far behind goes.
    for (int i = 1; i <= 20; ++i) {
        wanted.firstS = 100 + i;
        asked = data.want(wanted);
        QVERIFY(asked);
        QCOMPARE(asked->columns, 1u);
        QCOMPARE(asked->firstS, 110.0 + i);
        QVERIFY(data.take(answer(*asked)));
    }
    QVERIFY(data.set()->request.firstS > 115 && data.set()->request.firstS <= 120);
    QCOMPARE(data.set()->at(data.set()->done - 1, 1).value, 131.0f);

    // Before what is there, another step, other assets: anew; what is there stays in sight where it is of use.
    wanted.firstS = 50;
    QCOMPARE(data.want(wanted)->columns, 11u);
    QVERIFY(data.set());
    wanted.stepS = 0.5;
    QVERIFY(data.want(wanted) && data.set());
    wanted.assets.pop_back();
    QVERIFY(data.want(wanted) && !data.set());
    wanted.assets.clear();
    QVERIFY(!data.want(wanted) && !data.isReading());
}

void TestAppCharts::answersOfOldQuestions()
{
    ChartData data;
    const model::SeriesRequest one{Metric::RackPower, m_racks, false, 0, 1, 5},
        two{Metric::Loading, m_racks, false, 0, 1, 5};
    data.want(one);
    data.want(two);
    QVERIFY(!data.take(answer(one)) && !data.set());
    QVERIFY(data.take(answer(two)));
    QVERIFY(!data.take(answer(two))); // once
    data.clear();
    QVERIFY(!data.take(answer(two)) && !data.set());
}

void TestAppCharts::csv()
{
    ChartTable table;
    table.metric = Metric::GpuPower;
    table.firstS = 86400 + 3723.5;
    table.stepS = 0.5;
    table.columns = 2;
    table.rows = {{m_racks[0], "a", {}, {{912.25f, model::DataState::Live}, {kNan, model::DataState::Missing}}},
        {m_racks[1], "b", {}, {{0, model::DataState::Live}, {-3.5f, model::DataState::Stale}}}};
    QCOMPARE(chartCsv(table, {"P1-R1", "odd, \"name\""}),
        QByteArray("time_s,time,P1-R1 gpu.power W,\"odd, \"\"name\"\" gpu.power W\",values missing,values live,"
                   "values simulated,values recorded,values stale,values bad,values planned\n"
                   "90123.500,25:02:03.500,912.25,0,0,2,0,0,0,0,0\n"
                   "90124.000,25:02:04.000,,-3.5,1,0,0,0,1,0,0\n"));
    table.firstS = 1.75e9;
    QVERIFY(chartCsv(table, {"a", "b"}).contains("1750000000.000,2025-06-15T15:06:40.000Z,912.25,0,0,2,0,0,0,0,0\n"));
    QCOMPARE(*table.columnAt(1.75e9 + 0.7), 1u);
    QVERIFY(!table.columnAt(1.75e9 - 0.1) && !table.columnAt(1.75e9 + 1));
}

void TestAppCharts::spaces()
{
    const AssetId gpu(AssetKind::Gpu, 30), rack = m_campus.parent(m_campus.parent(gpu)), row = m_campus.parent(rack),
                                           hall = m_campus.parent(row), building = m_campus.parent(hall),
                                           phase = m_campus.parent(building), campus(AssetKind::Campus, 0),
                                           other(AssetKind::Hall, 3);
    using Spaces = std::vector<AssetId>;
    const auto of = [&](ChartKind kind, Metric metric, AssetId selected) {
        return chartSpaces(m_campus, kind, metric, selected, other);
    };
    QVERIFY(of(ChartKind::Selection, Metric::GpuPower, gpu) == Spaces{gpu});
    QVERIFY(of(ChartKind::Selection, Metric::GpuPower, {}) == Spaces{campus});
    QVERIFY((of(ChartKind::Raster, Metric::GpuPower, gpu) == Spaces{rack, row, hall}));
    QVERIFY((of(ChartKind::Raster, Metric::RackPower, rack) == Spaces{row, hall}));
    QVERIFY(of(ChartKind::Raster, Metric::RackPower, building) == Spaces{other});
    QVERIFY((of(ChartKind::Band, Metric::RackPower, rack) == Spaces{row, hall, building, phase, campus}));
    QVERIFY(of(ChartKind::Band, Metric::GpuPower, {}) == Spaces{campus});
    QVERIFY(of(ChartKind::Worst, Metric::RackPower, gpu) == Spaces{hall});
    QVERIFY(of(ChartKind::Worst, Metric::RackPower, campus) == Spaces{other});

    model::TelemetryFrame frame;
    model::Plane& plane = frame.rack[std::size_t(Metric::RackPower)];
    plane.assign(m_campus.rackCount(), 5);
    plane[m_campus.halls[2].racks.first + 1] = 900;
    plane[m_campus.halls[1].racks.first] = 800;
    plane[0] = model::kMissing16;
    QVERIFY(worstHall(m_campus, frame, Metric::RackPower, {}) == AssetId(AssetKind::Hall, 2));
    QVERIFY(worstHall(m_campus, frame, Metric::RackPower, AssetId(AssetKind::Phase, 0)) == AssetId(AssetKind::Hall, 1));
    QVERIFY(worstHall(m_campus, frame, Metric::GpuPower, {}) == AssetId(AssetKind::Hall, 0));
}

void TestAppCharts::requests()
{
    const auto of = [&](ChartKind kind, Metric metric, AssetKind space) {
        return chartRequest(m_campus, kind, metric, AssetId(space, 1));
    };
    const auto gpus = of(ChartKind::Raster, Metric::GpuPower, AssetKind::Rack);
    QCOMPARE(gpus.assets.size(), std::size_t{24});
    QVERIFY(gpus.assets.front() == AssetId(AssetKind::Gpu, m_campus.rackFirstGpu[1]) && !gpus.spread);
    QVERIFY(of(ChartKind::Band, Metric::GpuPower, AssetKind::Rack).spread);
    QCOMPARE(of(ChartKind::Selection, Metric::GpuPower, AssetKind::Rack).assets.size(), std::size_t{1});
    QCOMPARE(of(ChartKind::Selection, Metric::GpuPower, AssetKind::Gpu).assets.size(), std::size_t{1});
    QVERIFY(of(ChartKind::Selection, Metric::RackPower, AssetKind::Gpu).assets.empty());
    QVERIFY(of(ChartKind::Raster, Metric::Job, AssetKind::Row).assets.empty());
    QCOMPARE(of(ChartKind::Worst, Metric::RackPower, AssetKind::Hall).assets.size(), std::size_t{12});
    QVERIFY(of(ChartKind::Selection, Metric::RackPower, AssetKind::Hall).spread);
}

void TestAppCharts::worstOfAHall()
{
    const AssetId hall(AssetKind::Hall, 1);
    model::SeriesRequest request = chartRequest(m_campus, ChartKind::Worst, Metric::RackPower, hall);
    request.columns = 4;
    model::SeriesSet set{request, 4, {}, {}};
    for (int c = 0; c < 4; ++c) {
        for (int a = 0; a < 12; ++a) // rack 3 peaks early, rack 7 is never known
            set.samples.push_back({a == 7 ? kNan : a == 3 && c == 0 ? 99.0f : float(a), model::DataState::Live});
    }
    const ChartTable all = chartTable(m_campus, ChartKind::Worst, hall, set, 0, 3);
    QCOMPARE(all.rows.size(), kWorstRacks);
    QVERIFY(all.rows[0].asset == request.assets[3] && all.rows[1].asset == request.assets[11]);
    QCOMPARE(all.rows[0].name, QStringLiteral("R01-K04"));
    const ChartTable later = chartTable(m_campus, ChartKind::Worst, hall, set, 1, 3);
    QVERIFY(later.rows[0].asset == request.assets[11]);
    for (const ChartTable::Row& row : later.rows)
        QVERIFY(row.asset != request.assets[7] && row.asset != request.assets[0]);
}

void TestAppCharts::bandsAndSums()
{
    const AssetId hall(AssetKind::Hall, 0);
    const model::SeriesRequest request{Metric::RackPower, m_racks, true, 10, 1, 3};
    const ChartTable band = chartTable(m_campus, ChartKind::Band, hall, answer(request), 0, 100);
    QVERIFY(band.band && band.rows.size() == 3);
    QCOMPARE(band.rows[0].samples[2].value, 14.0f);
    QCOMPARE(band.rows[1].samples[2].value, 12.0f);
    QCOMPARE(band.rows[2].samples[2].value, 11.0f);
    const ChartTable sum = chartTable(m_campus, ChartKind::Selection, hall, answer(request), 0, 100);
    QVERIFY(sum.adds && sum.rows.size() == 1);
    QCOMPARE(sum.rows[0].samples[2].value, 36.0f);
    model::SeriesRequest warm = request;
    warm.metric = Metric::RackLiquidReturnTemperature;
    QCOMPARE(chartTable(m_campus, ChartKind::Selection, hall, answer(warm), 0, 100).rows[0].samples[2].value, 12.0f);
}

void TestAppCharts::smallestSpaces()
{
    const std::uint32_t first = m_campus.rackFirstGpu[2];
    const auto gpu = [&](std::uint32_t slot) { return AssetId(AssetKind::Gpu, first + slot); };
    QVERIFY(smallestSpace(m_campus, {}) == AssetId());
    QVERIFY(smallestSpace(m_campus, {gpu(5)}) == gpu(5));
    QVERIFY(smallestSpace(m_campus, {gpu(4), gpu(5), gpu(7)}) == m_campus.parent(gpu(4)));
    QVERIFY(smallestSpace(m_campus, {gpu(1), gpu(5)}) == AssetId(AssetKind::Rack, 2));
    QVERIFY(smallestSpace(m_campus, {AssetId(AssetKind::Rack, 0), AssetId(AssetKind::Rack, 3)})
        == AssetId(AssetKind::Row, 0));
    QVERIFY(smallestSpace(m_campus, {AssetId(AssetKind::Rack, 0), AssetId(AssetKind::Rack, 4)})
        == AssetId(AssetKind::Hall, 0));
    QVERIFY(smallestSpace(m_campus, {AssetId(AssetKind::Rack, 0), AssetId(AssetKind::Rack, m_campus.rackCount() - 1)})
        == AssetId(AssetKind::Campus, 0));
}

void TestAppCharts::stepsOfTime()
{
    model::SeriesRequest request{Metric::GpuPower, m_racks, false, 0, 0, 0};
    setTimes(request, 43140, 43200, 1, 700);
    QCOMPARE(request.stepS, 0.1); // a tenth of the source's interval, and no finer
    QCOMPARE(request.columns, 601u);
    QVERIFY(std::abs(request.firstS - 43140) < 1e-6);
    setTimes(request, 42600, 43200.7, 1, 700);
    QCOMPARE(request.stepS, 1.0);
    QCOMPARE(request.lastS(), 43200.0); // nothing that lies ahead
    setTimes(request, 43199, 43200, 10, 700);
    QCOMPARE(request.stepS, 1.0);
    request.assets.resize(30720, m_racks[0]);
    setTimes(request, 42600, 43200, 1, 700);
    QCOMPARE(request.stepS, 10.0); // many assets, few columns
    request.assets = {AssetId(AssetKind::Plant, 0)};
    setTimes(request, 42600, 43200, 1, 700);
    QCOMPARE(request.stepS, 5.0);
}

void TestAppCharts::fittedColours()
{
    ChartTable table;
    table.rows.resize(1);
    QCOMPARE(fittedRange(table, {3, 4}).hi, 4.0f);
    for (int i = 0; i <= 100; ++i)
        table.rows[0].samples.push_back({i == 50 ? kNan : 700.0f + float(i), model::DataState::Live});
    const ValueRange range = fittedRange(table, {0, 1});
    QVERIFY(range.lo >= 700 && range.lo <= 702 && range.hi >= 798 && range.hi <= 800);
}

QTEST_GUILESS_MAIN(TestAppCharts)
#include "tst_appcharts.moc"
