// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/simulation/forksource.h"
#include "model/simulation/simulator.h"
#include "model/telemetry/sharedsource.h"
#include "tests/support/sameplant.h"
#include "tests/support/twincampus.h"

#include <QtTest>
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

using namespace gigahall::model;
using namespace gigahall::tests;
using Kind = ScenarioEvent::Kind;

namespace {

constexpr double kDayS = 86400;
constexpr double kNoonOf2025 = 20300 * kDayS + kDayS / 2; // 2025-07-31 12:00 UTC
const MetricSet kAllPlanes = MetricSet().set();

const Campus& oneHall()
{
    static const Campus campus = loadCampus("one-hall");
    return campus;
}

std::size_t at(Metric metric)
{
    return static_cast<std::size_t>(metric);
}

/// What a simulated campus would have been measured as: its racks and GPUs, and nothing of its plant.
class Measured : public TelemetrySource
{
public:
    TimeSpan span{0, 3000};
    double zeroS = 0; ///< of the simulation, on this clock
    double simulatedS = 0; ///< what is there at that time
    DataState state = DataState::Recorded;
    std::vector<Metric> unknown; ///< metrics nobody measured
    std::uint32_t silent = 0; ///< the first racks say nothing at all
    int frames = 0;

    FramePtr frame(double timeS, const MetricSet& gpuPlanes) override
    {
        ++frames;
        auto frame = std::make_shared<TelemetryFrame>(*m_simulator.frame(timeS - zeroS + simulatedS, gpuPlanes));
        frame->timeS = timeS;
        frame->source = "recorded test";
        frame->balance.reset();
        frame->impact.reset();
        for (auto* lists : {&frame->metricState})
            for (auto& states : *lists)
                std::replace(states.begin(), states.end(), DataState::Simulated, state);
        std::replace(frame->rackState.begin(), frame->rackState.end(), DataState::Simulated, state);
        std::fill_n(frame->rackState.begin(), silent, DataState::Missing);
        for (std::size_t m = 0; m < kMetricCount; ++m) {
            frame->plant[m].clear();
            std::fill_n(frame->rack[m].begin(), silent, kMissing16);
            if (silent > 0)
                frame->metricState[m].clear();
        }
        for (const Metric metric : unknown) {
            frame->rack[at(metric)].clear();
            frame->gpu[at(metric)].clear();
            frame->rackGpus[at(metric)].clear();
            frame->metricState[at(metric)].clear();
        }
        rollUp(oneHall(), *frame);
        return frame;
    }
    float valueAt(double timeS, Metric metric, AssetId id) override
    {
        return frame(timeS, kAllPlanes)->value(oneHall(), metric, id);
    }
    bool valuesAt(double timeS, Metric metric, std::span<const AssetId> assets, std::span<Sample> samples) override
    {
        const FramePtr all = frame(timeS, kAllPlanes);
        for (std::size_t i = 0; i < assets.size(); ++i)
            samples[i] = {all->value(oneHall(), metric, assets[i]), all->state(oneHall(), metric, assets[i])};
        return true;
    }
    TimeSpan timeSpan() const override { return span; }
    double intervalS() const override { return 1; }

private:
    Simulator m_simulator{oneHall(), 3};
};

ForkSource forked(Scenario scenario, std::unique_ptr<Measured> below = std::make_unique<Measured>())
{
    return {oneHall(), std::move(below), std::move(scenario)};
}

Outage first(std::string_view type, std::size_t count)
{
    Outage all = allOf(oneHall(), type);
    all.resize(std::min(count, all.size()));
    return all;
}

Scenario eventful(double zeroS = 0)
{
    Scenario scenario;
    scenario.add({zeroS + 100, Kind::Fail, first("cdu", 3)});
    scenario.add({zeroS + 100, Kind::Fail, first("busway", 2)});
    scenario.add({zeroS + 160.5, Kind::Supply, {}, -3});
    scenario.add({zeroS + 300, Kind::Restore, first("cdu", 2)});
    scenario.add({zeroS + 400, Kind::Cap, {AssetId(AssetKind::Hall, 0)}, 0.6});
    scenario.add({zeroS + 900, Kind::DryBulb, {}, 38});
    return scenario;
}

bool sameValues(const TelemetryFrame& a, const TelemetryFrame& b)
{
    return a.gpu == b.gpu && a.rack == b.rack && a.rackState == b.rackState && a.metricState == b.metricState
        && a.gpuState == b.gpuState && a.stateCounts == b.stateCounts;
}

bool sameBytes(const TelemetryFrame& a, const TelemetryFrame& b)
{
    return samePlant(a, b) && sameValues(a, b) && a.balance->suppliedKw == b.balance->suppliedKw
        && a.impact->lostKw == b.impact->lostKw && a.impact->timeToLimitS == b.impact->timeToLimitS;
}

} // namespace

/// What becomes of measured values when the simulator takes over.
class TestFork : public QObject
{
    Q_OBJECT

private slots:
    void nothingDoneIsWhatWasMeasured();
    void beforeIsUntouched();
    void darkRacks_data();
    void darkRacks();
    void coolantMovesMeasuredValues();
    void capsHoldBack();
    void restoredIsAsMeasured();
    void orderOfCallsDoesNotShow();
    void threadsDoNotShow();
    void secondsSince1970();
    void weatherOfTheYear();
    void sumsClose();
    void missingStaysMissing();
    void powerOfGpus_data();
    void powerOfGpus();
    void beyondTheEnd();
    void liveValuesHold();
    void weatherAlone();
    void chartsSayTheSame();
    void whenItBegins();
    void handlesShare();
};

void TestFork::nothingDoneIsWhatWasMeasured()
{
    Scenario nothing;
    nothing.fromS = 50;
    ForkSource fork = forked(nothing);
    Measured measured;
    for (const double timeS : {50.0, 51.0, 700.0, 3000.0}) {
        const FramePtr frame = fork.frame(timeS, kAllPlanes);
        QVERIFY(sameValues(*frame, *measured.frame(timeS, kAllPlanes)));
        QCOMPARE(frame->forkedAtS, std::optional(50.0));
        QVERIFY(frame->balance && frame->impact);
        QCOMPARE(frame->impact->darkRacks, 0u);
        QCOMPARE(frame->impact->lostKw, 0.0);
        QVERIFY(!frame->plant[at(Metric::RackPower)].empty());
    }
    // An event that changes nothing: the same values, though the physics steps from then on.
    nothing.add({60, Kind::Restore, {}});
    ForkSource stepped = forked(nothing);
    QVERIFY(sameValues(*stepped.frame(90, kAllPlanes), *measured.frame(90, kAllPlanes)));
}

void TestFork::beforeIsUntouched()
{
    ForkSource fork = forked(eventful());
    Measured measured;
    const FramePtr frame = fork.frame(99.5, kAllPlanes);
    QVERIFY(sameValues(*frame, *measured.frame(99.5, kAllPlanes)));
    QVERIFY(!frame->forkedAtS && !frame->balance && frame->plant[0].empty());
    QVERIFY(!sameValues(*fork.frame(100, kAllPlanes), *measured.frame(100, kAllPlanes)));
}

void TestFork::darkRacks_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("a row") << "row";
    QTest::newRow("both busways") << "busway";
    QTest::newRow("a rack") << "rack";
    QTest::newRow("everything upstream") << "main-transformer";
}

/// Those that the physics says, and no others; everything else as it was measured.
void TestFork::darkRacks()
{
    QFETCH(QString, what);
    const Outage outage = what == "row" ? Outage{AssetId(AssetKind::Row, 1)}
        : what == "rack"                ? Outage{AssetId(AssetKind::Rack, 5)}
        : what == "busway"              ? first("busway", 2)
                                        : allOf(oneHall(), what.toStdString());
    Twin twin(oneHall());
    TwinResult result;
    twin.steady(twin.uniformLoad(0.5, 0.5), {.outages = {outage}}, result);
    Scenario scenario;
    scenario.add({10, Kind::Fail, outage});
    ForkSource fork = forked(scenario);
    Measured source;
    const FramePtr frame = fork.frame(10, kAllPlanes), measured = source.frame(10, kAllPlanes);
    std::uint32_t dark = 0, known = 0;
    for (std::uint32_t r = 0; r < oneHall().rackCount(); ++r) {
        const bool isDark = result.power.served[twin.power().rackNode(r)] <= 0;
        dark += isDark ? 1 : 0;
        if (measured->rackState[r] == DataState::Missing) {
            QCOMPARE(frame->rackState[r], DataState::Missing);
            continue;
        }
        if (!isDark) {
            QCOMPARE(frame->rack[at(Metric::RackPower)][r], measured->rack[at(Metric::RackPower)][r]);
            QCOMPARE(frame->rackState[r], measured->rackState[r]);
            continue;
        }
        ++known;
        QCOMPARE(frame->rack[at(Metric::RackPower)][r], std::uint16_t{0});
        QCOMPARE(frame->rackState[r], DataState::Simulated);
        for (std::uint32_t g = 0; g < oneHall().rackGpus(r); ++g)
            for (const Metric metric : {Metric::GpuUtilization, Metric::GpuPower}) {
                const std::uint32_t gpu = oneHall().rackFirstGpu[r] + g;
                const bool missing = measured->gpu[at(metric)][gpu] == kMissing16;
                QCOMPARE(frame->gpu[at(metric)][gpu], missing ? kMissing16 : std::uint16_t{0});
            }
    }
    QVERIFY(known > 0);
    QCOMPARE(frame->impact->darkRacks, dark);
    QVERIFY(frame->impact->lostKw > 0 && frame->impact->stoppedJobs >= 1 && frame->impact->darkGpus > 0);
}

void TestFork::coolantMovesMeasuredValues()
{
    Scenario scenario;
    scenario.add({10, Kind::Supply, {}, -3});
    ForkSource fork = forked(scenario);
    Measured source;
    const FramePtr frame = fork.frame(2000, kAllPlanes), measured = source.frame(2000, kAllPlanes);
    const auto mean = [](const TelemetryFrame& of, Metric metric) { return of.rollUp[at(metric)].campus.mean; };
    const auto moved = [&](Metric metric) { return mean(*frame, metric) - mean(*measured, metric); };
    QVERIFY(std::abs(moved(Metric::RackLiquidSupplyTemperature) + 3) < 0.1f);
    QVERIFY(std::abs(moved(Metric::RackLiquidReturnTemperature) + 3) < 0.1f);
    QVERIFY(std::abs(moved(Metric::GpuTemperature) + 3) < 0.1f);
    QVERIFY(frame->rack[at(Metric::RackPower)] == measured->rack[at(Metric::RackPower)]);
    // Only what was changed is simulated.
    const auto simulated = static_cast<std::size_t>(DataState::Simulated);
    QCOMPARE(frame->counts(Metric::RackPower)[simulated], 0u);
    QVERIFY(frame->counts(Metric::RackLiquidSupplyTemperature)[simulated] > 0);
    QVERIFY(frame->counts(Metric::GpuTemperature)[simulated] > 0);
}

void TestFork::capsHoldBack()
{
    Scenario scenario;
    scenario.add({10, Kind::Cap, {AssetId(AssetKind::Campus, 0)}, 0.4});
    ForkSource fork = forked(scenario);
    Measured source;
    const FramePtr frame = fork.frame(20, kAllPlanes), measured = source.frame(20, kAllPlanes);
    const FramePtr coarse = fork.frame(20, {});
    const MetricInfo& power = metricInfo(Metric::RackPower);
    double lessKw = 0;
    for (std::uint32_t r = 0; r < oneHall().rackCount(); ++r) {
        const double beforeKw = double(dequantise(power, measured->rack[at(Metric::RackPower)][r]));
        const double nowKw = double(dequantise(power, frame->rack[at(Metric::RackPower)][r]));
        if (std::isnan(beforeKw))
            continue;
        const double capKw = 0.4 * RackPower(oneHall().rackType(r)).ratedKw();
        QVERIFY(std::abs(nowKw - std::min(beforeKw, capKw)) < 0.05);
        lessKw += measured->rackState[r] == DataState::Missing ? 0 : beforeKw - nowKw;
        const auto gpuW = [&](const TelemetryFrame& of) {
            return of.value(oneHall(), Metric::GpuPower, AssetId(AssetKind::Rack, r));
        };
        QVERIFY(nowKw > beforeKw - 0.05 || gpuW(*frame) < gpuW(*measured));
        // The same whether or not somebody looks at single GPUs.
        QVERIFY(std::isnan(gpuW(*frame)) || std::abs(gpuW(*frame) - gpuW(*coarse)) < 1);
    }
    QVERIFY(frame->gpu[at(Metric::GpuUtilization)] == measured->gpu[at(Metric::GpuUtilization)]);
    QVERIFY(lessKw > 0 && frame->impact->cappedRacks > 0);
    QVERIFY(std::abs(frame->impact->heldBackKw / lessKw - 1) < 0.05);
    QCOMPARE(frame->impact->darkRacks, 0u);
}

void TestFork::restoredIsAsMeasured()
{
    Scenario scenario;
    scenario.add({10, Kind::Fail, {AssetId(AssetKind::Row, 1)}});
    scenario.add({60, Kind::Restore, {AssetId(AssetKind::Row, 1)}});
    ForkSource fork = forked(scenario);
    Measured source;
    const FramePtr frame = fork.frame(2900, kAllPlanes), measured = source.frame(2900, kAllPlanes);
    QCOMPARE(frame->impact->darkRacks, 0u);
    for (const Metric metric : {Metric::RackPower, Metric::Loading})
        QVERIFY(frame->rack[at(metric)] == measured->rack[at(metric)]);
    QVERIFY(frame->gpu[at(Metric::GpuPower)] == measured->gpu[at(Metric::GpuPower)]);
}

void TestFork::orderOfCallsDoesNotShow()
{
    ForkSource wandering = forked(eventful());
    for (const double timeS : {50.0, 500.0, 100.0, 101.0, 102.0, 101.0, 160.5, 2000.0, 399.0, 400.0, 5000.0, 901.0}) {
        ForkSource straight = forked(eventful());
        const FramePtr a = wandering.frame(timeS, kAllPlanes), b = straight.frame(timeS, kAllPlanes);
        QVERIFY2(timeS < 100 ? sameValues(*a, *b) : sameBytes(*a, *b), qPrintable(QString::number(timeS)));
    }
}

void TestFork::threadsDoNotShow()
{
    ForkSource many = forked(eventful());
    const FramePtr a = many.frame(450, kAllPlanes);
    const oneapi::tbb::global_control one(oneapi::tbb::global_control::max_allowed_parallelism, 1);
    ForkSource alone = forked(eventful());
    QVERIFY(sameBytes(*a, *alone.frame(450, kAllPlanes)));
}

/// The same day on a clock that counts from 1970.
void TestFork::secondsSince1970()
{
    auto early = std::make_unique<Measured>(), late = std::make_unique<Measured>();
    early->span = {kDayS / 2, kDayS / 2 + 3000};
    late->zeroS = kNoonOf2025 - kDayS / 2;
    late->span = {kNoonOf2025, kNoonOf2025 + 3000};
    ForkSource fromMidnight = forked(eventful(kDayS / 2), std::move(early));
    ForkSource since1970 = forked(eventful(kNoonOf2025), std::move(late));
    for (const double sinceS : {99.0, 100.0, 130.0, 450.0, 2000.0, 4000.0}) {
        const FramePtr a = fromMidnight.frame(kDayS / 2 + sinceS, {}), b = since1970.frame(kNoonOf2025 + sinceS, {});
        QCOMPARE(a->rack, b->rack);
        if (sinceS < 100)
            continue;
        QVERIFY(std::abs(a->balance->suppliedKw / b->balance->suppliedKw - 1) < 1e-9);
        QCOMPARE(a->impact->darkRacks, b->impact->darkRacks);
    }
}

/// An hour of a year of weather is that hour, whatever happened to leap days since 1970.
void TestFork::weatherOfTheYear()
{
    std::vector<double> valuesC(8760);
    for (std::size_t h = 0; h < valuesC.size(); ++h)
        valuesC[h] = double(h) / 200;
    const std::size_t hour = (31 + 28 + 31 + 30 + 31 + 30 + 30) * 24 + 12; // 31 July, noon
    const auto fansKw = [](const Weather& weather) {
        Scenario scenario;
        scenario.weather = weather;
        scenario.fromS = kNoonOf2025;
        auto below = std::make_unique<Measured>();
        below->zeroS = kNoonOf2025;
        below->span = {kNoonOf2025, kNoonOf2025 + 3000};
        return forked(scenario, std::move(below)).frame(kNoonOf2025, {})->balance->coolingKw;
    };
    const double yearKw = fansKw(Weather::series(valuesC, 3600, "year", ""));
    QCOMPARE(yearKw, fansKw(Weather::constant(valuesC[hour])));
    QVERIFY(std::abs(yearKw / fansKw(Weather::constant(5)) - 1) > 1e-3);
}

void TestFork::sumsClose()
{
    ForkSource fork = forked(eventful());
    for (double timeS = 100; timeS < 3500; timeS += 37.3) {
        const FramePtr frame = fork.frame(timeS, {});
        QVERIFY(std::abs(frame->balance->relativePowerResidual()) < 1e-6);
        QVERIFY(std::abs(frame->balance->relativeHeatResidual()) < 1e-6);
    }
    Scenario nothing;
    nothing.fromS = 50;
    const FramePtr calm = forked(nothing).frame(700, {});
    QVERIFY(std::abs(calm->balance->relativePowerResidual()) < 1e-9);
    QVERIFY(std::abs(calm->balance->relativeHeatResidual()) < 1e-9);
}

void TestFork::missingStaysMissing()
{
    auto below = std::make_unique<Measured>();
    below->silent = 20;
    Measured source;
    source.silent = 20;
    Scenario scenario;
    scenario.add({10, Kind::Fail, {!oneHall().rows.empty() ? AssetId(AssetKind::Row, 0) : AssetId()}});
    ForkSource fork = forked(scenario, std::move(below));
    const FramePtr frame = fork.frame(2000, {}), measured = source.frame(2000, {});
    for (std::uint32_t r = 0; r < 20; ++r)
        for (std::size_t m = 0; m < kMetricCount; ++m)
            QCOMPARE(frame->rack[m][r], kMissing16);
    for (const Metric metric : {Metric::RackPower, Metric::GpuUtilization, Metric::RackLiquidFlow})
        QCOMPARE(frame->counts(metric)[0], measured->counts(metric)[0]);
    // They draw what others do, and that is told.
    QCOMPARE(frame->impact->assumedRacks, measured->counts(Metric::RackPower)[0]);
    QVERIFY(frame->impact->assumedRacks >= 20);
    auto complete = std::make_unique<Measured>();
    Scenario nothing;
    nothing.fromS = 10;
    ForkSource ofAll = forked(nothing, std::move(complete));
    const double allKw = ofAll.frame(10, {})->balance->computeKw;
    auto gaps = std::make_unique<Measured>();
    gaps->silent = 20;
    ForkSource ofGaps = forked(nothing, std::move(gaps));
    const double withGapsKw = ofGaps.frame(10, {})->balance->computeKw;
    QVERIFY2(std::abs(withGapsKw / allKw - 1) < 0.05, qPrintable(QString::number(withGapsKw / allKw)));
}

void TestFork::powerOfGpus_data()
{
    QTest::addColumn<int>("unknown");
    QTest::addColumn<double>("within"); // share
    QTest::newRow("their power") << 1 << 0.02;
    QTest::newRow("their load") << 2 << 0.25;
}

/// Where racks have no meters.
void TestFork::powerOfGpus()
{
    QFETCH(int, unknown);
    QFETCH(double, within);
    Scenario scenario;
    scenario.add({10, Kind::Fail, {AssetId(AssetKind::Row, 1)}});
    std::vector<Metric> metrics{Metric::RackPower};
    if (unknown > 1)
        metrics.push_back(Metric::GpuPower);
    auto below = std::make_unique<Measured>();
    below->unknown = metrics;
    ForkSource fork = forked(scenario, std::move(below));
    const FramePtr frame = fork.frame(20, {});
    QVERIFY(frame->impact->lostKw > 0);
    // What their GPUs say they draw, where those are known.
    Measured source;
    const FramePtr measured = source.frame(20, {});
    source.unknown = metrics;
    const FramePtr unmetered = source.frame(20, {});
    const MeasuredLoads loads(
        oneHall(), [&](double timeS) { return source.frame(timeS, {}); }, 3000);
    const std::vector<double> metered = loads.read(*measured).kw, told = loads.read(*unmetered).kw;
    double meteredKw = 0, toldKw = 0;
    for (std::uint32_t r = 0; r < oneHall().rackCount(); ++r) {
        if (unmetered->rackStates(Metric::GpuUtilization)[r] == DataState::Missing)
            continue;
        meteredKw += metered[r];
        toldKw += told[r];
    }
    QVERIFY2(std::abs(toldKw / meteredKw - 1) < within, qPrintable(QString::number(toldKw / meteredKw)));
    // The dark ones draw nothing, that is known; of the others nothing is.
    const Range dark = oneHall().rows[1].racks;
    for (std::uint32_t r = 0; r < oneHall().rackCount(); ++r) {
        const bool isKnown = dark.first <= r && r < dark.end() && frame->rackState[r] != DataState::Missing;
        QCOMPARE(frame->rack[at(Metric::RackPower)][r], isKnown ? std::uint16_t{0} : kMissing16);
        QCOMPARE(frame->rackStates(Metric::RackPower)[r], isKnown ? DataState::Simulated : DataState::Missing);
    }
}

void TestFork::beyondTheEnd()
{
    ForkSource fork = forked(eventful());
    QVERIFY(std::isinf(fork.timeSpan().lastS));
    Measured source;
    const FramePtr frame = fork.frame(5000, kAllPlanes), last = source.frame(3000, kAllPlanes);
    QCOMPARE(frame->timeS, 5000.0);
    QVERIFY(frame->gpu[at(Metric::GpuUtilization)][oneHall().rackFirstGpu[20]]
        == last->gpu[at(Metric::GpuUtilization)][oneHall().rackFirstGpu[20]]);
    QCOMPARE(frame->stateCounts[std::size_t(DataState::Recorded)], 0u);
    QCOMPARE(frame->stateCounts[std::size_t(DataState::Missing)], last->stateCounts[std::size_t(DataState::Missing)]);
    QVERIFY(frame->stateCounts[std::size_t(DataState::Simulated)] > 0);
    QVERIFY(fork.frame(2999, {})->stateCounts[std::size_t(DataState::Recorded)] > 0);
}

void TestFork::liveValuesHold()
{
    Measured source;
    source.state = DataState::Live;
    Scenario scenario;
    scenario.add({100, Kind::Fail, {AssetId(AssetKind::Row, 1)}});
    auto below = std::make_unique<Measured>();
    below->state = DataState::Live;
    below->span.lastS = std::numeric_limits<double>::infinity();
    const Measured& asked = *below;
    ForkSource fork(oneHall(), std::move(below), scenario, source.frame(100, kAllPlanes));
    const FramePtr atOnce = fork.frame(100, kAllPlanes), later = fork.frame(400, kAllPlanes);
    QCOMPARE(asked.frames, 0); // what is on the screen is what it begins with
    QVERIFY(atOnce->stateCounts[std::size_t(DataState::Live)] > 0);
    QCOMPARE(later->stateCounts[std::size_t(DataState::Live)], 0u);
    const std::uint32_t other = oneHall().rows[2].racks.first;
    for (std::uint32_t r = other; r < other + 5; ++r)
        QCOMPARE(later->rack[at(Metric::RackPower)][r], atOnce->rack[at(Metric::RackPower)][r]);
    QCOMPARE(later->impact->darkRacks, oneHall().rows[1].racks.count);
    fork.frame(50, {});
    QCOMPARE(asked.frames, 1);
}

void TestFork::weatherAlone()
{
    Scenario scenario;
    scenario.fromS = 100;
    scenario.weather = Weather::constant(45);
    ForkSource fork = forked(scenario);
    Scenario nothing;
    nothing.fromS = 100;
    ForkSource calm = forked(nothing);
    QVERIFY(fork.frame(200, {})->balance->coolingKw > calm.frame(200, {})->balance->coolingKw);
}

/// valuesAt() and frames.
void TestFork::chartsSayTheSame()
{
    ForkSource fork = forked(eventful());
    std::vector<AssetId> assets;
    for (std::uint32_t r = 0; r < oneHall().rackCount(); r += 7)
        assets.emplace_back(AssetKind::Rack, r);
    for (std::uint32_t g = 0; g < oneHall().gpuCount(); g += 501)
        assets.emplace_back(AssetKind::Gpu, g);
    for (std::uint32_t p = 0; p < oneHall().plantCount(); p += 3)
        assets.emplace_back(AssetKind::Plant, p);
    std::vector<Sample> samples(assets.size());
    for (const double timeS : {20.0, 100.0, 430.0, 3500.0}) {
        const FramePtr frame = fork.frame(timeS, kAllPlanes);
        for (const Metric metric : {Metric::RackPower, Metric::GpuPower, Metric::RackLiquidReturnTemperature}) {
            while (!fork.valuesAt(timeS, metric, assets, samples)) { }
            for (std::size_t i = 0; i < assets.size(); ++i) {
                if (timeS < 100 && assets[i].kind() == AssetKind::Plant)
                    continue;
                const float value = frame->value(oneHall(), metric, assets[i]);
                QVERIFY2(std::isnan(value) ? std::isnan(samples[i].value) : std::abs(value - samples[i].value) < 0.11f,
                    qPrintable(QString("%1 s, %2: %3 and %4")
                                   .arg(timeS)
                                   .arg(QString::fromStdString(oneHall().name(assets[i])))
                                   .arg(double(value))
                                   .arg(double(samples[i].value))));
                if (assets[i].kind() == AssetKind::Rack)
                    QCOMPARE(samples[i].state, frame->state(oneHall(), metric, assets[i]));
            }
        }
    }
    QCOMPARE(fork.valueAt(430, Metric::RackPower, AssetId(AssetKind::Rack, 30)),
        fork.frame(430, {})->value(oneHall(), Metric::RackPower, AssetId(AssetKind::Rack, 30)));
}

void TestFork::whenItBegins()
{
    Scenario scenario;
    QCOMPARE(scenario.forkS(), std::optional<double>());
    QCOMPARE(forked(scenario).forkS(), 0.0); // with the data
    scenario.fromS = 40;
    QCOMPARE(scenario.forkS(), std::optional(40.0));
    scenario.add({60, Kind::DryBulb, {}, 30});
    QCOMPARE(scenario.forkS(), std::optional(40.0));
    scenario.add({20, Kind::DryBulb, {}, 30});
    QCOMPARE(scenario.forkS(), std::optional(20.0));
}

void TestFork::handlesShare()
{
    auto measured = std::make_unique<Measured>();
    const Measured& asked = *measured;
    std::optional<SharedSource> shared(std::in_place, std::move(measured));
    const SharedSource::Weak weak(*shared);
    SharedSource one = *shared, other = *weak.another();
    one.frame(10, {});
    other.frame(11, {});
    QCOMPARE(asked.frames, 2);
    QCOMPARE(one.timeSpan().lastS, 3000.0);
    ForkSource fork(oneHall(), weak.another(), eventful());
    QVERIFY(fork.frame(120, {})->impact->darkRacks > 0);
    {
        const SharedSource::Weak gone(SharedSource(std::make_unique<Measured>()));
        QVERIFY(!gone.another());
        QCOMPARE(gone.timeSpan().lastS, 3000.0);
    }
}

QTEST_APPLESS_MAIN(TestFork)
#include "tst_fork.moc"
