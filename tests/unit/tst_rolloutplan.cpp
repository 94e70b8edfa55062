// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "model/rollout/schedule.h"
#include "tests/support/rolloutsketch.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace gigahall::model;
using namespace gigahall::tests;

/// Days, plans made from templates, order, room and shifts.
class TestRolloutPlan : public QObject
{
    Q_OBJECT

private slots:
    void days_data();
    void days();
    void quarters();
    void expands();
    void phasesOfAnySizeAreReadyInTime_data();
    void phasesOfAnySizeAreReadyInTime();
    void oneIsEnoughOfALargerSpace();
    void worksAsKnown_data();
    void worksAsKnown();
    void order();
    void circle();
    void slack();
    void shifts_data();
    void shifts();
    void shiftsKeepLinks();
    void keys();
};

void TestRolloutPlan::days_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isDay");
    const auto row = [](const char* text, bool isDay) { QTest::newRow(text) << QString(text) << isDay; };
    row("2026-12-31", true);
    row("2028-02-29", true);
    row("2100-02-28", true);
    for (const char* text : {"2027-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-30",
             "26-04-30", "2026/04/30", "2026-04-3a", "+026-04-30", "1899-12-31", "2200-01-01", "2026-12-31 ", ""})
        row(text, false);
}

void TestRolloutPlan::days()
{
    QFETCH(QString, text);
    QFETCH(bool, isDay);
    const auto parsed = parseDay(text.toStdString());
    QCOMPARE(parsed.has_value(), isDay);
    if (!parsed)
        return;
    QCOMPARE(QString::fromStdString(dayText(*parsed)), text);
    QCOMPARE(dayAt(dayNumber(*parsed)), *parsed);
    QCOMPARE(dayAt(dayNumber(*parsed) - 0.5), *parsed); // noon of that day
    QCOMPARE(dayNumber(*parsed), double(QDate::fromString(text, Qt::ISODate).toJulianDay() - 2440588));
}

void TestRolloutPlan::quarters()
{
    const auto ends = quarterEnds(day("2026-12-31"), day("2027-09-29"));
    QCOMPARE(ends.size(), std::size_t(3));
    QCOMPARE(dayText(ends[0]), std::string("2026-12-31"));
    QCOMPARE(dayText(ends[1]), std::string("2027-03-31"));
    QCOMPARE(dayText(ends[2]), std::string("2027-06-30"));
    QVERIFY(quarterEnds(day("2027-01-01"), day("2027-03-30")).empty());
}

void TestRolloutPlan::expands()
{
    const Campus campus = datedCampus(); // 2 phases of 2 buildings of 2 halls
    const Plan plan = shortPlan(campus);
    QCOMPARE(plan.activities.size(), std::size_t(2 * (1 + 2 * 2 + 4)));
    const Activity& last = plan.activities[indexOf(plan, "P02-B2-H2/on")];
    QCOMPARE(dayText(last.planned.finish), std::string("2027-02-28")); // as the phase
    QVERIFY(last.isMilestone() && last.isAssumption());
    QCOMPARE(last.after.size(), std::size_t(1));
    QCOMPARE(last.after[0].activity, indexOf(plan, "P02-B2/racks"));
    const Activity& shell = plan.activities[indexOf(plan, "P01-B2/shell")];
    QCOMPARE(shell.planned.days(), 30);
    QCOMPARE(shell.baseline, std::optional(shell.planned));
    QCOMPARE(shell.after.size(), std::size_t(2)); // ground, and the crew of the building before
    QCOMPARE(shell.after[1].activity, indexOf(plan, "P01-B1/shell"));
    QCOMPARE(plan.activities[indexOf(plan, "P02-B1/shell")].after.size(), std::size_t(1)); // not of another phase
}

void TestRolloutPlan::phasesOfAnySizeAreReadyInTime_data()
{
    QTest::addColumn<int>("buildings");
    QTest::addColumn<int>("halls");
    QTest::newRow("one of each") << 1 << 1;
    QTest::newRow("as the short plan has it") << 2 << 2;
    QTest::newRow("one long building") << 1 << 9;
    QTest::newRow("many") << 11 << 3;
}

/// The last hall runs on the day its phase is ready, and all that comes before it is as far apart as ever.
void TestRolloutPlan::phasesOfAnySizeAreReadyInTime()
{
    QFETCH(int, buildings);
    QFETCH(int, halls);
    const Campus campus
        = datedCampus({.buildings = std::uint32_t(buildings), .halls = std::uint32_t(halls), .rows = 1, .racks = 1});
    std::vector templates = shortRollout();
    templates.push_back(activityTemplate("trees", ActivityKind::Commissioning, ActivityTemplate::Each::Phase, -9, 10));
    templates.back().fromReady = true;
    const Plan plan = expand(campus, templates, "");
    std::map<std::string, Day> last;
    for (const Activity& activity : plan.activities)
        if (activity.isMilestone()) {
            Day& day = last[activity.key.substr(0, 3)];
            day = std::max(day, activity.planned.finish);
        }
    QCOMPARE(dayText(last.at("P01")), campus.phases[0].readyDate);
    QCOMPARE(dayText(last.at("P02")), campus.phases[1].readyDate);
    QCOMPARE(dayText(plan.activities[indexOf(plan, "P01/trees")].planned.finish), campus.phases[0].readyDate);
    const auto& racks = plan.activities[indexOf(plan, "P01-B1/racks")];
    QCOMPARE((plan.activities[indexOf(plan, "P01-B1-H1/on")].planned.start - racks.planned.finish).count(), 0);
    QCOMPARE((racks.planned.start - plan.activities[indexOf(plan, "P01/clear")].planned.start).count(), 50);
    QCOMPARE(racks.baseline, std::optional(racks.planned));
}

/// A phase without a day was always there; what a larger space waits for is all of the smaller ones.
void TestRolloutPlan::oneIsEnoughOfALargerSpace()
{
    Campus campus = datedCampus();
    campus.phases[0].readyDate.clear();
    std::vector templates = shortRollout();
    templates.push_back(
        activityTemplate("opening", ActivityKind::Energised, ActivityTemplate::Each::Phase, 1, 1, {{3}}));
    const Plan plan = expand(campus, templates, "");
    QVERIFY(std::ranges::all_of(plan.activities, [](const Activity& a) { return a.key.starts_with("P02"); }));
    QCOMPARE(plan.activities[indexOf(plan, "P02/opening")].after.size(), std::size_t(4));
}

void TestRolloutPlan::worksAsKnown_data()
{
    QTest::addColumn<QString>("actualStart");
    QTest::addColumn<QString>("actualFinish");
    QTest::addColumn<QString>("work");
    QTest::newRow("as planned") << ""
                                << ""
                                << "2027-03-01 2027-03-10";
    QTest::newRow("late start, as long") << "2027-03-05"
                                         << ""
                                         << "2027-03-05 2027-03-14";
    QTest::newRow("finished early") << "2027-03-02"
                                    << "2027-03-04"
                                    << "2027-03-02 2027-03-04";
    QTest::newRow("only its end is known") << ""
                                           << "2027-02-20"
                                           << "2027-02-20 2027-02-20";
}

void TestRolloutPlan::worksAsKnown()
{
    QFETCH(QString, actualStart);
    QFETCH(QString, actualFinish);
    QFETCH(QString, work);
    Activity activity;
    activity.planned = {day("2027-03-01"), day("2027-03-10")};
    activity.actualStart = parseDay(actualStart.toStdString());
    activity.actualFinish = parseDay(actualFinish.toStdString());
    QCOMPARE(QString::fromStdString(dayText(activity.work().start) + ' ' + dayText(activity.work().finish)), work);
}

void TestRolloutPlan::order()
{
    const Campus campus = datedCampus({.phases = 4, .buildings = 3});
    const Plan plan = shortPlan(campus);
    const auto order = workOrder(plan);
    QCOMPARE(std::set(order.begin(), order.end()).size(), plan.activities.size());
    std::vector<std::size_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        place[order[i]] = i;
    for (std::uint32_t i = 0; i < plan.activities.size(); ++i)
        for (const Link& link : plan.activities[i].after)
            QVERIFY(place[link.activity] < place[i]);
    QVERIFY(findWaitingCircle(plan).empty());
}

void TestRolloutPlan::circle()
{
    const Campus campus = datedCampus();
    Plan plan = shortPlan(campus);
    const std::uint32_t clear = indexOf(plan, "P01/clear"), on = indexOf(plan, "P01-B1-H2/on");
    plan.activities[clear].after.push_back({on});
    QVERIFY(workOrder(plan).empty());
    const auto circle = findWaitingCircle(plan);
    QCOMPARE(circle.size(), std::size_t(4)); // clear, shell, racks, on
    for (std::size_t i = 0; i < circle.size(); ++i) {
        const std::uint32_t before = circle[(i + circle.size() - 1) % circle.size()];
        QVERIFY(std::ranges::any_of(
            plan.activities[circle[i]].after, [&](const Link& link) { return link.activity == before; }));
    }
    Plan itself = shortPlan(campus);
    itself.activities[clear].after.push_back({clear});
    QCOMPARE(findWaitingCircle(itself), std::vector<std::uint32_t>{clear});
}

void TestRolloutPlan::slack()
{
    const Campus campus = datedCampus();
    const Plan plan = shortPlan(campus);
    const auto slack = slackDays(campus, plan);
    const auto of = [&](const char* key) { return slack[indexOf(plan, key)]; };
    QCOMPARE(of("P01-B1-H1/on"), 0); // a milestone is held
    QCOMPARE(of("P01-B1/racks"), 0);
    QCOMPARE(of("P01/clear"), 0);
    Plan loose = plan;
    for (const char* key : {"P01-B2-H1/on", "P01-B2-H2/on"}) {
        loose.activities[indexOf(plan, key)].planned.start += std::chrono::days(3);
        loose.activities[indexOf(plan, key)].planned.finish += std::chrono::days(3);
    }
    const auto room = slackDays(campus, loose);
    QCOMPARE(room[indexOf(plan, "P01-B2/racks")], 3);
    QCOMPARE(room[indexOf(plan, "P01-B2/shell")], 3);
    QCOMPARE(room[indexOf(plan, "P01-B1/shell")], 0);
}

void TestRolloutPlan::shifts_data()
{
    QTest::addColumn<QString>("moved"); // a space
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("looked");
    QTest::addColumn<int>("by"); // days it moved
    QTest::newRow("a phase moves itself") << "P01" << 30 << "P01-B2-H2/on" << 30;
    QTest::newRow("and no other") << "P01" << 30 << "P02/clear" << 0;
    QTest::newRow("a building pushes the next") << "P01-B1" << 8 << "P01-B2/shell" << 8;
    QTest::newRow("and what comes of it") << "P01-B1" << 8 << "P01-B2-H1/on" << 8;
    QTest::newRow("a later one pushes nothing before") << "P01-B2" << 8 << "P01-B1/shell" << 0;
    QTest::newRow("forward is not pulled after") << "P01-B2" << -3 << "P01-B2/shell" << 0; // crew and ground hold it
    QTest::newRow("all of it forward") << "P01" << -10 << "P01-B2-H2/on" << -10;
    QTest::newRow("the campus") << "tiny" << 5 << "P02-B1/shell" << 5;
}

void TestRolloutPlan::shifts()
{
    QFETCH(QString, moved);
    QFETCH(int, days);
    QFETCH(QString, looked);
    QFETCH(int, by);
    const Campus campus = datedCampus();
    const Plan plan = shortPlan(campus);
    const AssetId space = moved == "tiny" ? AssetId(AssetKind::Campus, 0) : *campus.find(moved.toStdString());
    const Plan after = shifted(plan, activitiesIn(campus, plan, space), days);
    const std::uint32_t i = indexOf(plan, looked.toStdString());
    QCOMPARE(int((after.activities[i].planned.start - plan.activities[i].planned.start).count()), by);
    QCOMPARE(after.activities[i].planned.days(), plan.activities[i].planned.days());
    QCOMPARE(after.activities[i].baseline, plan.activities[i].baseline);
}

/// Whatever is moved: links that held still hold, lengths stay, what has begun stays.
void TestRolloutPlan::shiftsKeepLinks()
{
    const Campus campus = datedCampus({.phases = 3, .buildings = 3});
    Plan plan = shortPlan(campus);
    plan.activities[indexOf(plan, "P01/clear")].actualStart = plan.activities[indexOf(plan, "P01/clear")].planned.start;
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::uint32_t> moved;
        for (std::uint32_t i = 0; i < plan.activities.size(); ++i)
            if (random() % 5 == 0)
                moved.push_back(i);
        const Plan after = shifted(plan, moved, int(random() % 200) - 100);
        for (std::uint32_t i = 0; i < plan.activities.size(); ++i) {
            const auto allowed = earliestStart(after, i);
            QVERIFY(!allowed || after.activities[i].work().start >= *allowed);
            QCOMPARE(after.activities[i].planned.days(), plan.activities[i].planned.days());
        }
        QCOMPARE(
            after.activities[indexOf(plan, "P01/clear")].planned, plan.activities[indexOf(plan, "P01/clear")].planned);
    }
}

void TestRolloutPlan::keys()
{
    for (std::size_t k = 0; k < kActivityKinds; ++k)
        QCOMPARE(activityKind(activityKey(ActivityKind(k))), std::optional(ActivityKind(k)));
    QVERIFY(!activityKind("lunch"));
    for (const BuildStyle style : {BuildStyle::Grow, BuildStyle::Appear, BuildStyle::Highlight})
        QCOMPARE(buildStyle(buildStyleKey(style)), std::optional(style));
    QVERIFY(!buildStyle(""));
}

QTEST_GUILESS_MAIN(TestRolloutPlan)
#include "tst_rolloutplan.moc"
