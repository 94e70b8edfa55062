// labels: sanitize
#include "tests/support/twincampus.h"

#include <QTest>

#include <cmath>

using namespace gigahall::model;
using namespace gigahall::tests;

namespace {

QByteArray at(unsigned seed, const QString& told)
{
    return QString("seed %1: %2").arg(seed).arg(told).toUtf8();
}

/// Outages as they come and go while a campus runs: one step each.
void runThrough(Twin& twin, std::mt19937& random, unsigned seed, int steps)
{
    const TwinConditions all = randomConditions(twin, random);
    TwinConditions now = all;
    now.outages.clear();
    TwinLoad load = randomLoad(twin, random);
    TwinState state = between(random, 0, 1) < 0.5 ? twin.settle(load, now) : twin.rest();
    TwinResult result;
    for (int i = 0; i < steps; ++i) {
        const double draw = between(random, 0, 1);
        if (draw < 0.3 && now.outages.size() < all.outages.size())
            now.outages.push_back(all.outages[now.outages.size()]);
        else if (draw < 0.35 && !now.outages.empty())
            now.outages.pop_back();
        else if (draw < 0.6)
            load = randomLoad(twin, random);
        now.dryBulbC = all.dryBulbC + between(random, -2, 2);
        const double dtS = std::pow(10, between(random, -2, 3.5));
        twin.step(load, now, dtS, state, result);
        const QString told = faultOf(twin, now, result, 1e-6);
        QVERIFY2(told.isEmpty(), at(seed, QString("step %1 of %2 s: %3").arg(i).arg(dtS).arg(told)));
    }
}

} // namespace

/// What holds in any scenario: sums close, nothing negative, and a failure never helps.
class TestTwin : public QObject
{
    Q_OBJECT

private slots:
    void steadyOneHall() { steadyAnywhere("one-hall", 600); }
    void steadyFrontier() { steadyAnywhere("frontier", 100); }
    void steadyDefault() { steadyAnywhere("default", 6); }
    void steadyRandomCampuses()
    {
        for (unsigned seed = 1; seed <= 60; ++seed) {
            std::mt19937 random(100 + seed);
            const Campus campus = randomCampus(random);
            Twin twin(campus);
            for (int i = 0; i < 20; ++i)
                steadyOnce(twin, random, seed);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void stepsOneHall() { stepsAnywhere("one-hall", 60, 40); }
    void stepsFrontier() { stepsAnywhere("frontier", 10, 40); }
    void stepsDefault() { stepsAnywhere("default", 1, 20); }
    void stepsRandomCampuses()
    {
        for (unsigned seed = 1; seed <= 60; ++seed) {
            std::mt19937 random(900 + seed);
            const Campus campus = randomCampus(random);
            Twin twin(campus);
            runThrough(twin, random, seed, 40);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void restored();
    void restoredWhileItRuns();

private:
    /// One scenario, its longer and longer list of outages, and the campus as it was.
    static void steadyOnce(Twin& twin, std::mt19937& random, unsigned seed)
    {
        const TwinLoad load = randomLoad(twin, random);
        const TwinConditions all = randomConditions(twin, random);
        TwinConditions some = all;
        some.outages.clear();
        TwinResult before, result;
        for (std::size_t outages = 0;; ++outages) {
            twin.steady(load, some, result);
            const QString told = faultOf(twin, some, result, 1e-9);
            QVERIFY2(told.isEmpty(), at(seed, QString("%1 outages: %2").arg(outages).arg(told)));
            for (std::size_t node = 0; node < before.power.served.size(); ++node)
                QVERIFY2(result.power.served[node] <= before.power.served[node],
                    at(seed, QString("outage %1 brings %2 back").arg(outages).arg(node)));
            if (outages == all.outages.size())
                break;
            before = result;
            some.outages.push_back(all.outages[outages]);
        }
    }
    static void steadyAnywhere(const char* name, unsigned scenarios)
    {
        const Campus campus = loadCampus(name);
        Twin twin(campus);
        for (unsigned seed = 1; seed <= scenarios && !QTest::currentTestFailed(); ++seed) {
            std::mt19937 random(seed);
            steadyOnce(twin, random, seed);
        }
    }
    static void stepsAnywhere(const char* name, unsigned scenarios, int steps)
    {
        const Campus campus = loadCampus(name);
        Twin twin(campus);
        for (unsigned seed = 1; seed <= scenarios && !QTest::currentTestFailed(); ++seed) {
            std::mt19937 random(seed);
            runThrough(twin, random, seed, steps);
        }
    }
};

/// The steady state depends on nothing but its arguments: not on the twin, nor on what the result was used for before.
void TestTwin::restored()
{
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus), fresh(campus);
    for (unsigned seed = 1; seed <= 100; ++seed) {
        std::mt19937 random(seed);
        const TwinLoad load = randomLoad(twin, random);
        const TwinConditions failed = randomConditions(twin, random);
        TwinConditions whole = failed;
        whole.outages.clear();
        TwinResult before, used, after;
        twin.steady(load, whole, before);
        twin.steady(load, failed, used);
        twin.steady(load, whole, used);
        fresh.steady(load, whole, after);
        QVERIFY2(sameBytes(before, used) && sameBytes(before, after), at(seed, "not as before"));
    }
}

void TestTwin::restoredWhileItRuns()
{
    const Campus campus = loadCampus("one-hall");
    Twin twin(campus);
    for (unsigned seed = 1; seed <= 25; ++seed) {
        std::mt19937 random(seed);
        const TwinLoad load = randomLoad(twin, random);
        TwinConditions failed = randomConditions(twin, random);
        failed.dryBulbC = std::min(failed.dryBulbC, 38.0);
        TwinConditions whole = failed;
        whole.outages.clear();
        TwinResult before, after;
        TwinState state = twin.settle(load, whole);
        twin.step(load, whole, 10, state, before);
        for (int i = 0; i < 60; ++i)
            twin.step(load, failed, 10, state, after);
        // Racks that are still too warm at first trip again: they get a second try. Small steps while it is lively, as
        // loops see the supply above them as the step before left it.
        for (int i = 0; i < 2000; ++i) {
            TwinConditions now = whole;
            now.outages.resize(i == 200 ? 1 : 0);
            twin.step(load, now, i < 400 ? 1 : 60, state, after);
        }
        QVERIFY2(before.power.served == after.power.served, at(seed, "not everything is on again"));
        for (std::size_t t = 0; t < before.cooling.tech.size(); ++t) {
            QVERIFY(std::abs(before.cooling.tech[t].returnC - after.cooling.tech[t].returnC) < 1e-6);
            QVERIFY(std::abs(before.cooling.tech[t].supplyC - after.cooling.tech[t].supplyC) < 1e-6);
        }
        QVERIFY2(std::abs(before.balance.suppliedKw - after.balance.suppliedKw) < 1e-6 * before.balance.suppliedKw,
            at(seed, "takes more than before"));
    }
}

QTEST_APPLESS_MAIN(TestTwin)
#include "tst_twin.moc"
