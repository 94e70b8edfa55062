// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/cooling/air.h"
#include "model/cooling/chiller.h"
#include "model/cooling/drycooler.h"

#include <QtTest>

#include <cmath>
#include <limits>

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

/// Of the data set ElectricEIRChiller Carrier 19XR 1234kW/5.39COP/VSD (EnergyPlus, Modelica Buildings).
ChillerCurves carrier19xr()
{
    ChillerCurves c;
    c.referenceKw = 1234.3;
    c.referenceCop = 5.39;
    c.capacityByTemperature = {0.5905815, 0.1190927, -0.006727309, -0.009580836, -0.0003034704, 0.001540686};
    c.inputByTemperature = {0.3771659, 0.1144965, -0.008186893, -0.003372584, 0.0001689440, 0.001008523};
    c.inputByLoad = {0.1495681, -0.1449639, 0.9941070};
    c.evaporatorMinC = 7.22;
    c.evaporatorMaxC = 12.78;
    c.condenserMinC = 12.78;
    c.condenserMaxC = 26.67;
    c.loadMin = 0.19;
    c.loadMax = 1.02;
    return c;
}

const DryCooler kCooler{DryCoolerRating{1650, 5, 10, 33}};
constexpr double kWaterKwPerK = 165; // at rating

} // namespace

/// Chillers, dry coolers, towers and air against published values and ratings, and what must hold for any input.
class TestHeatRejection : public QObject
{
    Q_OBJECT
private slots:
    void chillerVector();
    void chillerRange_data();
    void chillerRange();
    void carnot();
    void dryCoolerAtRating();
    void dryCoolerIsMonotone();
    void fanSpeed();
    void tower();
    void air();
};

void TestHeatRejection::chillerVector()
{
    const ChillerPoint point = chillerPoint(carrier19xr(), 8.89, 26.67, 1);
    QVERIFY2(point.problem.empty(), point.problem.c_str());
    QVERIFY(close(point.capacityKw / 1234.3, 1.01156, 5e-6));
    QVERIFY(close(point.inputKw * 5.39 / point.capacityKw, 1.01735 * 0.99871, 1e-5));
    QVERIFY(close(point.inputKw, 235.360, 0.005));
    QVERIFY(close(point.outputKw, 1248.57, 0.01));
    QVERIFY(close(point.cop, 5.3049, 1e-4));
    const ChillerPoint half = chillerPoint(carrier19xr(), 8.89, 26.67, 0.5);
    QVERIFY(close(half.outputKw, point.outputKw / 2, 1e-9));
    QVERIFY(close(half.inputKw / point.inputKw, (0.1495681 - 0.1449639 * 0.5 + 0.9941070 * 0.25) / 0.9987112, 1e-9));
    QCOMPARE(chillerCapacityKw(carrier19xr(), 8.89, 26.67), point.capacityKw);
    QVERIFY(std::isnan(chillerCapacityKw(carrier19xr(), 8.89, 31)));
}

void TestHeatRejection::chillerRange_data()
{
    QTest::addColumn<double>("evaporatorC");
    QTest::addColumn<double>("condenserC");
    QTest::addColumn<double>("load");
    QTest::addColumn<QString>("problem");
    QTest::newRow("lowest") << 7.22 << 12.78 << 0.19 << "";
    QTest::newRow("highest") << 12.78 << 26.67 << 1.02 << "";
    QTest::newRow("hot condenser") << 8.89 << 31.0 << 1.0 << "condenser entering 31 C is outside 12.78 to 26.67 C";
    QTest::newRow("cold condenser") << 8.89 << 12.7 << 1.0 << "condenser entering 12.7 C is outside 12.78 to 26.67 C";
    QTest::newRow("cold water") << 7.2 << 26.67 << 1.0 << "evaporator leaving 7.2 C is outside 7.22 to 12.78 C";
    QTest::newRow("warm water") << 41.0 << 26.67 << 1.0 << "evaporator leaving 41 C is outside 7.22 to 12.78 C";
    QTest::newRow("low load") << 8.89 << 26.67 << 0.1 << "part load 0.1 is outside 0.19 to 1.02";
    QTest::newRow("high load") << 8.89 << 26.67 << 1.05 << "part load 1.05 is outside 0.19 to 1.02";
    QTest::newRow("nothing") << 8.89 << std::nan("") << 1.0 << "condenser entering nan C is outside 12.78 to 26.67 C";
}

void TestHeatRejection::chillerRange()
{
    QFETCH(double, evaporatorC);
    QFETCH(double, condenserC);
    QFETCH(double, load);
    QFETCH(QString, problem);
    const ChillerPoint point = chillerPoint(carrier19xr(), evaporatorC, condenserC, load);
    QCOMPARE(QString::fromStdString(point.problem), problem);
    QCOMPARE(point.inputKw > 0 && point.outputKw > 0 && point.cop > 0, problem.isEmpty());
    ChillerCurves broken = carrier19xr();
    broken.inputByLoad = {-1, 0, 0};
    QVERIFY(!chillerPoint(broken, evaporatorC, condenserC, load).problem.empty());
}

void TestHeatRejection::carnot()
{
    QVERIFY(close(carnotCop(41, 48, 0.55, 100), 0.55 * 314.15 / 7, 1e-9));
    QCOMPARE(carnotCop(41, 48, 0.55, 12), 12.0);
    QCOMPARE(carnotCop(41, 41, 0.55, 12), 12.0);
    QCOMPARE(carnotCop(41, 20, 0.55, 12), 12.0);
    QVERIFY(carnotCop(16, 52, 0.55, 12) < carnotCop(16, 48, 0.55, 12));
}

void TestHeatRejection::dryCoolerAtRating()
{
    for (const double dryBulbC : {-15.0, 20.0, 36.0}) {
        const double inletC = dryBulbC + 15;
        QVERIFY(close(kCooler.heatAtSpeedKw(inletC, kWaterKwPerK, dryBulbC, 1), 1650, 1e-9));
        QVERIFY(close(inletC - 1650 / kWaterKwPerK, dryBulbC + 5, 1e-9));
    }
    AssetType type;
    type.ratedKw = 1650;
    type.cooling.inputKw = 33;
    QVERIFY(close(DryCooler(type).heatAtSpeedKw(51, kWaterKwPerK, 36, 1), 1650, 1e-9));
    type.cooling.approachK = 8;
    QVERIFY(close(DryCooler(type).heatAtSpeedKw(54, kWaterKwPerK, 36, 1), 1650, 1e-9));
    QVERIFY(close(DryCooler(type).fanKw(0.5), 4.125, 1e-12));
    QVERIFY(close(kCooler.fanKw(1.5), 33, 1e-12));
    QCOMPARE(kCooler.fanKw(-1), 0.0);
}

void TestHeatRejection::dryCoolerIsMonotone()
{
    for (const double water : {5.0, 100.0, 165.0}) {
        double last = 0;
        for (int i = 0; i <= 1000; ++i) {
            const double heat = kCooler.heatAtSpeedKw(51, water, 36, i / 1000.0);
            QVERIFY(heat > last || (i > 0 && close(heat, water * 15, 1e-9)) || (i == 0 && heat == 0));
            QVERIFY(51 - heat / water >= 36 - 1e-9); // never below the dry bulb
            last = heat;
        }
    }
    double last = kInfinity;
    for (double dryBulbC = -20; dryBulbC < 51; dryBulbC += 0.5) {
        const double heat = kCooler.heatAtSpeedKw(51, kWaterKwPerK, dryBulbC, 0.7);
        QVERIFY(heat < last && heat > 0);
        last = heat;
    }
    for (const double dryBulbC : {51.0, 51.1, 80.0})
        QCOMPARE(kCooler.heatAtSpeedKw(51, kWaterKwPerK, dryBulbC, 1), 0.0);
    QCOMPARE(kCooler.heatAtSpeedKw(51, 0, 36, 1), 0.0);
    QCOMPARE(kCooler.heatAtSpeedKw(51, kWaterKwPerK, 36, -1), 0.0);
}

void TestHeatRejection::fanSpeed()
{
    for (double heatKw = 1; heatKw < 1650; heatKw += 37) {
        const double speed = kCooler.speedForHeat(heatKw, 51, kWaterKwPerK, 36);
        QVERIFY(speed > 0 && speed < 1);
        QVERIFY(close(kCooler.heatAtSpeedKw(51, kWaterKwPerK, 36, speed), heatKw, 1e-6));
        QVERIFY(kCooler.speedForHeat(heatKw, 51, kWaterKwPerK, 30) < speed);
        QCOMPARE(kCooler.leftOverKw(heatKw, 51, kWaterKwPerK, 36), 0.0);
    }
    QCOMPARE(kCooler.speedForHeat(0, 51, kWaterKwPerK, 36), 0.0);
    QCOMPARE(kCooler.speedForHeat(-5, 51, kWaterKwPerK, 36), 0.0);
    QCOMPARE(kCooler.speedForHeat(2000, 51, kWaterKwPerK, 36), 1.0);
    QVERIFY(close(kCooler.leftOverKw(2000, 51, kWaterKwPerK, 36), 350, 1e-9));
    QCOMPARE(kCooler.speedForHeat(10, 30, kWaterKwPerK, 36), 1.0);
    QCOMPARE(kCooler.leftOverKw(10, 30, kWaterKwPerK, 36), 10.0);
    QCOMPARE(kCooler.speedForHeat(10, 51, 0, 36), 1.0);
    // Where little water is cooled all the way to the air, the fans need not run faster than that takes.
    const double enough = kCooler.speedForHeat(5 * 15 * (1 - 1e-9), 51, 5, 36);
    QVERIFY(enough < 0.1);
    for (const double rounding : {-1e-15, 0.0, 1e-15})
        QVERIFY(close(kCooler.speedForHeat(5 * 15 * (1 + rounding), 51, 5, 36), enough, 1e-6));
    QVERIFY(close(kCooler.speedForHeat(1650, 51, kWaterKwPerK, 36), 1, 1e-9));
}

void TestHeatRejection::tower()
{
    QVERIFY(close(evaporationKgPerS(2430), 1, 1e-12));
    QCOMPARE(evaporationKgPerS(-1), 0.0);
    QVERIFY(close(blowdownKgPerS(3, 4), 1, 1e-12));
    QCOMPARE(blowdownKgPerS(3, 1), kInfinity);
    QCOMPARE(blowdownKgPerS(0, 1), 0.0);
    QVERIFY(close(towerWaterLph(1000, 4), 3600 * 1000 / 2430.0 * 4 / 3, 1e-9));
}

void TestHeatRejection::air()
{
    QVERIFY(close(airFlowCfmPerKw(20), 0.0054667 * 8000 - 0.34 * 400 + 10.263333 * 20 - 13, 1e-9));
    QCOMPARE(airFlowCfmPerKw(0), 0.0);
    for (double c = 2; c < 45; ++c)
        QVERIFY(airFlowCfmPerKw(c + 1) > airFlowCfmPerKw(c));
    QVERIFY(close(1000 * kM3PerSPerCfm, 0.4719474432, 1e-12));
    // Fan wall FA096HC: 56 800 CFM with 19.5 kW is 436 Pa at 60 %.
    QVERIFY(close(fanInputKw(56800, 436.46, 0.6), 19.5, 0.01));
}

QTEST_APPLESS_MAIN(TestHeatRejection)
#include "tst_heatrejection.moc"
