// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/cooling/exchanger.h"
#include "model/cooling/fluid.h"
#include "model/cooling/pump.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace gigahall::model;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool close(double got, double want, double tolerance)
{
    if (std::abs(got - want) <= tolerance)
        return true;
    qWarning("%.12g, expected %.12g", got, want);
    return false;
}

// XDU1350, L/min and kPa.
constexpr PumpCurve kPump{476.45677, 0.092063, -0.000234};
constexpr SystemCurve kThreeCdus{-0.554934, 0.041409, 0.000186}, kFourCdus{-0.554934, 0.055212, 0.00033};

} // namespace

/// Coolant, heat exchangers and pumps against published values, and what must hold for any input.
class TestCooling : public QObject
{
    Q_OBJECT
private slots:
    void flow_data();
    void flow();
    void flowOfGb200_data();
    void flowOfGb200();
    void flowLimits();
    void effectivenessVectors_data();
    void effectivenessVectors();
    void balancedFlowsAreNoSpecialCase();
    void effectivenessProperties();
    void designConductance();
    void exchangedHeat();
    void operatingPoints_data();
    void operatingPoints();
    void pumpsInParallel();
    void pumpPower();
};

void TestCooling::flow_data()
{
    QTest::addColumn<double>("supplyC");
    QTest::addColumn<double>("publishedLpm");
    // Lenovo GB300 NVL72: 118.5 kW to liquid, return at 55 C. 25 to 45 C in steps of what the table has.
    const double published[] = {59, 71, 89, 119, 177};
    const double supplyC[] = {25, 30, 35, 40, 45};
    for (int i = 0; i < 5; ++i)
        QTest::addRow("%g C", supplyC[i]) << supplyC[i] << published[i];
}

void TestCooling::flow()
{
    QFETCH(double, supplyC);
    QFETCH(double, publishedLpm);
    constexpr double kHeatKw = 118.5, kReturnC = 55, kRhoCp = 4.0;
    const double lpm = flowLpm(kHeatKw, kReturnC - supplyC, kRhoCp);
    QVERIFY(close(lpm, publishedLpm, 0.005 * publishedLpm));
    QVERIFY(close(riseForHeatK(kHeatKw, lpm, kRhoCp), kReturnC - supplyC, 1e-9));
    QVERIFY(close(flowOfCapacityRateLpm(capacityRateKwPerK(lpm, kRhoCp), kRhoCp), lpm, 1e-9));
}

void TestCooling::flowOfGb200_data()
{
    QTest::addColumn<double>("supplyC");
    QTest::addColumn<double>("lpm");
    const double lpm[] = {57.42, 68.90, 80.39, 103.36, 137.81};
    for (int i = 0; i < 5; ++i)
        QTest::addRow("%d C", 25 + 5 * i) << 25.0 + 5 * i << lpm[i];
}

void TestCooling::flowOfGb200()
{
    QFETCH(double, supplyC);
    QFETCH(double, lpm);
    const auto got = gb200FlowLpm(supplyC);
    QVERIFY(got);
    QVERIFY(close(*got, lpm, 0.005 * lpm));
}

void TestCooling::flowLimits()
{
    for (const double outside : {24.99, 45.01, -kInfinity, std::nan("")})
        QVERIFY(!gb200FlowLpm(outside));
    QCOMPARE(flowLpm(0, 0, kRhoCpWater), 0.0);
    QCOMPARE(flowLpm(10, 0, kRhoCpWater), kInfinity);
    QCOMPARE(riseForHeatK(0, 0, kRhoCpWater), 0.0);
    QCOMPARE(riseForHeatK(10, 0, kRhoCpWater), kInfinity);
    QCOMPARE(capacityRateKwPerK(-3, kRhoCpWater), 0.0);
    QVERIFY(close(capacityRateKwPerK(60, kRhoCpPg25), 4.06, 1e-12));
}

void TestCooling::effectivenessVectors_data()
{
    QTest::addColumn<double>("ntu");
    QTest::addColumn<double>("ratio");
    QTest::addColumn<double>("expected");
    QTest::newRow("condenser") << 1.0 << 0.0 << 0.632121;
    QTest::newRow("balanced") << 1.0 << 1.0 << 0.5;
    QTest::newRow("general") << 3.0 << 0.75 << 0.817118;
    QTest::newRow("nothing") << 0.0 << 0.5 << 0.0;
    QTest::newRow("negative") << -1.0 << 0.5 << 0.0;
    QTest::newRow("endless") << kInfinity << 0.5 << 1.0;
    QTest::newRow("endless, balanced") << kInfinity << 1.0 << 1.0;
    QTest::newRow("ratio above 1") << 1.0 << 1.5 << 0.5;
    QTest::newRow("XDU1350") << 4.25 << 1.0 << 17.0 / 21;
}

void TestCooling::effectivenessVectors()
{
    QFETCH(double, ntu);
    QFETCH(double, ratio);
    QFETCH(double, expected);
    QVERIFY(close(effectiveness(ntu, ratio), expected, 1e-6));
}

void TestCooling::balancedFlowsAreNoSpecialCase()
{
    // d eps / d Cr at 1 is -NTU^2 / 2 / (1 + NTU)^2; the second order is smaller than (1 - Cr)^2 NTU.
    for (const double ntu : {0.01, 0.5, 1.0, 4.25, 30.0})
        for (double off = 0.5; off > 1e-17; off /= 3) {
            const double ratio = 1 - off, real = 1 - ratio;
            const double expected = ntu / (1 + ntu) + real * ntu * ntu / 2 / ((1 + ntu) * (1 + ntu));
            QVERIFY(close(effectiveness(ntu, ratio), expected, 1e-15 + real * real * (1 + ntu)));
        }
}

void TestCooling::effectivenessProperties()
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> ratios(0, 1), decades(-6, 1.3);
    for (int i = 0; i < 20000; ++i) {
        const double ntu = std::pow(10, decades(random)), ratio = i % 5 ? ratios(random) : 1 - std::pow(10, -i % 17);
        const double e = effectiveness(ntu, ratio);
        QVERIFY(e >= 0 && e < 1 && e <= ntu);
        QVERIFY(effectiveness(ntu * 1.01, ratio) >= e);
        QVERIFY(effectiveness(ntu, ratio * 0.99) >= e);
        // One digit of effectiveness is worth more transfer units the closer it is to 1.
        QVERIFY(close(ntuForEffectiveness(e, ratio), ntu, ntu * 1e-12 + 1e-15 / ((1 - e) * (1 - ratio * e))));
    }
    QCOMPARE(ntuForEffectiveness(0, 0.5), 0.0);
    QCOMPARE(ntuForEffectiveness(-1, 0.5), 0.0);
    QCOMPARE(ntuForEffectiveness(1, 0.5), kInfinity);
    QCOMPARE(ntuForEffectiveness(0.5, 1), 1.0);
}

void TestCooling::designConductance()
{
    // XDU1350: 1 368 kW, 17 K rise on both sides, 4 K approach.
    const auto ua = uaFromDesignKwPerK(1368, 1368 / 17.0, 17, 4);
    QVERIFY(ua);
    QVERIFY(close(*ua, 342, 1e-9));
    const struct
    {
        double hotRiseK, coldRiseK, approachK;
    } designs[] = {{10, 10, 4}, {10, 6, 4}, {8, 11, 4}, {10, 13.99, 4}, {10, 1e-3, 0.1}};
    for (const auto& d : designs) {
        const double hot = 2000 / d.hotRiseK, cold = 2000 / d.coldRiseK;
        const auto designUa = uaFromDesignKwPerK(2000, hot, d.coldRiseK, d.approachK);
        QVERIFY(designUa);
        const double coldInC = 41, hotInC = coldInC + d.approachK + d.hotRiseK;
        QVERIFY(close(exchangedHeatKw({hotInC, hot}, {coldInC, cold}, *designUa), 2000, 1e-8));
    }
    QVERIFY(!uaFromDesignKwPerK(2000, 200, 14.01, 4)); // the cold side would leave warmer than the hot one enters
    QVERIFY(!uaFromDesignKwPerK(2000, 200, 10, 0));
    QVERIFY(!uaFromDesignKwPerK(0, 200, 10, 4));
    QVERIFY(close(conductanceAtFlow(342, 1), 342, 1e-12));
    QVERIFY(close(conductanceAtFlow(342, 0.5), 342 * 0.594603557501, 1e-9));
    QCOMPARE(conductanceAtFlow(342, 0), 0.0);
    QCOMPARE(conductanceAtFlow(342, -1), 0.0);
}

void TestCooling::exchangedHeat()
{
    std::mt19937 random(11);
    std::uniform_real_distribution<double> temperatures(-20, 90), rates(0, 400), conductances(0, 2000);
    for (int i = 0; i < 20000; ++i) {
        const ExchangerStream a{temperatures(random), rates(random)}, b{temperatures(random), rates(random)};
        const double ua = conductances(random), heat = exchangedHeatKw(a, b, ua);
        QCOMPARE(exchangedHeatKw(b, a, ua), -heat);
        QVERIFY(heat * (a.inletC - b.inletC) >= 0);
        QVERIFY(std::abs(heat)
            <= std::min(a.capacityRateKwPerK, b.capacityRateKwPerK) * std::abs(a.inletC - b.inletC) * (1 + 1e-15));
        // Nor do the leaving temperatures overshoot.
        const double aOut = a.inletC - heat / a.capacityRateKwPerK, bOut = b.inletC + heat / b.capacityRateKwPerK;
        QVERIFY(heat < 0 ? aOut <= b.inletC + 1e-9 : aOut >= b.inletC - 1e-9);
        QVERIFY(heat < 0 ? bOut >= a.inletC - 1e-9 : bOut <= a.inletC + 1e-9);
    }
    QCOMPARE(exchangedHeatKw({58, 0}, {41, 80}, 342), 0.0);
    QCOMPARE(exchangedHeatKw({58, 80}, {41, 0}, 342), 0.0);
    QCOMPARE(exchangedHeatKw({58, -1}, {41, 80}, 342), 0.0);
    QCOMPARE(exchangedHeatKw({58, 80}, {41, 80}, 0), 0.0);
    QCOMPARE(exchangedHeatKw({41, 80}, {41, 80}, 342), 0.0);
}

void TestCooling::operatingPoints_data()
{
    QTest::addColumn<double>("shutOff");
    QTest::addColumn<double>("linear");
    QTest::addColumn<double>("quadratic");
    QTest::addColumn<double>("statics");
    QTest::addColumn<double>("speed");
    QTest::addColumn<int>("pumps");
    const double c = kPump.constantKpa, b = kPump.linearKpaPerLpm, a = kPump.quadraticKpaPerLpm2;
    QTest::newRow("no pump") << c << b << a << 0.0 << 1.0 << 0;
    QTest::newRow("stands") << c << b << a << 0.0 << 0.0 << 1;
    QTest::newRow("backwards") << c << b << a << 0.0 << -1.0 << 1;
    QTest::newRow("too slow for the lift") << c << b << a << 200.0 << 0.6 << 1;
    QTest::newRow("too weak") << 10.0 << b << a << 10.0 << 1.0 << 1;
    QTest::newRow("no resistance that grows") << c << b << 0.00033 << 0.0 << 1.0 << 1;
    QTest::newRow("pump curve above the system's") << c << b << 0.001 << 0.0 << 1.0 << 1;
}

/// Curves that don't meet.
void TestCooling::operatingPoints()
{
    QFETCH(double, shutOff);
    QFETCH(double, linear);
    QFETCH(double, quadratic);
    QFETCH(double, statics);
    QFETCH(double, speed);
    QFETCH(int, pumps);
    const SystemCurve system{statics, kFourCdus.linearKpaPerLpm, kFourCdus.quadraticKpaPerLpm2};
    QVERIFY(!operatingPoint({shutOff, linear, quadratic}, system, speed, pumps));
}

void TestCooling::pumpsInParallel()
{
    const auto three = operatingPoint(kPump, kThreeCdus), four = operatingPoint(kPump, kFourCdus);
    QVERIFY(three && four);
    QVERIFY(close(three->flowLpm, 1127.719, 0.001));
    QVERIFY(close(three->pressureKpa, 282.688, 0.001));
    QVERIFY(close(four->flowLpm, 952.904, 0.001));
    QVERIFY(close(four->pressureKpa, 351.706, 0.001));
    double lastLpm = 0;
    for (int pumps = 1; pumps <= 6; ++pumps)
        for (const double speed : {0.3, 0.7, 1.0}) {
            const auto point = operatingPoint(kPump, kFourCdus, speed, pumps);
            QVERIFY(point);
            // It lies on both curves.
            QVERIFY(close(point->pressureKpa, kPump.pressureKpa(point->flowLpm / pumps, speed), 1e-9));
            QVERIFY(close(point->pressureKpa, kFourCdus.pressureKpa(point->flowLpm), 1e-9));
            QVERIFY(speed < 1 || point->flowLpm > lastLpm);
            lastLpm = speed < 1 ? lastLpm : point->flowLpm;
        }
    // Without a quadratic term on either side: 100 - 0.1 q = 0.1 q.
    const auto straight = operatingPoint({100, -0.1, 0}, {0, 0.1, 0});
    QVERIFY(straight);
    QVERIFY(close(straight->flowLpm, 500, 1e-9));
}

void TestCooling::pumpPower()
{
    QVERIFY(close(kPump.pressureKpa(1200), 249.97, 0.01));
    QVERIFY(close(affinityFlowLpm(1200, 0.8), 960, 1e-9));
    QVERIFY(close(affinityPressureKpa(kPump.pressureKpa(1200), 0.8), 159.98, 0.01));
    QVERIFY(close(kPump.pressureKpa(960, 0.8), affinityPressureKpa(kPump.pressureKpa(1200), 0.8), 1e-9));
    QVERIFY(close(affinityPowerKw(13.7, 0.8), 7.014, 0.001));
    QCOMPARE(affinityPowerKw(13.7, -0.5), 0.0);
    QVERIFY(close(pumpInputKw(249.97, 1200, 0.5), 9.9988, 1e-9)); // 20 L/s against 249.97 kPa: 5 kW in the water
}

QTEST_APPLESS_MAIN(TestCooling)
#include "tst_cooling.moc"
