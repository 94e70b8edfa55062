// labels: sanitize threads
// A minus B: exact zero, both signs, missing where either is, sums and means, plant, states.
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/telemetry/difference.h"
#include "tests/support/tinycampus.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

constexpr std::size_t index(Metric metric)
{
    return static_cast<std::size_t>(metric);
}

TelemetryFrame randomFrame(const Campus& campus, unsigned seed, double missing)
{
    std::mt19937 random(seed);
    std::bernoulli_distribution isMissing(missing);
    TelemetryFrame frame;
    const auto fill = [&](Metric metric, Plane& plane, std::uint32_t count) {
        const MetricInfo& info = metricInfo(metric);
        std::uniform_real_distribution<float> value(info.planeLo, info.planeHi);
        for (std::uint32_t i = 0; i < count; ++i)
            plane.push_back(isMissing(random) ? kMissing16 : quantise(info, value(random)));
    };
    fill(Metric::GpuTemperature, frame.gpu[index(Metric::GpuTemperature)], campus.gpuCount());
    for (const Metric metric : {Metric::RackPower, Metric::PowerRamp, Metric::Loading})
        fill(metric, frame.rack[index(metric)], campus.rackCount());
    fill(Metric::Job, frame.rack[index(Metric::Job)], campus.rackCount());
    std::uniform_real_distribution<float> kw(0, 5e5f);
    for (int p = 0; p < 9; ++p)
        frame.plant[index(Metric::RackPower)].push_back(
            isMissing(random) ? std::numeric_limits<float>::quiet_NaN() : kw(random));
    frame.rackState.assign(campus.rackCount(), DataState::Simulated);
    frame.source = "frame " + std::to_string(seed);
    frame.serial = seed;
    rollUp(campus, frame);
    return frame;
}

bool within(float a, float b, float tolerance)
{
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= tolerance;
}

} // namespace

class TestDifference : public QObject
{
    Q_OBJECT

private slots:
    void ofAFrameAndItselfIsExactlyZero();
    void isAMinusBAtEveryLevel();
    void swapsItsSign();
    void holdsTheWholeRange();
    void statesAreTheWorse();
    void onlyWhatBothHave();
    void otherCampus();
};

void TestDifference::ofAFrameAndItselfIsExactlyZero()
{
    const Campus campus = makeTinyCampus();
    const TelemetryFrame a = randomFrame(campus, 3, 0.2);
    const FramePtr zero = difference(campus, a, a);
    QVERIFY(zero->isDifference);
    std::uint32_t seen = 0;
    for (const Metric metric : {Metric::GpuTemperature, Metric::RackPower, Metric::PowerRamp, Metric::Loading}) {
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
            const AssetId id(AssetKind::Rack, r);
            if (!std::isnan(a.value(campus, metric, id))) {
                QCOMPARE(zero->value(campus, metric, id), 0.0f);
                ++seen;
            } else {
                QVERIFY(std::isnan(zero->value(campus, metric, id)));
            }
        }
        const Summary& all = zero->rollUp[index(metric)].campus;
        QCOMPARE(all.known, a.rollUp[index(metric)].campus.known);
        QCOMPARE(all.mean, 0.0f);
        QCOMPARE(all.max, 0.0f);
        QCOMPARE(all.sum, 0.0f);
    }
    QVERIFY(seen > campus.rackCount());
}

void TestDifference::isAMinusBAtEveryLevel()
{
    const Campus campus = makeTinyCampus();
    for (unsigned seed = 1; seed < 20; ++seed) {
        const TelemetryFrame a = randomFrame(campus, seed, 0.15), b = randomFrame(campus, seed + 100, 0.15);
        const FramePtr d = difference(campus, a, b);
        QCOMPARE(d->source, a.source + " - " + b.source);
        const auto check = [&](Metric metric, AssetId id) {
            const MetricInfo& info = differenceInfo(metric);
            const float step = (info.planeHi - info.planeLo) / kPlaneSteps;
            const float want = a.value(campus, metric, id) - b.value(campus, metric, id);
            QVERIFY(within(d->value(campus, metric, id), want, step * 0.6f));
        };
        for (std::uint32_t g = 0; g < campus.gpuCount(); ++g)
            check(Metric::GpuTemperature, {AssetKind::Gpu, g});
        for (const Metric metric : {Metric::RackPower, Metric::PowerRamp, Metric::Loading})
            for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
                check(metric, {AssetKind::Rack, r});
        for (std::uint32_t p = 0; p < 9; ++p)
            QVERIFY(within(d->value(campus, Metric::RackPower, {AssetKind::Plant, p}),
                a.plant[index(Metric::RackPower)][p] - b.plant[index(Metric::RackPower)][p], 0));
        // Sums and means over what both know.
        double sum = 0;
        std::uint32_t known = 0;
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r) {
            const float x = a.value(campus, Metric::RackPower, {AssetKind::Rack, r}),
                        y = b.value(campus, Metric::RackPower, {AssetKind::Rack, r});
            if (!std::isnan(x) && !std::isnan(y)) {
                sum += double(x) - double(y);
                ++known;
            }
        }
        const Summary& all = d->rollUp[index(Metric::RackPower)].campus;
        QCOMPARE(all.known, known);
        QVERIFY(std::abs(double(all.sum) - sum) < 0.06 * known);
        QVERIFY(std::abs(double(all.mean) - sum / known) < 0.06);
    }
}

void TestDifference::swapsItsSign()
{
    const Campus campus = makeTinyCampus();
    const TelemetryFrame a = randomFrame(campus, 5, 0.1), b = randomFrame(campus, 6, 0.1);
    const FramePtr ab = difference(campus, a, b), ba = difference(campus, b, a);
    for (std::uint32_t g = 0; g < campus.gpuCount(); ++g) {
        const AssetId id(AssetKind::Gpu, g);
        const float x = ab->value(campus, Metric::GpuTemperature, id),
                    y = ba->value(campus, Metric::GpuTemperature, id);
        QVERIFY(std::isnan(x) ? std::isnan(y) : x == -y);
    }
}

void TestDifference::holdsTheWholeRange()
{
    const Campus campus = makeTinyCampus();
    for (const MetricInfo& info : allMetrics()) {
        if (isCategory(info.metric))
            continue;
        TelemetryFrame a, b;
        a.rack[index(info.metric)].assign(campus.rackCount(), 65534);
        b.rack[index(info.metric)].assign(campus.rackCount(), 0);
        a.rackState.assign(campus.rackCount(), DataState::Live);
        b.rackState = a.rackState;
        const float span = info.planeHi - info.planeLo;
        const AssetId rack(AssetKind::Rack, 0);
        QVERIFY(within(difference(campus, a, b)->value(campus, info.metric, rack), span, span * 1e-6f));
        QVERIFY(within(difference(campus, b, a)->value(campus, info.metric, rack), -span, span * 1e-6f));
        const MetricInfo& of = differenceInfo(info.metric);
        QVERIFY(of.rangeLo == -of.rangeHi && of.rangeHi > 0 && of.planeHi >= of.rangeHi);
        QCOMPARE(of.colormap, std::string_view("diverging"));
    }
}

void TestDifference::statesAreTheWorse()
{
    const Campus campus = makeTinyCampus();
    TelemetryFrame a = randomFrame(campus, 1, 0), b = randomFrame(campus, 2, 0);
    a.rackState.assign(campus.rackCount(), DataState::Live);
    b.rackState[1] = DataState::Stale;
    const auto t = index(Metric::GpuTemperature);
    a.metricState[t] = a.rackState;
    a.metricState[t][2] = DataState::Bad;
    a.gpuState[t] = GpuStates(campus.gpuCount());
    a.gpuState[t].set(0, DataState::Stale);
    b.rack[index(Metric::RackPower)][3] = kMissing16;
    const FramePtr d = difference(campus, a, b);
    QCOMPARE(d->rackStates(Metric::RackPower)[0], DataState::Simulated);
    QCOMPARE(d->rackStates(Metric::RackPower)[1], DataState::Stale);
    QCOMPARE(d->rackStates(Metric::RackPower)[2], DataState::Simulated);
    QCOMPARE(d->rackStates(Metric::RackPower)[3], DataState::Missing);
    QCOMPARE(d->rackStates(Metric::GpuTemperature)[2], DataState::Bad);
    QCOMPARE(d->state(campus, Metric::GpuTemperature, {AssetKind::Gpu, 0}), DataState::Stale);
    QCOMPARE(d->state(campus, Metric::GpuTemperature, {AssetKind::Gpu, 1}), DataState::Simulated);
}

void TestDifference::onlyWhatBothHave()
{
    const Campus campus = makeTinyCampus();
    const TelemetryFrame a = randomFrame(campus, 1, 0);
    TelemetryFrame b = randomFrame(campus, 2, 0);
    b.gpu[index(Metric::GpuTemperature)].clear();
    b.rack[index(Metric::Loading)].clear();
    const FramePtr d = difference(campus, a, b);
    QVERIFY(d->gpu[index(Metric::GpuTemperature)].empty());
    QVERIFY2(!std::isnan(d->value(campus, Metric::GpuTemperature, {AssetKind::Rack, 0})), "by rack all the same");
    QVERIFY(d->rack[index(Metric::Loading)].empty());
    QVERIFY(std::isnan(d->value(campus, Metric::Loading, {AssetKind::Campus, 0})));
    QVERIFY2(d->rack[index(Metric::Job)].empty(), "names have no difference");
}

void TestDifference::otherCampus()
{
    const Campus campus = makeTinyCampus(), other = makeTinyCampus({.racks = 5});
    const TelemetryFrame a = randomFrame(campus, 1, 0), b = randomFrame(other, 2, 0);
    QVERIFY_EXCEPTION_THROWN(difference(campus, a, b), std::invalid_argument);
}

QTEST_APPLESS_MAIN(TestDifference)
#include "tst_difference.moc"
