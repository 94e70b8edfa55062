// labels: sanitize threads
// States by metric and by GPU: what counts, what is counted, and that nothing missing becomes a number.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/telemetry/frame.h"
#include "tests/support/tinycampus.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

constexpr auto kPower = static_cast<std::size_t>(Metric::RackPower);
constexpr auto kTemperature = static_cast<std::size_t>(Metric::GpuTemperature);
constexpr auto kFlow = static_cast<std::size_t>(Metric::RackLiquidFlow);

std::uint32_t of(const StateCounts& counts, DataState state)
{
    return counts[static_cast<std::size_t>(state)];
}

Plane constant(const Campus& campus, Metric metric, float value)
{
    return Plane(campus.rackCount(), quantise(metricInfo(metric), value));
}

} // namespace

class TestDataState : public QObject
{
    Q_OBJECT

private slots:
    void livePowerBesideStaleTemperature();
    void noValueIsMissingForThatMetricOnly();
    void missingNeverCounts();
    void gpusDifferFromTheirRack();
    void nibblesKeepTheirNeighbours();
    void theWorseOfTwo();
    void missingIsNeverZero();
};

void TestDataState::livePowerBesideStaleTemperature()
{
    const Campus campus = makeTinyCampus();
    TelemetryFrame frame;
    frame.rack[kPower] = constant(campus, Metric::RackPower, 100);
    frame.rack[kTemperature] = constant(campus, Metric::GpuTemperature, 60);
    frame.rackState.assign(campus.rackCount(), DataState::Live);
    frame.metricState[kTemperature] = frame.rackState;
    frame.metricState[kTemperature][2] = DataState::Stale;
    frame.metricState[kTemperature][3] = DataState::Bad;
    rollUp(campus, frame);
    QCOMPARE(frame.rackStates(Metric::RackPower)[2], DataState::Live);
    QCOMPARE(frame.rackStates(Metric::GpuTemperature)[2], DataState::Stale);
    QCOMPARE(of(frame.counts(Metric::RackPower), DataState::Live), campus.rackCount());
    QCOMPARE(of(frame.counts(Metric::GpuTemperature), DataState::Live), campus.rackCount() - 2);
    QCOMPARE(of(frame.counts(Metric::GpuTemperature), DataState::Stale), 1u);
    QCOMPARE(of(frame.counts(Metric::GpuTemperature), DataState::Bad), 1u);
    QCOMPARE(of(frame.stateCounts, DataState::Live), campus.rackCount());
    // Stale and bad values count: they are the best there is, and marked.
    QCOMPARE(frame.rollUp[kTemperature].campus.known, campus.gpuCount());
    QCOMPARE(frame.state(campus, Metric::GpuTemperature, {AssetKind::Rack, 2}), DataState::Stale);
    QCOMPARE(frame.state(campus, Metric::GpuTemperature, {AssetKind::Hall, 0}), DataState::Live);
}

void TestDataState::noValueIsMissingForThatMetricOnly()
{
    const Campus campus = makeTinyCampus();
    TelemetryFrame frame;
    frame.rack[kPower] = constant(campus, Metric::RackPower, 100);
    frame.rack[kFlow] = constant(campus, Metric::RackLiquidFlow, 200);
    frame.rack[kFlow][5] = kMissing16;
    // Nobody's rack is no gap.
    frame.rack[static_cast<std::size_t>(Metric::Job)].assign(campus.rackCount(), kMissing16);
    frame.rackState.assign(campus.rackCount(), DataState::Recorded);
    rollUp(campus, frame);
    QCOMPARE(of(frame.counts(Metric::RackPower), DataState::Missing), 0u);
    QCOMPARE(of(frame.counts(Metric::RackLiquidFlow), DataState::Missing), 1u);
    QCOMPARE(of(frame.counts(Metric::RackLiquidFlow), DataState::Recorded), campus.rackCount() - 1);
    QCOMPARE(of(frame.counts(Metric::Job), DataState::Recorded), campus.rackCount());
    QVERIFY(frame.metricState[kPower].empty());
    QCOMPARE(frame.rackState[5], DataState::Recorded);
}

void TestDataState::missingNeverCounts()
{
    const Campus campus = makeTinyCampus();
    TelemetryFrame frame;
    frame.rack[kPower] = constant(campus, Metric::RackPower, 100);
    frame.rack[kPower][0] = quantise(metricInfo(Metric::RackPower), 1900); // whatever stands there
    frame.rackState.assign(campus.rackCount(), DataState::Live);
    frame.rackState[0] = DataState::Missing;
    rollUp(campus, frame);
    QCOMPARE(frame.rollUp[kPower].campus.known, campus.rackCount() - 1);
    QVERIFY(frame.rollUp[kPower].campus.max < 101);
    QVERIFY(std::abs(frame.rollUp[kPower].campus.mean - 100) < 0.1f);
}

void TestDataState::gpusDifferFromTheirRack()
{
    const Campus campus = makeTinyCampus();
    TelemetryFrame frame;
    frame.gpu[kTemperature].assign(campus.gpuCount(), quantise(metricInfo(Metric::GpuTemperature), 60));
    frame.gpu[kTemperature][7] = kMissing16;
    frame.rackState.assign(campus.rackCount(), DataState::Live);
    frame.rackState[1] = DataState::Missing;
    frame.gpuState[kTemperature] = GpuStates(campus.gpuCount());
    frame.gpuState[kTemperature].set(3, DataState::Stale);
    frame.gpuState[kTemperature].set(7, DataState::Stale);
    rollUp(campus, frame);
    const auto state = [&](std::uint32_t gpu) {
        return frame.state(campus, Metric::GpuTemperature, {AssetKind::Gpu, gpu});
    };
    QCOMPARE(state(3), DataState::Stale);
    QCOMPARE(state(4), DataState::Live);
    QCOMPARE(state(7), DataState::Missing);
    const auto counts = gpuStateCounts(campus, frame, Metric::GpuTemperature);
    const std::uint32_t perRack = campus.rackGpus(0);
    QCOMPARE(of(counts, DataState::Stale), 1u);
    QCOMPARE(of(counts, DataState::Missing), perRack + 1);
    QCOMPARE(of(counts, DataState::Live), campus.gpuCount() - perRack - 2);
    // Without its plane a frame still knows how many GPUs are missing, though not which.
    frame.gpu[kTemperature].clear();
    QCOMPARE(of(gpuStateCounts(campus, frame, Metric::GpuTemperature), DataState::Missing), perRack + 1);
}

void TestDataState::nibblesKeepTheirNeighbours()
{
    GpuStates states(7);
    for (std::size_t g = 0; g < 7; ++g)
        QVERIFY(!states.own(g));
    states.set(2, DataState::Bad);
    states.set(3, DataState::Missing);
    states.set(6, DataState::Live);
    states.set(2, DataState::Stale);
    QCOMPARE(*states.own(2), DataState::Stale);
    QCOMPARE(*states.own(3), DataState::Missing);
    QCOMPARE(*states.own(6), DataState::Live);
    QVERIFY(!states.own(1) && !states.own(4) && !states.own(7000));
    QVERIFY(GpuStates().empty() && !states.empty());
}

void TestDataState::theWorseOfTwo()
{
    constexpr std::array kFromBest{DataState::Live, DataState::Recorded, DataState::Simulated, DataState::Stale,
        DataState::Bad, DataState::Missing};
    for (std::size_t a = 0; a < kFromBest.size(); ++a)
        for (std::size_t b = 0; b < kFromBest.size(); ++b)
            QCOMPARE(worse(kFromBest[a], kFromBest[b]), kFromBest[std::max(a, b)]);
}

/// Whatever is missing where: no level shows a value for something of which nothing is known, and sums are those of
/// what is.
void TestDataState::missingIsNeverZero()
{
    const Campus campus = makeTinyCampus();
    std::mt19937 random(11);
    for (int round = 0; round < 60; ++round) {
        std::bernoulli_distribution gone(round % 4 == 0 ? 1.0 : 0.1 * (round % 10)), gap(0.3);
        TelemetryFrame frame;
        frame.rack[kPower] = constant(campus, Metric::RackPower, 100);
        frame.rackState.assign(campus.rackCount(), DataState::Live);
        std::uint32_t known = 0;
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
            const bool missing = gone(random), empty = gap(random);
            if (missing)
                frame.rackState[r] = DataState::Missing;
            if (empty)
                frame.rack[kPower][r] = kMissing16;
            known += !missing && !empty;
        }
        rollUp(campus, frame);
        const Summary& all = frame.rollUp[kPower].campus;
        QCOMPARE(all.known, known);
        QCOMPARE(of(frame.counts(Metric::RackPower), DataState::Missing), campus.rackCount() - known);
        QVERIFY(
            known == 0 ? std::isnan(all.mean) && std::isnan(all.sum) : std::abs(double(all.sum) - 100.0 * known) < 1);
        for (const Summary& hall : frame.rollUp[kPower].halls)
            QVERIFY(hall.known == 0 ? std::isnan(hall.mean) : std::abs(hall.mean - 100) < 0.1f);
    }
}

QTEST_APPLESS_MAIN(TestDataState)
#include "tst_datastate.moc"
