// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/simulation/simulator.h"
#include "model/simulation/telemetryworker.h"
#include "model/telemetry/replaysource.h"
#include "model/telemetry/series.h"
#include "tests/support/tinycampus.h"
#include "tests/support/twincampus.h"

#include <QtTest>

#include <cmath>
#include <semaphore>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

MetricSet allPlanes()
{
    return MetricSet().set();
}

/// Reads until all columns are there.
SeriesSet readAll(TelemetrySource& source, const SeriesRequest& request)
{
    SeriesSet set{request, 0, {}, {}};
    while (!set.isWhole())
        readColumn(source, set);
    return set;
}

std::vector<AssetId> ids(AssetKind kind, std::uint32_t first, std::uint32_t count)
{
    std::vector<AssetId> list;
    for (std::uint32_t i = 0; i < count; ++i)
        list.emplace_back(kind, first + i);
    return list;
}

bool near(float a, float b, float tolerance)
{
    return std::isnan(a) ? std::isnan(b) : std::abs(a - b) <= tolerance;
}

float stepOf(Metric metric)
{
    const MetricInfo& info = metricInfo(metric);
    return 1.01f * (info.planeHi - info.planeLo) / kPlaneSteps;
}

/// Time of the column as value; a column a call takes as long as it is told.
class SlowSource : public TelemetrySource
{
public:
    explicit SlowSource(std::chrono::milliseconds each)
        : m_each(each)
    {
    }
    FramePtr frame(double timeS, const MetricSet&) override
    {
        auto made = std::make_shared<TelemetryFrame>();
        made->timeS = timeS;
        return made;
    }
    float valueAt(double timeS, Metric, AssetId id) override
    {
        std::this_thread::sleep_for(m_each);
        return id.index() == 7 ? kNan : float(timeS);
    }
    TimeSpan timeSpan() const override { return {0, 1e9}; }
    double intervalS() const override { return 1; }

private:
    std::chrono::milliseconds m_each;
};

} // namespace

/// Values over time for charts: the same as in frames, whatever the source; and how the worker reads them.
class TestSeries : public QObject
{
    Q_OBJECT
private slots:
    void simulatorGivesWhatFramesShow_data();
    void simulatorGivesWhatFramesShow();
    void simulatorAfterAnEvent();
    void chartsLeaveFramesAlone();
    void plant();
    void statesOfTheSimulator();
    void replayGivesWhatFramesShow();
    void spreads();
    void columnsAndTails();
    void workerReadsSeries();
    void workerShowsProgress();
    void newestRequestWins();
    void framesComeInBetween();
    void newSourceStartsAnew();
    void cancelled();
};

void TestSeries::simulatorGivesWhatFramesShow_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("racks") << int(AssetKind::Rack);
    QTest::newRow("trays") << int(AssetKind::Tray);
    QTest::newRow("GPUs") << int(AssetKind::Gpu);
}

void TestSeries::simulatorGivesWhatFramesShow()
{
    QFETCH(int, kind);
    const Campus campus = makeTinyCampus();
    Simulator simulator(campus, 6);
    const std::uint32_t count = AssetKind(kind) == AssetKind::Rack ? campus.rackCount()
        : AssetKind(kind) == AssetKind::Tray                       ? campus.rackFirstTray.back()
                                                                   : campus.gpuCount();
    for (const MetricInfo& info : allMetrics()) {
        const SeriesSet set = readAll(simulator, {info.metric, ids(AssetKind(kind), 0, count), false, 1200, 37.5, 5});
        for (std::uint32_t c = 0; c < 5; ++c) {
            const FramePtr frame = simulator.frame(set.request.timeS(c), allPlanes());
            for (std::uint32_t a = 0; a < count; ++a) {
                const float shown = frame->value(campus, info.metric, {AssetKind(kind), a});
                QVERIFY2(near(set.at(c, a).value, shown, stepOf(info.metric)),
                    qPrintable(QString("%1 of %2: %3, not %4")
                                   .arg(info.name.data())
                                   .arg(a)
                                   .arg(set.at(c, a).value)
                                   .arg(shown)));
            }
        }
    }
}

void TestSeries::simulatorAfterAnEvent()
{
    const Campus campus = makeTinyCampus();
    Scenario scenario;
    scenario.events.push_back({1000, ScenarioEvent::Kind::Cap, {AssetId(AssetKind::Hall, 0)}, 0.4});
    Simulator simulator(campus, 6, scenario), frames(campus, 6, scenario);
    const auto racks = ids(AssetKind::Rack, 0, campus.rackCount());
    const SeriesSet set = readAll(simulator, {Metric::RackPower, racks, false, 900, 50, 7});
    bool lower = false;
    for (std::uint32_t c = 0; c < 7; ++c) {
        const FramePtr frame = frames.frame(set.request.timeS(c), {});
        for (std::uint32_t r = 0; r < racks.size(); ++r)
            QVERIFY2(near(set.at(c, r).value, frame->value(campus, Metric::RackPower, racks[r]), 0.05f),
                qPrintable(QString("%1, not %2")
                               .arg(set.at(c, r).value)
                               .arg(frame->value(campus, Metric::RackPower, racks[r]))));
        lower |= set.at(6, 0).value < 0.8f * set.at(0, 0).value;
    }
    // Far behind the event a source has to work its way there, and says so.
    Simulator far(campus, 6, scenario);
    SeriesSet late{{Metric::RackPower, racks, false, 1000 + 4 * 3600, 1, 1}, 0, {}, {}};
    int asked = 0;
    while (!readColumn(far, late))
        QVERIFY(++asked < 10000);
    QVERIFY2(asked > 10, qPrintable(QString::number(asked)));
    const FramePtr frame = frames.frame(late.request.firstS, {});
    QVERIFY(near(late.at(0, 3).value, frame->value(campus, Metric::RackPower, racks[3]), 0.05f));
}

void TestSeries::chartsLeaveFramesAlone()
{
    const Campus campus = makeTinyCampus();
    Scenario scenario;
    scenario.events.push_back({500, ScenarioEvent::Kind::Supply, {}, 4});
    Simulator asked(campus, 2, scenario), alone(campus, 2, scenario);
    const auto racks = ids(AssetKind::Rack, 0, 4);
    for (const double timeS : {800.0, 801.0, 1500.0}) {
        const FramePtr a = asked.frame(timeS, allPlanes()), b = alone.frame(timeS, allPlanes());
        QVERIFY(a->rack == b->rack && a->gpu == b->gpu);
        readAll(asked, {Metric::RackLiquidReturnTemperature, racks, false, 400, 60, 8});
    }
}

void TestSeries::plant()
{
    const Campus campus = gigahall::tests::loadCampus("one-hall");
    Simulator simulator(campus, 3);
    const auto all = ids(AssetKind::Plant, 0, campus.plantCount());
    QVERIFY(all.size() > 10);
    for (const Metric metric : {Metric::RackPower, Metric::Loading, Metric::PowerRamp, Metric::GpuPower}) {
        const SeriesSet set = readAll(simulator, {metric, all, false, 300, 10, 2});
        const FramePtr frame = simulator.frame(310, {});
        for (std::uint32_t p = 0; p < all.size(); ++p) {
            const float shown = frame->value(campus, metric, all[p]);
            QVERIFY2(near(set.at(1, p).value, shown, std::max(1e-5f * std::abs(shown), 1e-4f)),
                qPrintable(QString("%1 of %2: %3, not %4")
                               .arg(metricInfo(metric).name.data(), QString::fromStdString(campus.name(all[p])))
                               .arg(set.at(1, p).value)
                               .arg(shown)));
        }
    }
}

void TestSeries::statesOfTheSimulator()
{
    const Campus campus = makeTinyCampus({.phases = 2, .buildings = 3, .halls = 4, .rows = 5, .racks = 8});
    Simulator simulator(campus, 1);
    const auto racks = ids(AssetKind::Rack, 0, campus.rackCount());
    const SeriesSet set = readAll(simulator, {Metric::RackPower, racks, false, 3000, 1800, 8});
    int stale = 0, missing = 0;
    for (std::uint32_t c = 0; c < 8; ++c) {
        const FramePtr frame = simulator.frame(set.request.timeS(c), {});
        for (std::uint32_t r = 0; r < racks.size(); ++r) {
            QCOMPARE(int(set.at(c, r).state), int(frame->rackState[r]));
            QCOMPARE(std::isnan(set.at(c, r).value), frame->rackState[r] == DataState::Missing);
            stale += set.at(c, r).state == DataState::Stale;
            missing += set.at(c, r).state == DataState::Missing;
        }
    }
    QVERIFY(stale > 0 && missing > 0);
}

void TestSeries::replayGivesWhatFramesShow()
{
    const Campus campus = makeTinyCampus();
    RecordedTrace trace;
    trace.name = "trace.csv";
    const AssetId rack(AssetKind::Rack, 2), other(AssetKind::Rack, 5), gpu(AssetKind::Gpu, campus.rackFirstGpu[9] + 3),
        tray(AssetKind::Tray, campus.rackFirstTray[11] + 1);
    trace.channels = {{"a", Metric::RackPower, {{rack, 1}}}, {"b", Metric::RackPower, {{other, 0.5f}}},
        {"c", Metric::GpuPower, {{gpu, 1}, {tray, 1}, {rack, 1}}}};
    for (int row = 0; row < 30; ++row) {
        trace.timesS.push_back(10 + row);
        trace.values.push_back(row > 8 && row < 20 ? kNan : 20.0f + float(row));
        trace.values.push_back(row < 4 ? kNan : 11.0f + float(row));
        trace.values.push_back(300.0f + 3 * float(row));
    }
    ReplaySource replay(campus, trace);
    std::vector<AssetId> assets = ids(AssetKind::Rack, 0, campus.rackCount());
    for (const AssetKind kind : {AssetKind::Gpu, AssetKind::Tray}) {
        const std::uint32_t count = kind == AssetKind::Gpu ? campus.gpuCount() : campus.rackFirstTray.back();
        const auto more = ids(kind, 0, count);
        assets.insert(assets.end(), more.begin(), more.end());
    }
    assets.emplace_back(AssetKind::Plant, 0);
    for (const Metric metric : {Metric::RackPower, Metric::GpuPower, Metric::GpuTemperature}) {
        const SeriesSet set = readAll(replay, {metric, assets, false, 8, 1.5, 24});
        int known = 0, stale = 0;
        for (std::uint32_t c = 0; c < set.done; ++c) {
            const FramePtr frame = replay.frame(set.request.timeS(c), allPlanes());
            for (std::size_t a = 0; a < assets.size(); ++a) {
                const Sample& sample = set.at(c, a);
                QVERIFY(near(sample.value, frame->value(campus, metric, assets[a]), stepOf(metric)));
                QCOMPARE(sample.state == DataState::Missing, std::isnan(sample.value));
                known += !std::isnan(sample.value);
                stale += sample.state == DataState::Stale;
            }
        }
        QCOMPARE(known > 0, metric != Metric::GpuTemperature);
        QCOMPARE(stale > 0, metric == Metric::RackPower);
    }
}

void TestSeries::spreads()
{
    const Campus campus = makeTinyCampus();
    Simulator simulator(campus, 4);
    const Hall& hall = campus.halls[1];
    const auto racks = ids(AssetKind::Rack, hall.racks.first, hall.racks.count);
    const SeriesSet set = readAll(simulator, {Metric::RackPower, racks, true, 100, 60, 10});
    QCOMPARE(set.spreads.size(), std::size_t{10});
    QVERIFY(set.samples.empty());
    for (std::uint32_t c = 0; c < 10; ++c) {
        const FramePtr frame = simulator.frame(set.request.timeS(c), {});
        const Summary& shown = frame->rollUp[std::size_t(Metric::RackPower)].halls[1];
        QCOMPARE(set.spreads[c].known, shown.known);
        QVERIFY(near(set.spreads[c].mean, shown.mean, 0.05f));
        QVERIFY(near(set.spreads[c].high, shown.max, 0.05f));
        QVERIFY(near(set.spreads[c].sum, shown.sum, 0.05f * float(racks.size())));
        QVERIFY(set.spreads[c].low <= set.spreads[c].mean);
    }
    // Missing is left out, never zero; of nothing nothing is known.
    const std::vector<Sample> some{{kNan, DataState::Missing}, {4, DataState::Live}, {8, DataState::Stale}};
    const Spread spread = spreadOf(some);
    QCOMPARE(spread.low, 4.0f);
    QCOMPARE(spread.mean, 6.0f);
    QCOMPARE(spread.known, 2u);
    QVERIFY(std::isnan(spreadOf({some.data(), 1}).low) && std::isnan(spreadOf({}).sum));
}

void TestSeries::columnsAndTails()
{
    SlowSource source(std::chrono::milliseconds(0));
    const auto racks = ids(AssetKind::Rack, 6, 3);
    SeriesSet set = readAll(source, {Metric::RackPower, racks, false, 10, 0.5, 5});
    QCOMPARE(set.at(4, 0).value, 12.0f);
    QVERIFY(std::isnan(set.at(4, 1).value));
    QVERIFY(set.at(4, 1).state == DataState::Missing && set.at(4, 2).state == DataState::Live);
    set.append(readAll(source, {Metric::RackPower, racks, false, 12.5, 0.5, 2}));
    QCOMPARE(set.request.columns, 7u);
    QCOMPARE(set.request.lastS(), 13.0);
    set.dropBefore(11.0);
    QCOMPARE(set.request.firstS, 11.0);
    QCOMPARE(set.done, 5u);
    QCOMPARE(set.at(0, 2).value, 11.0f);
    set.dropBefore(5);
    QCOMPARE(set.done, 5u);
    set.dropBefore(1e6);
    QVERIFY(set.samples.empty() && set.done == 0);
}

namespace {

struct Bell
{
    std::counting_semaphore<> rung{0};
    std::function<void()> ring()
    {
        return [this] { rung.release(); };
    }
};

SeriesSet nextSeries(TelemetryWorker& worker, Bell& bell)
{
    for (;;) {
        if (auto set = worker.takeSeries())
            return *set;
        bell.rung.acquire();
    }
}

SeriesSet wholeSeries(TelemetryWorker& worker, Bell& bell)
{
    for (;;) {
        SeriesSet set = nextSeries(worker, bell);
        if (set.isWhole())
            return set;
    }
}

const std::vector<AssetId> kOneRack{AssetId(AssetKind::Rack, 0)};

} // namespace

void TestSeries::workerReadsSeries()
{
    const Campus campus = makeTinyCampus();
    Bell bell;
    TelemetryWorker worker(std::make_unique<Simulator>(campus, 1), bell.ring(), {.timeS = 100, .paused = true});
    const SeriesRequest request{Metric::GpuPower, ids(AssetKind::Gpu, 0, 24), false, 50, 0.1, 300};
    worker.requestSeries(request);
    const SeriesSet set = wholeSeries(worker, bell);
    QVERIFY(set.request == request);
    Simulator same(campus, 1);
    const SeriesSet direct = readAll(same, request);
    for (std::uint32_t c = 0; c < 300; ++c)
        for (std::size_t a = 0; a < 24; ++a)
            QVERIFY(near(set.at(c, a).value, direct.at(c, a).value, 0));
}

void TestSeries::workerShowsProgress()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<SlowSource>(std::chrono::milliseconds(10)), bell.ring(), {.paused = true});
    worker.requestSeries({Metric::RackPower, kOneRack, false, 0, 1, 100});
    const SeriesSet first = nextSeries(worker, bell);
    QVERIFY(first.done > 0 && first.done < 100);
    QCOMPARE(first.request.columns, 100u);
    QCOMPARE(first.samples.size(), std::size_t{first.done});
    QCOMPARE(wholeSeries(worker, bell).at(99, 0).value, 99.0f);
}

void TestSeries::newestRequestWins()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<SlowSource>(std::chrono::milliseconds(2)), bell.ring(), {.paused = true});
    for (int i = 0; i < 50; ++i)
        worker.requestSeries({Metric::RackPower, kOneRack, false, double(i), 1, 100000});
    worker.requestSeries({Metric::RackPower, kOneRack, false, 1000, 1, 3});
    const SeriesSet set = wholeSeries(worker, bell);
    QCOMPARE(set.request.firstS, 1000.0);
}

void TestSeries::framesComeInBetween()
{
    // A series without end: frames that are asked for come all the same.
    Bell bell;
    TelemetryWorker worker(std::make_unique<SlowSource>(std::chrono::milliseconds(1)), bell.ring(), {.paused = true});
    worker.requestSeries({Metric::RackPower, kOneRack, false, 0, 1, 1000000000});
    for (int i = 1; i <= 20; ++i) {
        worker.setTime(i);
        for (;;) {
            if (const auto frame = worker.takeFrame(); frame && (*frame)->timeS == i)
                break;
            bell.rung.acquire();
        }
    }
}

void TestSeries::newSourceStartsAnew()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<SlowSource>(std::chrono::milliseconds(5)), bell.ring(), {.paused = true});
    worker.requestSeries({Metric::RackPower, kOneRack, false, 0, 1, 200});
    QVERIFY(!nextSeries(worker, bell).isWhole());
    const Campus campus = makeTinyCampus();
    worker.setSource(std::make_unique<Simulator>(campus, 1));
    const SeriesSet set = wholeSeries(worker, bell);
    Simulator same(campus, 1);
    QVERIFY(near(set.at(0, 0).value, same.valueAt(0, Metric::RackPower, kOneRack[0]), 0));
}

void TestSeries::cancelled()
{
    Bell bell;
    TelemetryWorker worker(std::make_unique<SlowSource>(std::chrono::milliseconds(5)), bell.ring(), {.paused = true});
    worker.requestSeries({Metric::RackPower, kOneRack, false, 0, 1, 1000000000});
    nextSeries(worker, bell);
    worker.cancelSeries();
    // The next thing that is asked for is the next thing that comes; at most one progress lies in between.
    worker.requestSeries({Metric::RackPower, kOneRack, false, 7, 1, 2});
    QCOMPARE(wholeSeries(worker, bell).request.firstS, 7.0);
}

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
