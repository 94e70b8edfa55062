// labels: sanitize
#include <QtGlobal> // first: moc 6.4 trips over <concepts> otherwise

#include "app/rollout/planchoice.h"
#include "model/rollout/schedule.h"
#include "tests/support/rolloutsketch.h"

#include <QtTest>

using namespace gigahall;
using namespace gigahall::app;
using model::AssetId;
using model::AssetKind;

/// "P03=6mo": what slips in a rollout as options and files write it.
class TestAppPlanChoice : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWrites_data();
    void readsAndWrites();
    void refuses_data();
    void refuses();
    void findsTargets();
    void monthsAreThoseOfTheCalendar();
    void comesBackFromAPlan();
    void saysWhatIsNotThere();

private:
    const model::Campus m_campus = gigahall::tests::datedCampus();
    const model::Plan m_plan = gigahall::tests::shortPlan(m_campus);
};

void TestAppPlanChoice::readsAndWrites_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("months");
    QTest::addColumn<QString>("written");
    QTest::newRow("days") << "P03=180d"
                          << "P03" << 180 << 0 << "P03=180d";
    QTest::newRow("weeks") << "P03-B1=2w"
                           << "P03-B1" << 14 << 0 << "P03-B1=14d";
    QTest::newRow("months") << "P03=6mo"
                            << "P03" << 0 << 6 << "P03=6mo";
    QTest::newRow("sooner") << "P03=-10d"
                            << "P03" << -10 << 0 << "P03=-10d";
    QTest::newRow("later") << "P03=+1mo"
                           << "P03" << 0 << 1 << "P03=1mo";
    QTest::newRow("an activity") << "P03/clear=1d"
                                 << "P03/clear" << 1 << 0 << "P03/clear=1d";
    QTest::newRow("a name with =") << "a=b=1d"
                                   << "a=b" << 1 << 0 << "a=b=1d";
    QTest::newRow("not at all") << "P03=0d"
                                << "P03" << 0 << 0 << "P03=0d";
}

void TestAppPlanChoice::readsAndWrites()
{
    QFETCH(QString, text);
    const auto shift = readShift(text.toStdString());
    QVERIFY(shift);
    QTEST(QString::fromStdString(shift->target), "target");
    QTEST(shift->days, "days");
    QTEST(shift->months, "months");
    QTEST(QString::fromStdString(optionText(*shift)), "written");
    QCOMPARE(readShift(optionText(*shift)), shift);
}

void TestAppPlanChoice::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "P03", "=6mo", "P03=", "P03=6", "P03=mo", "P03=6 mo", "P03=6.5d", "P03=6y", "P03=+-6d",
             "P03=6mod", "P03=99999999999d", "P03=40000d", "P03=6000w", "P03=1201mo"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestAppPlanChoice::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!readShift(text.toStdString()));
}

void TestAppPlanChoice::findsTargets()
{
    std::vector<std::string> problems;
    const std::uint32_t clear = tests::indexOf(m_plan, "P01/clear");
    const auto shifts = findShifts(
        {{"P02", 9, 0}, {"P02", 1, 0}, {"P01/clear", 3, 0}, {"P01-B1", -4, 0}}, m_campus, m_plan, problems);
    QVERIFY2(shifts, problems.empty() ? "" : problems.front().c_str());
    const AssetId p1(AssetKind::Phase, 0), p2(AssetKind::Phase, 1);
    QCOMPARE(*shifts, std::vector<PlanShift>({{{p2}, 10}, {{p1, clear}, 3}, {{*m_campus.find("P01-B1")}, -4}}));
}

void TestAppPlanChoice::monthsAreThoseOfTheCalendar()
{
    std::vector<std::string> problems;
    const auto all = model::activitiesIn(m_campus, m_plan, {AssetKind::Phase, 1});
    model::Day begins = model::Day::max();
    for (const std::uint32_t index : all)
        begins = std::min(begins, m_plan.activities[index].planned.start);
    const auto shifts = findShifts({{"P02", 0, 6}}, m_campus, m_plan, problems);
    QVERIFY(shifts);
    QCOMPARE(shifts->front().days, daysOfMonths(begins, 6));
    QVERIFY(shifts->front().days > 180 && shifts->front().days < 185);
}

void TestAppPlanChoice::comesBackFromAPlan()
{
    const std::uint32_t clear = tests::indexOf(m_plan, "P01/clear");
    const std::vector<PlanShift> shifts{{{{AssetKind::Phase, 1}}, 20}, {{{AssetKind::Phase, 0}, clear}, -3}};
    const auto written = writtenShifts(shifts, m_campus, m_plan);
    QCOMPARE(written, std::vector<WrittenShift>({{"P02", 20, 0}, {"P01/clear", -3, 0}}));
    std::vector<std::string> problems;
    QCOMPARE(findShifts(written, m_campus, m_plan, problems), std::optional(shifts));
}

void TestAppPlanChoice::saysWhatIsNotThere()
{
    std::vector<std::string> problems;
    QVERIFY(!findShifts({{"P09", 1, 0}, {"P01", 1, 0}, {"P01/cleer", 1, 0}}, m_campus, m_plan, problems));
    QCOMPARE(problems.size(), std::size_t(2));
    QVERIFY2(problems[0].find("\"P09\" is neither in campus") == 0, problems[0].c_str());
    QVERIFY2(problems[1].find("P01/clear") != std::string::npos, problems[1].c_str());
    problems.clear();
    QVERIFY(!findShifts({{"P01", 1, 0}}, m_campus, model::Plan(), problems));
    QVERIFY2(problems[0].find("has no rollout") != std::string::npos, problems[0].c_str());
    model::Plan less = m_plan;
    std::erase_if(less.activities, [](const model::Activity& a) { return a.key.starts_with("P02"); });
    problems.clear();
    QVERIFY(!findShifts({{"P02", 1, 0}}, m_campus, less, problems));
    QVERIFY2(problems[0].find("nothing in the rollout works in \"P02\"") == 0, problems[0].c_str());
}

QTEST_GUILESS_MAIN(TestAppPlanChoice)
#include "tst_appplanchoice.moc"
