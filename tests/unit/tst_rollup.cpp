// labels: sanitize threads
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/telemetry/frame.h"
#include "tests/support/tinycampus.h"

#include <QtTest>
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>
#include <tuple>

using namespace gigahall::model;
using gigahall::tests::makeTinyCampus;

namespace {

constexpr auto kPower = static_cast<std::size_t>(Metric::GpuPower);
constexpr auto kRackPower = static_cast<std::size_t>(Metric::RackPower);

TelemetryFrame randomFrame(const Campus& campus, unsigned seed, double missing)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> watts(0, 1200);
    std::bernoulli_distribution isMissing(missing);
    TelemetryFrame frame;
    const auto fill = [&](Metric metric, Plane& plane, std::uint32_t count, float scale) {
        for (std::uint32_t i = 0; i < count; ++i)
            plane.push_back(isMissing(random) ? kMissing16 : quantise(metricInfo(metric), scale * watts(random)));
    };
    fill(Metric::GpuPower, frame.gpu[kPower], campus.gpuCount(), 1);
    fill(Metric::RackPower, frame.rack[kRackPower], campus.rackCount(), 0.02f);
    frame.rackState.assign(campus.rackCount(), DataState::Live);
    frame.rackState[1] = DataState::Stale;
    return frame;
}

struct Reference
{
    double sum = 0, max = -1e9;
    std::uint32_t known = 0;
};

Reference reference(const MetricInfo& info, const Plane& plane, Range range)
{
    Reference r;
    for (std::uint32_t i = range.first; i < range.end(); ++i) {
        const float value = dequantise(info, plane[i]);
        if (std::isnan(value))
            continue;
        r.sum += double(value);
        r.max = std::max(r.max, double(value));
        ++r.known;
    }
    return r;
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-4 * std::max(1.0, std::abs(b));
}

void compare(const Summary& got, const Reference& want)
{
    QCOMPARE(got.known, want.known);
    if (want.known == 0) {
        QVERIFY(std::isnan(got.mean) && std::isnan(got.max) && std::isnan(got.sum));
        return;
    }
    QVERIFY2(near(double(got.sum), want.sum), qPrintable(QString("sum %1, expected %2").arg(got.sum).arg(want.sum)));
    QVERIFY(near(double(got.mean), want.sum / want.known));
    QVERIFY(near(double(got.max), want.max));
    QVERIFY(got.mean <= got.max * 1.000001f);
}

bool sameBytes(const TelemetryFrame& a, const TelemetryFrame& b)
{
    // By bits: unknown is NaN, which is never equal.
    const auto bits = [](const Summary& s) {
        return std::tuple(std::bit_cast<std::uint32_t>(s.mean), std::bit_cast<std::uint32_t>(s.max),
            std::bit_cast<std::uint32_t>(s.sum), s.known);
    };
    const auto same = [&](const std::vector<Summary>& x, const std::vector<Summary>& y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(),
            [&](const Summary& one, const Summary& other) { return bits(one) == bits(other); });
    };
    for (std::size_t m = 0; m < kMetricCount; ++m) {
        const auto &la = a.rollUp[m], &lb = b.rollUp[m];
        if (a.rack[m] != b.rack[m] || !same(la.halls, lb.halls) || !same(la.buildings, lb.buildings)
            || !same(la.phases, lb.phases) || (!a.rack[m].empty() && bits(la.campus) != bits(lb.campus)))
            return false;
    }
    return true;
}

} // namespace

/// Roll-ups against sums done by hand, at every level and for every share of missing data.
class TestRollUp : public QObject
{
    Q_OBJECT
private slots:
    void sums_data();
    void sums();
    void missingIsNotZero();
    void gpuStatsWithoutPlane();
    void rackValueStaysWithoutGpus();
    void threads();
    void value();
    void states();
};

void TestRollUp::sums_data()
{
    QTest::addColumn<double>("missing");
    QTest::newRow("all there") << 0.0;
    QTest::newRow("some missing") << 0.3;
    QTest::newRow("most missing") << 0.97;
    QTest::newRow("nothing") << 1.0;
}

void TestRollUp::sums()
{
    QFETCH(double, missing);
    const Campus campus = makeTinyCampus();
    for (unsigned seed = 1; seed <= 5; ++seed) {
        TelemetryFrame frame = randomFrame(campus, seed, missing);
        rollUp(campus, frame);
        const struct
        {
            std::size_t metric;
            const Plane& plane;
            bool gpu;
        } kinds[] = {{kPower, frame.gpu[kPower], true}, {kRackPower, frame.rack[kRackPower], false}};
        for (const auto& kind : kinds) {
            const MetricInfo& info = allMetrics()[kind.metric];
            const TelemetryFrame::Level& level = frame.rollUp[kind.metric];
            QCOMPARE(level.halls.size(), campus.halls.size());
            for (std::size_t i = 0; i < campus.halls.size(); ++i)
                compare(level.halls[i],
                    reference(info, kind.plane, kind.gpu ? campus.halls[i].gpus : campus.halls[i].racks));
            for (std::size_t i = 0; i < campus.buildings.size(); ++i)
                compare(level.buildings[i],
                    reference(info, kind.plane, kind.gpu ? campus.buildings[i].gpus : campus.buildings[i].racks));
            for (std::size_t i = 0; i < campus.phases.size(); ++i)
                compare(level.phases[i],
                    reference(info, kind.plane, kind.gpu ? campus.phases[i].gpus : campus.phases[i].racks));
            compare(level.campus, reference(info, kind.plane, {0, kind.gpu ? campus.gpuCount() : campus.rackCount()}));
        }
    }
}

void TestRollUp::missingIsNotZero()
{
    const Campus campus = makeTinyCampus();
    const MetricInfo& info = metricInfo(Metric::GpuPower);
    TelemetryFrame frame;
    frame.gpu[kPower].assign(campus.gpuCount(), kMissing16);
    frame.gpu[kPower][campus.rackFirstGpu[2] + 5] = quantise(info, 700);
    rollUp(campus, frame);
    QCOMPARE(frame.rack[kPower][1], kMissing16);
    QCOMPARE(dequantise(info, frame.rack[kPower][2]), 700.0f);
    QCOMPARE(frame.rollUp[kPower].campus.mean, 700.0f);
    QCOMPARE(frame.rollUp[kPower].campus.known, 1u);
}

void TestRollUp::gpuStatsWithoutPlane()
{
    const Campus campus = makeTinyCampus();
    TelemetryFrame with = randomFrame(campus, 7, 0.2);
    rollUp(campus, with);
    TelemetryFrame without = with;
    without.gpu[kPower].clear();
    without.rack[kPower].assign(campus.rackCount(), kMissing16);
    rollUp(campus, without);
    QVERIFY(sameBytes(with, without));
}

void TestRollUp::rackValueStaysWithoutGpus()
{
    const Campus campus = makeTinyCampus();
    const MetricInfo& info = metricInfo(Metric::GpuPower);
    TelemetryFrame frame;
    frame.rack[kPower].assign(campus.rackCount(), kMissing16);
    frame.rack[kPower][3] = quantise(info, 500);
    rollUp(campus, frame);
    QCOMPARE(dequantise(info, frame.rack[kPower][3]), 500.0f);
    QCOMPARE(frame.rollUp[kPower].campus.known, campus.rackGpus(3));
    QCOMPARE(frame.rollUp[kPower].campus.sum, 500.0f * float(campus.rackGpus(3)));
}

void TestRollUp::threads()
{
    const Campus campus = makeTinyCampus({.phases = 3, .buildings = 2, .halls = 3, .rows = 7, .racks = 9});
    TelemetryFrame one = randomFrame(campus, 3, 0.1), many = one;
    {
        oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, 1);
        rollUp(campus, one);
    }
    oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, 8);
    for (int i = 0; i < 20; ++i) {
        TelemetryFrame again = many;
        rollUp(campus, again);
        QVERIFY(sameBytes(one, again));
    }
}

void TestRollUp::value()
{
    const Campus campus = makeTinyCampus();
    TelemetryFrame frame = randomFrame(campus, 11, 0.1);
    rollUp(campus, frame);
    const MetricInfo& info = metricInfo(Metric::GpuPower);
    const auto mean = [&](const MetricInfo& of, const Plane& plane, Range range) {
        const Reference r = reference(of, plane, range);
        return r.sum / r.known;
    };
    const auto value = [&](Metric metric, AssetKind kind, std::uint32_t i) {
        return double(frame.value(campus, metric, {kind, i}));
    };
    const std::uint32_t perTray = campus.types[0].gpusPerTray;
    QVERIFY(near(value(Metric::GpuPower, AssetKind::Tray, 9), mean(info, frame.gpu[kPower], {9 * perTray, perTray})));
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        QVERIFY(std::abs(value(Metric::GpuPower, AssetKind::Rack, r)
                    - mean(info, frame.gpu[kPower], {campus.rackFirstGpu[r], campus.rackGpus(r)}))
            <= 0.051); // half a step of the plane
    QVERIFY(near(value(Metric::RackPower, AssetKind::Row, 4),
        mean(metricInfo(Metric::RackPower), frame.rack[kRackPower], campus.rows[4].racks)));
    QVERIFY(near(value(Metric::GpuPower, AssetKind::Hall, 1), double(frame.rollUp[kPower].halls[1].mean)));
    QVERIFY(near(value(Metric::GpuPower, AssetKind::Building, 1), double(frame.rollUp[kPower].buildings[1].mean)));
    QVERIFY(near(value(Metric::GpuPower, AssetKind::Phase, 0), double(frame.rollUp[kPower].phases[0].mean)));
    QVERIFY(near(value(Metric::GpuPower, AssetKind::Campus, 0), double(frame.rollUp[kPower].campus.mean)));
    // Not available: no such plane, no such level, nothing there.
    QVERIFY(std::isnan(value(Metric::GpuTemperature, AssetKind::Gpu, 0)));
    QVERIFY(std::isnan(value(Metric::GpuTemperature, AssetKind::Campus, 0)));
    QVERIFY(std::isnan(value(Metric::RackPower, AssetKind::Gpu, 0)));
    QVERIFY(std::isnan(value(Metric::RackPower, AssetKind::Plant, 0)));
    QVERIFY(std::isnan(value(Metric::RackPower, AssetKind::Rack, 100000)));
    QVERIFY(std::isnan(frame.value(campus, Metric::RackPower, AssetId())));
}

void TestRollUp::states()
{
    const Campus campus = makeTinyCampus();
    TelemetryFrame frame = randomFrame(campus, 1, 0);
    rollUp(campus, frame);
    QCOMPARE(frame.stateCounts[std::size_t(DataState::Stale)], 1u);
    QCOMPARE(frame.stateCounts[std::size_t(DataState::Live)], campus.rackCount() - 1);
    QCOMPARE(frame.stateCounts[std::size_t(DataState::Missing)], 0u);
}

QTEST_APPLESS_MAIN(TestRollUp)
#include "tst_rollup.moc"
