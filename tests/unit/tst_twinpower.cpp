// labels: sanitize
#include "tests/support/twincampus.h"

#include <QTest>

#include <array>
#include <cmath>
#include <numeric>

using namespace gigahall::model;
using namespace gigahall::tests;

namespace {

bool near(double value, double expected, double tolerance)
{
    return std::abs(value - expected) <= tolerance * std::abs(expected);
}

} // namespace

/// Power of whole campuses: the published values of Frontier, storage over time, overload and its policies.
class TestTwinPower : public QObject
{
    Q_OBJECT

private slots:
    void frontier_data();
    void frontier();
    void batteries();
    void charging();
    void overload();
    void shedPlantStaysOff();
    void replacedOutage();
};

void TestTwinPower::frontier_data()
{
    QTest::addColumn<double>("gpus");
    QTest::addColumn<double>("cpu");
    QTest::addColumn<double>("systemMw");
    QTest::addColumn<double>("rectifierMw");
    QTest::addColumn<double>("sivocMw");
    QTest::addColumn<double>("efficiency");
    QTest::newRow("idle") << 0.0 << 0.0 << 7.306524 << 0.324943 << 0.246709 << 92.1761;
    QTest::newRow("peak") << 4.0 << 1.0 << 28.227884 << 1.161798 << 0.648399 << 93.5872;
}

/// Computed by ORNL with its own PowerManager (ExaDigiT RAPS).
void TestTwinPower::frontier()
{
    QFETCH(double, gpus);
    QFETCH(double, cpu);
    QFETCH(double, systemMw);
    QFETCH(double, rectifierMw);
    QFETCH(double, sivocMw);
    QFETCH(double, efficiency);
    const Campus campus = loadCampus("frontier");
    QCOMPARE(campus.rackCount(), 74u);
    Twin twin(campus);
    TwinResult result;
    twin.steady(twin.uniformLoad(gpus / 4, cpu), {}, result);
    const double suppliedKw = result.balance.suppliedKw;
    QVERIFY2(near(suppliedKw, systemMw * 1000, 1e-6), qPrintable(QString::number(suppliedKw, 'f', 6)));
    std::array<double, 2> lossKw{};
    for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
        twin.rackPower(r).inputKw(gpus / 4, cpu, lossKw);
    // RAPS leaves the rack that is missing out of the power, but not out of the losses: there its rectifiers feed
    // switches, 250 W each.
    const double raps = lossKw[1] + 32 * ((0.25 + 0.017) / 0.96 - 0.25);
    QVERIFY(std::abs(lossKw[0] - sivocMw * 1000) < 6e-4 && std::abs(raps - rectifierMw * 1000) < 6e-4);
    QVERIFY(std::abs(100 * (1 - (lossKw[0] + raps) / suppliedKw) - efficiency) < 6e-5);
    QVERIFY(near(result.balance.coolingKw, 25 * 8.47347, 1e-9) && result.darkRacks == 0);
    TwinState state = twin.settle(twin.uniformLoad(gpus / 4, cpu), {});
    twin.step(twin.uniformLoad(gpus / 4, cpu), {}, 15, state, result);
    QVERIFY(near(result.balance.suppliedKw, systemMw * 1000, 1e-6));
}

/// UPS without supply carry their support racks for as long as their energy lasts, and no longer.
void TestTwinPower::batteries()
{
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus);
    const TwinLoad load = twin.uniformLoad(1, 1);
    TwinConditions conditions;
    TwinState state = twin.settle(load, conditions);
    TwinResult result;
    twin.step(load, conditions, 1, state, result);
    QVERIFY(std::isinf(twin.rideThroughS(state, result)));
    conditions.outages = {allOf(campus, "main-transformer")};
    twin.step(load, conditions, 1, state, result);
    QVERIFY(near(result.power.storageKw, result.balance.suppliedKw, 1e-12) && result.balance.computeKw == 0);
    QVERIFY(near(result.balance.supportKw, 120 * 30, 1e-12));
    // 12 blocks of 3 MW share 3.6 MW.
    const double upsKw = 300 + 3000 * (0.006 + 0.012 * 0.1 + 0.01 * 0.01);
    QVERIFY(near(result.power.storageKw, 12 * upsKw, 1e-9));
    QVERIFY(near(twin.rideThroughS(state, result), 3600 * 250 / upsKw - 1, 1e-9));
    double timeS = 1, storedKwh = 12 * 250.0 - 12 * upsKw / 3600;
    while (result.balance.supportKw > 0 && timeS < 4000) {
        twin.step(load, conditions, 5, state, result);
        timeS += 5;
        storedKwh -= result.power.storageKw * 5 / 3600;
    }
    QVERIFY2(std::abs(timeS - 3600 * 250 / upsKw) <= 10, qPrintable(QString::number(timeS)));
    QVERIFY(storedKwh <= 1e-9 && storedKwh > -12 * upsKw * 5 / 3600); // the last step began with a rest
    QVERIFY(result.balance.suppliedKw == 0 && result.darkRacks == campus.rackCount());
}

/// What a failure took out of the UPS comes back when it is over: in four hours from empty, and the sums know it.
void TestTwinPower::charging()
{
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus);
    const TwinLoad load = twin.uniformLoad(0.5, 0.5);
    TwinConditions conditions;
    TwinState state = twin.settle(load, conditions);
    TwinResult result;
    const auto storedKwh = [&] { return std::accumulate(state.storedKwh.begin(), state.storedKwh.end(), 0.0); };
    const double fullKwh = storedKwh();
    conditions.outages = {allOf(campus, "main-transformer")};
    for (int i = 0; i < 60; ++i)
        twin.step(load, conditions, 10, state, result);
    QVERIFY(result.balance.chargingKw == 0 && storedKwh() < 0.9 * fullKwh);
    conditions.outages.clear();
    const double emptiedKwh = fullKwh - storedKwh();
    double chargedKwh = 0, timeS = 0;
    while (storedKwh() < fullKwh && timeS < 4 * 3600) {
        const double beforeKwh = storedKwh();
        twin.step(load, conditions, 60, state, result);
        timeS += 60;
        QVERIFY2(
            faultOf(twin, conditions, result, 1e-9).isEmpty(), qPrintable(faultOf(twin, conditions, result, 1e-9)));
        QVERIFY(near(result.balance.chargingKw / 60, storedKwh() - beforeKwh, 1e-9));
        QVERIFY(result.balance.chargingKw <= 12 * 250 / 4.0 + 1e-9);
        chargedKwh += result.balance.chargingKw / 60;
    }
    QVERIFY(near(chargedKwh, emptiedKwh, 1e-9) && std::abs(timeS / 3600 - 4 * emptiedKwh / fullKwh) < 0.1);
    const double pue = result.balance.pue;
    twin.step(load, conditions, 60, state, result);
    QVERIFY(result.balance.chargingKw == 0 && std::abs(result.balance.pue - pue) < 1e-3);
}

/// Half of the substations of a group are gone: with each policy the other half ends where it may.
void TestTwinPower::overload()
{
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus);
    const TwinLoad load = twin.uniformLoad(1, 1);
    TwinConditions conditions;
    const Outage stations = allOf(campus, "unit-substation");
    conditions.outages = {{stations[0], stations[2]}}; // a UPS pair has one each
    TwinResult carried, shed, capped;
    conditions.policy = OverloadPolicy::Carry;
    twin.steady(load, conditions, carried);
    conditions.policy = OverloadPolicy::Shed;
    twin.steady(load, conditions, shed);
    conditions.policy = OverloadPolicy::Cap;
    twin.steady(load, conditions, capped);
    QVERIFY(carried.darkRacks == 0 && carried.lostKw < 1e-9 && !carried.power.overloaded.empty());
    QVERIFY(shed.darkRacks > 0 && shed.cappedRacks == 0 && shed.lostKw > 0);
    QVERIFY(capped.darkRacks == 0 && capped.cappedRacks > 0 && capped.lostKw > 0 && capped.lostKw < shed.lostKw);
    // What was overloaded is told although it is not any more.
    for (const TwinResult* result : {&shed, &capped}) {
        QVERIFY(!result->power.overloaded.empty());
        for (const ServesNetwork::Node node : result->power.overloaded)
            QVERIFY(result->power.loading(twin.power(), node) <= 1 + 1e-6);
    }
    QVERIFY(std::abs(shed.balance.relativeHeatResidual()) < 1e-9);
}

/// Pumps that a substation cannot carry go off and stay off: they don't come back because, being off, they take
/// nothing.
void TestTwinPower::shedPlantStaysOff()
{
    const Campus campus
        = loadCampus("one-hall", {{"types/main-transformer/rating", 500}, {"types/cdu/cooling/constantSpeed", true}});
    Twin twin(campus);
    const TwinLoad load = twin.uniformLoad(1, 1);
    TwinResult result;
    TwinConditions conditions;
    conditions.dryBulbC = 48;
    twin.steady(load, conditions, result);
    QVERIFY2(faultOf(twin, conditions, result, 1e-9).isEmpty(), qPrintable(faultOf(twin, conditions, result, 1e-9)));
    QVERIFY(result.balance.itKw == 0 && result.balance.coolingKw > 0 && result.balance.coolingKw < 18 * 22);
    TwinState state = twin.settle(load, conditions);
    for (std::size_t t = 0; t < state.cooling.techC.size(); ++t)
        QCOMPARE(state.cooling.techC[t], result.cooling.tech[t].returnC);
    for (int i = 0; i < 50; ++i) {
        twin.step(load, conditions, 10, state, result);
        const QString told = faultOf(twin, conditions, result, 1e-6);
        QVERIFY2(told.isEmpty(), qPrintable(QString("step %1: %2").arg(i).arg(told)));
        for (std::uint32_t p = 0; p < campus.plantCount(); ++p)
            QVERIFY((state.runs[p] != 0) == (state.served[p] > 0));
    }
}

/// One thing is repaired and another one fails between two steps: what hung on the first is on again.
void TestTwinPower::replacedOutage()
{
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus);
    const TwinLoad load = twin.uniformLoad(0.5, 0.5);
    TwinConditions conditions;
    TwinState state = twin.settle(load, conditions);
    TwinResult result;
    conditions.outages = {{AssetId(AssetKind::Row, 0)}};
    twin.step(load, conditions, 1, state, result);
    QCOMPARE(result.darkRacks, 8u);
    conditions.outages = {{AssetId(AssetKind::Rack, 50)}};
    twin.step(load, conditions, 1, state, result);
    QCOMPARE(result.darkRacks, 1u);
    conditions.outages.push_back({AssetId(AssetKind::Rack, 51)});
    twin.step(load, conditions, 1, state, result);
    QCOMPARE(result.darkRacks, 2u);
}

QTEST_APPLESS_MAIN(TestTwinPower)
#include "tst_twinpower.moc"
