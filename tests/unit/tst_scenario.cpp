// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/simulation/simulator.h"
#include "tests/support/sameplant.h"
#include "tests/support/twincampus.h"

#include <QtTest>

#include <algorithm>
#include <bit>
#include <cmath>

using namespace gigahall::model;
using namespace gigahall::tests;
using Kind = ScenarioEvent::Kind;

namespace {

const Campus& oneHall()
{
    static const Campus campus = loadCampus("one-hall");
    return campus;
}

bool sameBytes(const TelemetryFrame& a, const TelemetryFrame& b)
{
    return samePlant(a, b) && a.gpu == b.gpu && a.rack == b.rack && a.balance->suppliedKw == b.balance->suppliedKw
        && a.impact->rideThroughS == b.impact->rideThroughS && a.impact->timeToLimitS == b.impact->timeToLimitS;
}

Outage first(const Campus& campus, std::string_view type, std::size_t count)
{
    Outage all = allOf(campus, type);
    all.resize(std::min(count, all.size()));
    return all;
}

/// Loops, feeders and caps one after another.
Scenario eventful(const Campus& campus)
{
    Scenario scenario;
    scenario.add({300, Kind::Restore, allOf(campus, "cdu")});
    scenario.add({100, Kind::Fail, first(campus, "cdu", 3)});
    scenario.add({100, Kind::Fail, first(campus, "busway", 1)});
    scenario.add({160.5, Kind::Supply, {}, -3});
    scenario.add({400, Kind::Cap, {AssetId(AssetKind::Hall, 0)}, 0.6});
    scenario.add({900, Kind::DryBulb, {}, 38});
    return scenario;
}

} // namespace

/// What people do to a campus, and what becomes of it over time.
class TestScenario : public QObject
{
    Q_OBJECT

private slots:
    void eventsAreSorted();
    void conditionsAddUp();
    void weatherIsTheLayouts();
    void orderOfCallsDoesNotShow();
    void nothingChangesBeforeTheFirstEvent();
    void sumsCloseAtAnyTime();
    void darkMeansDark();
    void restoredIsAsBefore();
    void batteriesRunDown();
    void timeToLimitIsKept();
    void capsReachTheSums();
    void gridIsFineAtFirst();
};

void TestScenario::eventsAreSorted()
{
    const Scenario scenario = eventful(oneHall());
    for (std::size_t e = 1; e < scenario.events.size(); ++e)
        QVERIFY(scenario.events[e - 1].timeS <= scenario.events[e].timeS);
    // Those of one time stay in the order they were told.
    QCOMPARE(scenario.events[0].assets.size(), std::size_t{3});
    QCOMPARE(scenario.events[1].assets.size(), std::size_t{1});
    QCOMPARE(scenario.eventsUntil(99.9), std::size_t{0});
    QCOMPARE(scenario.eventsUntil(100), std::size_t{2});
    QCOMPARE(scenario.eventsUntil(1e9), scenario.events.size());
}

void TestScenario::conditionsAddUp()
{
    const Scenario scenario = eventful(oneHall());
    const Weather weather = Weather::constant(21);
    const auto at = [&](double timeS) { return conditionsAt(scenario, weather, scenario.eventsUntil(timeS), timeS); };
    QVERIFY(at(50).outages.empty());
    QCOMPARE(at(120).outages.size(), std::size_t{2});
    QCOMPARE(at(120).supplyShiftK, 0.0);
    QCOMPARE(at(200).supplyShiftK, -3.0);
    // All CDUs are in order again: the busway is still out.
    QCOMPARE(at(300).outages.size(), std::size_t{1});
    QCOMPARE(at(300).outages[0].size(), std::size_t{1});
    QCOMPARE(at(899).dryBulbC, 21.0);
    QCOMPARE(at(900).dryBulbC, 38.0);
    QVERIFY(scenario.capsAfter(oneHall(), scenario.eventsUntil(399)).empty());
    const std::vector<float> caps = scenario.capsAfter(oneHall(), scenario.eventsUntil(400));
    QVERIFY(std::all_of(caps.begin(), caps.end(), [](float cap) { return cap == 0.6f; }));
}

void TestScenario::weatherIsTheLayouts()
{
    const Campus& campus = oneHall();
    QVERIFY(!campus.site.weather.empty());
    const Weather weather = weatherOf({}, campus);
    QCOMPARE(weather.name(), campus.site.weather.front().name);
    // Time 0 is midnight, as on the clock of the window.
    QCOMPARE(conditionsAt({}, weather, 0, 43200).dryBulbC, campus.site.weather.front().dryBulbC[12]);
    Scenario cold;
    cold.weather = Weather::constant(-5);
    QCOMPARE(weatherOf(cold, campus).dryBulbC(0), -5.0);
}

void TestScenario::orderOfCallsDoesNotShow()
{
    const Scenario scenario = eventful(oneHall());
    Simulator wandering(oneHall(), 3, scenario);
    // Forwards, backwards, onto points of the grid and onto events.
    for (const double timeS :
        {50.0, 500.0, 100.0, 101.0, 102.0, 101.0, 160.5, 2000.0, 399.0, 400.0, 160.5, 1e4, 901.0}) {
        Simulator straight(oneHall(), 3, scenario);
        const FramePtr a = wandering.frame(timeS, MetricSet().set()), b = straight.frame(timeS, MetricSet().set());
        QVERIFY2(sameBytes(*a, *b), qPrintable(QString::number(timeS)));
    }
}

void TestScenario::nothingChangesBeforeTheFirstEvent()
{
    Simulator with(oneHall(), 3, eventful(oneHall())), without(oneHall(), 3);
    QVERIFY(sameBytes(*with.frame(99.5, MetricSet().set()), *without.frame(99.5, MetricSet().set())));
    QVERIFY(!sameBytes(*with.frame(100, MetricSet().set()), *without.frame(100, MetricSet().set())));
}

void TestScenario::sumsCloseAtAnyTime()
{
    Simulator simulator(oneHall(), 3, eventful(oneHall()));
    for (double timeS = 0; timeS < 1500; timeS += 7.3) {
        const FramePtr frame = simulator.frame(timeS, {});
        const double bar = timeS < 100 ? 1e-9 : 1e-6;
        QVERIFY(std::abs(frame->balance->relativePowerResidual()) < bar);
        QVERIFY(std::abs(frame->balance->relativeHeatResidual()) < bar);
    }
}

void TestScenario::darkMeansDark()
{
    Scenario scenario;
    scenario.add({10, Kind::Fail, {AssetId(AssetKind::Row, 1)}});
    Simulator simulator(oneHall(), 3, scenario);
    const FramePtr frame = simulator.frame(10, MetricSet().set());
    const Range dark = oneHall().rows[1].racks;
    QCOMPARE(frame->impact->darkRacks, dark.count);
    QVERIFY(frame->impact->lostKw > 0 && frame->impact->stoppedJobs >= 1);
    for (std::uint32_t r = dark.first; r < dark.end(); ++r) {
        if (frame->rackState[r] != DataState::Simulated)
            continue; // its data has stopped coming before
        QCOMPARE(frame->rack[std::size_t(Metric::RackPower)][r], std::uint16_t{0});
        const std::uint16_t load = frame->gpu[std::size_t(Metric::GpuUtilization)][oneHall().rackFirstGpu[r]];
        QVERIFY(load == 0 || load == kMissing16);
    }
    // And the chain feels it.
    const FramePtr before = simulator.frame(9, {});
    const double lostKw = before->balance->itKw - frame->balance->itKw;
    QVERIFY2(std::abs(lostKw / frame->impact->lostKw - 1) < 0.1, qPrintable(QString::number(lostKw)));
}

void TestScenario::restoredIsAsBefore()
{
    Scenario scenario;
    scenario.add({10, Kind::Fail, {AssetId(AssetKind::Row, 1)}});
    scenario.add({60, Kind::Restore, {AssetId(AssetKind::Row, 1)}});
    Simulator broken(oneHall(), 3, scenario), whole(oneHall(), 3);
    const FramePtr a = broken.frame(4000, MetricSet().set()), b = whole.frame(4000, MetricSet().set());
    QCOMPARE(a->impact->darkRacks, 0u);
    QCOMPARE(a->impact->lostKw, 0.0);
    QVERIFY(a->rack[std::size_t(Metric::RackPower)] == b->rack[std::size_t(Metric::RackPower)]);
    QVERIFY(a->gpu[std::size_t(Metric::GpuPower)] == b->gpu[std::size_t(Metric::GpuPower)]);
    const MetricInfo& info = metricInfo(Metric::RackLiquidReturnTemperature);
    for (std::uint32_t r = 0; r < oneHall().rackCount(); ++r) {
        const auto m = static_cast<std::size_t>(info.metric);
        if (a->rack[m][r] != kMissing16)
            QVERIFY(std::abs(dequantise(info, a->rack[m][r]) - dequantise(info, b->rack[m][r])) < 1.5f);
    }
}

void TestScenario::batteriesRunDown()
{
    // Compute racks of this layout have no batteries, support racks have.
    Scenario scenario;
    scenario.add({10, Kind::Fail, allOf(oneHall(), "main-transformer")});
    Simulator simulator(oneHall(), 3, scenario);
    QVERIFY(std::isinf(simulator.frame(9, {})->impact->rideThroughS));
    double beforeS = 1e12;
    for (const double timeS : {10.0, 500.0, 1500.0}) {
        const FramePtr frame = simulator.frame(timeS, {});
        const double leftS = frame->impact->rideThroughS;
        QVERIFY2(leftS < beforeS && leftS > 60, qPrintable(QString::number(leftS)));
        QCOMPARE(frame->impact->darkRacks, oneHall().rackCount());
        QVERIFY(frame->balance->supportKw > 0);
        beforeS = leftS;
    }
    const FramePtr end = simulator.frame(1500 + 1.5 * beforeS, {});
    QVERIFY(end->balance->supportKw < simulator.frame(1500, {})->balance->supportKw);
    QCOMPARE(simulator.frame(36000, {})->balance->suppliedKw, 0.0);
}

void TestScenario::timeToLimitIsKept()
{
    Scenario scenario;
    scenario.add({10, Kind::Fail, allOf(oneHall(), "cdu")});
    Simulator simulator(oneHall(), 3, scenario);
    QVERIFY(std::isinf(simulator.frame(9, {})->impact->timeToLimitS));
    const double toldS = simulator.frame(11, {})->impact->timeToLimitS;
    QVERIFY2(toldS > 2 && toldS < 200, qPrintable(QString::number(toldS)));
    // Load changes meanwhile, so not to the second.
    QCOMPARE(simulator.frame(11 + 0.8 * toldS, {})->impact->hotRacks, 0u);
    QVERIFY(simulator.frame(13 + 1.3 * toldS, {})->impact->hotRacks > 0);
}

void TestScenario::capsReachTheSums()
{
    Scenario scenario;
    scenario.add({10, Kind::Cap, {AssetId(AssetKind::Campus, 0)}, 0.5});
    Simulator capped(oneHall(), 3, scenario), free(oneHall(), 3);
    const FramePtr a = capped.frame(20, {}), b = free.frame(20, {});
    const double lessKw = b->balance->computeKw - a->balance->computeKw;
    QVERIFY(lessKw > 0);
    QVERIFY2(std::abs(a->impact->heldBackKw / lessKw - 1) < 0.05, qPrintable(QString::number(lessKw)));
}

void TestScenario::gridIsFineAtFirst()
{
    QCOMPARE(Trajectory::gridStepS(0), 1.0);
    QCOMPARE(Trajectory::gridStepS(60), 1.0);
    QCOMPARE(Trajectory::gridStepS(600), 10.0);
    QCOMPARE(Trajectory::gridStepS(1e6), 300.0);
}

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
