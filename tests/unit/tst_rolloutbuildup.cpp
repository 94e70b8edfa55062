// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/rollout/plancheck.h"
#include "model/rollout/schedule.h"
#include "model/rollout/totals.h"
#include "tests/support/rolloutsketch.h"
#include "tests/support/twincampus.h"

#include <QtTest>

#include <cmath>

using namespace gigahall::model;
using namespace gigahall::tests;

/// What a plan makes of a campus, what is in service when, and what is wrong with plans.
class TestRolloutBuildup : public QObject
{
    Q_OBJECT

private slots:
    void spans();
    void withoutAPlanAllIsThere();
    void rowsRollInOneAfterTheOther();
    void theNextKindBringsIt();
    void namedAssets();
    void totalsEqualTheSum();
    void slips();
    void mistakes_data();
    void mistakes();
    void feeders();
    void substations();
};

void TestRolloutBuildup::spans()
{
    const BuildSpan span{10, 20}, always;
    QCOMPARE(span.progress(9), 0.0f);
    QCOMPARE(span.progress(10), 0.0f);
    QCOMPARE(span.progress(12.5), 0.25f);
    QCOMPARE(span.progress(20), 1.0f);
    QCOMPARE(always.progress(-1e9), 1.0f);
    const float never = std::numeric_limits<float>::infinity();
    QCOMPARE((BuildSpan{never, never}.progress(1e9)), 0.0f);
}

void TestRolloutBuildup::withoutAPlanAllIsThere()
{
    const Campus campus = datedCampus();
    const Buildup built = buildup(campus, Plan());
    for (const BuildSpan& span : built.runs)
        QCOMPARE(span, BuildSpan());
    const RolloutCurve curve(campus, built);
    const RolloutTotals totals = curve.at(0);
    QCOMPARE(totals.racks, campus.rackCount());
    QCOMPARE(totals.itW, std::llround(campus.itKw * 1000));
    QCOMPARE(totals.facilityWDays, std::int64_t(0)); // since when is not known
    QCOMPARE(totals, curve.whole());
}

void TestRolloutBuildup::rowsRollInOneAfterTheOther()
{
    const Campus campus = datedCampus();
    const Plan plan = shortPlan(campus);
    const Buildup built = buildup(campus, plan);
    const Work racks = plan.activities[indexOf(plan, "P01-B1/racks")].work();
    const Range runs = campus.buildings[0].runs; // rows of racks
    QCOMPARE(double(built.runs[runs.first].from), dayNumber(racks.start) - 1);
    QCOMPARE(double(built.runs[runs.end() - 1].to), dayNumber(racks.finish));
    for (std::uint32_t r = runs.first + 1; r < runs.end(); ++r) {
        QVERIFY(built.runs[r].from > built.runs[r - 1].from);
        QVERIFY(built.runs[r].to > built.runs[r - 1].to);
        QVERIFY(built.runs[r].from < built.runs[r - 1].to); // more than one at once
    }
    QCOMPARE(double(built.hallFrom[1]), dayNumber(plan.activities[indexOf(plan, "P01-B1-H2/on")].planned.finish));
    QCOMPARE(built.rackEnergised[campus.halls[1].racks.first], indexOf(plan, "P01-B1-H2/on"));
}

void TestRolloutBuildup::theNextKindBringsIt()
{
    const Campus campus = datedCampus();
    Plan plan = shortPlan(campus);
    // Without an activity for racks they come when the hall is energised.
    std::erase_if(plan.activities, [](const Activity& a) { return a.kind == ActivityKind::Racks; });
    for (Activity& activity : plan.activities)
        activity.after.clear();
    const Buildup built = buildup(campus, plan);
    const std::uint32_t rack = campus.halls[3].racks.first;
    QCOMPARE(built.runActivity[campus.rackRun[rack]], indexOf(plan, "P01-B2-H2/on"));
    // Without that as well they come with the shell: the kind before.
    std::erase_if(plan.activities, [](const Activity& a) { return a.kind == ActivityKind::Energised; });
    const Buildup shell = buildup(campus, plan);
    QCOMPARE(shell.runActivity[campus.rackRun[rack]], indexOf(plan, "P01-B2/shell"));
    QCOMPARE(double(shell.rackFrom[rack]), dayNumber(plan.activities[indexOf(plan, "P01-B2/shell")].planned.finish));
}

void TestRolloutBuildup::namedAssets()
{
    const Campus campus = datedCampus();
    Plan plan = shortPlan(campus);
    Activity extra = plan.activities[indexOf(plan, "P01-B1/racks")];
    extra.key = "one row later";
    extra.brings = {*campus.find("P01-B1-H1-R02")};
    extra.planned = {day("2027-06-01"), day("2027-06-30")};
    plan.activities.push_back(extra);
    const Buildup built = buildup(campus, plan);
    const Row& row = campus.rows[1];
    QCOMPARE(double(built.rackFrom[row.racks.first]), dayNumber(day("2027-06-30")));
    QVERIFY(double(built.rackFrom[row.racks.first - 1]) < dayNumber(day("2027-02-01")));
    const RolloutCurve curve(campus, built);
    QCOMPARE(curve.at(dayNumber(day("2027-05-01"))).phases, 1u); // the other one
    QCOMPARE(curve.at(dayNumber(day("2027-06-30"))).phases, 2u);
}

void TestRolloutBuildup::totalsEqualTheSum()
{
    const Campus campus = datedCampus({.phases = 4, .buildings = 2, .halls = 3});
    const Buildup built = buildup(campus, shortPlan(campus));
    const RolloutCurve curve(campus, built);
    std::uint32_t seen = 0;
    for (double d = dayNumber(day("2026-12-01")); d <= dayNumber(day("2027-07-01")); ++d) {
        const RolloutTotals totals = curve.at(d);
        QCOMPARE(totals, totalsOfAssets(campus, built, d));
        RolloutTotals phases;
        for (std::uint32_t p = 0; p < campus.phases.size(); ++p) {
            phases.itW += curve.at(p, d).itW;
            phases.gpus += curve.at(p, d).gpus;
            phases.facilityWDays += curve.at(p, d).facilityWDays;
        }
        QCOMPARE(phases.itW, totals.itW);
        QCOMPARE(phases.gpus, totals.gpus);
        QCOMPARE(phases.facilityWDays, totals.facilityWDays);
        QVERIFY(totals.racks >= seen);
        seen = totals.racks;
    }
    QCOMPARE(seen, campus.rackCount());
    QCOMPARE(curve.whole().gpus, std::uint64_t(campus.gpuCount()));
    QCOMPARE(curve.whole().facilityW, std::llround(campus.itKw * 1.25 * 1000));
    // A rack of 31 kW at 1.25 runs for ten days.
    const double first = double(built.hallFrom[0]);
    QCOMPARE(curve.at(first).facilityWDays, std::int64_t(0));
    const std::int64_t hallW = std::llround(31000 * 1.25) * campus.halls[0].racks.count;
    QCOMPARE(curve.at(first).facilityW, hallW);
    QCOMPARE(curve.at(first + 1).facilityWDays, hallW);
    QCOMPARE((CostRate{.lowPerGw = 50, .highPerGw = 60}.cost(2'000'000'000).high), 120.0);
    Announcement said;
    said.stakeBnUsd = 100;
    said.stakePerGwBnUsd = 10;
    QCOMPARE(said.paidBnUsd(1'000'000'000), 10.0);
    QCOMPARE(said.paidBnUsd(12'000'000'000), 100.0); // and no more
}

void TestRolloutBuildup::slips()
{
    const Campus campus = datedCampus();
    const Plan plan = shortPlan(campus);
    const RolloutCurve before(campus, buildup(campus, plan));
    const auto slipOf = [&](const char* space, int days) {
        const Plan after = shifted(plan, activitiesIn(campus, plan, *campus.find(space)), days);
        return slipAgainst(before, RolloutCurve(campus, buildup(campus, after)));
    };
    const RolloutSlip none = slipOf("P02", 0);
    QCOMPARE(none.gpuMonths, 0.0);
    QVERIFY(none.quarters.empty());
    // Every GPU of the second phase is 60 days late, and all of them miss the first quarter.
    const RolloutSlip late = slipOf("P02", 60);
    const Phase& phase = campus.phases[1];
    QVERIFY(std::abs(late.gpuMonths - phase.gpus.count * 60 / kDaysPerMonth) < 1e-6);
    QCOMPARE(late.lastDays, 60);
    QCOMPARE(late.quarters.size(), std::size_t(1));
    QCOMPARE(dayText(late.quarters[0].end), std::string("2027-03-31"));
    QVERIFY(std::abs(late.quarters[0].lostMw - phase.itKw * 1.25 / 1000) < 1e-9);
    QVERIFY(std::abs(slipOf("P01", -10).gpuMonths + phase.gpus.count * 10 / kDaysPerMonth) < 1e-6);
}

void TestRolloutBuildup::mistakes_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("finish");
    QTest::addColumn<QString>("says"); // empty = nothing
    QTest::newRow("as it is") << "P01-B1/shell"
                              << ""
                              << ""
                              << "";
    QTest::newRow("ends before it starts") << "P01-B1/shell"
                                           << "2027-03-01"
                                           << "2027-02-01"
                                           << "planned finish 2027-02-01 before its start 2027-03-01";
    QTest::newRow("too early") << "P01-B1/racks"
                               << "2027-01-01"
                               << "2027-01-10"
                               << "14 days before";
}

void TestRolloutBuildup::mistakes()
{
    QFETCH(QString, key);
    QFETCH(QString, start);
    QFETCH(QString, finish);
    QFETCH(QString, says);
    const Campus campus = datedCampus();
    Plan plan = shortPlan(campus);
    const std::uint32_t i = indexOf(plan, key.toStdString());
    if (!start.isEmpty())
        plan.activities[i].planned = {day(start.toStdString()), day(finish.toStdString())};
    const auto problems = checkPlan(campus, plan);
    QString found;
    for (const PlanProblem& problem : problems)
        if (problem.activity == i)
            found += QString::fromStdString(problem.what);
    QVERIFY2(says.isEmpty() ? problems.empty() : found.contains(says), qPrintable(found));
}

/// A hall of a real layout: racks that are energised before the plant they hang on.
void TestRolloutBuildup::feeders()
{
    Campus campus = loadCampus("one-hall");
    campus.phases[0].readyDate = "2027-01-31";
    using Each = ActivityTemplate::Each;
    std::vector templates = shortRollout();
    templates.push_back(activityTemplate("power", ActivityKind::Power, Each::Phase, -40, 20));
    templates.push_back(activityTemplate("cooling", ActivityKind::Cooling, Each::Phase, -40, 20));
    const Plan good = expand(campus, templates, "");
    QVERIFY(checkPlan(campus, good).empty());
    for (const auto& [key, verb] : {std::pair("power", "feeds"), std::pair("cooling", "cools")}) {
        Plan late = good;
        const std::uint32_t i = indexOf(late, campus.phases[0].key + '/' + key);
        late.activities[i].planned.finish = day("2027-03-31");
        const auto problems = checkPlan(campus, late);
        QVERIFY(!problems.empty());
        const QString what = QString::fromStdString(problems.front().what);
        QVERIFY2(what.contains(verb) && what.contains(QString("/%1").arg(key)) && what.contains("2027-03-31"),
            qPrintable(what));
        QCOMPARE(late.activities[problems.front().activity].kind, ActivityKind::Energised);
        QVERIFY(!problems.front().isMistake);
    }
}

/// More racks than transformers: most of those of a phase come later than its load.
void TestRolloutBuildup::substations()
{
    const Campus campus = loadCampus("default");
    std::vector templates = shortRollout();
    templates.push_back(activityTemplate("power", ActivityKind::Power, ActivityTemplate::Each::Phase, -60, 20));
    const Plan good = expand(campus, templates, "");
    for (const PlanProblem& problem : checkPlan(campus, good))
        QVERIFY2(!QString::fromStdString(problem.what).contains("MW"), problem.what.c_str());
    Plan late = good;
    Activity more = late.activities[indexOf(late, "P01/power")];
    more.key = "P01/more-transformers";
    more.planned = {day("2027-06-01"), day("2027-06-30")};
    const Range own = campus.phases[0].ownPlant;
    int kept = 0;
    for (std::uint32_t plant = own.first; plant < own.end(); ++plant)
        if (campus.types[campus.runs[campus.plantRun[plant]].type].category == "transformer" && ++kept > 3)
            more.brings.emplace_back(AssetKind::Plant, plant);
    late.activities.push_back(more);
    const auto problems = checkPlan(campus, late);
    QVERIFY(std::ranges::any_of(problems, [](const PlanProblem& p) {
        return p.what.find("brings phase P01 to") != std::string::npos && p.what.find("carry 588") != std::string::npos;
    }));
}

QTEST_GUILESS_MAIN(TestRolloutBuildup)
#include "tst_rolloutbuildup.moc"
