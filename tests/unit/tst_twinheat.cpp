// labels: sanitize
#include "model/cooling/chiller.h"
#include "model/cooling/fluid.h"
#include "tests/support/twincampus.h"

#include <QTest>

#include <cmath>

using namespace gigahall::model;
using namespace gigahall::tests;

namespace {

constexpr double kSetC = 45, kRackKjPerK = 80, kLoopKjPerK = 3 * 2000;
constexpr std::uint32_t kRacks = 16; // of a technology loop of the one-hall campus

TwinLoad equalLoad(const Twin& twin, double rackKw)
{
    TwinLoad load = twin.uniformLoad(0.5, 0.5);
    load.rackKw.assign(load.rackKw.size(), rackKw);
    return load;
}

/// A technology loop from which nothing takes heat any more, as two bodies: all racks of it, and its coolant.
struct UncooledLoop
{
    double rackKw; ///< of each of its racks
    double pumpsKw;
    double flowKwPerK; ///< all racks together
    double rack0C, loop0C;

    double rackC(double timeS) const { return loopC(timeS) + gapK(timeS); }
    double loopC(double timeS) const
    {
        const double settling = (gap0K() - gapEndK()) * tauS() * (1 - std::exp(-timeS / tauS()));
        return loop0C + (pumpsKw * timeS + flowKwPerK * (gapEndK() * timeS + settling)) / kLoopKjPerK;
    }
    double gapK(double timeS) const { return gapEndK() + (gap0K() - gapEndK()) * std::exp(-timeS / tauS()); }

private:
    static constexpr double kAllRacks = kRacks * kRackKjPerK;
    double gap0K() const { return rack0C - loop0C; }
    double tauS() const { return 1 / (flowKwPerK * (1 / kAllRacks + 1 / kLoopKjPerK)); }
    double gapEndK() const { return (kRacks * rackKw / kAllRacks - pumpsKw / kLoopKjPerK) * tauS(); }
};

QVariantMap carrierCurves()
{
    return {{"referenceKw", 1234}, {"referenceCop", 5.39},
        {"capacityByTemperature",
            QVariantList{0.5905815, 0.1190927, -0.006727309, -0.009580836, -0.0003034704, 0.001540686}},
        {"inputByTemperature",
            QVariantList{0.3771659, 0.1144965, -0.008186893, -0.003372584, 0.0001689440, 0.001008523}},
        {"inputByLoad", QVariantList{0.1495681, -0.1449639, 0.9941070}}, {"evaporator", QVariantList{7.22, 12.78}},
        {"condenser", QVariantList{12.78, 26.67}}, {"load", QVariantList{0.19, 1.02}}};
}

double chillersKw(const TwinResult& result)
{
    double kw = 0;
    for (const FacilityLoopResult& facility : result.cooling.facility)
        kw += facility.chillerKw;
    return kw;
}

} // namespace

/// Heat and time: what can be said in closed form, and limits that have to hold.
class TestTwinHeat : public QObject
{
    Q_OBJECT

private slots:
    void rackWithoutFlow();
    void hallWithoutPumps_data();
    void hallWithoutPumps();
    void steadyIsTheLimit();
    void notAllCdus();
    void colderIsCheaper();
    void chillerCurves();
    void coldestLoopIsHeld();
    void beginsWithPumps();
    void pumpsBeforeTanks();
    void hardlyAnyCooling();
    void pumpsAloneForWeeks();
};

/// 115 kW into 80 kJ/K: 1.4 K a second, from the moment its CDUs stop until the rack trips.
void TestTwinHeat::rackWithoutFlow()
{
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus);
    const TwinLoad load = equalLoad(twin, 115);
    TwinConditions conditions;
    TwinState state = twin.settle(load, conditions);
    const CoolingLoops::Tech& loop = twin.cooling().loops().tech[2];
    const std::uint32_t rack = twin.cooling().loops().racks[loop.racks.first];
    const double beginC = state.cooling.rackC[rack];
    conditions.outages.emplace_back();
    for (std::uint32_t i = loop.cdus.first; i < loop.cdus.end(); ++i)
        conditions.outages.back().emplace_back(AssetKind::Plant, twin.cooling().loops().plants[i]);
    TwinResult result;
    double timeS = 0;
    for (const double dtS : {0.1, 0.25, 1.0, 0.05, 2.0}) {
        twin.step(load, conditions, dtS, state, result);
        timeS += dtS;
        QVERIFY(std::abs(state.cooling.rackC[rack] - (beginC + 115 / 80.0 * timeS)) < 1e-9);
        QVERIFY(result.cooling.rackFlowLpm[rack] == 0 && result.hotRacks == 0);
    }
    const double tripS = (Twin::kReturnLimitC - beginC) / (115 / 80.0);
    while (result.hotRacks == 0 && timeS < 60) {
        twin.step(load, conditions, 0.01, state, result);
        timeS += 0.01;
    }
    QCOMPARE(result.hotRacks, kRacks);
    QVERIFY2(timeS >= tripS && timeS <= tripS + 0.011, qPrintable(QString("%1 s, expected %2").arg(timeS).arg(tripS)));
    twin.step(load, conditions, 0.01, state, result);
    QCOMPARE(result.darkRacks, kRacks);
    QVERIFY(std::abs(result.lostKw - kRacks * 115) < 1e-9);
}

void TestTwinHeat::hallWithoutPumps_data()
{
    QTest::addColumn<double>("rackKw");
    QTest::newRow("idle") << 70.0;
    QTest::newRow("half") << 115.0;
    QTest::newRow("full") << 225.0;
}

/// Adiabatic warm-up of racks and loop until the racks trip.
void TestTwinHeat::hallWithoutPumps()
{
    QFETCH(double, rackKw);
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus);
    const TwinLoad load = equalLoad(twin, rackKw);
    TwinConditions conditions;
    TwinState state = twin.settle(load, conditions);
    TwinResult result;
    twin.step(load, conditions, 0.01, state, result);
    const double flow
        = kRacks * capacityRateKwPerK(flowLpm(225, 10, kRhoCpPg25) * valveOpening(rackKw / 225), kRhoCpPg25);
    UncooledLoop loop{rackKw, 0, flow, kSetC + kRacks * rackKw / flow, 0};
    for (std::uint32_t p = 0; p < campus.plantCount(); ++p)
        loop.pumpsKw += twin.cooling().loops().techOfPlant[p] == 0 ? result.cooling.plantKw[p] : 0;
    loop.loop0C = loop.rack0C + loop.pumpsKw / flow;
    QVERIFY(std::abs(state.cooling.techC[0] - loop.loop0C) < 1e-6);

    conditions.outages = {allOf(campus, "pump")};
    constexpr double kStepS = 0.005;
    double timeS = 0, sinceS = 0;
    const double facilityC = state.cooling.facilityC[0];
    while (result.hotRacks == 0 && timeS < 600) {
        twin.step(load, conditions, kStepS, state, result);
        timeS += kStepS;
        QVERIFY2(std::abs(state.cooling.techC[0] - loop.loopC(timeS)) < 0.02
                && std::abs(state.cooling.rackC[0] - loop.rackC(timeS)) < 0.05,
            qPrintable(QString("%1 s: loop %2, expected %3; rack %4, expected %5")
                           .arg(timeS)
                           .arg(state.cooling.techC[0])
                           .arg(loop.loopC(timeS))
                           .arg(state.cooling.rackC[0])
                           .arg(loop.rackC(timeS))));
        sinceS = loop.rackC(timeS) < Twin::kReturnLimitC ? timeS : sinceS;
    }
    QVERIFY2(std::abs(timeS - sinceS) < 0.05, qPrintable(QString("trips at %1 s, not %2").arg(timeS).arg(sinceS)));
    QVERIFY(std::abs(state.cooling.facilityC[0] - facilityC) < 1e-9); // nothing reaches it
}

void TestTwinHeat::steadyIsTheLimit()
{
    int compared = 0;
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        const Campus campus = seed % 2 ? loadCampus("one-hall") : randomCampus(random);
        Twin twin(campus);
        const TwinLoad load = randomLoad(twin, random);
        TwinConditions conditions = randomConditions(twin, random);
        conditions.outages.clear();
        TwinResult steady, result;
        twin.steady(load, conditions, steady);
        if (steady.hotRacks > 0 || !steady.power.overloaded.empty())
            continue; // which ones go first is a matter of time
        TwinState state = twin.rest();
        for (int i = 0; i < 1500; ++i)
            twin.step(load, conditions, i < 200 ? 2 : 3000, state, result);
        if (result.darkRacks != steady.darkRacks)
            continue; // from cold, some were too warm on the way
        ++compared;
        for (std::size_t f = 0; f < steady.cooling.facility.size(); ++f)
            QVERIFY2(std::abs(steady.cooling.facility[f].returnC - result.cooling.facility[f].returnC) < 1e-4,
                qPrintable(QString("seed %1: facility %2: %3 and %4")
                               .arg(seed)
                               .arg(f)
                               .arg(steady.cooling.facility[f].returnC)
                               .arg(result.cooling.facility[f].returnC)));
        for (std::size_t t = 0; t < steady.cooling.tech.size(); ++t)
            QVERIFY(std::abs(steady.cooling.tech[t].returnC - result.cooling.tech[t].returnC) < 1e-4);
        QVERIFY(std::abs(steady.balance.suppliedKw - result.balance.suppliedKw) < 1e-6 * steady.balance.suppliedKw);
    }
    QVERIFY2(compared >= 20, qPrintable(QString("%1 compared").arg(compared)));
}

/// One of three CDUs is left: some racks stay, and none of those is too warm.
void TestTwinHeat::notAllCdus()
{
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus);
    const TwinLoad load = twin.uniformLoad(1, 1);
    const CoolingLoops& loops = twin.cooling().loops();
    std::uint32_t before = 0;
    for (std::uint32_t failed = 0; failed <= 3; ++failed) {
        TwinConditions conditions;
        conditions.outages.emplace_back();
        for (std::uint32_t i = 0; i < failed; ++i)
            conditions.outages.back().emplace_back(AssetKind::Plant, loops.plants[loops.tech[0].cdus.first + i]);
        TwinResult result;
        twin.steady(load, conditions, result);
        QVERIFY(result.hotRacks >= before && result.darkRacks == result.hotRacks);
        before = result.hotRacks;
        for (std::uint32_t r = 0; r < campus.rackCount(); ++r)
            QVERIFY(result.rackKw[r] <= 0 || result.cooling.rackReturnC[r] <= float(Twin::kReturnLimitC) + 0.01f);
        QVERIFY(failed < 2 || result.hotRacks > 0);
        QVERIFY(failed > 1 || result.hotRacks == 0); // N+1
        QVERIFY(failed != 2 || result.hotRacks < kRacks);
    }
    QCOMPARE(before, kRacks);
}

void TestTwinHeat::colderIsCheaper()
{
    for (unsigned seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        const Campus campus = seed % 3 ? randomCampus(random) : loadCampus("one-hall");
        Twin twin(campus);
        const TwinLoad load = randomLoad(twin, random);
        TwinConditions conditions = randomConditions(twin, random);
        TwinResult warmer, result;
        for (conditions.dryBulbC = 48; conditions.dryBulbC >= -20; conditions.dryBulbC -= 0.5) {
            twin.steady(load, conditions, result);
            if (!warmer.power.served.empty() && warmer.power.served == result.power.served)
                QVERIFY2(chillersKw(result) <= chillersKw(warmer) * (1 + 1e-9),
                    qPrintable(QString("seed %1, %2 C: %3 kW, half a degree warmer %4")
                                   .arg(seed)
                                   .arg(conditions.dryBulbC)
                                   .arg(chillersKw(result))
                                   .arg(chillersKw(warmer))));
            warmer = result;
        }
    }
}

/// Chillers with measured curves make cold water inside their ranges; outside, the result says so, and only then.
void TestTwinHeat::chillerCurves()
{
    const Campus campus = loadCampus("one-hall",
        {{"types/dry-cooler/cooling/curves", carrierCurves()}, {"types/dry-cooler/cooling/trimKw", 1300},
            {"types/vr-nvl144/liquidSupplyC", 14}});
    Twin twin(campus);
    TwinResult result;
    TwinConditions conditions;
    conditions.dryBulbC = 35;
    twin.steady(twin.uniformLoad(1, 1), conditions, result);
    QVERIFY2(result.problem.find("condenser entering 35 C") != std::string::npos, result.problem.c_str());
    conditions.dryBulbC = 20;
    twin.steady(twin.uniformLoad(1, 1), conditions, result);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
    const FacilityLoopResult& facility = result.cooling.facility[0];
    const ChillerCurves& curves
        = *campus
               .types[campus
                          .runs[campus.plantRun
                                    [twin.cooling().loops().plants[twin.cooling().loops().facility[0].coolers.first]]]
                          .type]
               .cooling.curves;
    const double load = facility.trimKw / 22 / chillerCapacityKw(curves, 10, 20);
    const double airKw = facility.airKw / carnotCop(16, 32, 0.55, 10);
    QVERIFY(std::abs(facility.supplyC - 10) < 1e-9 && load > 0.19 && load < 1.02);
    QVERIFY(std::abs(facility.chillerKw - airKw - 22 * chillerPoint(curves, 10, 20, load).inputKw) < 1e-6);
    conditions.supplyShiftK = 5;
    twin.steady(twin.uniformLoad(1, 1), conditions, result);
    QVERIFY2(result.problem.find("evaporator leaving 15 C") != std::string::npos, result.problem.c_str());
    conditions.supplyShiftK = 0;
    twin.steady(twin.uniformLoad(0, 0), conditions, result);
    QVERIFY2(result.problem.empty() || result.problem.find("part load") != std::string::npos, result.problem.c_str());
    TwinState state = twin.settle(twin.uniformLoad(1, 1), conditions);
    twin.step(twin.uniformLoad(1, 1), conditions, 1, state, result);
    QVERIFY2(result.problem.empty(), result.problem.c_str());
}

/// Racks of 30 C beside racks of 45 C on one facility loop: it has to be cold enough for the former, wherever they are.
void TestTwinHeat::coldestLoopIsHeld()
{
    const Campus shipped = loadCampus("one-hall");
    const CoolingLoops loops = compileLoops(shipped);
    for (const std::uint32_t cold : {0u, 3u, 5u}) {
        Campus campus = shipped;
        AssetType type = campus.rackType(0);
        type.liquidSupplyC = 30;
        campus.types.push_back(type);
        for (std::uint32_t i = loops.tech[cold].racks.first; i < loops.tech[cold].racks.end(); ++i)
            campus.runs[campus.rackRun[loops.racks[i]]].type = static_cast<std::uint32_t>(campus.types.size() - 1);
        Twin twin(campus);
        TwinResult result;
        twin.steady(twin.uniformLoad(1, 1), {}, result);
        QVERIFY(std::abs(result.cooling.facility[0].supplyC - 26) < 1e-9);
        for (std::size_t t = 0; t < result.cooling.tech.size(); ++t)
            QVERIFY(
                result.cooling.tech[t].held && std::abs(result.cooling.tech[t].supplyC - (t == cold ? 30 : 45)) < 1e-9);
    }
}

/// A coolant graph that begins with pumps or tanks has no heat rejection: a boundary takes the heat.
void TestTwinHeat::beginsWithPumps()
{
    for (const int rules : {1, 2}) {
        LayoutEdits edits;
        for (int i = 0; i < rules; ++i)
            edits.emplace_back("coolant/0", QVariant());
        const Campus campus = loadCampus("one-hall", edits);
        Twin twin(campus);
        for (const CoolingLoops::Facility& facility : twin.cooling().loops().facility)
            QVERIFY(facility.cooler == nullptr && facility.pumps.count > 0);
        TwinResult result;
        TwinConditions conditions;
        conditions.dryBulbC = 48;
        twin.steady(twin.uniformLoad(1, 1), conditions, result);
        QVERIFY(result.darkRacks == 0 && chillersKw(result) == 0 && result.cooling.dryKw == 0);
        QVERIFY(std::abs(result.cooling.boundaryKw - result.cooling.heatInKw) < 1e-6);
        QVERIFY(result.balance.coolingKw > 18 * 5); // pumps
    }
}

/// Pumps that do not feed CDUs directly: without them the water stands still, and nothing is cooled for long.
void TestTwinHeat::pumpsBeforeTanks()
{
    const Campus campus = loadCampus("one-hall",
        {{"coolant/0/to", "pump"}, {"coolant/1/from", "pump"}, {"coolant/1/to", "tank"}, {"coolant/2/from", "tank"}});
    Twin twin(campus);
    TwinResult result;
    TwinConditions conditions;
    twin.steady(twin.uniformLoad(1, 1), conditions, result);
    QVERIFY(result.darkRacks == 0 && faultOf(twin, conditions, result, 1e-9).isEmpty());
    conditions.outages = {allOf(campus, "pump")};
    twin.steady(twin.uniformLoad(1, 1), conditions, result);
    const QString told = faultOf(twin, conditions, result, 1e-9);
    QVERIFY2(told.isEmpty(), qPrintable(told));
    QCOMPARE(result.hotRacks, campus.rackCount());
}

/// A CDU of 200 kW for racks of 3.6 MW would end far above boiling; it carries its share of them all the same.
void TestTwinHeat::hardlyAnyCooling()
{
    const Campus campus = loadCampus("one-hall", {{"types/cdu/rating", 200}, {"types/cdu/cooling/approachK", 20}});
    Twin twin(campus);
    TwinResult result;
    twin.steady(twin.uniformLoad(1, 1), {}, result);
    QVERIFY2(result.hotRacks > 0 && result.hotRacks < campus.rackCount(), qPrintable(QString::number(result.hotRacks)));
    QVERIFY(faultOf(twin, {}, result, 1e-9).isEmpty());
}

/// Nothing takes the heat of pumps that run on: the loop warms, beyond what water does, and sums still close.
void TestTwinHeat::pumpsAloneForWeeks()
{
    const Campus campus = loadCampus("one-hall", {{"types/pump/cooling/constantSpeed", true}});
    Twin twin(campus);
    const TwinLoad load = twin.uniformLoad(0, 0);
    TwinConditions conditions;
    TwinState state = twin.settle(load, conditions);
    conditions.outages = {allOf(campus, "dry-cooler")};
    TwinResult result;
    for (int i = 0; i < 100; ++i) {
        twin.step(load, conditions, 20000, state, result);
        const QString told = faultOf(twin, conditions, result, 1e-6);
        QVERIFY2(told.isEmpty(), qPrintable(told));
    }
    QVERIFY(result.cooling.facility[0].returnC > kBoilingC && result.darkRacks == campus.rackCount());
}

QTEST_APPLESS_MAIN(TestTwinHeat)
#include "tst_twinheat.moc"
