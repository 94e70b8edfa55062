// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/cooling/fluid.h"
#include "model/simulation/faults.h"
#include "model/simulation/rackloads.h"
#include "model/simulation/simulator.h"
#include "model/workload/waveform.h"
#include "tests/support/sameplant.h"
#include "tests/support/tinycampus.h"

#include <QtTest>
#include <oneapi/tbb/global_control.h>

#include <cmath>
#include <cstring>
#include <map>
#include <set>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;
using gigahall::tests::TinyShape;

namespace {

constexpr TinyShape kManyHalls{.phases = 5, .buildings = 3, .halls = 4, .rows = 6, .racks = 5};

MetricSet allPlanes()
{
    return MetricSet().set();
}

bool sameBytes(const TelemetryFrame& a, const TelemetryFrame& b)
{
    return gigahall::tests::samePlant(a, b) && a.gpu == b.gpu && a.rack == b.rack && a.rackState == b.rackState
        && a.stateCounts == b.stateCounts && a.balance->suppliedKw == b.balance->suppliedKw
        && a.balance->heatOutKw == b.balance->heatOutKw;
}

double at(const TelemetryFrame& frame, const Campus& campus, Metric metric, AssetKind kind, std::uint32_t index)
{
    return double(frame.value(campus, metric, {kind, index}));
}

} // namespace

/// The simulated campus: deterministic, plausible, and its sums close.
class TestSimulator : public QObject
{
    Q_OBJECT
private slots:
    void sameSeedSameBytes();
    void threads();
    void askedPlanesOnly();
    void valueAtIsThePlane();
    void ranges();
    void racksAddUp();
    void heatBalanceOverTime();
    void stepWave();
    void trainingRhythm();
    void dayAndNight();
    void structure();
    void jobsComeAndGo();
    void faults();
    void derivedRatings_data();
    void derivedRatings();
    void caps_data();
    void caps();
    void noCoolant();
};

void TestSimulator::sameSeedSameBytes()
{
    const Campus campus = makeTinyCampus();
    Simulator a(campus, 4), b(campus, 4), c(campus, 5);
    const FramePtr late = a.frame(7200.5, allPlanes());
    const FramePtr early = a.frame(3, allPlanes());
    // Another order of calls.
    QVERIFY(sameBytes(*early, *b.frame(3, allPlanes())));
    QVERIFY(sameBytes(*late, *b.frame(7200.5, allPlanes())));
    QVERIFY(!sameBytes(*early, *c.frame(3, allPlanes())));
    QVERIFY(!sameBytes(*early, *late));
    QCOMPARE(early->serial, late->serial + 1);
    QVERIFY(QString::fromStdString(early->source).contains("seed 4"));
}

void TestSimulator::threads()
{
    const Campus campus = makeTinyCampus(kManyHalls);
    Simulator simulator(campus, 9);
    FramePtr one;
    {
        oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, 1);
        one = simulator.frame(100, allPlanes());
    }
    oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, 8);
    for (int i = 0; i < 5; ++i)
        QVERIFY(sameBytes(*one, *simulator.frame(100, allPlanes())));
}

void TestSimulator::askedPlanesOnly()
{
    const Campus campus = makeTinyCampus();
    Simulator simulator(campus, 2);
    const FramePtr none = simulator.frame(50, {});
    const FramePtr all = simulator.frame(50, allPlanes());
    for (const MetricInfo& info : allMetrics()) {
        const auto m = static_cast<std::size_t>(info.metric);
        QVERIFY(none->gpu[m].empty());
        QCOMPARE(all->gpu[m].size(), info.level == MetricLevel::Gpu ? campus.gpuCount() : 0u);
        QCOMPARE(all->rack[m].size(), std::size_t{campus.rackCount()});
        // What racks show doesn't depend on what was asked for.
        QVERIFY(none->rack[m] == all->rack[m]);
        QCOMPARE(none->rollUp[m].campus.max, all->rollUp[m].campus.max);
    }
}

void TestSimulator::valueAtIsThePlane()
{
    const Campus campus = makeTinyCampus(kManyHalls);
    Simulator simulator(campus, 6);
    const FramePtr frame = simulator.frame(1234.5, allPlanes());
    for (const MetricInfo& info : allMetrics()) {
        const auto check = [&](AssetKind kind, std::uint32_t index) {
            const float plane = frame->value(campus, info.metric, {kind, index});
            const float direct = simulator.valueAt(1234.5, info.metric, {kind, index});
            // One step: sums of a tray, and coolant that the plant worked out in doubles.
            const float tolerance = 1.01f * (info.planeHi - info.planeLo) / kPlaneSteps;
            QVERIFY2(std::isnan(plane) ? std::isnan(direct) : std::abs(plane - direct) <= tolerance,
                qPrintable(QString("%1 != %2").arg(plane).arg(direct)));
        };
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
            check(AssetKind::Rack, r);
        for (std::uint32_t g = 0; g < campus.gpuCount(); g += 7)
            check(AssetKind::Gpu, g);
        for (std::uint32_t t = 0; t < campus.rackFirstTray.back(); t += 5)
            check(AssetKind::Tray, t);
    }
    QVERIFY(std::isnan(simulator.valueAt(0, Metric::GpuPower, {AssetKind::Gpu, campus.gpuCount()})));
    QVERIFY(std::isnan(simulator.valueAt(0, Metric::GpuPower, AssetId())));
}

void TestSimulator::ranges()
{
    const Campus campus = makeTinyCampus(kManyHalls);
    const AssetType& type = campus.types[0];
    const std::map<Metric, std::pair<double, double>> limits{
        {Metric::GpuUtilization, {0, 1}},
        {Metric::GpuPower, {0.9 * type.gpuIdleW, 1.06 * type.gpuMaxW}},
        {Metric::GpuTemperature, {30, 115}},
        {Metric::RackPower, {0.001, 1.03 * type.ratedKw}},
        {Metric::RackLiquidSupplyTemperature, {type.liquidSupplyC - 4, type.liquidSupplyC + 4}},
        {Metric::RackLiquidReturnTemperature, {type.liquidSupplyC - 4, type.liquidSupplyC + 20}},
        {Metric::RackLiquidFlow, {1, 1000}},
        {Metric::Loading, {0, 1.03}},
        {Metric::PowerRamp, {-type.ratedKw, type.ratedKw}},
        {Metric::Job, {0, 1000}},
        {Metric::Owner, {0, 1000}},
    };
    Simulator simulator(campus, 3);
    for (const double timeS : {0.0, 10.6, 500.0, 40000.0, 1e6, 1e9}) {
        const FramePtr frame = simulator.frame(timeS, allPlanes());
        for (const MetricInfo& info : allMetrics()) {
            const auto [lo, hi] = limits.at(info.metric);
            const auto m = static_cast<std::size_t>(info.metric);
            for (const Plane* plane : {&frame->gpu[m], &frame->rack[m]}) {
                for (const std::uint16_t q : *plane) {
                    const double value = double(dequantise(info, q));
                    QVERIFY2(q == kMissing16 || (value >= lo && value <= hi),
                        qPrintable(QString("%1 = %2 at %3").arg(info.name.data()).arg(value).arg(timeS)));
                }
            }
        }
    }
}

void TestSimulator::racksAddUp()
{
    // Rack power is that of its GPUs plus the rest and the conversion loss, at every rack with data.
    const Campus campus = makeTinyCampus(kManyHalls);
    Simulator simulator(campus, 8);
    const RackLoads loads(campus, 8);
    const FramePtr frame = simulator.frame(77, allPlanes());
    const MetricInfo& power = metricInfo(Metric::GpuPower);
    int checked = 0;
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
        double gpuW = 0;
        for (std::uint32_t g = 0; g < campus.rackGpus(r); ++g) {
            const std::uint16_t q = frame->gpu[std::size_t(Metric::GpuPower)][campus.rackFirstGpu[r] + g];
            gpuW += q == kMissing16 ? 0 : double(dequantise(power, q));
        }
        if (gpuW == 0)
            continue;
        const double rackKw = at(*frame, campus, Metric::RackPower, AssetKind::Rack, r);
        QVERIFY(std::abs(rackKw - loads.inputKw(r, gpuW)) < 0.02);
        QVERIFY(rackKw > gpuW / 1000);
        QVERIFY(std::abs(at(*frame, campus, Metric::Loading, AssetKind::Rack, r) - rackKw / campus.types[0].ratedKw)
            < 0.001);
        ++checked;
    }
    QVERIFY(checked > 300);
}

void TestSimulator::heatBalanceOverTime()
{
    // Lag only moves heat in time: over many steps what leaves with the coolant is the liquid share of what was drawn.
    const Campus campus = makeTinyCampus();
    Simulator simulator(campus, 12);
    double drawnKwh = 0, carriedKwh = 0;
    for (double timeS = 0; timeS < 3000; timeS += 3) {
        const FramePtr frame = simulator.frame(timeS, {});
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
            const double powerKw = at(*frame, campus, Metric::RackPower, AssetKind::Rack, r);
            if (std::isnan(powerKw))
                continue;
            const double riseK = at(*frame, campus, Metric::RackLiquidReturnTemperature, AssetKind::Rack, r)
                - at(*frame, campus, Metric::RackLiquidSupplyTemperature, AssetKind::Rack, r);
            const double flowLpm = at(*frame, campus, Metric::RackLiquidFlow, AssetKind::Rack, r);
            drawnKwh += powerKw * 3 / 3600;
            carriedKwh += flowLpm / 60 * kRhoCpPg25 * riseK * 3 / 3600;
        }
        const EnergyBalance& sums = *frame->balance;
        QVERIFY(std::abs(sums.relativePowerResidual()) < 1e-9 && std::abs(sums.relativeHeatResidual()) < 1e-9);
    }
    const double expectedKwh = campus.types[0].liquidShare * drawnKwh;
    QVERIFY2(std::abs(carriedKwh / expectedKwh - 1) < 0.01,
        qPrintable(QString("carried %1 of %2 kWh").arg(carriedKwh).arg(expectedKwh)));
}

void TestSimulator::stepWave()
{
    // The measured shape: a dip of 11 % of power at the step's start, a plateau behind it; no jump where it wraps.
    double lo = 2, hi = 0;
    for (double phase = 0; phase < 1; phase += 0.001) {
        lo = std::min(lo, stepActivity(phase));
        hi = std::max(hi, stepActivity(phase));
        QVERIFY(std::abs(stepActivity(phase + 0.001) - stepActivity(phase)) < 0.002);
    }
    QVERIFY(std::abs(hi - 1) < 1e-3);
    const double idleKw = 64 * 0.2 * 10.2;
    const auto powerKw = [&](double activity) { return idleKw + activity * (455.4 - idleKw); };
    QVERIFY(std::abs(powerKw(lo) - 406.5) < 0.1);
    QVERIFY(stepActivity(0.2) < 0.87 && stepActivity(0.7) > 0.99);
    QCOMPARE(stepActivity(1.3), stepActivity(0.3));
}

void TestSimulator::trainingRhythm()
{
    TrainingRhythm rhythm;
    // Evaluation at the end of each 142.15 s, a checkpoint at the end of each half hour.
    QVERIFY(trainingActivity(rhythm, 142.15 - 6) < 0.87);
    QCOMPARE(trainingActivity(rhythm, 142.15 - 6), trainingActivity(rhythm, 142.15 - 2));
    QVERIFY(trainingActivity(rhythm, 1795) < 0.4);
    // Mean power of the 64 nodes between checkpoints: 438 kW in the recording.
    double sum = 0;
    int count = 0;
    for (double timeS = 0; timeS < 142.15 * 10; timeS += 0.1, ++count)
        sum += trainingActivity(rhythm, timeS);
    const double idleKw = 64 * 0.2 * 10.2;
    const double meanKw = idleKw + sum / count * (455.4 - idleKw);
    QVERIFY2(std::abs(meanKw - 438.3) < 4, qPrintable(QString::number(meanKw)));
}

void TestSimulator::dayAndNight()
{
    double lo = 2, hi = 0;
    for (double hour = 0; hour < 24; hour += 0.1) {
        lo = std::min(lo, dayCurve(hour));
        hi = std::max(hi, dayCurve(hour));
    }
    QCOMPARE(hi, 1.0);
    QVERIFY(hi / lo > 2 && hi / lo < 3);
    QVERIFY(std::abs(dayCurve(24) - dayCurve(0)) < 1e-12);
    QVERIFY(dayCurve(4) < dayCurve(14));
}

void TestSimulator::structure()
{
    // Neighbouring halls differ, several kinds of load are there, and no load takes all.
    const Campus campus = makeTinyCampus(kManyHalls);
    for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
        const WorkloadModel workload(campus, seed);
        std::map<LoadKind, int> racks;
        std::set<std::uint32_t> allocations;
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
            allocations.insert(workload.allocationOfRack(r));
            ++racks[workload.state(workload.allocationOfRack(r), 0).kind];
        }
        QVERIFY(allocations.size() > 10);
        QCOMPARE(*allocations.rbegin(), workload.allocationCount() - 1);
        QVERIFY(racks[LoadKind::Training] > 0 && racks[LoadKind::Inference] > 0);
        QVERIFY(racks.size() >= 3);
        // Lock step: racks of one allocation share one state by construction; halls of different ones differ.
        Simulator simulator(campus, seed);
        const FramePtr frame = simulator.frame(0, {});
        std::set<int> levels;
        for (const Summary& hall : frame->rollUp[std::size_t(Metric::RackPower)].halls)
            levels.insert(int(hall.mean));
        QVERIFY(levels.size() >= 6);
    }
}

void TestSimulator::jobsComeAndGo()
{
    const Campus campus = makeTinyCampus(kManyHalls);
    const WorkloadModel workload(campus, 1);
    int changes = 0;
    for (std::uint32_t a = 0; a < workload.allocationCount(); ++a) {
        double before = workload.state(a, 0).intensity;
        for (double hour = 1; hour < 72; ++hour) {
            const LoadState state = workload.state(a, hour * 3600);
            changes += state.intensity != before;
            before = state.intensity;
            QVERIFY(state.busy >= 0 && state.busy <= 1);
            QVERIFY(state.loadGpuLag >= 0 && state.loadLoopLag >= 0 && state.loadLoopLag <= 1);
        }
    }
    QVERIFY(changes > int(workload.allocationCount()));
}

void TestSimulator::faults()
{
    // Over many racks and hours some are missing, some stale, some have a dead tray; a stale rack's values stand still.
    int missing = 0, stale = 0, dead = 0;
    std::uint32_t staleRack = 0;
    for (std::uint32_t rack = 0; rack < 40000; ++rack) {
        const RackFault fault = rackFault(1, rack, 6, 1800);
        missing += fault.missing;
        dead += fault.deadTray >= 0;
        QVERIFY(fault.deadTray < 6);
        QVERIFY(fault.heldS <= 1800);
        if (fault.stale) {
            ++stale;
            staleRack = rack;
            QVERIFY(std::abs(rackFault(1, rack, 6, 1800.001).heldS - fault.heldS) < 1e-6);
        }
    }
    QVERIFY(missing > 10 && missing < 200);
    QVERIFY(stale > 20 && stale < 200);
    QVERIFY(dead > 40 && dead < 400);

    const Campus campus = makeTinyCampus(
        {.phases = 4, .buildings = 4, .halls = 4, .rows = 8, .racks = 16, .trays = 2, .gpusPerTray = 2});
    Simulator simulator(campus, 1);
    const FramePtr frame = simulator.frame(1800, allPlanes());
    QVERIFY(frame->stateCounts[std::size_t(DataState::Missing)] > 0);
    QVERIFY(frame->stateCounts[std::size_t(DataState::Stale)] > 0);
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
        if (frame->rackState[r] != DataState::Missing)
            continue;
        for (const Plane& plane : frame->rack)
            QCOMPARE(plane[r], kMissing16);
        QCOMPARE(frame->gpu[0][campus.rackFirstGpu[r]], kMissing16);
    }
    if (staleRack < campus.rackCount())
        QCOMPARE(frame->rackState[staleRack], DataState::Stale);
}

void TestSimulator::derivedRatings_data()
{
    QTest::addColumn<double>("ratedKw");
    QTest::addColumn<double>("gpuMaxW");
    QTest::addColumn<double>("expectedMaxW");
    QTest::newRow("stated") << 31.0 << 810.0 << 810.0;
    QTest::newRow("derived") << 48.0 << 0.0 << 0.65 * 48000 / 24;
    QTest::newRow("nothing at all") << 0.0 << 0.0 << 0.0;
    QTest::newRow("ratings contradict") << 10.0 << 900.0 << 900.0;
}

void TestSimulator::derivedRatings()
{
    QFETCH(double, ratedKw);
    QFETCH(double, gpuMaxW);
    QFETCH(double, expectedMaxW);
    Campus campus = makeTinyCampus();
    campus.types[0].ratedKw = ratedKw;
    campus.types[0].gpuMaxW = gpuMaxW;
    campus.types[0].gpuIdleW = 0;
    const RackPower power(campus.types[0]);
    QCOMPARE(power.gpuMaxW(), expectedMaxW);
    QCOMPARE(power.gpuIdleW(), 0.14 * expectedMaxW);
    Simulator simulator(campus, 1);
    const FramePtr frame = simulator.frame(5, allPlanes());
    for (const Plane& plane : frame->rack)
        QCOMPARE(plane.size(), std::size_t{campus.rackCount()});
}

void TestSimulator::caps_data()
{
    QTest::addColumn<double>("cap");
    QTest::newRow("nearly all") << 0.65;
    QTest::newRow("half") << 0.5;
    QTest::newRow("below idle") << 0.1;
}

/// A capped rack takes no more than that, its GPUs say the same, and who is below it anyway does not notice.
void TestSimulator::caps()
{
    QFETCH(double, cap);
    const Campus campus = makeTinyCampus(kManyHalls);
    Scenario scenario;
    scenario.add({0, ScenarioEvent::Kind::Cap, {AssetId(AssetKind::Phase, 1)}, cap});
    Simulator whole(campus, 8), capped(campus, 8, scenario);
    const FramePtr before = whole.frame(77, allPlanes()), after = capped.frame(77, allPlanes());
    const Range racks = campus.phases[1].racks;
    const double limitKw = cap * campus.types[0].ratedKw;
    const double leastKw = RackLoads(campus, 8).inputKw(0, 0);
    int held = 0;
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
        const double freeKw = at(*before, campus, Metric::RackPower, AssetKind::Rack, r);
        const double kw = at(*after, campus, Metric::RackPower, AssetKind::Rack, r);
        if (std::isnan(freeKw))
            continue;
        if (!racks.contains(r)) {
            QCOMPARE(kw, freeKw);
            continue;
        }
        // Single GPUs scatter around the cap of their mean.
        QVERIFY2(
            kw <= std::max(limitKw * 1.02, leastKw + 0.1), qPrintable(QString("%1 kW of %2").arg(kw).arg(limitKw)));
        held += kw < freeKw - 0.1;
    }
    QVERIFY(held > 10);
    QCOMPARE(after->impact->lostKw, 0.0);
    QVERIFY(std::abs(int(after->impact->cappedRacks) - held) <= held / 10);
    QVERIFY(after->impact->heldBackKw > 0 && before->impact->heldBackKw == 0);
}

void TestSimulator::noCoolant()
{
    Campus campus = makeTinyCampus();
    campus.types[0].liquidShare = 0;
    Simulator simulator(campus, 1);
    const FramePtr frame = simulator.frame(5, {});
    for (const Metric metric :
        {Metric::RackLiquidFlow, Metric::RackLiquidSupplyTemperature, Metric::RackLiquidReturnTemperature})
        QCOMPARE(frame->rollUp[std::size_t(metric)].campus.known, 0u);
    QVERIFY(frame->rollUp[std::size_t(Metric::RackPower)].campus.known > 0);
}

QTEST_APPLESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
